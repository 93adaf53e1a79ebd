"""What `pane.py` runs in a terminal: `pane_app.py KIND WORDS PANES`.

`reader` is the reading screen, `direct` the same with direct painting,
`static` Textual's scrolling Static without animation, `default` the same as it
comes, `paragraphs` one widget a paragraph, `empty` an app with nothing in it.
`memory` opens long articles of a real library, which `fill` has written, by
F9. `notes` is `plain`, the reading screen, with 500 bookmarks; `searching` is
`idle`, an article of a large collection beside a search process, with ten
queries a second as one types them. Keys: j line, space page, n next hit, F9 open the article anew, q quit.
"""

import asyncio
import gc
import os
import random
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.content import Span as Styled
from textual.widgets import Static

from reader.article import Article, Label
from reader.compare.comparison import Comparison
from reader.config import Config
from reader.errors import SourceError
from reader.library.library import Library
from reader.library.watching import NOBODY, Watch
from reader.paths import Paths
from reader.text import Span
from reader.tui.screens.command_screen import moved_at_once
from reader.tui.screens.panes import Opening
from tests.bench.collection import make_articles
from tests.tui.stand_in import ReadingApp, StandIn, article

_COMMON = (
    "market policy minister growth trade bank rates energy court election parliament report analysts government company "
    "supply demand prices region agreement security budget industry workers production research climate the a of and to in its"
).split()
NAMES = {
    "Angela Weber": Label.PERSON,
    "Goldfinch Bank": Label.ORG,
    "Hong Kong": Label.PLACE,
    "United Ports": Label.ORG,
    "South Lake": Label.PLACE,
}
_ENTITY = re.compile("|".join(NAMES))
_HIT = "Angela Weber"
READY = "KEYSTONE"


def prose(words: int, seed: int = 7) -> str:
    """Make an article of words with a name in every twenty."""
    draw = random.Random(seed)
    paragraphs, made = [f"{READY} article of {words} words."], 0
    while made < words:
        count = draw.randint(50, 110)
        tokens = [draw.choice(tuple(NAMES)) if draw.random() < 0.05 else draw.choice(_COMMON) for _ in range(count)]
        paragraphs.append(f"The {' '.join(tokens)}.")
        made += count
    return "\n\n".join(paragraphs)


def settle() -> None:
    """Leave alone what was made at the start, and collect garbage from now on."""
    gc.freeze()
    gc.enable()


class OwnApp(ReadingApp):
    """The reading screen as the app drives it, with a key, F9, to open the article anew."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("Q", "quit"), Binding("f9", "again")]

    def on_mount(self) -> None:
        """Show the screen; collect garbage again after the first frame, as the reader does."""
        super().on_mount()
        self.call_after_refresh(settle)

    async def on_event(self, event: events.Event) -> None:
        """Move at once, as the reader does."""
        if not moved_at_once(self, event):
            await super().on_event(event)

    def action_again(self) -> None:
        """Open the article anew."""
        self.reading.open_in(self.reading.pane, Opening("a1"))


class WithoutComparing(Library):
    """The real library, but for comparing: what that takes is measured elsewhere."""

    def compare(self, a: str, b: str, watch: Watch = NOBODY) -> Comparison:
        """Refuse."""
        raise SourceError("not compared here")


class MemoryApp(OwnApp):
    """Four panes with a few words in each, and a key to open long articles in them."""

    def __init__(self, folder: Path) -> None:
        library = WithoutComparing.open(Paths.under(folder / "home"), Config(), folder / "articles")
        ids = {each.summary.path: each.summary.id for each in library.listed()}
        self._long = [ids[f"long{place}.txt"] for place in range(4)]
        super().__init__(library, *(Opening(ids[f"short{place}.txt"]) for place in range(4)))

    def action_again(self) -> None:
        """Open a long article in each pane."""
        for place, pane in enumerate(self.reading.panes):
            self.reading.open_in(pane, Opening(self._long[place]))


class SearchingApp(OwnApp):
    """An article of a large collection, with a search process beside it that is asked or not."""

    def __init__(self, folder: Path, *, is_asked: bool) -> None:
        library = WithoutComparing.open(Paths.under(folder / "home"), Config(), folder / "articles")
        super().__init__(library, Opening(library.resolve("000017.txt")))
        self.searcher = library.search_process()
        self._is_asked = is_asked

    def on_mount(self) -> None:
        """Show the screen and begin to ask."""
        super().on_mount()
        self.searcher.start()
        if self._is_asked:
            self.run_worker(self._type())

    async def _type(self) -> None:
        """Type words letter by letter, one after the other."""
        today = datetime.now(UTC).date()
        while True:
            for words in ("president meeting", "kazakhstan trade", "minister agreement", "border energy"):
                for end in range(3, len(words) + 1):
                    asked = asyncio.create_task(self.searcher.search(f"{words[:end]}*", today=today, is_typing=True))
                    await asyncio.sleep(0.1)
                    asked.cancel()


def fill_collection(folder: Path, articles: int) -> None:
    """Write a large collection and its index."""
    make_articles(folder / "articles", articles)
    library = WithoutComparing.open(Paths.under(folder / "home"), Config(), folder / "articles")
    library.refresh()
    library.close()


def fill(folder: Path, words: int) -> None:
    """Write four long and four short articles, and read them into a catalogue."""
    (folder / "articles").mkdir()
    for place in range(4):
        (folder / "articles" / f"long{place}.txt").write_text(prose(words, 7 + place))
        (folder / "articles" / f"short{place}.txt").write_text(f"Number {place}\n\n¶ {' '.join(_COMMON[place:])}.\n\nAnd so on.")
    library = Library.open(Paths.under(folder / "home"), Config(), folder / "articles")
    library.refresh_catalogue()
    library.refresh_names()
    library.close()


def own_app(words: int, panes: int, *, is_direct: bool) -> App[None]:
    """Make the app with our panes; the hits are there from the start, as after a search."""
    articles = [article(prose(words, 7 + place), id=f"a{place + 1}") for place in range(panes)]
    openings = [Opening(each.id, matches=_hits(each) if place == 0 else ()) for place, each in enumerate(articles)]
    return OwnApp(StandIn(articles, NAMES), *openings, config=Config(direct_paint=is_direct))


def noted_app(words: int, notes: int) -> App[None]:
    """Make the app with one article and so many notes on it, from its beginning to its end."""
    opened = article(prose(words), id="a1")
    library = StandIn([opened], NAMES)
    for place in range(notes):
        start = place * len(opened.text) // notes
        library.add_bookmark([("a1", Span(start, start + 30))], note="A note")
    return OwnApp(library, Opening("a1"))


def _hits(opened: Article) -> tuple[Span, ...]:
    return tuple(Span(found.start(), found.end()) for found in re.finditer(_HIT, opened.text))


class StaticApp(App[None]):
    """The usual way: one Static in a scrolling container for each article."""

    ENABLE_COMMAND_PALETTE = False
    CSS = "Horizontal { height: 1fr; } VerticalScroll { width: 1fr; height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "line"),
        Binding("k", "nothing"),
        Binding("space", "page"),
        Binding("n", "hit"),
        Binding("f9", "again"),
        Binding("Q", "quit"),
    ]

    def __init__(self, kind: str, words: int, panes: int) -> None:
        super().__init__()
        self.kind = kind
        self.texts = [prose(words, 7 + place) for place in range(panes)] if kind != "empty" else []
        self.spans = [[Styled(m.start(), m.end(), "bold #ffcc66") for m in _ENTITY.finditer(text)] for text in self.texts]
        self.hits = [(m.start(), m.end()) for m in re.finditer(_HIT, self.texts[0])] if self.texts else []
        self.at = -1

    def compose(self) -> ComposeResult:
        with Horizontal():
            for text, spans in zip(self.texts, self.spans, strict=True):
                if self.kind == "paragraphs":
                    yield VerticalScroll(*(Static(Content(part)) for part in text.split("\n\n")), can_focus=True)
                else:
                    yield VerticalScroll(Static(Content(text, spans)), can_focus=True)
        if self.kind == "empty":
            yield Static(READY)

    def on_mount(self) -> None:
        for scroll in self.query(VerticalScroll):
            scroll.focus()
            break
        self.call_after_refresh(settle)

    @property
    def scroll(self) -> VerticalScroll:
        return self.query(VerticalScroll).first()

    def action_line(self) -> None:
        self.scroll.scroll_to(y=self.scroll.scroll_y + 1, animate=self.kind == "default", immediate=True)

    def action_nothing(self) -> None:
        """Do nothing: what a key costs in any case."""
        self.scroll.scroll_y += 0

    def action_page(self) -> None:
        if self.kind == "default":
            self.scroll.scroll_page_down()
        else:
            self.scroll.scroll_to(y=self.scroll.scroll_y + self.scroll.size.height - 2, animate=False, immediate=True)

    def action_hit(self) -> None:
        self.at = (self.at + 1) % len(self.hits)
        start, end = self.hits[self.at]
        spans = [*self.spans[0], Styled(start, end, "black on #ff8800")]
        self.scroll.query_one(Static).update(Content(self.texts[0], spans))

    def action_again(self) -> None:
        if self.kind == "paragraphs":
            self.scroll.remove_children()
            self.scroll.mount_all(Static(Content(part)) for part in self.texts[0].split("\n\n"))
        else:
            self.scroll.query_one(Static).update(Content(self.texts[0], self.spans[0]))


def main() -> None:
    """Run one app."""
    gc.disable()
    kind, words = sys.argv[1], int(sys.argv[2])
    if kind in ("fill", "collect"):
        (fill if kind == "fill" else fill_collection)(Path(sys.argv[3]), words)
        return
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "full" if kind == "default" else "none")
    if kind == "memory":
        app: App[None] = MemoryApp(Path(sys.argv[3]))
    elif kind in ("idle", "searching"):
        app = SearchingApp(Path(sys.argv[4]), is_asked=kind == "searching")
    elif kind in ("plain", "notes"):
        app = noted_app(words, 500 if kind == "notes" else 0)
    elif kind in ("reader", "direct"):
        app = own_app(words, int(sys.argv[3]), is_direct=kind == "direct")
    else:
        app = StaticApp(kind, words, int(sys.argv[3]))
    app.run()


if __name__ == "__main__":
    main()
