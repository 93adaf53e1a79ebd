"""Every command of the screens, as one table, and what is read from it.

A `Command` has an id, a title, a help line, keys and a scope; the action that
runs it is `action_` and the id with underscores. A *screen* is what a person
sees (`reading`, `library`); it takes its commands from several *scopes*. Key
bindings, help, hints, palette, the keys table of the documentation and
`broadsheet keys` all come from here. Nothing here loads Textual.

Keys are written as a person writes them in `config.toml`: `a`, `G`, `?`,
`ctrl+d`, `space`, and a sequence with a blank, `ctrl+w h`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class Scope(StrEnum):
    """Where a command belongs; the names are those of the tables in `config.toml`."""

    EVERYWHERE = "everywhere"
    MOVING = "moving"
    ARTICLES = "articles"
    LIBRARY = "library"
    READING = "reading"
    COMPARE = "compare"
    SELECT = "select"
    PANELS = "panels"
    BOOKMARKS = "bookmarks"
    PLACING = "placing"
    ENTITIES = "entities"
    CONCORDANCE = "concordance"
    TIMELINE = "timeline"
    DIFFERENCES = "differences"
    MATRIX = "matrix"
    SAVED = "saved"
    HELP = "help"
    LINE = "line"
    DIALOG = "dialog"
    ASKING = "asking"
    CHOOSING = "choosing"


@dataclass(frozen=True, slots=True)
class Command:
    """Something a person can ask for with a key, the palette or `:`."""

    id: str
    title: str
    help: str
    keys: tuple[str, ...]
    scope: Scope
    hint: str = ""
    """A word or two for the hint line."""
    wants_letter: bool = False
    """The next key is the command's argument: `m a`."""

    @property
    def action(self) -> str:
        """The name of the action without `action_`."""
        return self.id.replace(".", "_")


def _rows(scope: Scope, *rows: tuple[str, str, str, str]) -> tuple[Command, ...]:
    """Make commands of one scope from (id, keys, title with `=hint`, help)."""
    made = []
    for id_, keys, title, help_ in rows:
        name, _, hint = title.partition("=")
        made.append(Command(id_, name, help_, tuple(keys.split("  ")) if keys else (), scope, hint))
    return tuple(made)


# Several keys of one command are parted by two blanks; one blank is inside a sequence.
COMMANDS: tuple[Command, ...] = (
    *_rows(
        Scope.EVERYWHERE,
        ("help.open", "?", "Help=help", "The keys of this screen; type to search in them"),
        ("command.line", ":", "Command line=cmd", "Run a command by its name, with completion"),
        ("palette.open", "ctrl+p", "Command palette", "Find and run any command of this screen"),
        ("search.open", "F", "Search the collection=search", "Search all articles, ranked, as you type"),
        ("bookmarks.open", "B", "Bookmarks=bookmarks", "All bookmarks and notes of the collection"),
        ("edit.undo", "ctrl+underscore", "Undo", "Take the last change back"),
        ("app.redraw", "ctrl+l", "Redraw", "Paint the whole screen again"),
        ("app.suspend", "ctrl+z", "Suspend", "Go to the shell; fg comes back"),
        ("app.cancel", "escape  ctrl+g  ctrl+c", "Cancel", "Leave what is being typed or selected, clear the hits"),
        ("app.back", "q", "Back=back", "One step back; in the library, quit"),
        ("app.quit", "Q  Z Z  ctrl+q", "Quit", "Quit at once; everything is kept"),
    ),
    *_rows(
        Scope.MOVING,
        ("move.down", "j  down  ctrl+e", "Line down", "One line down; with a count, so many"),
        ("move.up", "k  up  ctrl+y", "Line up", "One line up"),
        ("move.page_down", "space  f  ctrl+f  pagedown", "Page down", "One page on"),
        ("move.page_up", "b  ctrl+b  pageup", "Page up", "One page back"),
        ("move.half_down", "d  ctrl+d", "Half a page down", "Half a page on"),
        ("move.half_up", "u  ctrl+u", "Half a page up", "Half a page back"),
        ("move.top", "g  home", "Top", "To the beginning; with a count, to that line"),
        ("move.bottom", "G  end", "Bottom", "To the end; with a count, to that line"),
        ("move.percent", "%", "Percent", "After a number: to that part of the whole, 40%"),
    ),
    *_rows(
        Scope.ARTICLES,
        ("article.next", "J", "Next article", "The next article of the list the article was opened from"),
        ("article.previous", "K", "Previous article", "The previous article of that list"),
        ("article.next_unread", "U", "Next unread=unread", "The next unread article; goes round and says so"),
        ("article.previous_unread", "", "Previous unread", "The previous unread article"),
        ("article.toggle_read", "r", "Read or unread=read", "Mark the article read, or unread again"),
        ("compare.open", "c", "Compare=compare", "Read the picked articles side by side, or choose another one"),
        ("article.edit", "E", "Edit what is known=metadata", "Set title, source, date, author or address for good"),
        (
            "article.similar",
            "~  ctrl+a",
            "Similar articles=like this",
            "List the articles most like this one, by shared key words and names",
        ),
        ("article.original", "", "The original", "Its address in your browser; opened only after it is shown in full"),
        ("article.info", "i  =", "Information", "What is known about the article, and where from"),
        ("entities.open", "e", "Names=names", "People, organisations, places, dates and figures, with counts"),
        ("concordance.open", "C", "Concordance", "Every place of a word or name with the words around it"),
        ("timeline.open", "T", "Timeline", "Dated statements of the articles in order"),
        ("out.copy", "y", "Copy", "Copy the selection or paragraph with its citation"),
        ("out.cite", "Y", "Copy the citation", "Copy the citation alone"),
    ),
    *_rows(
        Scope.LIBRARY,
        ("article.open", "enter", "Open=open", "Open the article, at the passage when one is chosen"),
        ("library.search", "/", "Search=search", "Search as you type"),
        ("library.clear_query", "backspace", "Clear the query", "Show the list as it was, or all articles again"),
        (
            "library.facets",
            "l",
            "Narrow=narrow",
            "Sources, years, names and tags of what is listed, with counts, to narrow the query by",
        ),
        ("library.passages", "P", "Passages=passages", "A search lists passages with their article, or articles again"),
        ("library.pick", "v", "Pick", "Pick the row for comparing or marking"),
        ("library.tags", "t", "Tags", "Change the tags of the article"),
        ("library.order", "O", "Order=order", "By date, title, source, words or the day it was added; hits best or newest first"),
        ("library.read_all", "A", "Mark all read", "Mark all listed articles read; undo takes it back"),
        ("library.add", "I", "Add files=add", "Bring files or folders into the library"),
        ("library.save_search", "W", "Save this search=save", "Keep the query under a name"),
        ("library.saved_searches", "S", "Saved searches", "Run or forget a saved search"),
        ("library.refresh", "R", "Look for changed files=look again", "Read new and changed files of the folder again"),
    ),
    *_rows(
        Scope.READING,
        ("paragraph.next", "}  )", "Next paragraph", "To the next paragraph"),
        ("paragraph.previous", "{  (", "Previous paragraph", "To the previous paragraph"),
        ("find.open", "/", "Find=find", "Find in this article as you type; /words/ is a regular expression"),
        (
            "find.next",
            "n",
            "Next hit=next hit",
            "To the next hit, past the last of a search to the next article; says so, as when it goes round",
        ),
        ("find.previous", "N", "Previous hit", "To the previous hit"),
        ("find.word", "*", "Find this word", "Find the word or name under the cursor, forwards"),
        ("find.word_back", "#", "Find this word backwards", "Find the word or name under the cursor, backwards"),
        ("find.only_hits", "&", "Only paragraphs with hits", "Fold all other paragraphs, or show them again"),
        ("jump.back", "ctrl+o", "Jump back", "To the place before the last jump"),
        ("jump.forward", "ctrl+k", "Jump forward", "Forward again after jumping back"),
        ("select.characters", "v", "Select", "Select by characters"),
        ("select.paragraphs", "V", "Select paragraphs", "Select whole paragraphs"),
        ("note.highlight", "H", "Highlight=highlight", "Mark the selection or paragraph at once"),
        ("note.write", "a", "Annotate=annotate", "Write a note on the selection or paragraph, or edit the one there"),
        ("note.article", "", "Annotate the article", "Write a note on the article as a whole, or edit the one there"),
        ("note.tags", "t", "Tags of the note", "Change the tags of the bookmark under the cursor"),
        ("note.delete", "D", "Delete the bookmark", "Delete the bookmark under the cursor; undo brings it back"),
        ("note.next", "]  .", "Next bookmark", "To the next bookmark in this article"),
        ("note.previous", "[  ,", "Previous bookmark", "To the previous bookmark in this article"),
        ("names.next", ";", "Next name", "To the next marked name; goes round"),
        ("names.previous", "^", "Previous name", "To the marked name before"),
        ("names.follow", '"', "Follow this name", "Make all its places hits, in every pane: next and previous hit walk along them"),
        ("names.kinds", "ctrl+t", "Kinds of names", "Mark people, organisations, places … or leave them unmarked"),
        ("names.mark", "@", "What a name is=name", "Say what the selected words or the next name are, or that they are no name"),
        ("marks.toggle", "L", "Marks", "Hide or show every mark in the text"),
        ("pane.zoom", "z", "Zoom", "Show this pane alone, or all again; the only one without title and hints"),
        ("text.wider", "+", "Wider text", "A wider column"),
        ("text.narrower", "-", "Narrower text", "A narrower column"),
        ("text.whole", "w", "Whole text", "Show what was cut as page furniture, or hide it"),
        ("links.open", "O", "Links", "The article's links; opened only after they are shown in full"),
        ("matrix.open", "M", "Who names whom", "Names by article: which accounts share them"),
        ("out.export", "s", "Export", "Write bookmarks or a comparison to a file"),
        ("out.menu", "o", "Open elsewhere", "The original, your pager or your editor"),
        ("out.pipe", "|", "Pipe", "Give the selection or the article to a command"),
    ),
    Command("mark.set", "Set a mark", "With a letter: a-z in this article, A-Z in the collection", ("m",), Scope.READING, "", True),
    Command("mark.go", "Go to a mark", "With a letter; once more the same key: the last place", ("'",), Scope.READING, "", True),
    *_rows(
        Scope.COMPARE,
        ("pane.left", "h  ctrl+w h", "Pane to the left=panes", "Go to the pane on the left"),
        ("pane.right", "l  ctrl+w l", "Pane to the right", "Go to the pane on the right"),
        ("pane.next", "tab  ctrl+w w", "Next pane=next pane", "Go round the panes"),
        ("pane.previous", "shift+tab  ctrl+w p", "Previous pane", "Go round the panes, backwards"),
        ("pane.only", "ctrl+w o", "Only this pane", "Close the other panes"),
        ("pane.close", "ctrl+w c", "Close this pane", "Close this pane"),
        ("pane.equal", "ctrl+w =", "Equal panes", "Give all panes the same width"),
        ("pane.wider", ">", "Wider pane", "Give this pane more room"),
        ("pane.narrower", "<", "Narrower pane", "Give this pane less room"),
        ("compare.sync", "S", "Keep together=sync", "Keep the panes together by aligned passage, or let them go"),
        ("compare.pin", "p", "Pin the pair=pin", "Say for good that the two passages belong together, or do not"),
        ("compare.next_pair", "]  .", "Next pair=next pair", "To the next aligned pair"),
        ("compare.previous_pair", "[  ,", "Previous pair", "To the previous aligned pair"),
        ("compare.counterpart", "enter", "To the counterpart=counterpart", "Bring the counterpart of this paragraph level with it"),
        ("compare.next_alone", "A", "Next only here", "To the next passage that only this account has"),
        ("compare.previous_alone", "I", "Previous only here", "To the passage before that only this account has"),
        ("compare.differences", "x", "Differences=differences", "What the two accounts share, dispute or leave out"),
        ("compare.swap", "X", "Swap", "Change the sides of the panes"),
        ("compare.note_pair", "P", "Note on the pair", "Write one note on both passages"),
    ),
    *_rows(
        Scope.SELECT,
        ("select.left", "h  left", "Left", "One character to the left"),
        ("select.right", "l  right", "Right", "One character to the right"),
        ("select.word", "w", "Next word", "To the next word"),
        ("select.word_end", "e", "End of the word=end of word", "To the end of the word, or of the next one"),
        ("select.word_back", "W", "Previous word", "To the previous word"),
        ("select.line_start", "0", "Beginning of the line", "To the beginning of the line"),
        ("select.line_end", "$", "End of the line", "To the end of the line"),
        ("select.other_end", "o", "Other end", "Go on from the other end of the selection"),
    ),
    *_rows(
        Scope.PANELS,
        ("panel.go", "enter", "Go=go", "To the place in the article"),
        ("panel.filter", "/", "Filter=filter", "Show only rows with these words"),
        ("panel.next", "n", "Next place", "To the next place of the row"),
        ("panel.previous", "N", "Previous place", "To the previous place of the row"),
        ("panel.switch", "tab", "Other part", "To the other part of the screen"),
        ("panel.copy", "y", "Copy", "Copy the row with its citation"),
        ("panel.export", "s", "Export=export", "Write the list to a file"),
    ),
    *_rows(
        Scope.BOOKMARKS,
        ("bookmarks.edit", "a", "Edit the note=edit", "Change note, tags or colour"),
        ("bookmarks.tags", "t", "Tags=tags", "Change the tags"),
        ("bookmarks.delete", "D", "Delete=delete", "Delete the bookmark; undo brings it back"),
        ("bookmarks.order", "O", "Order=order", "By article, day, tag or state"),
        ("bookmarks.cite", "Y", "Copy the citation", "Copy the citation alone"),
        ("bookmarks.review", "r", "Review a lost place", "Keep, place anew or detach a bookmark whose text has changed"),
    ),
    *_rows(
        Scope.PLACING,
        (
            "placing.here",
            "enter",
            "Place it here=place it here",
            "Put the bookmark on this passage; what was chosen first is kept too",
        ),
        ("placing.filter", "/", "Filter=filter", "Show only paragraphs with these words"),
        ("placing.article", "w", "On the whole article=on the article", "Keep the note on the article, without a passage"),
    ),
    *_rows(
        Scope.ENTITIES,
        ("entities.merge", "M", "Merge=merge", "Make two names one"),
        ("entities.dismiss", "D", "Not a name=not a name", "Leave this name out from now on"),
        ("entities.retype", "t", "Type=type", "Change what kind of name it is"),
        ("entities.side", "x", "Only here", "All names, only in the left, only in the right, in both"),
        ("entities.kind", "T", "Kind", "Only people, organisations, places …"),
        ("entities.concordance", "C", "Concordance=concordance", "Every place of the name with the words around it"),
    ),
    *_rows(
        Scope.CONCORDANCE,
        ("concordance.sort", "O", "Order=order", "By the words to the left, to the right, or by article"),
        ("concordance.term", "C", "Another word=word", "Ask for another word or name"),
    ),
    *_rows(
        Scope.TIMELINE,
        ("timeline.unresolved", "x", "Guessed years", "Show or hide statements whose year is a guess"),
        ("timeline.articles", "t", "Which articles", "Only the open articles, or the whole collection"),
    ),
    *_rows(
        Scope.DIFFERENCES,
        ("differences.next_part", "}  )", "Next part=next part", "Figures, names, quotations, passages"),
        ("differences.previous_part", "{  (", "Previous part", "The part before"),
        ("differences.brief", "o", "Brief=brief", "The comparison as a Markdown document"),
    ),
    *_rows(
        Scope.MATRIX,
        ("matrix.filter_only", "x", "Only here=only here", "Only names that one account alone has"),
        ("matrix.kind", "t", "Kind", "Only people, organisations, places …"),
    ),
    *_rows(
        Scope.SAVED,
        ("saved.run", "enter", "Run=run", "Run the saved search"),
        ("saved.forget", "D", "Forget=forget", "Forget the saved search; undo brings it back"),
    ),
    *_rows(
        Scope.HELP,
        ("help.filter", "/", "Search the help=search", "Show only keys and commands with these words"),
        ("help.run", "enter", "Run=run", "Close help and run the command"),
        ("help.sort", "tab", "Order=order", "By subject or by letter"),
    ),
    *_rows(
        Scope.LINE,
        ("line.take", "enter", "Go on=go on", "Open the best hit, or go on with what was found"),
        ("line.older", "up", "Older=older", "What was typed here before"),
        ("line.newer", "down", "Newer, or on to the list=list", "What was typed after that, then on to the list"),
        ("line.leave", "tab", "To the list", "Leave the line as it is"),
        ("line.cancel", "escape  ctrl+g  ctrl+c", "Cancel=cancel", "Leave the line"),
    ),
    *_rows(
        Scope.DIALOG,
        ("dialog.save", "ctrl+s  ctrl+j", "Save=save", "Save and close"),
        ("dialog.next", "tab", "Next field=next field", "To the next field"),
        ("dialog.previous", "shift+tab", "Previous field", "To the field before"),
        ("dialog.editor", "ctrl+o", "Editor=your editor", "Write the text in your own editor"),
        ("dialog.cancel", "escape  ctrl+g  ctrl+c", "Cancel=cancel", "Close; what was typed is kept as a draft"),
    ),
    *_rows(
        Scope.ASKING,
        ("asking.answer", "enter", "Go on=go on", "Answer with what was typed"),
    ),
    *_rows(
        Scope.CHOOSING,
        ("choosing.take", "enter  ctrl+s  ctrl+j", "Choose=choose", "Take the row that the cursor is on"),
        ("choosing.copy", "y", "Copy=copy", "Copy the address"),
        ("choosing.filter", "/", "Type=type", "Type words of what is wanted"),
        ("choosing.cancel", "escape  ctrl+g  ctrl+c  q", "Cancel=cancel", "Choose nothing"),
    ),
)

_COMMON = (Scope.EVERYWHERE, Scope.MOVING)
SCREENS: Mapping[str, tuple[Scope, ...]] = {
    "library": (*_COMMON, Scope.ARTICLES, Scope.LIBRARY),
    "reading": (*_COMMON, Scope.ARTICLES, Scope.READING),
    "compare": (*_COMMON, Scope.ARTICLES, Scope.READING, Scope.COMPARE),
    "select": (*_COMMON, Scope.ARTICLES, Scope.READING, Scope.COMPARE, Scope.SELECT),
    "bookmarks": (*_COMMON, Scope.PANELS, Scope.BOOKMARKS),
    "placing": (*_COMMON, Scope.PLACING),
    "entities": (*_COMMON, Scope.PANELS, Scope.ENTITIES),
    "concordance": (*_COMMON, Scope.PANELS, Scope.CONCORDANCE),
    "timeline": (*_COMMON, Scope.PANELS, Scope.TIMELINE),
    "differences": (*_COMMON, Scope.PANELS, Scope.DIFFERENCES),
    "matrix": (*_COMMON, Scope.PANELS, Scope.MATRIX),
    "saved": (*_COMMON, Scope.SAVED),
    "help": (*_COMMON, Scope.HELP),
    "line": (Scope.LINE,),
    "dialog": (Scope.DIALOG,),
    "asking": (Scope.DIALOG, Scope.ASKING),
    "choosing": (Scope.MOVING, Scope.CHOOSING),
}
"""What can be pressed on each screen; where two scopes share a key the later one wins."""

OVERRIDING = frozenset({Scope.COMPARE, Scope.SELECT})
"""Modes: they may take a key that the screen below uses; anything else is a clash."""

HINTS: Mapping[str, tuple[str, ...]] = {
    "library": ("article.open", "library.search", "compare.open", "bookmarks.open", "entities.open", "library.add", "help.open"),
    "reading": ("find.open", "note.write", "note.highlight", "compare.open", "entities.open", "bookmarks.open", "help.open"),
    "compare": ("pane.next", "compare.next_pair", "compare.differences", "note.write", "compare.sync", "compare.pin", "help.open"),
    "select": ("note.write", "note.highlight", "out.copy", "select.word_end", "select.other_end", "app.cancel"),
    "bookmarks": (
        "panel.go",
        "panel.filter",
        "bookmarks.edit",
        "bookmarks.tags",
        "bookmarks.delete",
        "panel.export",
        "app.back",
        "help.open",
    ),
    "placing": ("placing.here", "placing.filter", "placing.article", "app.back", "help.open"),
    "entities": ("panel.go", "entities.concordance", "entities.merge", "entities.dismiss", "entities.retype", "app.back"),
    "concordance": ("panel.go", "concordance.sort", "concordance.term", "app.back", "help.open"),
    "timeline": ("panel.go", "panel.filter", "app.back", "help.open"),
    "differences": ("panel.go", "differences.next_part", "differences.brief", "app.back", "help.open"),
    "matrix": ("panel.go", "panel.filter", "matrix.filter_only", "app.back", "help.open"),
    "saved": ("saved.run", "saved.forget", "app.back"),
    "help": ("help.run", "help.filter", "help.sort", "app.back"),
    "line": ("line.take", "line.newer", "line.older", "line.cancel"),
    "dialog": ("dialog.save", "dialog.next", "dialog.editor", "dialog.cancel"),
    "asking": ("asking.answer", "dialog.cancel"),
    "choosing": ("choosing.take", "choosing.copy", "choosing.cancel"),
}
"""The keys worth showing on each screen, most useful first."""
HINTS_IN_PLACE = tuple("library.refresh" if name == "library.add" else name for name in HINTS["library"])
"""The same for a folder that is read in place, into which nothing is brought."""
HINTS_AT_HITS = (
    "article.open",
    "library.facets",
    "library.passages",
    "library.order",
    "article.similar",
    "library.save_search",
    "compare.open",
    "help.open",
)
"""The same for the library while it lists hits."""
HINTS_AT_NOTHING = ("library.search", "library.clear_query", "help.open")
"""The same while nothing is found."""
HINTS_AT_OFFERS = ("article.open", *HINTS_AT_NOTHING)
"""The same while other queries are offered in its place."""
HINTS_BEFORE_HITS = ("find.next",)
"""What comes before the others while an open article has hits to step through; the way back is its capital."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A key that would run two commands on one screen."""

    screen: str
    key: str
    first: str
    second: str


def on_screen(screen: str, commands: Sequence[Command] = COMMANDS) -> tuple[Command, ...]:
    """Return the commands of a screen, with the keys that a mode on top of it takes away left out."""
    scopes = SCREENS[screen]
    present = [command for command in commands if command.scope in scopes]
    taken: set[str] = set()
    kept: list[Command] = []
    for command in sorted(present, key=lambda c: -scopes.index(c.scope) if c.scope in OVERRIDING else 1):
        is_touched = not taken.isdisjoint(command.keys)  # a copy of each command would cost every start milliseconds
        kept.append(replace(command, keys=tuple(key for key in command.keys if key not in taken)) if is_touched else command)
        if command.scope in OVERRIDING:
            taken.update(command.keys)
    by_id = {command.id: command for command in kept}
    return tuple(by_id[command.id] for command in present)


def clashes(commands: Sequence[Command] = COMMANDS) -> Iterator[Clash]:
    """Find keys that would run two commands on one screen, or begin another one's sequence."""
    return (clash for screen in SCREENS for clash in clashes_on(screen, commands))


def clashes_on(screen: str, commands: Sequence[Command]) -> Iterator[Clash]:
    """Find the clashes of one screen."""
    known: dict[str, str] = {}
    begun: dict[str, tuple[str, str]] = {}
    """The beginnings of sequences, each with the first sequence that begins so and its command."""
    for command in on_screen(screen, commands):
        for key in command.keys:
            strokes = key.split(" ")
            beginnings = [" ".join(strokes[:place]) for place in range(1, len(strokes))]
            yield from (Clash(screen, other, known[other], command.id) for other in (key, *beginnings) if other in known)
            if key in begun:
                yield Clash(screen, *begun[key], command.id)
            known.setdefault(key, command.id)
            for beginning in beginnings:
                begun.setdefault(beginning, (key, command.id))


def key_rows(commands: Iterable[Command] = COMMANDS) -> list[dict[str, object]]:
    """Return the rows of `broadsheet keys --json`."""
    return [{"id": c.id, "title": c.title, "help": c.help, "screen": c.scope.value, "keys": list(c.keys)} for c in commands]
