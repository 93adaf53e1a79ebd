"""The process beside the screen: does one thing after the other, and looks meanwhile whether it is still wanted.

python -m reader.library.background_server FD      (started by `background.py` alone)
"""

import contextlib
import select
import sys
import time
from collections import deque
from multiprocessing.connection import Connection

from reader.errors import ReaderError
from reader.library.background import Begin, Compare, FindNames
from reader.library.library import Library, utc_now
from reader.library.listing import Progress
from reader.library.watching import Stopped, Watch
from reader.processes import Advance, GiveUp, Reply, Request, serve

IDLE_SECONDS = 10.0
"""So long it waits for more; then it ends, and what it holds is free again."""
_TOLD_EVERY_SECONDS = 0.1


class Server:
    """Does what is asked, one after the other."""

    def __init__(self, connection: "Connection[Reply | Advance, Request]", library: Library) -> None:
        self._connection = connection
        self._library = library
        self._inbox: deque[Request] = deque()
        self._current = 0
        """The number of the request that is being answered."""
        self._is_given_up = False
        self._told = 0.0

    def run(self) -> None:
        """Answer requests until there have been none for a while."""
        self._receive(IDLE_SECONDS)
        while self._inbox:
            self._answer(self._inbox.popleft())
            self._receive(0 if self._inbox else IDLE_SECONDS)

    def _receive(self, seconds: float) -> None:
        """Take in what has come; wait so long for the first of it."""
        while select.select([self._connection.fileno()], [], [], seconds)[0]:
            request, seconds = self._connection.recv(), 0
            if not isinstance(request.message, GiveUp):
                self._inbox.append(request)
            elif request.number == self._current:
                self._is_given_up = True
            else:
                self._inbox = deque(each for each in self._inbox if each.number != request.number)

    def _answer(self, request: Request) -> None:
        self._current, self._is_given_up = request.number, False
        try:
            self._library.look_at_store()  # what the screen has just kept
            self._connection.send(Reply(request.number, self._value(request.message)))
        except ReaderError as error:
            self._connection.send(Reply(request.number, error=error))
        except Stopped:
            pass  # nobody waits for it

    def _value(self, asked: object) -> object:
        match asked:
            case FindNames(article):
                self._library.find_names(article)
            case Compare(a, b):
                return self._library.compare(a, b, Watch(self._tell, self._should_stop))
        return None

    def _tell(self, progress: Progress) -> None:
        if (now := time.monotonic()) - self._told > _TOLD_EVERY_SECONDS:
            self._told = now
            self._connection.send(Advance(self._current, progress.done, progress.total or 0))

    def _should_stop(self) -> bool:
        self._receive(0)
        return self._is_given_up


def _serve(connection: "Connection[Reply | Advance, Request]") -> None:
    begin = connection.recv().message
    if isinstance(begin, Begin):
        with contextlib.closing(Library(begin.paths, begin.config, begin.collection, utc_now)) as library:
            Server(connection, library).run()


if __name__ == "__main__":
    serve(int(sys.argv[1]), _serve)
