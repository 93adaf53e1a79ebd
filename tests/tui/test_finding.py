"""Finding in an article: both ways, by the word under the cursor, given up, and not found."""

import pytest

from reader.article import Label
from reader.tui.widgets.status_line import HintLine
from tests.tui.stand_in import ReadingApp, prose
from tests.tui.test_reading import SIZE, app_with, press

TEXT = "A needle here.\n\nNothing to see.\n\nThe needle there, a needle more."


def state(app: ReadingApp) -> str:
    return app.reading.finding.state


async def test_hits_are_stepped_through_both_ways_and_round() -> None:
    app = app_with(TEXT)
    async with app.run_test(size=SIZE) as pilot:
        seen = []
        await press(pilot, ["slash", *"needle", "enter"])
        for key in ("N", "N", "n", "n"):
            await press(pilot, [key])
            seen.append(state(app))
        assert seen == ["hit 3 of 3", "hit 2 of 3", "hit 3 of 3", "hit 1 of 3"]
        assert app.reading.status.message == "Past the last hit: on from the first"


async def test_a_count_steps_so_many_hits() -> None:
    app = app_with(TEXT)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ["slash", *"needle", "enter", "2", "n"])
        assert state(app) == "hit 3 of 3"


async def test_leaving_the_line_goes_back_to_where_one_was() -> None:
    app = app_with(f"{prose(40)}\n\nA needle.")
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ["5", "j", "slash", *"needle"])
        assert app.reading.pane.top_row > 5
        await press(pilot, ["escape"])
        assert app.reading.pane.top_row == 5
        assert not app.reading.finding.hits


async def test_tab_leaves_the_line_and_keeps_the_hits() -> None:
    app = app_with(TEXT)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ["slash", *"needle", "tab"])
        assert not app.reading.query("FindBar")
        assert state(app) == "hit 1 of 3"


async def test_what_is_not_there_is_told_and_moves_nothing() -> None:
    app = app_with(prose(40))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ["5", "j", "slash", *"zebra", "enter"])
        assert app.reading.pane.top_row == 5
        await press(pilot, ["n"])
        assert app.reading.status.message


async def test_escape_clears_the_hits() -> None:
    app = app_with(TEXT)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ["slash", *"needle", "enter", "escape"])
        assert not app.reading.finding.hits


@pytest.mark.parametrize(("key", "hit"), [("asterisk", "hit 2 of 3"), ("number_sign", "hit 3 of 3")])
async def test_the_word_under_the_cursor_is_found_both_ways(key: str, hit: str) -> None:
    app = app_with("Needle in hay.\n\nA needle.\n\nThe last needle.")
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, [key])
        assert state(app) == hit


async def test_a_name_under_the_cursor_is_found_whole() -> None:
    app = app_with("Ann Lee came.\n\nAnn went.\n\nAnn Lee left.", names={"Ann Lee": Label.PERSON})
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await press(pilot, ["asterisk"])
        assert state(app) == "hit 2 of 2"


async def test_selected_words_are_found_as_they_stand() -> None:
    app = app_with("come what may.\n\nThey come what may.")
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ["v", "w", "asterisk"])
        assert len(app.reading.finding.hits) == 2


async def test_a_search_is_remembered() -> None:
    app = app_with(TEXT)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ["slash", *"needle", "enter", "slash", "up", "enter"])
        assert app.reading.find_history == ["needle"]
        assert state(app) == "hit 1 of 3"


async def test_a_broken_pattern_is_told_in_words() -> None:
    app = app_with(TEXT)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ["slash", "slash", "left_parenthesis", "slash", "enter"])
        assert app.reading.status.is_error
        assert not app.reading.finding.hits


@pytest.mark.parametrize(("keys", "paragraph"), [("}", 1), ("}}", 2), ("2}", 2), ("}}{", 1), ("{", 0), ("9}", 2)])
async def test_the_cursor_steps_by_paragraphs(keys: str, paragraph: int) -> None:
    names = {"}": "right_curly_bracket", "{": "left_curly_bracket"}
    app = app_with(TEXT)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, [names.get(key, key) for key in keys])
        here = app.reading.pane.paragraph
        assert here is not None
        assert here == app.reading.here.article.blocks[paragraph]  # type: ignore[union-attr]


def hints(app: ReadingApp) -> list[str]:
    return [title for _, title in app.reading.query_one(HintLine).hints]


async def test_while_there_are_hits_the_hint_line_says_how_to_go_on() -> None:
    app = app_with(TEXT)
    async with app.run_test(size=SIZE) as pilot:
        assert "next hit" not in hints(app)
        await press(pilot, ["slash", *"needle", "enter"])
        assert hints(app)[:2] == ["next hit", "find"]
        await press(pilot, ["slash", "escape"])
        assert "next hit" not in hints(app)


async def test_selecting_has_its_own_hints_also_among_hits() -> None:
    app = app_with(TEXT)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ["slash", *"needle", "enter", "v"])
        assert hints(app)[0] == "annotate"


async def test_a_letter_that_led_away_leads_back_when_nothing_is_found() -> None:
    app = app_with(f"{prose(40)}\n\nA zoo.")
    async with app.run_test(size=SIZE) as pilot:
        for before in (0, 5):
            app.reading.pane.scroll_to_row(before)
            await press(pilot, ["slash", "z"])
            assert app.reading.pane.top_row > 5
            await press(pilot, [*"ebra"])
            assert app.reading.pane.top_row == before, "title and all"
            assert state(app) == "no “zebra” here"
            await press(pilot, ["escape"])


def signs(app: ReadingApp) -> list[str]:
    """Return the rows that the sign of the cursor stands in."""
    pane = app.reading.pane
    return [text for y in range(1, pane.size.height) if "▶" in (text := pane.render_line(y).text)]


async def test_the_sign_of_the_cursor_is_in_sight_wherever_the_hit_is() -> None:
    app = app_with("A needle here.\n\n" + "The long one. " * 200 + "A needle too.\n\n" + prose(30))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ["slash", *"needle", "enter"])
        assert "A needle here" in signs(app)[0]
        await press(pilot, ["n"])
        assert "needle too" in signs(app)[0], "far down its paragraph"
        await press(pilot, ["G"])
        assert len(signs(app)) == 1, "what H and a are about"
        await press(pilot, ["g", "N", "N", "escape"])
        assert len(signs(app)) == 1


async def test_what_was_told_of_other_words_goes_when_one_finds() -> None:
    app = app_with(TEXT)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ["n"])
        assert "Nothing to step through" in app.reading.status.message
        await press(pilot, ["slash", *"needle"])
        assert app.reading.status.message == ""
