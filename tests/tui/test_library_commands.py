"""What can be done in the library beside searching and opening: marking, stepping, copying, looking things up."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.config import Config
from reader.library.library import Library
from reader.paths import Paths
from reader.text import Span
from reader.tui.app import BroadsheetApp
from reader.tui.screens.articles import Refreshed
from reader.tui.screens.bookmarks import BookmarksScreen
from reader.tui.screens.library import LibraryScreen
from tests.tui.test_app import library_screen, running, settle, text_of

PAGE = """---
title: {}
source: {}
date: {}
---

{}
"""
ARTICLES = {
    "harbour.md": PAGE.format("The harbour freezes", "The Hourly", "2024-01-05", "Ice closed the harbour on Friday."),
    "tariff.md": PAGE.format("A tariff falls", "The Weekly", "2023-03-02", "The tariff on grain was halved."),
    "bridge.md": PAGE.format("The bridge reopens", "The Daily", "2022-07-09", "Cars crossed the bridge again."),
}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    library = Library.open(Paths.under(tmp_path / "home"), Config(), folder)
    library.refresh()
    yield library
    library.close()


def row(app: BroadsheetApp) -> str:
    current = library_screen(app).list.current
    assert current is not None
    return current.article.summary.path


def message(app: BroadsheetApp) -> str:
    return library_screen(app).status.message


async def test_r_marks_read_and_unread_again(library: Library) -> None:
    async with running(library, "r") as (app, pilot):
        assert [each.is_read for each in library.listed()] == [True, False, False]
        await pilot.press("r")
        await settle(pilot)
        assert not any(each.is_read for each in library.listed())
        assert row(app) == "harbour.md"


@pytest.mark.parametrize(
    ("keys", "path"),
    [("J", "tariff.md"), ("JJ", "bridge.md"), ("2J", "bridge.md"), ("JJJ", "bridge.md"), ("JK", "harbour.md"), ("K", "harbour.md")],
)
async def test_articles_are_stepped_through(library: Library, keys: str, path: str) -> None:
    async with running(library, *keys) as (app, _):
        assert row(app) == path


async def test_the_list_stands_on_the_article_that_was_read_last(library: Library) -> None:
    async with running(library, "enter") as (app, pilot):
        for keys, there in (("JJq", "bridge.md"), (("enter", "K", "q"), "tariff.md")):
            await pilot.press(*keys)
            await settle(pilot)
            assert row(app) == there


async def test_stepping_passes_over_the_passages_of_a_search(library: Library) -> None:
    async with running(library, "/", *"the", "tab") as (app, pilot):
        first = row(app)
        await pilot.press("J")
        assert row(app) != first


async def test_unread_articles_are_found_both_ways(library: Library) -> None:
    library.mark_read(library.resolve("tariff.md"), is_read=True)
    async with running(library, "U") as (app, pilot):
        assert row(app) == "bridge.md"
        await pilot.press("colon", *"article.previous_unread", "enter")
        await settle(pilot)
        assert row(app) == "harbour.md"


async def test_when_all_is_read_it_says_so(library: Library) -> None:
    library.mark_all_read([each.summary.id for each in library.listed()])
    async with running(library, "U") as (app, _):
        assert message(app) == "Everything listed is read"
        assert row(app) == "harbour.md"


async def test_orders_go_round(library: Library) -> None:
    async with running(library) as (app, pilot):
        seen = []
        for _ in range(5):
            await pilot.press("O")
            await settle(pilot)
            seen.append(library_screen(app).order)
        assert len(set(seen)) == 5
        assert "In order of" in message(app) or "In the order" in message(app)


async def test_information_says_where_each_value_is_from(library: Library) -> None:
    async with running(library) as (app, pilot):
        await pilot.press("i")
        await pilot.pause()
        shown = text_of(app)
        assert "The Hourly" in shown
        assert "2024-01-05" in shown
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, LibraryScreen)


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    texts: list[str] = []

    def take(text: str, **_: object) -> str:
        texts.append(text)
        return "Copied"

    monkeypatch.setattr("reader.tui.clipboard.copy", take)
    return texts


async def test_the_title_is_copied_with_its_citation(library: Library, copied: list[str]) -> None:
    async with running(library, "y", "Y") as (app, _):
        assert copied[0].startswith("“The harbour freezes”\n— ")
        assert "The Hourly" in copied[1]
        assert message(app) == "Copied"


async def test_of_a_search_the_passage_is_copied(library: Library, copied: list[str]) -> None:
    async with running(library, "/", *"grain", "enter", "j", "y"):
        assert copied[0].startswith("“The tariff on grain was halved.”\n— ")


async def test_while_reading_the_paragraph_is_copied(library: Library, copied: list[str]) -> None:
    async with running(library, "enter") as (app, pilot):
        await pilot.press("right_curly_bracket", "y", "Y")
        await settle(pilot)
        assert copied[0].startswith("“Ice closed the harbour on Friday.”\n— ")
        assert copied[1].endswith("¶1")
        assert app.screen.query("ArticlePane")


async def test_one_picked_article_asks_for_another(library: Library) -> None:
    async with running(library, "v", "k", "c") as (app, _):
        assert message(app) == "One article is picked; go to another one and press the key again"


async def test_the_picked_one_and_the_one_under_the_cursor_open_together(library: Library) -> None:
    async with running(library, "v", "c") as (app, pilot):
        await settle(pilot)
        assert len(app.screen.query("ArticlePane")) == 2


async def test_escape_lets_the_picked_go(library: Library) -> None:
    async with running(library, "v", "v", "escape") as (app, _):
        assert not library_screen(app).list.picked


async def test_a_changed_file_is_seen_on_demand(library: Library, tmp_path: Path) -> None:
    async with running(library) as (app, pilot):
        (tmp_path / "articles" / "harbour.md").write_text(ARTICLES["harbour.md"].replace("freezes", "thaws"))
        await pilot.press("R")
        for _ in range(100):
            await settle(pilot)
            if "The harbour thaws" in text_of(app):
                break
            await pilot.pause(0.05)
        assert "The harbour thaws" in text_of(app)
        assert "The harbour freezes" not in text_of(app)


async def test_tags_take_the_place_of_those_that_were_there(library: Library) -> None:
    article = library.resolve("harbour.md")
    library.tag_article(article, ["old"])
    async with running(library) as (app, pilot):
        await pilot.press("t")
        await pilot.pause()
        await pilot.press("ctrl+u", *"ice, ports", "enter")
        await settle(pilot)
        assert library.listed()[0].tags == ("ice", "ports")
        assert isinstance(app.screen, LibraryScreen)


async def test_a_note_made_while_reading_is_counted_in_the_list(library: Library) -> None:
    article = library.resolve("harbour.md")
    async with running(library, "enter") as (app, pilot):
        library.add_bookmark([(article, Span(0, 3))], note="cold")
        await pilot.press("q")
        await settle(pilot)
        assert library_screen(app).list.rows[0].article.note_count == 1


async def test_a_folder_read_in_place_does_not_offer_to_bring_files_in(library: Library) -> None:
    app = BroadsheetApp(library, Config())
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        hints = dict(library_screen(app).hints())
        assert hints["R"] == "look again"
        assert "I" not in hints


async def test_an_empty_folder_says_where_its_articles_come_from(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    library = Library.open(Paths.under(tmp_path / "home"), Config(), tmp_path / "empty")
    app = BroadsheetApp(library, Config())
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        assert library_screen(app).list.empty == ("No articles in this folder yet.", "Put article files into it; R looks again.")
    library.close()


async def test_a_list_says_nothing_of_a_folder_before_it_has_been_looked_through(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(library) as (app, _):
        shown = library_screen(app)
        monkeypatch.setattr(library, "listed", tuple)
        shown._is_looking = True
        shown.show_articles()
        assert shown.list.empty[0] == "Looking for articles in this folder …"
        shown.show_report(Refreshed(None, "It cannot be read"))
        assert shown.list.empty[0] == "No articles in this folder yet."


async def test_where_nothing_is_kept_the_bookmarks_of_other_folders_are_told(library: Library, tmp_path: Path) -> None:
    article = library.listed()[0].summary.id
    library.add_bookmark([(article, Span(0, 3))])
    sample = Library.open(Paths.under(tmp_path / "home"), Config())
    sample.refresh_catalogue()
    app = BroadsheetApp(sample, Config())
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("B")
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, BookmarksScreen)
        assert screen.list.empty[2:] == ("1 is kept in other folders; this opens one:", f"broadsheet {tmp_path / 'articles'}")
    sample.close()


async def test_one_article_alone_has_none_to_be_compared_with(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(library) as (app, pilot):
        one = library.listed()[:1]
        monkeypatch.setattr(library, "listed", lambda: one)
        library_screen(app).show_articles()
        await pilot.press("c")
        await settle(pilot)
        assert "There is no other article to compare with" in text_of(app)
