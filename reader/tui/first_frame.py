"""The saved first frame: what the next start will show first is kept at the end, and shown before anything is loaded.

Most of a start is imports. A frame is shown only when the coming start would
draw the same: same program, arguments, surroundings and size, and every file
that it was drawn from as it was, the reader's own store, session and
settings among them. It lies in the state folder, for its owner alone, and
holds nothing but what stood on the screen.

The file: a line with name and check sum, a line with the size, the key, a
line for each file (time, size, path), an empty line, the frame. Imports are
the cheapest there are, for the same reason as above.
"""

from __future__ import annotations

import os
import sys
import zlib

from reader import __version__

TYPE_CHECKING = False  # `typing` is not loaded for annotations alone
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_NAME = b"broadsheet-frame-1"
_FILE = "frame"
_MOST_BYTES = 2_000_000
_TELLING = (
    "TERM COLORTERM COLORFGBG NO_COLOR FORCE_COLOR TERM_PROGRAM LC_TERMINAL LANG LC_ALL LC_CTYPE HOME COLUMNS LINES "
    "TEXTUAL BROADSHEET XDG"
).split()
"""What of the surroundings decides how or where from a screen is drawn; also with `_` and more behind."""
_CONTROLS = bytes(code for code in (*range(0x20), 0x7F) if code not in b"\n\x1b")
_NUMBERS, _PLACE_OR_COLOUR = b"0123456789;", (b"H", b"m")


def frame_key(arguments: Sequence[str], environ: Mapping[str, str]) -> bytes:
    """Return all that must be the same for a frame to be shown again, files and size aside, on one line."""
    told = sorted(pair for pair in environ.items() if pair[0] in _TELLING or pair[0].partition("_")[0] in _TELLING[-3:])
    try:
        folder = os.getcwd()
    except OSError:
        folder = ""
    return ascii((__version__, __file__, sys.hexversion, folder, list(arguments), told)).encode()


def state_folder(environ: Mapping[str, str]) -> str:
    """Return the state folder as `Paths` does, without loading what tells platforms apart."""
    named = environ.get("BROADSHEET_STATE_DIR")
    if named:
        return named
    home = environ.get("HOME", "")
    if sys.platform == "darwin":
        return f"{home}/Library/Application Support/broadsheet"
    return f"{environ.get('XDG_STATE_HOME', '').strip() or f'{home}/.local/state'}/broadsheet"


def fitting_frame(folder: str, key: bytes, size: tuple[int, int]) -> bytes | None:
    """Return the saved frame if a start like this one, now, would draw the same."""
    try:
        descriptor = os.open(f"{folder}/{_FILE}", os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOFOLLOW)
        try:
            content = os.read(descriptor, _MOST_BYTES) if _is_own(os.fstat(descriptor)) else b""
        finally:
            os.close(descriptor)
    except OSError:
        return None
    head, parted, frame = content.partition(b"\n\n")
    lines = head.split(b"\n")
    if not parted or lines[1:3] != [_size_line(size), key] or lines[0] != _name_line(content[len(lines[0]) :]):
        return None
    is_true = all(line == _stamp(line.split(b" ", 2)[2]) for line in lines[3:] if line.count(b" ") >= 2)
    return frame if is_true and only_draws(frame) else None


def _is_own(state: os.stat_result) -> bool:
    """Tell whether nobody else can have written a file."""
    return state.st_uid == os.geteuid() and not state.st_mode & 0o077


def only_draws(frame: bytes) -> bool:
    r"""Tell whether a frame is words, places and colours, and nothing else that a terminal acts on.

    Its bytes go to the terminal as they are, and a folder may have come from elsewhere (a backup, a synced home).

    >>> only_draws(b"\x1b[1;1H\x1b[38;2;1;2;3mwords"), only_draws(b"\x1b[2J"), only_draws(b"\xc2\x9b2J")
    (True, False, False)
    """
    try:
        frame.decode()
    except UnicodeDecodeError:
        return False
    has_controls = len(frame.translate(None, _CONTROLS)) < len(frame)
    has_eight_bit = any(b"\x80" <= part[:1] < b"\xa0" for part in frame.split(b"\xc2")[1:])
    sequences = (part[:1] == b"[" and part[1:].lstrip(_NUMBERS)[:1] in _PLACE_OR_COLOUR for part in frame.split(b"\x1b")[1:])
    return not has_controls and not has_eight_bit and all(sequences)


def keep_frame(folder: str, key: bytes, size: tuple[int, int], files: Iterable[str], frame: bytes) -> None:
    """Keep a frame that was drawn from some files as they are now.

    Raises:
        OSError: the state folder cannot be written to.
    """
    from pathlib import Path

    from reader.files import write_atomically
    from reader.paths import make_private

    paths = [os.fsencode(os.path.abspath(file)) for file in files]
    if any(b"\n" in path for path in paths):
        forget_frame(folder)
        return
    told = b"\n" + b"\n".join([_size_line(size), key, *map(_stamp, paths)]) + b"\n\n" + frame
    if len(told) < _MOST_BYTES - 100:
        write_atomically(make_private(Path(folder)) / _FILE, _name_line(told) + told)


def forget_frame(folder: str) -> None:
    """Keep no frame."""
    try:
        os.unlink(f"{folder}/{_FILE}")
    except OSError:
        return


def _size_line(size: tuple[int, int]) -> bytes:
    return b"%d %d" % size


def _name_line(rest: bytes) -> bytes:
    return b"%s %08x" % (_NAME, zlib.crc32(rest))


def _stamp(path: bytes) -> bytes:
    """Return time, size and path of a file; one that is not there has a stamp, too."""
    try:
        state = os.stat(path)
    except OSError:
        return b"- - " + path
    return b"%d %d %s" % (state.st_mtime_ns, state.st_size, path)
