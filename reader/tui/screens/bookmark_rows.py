"""What the list of bookmarks shows: those that are kept, and the notes that are only begun."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from reader.article import Article, Metadata, digest_of
from reader.bookmarks.bookmark import Bookmark, Place
from reader.bookmarks.drafts import Draft
from reader.bookmarks.lists import ListedBookmark, listed_bookmark
from reader.tui.screens.note_question import draft_key, read_tags
from reader.tui.widgets.concordance_list import ArticleFacts

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
