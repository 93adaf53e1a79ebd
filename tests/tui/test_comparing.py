"""Two accounts side by side, held together by what they say."""

import itertools
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from reader.article import Label, Mention, Mentions
from reader.config import Config
from reader.text import MarkKind, Span
from reader.tui.screens import comparing
from reader.tui.screens.differences import DifferenceChosen
from reader.tui.screens.pair_telling import names_apart
from reader.tui.screens.panes import Opened, Opening
from reader.tui.screens.reading import ReadingScreen
from reader.tui.widgets.article_pane import ArticlePane
from reader.tui.widgets.compare_strip import CompareStrip, PairTold
from reader.tui.widgets.status_line import StatusLine
from tests.compare.accounts import read_pairs
from tests.compare.makers import article
from tests.tui.scenes import KREMLIN, MOSCOW, Scene, app_of, article_of, open_library
from tests.tui.stand_in import ReadingApp, StandIn

SIZE = (120, 36)
QUAKE = next(pair for pair in read_pairs("dev") if pair.name == "earthquake-tarsk")
SUMMIT = next(pair for pair in read_pairs("dev") if pair.name == "summit-norvik")
NAMES = {"Belu": Label.PLACE, "Irena Kovas": Label.PERSON, "Dara Velin": Label.PERSON, "Ardania": Label.PLACE}


def app_with_pair(config: Config | None = None) -> ReadingApp:
    library = StandIn([QUAKE.a, QUAKE.b], NAMES)
    return ReadingApp(library, Opening(QUAKE.a.id), Opening(QUAKE.b.id), config=config)


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
    await settle(pilot)


async def settle(pilot: Pilot[None]) -> None:
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def shown(pane: ArticlePane) -> list[str]:
    return [pane.render_line(y).text.rstrip() for y in range(pane.size.height)]


def strip_of(app: ReadingApp) -> str:
    return str(app.reading.query_one(CompareStrip).render())


def row_on_screen(pane: ArticlePane, paragraph: int) -> int:
    assert pane.page is not None
    assert pane.article is not None
    return pane.page.row_of(pane.article.blocks[paragraph].span.start) - pane.top_row


def cursor_of(pane: ArticlePane) -> int | None:
    return pane.view.cursor


async def test_linked_and_lone_paragraphs_carry_a_sign() -> None:
    app = app_with_pair()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        left, right = app.reading.panes
        assert left.view.signs[1] == "≈"
        assert right.view.signs[11] == "◦"
        assert any("≈" in row for row in shown(left)[:8])


async def test_signs_are_plain_letters_when_asked() -> None:
    app = app_with_pair(Config(ascii=True))
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert set(app.reading.panes[0].view.signs.values()) <= {"=", "o", "~"}


async def test_the_next_pair_stands_level_and_the_strip_says_why() -> None:
    app = app_with_pair()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, *["right_square_bracket"] * 4)
        left, right = app.reading.panes
        assert cursor_of(left) == 4
        assert cursor_of(right) == 5
        assert row_on_screen(left, 4) == row_on_screen(right, 5)
        assert "¶5 ↔ ¶6" in strip_of(app)
        assert "sure" in strip_of(app)


def pair_in(strip: str) -> str:
    found = re.search(r"¶\d+ ↔ ¶\d+", strip)
    return found.group() if found else ""


async def test_stepping_goes_through_all_links_of_a_passage() -> None:
    here = [block.span.of(QUAKE.a.text) for block in QUAKE.a.blocks]
    a, b = article([*here[:4], f"{here[5]} {here[8]}"], "a"), article([*here[:4], here[5], here[8]], "b")
    app = ReadingApp(StandIn([a, b]), Opening("a"), Opening("b"))
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        seen = []
        for _ in range(6):
            await press(pilot, "right_square_bracket")
            seen.append(pair_in(strip_of(app)))
        assert {"¶5 ↔ ¶5", "¶5 ↔ ¶6"} <= set(seen)
        assert len(set(seen)) == 6
        await press(pilot, "left_square_bracket")
        assert pair_in(strip_of(app)) == seen[-2]
        assert "also ¶" in strip_of(app)


async def test_the_strip_names_figures_that_agree() -> None:
    app = app_with_pair()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        for _ in range(12):
            if cursor_of(app.reading.panes[0]) != 8:
                await press(pilot, "right_square_bracket")
        assert "8 million euros = 8 million euros" in strip_of(app)
        assert app.reading.panes[1].view.marks[MarkKind.ALIGNED]


def test_a_people_names_its_country_too() -> None:
    opened = []
    for number, text, label in (("1", "Ardanian envoys", Label.NORP), ("2", "Envoys of Ardania", Label.PLACE)):
        made = article([text], number)
        pane = ArticlePane()
        pane.number = number
        mention = Mention(Span(0, 8) if number == "1" else Span(10, 17), label, "Ardania")
        opened.append((Opened(pane, made, Mentions([mention]), has_names=True), made.blocks[0].span))
    assert names_apart(*opened) == ()


def test_no_name_is_only_here_while_those_there_are_looked_for() -> None:
    made = article(["Anna Kroll came."], "1")
    named = Opened(ArticlePane(), made, Mentions([Mention(Span(0, 10), Label.PERSON, "Anna Kroll")]), has_names=True)
    named.pane.number = "1"
    other = Opened(ArticlePane(), article(["Nobody came."], "2"))
    sides = ((named, Span(0, 16)), (other, Span(0, 12)))
    assert names_apart(*sides) == ()
    other.has_names = True
    assert names_apart(*sides) == ("only in 1: Anna Kroll",)


async def test_the_strip_keeps_the_order_of_the_panes_whichever_is_in_use() -> None:
    app = app_with_pair()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, *["right_square_bracket"] * 4)
        from_left = strip_of(app).splitlines()
        await press(pilot, "tab")
        from_right = strip_of(app).splitlines()
        assert pair_in(from_right[0]) == "¶5 ↔ ¶6"
        assert from_right[1:] == from_left[1:]
        assert "only in 1: " in from_right[2] or "only in 2: " in from_right[2]


async def test_beside_a_lone_paragraph_stands_what_all_pairs_share_and_dispute() -> None:
    app = app_with_pair()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, "A")
        assert "in all pairs    figures nine kilometres │ 10 km · 41 ~ 43" in strip_of(app)
        assert "7,000 = 7,000" in strip_of(app)


async def test_a_lone_paragraph_has_no_counterpart() -> None:
    app = app_with_pair()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, "A")
        assert "no counterpart" in strip_of(app)
        before = cursor_of(app.reading.pane)
        await press(pilot, "I")
        assert app.reading.pane.view.signs[cursor_of(app.reading.pane) or 0] == "◦"
        await press(pilot, "A")
        assert cursor_of(app.reading.pane) == before


async def test_the_other_pane_follows_and_never_turns_back() -> None:
    app = app_with_pair()
    async with app.run_test(size=(120, 16)) as pilot:
        await settle(pilot)
        right = app.reading.panes[1]
        tops = []
        for _ in range(40):
            await pilot.press("j")
            tops.append(right.top_row)
        assert tops[-1] > 10
        steps = [after - before for before, after in itertools.pairwise(tops)]
        assert min(steps) >= 0
        assert max(steps) <= 8


async def test_the_pane_in_use_is_never_moved_by_another() -> None:
    app = app_with_pair()
    async with app.run_test(size=(120, 16)) as pilot:
        await settle(pilot)
        left, right = app.reading.panes
        await press(pilot, *["j"] * 5)
        assert left.top_row == 5
        await press(pilot, "tab", *["j"] * 5)
        here = right.top_row
        await settle(pilot)
        assert right.top_row == here


async def test_sync_can_be_let_go_and_its_state_is_shown() -> None:
    app = app_with_pair()
    async with app.run_test(size=(120, 16)) as pilot:
        await settle(pilot)
        assert "sync on" in app.reading.status.switches
        await press(pilot, "S", *["j"] * 10)
        assert app.reading.panes[1].top_row == 0
        assert "sync off" in app.reading.status.switches
        await press(pilot, "S")
        assert app.reading.panes[1].top_row > 0


async def test_a_counterpart_off_the_screen_is_one_key_away() -> None:
    app = app_with_pair()
    async with app.run_test(size=(120, 16)) as pilot:
        await settle(pilot)
        left, right = app.reading.panes
        await press(pilot, "S", *["right_curly_bracket"] * 8)
        assert "↓ Enter" in strip_of(app)
        await press(pilot, "enter")
        assert "Enter" not in strip_of(app)
        assert row_on_screen(left, 8) == row_on_screen(right, 9)


async def test_a_pin_is_kept_and_wins() -> None:
    app = app_with_pair()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, "right_square_bracket", "p", "p")
        assert "pinned" in strip_of(app)
        await press(pilot, "p", "n")
        assert "pinned" not in strip_of(app)
        library = app.reading.library
        assert isinstance(library, StandIn)
        assert list(library.pins.values()) == [False]


async def test_panes_change_sides() -> None:
    app = app_with_pair()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, "X")
        assert app.reading.open_article_ids() == (QUAKE.b.id, QUAKE.a.id)
        left, right = app.reading.panes
        assert left.region.x < right.region.x
        await press(pilot, "right_square_bracket")
        assert "↔" in strip_of(app)


@pytest.mark.parametrize("pairs", [2, 4, 6])
@pytest.mark.parametrize("columns", [101, 120, 131])
async def test_a_pair_that_stands_level_does_so_when_panes_change_sides(pairs: int, columns: int) -> None:
    app = app_with_pair()
    async with app.run_test(size=(columns, 36)) as pilot:
        await settle(pilot)
        await press(pilot, *["right_square_bracket"] * pairs)
        await press(pilot, "X")
        current = app.reading.current_link()
        assert current is not None
        other, side, link = current
        rows = [
            pane.page.row_of(span.start) - pane.top_row
            for pane, span in ((app.reading.pane, side.here(link)), (other, side.there(link)))
            if pane.page
        ]
        assert rows[0] == rows[1]


async def test_a_pair_in_sight_stays_there_when_panes_change_sides_though_it_cannot_be_level() -> None:
    app = ReadingApp(StandIn([SUMMIT.a, SUMMIT.b], {}), Opening(SUMMIT.a.id), Opening(SUMMIT.b.id))
    async with app.run_test(size=(120, 24)) as pilot:
        await settle(pilot)
        await press(pilot, *["right_square_bracket"] * 10)  # the other passage stands so far up that it comes no lower
        left, right = app.reading.panes
        before = row_on_screen(left, 11), row_on_screen(right, 2)
        assert before[0] > before[1] > 0
        await press(pilot, "X")
        assert (row_on_screen(left, 11), row_on_screen(right, 2)) == before


async def test_what_the_strip_says_is_told_once_while_the_pair_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []

    def tell(*_: object, way: str, **__: object) -> PairTold:
        told.append(way)
        return PairTold()

    monkeypatch.setattr(comparing, "tell_pair", tell)
    app = app_with_pair()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, *["right_square_bracket"] * 2)
        before = len(told)
        await press(pilot, "down", "up", "down")
        assert len(told) == before


async def test_where_a_pane_followed_to_is_kept_at_the_end() -> None:
    app = app_with_pair()
    async with app.run_test(size=(120, 20)) as pilot:
        await settle(pilot)
        await press(pilot, *["j"] * 12)
        left, right = app.reading.panes
        assert left.top_row and right.top_row
        app.reading.save_positions()
        kept = [app.reading.library.position(each.id) for each in (QUAKE.a, QUAKE.b)]
        assert [place and place.offset for place in kept] == [left.top_place, right.top_place]


async def test_a_note_can_be_on_both_passages() -> None:
    app = app_with_pair()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, "right_square_bracket", "right_square_bracket", "P", *"both", "ctrl+s")
        library = app.reading.library
        assert isinstance(library, StandIn)
        assert [target.article for target in library.kept[0].targets] == [QUAKE.a.id, QUAKE.b.id]


async def test_the_brief_is_written_to_a_new_file_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    app = app_with_pair()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, "x", "o", "enter")
        assert (tmp_path / "brief.md").read_text() == f"Brief of {QUAKE.a.id} and {QUAKE.b.id}\n"
        await press(pilot, "o", "enter")  # once more under the same name
        assert "already" in app.screen.query_one("StatusLine").message  # type: ignore[attr-defined]


async def test_articles_that_share_nothing_say_so_and_scroll_alone() -> None:
    meals = article([f"Parliament voted on school meals, item {n} of a long list of meals." for n in range(40)], "meals")
    app = ReadingApp(StandIn([QUAKE.a, meals]), Opening(QUAKE.a.id), Opening("meals"))
    async with app.run_test(size=(120, 16)) as pilot:
        await settle(pilot)
        assert "share no passage" in strip_of(app)
        await press(pilot, *["j"] * 10, "right_square_bracket")
        assert app.reading.panes[1].top_row == 0


async def test_one_article_alone_has_no_strip() -> None:
    app = ReadingApp(StandIn([QUAKE.a]), Opening(QUAKE.a.id))
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert not app.reading.query_one(CompareStrip).display
        await press(pilot, "x", "p", "enter")


async def test_three_panes_follow_the_one_in_use() -> None:
    later = next(pair for pair in read_pairs("dev") if pair.name == "earthquake-tarsk+later")
    library = StandIn([QUAKE.a, QUAKE.b, later.b])
    app = ReadingApp(library, Opening(QUAKE.a.id), Opening(QUAKE.b.id), Opening(later.b.id))
    async with app.run_test(size=(150, 16)) as pilot:
        await settle(pilot)
        assert len(app.reading.sides()) == 2
        await press(pilot, *["j"] * 30)
        assert app.reading.panes[1].top_row > 0


def lines(app: ReadingApp) -> Iterable[str]:
    return strip_of(app).split("\n")


async def test_a_narrow_screen_has_a_strip_of_one_row() -> None:
    app = app_with_pair()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "right_square_bracket")
        strip = app.reading.query_one(CompareStrip)
        assert strip.size.height == 1
        assert len(list(lines(app))) == 1


async def test_a_pair_near_the_top_of_one_account_stands_level_too() -> None:
    app = app_with_pair()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        left, right = app.reading.panes
        for _ in range(12):
            await press(pilot, "right_square_bracket")
            here, there = cursor_of(left), cursor_of(right)
            assert here is not None
            assert there is not None
            assert row_on_screen(left, here) == row_on_screen(right, there)


async def test_a_pair_note_opens_both_accounts_at_their_places(tmp_path: Path) -> None:
    library = open_library(tmp_path, has_notes=False)
    first, second = (article_of(library, name) for name in (KREMLIN, MOSCOW))
    spans = [library.article(one).readable_blocks[5].span for one in (first, second)]
    library.add_bookmark([(first, spans[0]), (second, spans[1])], note="both")
    app = app_of(Scene("pair"), library)
    async with app.run_test(size=(120, 16)) as pilot:
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.press("B")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        assert [pane.paragraph.span if pane.paragraph else None for pane in screen.panes] == spans
    library.close()


async def test_a_doubtful_counterpart_has_another_sign() -> None:
    app = app_with_pair()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        left, right = app.reading.panes
        side = app.reading.side_of(left, right)
        assert side is not None
        assert left.article is not None
        doubtful = [n for n, block in enumerate(left.article.blocks) if block.span in set(side.passages) - side.sure_passages]
        assert [left.view.signs[n] for n in doubtful] == ["~"] * len(doubtful)
        assert all(left.view.signs[n] != "≈" for n in doubtful)


async def test_the_comparison_is_exported_from_the_panes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    app = app_with_pair()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, "s", "enter")
        assert (tmp_path / "brief.md").exists()
        assert "brief.md" in app.reading.status.message


async def test_among_three_panes_the_strip_names_the_pane_of_each_passage() -> None:
    later = next(pair for pair in read_pairs("dev") if pair.name == "earthquake-tarsk+later")
    library = StandIn([QUAKE.a, QUAKE.b, later.b], NAMES)
    app = ReadingApp(library, Opening(QUAKE.a.id), Opening(QUAKE.b.id), Opening(later.b.id))
    async with app.run_test(size=(200, 60)) as pilot:
        await settle(pilot)
        await press(pilot, "]")
        assert re.search(r"1 ¶\d+ ↔ [23] ¶\d+", strip_of(app))


async def test_what_was_said_before_the_comparison_was_there_is_taken_back() -> None:
    app = app_with_pair()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        app.reading.say("Still comparing")
        app.reading.compare_panes()
        await settle(pilot)
        assert app.reading.query_one(StatusLine).message == ""


async def test_figures_of_a_refused_pair_stand_out_no_longer() -> None:
    app = app_with_pair()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        while not app.reading.pane.view.marks.get(MarkKind.ALIGNED):
            await press(pilot, "]")
        await press(pilot, "p", "n")
        link = app.reading.current_link()
        assert link or not app.reading.pane.view.marks.get(MarkKind.ALIGNED)


async def test_a_note_on_a_pair_shows_both_passages() -> None:
    app = app_with_pair()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, "]")
        await pilot.press("P")  # a worker waits for the answer
        await pilot.pause()
        where, quote = (str(app.screen.query_one(name, Static).render()) for name in (".where", ".quote"))
        assert re.search(r"¶\d+  ↔  .*¶\d+", where)
        assert quote.count("“") >= 2
        assert "\n" in quote


NARROW = (50, 24)


async def test_where_one_pane_stands_at_a_time_enter_goes_to_the_counterpart_and_back() -> None:
    app = app_with_pair()
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        first, second = app.reading.panes
        await press(pilot, "right_square_bracket", "enter")
        assert (first.display, second.display, app.reading.pane) == (False, True, second)
        assert app.reading.current_link() is not None
        await press(pilot, "enter")
        assert app.reading.pane is first


async def test_a_place_in_the_pane_behind_is_gone_to() -> None:
    app, last = app_with_pair(), QUAKE.b.blocks[-1].span
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        await press(pilot, "x")
        app.screen.dismiss(DifferenceChosen(None, last))
        await settle(pilot)
        second = app.reading.panes[1]
        assert app.reading.pane is second and second.display
        assert second.paragraph is not None and second.paragraph.span.start == last.start
