"""The pane: how rows are laid out, what one key costs, and that no text breaks it."""

from array import array
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult

from reader.article import Article, BlockKind, Label, Origin, Value
from reader.text import Mark, MarkKind, Span
from reader.tui.screens.panes import Opening
from reader.tui.widgets import article_pane, page
from reader.tui.widgets.article_pane import ArticlePane
from reader.tui.widgets.page import Page, source_line
from reader.tui.widgets.wrap import character_cells, is_even, shown_row, wrap_range
from tests.tui.stand_in import ReadingApp, StandIn, article, prose

_LETTERS = st.sampled_from("ab é’—\u00a0首相官邸👩‍👩‍👧🇰🇿\u0301\u200d\ufe0f\u05d0\u0627\x1b\x9b\u202e\t[]")
TEXTS = st.text(_LETTERS, min_size=1, max_size=120).filter(str.strip)


def wrapped(text: str, width: int) -> list[str]:
    rows: array[int] = array("I")
    wrap_range(text, 0, len(text), width, rows)
    return [shown_row(text, start, end) for start, end in zip(rows, [*rows[1:], len(text)], strict=True)]


class PaneApp(App[None]):
    """An app with one pane."""

    def __init__(self, shown: Article) -> None:
        super().__init__()
        self.pane = ArticlePane()
        self.shown = shown

    def compose(self) -> ComposeResult:
        yield self.pane

    def on_mount(self) -> None:
        self.pane.show_article(self.shown)
        self.pane.focus()


# --- rows ------------------------------------------------------------------------


@given(TEXTS, st.integers(min_value=1, max_value=30))
def test_rows_hold_the_whole_text_once(text: str, width: int) -> None:
    assert "".join(wrapped(text, width)) == shown_row(text, 0, len(text))


@given(TEXTS, st.integers(min_value=2, max_value=30))
def test_no_row_is_wider_than_the_column(text: str, width: int) -> None:
    assert all(cell_len(row.rstrip()) <= width for row in wrapped(text, width))


@given(TEXTS)
def test_cells_of_a_row_agree_with_the_width_that_paints_it(text: str) -> None:
    shown = shown_row(text, 0, len(text))
    assert character_cells(shown)[-1] == cell_len(shown)


@given(st.text(max_size=200))
def test_what_is_called_even_is_one_cell_a_character(text: str) -> None:
    if is_even(text, 0, len(text)):
        assert cell_len(shown_row(text, 0, len(text))) == len(text)


def test_lines_break_at_words_and_at_a_dash_in_a_long_word() -> None:
    assert wrapped("one two three", 8) == ["one two ", "three"]
    assert wrapped("a well-known-and-long-compound-word", 20) == ["a well-known-and-", "long-compound-word"]


def test_words_joined_by_no_break_spaces_still_wrap() -> None:
    assert max(len(row) for row in wrapped("now\u00a0Astana’s\u00a0top\u00a0trade\u00a0partner\u00a0by\u00a0far", 20)) <= 20


def test_chinese_breaks_anywhere_but_not_before_a_stop() -> None:
    assert wrapped("首相官邸で会見した。", 8) == ["首相官邸", "で会見し", "た。"]


@given(st.lists(TEXTS, min_size=1, max_size=6), st.integers(min_value=4, max_value=40))
def test_every_character_is_found_in_its_row(paragraphs: list[str], width: int) -> None:
    shown = article("\n\n".join(" ".join(each.split()) for each in paragraphs))
    laid = Page(shown, width)
    for block in shown.blocks:
        for offset in range(block.span.start, block.span.end):
            row = laid.row(laid.row_of(offset))
            assert row.block is not None
            assert row.start <= offset
            following = laid.offset_of_row(laid.row_of(offset) + 1)
            assert offset < following or laid.row_of(offset) == len(laid) - 1


def test_a_title_outside_the_text_stands_above_it() -> None:
    laid = Page(article("Words.", title="A Title", source="A Paper"), 40)
    assert [laid.row(y).head for y in range(3)] == ["A Title", "A Paper", ""]
    assert laid.row_of(0) == 3


def test_a_title_in_the_text_is_not_set_twice() -> None:
    laid = Page(article("A Title\n\nWords.", title="A Title", source="A Paper", kinds={0: BlockKind.TITLE}), 40)
    assert [(laid.row(y).head, laid.row(y).block) for y in range(2)] == [("", 0), ("A Paper", None)]


@pytest.mark.parametrize("kind", [BlockKind.DATELINE, BlockKind.CAPTION])
def test_a_title_behind_a_date_or_a_caption_is_not_set_twice(kind: BlockKind) -> None:
    kinds = {0: kind, 1: BlockKind.TITLE}
    laid = Page(article("Thursday\n\nA Title\n\nWords.", title="A Title", source="A Paper", kinds=kinds), 40)
    rows = [laid.row(y) for y in range(len(laid))]
    assert [row.head for row in rows if row.head] == ["A Paper"]
    assert [row.block for row in rows if not row.is_gap] == [0, 1, None, 2]


def test_a_title_alone_keeps_its_row() -> None:
    laid = Page(article("A Title", title="A Title", source="A Paper", kinds={0: BlockKind.TITLE}), 40)
    assert [(laid.row(y).head, laid.row(y).block) for y in range(2)] == [("", 0), ("A Paper", None)]


def test_an_outlet_that_signs_its_article_is_named_once() -> None:
    shown = article("Words.", source="A Paper")
    signed = replace(shown.metadata, author=Value("A Paper", Origin.FOUND), source=Value("A Paper", Origin.GUESSED))
    assert source_line(replace(shown, metadata=signed)) == "A Paper?"


# --- what no text may do -------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "首相官邸は" * 40,
        "👩‍👩‍👧🇰🇿 " * 60,
        "e\u0301\u0302\u0303 " * 80,
        "שלום עולם " * 50,
        "\x1b[2J\x9b31m\u202e[/] [@click=app.quit]x " * 9,
    ],
    ids=["wide", "emoji", "combining", "right to left", "hostile"],
)
@pytest.mark.parametrize("width", [21, 60, 120])
async def test_every_line_is_exactly_as_wide_as_the_pane(text: str, width: int) -> None:
    app = PaneApp(article(text))
    async with app.run_test(size=(width, 20)) as pilot:
        await pilot.pause()
        strips = [app.pane.render_line(y) for y in range(20)]
        assert {cell_len(strip.text) for strip in strips} == {width}
        assert not any(letter in strip.text for strip in strips for letter in "\x1b\x9b\u202e")


async def test_marks_survive_where_they_meet() -> None:
    shown = article("Ann Lee went home.")
    app = PaneApp(shown)
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.pause()
        app.pane.show_marks(MarkKind.MENTION, [Mark(Span(0, 7), MarkKind.MENTION, Label.PERSON)])
        app.pane.show_marks(MarkKind.MATCH, [Mark(Span(4, 12), MarkKind.MATCH)])
        runs = {segment.text: segment.style for segment in app.pane.render_line(1) if segment.style}
        assert runs["Ann "].bold and not runs["Ann "].reverse
        assert runs["Lee"].bold and runs["Lee"].reverse
        assert runs[" went"].reverse and not runs[" went"].bold


async def test_a_click_finds_the_character_under_it() -> None:
    app = PaneApp(article("ab首cd"))
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        start = app.pane.render_line(1).text.index("ab")
        assert [app.pane.offset_at(start + cell, 1) for cell in range(6)] == [0, 1, 2, 2, 3, 4]


# --- exact counts ---------------------------------------------------------------------


@pytest.fixture
def wraps(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Count the characters that are wrapped."""
    seen: list[int] = []

    def counted(text: str, start: int, end: int, width: int, rows: "array[int]") -> None:
        seen.append(end - start)
        wrap_range(text, start, end, width, rows)

    monkeypatch.setattr(page, "wrap_range", counted)
    yield seen


async def test_opening_wraps_each_paragraph_once(wraps: list[int]) -> None:
    shown = article(prose(300))
    app = PaneApp(shown)
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.pause()
        assert sum(wraps) == sum(len(block.span) for block in shown.blocks)


async def test_opening_paints_only_what_is_seen() -> None:
    app = PaneApp(article(prose(300)))
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.pause()
        painter = app.pane._painter
        assert painter is not None
        assert painter.built <= 41


async def test_a_line_scrolled_makes_two_rows() -> None:
    app = PaneApp(article(prose(300)))
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.pause()
        painter = app.pane._painter
        assert painter is not None
        counts = []
        for _ in range(10):
            before = painter.built
            app.pane.move_lines(1)
            await pilot.pause()
            counts.append(painter.built - before)
        assert max(counts) <= 5
        assert sum(counts) <= 10 * 2 + 4, "the new row and the row beside the thumb; now and then title bar and cursor"


async def test_a_hit_on_the_screen_repaints_two_rows() -> None:
    app = PaneApp(article(prose(300)))
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.pause()
        painter = app.pane._painter
        assert painter is not None
        app.pane.show_current(Span(0, 8))
        await pilot.pause()
        before = painter.built
        app.pane.show_current(Span(500, 508))
        await pilot.pause()
        assert painter.built - before <= 2


async def test_strips_that_are_kept_are_bounded() -> None:
    app = PaneApp(article(prose(600)))
    async with app.run_test(size=(100, 40)) as pilot:
        for _ in range(60):
            app.pane.move_pages(1)
            await pilot.pause()
        assert len(app.pane._strips) <= article_pane._KEPT_STRIPS


async def test_each_key_paints_one_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    app = ReadingApp(StandIn([article(prose(60))]), Opening("a1"))
    async with app.run_test(size=(100, 40)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        frames: list[object] = []
        display = app._display

        def counted(screen: object, renderable: object) -> None:
            if renderable is not None:
                frames.append(renderable)
            display(screen, renderable)  # type: ignore[arg-type]

        monkeypatch.setattr(app, "_display", counted)
        for key in ("j", "space", "d", "G", "k", "b"):
            frames.clear()
            await pilot.press(key)
            await pilot.pause()
            assert len(frames) == 1, key


async def test_the_cursor_is_back_on_its_paragraph_when_there_is_room_again() -> None:
    app = PaneApp(article("\n\n".join(f"Paragraph {n}." for n in range(20))))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        app.pane.put_cursor(4)
        await pilot.resize_terminal(60, 5)
        await pilot.pause()
        assert app.pane.view.cursor != 4
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert app.pane.view.cursor == 4
        app.pane.put_cursor(2)
        await pilot.resize_terminal(60, 19)
        await pilot.pause()
        assert app.pane.view.cursor == 2


async def test_the_sign_of_the_cursor_is_in_sight_in_a_paragraph_longer_than_the_screen() -> None:
    app = PaneApp(article("The long one. " * 200 + "\n\nThe end."))
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        for _ in range(5):
            app.pane.move_lines(3)
            await pilot.pause()
            signs = [y for y in range(1, 12) if "▶" in app.pane.render_line(y).text]
            assert signs == [1]
        await pilot.click(ArticlePane, offset=(20, 6))
        await pilot.pause()
        assert [y for y in range(1, 12) if "▶" in app.pane.render_line(y).text] == [6]
