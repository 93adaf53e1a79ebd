"""What is known of single words, in one small table read by memory map.

First names, surnames, place names, how often a word is written small, and
which words are used alike. Words themselves are not kept: a word's checksum
gives its slot and a fingerprint, so that 350,000 words take two megabytes.
About one unknown word in a thousand is taken for a known one, which the
statistical model shrugs off; nothing but the model reads this table.

    file   = magic (8 bytes), slots (a power of two) of 4 bytes, little endian
    slot   = 0 when empty, else fingerprint << 20 | value
    value  = cluster (10 bits) | commonness (3) | reach (3) | place | surname | first name
"""

import mmap
import sys
from array import array
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

MAGIC = b"BSWORDS1"
VALUE_BITS = 20
_VALUE_MASK = (1 << VALUE_BITS) - 1
_FINGERPRINT_BITS = 32 - VALUE_BITS
_KEPT_VALUES = 4096


class Word(NamedTuple):
    """What the table says of a word."""

    is_first_name: bool = False
    is_surname: bool = False
    is_place: bool = False
    """The whole string, of one or more words, is the name of a place."""
    reach: int = 0
    """Tokens of the longest place name that begins with this word, 0 to 7."""
    commonness: int = 0
    """1 (always with a capital) to 5 (hardly ever), 0 unknown; of a word in small letters."""
    cluster: int = 0
    """Words with the same number are used alike; 0 unknown."""

    def packed(self) -> int:
        """Return the value as the table keeps it."""
        flags = self.is_first_name | self.is_surname << 1 | self.is_place << 2
        return flags | self.reach << 3 | self.commonness << 6 | self.cluster << 9

    @classmethod
    def unpacked(cls, value: int) -> "Word":
        """Return the word for a value of the table."""
        return cls(bool(value & 1), bool(value & 2), bool(value & 4), value >> 3 & 7, value >> 6 & 7, value >> 9)


UNKNOWN_WORD = Word()
_unpacked = lru_cache(_KEPT_VALUES)(Word.unpacked)
"""Many words have the same value: a name that is in one list and in no group."""


class WordTable:
    """The table, looked up by word."""

    def __init__(self, slots: memoryview) -> None:
        self._slots = slots
        self._mask = len(slots) - 1

    @classmethod
    def load(cls, path: Path) -> "WordTable":
        """Map a table file into memory."""
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if mapped[:8] != MAGIC:
            raise ValueError(f"{path} is no word table")
        if sys.byteorder == "big":
            swapped = array("I", mapped[8:])
            swapped.byteswap()
            return cls(memoryview(swapped))
        return cls(memoryview(mapped)[8:].cast("I"))

    def __getitem__(self, key: str) -> Word:
        """Return what is known of a word, `UNKNOWN_WORD` where nothing is."""
        checksum = crc32(key.encode("utf-8", "surrogatepass"))
        slots, mask = self._slots, self._mask
        place = checksum & mask
        fingerprint = checksum >> VALUE_BITS or 1  # as `_fingerprint`, without a call
        while slot := slots[place]:
            if slot >> VALUE_BITS == fingerprint:
                return _unpacked(slot & _VALUE_MASK)
            place = (place + 1) & mask
        return UNKNOWN_WORD


def _fingerprint(checksum: int) -> int:
    """Return the bits of a checksum that no slot number uses, never all zero."""
    return (checksum >> (32 - _FINGERPRINT_BITS)) or 1


def table_bytes(words: Mapping[str, Word] | Iterable[tuple[str, Word]], slot_bits: int = 19) -> bytes:
    """Pack words into the bytes of a table file."""
    slots = array("I", bytes(4 << slot_bits))
    mask = len(slots) - 1
    for key, word in sorted(dict(words).items()):
        checksum = crc32(key.encode("utf-8", "surrogatepass"))
        place = checksum & mask
        while slots[place]:
            place = (place + 1) & mask
        slots[place] = _fingerprint(checksum) << VALUE_BITS | word.packed()
    if sys.byteorder == "big":
        slots.byteswap()
    return MAGIC + slots.tobytes()
