"""The guarded child: parses one document after the other under limits on memory and CPU time.

Run as `python -m reader.formats.child_process LIMITS`. A request is a line of JSON
(`name`, `media_type`, `url`, `length`, `cpu_seconds`) and the document's bytes, an answer a line of
JSON (`outcome`, `length`, `memory`) and the articles or the reason. The child ends
with its standard input.
"""

import gc
import json
import os
import resource
import signal
import sys
import threading
import time
from dataclasses import asdict
from typing import Any, BinaryIO

from reader.errors import Refused
from reader.formats.limits import Limits
from reader.formats.parsing import parse_document
from reader.formats.wire import to_wire

_COLLECTED_AFTER = 10_000
"""New objects after which rings of them are looked for: a page makes many and leaves few, and looking costs a fiftieth."""
_LOOK_SECONDS = 0.05
OUT_OF_MEMORY = "needs more memory than a document may"


def serve(requests: BinaryIO, answers: BinaryIO, limits: Limits) -> None:
    """Answer requests until there are no more."""
    while line := requests.readline():
        request = json.loads(line)
        content = requests.read(request.pop("length"))
        _allow_cpu(request.pop("cpu_seconds"))
        outcome, payload = _answer(content, request, limits)
        memory = most_memory()
        answers.write(json.dumps({"outcome": outcome, "length": len(payload), "memory": memory}).encode() + b"\n" + payload)
        answers.flush()


def _answer(content: bytes, request: dict[str, Any], limits: Limits) -> tuple[str, bytes]:
    try:
        return "articles", to_wire(parse_document(content, limits=limits, **request))
    except Refused as refused:
        return "refused", str(refused).encode("utf-8", "replace")
    except MemoryError:
        return "failed", OUT_OF_MEMORY.encode()
    except RecursionError:
        return "failed", b"is nested too deeply"
    # A parser's own failure is a fact about the document, not about the reader.
    except Exception as error:
        return "failed", f"cannot be parsed ({type(error).__name__})".encode()


def _allow_cpu(seconds: int) -> None:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(usage.ru_utime + usage.ru_stime) + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (spent + seconds, hard))


def most_memory() -> int:
    """Return the bytes that this process held at most; macOS tells bytes, other systems kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def cap_memory(most: int) -> None:
    """Let this process have so many bytes.

    macOS refuses the limit to a process that has more address space than that from its start, as
    all have on Apple silicon: there a thread looks at what is held, and ends the process.
    """
    try:
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    except (ValueError, OSError):
        threading.Thread(target=_watch_memory, args=(most,), daemon=True).start()


def _watch_memory(most: int) -> None:
    while most_memory() <= most:
        time.sleep(_LOOK_SECONDS)
    os._exit(1)


def _confine(limits: Limits) -> None:
    """Cap memory, write no file and leave Ctrl+C to the parent."""
    cap_memory(limits.child_memory_bytes)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def limits_argument(limits: Limits) -> str:
    """Write limits for the child's command line."""
    return json.dumps(asdict(limits))


if __name__ == "__main__":
    given_limits = Limits(**json.loads(sys.argv[1]))
    _confine(given_limits)
    gc.set_threshold(_COLLECTED_AFTER)
    serve(sys.stdin.buffer, sys.stdout.buffer, given_limits)
