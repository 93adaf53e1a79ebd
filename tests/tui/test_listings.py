"""Other lists in the library: counts to narrow by, articles like one, passages over the collection."""

import asyncio
from datetime import date

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from reader.config import Config
from reader.errors import QueryError
from reader.library.library import Library
from reader.paths import Paths, sample_folder
from reader.search.hits import SearchResult
from reader.tui.app import BroadsheetApp
from reader.tui.screens.facet_question import FacetQuestion, FacetRow, FacetRows, narrowed, term_of
from reader.tui.screens.listings import ListingScreen, SimilarFound
from reader.tui.screens.reading import ReadingScreen
from reader.tui.searching import SearchHere
from reader.tui.widgets.search_bar import SearchBar
from tests.tui.scenes import KREMLIN, MOSCOW, article_of
from tests.tui.test_app import library_screen, running, settle, text_of

FACETS = (
    ("source", (("Eurasianet", 12), ("The Hourly", 2))),
    ("year", (("2025", 9), ("2022", 5))),
    ("entity", (("Kazakhstan", 14),)),
    ("place", (("Kazakhstan", 14),)),
    ("tag", (("to check", 1),)),
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = Library.open(Paths.under(tmp_path_factory.mktemp("home")), Config(), sample_folder())
    library.refresh()
    return library


def question(app: BroadsheetApp) -> FacetQuestion:
    assert isinstance(app.screen, FacetQuestion)
    return app.screen


class Held(SearchHere):
    """Counts when it is let."""

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self.may_count = asyncio.Event()
        self.may_compare = asyncio.Event()
        self.drops = 1

    async def search(
        self, query: str, *, limit: int = 20, by_date: bool = False, today: date, is_typing: bool = False, with_facets: bool = False
    ) -> SearchResult | None:
        """Answer; the first count is dropped, as by a newer search."""
        if with_facets:
            await self.may_count.wait()
            self.drops -= 1
            if self.drops >= 0:
                return None
        return await super().search(query, limit=limit, today=today, with_facets=with_facets)

    async def similar(self, article_id: str, limit: int = 10) -> tuple[str, ...]:
        """Answer when it is let."""
        await self.may_compare.wait()
        return await super().similar(article_id, limit)


# --- narrowing -----------------------------------------------------------


async def test_a_source_narrows_the_query(library: Library) -> None:
    async with running(library, "slash", *"partner*", "tab", "l", *"eurasianet", "enter") as (app, pilot):
        await settle(pilot)
        screen = library_screen(app)
        assert screen.query_text == 'partner* source:"Eurasianet"'
        assert screen.focused is screen.list
        assert "1 article of 5" in screen.status.found
        assert {row.article.summary.metadata.source.text for row in screen.list.rows} == {"Eurasianet"}


async def test_counts_are_of_the_answer_and_stand_under_headings(library: Library) -> None:
    async with running(library, "slash", *"partner*", "tab", "l") as (app, _):
        assert isinstance(question(app).focused, SearchBar)
        text = text_of(app)
        assert "Narrow partner* · 3 articles" in text
        assert [heading for heading in ("Sources", "Years", "People", "Names") if heading in text] == ["Sources", "Years", "People"]


async def test_without_a_query_all_articles_are_counted_and_a_year_is_one(library: Library) -> None:
    async with running(library, "l", *"years", "enter") as (app, pilot):
        await settle(pilot)
        assert library_screen(app).query_text == "date:2025"
        assert "2 articles of 5" in library_screen(app).status.found


@pytest.mark.parametrize("keys", [("escape",), ("tab", "q")])
async def test_leaving_narrows_nothing(library: Library, keys: tuple[str, ...]) -> None:
    async with running(library, "slash", *"moscow", "tab", "l", *keys) as (app, _):
        assert library_screen(app).query_text == "moscow"


async def test_a_query_with_a_fault_is_told_in_the_list(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuse(*_: object, **__: object) -> SearchResult:
        raise QueryError("this parenthesis is not closed", "(x", 0)

    async with running(library) as (app, pilot):
        monkeypatch.setattr(library_screen(app), "_counted", refuse)
        await pilot.press("l")
        await settle(pilot)
        assert "this parenthesis is not closed" in text_of(app)
        await pilot.press("enter", "escape")
        assert library_screen(app).query_text == ""


async def test_counting_says_so_takes_keys_meanwhile_and_is_asked_again_when_dropped(library: Library) -> None:
    searcher = Held(library)
    app = BroadsheetApp(library, Config(), environ={}, searcher=searcher)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("l", *"kaz")
        assert "Counting …" in text_of(app)
        assert question(app).query_one(SearchBar).value == "kaz"
        searcher.may_count.set()
        await settle(pilot)
        assert searcher.drops == -1
        assert "Counting …" not in text_of(app)
        assert [row.value for row in question(app).query_one(FacetRows).rows[:2]] == ["", "Kazakhstan"]


def test_rows_have_the_words_typed_and_keep_their_headings() -> None:
    rows = FacetRows()
    rows.show_values([FacetRow(name, value, n) for name, values in FACETS for value, n in values], empty="")
    assert len(rows.rows) == 10
    rows.show_matching("hour")
    assert [(row.facet, row.value, row.count) for row in rows.rows] == [("source", "", 0), ("source", "The Hourly", 2)]
    assert "".join(text for text, _ in rows.paint_row(1, 40)).split() == ["The", "Hourly", "2"]
    assert rows.answer() == 'source:"The Hourly"'
    rows.show_matching("zebra")
    assert (rows.answer(), rows.empty) == (None, ("Nothing here has these words.",))


@pytest.mark.parametrize(
    ("facet", "value", "term"),
    [
        ("source", 'The "Daily"  News', 'source:"The Daily News"'),
        ("place", "Kazakhstan", 'place:"Kazakhstan"'),
        ("tag", "to check", 'tag:"to check"'),
        ("year", "2025", "date:2025"),
    ],
)
def test_what_a_row_adds_to_the_query(facet: str, value: str, term: str) -> None:
    assert term_of(facet, value) == term


def test_a_narrowed_query_asks_for_both(library: Library) -> None:
    for query in ("moscow", "china OR russia", '"trading partner', "partner* sort:date"):
        both = library.search(narrowed(query, 'source:"Eurasianet"'), limit=50)
        assert {library.summary(hit.article).metadata.source.text for hit in both.hits} <= {"Eurasianet"}
        assert both.total <= library.search(query.replace('"', ""), limit=50).total


# --- articles like one -----------------------------------------------------


async def test_similar_articles_are_listed_under_a_heading_and_escape_goes_back(library: Library) -> None:
    async with running(library, "j", "~") as (app, pilot):
        screen = library_screen(app)
        like = screen._likeness
        assert isinstance(like, SimilarFound)
        assert f"Like: {library.summary(like.article).heading[:30]}" in text_of(app)
        assert screen.list.article_ids() == like.alike == library.similar(like.article, 20)
        assert "most alike first" in screen.status.found
        await pilot.press("j", "escape")
        assert (screen.list.cursor, len(screen.list.article_ids())) == (1, 5)
        assert "Like:" not in text_of(app)


@pytest.mark.parametrize("key", ["escape", "backspace", "q"])
async def test_going_back_keeps_the_search_that_was_there(library: Library, key: str) -> None:
    async with running(library, "slash", *"partner*", "tab", "j", "j") as (app, pilot):
        screen = library_screen(app)
        before = [row.excerpt for row in screen.list.rows]
        await pilot.press("ctrl+a")
        await settle(pilot)
        assert not screen.list.is_search
        await pilot.press(key)
        await settle(pilot)
        assert (screen.query_text, screen.list.cursor) == ("partner*", 2)
        assert [row.excerpt for row in screen.list.rows] == before


async def test_an_article_like_it_opens_and_q_comes_back_to_the_list(library: Library) -> None:
    async with running(library, "~", "j", "enter") as (app, pilot):
        assert isinstance(app.screen, ReadingScreen)
        await pilot.press("q")
        await settle(pilot)
        assert library_screen(app).list.cursor == 1
        assert "Like:" in text_of(app)


async def test_while_reading_the_library_lists_what_is_like_the_article(library: Library) -> None:
    kremlin = article_of(library, KREMLIN)
    async with running(library, "~", open_ids=[kremlin]) as (app, pilot):
        await settle(pilot)
        screen = library_screen(app)
        assert screen.focused is screen.list
        assert kremlin not in screen.list.article_ids()
        assert article_of(library, MOSCOW) in screen.list.article_ids()


async def test_typing_a_query_leaves_the_similar_articles(library: Library) -> None:
    async with running(library, "~", "slash", *"partner*") as (app, _):
        assert "Like:" not in text_of(app)
        assert library_screen(app).list.is_search


async def test_looking_for_similar_articles_says_so_and_can_be_stopped(library: Library) -> None:
    app = BroadsheetApp(library, Config(), environ={}, searcher=Held(library))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("~", "j")
        assert "looking for similar articles" in text_of(app)
        assert library_screen(app).list.cursor == 1
        await pilot.press("escape")
        await settle(pilot)
        assert "looking for similar articles" not in text_of(app)
        assert "Like:" not in text_of(app)


async def test_an_article_like_no_other_is_told(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "similar", lambda *_: ())
    async with running(library, "~", size=(120, 24)) as (app, _):
        assert library_screen(app).status.message.startswith("No article is like ")
        assert len(library_screen(app).list.rows) == 5


async def test_what_is_found_while_the_index_is_made_says_so(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ListingScreen, "is_under_way", lambda _, group: group == "index")
    async with running(library, "~") as (app, _):
        assert "so far: the index is being brought up to date" in library_screen(app).status.found


# --- passages ----------------------------------------------------------------


async def passages_of(pilot: Pilot[int]) -> tuple[tuple[str, int | None], ...]:
    await settle(pilot)
    assert isinstance(pilot.app, BroadsheetApp)
    return tuple((row.article.summary.id, row.paragraph) for row in library_screen(pilot.app).list.rows)


async def test_a_search_lists_passages_with_article_and_number(library: Library) -> None:
    async with running(library, "P", "slash", *"partner*", "tab") as (app, pilot):
        screen = library_screen(app)
        found = library.passages("partner*", 50)
        assert [article for article, _ in await passages_of(pilot)] == [article for article, _ in found]
        assert "passage view" in screen.status.switches
        assert f"{len(found)} passages" in screen.status.found
        assert screen.status.where == f"1 of {len(found)}"
        row = screen.list.rows[0]
        assert f"¶{row.paragraph}" in text_of(app)


async def test_enter_opens_at_the_passage(library: Library) -> None:
    async with running(library, "P", "slash", *"partner*", "tab", "j", "j", "enter") as (app, pilot):
        await settle(pilot)
        assert isinstance(app.screen, ReadingScreen)
        article, excerpt = library.passages("partner*", 50)[2]
        assert app.screen.article_id == article
        current = app.screen.finding.current
        assert current is not None and excerpt.span.contains(current.start)
        await pilot.press("q")
        await settle(pilot)
        assert library_screen(app).list.cursor == 2
        assert library_screen(app).list.is_passages


async def test_the_toggle_goes_between_articles_and_passages_of_one_query(library: Library) -> None:
    async with running(library, "slash", *"partner*", "tab", "P") as (app, pilot):
        screen = library_screen(app)
        assert screen.list.is_passages
        await pilot.press("P")
        await settle(pilot)
        assert "3 articles of 5" in screen.status.found
        assert (screen.list.is_passages, screen.status.switches) == (False, "")
        assert "passage" not in (columns := str(screen.query_one("#columns", Static).content)) and "title" in columns


async def test_the_toggle_and_the_picks_stand_side_by_side(library: Library) -> None:
    async with running(library, "P", "v") as (app, _):
        assert "A search lists passages now" in library_screen(app).status.message
        assert library_screen(app).status.switches == "passage view · 1 picked"


async def test_no_passage_and_faults_are_told_as_for_articles(library: Library) -> None:
    async with running(library, "P", "slash", *"zebra") as (app, pilot):
        assert "No article has “zebra”." in text_of(app)
        library_screen(app).search_bar.value = "nofield:x"
        await pilot.pause(0.1)
        await settle(pilot)
        assert "there is no field" in library_screen(app).status.message


async def test_more_passages_than_are_listed_says_so(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.tui.screens.listings._PASSAGES", 2)
    async with running(library, "P", "slash", *"partner*") as (app, _):
        assert "the best 2 passages · 3 articles of 5" in library_screen(app).status.found


async def test_passages_fit_a_narrow_terminal_without_other_letters(library: Library) -> None:
    config = Config(ascii=True)
    async with running(library, "P", "slash", *"partner*", "tab", size=(60, 20), config=config) as (app, _):
        text = text_of(app)
        assert "¶" not in text and " #" in text
        assert "partner" in text.splitlines()[4]


async def test_the_search_process_answers_all_three(library: Library) -> None:
    app = BroadsheetApp(library, Config(), environ={})
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("P", "slash", *"partn", "tab")
        found = await passages_of(pilot)
        assert [article for article, _ in found] == [article for article, _ in library.passages("partn*", 50)]
        await pilot.press("~")
        await settle(pilot)
        assert library_screen(app).list.article_ids() == library.similar(found[0][0], 20)
        await pilot.press("escape", "l")
        await settle(pilot)
        assert "Narrow partn · 3 articles" in text_of(app)
        await pilot.press(*"eurasianet", "enter")
        assert {article for article, _ in await passages_of(pilot)} <= {article for article, _ in found}
        assert library_screen(app).query_text == 'partn source:"Eurasianet"'
