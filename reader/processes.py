"""A process of our own that is asked, and answers: nothing here waits.

It is started by a thread when the first question is asked, with a pipe to it.
It is started again when it dies while somebody waits, and what was asked is
asked again. The other end is a module that `serve`s a connection.
"""

import asyncio
import contextlib
import itertools
import queue
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from reader.errors import ReaderError

MOST_DEATHS = 3
"""A question that the process dies of so often is given up."""


@dataclass(frozen=True, slots=True)
class Request:
    """A message with its number; 0 for one that wants no answer."""

    number: int
    message: object


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Nobody waits for the answer to the request of this number any more."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a request: a value, or an error."""

    number: int
    value: object = None
    error: Exception | None = None


@dataclass(frozen=True, slots=True)
class Advance:
    """How far the answer to a request is."""

    number: int
    done: int
    total: int


def serve(descriptor: int, answer: "Callable[[Connection[Reply | Advance, Request]], None]") -> None:
    """Answer a connection until it closes or there is nothing more to do; the keyboard's Ctrl+C is the asker's."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    connection: Connection[Reply | Advance, Request] = Connection(descriptor)
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):  # whoever asked has gone
        answer(connection)


@dataclass
class _Waiting:
    request: Request
    future: "asyncio.Future[Any]"
    loop: asyncio.AbstractEventLoop
    on_progress: Callable[[int, int], None] | None = None
    deaths: int = 0


@dataclass(frozen=True, slots=True)
class _Wake:
    """In the outbox: a process is wanted, though nobody asks yet."""


@dataclass(frozen=True, slots=True)
class _Ended:
    """In the outbox: a process has died, or none is wanted any more."""

    pid: int | None


class AskedProcess:
    """A process that is asked."""

    def __init__(self, module: str, beginning: Callable[[], Iterable[object]], fault: Callable[[str], ReaderError]) -> None:
        """Prepare; the process is started with the first question.

        Args:
            module: is run with the number of a file descriptor, and serves it.
            beginning: returns the messages that every new process is sent first; they and all others must survive pickling.
            fault: makes what a question fails with, of what became of the process, such as "ended again and again over this".
        """
        self._module = module
        self._beginning = beginning
        self._fault = fault
        self._numbers = itertools.count(1)
        self._outbox: queue.SimpleQueue[Request | _Ended | _Wake] = queue.SimpleQueue()
        self._waiting: dict[int, _Waiting] = {}
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._is_closed = False
        self.pid = 0
        """Of the process that runs now; 0 before the first."""

    async def ask(self, message: object, on_progress: Callable[[int, int], None] | None = None) -> Any:
        """Return the answer to a message; `on_progress` is called in the caller's event loop.

        Whoever is cancelled here is waited for no further there.
        """
        if self._is_closed:
            raise asyncio.CancelledError
        loop = asyncio.get_running_loop()
        request = Request(next(self._numbers), message)
        question = _Waiting(request, loop.create_future(), loop, on_progress)
        with self._lock:
            self._waiting[request.number] = question
        self._outbox.put(request)
        self.start()
        try:
            return await question.future
        except asyncio.CancelledError:
            self._outbox.put(Request(request.number, GiveUp()))
            raise
        finally:
            with self._lock:
                self._waiting.pop(request.number, None)

    def tell(self, message: object) -> None:
        """Send a message that wants no answer, if there is a process: a new one learns from what it is begun with."""
        if self._thread is not None:
            self._outbox.put(Request(0, message))

    def start(self) -> None:
        """Start the process now, in a thread; otherwise the first question does."""
        if self._thread is None and not self._is_closed:
            self._outbox.put(_Wake())
            self._thread = threading.Thread(target=self._run, name=self._module, daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Stop the process; what was asked is cancelled. Safe to call twice."""
        if self._is_closed:
            return
        self._is_closed = True
        self._outbox.put(_Ended(None))
        with self._lock:
            waiting, self._waiting = list(self._waiting.values()), {}
        for question in waiting:
            _in_loop(question, question.future.cancel)
        if self._thread is not None:
            self._thread.join(timeout=5)

    # --- the thread that keeps the process alive and talks to it ------------

    def _run(self) -> None:
        while self._is_wanted():
            try:
                child, connection = self._spawn()
            except OSError as error:  # as many processes or files as the system allows
                self._give_up(f"cannot be started: {error.strerror}", after=0)
                continue
            receiver = threading.Thread(
                target=self._receive, args=(connection, child.pid), name=f"{self._module} replies", daemon=True
            )
            receiver.start()
            with contextlib.suppress(OSError):
                self._send(connection, child.pid)
            child.kill()
            child.wait()
            receiver.join()
            connection.close()
            self._give_up("ended again and again over this", after=MOST_DEATHS)

    def _is_wanted(self) -> bool:
        """Wait for a question, or for whoever wants a process beforehand; tell whether one is wanted at all."""
        while not self._waiting and not self._is_closed:
            if isinstance(self._outbox.get(), _Wake):
                break
        return not self._is_closed

    def _spawn(self) -> "tuple[subprocess.Popen[bytes], Connection[Any, Any]]":
        ours, theirs = socket.socketpair()
        with ours, theirs:
            child = subprocess.Popen(
                [sys.executable, "-m", self._module, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            self.pid = child.pid
            return child, Connection(ours.detach())

    def _send(self, connection: "Connection[Any, Any]", pid: int) -> None:
        """Send what is asked until the process ends or this is closed; first of all what another process did not answer."""
        for message in self._beginning():
            connection.send(Request(0, message))
        with self._lock:
            unanswered = [question.request for question in self._waiting.values()]
        for request in unanswered:
            connection.send(request)
        sent = {request.number for request in unanswered}
        while True:
            match self._outbox.get():
                case _Ended(ended):
                    if ended in (pid, None):
                        return
                case Request(number, message) as request if number not in sent or isinstance(message, GiveUp):
                    connection.send(request)

    def _receive(self, connection: "Connection[Any, Any]", pid: int) -> None:
        try:
            while True:
                self._deliver(connection.recv())
        except (EOFError, OSError):
            self._outbox.put(_Ended(pid))

    def _deliver(self, reply: Reply | Advance) -> None:
        with self._lock:
            question = self._waiting.get(reply.number)
        if question is None:
            return
        match reply:
            case Advance(_, done, total):
                if question.on_progress:
                    _in_loop(question, question.on_progress, done, total)
            case Reply(_, value, None):
                _in_loop(question, _settle, question.future, value)
            case Reply(_, _, error):
                _in_loop(question, _fail, question.future, error)

    def _give_up(self, why: str, *, after: int) -> None:
        """Count one more death for every question that waits, and fail those that have seen so many."""
        with self._lock:
            for question in self._waiting.values():
                question.deaths += 1
            deadly = [question for question in self._waiting.values() if question.deaths >= after]
            for question in deadly:
                del self._waiting[question.request.number]
        for question in deadly:
            _in_loop(question, _fail, question.future, self._fault(why))


def _in_loop(question: _Waiting, action: Callable[..., object], *values: object) -> None:
    with contextlib.suppress(RuntimeError):  # the loop may have ended
        question.loop.call_soon_threadsafe(action, *values)


def _settle(future: "asyncio.Future[Any]", value: object) -> None:
    if not future.done():
        future.set_result(value)


def _fail(future: "asyncio.Future[Any]", error: Exception) -> None:
    if not future.done():
        future.set_exception(error)
