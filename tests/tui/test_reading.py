"""Reading by keys: what stands on the screen after each."""

from collections.abc import Iterable

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from reader.article import Label
from reader.config import Config
from reader.errors import StoreLocked
from reader.library.listing import Position
from reader.text import Span
from reader.tui.screens.note_question import NoteQuestion
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


async def test_what_is_typed_to_find_can_be_seen() -> None:
    app = app_with("One Needle here.")
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ["slash", *"needle"])
        screen = [strip.text for strip in app.screen._compositor.render_strips()]
        assert any("needle" in line for line in screen[-3:])


async def test_a_hit_takes_the_cursor_along() -> None:
    app = app_with(prose(30) + "\n\nOne Needle here.")
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ["slash", *"needle", "enter", "H"])
        assert [kept.quote for kept in library_of(app).kept] == ["One Needle here."]


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


async def test_a_place_that_is_kept_already_is_not_written_again(monkeypatch: pytest.MonkeyPatch) -> None:
    library = StandIn([article(prose(60))])
    written: list[Position] = []
    save = library.save_position

    def note(article_id: str, place: Position) -> None:
        written.append(place)
        save(article_id, place)

    monkeypatch.setattr(library, "save_position", note)
    for keys in ("jj", "", "", "j"):
        app = ReadingApp(library, Opening("a1"))
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, keys)
    assert len(written) == 2


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


def library_of(app: ReadingApp) -> StandIn:
    library = app.reading.library
    assert isinstance(library, StandIn)
    return library


async def test_a_note_is_written_without_a_mouse() -> None:
    app = app_with("First things come first.\n\nSecond.")
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ["right_curly_bracket", "a", *"why", "ctrl+s"])
        assert [(kept.quote, kept.note) for kept in library_of(app).kept] == [("Second.", "why")]


async def test_an_unfinished_note_comes_back() -> None:
    app = app_with("First things come first.")
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ["a", *"half", "escape", "a", *" done", "ctrl+s"])
        assert [kept.note for kept in library_of(app).kept] == ["half done"]
        assert not library_of(app).drafts()


async def test_annotating_a_noted_paragraph_edits_the_note() -> None:
    app = app_with("First things come first.")
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ["a", *"one", "ctrl+s", "a", *" two", "ctrl+s"])
        assert [kept.note for kept in library_of(app).kept] == ["one two"]


async def test_deleting_and_stepping_through_bookmarks() -> None:
    app = app_with(prose(30))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ["H", "G", "H", "g", "right_square_bracket"])
        assert app.reading.pane.top_row > 0
        await press(pilot, ["left_square_bracket"])
        assert app.reading.pane.top_row == 0
        await press(pilot, ["D"])
        assert len(library_of(app).kept) == 1


async def test_next_and_previous_articles_and_unread_ones() -> None:
    articles = [article(prose(3), id=f"a{number}") for number in (1, 2, 3)]
    app = ReadingApp(StandIn(articles), Opening("a1"), listed=("a1", "a2", "a3"))
    async with app.run_test(size=SIZE) as pilot:
        seen = []
        for key in ("J", "J", "J", "K"):
            await press(pilot, [key])
            seen.append(app.reading.article_id)
        library_of(app).read = {"a2", "a3"}
        await press(pilot, ["U"])
        assert [*seen, app.reading.article_id] == ["a2", "a3", "a3", "a2", "a1"]


async def test_jumps_go_back_and_forward() -> None:
    app = app_with(prose(60))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ["5", "j", "G", "ctrl+o"])
        back = app.reading.pane.top_row
        await press(pilot, ["ctrl+k"])
        assert (back, app.reading.pane.top_row) == (5, app.reading.pane.max_scroll_y)


async def test_letters_keep_places() -> None:
    app = app_with(prose(60))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ["7", "j", "m", "a", "G", "apostrophe", "a"])
        assert app.reading.pane.top_row == 7


async def test_the_whole_text_is_shown_and_hidden() -> None:
    text = "Share this page\n\nThe article."
    app = ReadingApp(StandIn([article(text, folded=(0,))]), Opening("a1"))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        folded = rows(app.reading.pane)
        await press(pilot, "w")
        whole = rows(app.reading.pane)
        assert not any("Share" in row for row in folded[1:])
        assert any("Share" in row and "┊" in row for row in whole)


async def test_copying_gives_words_without_the_breaks_of_the_screen() -> None:
    text = prose(2, words=30)
    app = app_with(text)
    async with app.run_test(size=(50, 24)) as pilot:
        await press(pilot, "Vj")
        words, citation = app.reading.quoted()
        assert words == text.split("\n\n")[0]
        assert citation == "Source of a1, ¶1"


async def test_a_drag_from_the_blank_row_above_cites_the_paragraph_it_holds() -> None:
    app = app_with(prose(4, words=20))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        pane = app.reading.pane
        blank = next(y for y, row in enumerate(rows(pane)) if y and not row.strip(" ▐"))
        await pilot.mouse_down(pane, offset=(12, blank))
        await pilot.hover(pane, offset=(20, blank + 1))
        await pilot.mouse_up(pane, offset=(20, blank + 1))
        words, citation = app.reading.quoted()
        assert words.startswith("word1x0")
        assert citation == "Source of a1, ¶2"


async def test_zoom_and_stacking() -> None:
    app = app_with(prose(5), prose(5))
    async with app.run_test(size=(120, 30)) as pilot:
        shown = []
        for step in ("", "z", "z", "80", "50"):
            if step.isdigit():
                await pilot.resize_terminal(int(step), 30)
                await pilot.pause()
            await press(pilot, step if not step.isdigit() else "")
            shown.append((app.reading.arrangement.value, sum(pane.display for pane in app.reading.panes)))
        assert [words for words, _ in shown] == ["side by side", "one at a time", "side by side", "stacked", "one at a time"]
        assert [count for _, count in shown] == [2, 1, 2, 2, 1]


async def test_zooming_the_only_pane_leaves_its_text_alone() -> None:
    app = app_with(prose(20))
    async with app.run_test(size=SIZE) as pilot:
        pane = app.reading.pane
        await press(pilot, "jjz")
        row = next(row for row in rows(pane) if "word" in row)
        app.reading.status.message = ""
        assert rows(pane)[0] == ""
        assert str(app.reading.status.render()).strip() == ""
        await press(pilot, "j/")
        await press(pilot, [*"word3x2", "enter"])
        assert "hit 1 of" in str(app.reading.status.render()), "what was asked for is still told"
        await press(pilot, "gjjzzz")
        assert "brings the rest back" not in str(app.reading.status.render()), "the rest is back"
        assert rows(pane)[0].startswith(" Source of a1") or "%" in rows(pane)[0]
        assert row in rows(pane)


async def test_a_second_account_beside_text_alone_is_seen() -> None:
    app = app_with(prose(5), prose(5))
    async with app.run_test(size=(120, 30)) as pilot:
        await press(pilot, ["ctrl+w", "o", "z", "c", "enter"])
        await pilot.pause()
        assert [pane.display for pane in app.reading.panes] == [True, True]
        await press(pilot, ["z", "ctrl+w", "c"])
        assert (app.reading.is_zoomed, len(app.reading.panes)) == (False, 1)


async def test_a_second_account_is_seen_where_one_stands_at_a_time() -> None:
    app = app_with(prose(5), prose(5))
    async with app.run_test(size=(50, 24)) as pilot:
        await press(pilot, ["ctrl+w", "o", "c", "enter"])
        await pilot.pause()
        first, second = app.reading.panes
        assert (first.display, second.display, app.reading.pane) == (False, True, second)
        await press(pilot, ["tab"])
        assert (first.display, second.display, app.reading.pane) == (True, False, first)


async def test_a_drag_stays_in_its_pane() -> None:
    app = app_with(prose(20), prose(20))
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        left, right = app.reading.panes
        await pilot.mouse_down(left, offset=(10, 5))
        await pilot.hover(right, offset=(20, 9))
        await pilot.mouse_up(right, offset=(20, 9))
        assert left.selected is not None
        assert right.selected is None


async def test_hiding_marks_hides_every_mark() -> None:
    app = app_with("Ann Lee met Bo.", names={"Ann Lee": Label.PERSON})
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "H")
        await app.workers.wait_for_complete()
        await press(pilot, "L")
        strips = [app.reading.pane.render_line(y) for y in range(1, 5)]
        assert not any("┃" in strip.text for strip in strips)
        assert not any(segment.text == "Ann Lee" for strip in strips for segment in strip)


async def test_clicking_a_name_follows_it() -> None:
    app = app_with("Ann Lee met Bo.\n\nBo left Ann Lee.", names={"Ann Lee": Label.PERSON})
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        column = app.reading.pane.render_line(1).text.index("Ann")
        await pilot.click(app.reading.pane, offset=(column + 1, 1))
        await pilot.pause()
        assert app.reading.finding.state == "hit 1 of 2"


async def test_a_clicked_link_is_shown_in_full_before_it_is_opened() -> None:
    address = "https://example.org/" + "long/" * 12
    app = app_with(f"See {address} for more.")
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.pause()
        column = app.reading.pane.render_line(1).text.index("https")
        await pilot.click(app.reading.pane, offset=(column + 3, 1))
        await pilot.pause()
        shown = "".join("".join(strip.text.split()) for strip in app.screen._compositor.render_strips())
        assert app.screen is not app.reading
        assert address in shown


async def test_only_paragraphs_with_hits() -> None:
    app = app_with(prose(20) + "\n\nOne Needle here.")
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ["slash", *"needle", "enter", "&"])
        folded = rows(app.reading.pane)
        await press(pilot, ["&"])
        assert sum("word" in row for row in folded[1:]) == 0
        assert any("word19" in row for row in rows(app.reading.pane))


async def test_another_article_opens_beside() -> None:
    articles = [article(prose(3), id=f"a{number}") for number in (1, 2)]
    app = ReadingApp(StandIn(articles), Opening("a1"))
    async with app.run_test(size=(120, 24)) as pilot:
        await press(pilot, ["c", "enter"])
        assert app.reading.open_article_ids() == ("a1", "a2")


async def test_piping_gives_the_words_to_a_command() -> None:
    app = app_with("First things first.")
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ["|", *"wc -w", "enter"])
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.reading.status.message.strip() == "3"


async def test_reading_to_the_end_marks_it_read() -> None:
    app = app_with(prose(60))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "j")
        assert library_of(app).read == set()
        await press(pilot, "G")
        await app.workers.wait_for_complete()
        assert library_of(app).read == {"a1"}


async def test_changing_the_width_keeps_the_words() -> None:
    app = app_with(prose(60))
    async with app.run_test(size=(160, 30)) as pilot:
        await press(pilot, "30j")
        before = app.reading.pane.top_place
        await press(pilot, ["+", "+", "-", "-", "-"])
        assert app.reading.pane.top_place == before
        assert app.reading.text_width == 68


async def test_a_store_that_fails_is_told_and_nothing_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    app = app_with("First things first.")

    def refuse(*_: object, **__: object) -> None:
        raise StoreLocked("The notes are held by another program")

    async with app.run_test(size=SIZE) as pilot:
        monkeypatch.setattr(library_of(app), "keep_note", refuse)
        await press(pilot, ["a", *"why", "ctrl+s"])
        assert isinstance(app.screen, NoteQuestion)
        assert "held by another program" in app.screen.status.message
        assert app.screen.query_one(TextArea).text == "why"


async def test_a_pager_without_a_terminal_is_told() -> None:
    app = app_with("First things first.")
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ["o", "p"])
        await pilot.pause()
        assert "kind of terminal" in app.reading.status.message


@pytest.mark.parametrize("words", ["(a+)+b", "(a|aa)+b", "(.*)(.*)(.*)(.*)(.*)b"])
async def test_a_pattern_that_would_take_for_ever_gives_up_and_says_so(words: str) -> None:
    app = app_with("One aaa here.\n\n" + "a" * 3000 + "\n\n" + prose(3))
    async with app.run_test(size=SIZE) as pilot:
        app.reading.finding.look_for(app.reading.pane, f"/{words}/")
        assert "takes too long" in app.reading.finding.state
        app.reading.finding.look_for(app.reading.pane, "/one|a{3000}/")
        assert app.reading.finding.state == "hit 1 of 2"
        await press(pilot, ["n"])
        assert app.reading.finding.state == "hit 2 of 2"


async def test_hits_found_before_it_gave_up_are_kept() -> None:
    app = app_with("needle and b\n\n" + "a" * 3000 + "\n\nneedle")
    async with app.run_test(size=SIZE):
        app.reading.finding.look_for(app.reading.pane, "/needle|(a+)+c/")
        assert app.reading.finding.state == "hit 1 of 1 and more, too slow to find"


async def test_letters_outlive_the_screen() -> None:
    articles = [article(prose(30), id="a1"), article(prose(30), id="a2")]
    library = StandIn(articles)
    app = ReadingApp(library, Opening("a1"))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ["9", "j", "m", "A", "3", "j", "m", "a"])
        await app.workers.wait_for_complete()
        marked = app.reading.pane.top_place
    for opened, letter in (("a2", "A"), ("a1", "a"), ("a2", "a")):
        app = ReadingApp(library, Opening(opened))
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, ["apostrophe", letter])
            there = (app.reading.article_id, app.reading.pane.top_row, app.reading.pane.top_place == marked)
            status = app.reading.status.message
        expected = {("a2", "A"): ("a1", True), ("a1", "a"): ("a1", True), ("a2", "a"): ("a2", False)}[opened, letter]
        assert (there[0], there[1] > 0) == expected, status


async def test_going_back_takes_the_cursor_along_where_all_is_on_the_screen() -> None:
    app = app_with(prose(3))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ["m", "a", "right_curly_bracket", "right_curly_bracket"])
        there = app.reading.pane.paragraph_number
        await press(pilot, ["apostrophe", "a"])
        assert (there, app.reading.pane.paragraph_number) == (3, 1)


LATER = "A new paragraph.\n\n"
STORY = "First things come first.\n\nSecond things then."


@pytest.mark.parametrize("key", ["H", "a"])
async def test_nothing_is_kept_on_a_text_that_has_changed_since_it_was_opened(key: str) -> None:
    app = app_with(STORY)
    async with app.run_test(size=SIZE) as pilot:
        library_of(app).articles["a1"] = article(LATER + STORY)
        await press(pilot, ["right_curly_bracket", key])
        assert app.screen is app.reading
        assert "has changed" in app.reading.status.message
        assert not library_of(app).kept
        assert any("A new paragraph." in row for row in rows(app.reading.pane))
        await press(pilot, ["right_curly_bracket", "right_curly_bracket", "H"])
        assert [kept.quote for kept in library_of(app).kept] == ["Second things then."]


async def test_an_article_that_has_changed_is_shown_anew_at_the_words_that_were_read() -> None:
    app = app_with(prose(60))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "40j")
        before = top_words(app.reading.pane)
        library_of(app).articles["a1"] = article(LATER * 30 + prose(60))
        app.reading.show_changes()
        await pilot.pause()
        assert top_words(app.reading.pane) == before


async def test_steps_over_articles_that_have_gone_and_far_ones_end_at_the_last() -> None:
    articles = [article(prose(3), id=f"a{number}") for number in range(1, 6)]
    app = ReadingApp(StandIn(articles), Opening("a1"), listed=tuple(each.id for each in articles))
    async with app.run_test(size=SIZE) as pilot:
        del library_of(app).articles["a2"]
        for keys, there, told in (
            ("J", "a3", "3 of 5"),
            ("9J", "a5", "5 of 5"),
            ("J", "a5", "This is the last"),
            ("9K", "a1", "1 of"),
        ):
            await press(pilot, keys)
            assert app.reading.article_id == there
            assert app.reading.status.message.startswith(told)


async def test_a_wider_column_ends_at_what_the_pane_can_show() -> None:
    app = app_with("a b c d e f g " * 90)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "+" * 9)
        assert app.reading.text_width == app.reading.pane.room < 80
        assert "as wide as the pane" in app.reading.status.message
        wide = rows(app.reading.pane)
        await press(pilot, "-")
        assert rows(app.reading.pane) != wide, "the first key back is seen"


async def test_a_column_set_in_a_wider_pane_waits_for_it() -> None:
    app = app_with("a b c d " * 90, "a b c d " * 90)
    async with app.run_test(size=(120, 24)) as pilot:
        await press(pilot, "+")
        assert app.reading.text_width == Config().text_width
        await press(pilot, "-")
        assert app.reading.text_width < app.reading.pane.room
