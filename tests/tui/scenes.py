"""Scenes: the screens worth looking at, made the same way for snapshot tests and for pictures.

A scene is the sample collection under a fixed clock, some articles open, some
keys pressed. Nothing in it depends on the day, the machine or the person.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from textual.pilot import Pilot

from reader.bookmarks.bookmark import Colour
from reader.bookmarks.bookmarks import Bookmarks
from reader.config import Config
from reader.library.library import Library
from reader.paths import Paths, sample_folder
from reader.text import Span
from reader.tui.app import BroadsheetApp
from reader.tui.screens.library import LibraryScreen
from reader.tui.searching import SearchHere

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
KREMLIN, MOSCOW, EMBRACE, UNTITLED, COURSE = "000", "001", "002", "003", "004"
NOTES = (
    (KREMLIN, "29 deals", "Compare the other account: 29 projects, in Oral.", ("figures", "check")),
    (MOSCOW, "comprehensive strategic", "The words both capitals use.", ("wording",)),
)
"""Article, words that are noted, the note, its tags."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One screen worth looking at."""

    name: str
    keys: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    """What is open at the start; without it the library."""
    size: tuple[int, int] = (120, 36)
    theme: str = "ink"
    settings: Mapping[str, object] = field(default_factory=dict)
    has_notes: bool = True
    prepare: Callable[[Library], None] | None = None
    """What else is in the library."""
    for_readme: bool = False
    """A picture of it is kept in `screenshots/`."""


def open_library(home: Path, *, has_notes: bool = True) -> Library:
    """Open the sample as it is on a machine of some weeks' use."""
    library = Library.open(Paths.under(home), Config(), sample_folder(), clock=lambda: NOON)
    library.refresh()
    if has_notes:
        _write_notes(library)
    return library


def _write_notes(library: Library) -> None:
    for reference, words, note, tags in NOTES:
        article_id = article_of(library, reference)
        start = library.article(article_id).text.find(words)
        if start >= 0:
            library.add_bookmark([(article_id, Span(start, start + len(words)))], note=note, tags=tags, colour=Colour.GOLD)


def add_many_notes(library: Library) -> None:
    """Note whole paragraphs of several articles, and an article as a whole."""
    for number, reference in enumerate((KREMLIN, MOSCOW, EMBRACE, COURSE)):
        article_id = article_of(library, reference)
        spans = tuple(library.article(article_id).readable_spans())[1:3]
        for span, colour in zip(spans, (Colour.GOLD, list(Colour)[number % len(Colour)]), strict=False):
            library.add_bookmark([(article_id, span)], note="Who else tells it so?", tags=("wording",), colour=colour)
    library.add_bookmark(
        [(article_of(library, UNTITLED), Span(0, 0))], note="Where is this from? Ask for its date.", tags=("source",)
    )


def lose_a_place(library: Library) -> None:
    """Keep a note on words that its article does not have any more."""
    article_id = article_of(library, MOSCOW)
    span = tuple(library.article(article_id).readable_spans())[2]
    bookmark = library.add_bookmark([(article_id, span)], note="The figure stood here.", tags=("check",))
    words = "an earlier revision said so, in words that none of these paragraphs has"
    gone = replace(bookmark.targets[0], digest="0" * 64, exact=words, prefix="", suffix="")
    Bookmarks(library._store).keep([replace(bookmark, targets=(gone,))])


def article_of(library: Library, beginning: str) -> str:
    """Return the id of the sample article whose file name begins so."""
    return next(a.summary.id for a in library.listed() if a.summary.path.startswith(beginning))


def app_of(scene: Scene, library: Library) -> BroadsheetApp:
    """Return the app of a scene, not yet running."""
    if scene.prepare:
        scene.prepare(library)
    config = Config(theme=scene.theme, **scene.settings)  # type: ignore[arg-type]
    ids = [article_of(library, reference) for reference in scene.articles]
    return BroadsheetApp(library, config, ids, environ={}, searcher=SearchHere(library))


async def settle(pilot: Pilot[int]) -> None:
    """Wait until nothing is under way."""
    await pilot.pause()
    while isinstance(pilot.app, BroadsheetApp) and pilot.app.is_running and not pilot.app.is_open:
        await pilot.pause(0.01)
    under_way = [worker for worker in pilot.app.workers if worker.group != "default"]  # dialogs
    if under_way:
        await pilot.app.workers.wait_for_complete(under_way)
    await pilot.pause()


async def play(scene: Scene, pilot: Pilot[int]) -> None:
    """Press the keys of a scene, waiting for each to come to rest."""
    await settle(pilot)
    if not scene.articles:
        while not isinstance(pilot.app.screen, LibraryScreen):
            await pilot.press("q")
            await settle(pilot)
    for key in scene.keys:
        await pilot.press(key)
        await settle(pilot)
    for blinking in pilot.app.screen.query("Input"):
        blinking.cursor_blink = False  # type: ignore[attr-defined]
    await settle(pilot)


SCENES: tuple[Scene, ...] = (
    Scene("library", for_readme=True),
    Scene("library-light", theme="paper", for_readme=True),
    Scene("library-60", size=(60, 20)),
    Scene("search", keys=("slash", *"tokayev partner*"), for_readme=True),
    Scene("search-80", keys=("slash", *"tokayev partner*"), size=(80, 24), theme="paper"),
    Scene("search-nothing", keys=("slash", *"zebra"), size=(80, 24)),
    Scene("facets", keys=("slash", *"partner*", "tab", "l")),
    Scene("passages", keys=("P", "slash", *"tokayev partner*", "tab", "j")),
    Scene("similar-80", keys=("j", "~"), size=(80, 24), theme="paper"),
    Scene("reading", articles=(KREMLIN,)),
    Scene("reading-60", articles=(KREMLIN,), size=(60, 20), theme="paper"),
    Scene("find", articles=(KREMLIN,), keys=("slash", *"moscow", "enter"), size=(80, 24)),
    Scene("two-panes", articles=(KREMLIN, MOSCOW), keys=("]", "]"), for_readme=True),
    Scene("two-panes-light", articles=(KREMLIN, MOSCOW), keys=("]", "]"), theme="paper", for_readme=True),
    Scene("two-panes-80", articles=(KREMLIN, MOSCOW), size=(80, 24)),
    Scene("four-panes", articles=(KREMLIN, MOSCOW, EMBRACE, COURSE), size=(200, 60)),
    Scene("annotating", articles=(KREMLIN,), keys=("}", "}", "V", "a", *"Compare the other account"), for_readme=True),
    Scene(
        "annotating-light",
        articles=(KREMLIN,),
        keys=("}", "}", "V", "a", *"Compare the other account"),
        theme="paper",
        for_readme=True,
    ),
    Scene("bookmarks", keys=("B",), for_readme=True),
    Scene("bookmarks-light", keys=("B",), theme="paper", for_readme=True),
    Scene("bookmarks-80", keys=("B",), size=(80, 24)),
    Scene("bookmarks-many", keys=("B",), size=(80, 24), prepare=add_many_notes),
    Scene("bookmarks-lost", keys=("B", "slash", *"is", "colon", *"lost", "enter"), size=(80, 24), prepare=lose_a_place),
    Scene("placing", keys=("B", "slash", *"is", "colon", *"lost", "enter", "r"), size=(80, 24), prepare=lose_a_place),
    Scene("help", keys=("?",), for_readme=True),
    Scene("help-light", keys=("?",), theme="paper", for_readme=True),
    Scene("palette", keys=("ctrl+p", *"order"), size=(80, 24)),
    Scene("command-line", keys=("colon", *"libr"), size=(80, 24), theme="paper"),
    Scene("metadata", keys=("j", "j", "E"), size=(80, 24)),
    Scene("entities", articles=(KREMLIN, MOSCOW), keys=("e",), for_readme=True),
    Scene("differences", articles=(KREMLIN, MOSCOW), keys=("x",), theme="paper", for_readme=True),
    Scene("concordance", articles=(KREMLIN,), keys=("C", *"trad* partner", "enter"), for_readme=True),
    Scene("timeline", keys=("T",), theme="paper", for_readme=True),
    Scene("timeline-80", keys=("T",), size=(80, 24)),
    Scene("reading-plain", articles=(KREMLIN,), theme="terminal", size=(80, 24)),
    Scene("library-ascii", theme="terminal", size=(80, 24), settings={"ascii": True}),
    Scene("contrast", articles=(MOSCOW,), theme="contrast", size=(80, 24)),
)
