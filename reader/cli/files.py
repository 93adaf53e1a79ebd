"""Results written to a file or to stdout, and input read from a file or from stdin."""

import sys
from pathlib import Path

from reader.cli.invocation import Invocation
from reader.errors import Refused, SourceError
from reader.files import describe_os_error, read_regular_file, write_atomically
from reader.safetext import show

MOST_BYTES = 64_000_000


def write_result(invocation: Invocation, text: str, output: Path | None) -> None:
    """Print a result, or write it to a file in one go.

    Raises:
        SourceError: the file cannot be written.
    """
    if output is None or str(output) == "-":
        sys.stdout.write(show(text))
        return
    if invocation.options.is_dry:
        invocation.say(f"would write {output}")
        return
    if output.exists() and not output.is_file():
        raise SourceError(f"{output} is no file; name another one with -o")
    try:
        write_atomically(output, text.encode("utf-8", "replace"))
    except OSError as error:
        raise SourceError(f"{output}: {describe_os_error(error)}; name another file with -o") from error
    invocation.say(f"written to {output}")


def read_input(file: Path) -> bytes:
    """Read a file, or stdin for `-`.

    Raises:
        SourceError: it is missing, unreadable or too large.
    """
    if str(file) != "-":
        return read_regular_file(file, MOST_BYTES)
    content = sys.stdin.buffer.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Refused(f"stdin: larger than {MOST_BYTES // 1_000_000} MB")
    return content
