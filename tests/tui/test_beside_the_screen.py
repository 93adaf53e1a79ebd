"""What takes long is done beside the screen: names nobody has looked for, comparisons; or here, where that cannot be."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.compare.comparison import Comparison
from reader.config import Config
from reader.errors import StoreError
from reader.library.background import Background
from reader.library.library import Library
from reader.paths import Paths, sample_folder
from reader.text import MarkKind
from reader.tui.app import BroadsheetApp
from reader.tui.searching import SearchHere
from tests.tui.test_app import settle, text_of
from tests.tui.test_presets import reading


class Asked(Background):
    """Remembers what was wanted; does it in this process, or fails."""

    def __init__(self, library: Library, *, works: bool = True) -> None:
        super().__init__(library.paths, library.config, library.collection)
        self.library = library
        self.wanted: list[str] = []
        self._works = works
        self.may_end = asyncio.Event()
        self.may_end.set()

    def _ask(self, *articles: str) -> None:
        self.wanted.append(" and ".join(articles))
        if not self._works:
            raise StoreError("the process keeps ending")

    async def find_names(self, article_id: str) -> None:
        """Remember, then find."""
        self._ask(article_id)
        await self.may_end.wait()
        self.library.find_names(article_id)

    async def compare(self, a: str, b: str, on_progress: Callable[[int, int], None] | None = None) -> Comparison:
        """Remember, then compare."""
        self._ask(a, b)
        return self.library.compare(a, b)


def app_of(asked: Asked, *articles: str) -> BroadsheetApp:
    app = BroadsheetApp(asked.library, Config(), articles, environ={}, searcher=SearchHere(asked.library))
    app.background = asked
    return app


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Library]:
    library = Library.open(Paths.under(tmp_path), Config(), sample_folder())
    library.refresh_catalogue()
    yield library
    library.close()


@pytest.mark.parametrize("works", [True, False])
async def test_names_of_an_article_that_is_opened_first_are_found_elsewhere_or_here(fresh: Library, *, works: bool) -> None:
    article = fresh.listed()[0].summary.id
    asked = Asked(fresh, works=works)
    app = app_of(asked, article)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        while MarkKind.MENTION not in reading(app).pane.view.marks:
            await pilot.pause(0.05)
        assert len(reading(app).pane.view.marks[MarkKind.MENTION]) > 5
    assert asked.wanted == [article]


async def test_names_that_are_known_are_not_looked_for(fresh: Library) -> None:
    fresh.refresh_names()
    article = fresh.listed()[0].summary.id
    asked = Asked(fresh)
    app = app_of(asked, article)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        while MarkKind.MENTION not in reading(app).pane.view.marks:
            await pilot.pause(0.05)
    assert asked.wanted == []


@pytest.mark.parametrize("works", [True, False])
async def test_two_articles_are_compared_elsewhere_or_here(fresh: Library, *, works: bool) -> None:
    fresh.refresh_names()
    a, b = (listed.summary.id for listed in fresh.listed()[:2])
    asked = Asked(fresh, works=works)
    app = app_of(asked, a, b)
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        while not reading(app).sides():
            await pilot.pause(0.05)
        assert reading(app).sides()[0][1].comparison == fresh.compare(a, b)
    assert asked.wanted == [f"{a} and {b}"]


async def test_it_says_that_names_are_being_found(fresh: Library) -> None:
    asked = Asked(fresh)
    asked.may_end.clear()
    app = app_of(asked, fresh.listed()[0].summary.id)
    async with app.run_test(size=(100, 30)) as pilot:
        while not asked.wanted:
            await pilot.pause(0.05)
        assert "finding names …" in reading(app).switches()
        assert "finding names …" in text_of(app).splitlines()[-1]
        asked.may_end.set()
        await settle(pilot)
        assert "finding" not in text_of(app)
