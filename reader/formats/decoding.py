"""Bytes to text: byte order mark, then what the document declares, then strict UTF-8, then statistics.

`Decoded.how` tells which step decided, `Decoded.note` what a person should know.
"""

import codecs
import re
from dataclasses import dataclass

from reader.errors import Refused
from reader.safetext import cap_marks

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_LINE_ENDS = re.compile(r"\r\n?|\f|\x85|\u2028|\u2029")
_CONTROLS = bytes(code for code in range(32) if code not in (9, 10, 12, 13))
_SAMPLE = 64_000
_WESTERN = frozenset("àâäáãåæçèéêëìíîïñòóôõöøœùúûüýÿßÀÂÄÁÅÆÇÈÉÊËÍÎÏÑÓÔÖØŒÚÛÜ‘’“”„«»–—…•°§©®€£\u00a0¿¡·")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and how it was read out of bytes."""

    text: str
    encoding: str
    how: str
    """`mark`, `declared`, `utf-8`, `guessed`."""
    note: str = ""


def decode(content: bytes, *, declared_in: int = 0) -> Decoded:
    """Decode a document; undecodable bytes become U+FFFD and a note.

    Args:
        content: the bytes.
        declared_in: how many bytes at the start may declare the encoding (0 for plain text).

    Raises:
        Refused: the bytes are not text.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(content[len(mark) :], encoding, "mark")
    if encoding := _utf16_by_zeros(content):
        return _decoded(content, encoding, "guessed")
    _refuse_binary(content)
    declared = _declared(content[:declared_in])
    if declared and (text := _strictly(content, declared)) is not None:
        return Decoded(text, declared, "declared")
    if (text := _strictly(content, "utf-8")) is not None:
        return Decoded(text, "utf-8", "utf-8")
    return _guessed(content)


def clean(text: str) -> str:
    r"""Make every line end a line feed and cap combining marks.

    >>> clean("a\r\nb\rc")
    'a\nb\nc'
    """
    return cap_marks(_LINE_ENDS.sub("\n", text))


def _decoded(content: bytes, encoding: str, how: str) -> Decoded:
    text = content.decode(encoding, "replace")
    return Decoded(text, encoding, how, _note_on_replaced(text, encoding))


def _note_on_replaced(text: str, encoding: str) -> str:
    count = text.count("\ufffd")
    return f"{count} character{'' if count == 1 else 's'} could not be read as {encoding.upper()}" if count else ""


def _utf16_by_zeros(content: bytes) -> str:
    """Tell UTF-16 without a mark by where its zero bytes stand."""
    sample = content[:_SAMPLE]
    half = len(sample) // 2
    if half < 8:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return ""


def _refuse_binary(content: bytes) -> None:
    sample = content[:1_000_000]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    # A short text may hold a few and is still read: the gate makes them visible.
    if controls > 0.05 * len(sample) and (controls > 64 or controls > 0.3 * len(sample)):
        raise Refused("not text: more than one byte in twenty is a control character")


def _declared(head: bytes) -> str:
    found = _DECLARED.search(head)
    if not found:
        return ""
    try:
        name = codecs.lookup(found.group(1).decode("ascii")).name
    except (LookupError, UnicodeDecodeError):
        return ""
    # A document that is readable enough to declare its encoding is not in a 16-bit one.
    return "" if name.startswith(("utf-16", "utf-32", "utf-7")) or not _is_text_encoding(name) else name


def _is_text_encoding(name: str) -> bool:
    try:
        return isinstance(b"a".decode(name), str)
    except (LookupError, UnicodeError):
        return False


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _guessed(content: bytes) -> Decoded:
    mostly = content.decode("utf-8", "replace")
    replaced = mostly.count("\ufffd")
    multibyte = sum(1 for character in mostly[:_SAMPLE] if character > "\x7f" and character != "\ufffd")
    if multibyte > replaced:
        return Decoded(mostly, "utf-8", "guessed", _note_on_replaced(mostly, "utf-8"))
    encoding = "cp1252" if _is_western(content[:_SAMPLE]) else _by_statistics(content[:_SAMPLE])
    text = content.decode(encoding, "replace")
    return Decoded(text, encoding, "guessed", f"read as {encoding}: the encoding is not stated")


def _is_western(sample: bytes) -> bool:
    """Tell whether a sample reads like a Western European text; statistics are weak where few letters are accented."""
    accented = [character for character in sample.decode("cp1252", "replace") if character > "\x7f"]
    return len(accented) < 0.1 * len(sample) and sum(c in _WESTERN for c in accented) >= 0.9 * len(accented)


def _by_statistics(sample: bytes) -> str:
    from charset_normalizer import from_bytes  # 45 ms to import, needed for one file in hundreds

    best = from_bytes(sample).best()
    return best.encoding if best and not best.encoding.startswith("utf") else "cp1252"
