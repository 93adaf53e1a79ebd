"""Reading by keys: what stands on the screen after each."""

from collections.abc import Iterable

from textual.pilot import Pilot

from reader.article import Label
from reader.text import Span
from reader.tui.screens.panes import Opening
from reader.tui.widgets.article_pane import ArticlePane
from tests.tui.stand_in import ReadingApp, StandIn, article, prose

SIZE = (80, 24)


def app_with(*texts: str, names: dict[str, Label] | None = None) -> ReadingApp:
    articles = [article(text, id=f"a{place}") for place, text in enumerate(texts, 1)]
    return ReadingApp(StandIn(articles, names), *(Opening(each.id) for each in articles))


async def press(pilot: Pilot[None], keys: Iterable[str]) -> None:
    for key in keys:
        await pilot.press(key)
    await pilot.pause()


def rows(pane: ArticlePane) -> list[str]:
    return [pane.render_line(y).text.rstrip() for y in range(pane.size.height)]


def top_words(pane: ArticlePane) -> str:
    assert pane.article is not None
    return pane.article.text[pane.top_place :][:12].strip()


async def test_keys_scroll_by_lines_pages_and_parts() -> None:
    app = app_with(prose(60))
    async with app.run_test(size=SIZE) as pilot:
        pane = app.reading.pane
        tops = []
        for keys in ("j", "jj", "5j", "k", " ", "b", "G", "g", "40%"):
            await press(pilot, ["space" if key == " " else "percent_sign" if key == "%" else key for key in keys])
            tops.append(pane.top_row)
        page = pane.body_height - 2
        assert tops == [1, 3, 8, 7, 7 + page, 7, pane.max_scroll_y, 0, round(pane.max_scroll_y * 0.4)]


async def test_an_article_opens_at_a_place() -> None:
    text = prose(60)
    place = text.index("word30x0")
    app = ReadingApp(StandIn([article(text)]), Opening("a1", Span(place, place + 8), (Span(place, place + 8),)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        shown = rows(app.reading.pane)
        at = next(y for y, row in enumerate(shown) if "word30x0 " in row)
        assert 5 <= at <= 10
        assert shown[at].lstrip().startswith("▶")


async def test_find_is_live_and_goes_round() -> None:
    app = app_with(prose(30) + "\n\nOne Needle here.\n\nA needle there.")
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ["slash", *"needle"])
        assert app.reading.finding.state == "hit 1 of 2"
        await press(pilot, ["enter", "n", "n"])
        assert app.reading.finding.state == "hit 1 of 2"
        assert app.reading.pane.view.current is not None


async def test_capitals_make_find_exact() -> None:
    app = app_with("One Needle here.\n\nA needle there.")
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ["slash", *"Needle", "enter"])
        assert app.reading.finding.state == "hit 1 of 1"


async def test_a_new_size_keeps_the_words_at_the_top() -> None:
    app = app_with(prose(60))
    async with app.run_test(size=(120, 30)) as pilot:
        await press(pilot, "20j")
        before = app.reading.pane.top_place
        for width in (60, 200, 120):
            await pilot.resize_terminal(width, 30)
            await pilot.pause()
        assert app.reading.pane.top_place == before


async def test_where_reading_stopped_is_kept() -> None:
    app = app_with(prose(60))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "G")
    library = app.reading.library
    assert isinstance(library, StandIn)
    assert library.positions["a1"].progress == 1.0


async def test_selecting_words_and_marking_them() -> None:
    app = app_with("First things come first.\n\nSecond.")
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "vwwH")
        library = app.reading.library
        assert isinstance(library, StandIn)
        assert [bookmark.quote for bookmark in library.kept] == ["First things c"]
        assert any(row.lstrip().startswith("▶") or "┃" in row for row in rows(app.reading.pane))


async def test_names_are_marked_behind_the_first_frame() -> None:
    app = app_with("Ann Lee met Bo.", names={"Ann Lee": Label.PERSON})
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        strip = next(app.reading.pane.render_line(y) for y in range(1, 5) if "Ann" in app.reading.pane.render_line(y).text)
        assert any(segment.text == "Ann Lee" and segment.style and segment.style.bold for segment in strip)


async def test_two_panes_have_their_own_scroll() -> None:
    app = app_with(prose(60), prose(60))
    async with app.run_test(size=(120, 30)) as pilot:
        await press(pilot, ["tab", "j", "j"])
        assert [pane.top_row for pane in app.reading.panes] == [0, 2]
