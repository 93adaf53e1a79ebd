"""What kept mentions depend on, known without loading a recogniser."""

import hashlib
import os
from pathlib import Path

RULES_VERSION = 12
"""To be raised with every change of rules or linking: kept mentions are then made again."""
BUILT_IN = "built-in"
_DATA = Path(__file__).parent / "data"
_MODEL, _WORDS = "model.crf", "words.bin"
_ENDS = 4096


def stamp_of(name: str) -> str:
    """Return the stamp that a recogniser of this name has, without loading it."""
    return f"{name}/{RULES_VERSION}/{_data_digest()}"


def _data_digest() -> str:
    """Return a digest of the data files: of lists whole, of the model and the word table size, beginning and end."""
    digest = hashlib.sha256()
    for file in sorted(_DATA.iterdir(), key=lambda file: file.name):
        digest.update(file.name.encode())
        with file.open("rb") as opened:
            if file.name not in (_MODEL, _WORDS):
                digest.update(opened.read())
            else:
                digest.update(opened.read(_ENDS))
                digest.update(str(opened.seek(-_ENDS, os.SEEK_END)).encode() + opened.read())
    return digest.hexdigest()[:12]
