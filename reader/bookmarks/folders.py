"""Folders whose names outlive a power cut."""

from pathlib import Path

from reader.files import sync_folder
from reader.paths import make_private


def keep_folder(folder: Path) -> Path:
    """Create a folder that only its owner can enter, durable with those above it, and return it."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    make_private(folder)
    for path in missing:
        sync_folder(path.parent)
    return folder
