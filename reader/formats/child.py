"""Documents read with a guard: whatever a parser does to itself, the reader goes on.

Plain text and short Markdown are read here and now. Everything else goes to one
child process that is used again and again, replaced when it dies, hangs, grows or
has served long enough.
"""

import contextlib
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Any, Self

from reader.errors import Refused
from reader.formats.child_process import limits_argument
from reader.formats.extracted import Extracted, NotExtracted
from reader.formats.limits import DEFAULT_LIMITS, Limits
from reader.formats.parsing import parse_document
from reader.formats.sniffing import Format, sniff
from reader.formats.wire import from_wire

_PACKAGE_ROOT = str(Path(__file__).parents[2])
_OF_MANY = (Format.EXPORT, Format.ARCHIVE, Format.MAILBOX, Format.EPUB, Format.FEED)


class GuardedReader:
    """Reads documents, one at a time; may be called from any thread."""

    def __init__(self, limits: Limits = DEFAULT_LIMITS) -> None:
        """Start nothing yet: the child starts with the first document that needs it."""
        self._limits = limits
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._served = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the child; safe to call twice."""
        with self._lock:
            self._end_child()

    def read(self, content: bytes, name: str, *, media_type: str | None = None, url: str | None = None) -> tuple[Extracted, ...]:
        """Read a document; one that holds several articles gives several.

        Raises:
            Refused: it is empty, binary, too large or of a kind that is not read; the message is the reason.
            NotExtracted: it is of a kind that is read, but its parser failed or went over a limit.
        """
        if len(content) > self._limits.file_bytes:
            raise Refused(f"{name}: larger than {self._limits.file_bytes // 1_000_000} MB")
        try:
            if self._is_harmless(content, name, media_type):
                return parse_document(content, name, media_type=media_type, url=url, limits=self._limits)
            with self._lock:
                return self._ask(content, {"name": name, "media_type": media_type, "url": url})
        except Refused as refused:
            raise type(refused)(f"{name}: {refused}") from refused

    def _is_harmless(self, content: bytes, name: str, media_type: str | None) -> bool:
        match sniff(content, name, media_type):
            case Format.TEXT:
                return len(content) <= self._limits.text_bytes_in_process
            case Format.MARKDOWN:
                return len(content) <= self._limits.markdown_bytes_in_process
            case _:
                return False

    def _ask(self, content: bytes, request: dict[str, Any]) -> tuple[Extracted, ...]:
        child = self._running_child()
        extra = self._extra_seconds(content, request)
        request |= {"length": len(content), "cpu_seconds": self._limits.child_cpu_seconds + int(extra)}
        watchdog = threading.Timer(self._limits.child_wall_seconds + 2 * extra, child.kill)
        watchdog.daemon = True
        watchdog.start()
        try:
            outcome, payload = self._exchange(child, json.dumps(request).encode() + b"\n", content)
        except (OSError, EOFError) as error:
            self._end_child()
            raise NotExtracted("kept, not extracted: reading it took too much time or memory") from error
        # Interrupted half-way (Ctrl+C), the child would give the next document the answer to this one.
        except BaseException:
            self._end_child()
            raise
        finally:
            watchdog.cancel()
        if outcome == "articles":
            return from_wire(payload)
        reason = payload.decode("utf-8", "replace")
        raise Refused(reason) if outcome == "refused" else NotExtracted(f"kept, not extracted: {reason}")

    def _extra_seconds(self, content: bytes, request: dict[str, Any]) -> float:
        kind = sniff(content, request["name"], request["media_type"])
        return self._limits.child_seconds_per_megabyte * len(content) / 1_000_000 if kind in _OF_MANY else 0.0

    def _exchange(self, child: subprocess.Popen[bytes], header: bytes, content: bytes) -> tuple[str, bytes]:
        requests, answers = _pipes(child)
        requests.write(header)
        requests.write(content)
        requests.flush()
        line = answers.readline()
        if not line:
            raise EOFError
        answer = json.loads(line)
        payload = answers.read(answer["length"])
        if len(payload) < answer["length"]:
            raise EOFError
        self._served += 1
        if self._served >= self._limits.child_documents or answer["memory"] > self._limits.child_memory_bytes // 2:
            self._end_child()
        return answer["outcome"], payload

    def _running_child(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._end_child()
            self._child = _start_child(self._limits)
            self._served = 0
        return self._child

    def _end_child(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in _pipes(child):
            with contextlib.suppress(OSError):
                pipe.close()


def _pipes(child: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    if child.stdin is None or child.stdout is None:
        raise EOFError
    return child.stdin, child.stdout


def _start_child(limits: Limits) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-P", "-B", "-m", "reader.formats.child_process", limits_argument(limits)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": _PACKAGE_ROOT},
        start_new_session=True,
    )
