"""What the library says of its articles, and in which order it lists them. Nothing here loads Textual."""

from collections.abc import Iterable, Sequence

from reader.article import Article
from reader.library.listing import Collection, ListedArticle
from reader.safetext import one_line
from reader.tui.commands import HINTS_IN_PLACE
from reader.tui.key_names import shown_key
from reader.tui.keymap import Keymap

ORDERS = ("date", "title", "source", "words", "added")


def in_order(articles: Iterable[ListedArticle], order: str) -> tuple[ListedArticle, ...]:
    """Return articles in one of the orders; they come by date."""
    keys = {
        "title": lambda a: a.summary.heading.casefold(),
        "source": lambda a: (a.summary.metadata.source.text or "\uffff").casefold(),
        "words": lambda a: a.summary.words,
        "added": lambda a: a.summary.added,
    }
    return tuple(sorted(articles, key=keys[order])) if order in keys else tuple(articles)


def counts_of(articles: Sequence[ListedArticle], *, is_sample: bool) -> str:
    """Say how many articles there are, how many of them unread, and how many notes."""
    unread = sum(not article.is_read for article in articles)
    notes = sum(article.note_count for article in articles)
    counts = [counted(len(articles), "article"), f"{unread:,} unread", counted(notes, "note")]
    return " · ".join([*counts, "the bundled sample"] if is_sample else counts)


def short_names(articles: Sequence[Article]) -> list[str]:
    """Return what articles are called beside one another: their sources, or titles where one source has several of them."""
    sources = [article.metadata.source.text for article in articles]
    return [
        one_line(source if source and sources.count(source) == 1 else article.heading)
        for source, article in zip(sources, articles, strict=True)
    ]


def counted(number: int, what: str) -> str:
    """Return a number of things.

    >>> counted(1, "note"), counted(1200, "note")
    ('1 note', '1,200 notes')
    """
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def invitation(keymap: Keymap) -> str:
    """Return what stands in the empty line for a query."""
    keys = keymap.keys_of("library.search", "library")
    return f"{shown_key(keys[0])}  search all articles" if keys else "Search all articles"


def hinted_in(collection: Collection) -> tuple[str, ...]:
    """Return the commands worth showing below a list of articles, in place of those of the table; none when those are."""
    return HINTS_IN_PLACE if collection.is_in_place else ()


def how_articles_get_in(collection: Collection, keymap: Keymap) -> tuple[str, str]:
    """Say in an empty list how articles get into it."""
    if collection.is_in_place:
        again = keymap.named("library.refresh", "library")
        return "No articles in this folder yet.", f"Put article files into it; {again} looks again."
    return "Nothing to read here yet.", f"To add files and folders: {how_to_add(keymap)}"


def being_read(collection: Collection) -> tuple[str, str]:
    """Say in an empty list that the folder is still being looked through."""
    where = "this folder" if collection.is_in_place else "the library"
    return f"Looking for articles in {where} …", "They are listed when all have been read."


def how_to_add(keymap: Keymap, way: str = "") -> str:
    """Return the key that adds files, behind the way to where it works, and the command that opens a folder."""
    return f"{way}{keymap.named('library.add', 'library')}, or broadsheet DIR"
