"""`python -m tests.bookmarks.torture.writer FOLDER CHANGES`: make changes, and say `TRY n` before and `ACK n` behind each.

Every 20 changes the store is closed and opened on the next day, so that
backups are made; the journal is small, so that it is rewritten now and then.
"""

import os
import sys
from pathlib import Path

from reader.bookmarks import journal
from tests.bookmarks.torture.workload import changes_of, open_store


def write(folder: Path, changes: int) -> None:
    """Make changes and say so."""
    journal._COMPACT_ABOVE = 60_000
    for first in range(0, changes, 20):
        store = open_store(folder, day=first // 20)
        for number in range(first, min(first + 20, changes)):
            os.write(1, b"TRY %d" % number)
            store.save(changes_of(number))
            os.write(1, b"ACK %d" % number)
        store.close()


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
