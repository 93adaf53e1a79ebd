"""Names that nobody has looked for are found by the searcher, not by the process that paints and takes keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.config import Config
from reader.errors import IndexBroken
from reader.library.library import Library
from reader.paths import Paths, sample_folder
from reader.text import MarkKind
from reader.tui.app import BroadsheetApp
from reader.tui.searching import SearchHere
from tests.tui.test_app import settle
from tests.tui.test_presets import reading


class Asked(SearchHere):
    """Remembers for which articles names were wanted; does it or fails."""

    def __init__(self, library: Library, *, works: bool = True) -> None:
        super().__init__(library)
        self.wanted: list[str] = []
        self._works = works

    async def find_names(self, article_id: str) -> None:
        """Remember, then find."""
        self.wanted.append(article_id)
        if not self._works:
            raise IndexBroken("the search process keeps ending")
        await super().find_names(article_id)


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Library]:
    library = Library.open(Paths.under(tmp_path), Config(), sample_folder())
    library.refresh_catalogue()
    yield library
    library.close()


@pytest.mark.parametrize("works", [True, False])
async def test_names_of_an_article_that_is_opened_first_are_found_elsewhere_or_here(fresh: Library, *, works: bool) -> None:
    article = fresh.listed()[0].summary.id
    searcher = Asked(fresh, works=works)
    app = BroadsheetApp(fresh, Config(), [article], environ={}, searcher=searcher)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        while MarkKind.MENTION not in reading(app).pane.view.marks:
            await pilot.pause(0.05)
        assert len(reading(app).pane.view.marks[MarkKind.MENTION]) > 5
    assert searcher.wanted == [article]


async def test_names_that_are_known_are_not_looked_for(fresh: Library) -> None:
    fresh.refresh_names()
    article = fresh.listed()[0].summary.id
    searcher = Asked(fresh)
    app = BroadsheetApp(fresh, Config(), [article], environ={}, searcher=searcher)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        while MarkKind.MENTION not in reading(app).pane.view.marks:
            await pilot.pause(0.05)
    assert searcher.wanted == []
