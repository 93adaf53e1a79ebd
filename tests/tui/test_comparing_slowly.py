"""Comparing that takes a while: it says how far it is, and whatever makes it useless stops it."""

import threading
from collections.abc import Callable, Mapping, Sequence

from textual.pilot import Pilot

from reader.article import Article, Label
from reader.compare.comparison import Comparison
from reader.library.listing import Progress
from reader.library.watching import NOBODY, Stopped, Watch
from reader.tui.screens.panes import Opening
from reader.tui.widgets.compare_strip import CompareStrip
from tests.compare.accounts import read_pairs
from tests.tui.stand_in import ReadingApp, StandIn

SIZE = (120, 36)
QUAKE, OTHER = read_pairs("dev")[:2]


async def settle(pilot: Pilot[None]) -> None:
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def strip_of(app: ReadingApp) -> str:
    return str(app.reading.query_one(CompareStrip).render())


class SlowStandIn(StandIn):
    """Comparing tells two fifths and goes on until it may end or is stopped."""

    def __init__(self, articles: Sequence[Article], names: Mapping[str, Label]) -> None:
        super().__init__(articles, names)
        self.is_quick_with_quake = False
        self.may_end, self.was_stopped = threading.Event(), threading.Event()

    def compare(self, a: str, b: str, watch: Watch = NOBODY) -> Comparison:
        """Compare slowly, but for the two accounts of the quake."""
        if self.is_quick_with_quake and (a, b) == (QUAKE.a.id, QUAKE.b.id):
            return super().compare(a, b)
        while not self.may_end.wait(0.01):
            watch.tell(Progress(40, 100, "passages compared"))
            if watch.should_stop():
                self.was_stopped.set()
                raise Stopped
        return super().compare(a, b, watch)


def slow_app(*more: Opening) -> tuple[ReadingApp, SlowStandIn]:
    library = SlowStandIn([QUAKE.a, QUAKE.b, OTHER.a], {})
    return ReadingApp(library, Opening(QUAKE.a.id), Opening(QUAKE.b.id), *more), library


async def wait_until(pilot: Pilot[None], is_so: Callable[[], bool]) -> None:
    for _ in range(500):
        if is_so():
            return
        await pilot.pause(0.01)
    raise TimeoutError


async def test_a_long_comparison_says_how_far_it_is_until_it_is_there() -> None:
    app, library = slow_app()
    async with app.run_test(size=SIZE) as pilot:
        await wait_until(pilot, lambda: "comparing … 40 %" in strip_of(app))
        await pilot.press("j")
        library.may_end.set()
        await settle(pilot)
        assert "comparing" not in strip_of(app)
        assert "≈" in app.reading.panes[0].view.signs.values()


async def test_with_three_panes_the_status_says_how_far_all_pairs_are_while_the_strip_tells_the_first() -> None:
    app, library = slow_app(Opening(OTHER.a.id))
    library.is_quick_with_quake = True
    async with app.run_test(size=SIZE) as pilot:
        await wait_until(pilot, lambda: "comparing … 47 % · sync on" in app.reading.switches())  # 1.4 of 3 pairs
        assert "↔" in strip_of(app)
        library.may_end.set()
        await settle(pilot)
        assert app.reading.switches() == "sync on"


async def test_closing_a_pane_stops_comparing() -> None:
    app, library = slow_app()
    async with app.run_test(size=SIZE) as pilot:
        await wait_until(pilot, lambda: "40 %" in strip_of(app))
        await pilot.press("ctrl+w", "c")
        await wait_until(pilot, library.was_stopped.is_set)
        await settle(pilot)
        assert "comparing" not in app.reading.switches()


async def test_another_article_in_a_pane_stops_comparing_the_one_before() -> None:
    app, library = slow_app()
    async with app.run_test(size=SIZE) as pilot:
        await wait_until(pilot, lambda: "40 %" in strip_of(app))
        app.reading.open_in(app.reading.panes[1], Opening(OTHER.a.id))
        await wait_until(pilot, library.was_stopped.is_set)
        library.may_end.set()
        await settle(pilot)
        assert app.reading.side_of(*app.reading.panes) is not None


async def test_what_the_next_start_shows_at_once_is_not_half_compared() -> None:
    app, library = slow_app()
    async with app.run_test(size=SIZE) as pilot:
        await wait_until(pilot, lambda: "40 %" in strip_of(app))
        app.reading.stand_as_at_start()
        assert app.reading.told_compared() == "comparing …"
        library.may_end.set()
        await settle(pilot)


async def test_quitting_does_not_wait_for_a_comparison() -> None:
    app, library = slow_app()
    async with app.run_test(size=SIZE) as pilot:
        await wait_until(pilot, lambda: "40 %" in strip_of(app))
    assert library.was_stopped.wait(5)
