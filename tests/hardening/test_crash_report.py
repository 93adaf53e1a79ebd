"""What is written when the program itself fails: where, and nothing of what was read or written."""

from dataclasses import replace
from pathlib import Path

import pytest

from reader.config import Config
from reader.library.library import Library
from reader.paths import Paths
from reader.tui.app import BroadsheetApp

SECRET = "words of a private note"


async def test_a_crash_report_is_private_and_holds_no_text(tmp_path: Path) -> None:
    paths = Paths.under(tmp_path)
    library = Library.open(paths, Config())
    library.refresh()
    app = BroadsheetApp(library, replace(Config(), theme="ink"), paths=paths)

    def fail() -> None:
        note = SECRET
        raise RuntimeError(f"{note} and the article {library.listed()[0].summary.heading}")

    with pytest.raises(RuntimeError):
        async with app.run_test(size=(100, 30)) as pilot:
            app.call_later(fail)
            await pilot.pause()
            await pilot.pause()
    library.close()
    report = paths.state / "crash.txt"
    told = report.read_text()
    assert report.stat().st_mode & 0o777 == 0o600
    assert paths.state.stat().st_mode & 0o777 == 0o700
    assert "RuntimeError" in told
    assert "test_crash_report.py" in told
    assert SECRET not in told
    assert "Kremlin" not in told
