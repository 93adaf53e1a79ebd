"""Copying: to the terminal's clipboard, to a command of the person's, or to a file; it says which.

OSC 52 asks the terminal to set the clipboard, through ssh too. tmux keeps that
from programs inside it unless told otherwise, so it is given the text by its
own command. No terminal answers, so a configured command is preferred and a
long text, or a terminal that knows no OSC 52, goes to a file.
"""

import base64
import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from reader.errors import SourceError
from reader.files import write_atomically
from reader.paths import Paths, make_private
from reader.safetext import show

MOST_OSC_BYTES = 74_000
_COMMAND_SECONDS = 5.0
_OWN_COMMAND = ("pbcopy",)
"""Of macOS, whose own terminal does not take the sequence."""
_WITHOUT_CLIPBOARD = frozenset({"linux", "dumb", "vt100", "vt220", "ansi", ""})


def osc52(text: str, *, in_tmux: bool) -> str:
    r"""Return the sequence that asks the terminal to take a text; in tmux also wrapped, to be passed on.

    >>> osc52("a", in_tmux=False)
    '\x1b]52;c;YQ==\x07'
    """
    sequence = f"\x1b]52;c;{base64.b64encode(text.encode()).decode()}\x07"
    if not in_tmux:
        return sequence
    wrapped = sequence.replace("\x1b", "\x1b\x1b")
    return f"{sequence}\x1bPtmux;{wrapped}\x1b\\"


def copy(
    text: str,
    *,
    write: Callable[[str], object],
    command: Sequence[str] = (),
    paths: Paths | None = None,
    environ: Mapping[str, str] = os.environ,
) -> str:
    """Copy a text, made harmless, and return where it went as a sentence.

    Args:
        text: what is copied.
        write: writes to the terminal.
        command: a command that takes it on its standard input.
        paths: where a file is kept when nothing else will do.
        environ: tells of tmux and of the terminal.

    Raises:
        SourceError: the command fails.
    """
    harmless = show(text)
    if command:
        return _give_to_command(harmless, command)
    if _has_own_command(environ):
        return _give_to_command(harmless, _OWN_COMMAND)
    if "TMUX" in environ and _give_to_tmux(harmless):
        return "Copied to tmux, and through it to the terminal's clipboard where both allow it"
    if environ.get("TERM", "") in _WITHOUT_CLIPBOARD or len(harmless.encode()) * 4 // 3 > MOST_OSC_BYTES:
        return _write_file(harmless, paths)
    write(osc52(harmless, in_tmux="TMUX" in environ))
    return "Sent to the terminal's clipboard" + (" (through tmux)" if "TMUX" in environ else "")


def _has_own_command(environ: Mapping[str, str]) -> bool:
    """Tell whether the clipboard of this machine has a command and is the person's: far away it is not."""
    return sys.platform == "darwin" and "SSH_CONNECTION" not in environ and shutil.which(_OWN_COMMAND[0]) is not None


def _give_to_tmux(text: str) -> bool:
    """Put a text into tmux's own buffer; by default tmux lets no program inside it reach the clipboard."""
    for options in (["-w"], []):  # older ones know no -w
        with contextlib.suppress(OSError, subprocess.SubprocessError):
            command = ["tmux", "load-buffer", *options, "-"]
            subprocess.run(command, input=text.encode(), check=True, capture_output=True, timeout=_COMMAND_SECONDS)
            return True
    return False


def _give_to_command(text: str, command: Sequence[str]) -> str:
    try:
        subprocess.run(command, input=text.encode(), check=True, capture_output=True, timeout=_COMMAND_SECONDS)
    except (OSError, subprocess.SubprocessError) as error:
        raise SourceError(f"Not copied: {command[0]} failed; see clipboard_command in config.toml") from error
    return f"Copied with {command[0]}"


def _write_file(text: str, paths: Paths | None) -> str:
    if paths is None:
        raise SourceError("Not copied: this terminal has no clipboard; set clipboard_command in config.toml")
    file: Path = make_private(paths.state) / "copied.txt"
    write_atomically(file, text.encode())
    return f"Copied to the file {file}"
