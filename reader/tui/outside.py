"""Other programs: the pager, the editor, a command at the end of a pipe, the browser."""

import os
import re
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from reader.errors import SourceError, UsageError
from reader.safetext import one_line, show

_PIPE_SECONDS = 30.0
_ADDRESS = re.compile(r"https?://[^\s<>\"'“”‘’\x00-\x1f]+")
_OPENERS = ("xdg-open", "open", "wslview")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command at the end of a pipe said."""

    lines: tuple[str, ...]
    code: int

    @property
    def sentence(self) -> str:
        """The answer on one line."""
        first = one_line(self.lines[0]) if self.lines else "it said nothing"
        more = f" (and {len(self.lines) - 1} more lines)" if len(self.lines) > 1 else ""
        return f"{first}{more}" if self.code == 0 else f"exit code {self.code}: {first}{more}"


def pager_command(environ: Mapping[str, str] = os.environ) -> list[str]:
    """Return the person's pager; `less` without one."""
    return _split(environ.get("PAGER") or "less")


def editor_command(environ: Mapping[str, str] = os.environ) -> list[str]:
    """Return the person's editor; `vi` without one."""
    return _split(environ.get("VISUAL") or environ.get("EDITOR") or "vi")


def _split(command: str) -> list[str]:
    try:
        return shlex.split(command) or ["less"]
    except ValueError as error:
        raise UsageError(f"This command cannot be read: {one_line(command)}") from error


def show_in_pager(text: str, command: Sequence[str]) -> None:
    """Show a text in a pager and wait for its end; the terminal must be free."""
    try:
        subprocess.run(command, input=show(text).encode(), check=False)
    except OSError as error:
        raise SourceError(f"{command[0]} cannot be started: {error.strerror}; set PAGER") from error


def edit_text(text: str, command: Sequence[str]) -> str:
    """Let a person change a text in an editor and return it; the terminal must be free.

    Raises:
        SourceError: the editor cannot be started, or it failed or was left as failed (`:cq`).
    """
    with tempfile.TemporaryDirectory(prefix="broadsheet-") as folder:
        file = Path(folder, "text.md")
        file.write_text(text, encoding="utf-8")
        file.chmod(0o600)
        try:
            code = subprocess.run([*command, str(file)], check=False).returncode
        except OSError as error:
            raise SourceError(f"{command[0]} cannot be started: {error.strerror}; set EDITOR") from error
        if code:
            raise SourceError(f"{command[0]} ended with exit code {code}; the text is as it was")
        try:
            return file.read_text(encoding="utf-8", errors="replace")
        except OSError as error:
            raise SourceError(f"{command[0]} left no text: {error.strerror}; the text is as it was") from error


def pipe(text: str, command: str) -> Answer:
    """Give a text to a shell command and return what it says (slow)."""
    try:
        done = subprocess.run(
            ["/bin/sh", "-c", command], input=text.encode(), capture_output=True, check=False, timeout=_PIPE_SECONDS
        )
    except subprocess.TimeoutExpired as error:
        raise SourceError(f"{one_line(command)} took longer than {_PIPE_SECONDS:.0f} seconds and was stopped") from error
    said = (done.stdout or done.stderr).decode("utf-8", "replace")
    return Answer(tuple(said.splitlines()), done.returncode)


def is_web_address(address: str) -> bool:
    """Tell whether an address may be opened: http or https, with a host.

    >>> [is_web_address(a) for a in ("https://example.org/a", "javascript:alert(1)", "file:///etc/passwd")]
    [True, False, False]
    """
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def host_of(address: str) -> str:
    """Return the host that an address leads to, without the names before an `@`; as it is asked for, too, when it is not ASCII.

    >>> host_of("https://bank.example@elsewhere.example/login"), host_of("http://m\u00fcnchen.example/")
    ('elsewhere.example', 'm\u00fcnchen.example (xn--mnchen-3ya.example)')
    """
    host = urlsplit(address).hostname or ""
    if host.isascii():
        return host
    try:
        return f"{host} ({host.encode('idna').decode()})"
    except UnicodeError:
        return f"{host} (no valid name)"


def open_address(address: str) -> None:
    """Open a web address in the person's browser."""
    if not is_web_address(address):
        raise UsageError(f"Only http and https addresses are opened, not {one_line(address)}")
    opener = next((found for name in _OPENERS if (found := shutil.which(name))), None)
    if opener is None:
        raise SourceError("No browser can be started from here; the address can be copied with y")
    quiet = subprocess.DEVNULL
    subprocess.Popen([opener, address], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)


def links_in(text: str) -> tuple[str, ...]:
    """Return the web addresses in a text, each once, without the punctuation after them.

    >>> links_in("See https://example.org/a. And (https://example.org/b)!")
    ('https://example.org/a', 'https://example.org/b')
    """
    found = (match.group().rstrip(".,;:!?)]}»") for match in _ADDRESS.finditer(text))
    return tuple(dict.fromkeys(address for address in found if is_web_address(address)))


def link_at(text: str, offset: int) -> str | None:
    """Return the web address at an offset of a text."""
    start = max(0, offset - 2000)
    found = (match for match in _ADDRESS.finditer(text, start, offset + 2000) if match.start() <= offset < match.end())
    return next((address for match in found for address in links_in(match.group())), None)
