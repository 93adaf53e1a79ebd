"""Dated copies of the store: seven days, eight weeks, and one before each migration.

A backup is made by SQLite's own way of copying, checked, and only then given
its name. It is never written again.
"""

import contextlib
import os
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from reader.bookmarks.database import Database
from reader.bookmarks.folders import keep_folder
from reader.files import sync, sync_folder
from reader.paths import PRIVATE_FILE

DAYS_KEPT = 7
WEEKS_KEPT = 8
_DAILY = re.compile(r"(\d{4}-\d\d-\d\d)\.db")


class Backups:
    """The backups of a store."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def is_due(self, today: date) -> bool:
        """Tell whether today has no backup yet."""
        return not self._of_day(today).exists()

    def make_daily(self, database: Database, today: date) -> None:
        """Keep the state before today's first change, and let go of what is too old."""
        self._make(database, self._of_day(today))
        for path in self.outdated():
            path.unlink()

    def make_before_migration(self, database: Database) -> None:
        """Keep the state of an older version for good."""
        target = self.folder / f"version-{database.version}.db"
        if not target.exists():
            self._make(database, target)

    def newest_first(self) -> Sequence[Path]:
        """Return the daily backups."""
        return sorted(self._dailies(), reverse=True)

    def outdated(self) -> Sequence[Path]:
        """Return the backups that neither the days nor the weeks keep."""
        newest_first = self.newest_first()
        of_week = {_date_of(path).isocalendar()[:2]: path for path in newest_first}
        weeks = sorted(of_week, reverse=True)[:WEEKS_KEPT]
        kept = {*newest_first[:DAYS_KEPT], *(of_week[week] for week in weeks)}
        return [path for path in newest_first if path not in kept]

    def _of_day(self, day: date) -> Path:
        return self.folder / f"{day.isoformat()}.db"

    def _dailies(self) -> list[Path]:
        with contextlib.suppress(FileNotFoundError):
            return [path for path in self.folder.iterdir() if _DAILY.fullmatch(path.name)]
        return []

    def _make(self, database: Database, target: Path) -> None:
        keep_folder(self.folder)
        unchecked = target.with_suffix(".part")
        unchecked.unlink(missing_ok=True)
        os.close(os.open(unchecked, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE_FILE))
        database.copy_to(unchecked)
        descriptor = os.open(unchecked, os.O_RDONLY)
        try:
            sync(descriptor)
        finally:
            os.close(descriptor)
        os.replace(unchecked, target)
        sync_folder(self.folder)


def _date_of(path: Path) -> date:
    return date.fromisoformat(path.stem)
