"""What the list of bookmarks shows: those that are kept, and the notes that are only begun."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from textual.content import Content

from reader.article import Article, Metadata, digest_of
from reader.bookmarks.bookmark import Bookmark, Place, PlaceState
from reader.bookmarks.drafts import Draft
from reader.bookmarks.lists import ListedBookmark, listed_bookmark
from reader.library.listing import told_elsewhere
from reader.safetext import one_line, show
from reader.tui.keymap import Keymap
from reader.tui.screens.note_question import draft_key, read_tags
from reader.tui.widgets.concordance_list import ArticleFacts

_STATE_WORDS = {
    PlaceState.ANCHORED: "",
    PlaceState.MOVED: "the text has changed there",
    PlaceState.ORPHAN: "lost its place: r puts it anew",
    None: "",
}
_BEGUN = "begun, not kept: a goes on with it"
_NEVER = datetime.max.replace(tzinfo=UTC)


def bookmark_row(
    bookmark: Bookmark, facts: Mapping[str, ArticleFacts], drafts: Mapping[str, Draft], place: Place | None
) -> ListedBookmark:
    """Return the row of a bookmark: where it is, how its article is called, and the draft that goes on with it."""
    known = facts.get(bookmark.article)
    source, heading = (known.name, known.heading) if known else (bookmark.article, "not in this collection any more")
    draft = next((key for key in (bookmark.id, draft_key(bookmark)) if key in drafts), "") if drafts else ""
    return listed_bookmark(bookmark, source=source, heading=heading, place=place, draft=draft)


def begun_notes(drafts: Mapping[str, Draft]) -> Iterator[Bookmark]:
    """Give the notes that were begun and never kept as if they were kept, under the key of their draft."""
    for key, draft in drafts.items():
        if draft.targets:
            yield Bookmark(key, draft.targets, draft.text, read_tags(draft.tags), draft.colour, _NEVER, _NEVER)


def stand_in(bookmark: Bookmark) -> Article:
    """Return what is left of an article that is gone: the words of the bookmark."""
    text = bookmark.quote
    return Article(bookmark.article, "", text, (), Metadata(), digest_of(text), bookmark.created)


def written_out(row: ListedBookmark) -> Content:
    """Write a bookmark out: the note, which a long quote must not push out, then where, then the words."""
    bookmark = row.bookmark
    where = [one_line(row.source), one_line(row.heading) if row.heading != row.source else "", bookmark.colour.value]
    where += [" ".join(f"#{one_line(tag)}" for tag in bookmark.tags), "" if row.is_begun else f"{bookmark.created:%Y-%m-%d}"]
    where += [_BEGUN if row.draft else "", _STATE_WORDS[row.state]]
    parts = [Content.styled(show(bookmark.note), "bold")] if bookmark.note else []
    parts.append(Content.styled(" · ".join(part for part in where if part), "$text-quiet"))
    parts += [Content(f"“{one_line(target.exact, 400)}”") for target in bookmark.targets if target.exact]
    return Content("\n").join(parts)


def copied(row: ListedBookmark, citation: str) -> str:
    """Return what is copied of a bookmark: its quotes, the note, and where they are from."""
    quotes = [f"“{' '.join(target.exact.split())}”" for target in row.bookmark.targets if target.exact]
    note = [row.bookmark.note] if row.bookmark.note else []
    return "\n".join([*quotes, *note, f"— {citation}", ""])


def nothing_kept(keymap: Keymap, elsewhere: Mapping[str, int]) -> tuple[str, ...]:
    """Say in an empty list how bookmarks get in, and where others are kept."""
    highlight, write = (keymap.named(command, "reading") for command in ("note.highlight", "note.write"))
    lines = ("Nothing is kept here yet.", f"While reading, {highlight} highlights and {write} writes a note.")
    told = told_elsewhere(elsewhere)
    return (*lines, f"{told[0]}; this opens one:", one_line(told[1])) if told else lines
