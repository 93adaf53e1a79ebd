"""Bookmarks as files for other programs: Markdown, org, W3C annotations, Readwise, CSV, own JSON.

Every export is a pure function of its input: the same bytes when nothing
changed. JSON forms hold every field; the others hold what their readers take.
Control characters are written out in all of them.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from reader.article import Metadata
from reader.bookmarks.bookmark import Bookmark, Selector
from reader.bookmarks.bookmarks import as_value, selector_value
from reader.bookmarks.citation import as_text
from reader.bookmarks.escape import escape_controls, escape_markdown
from reader.errors import UsageError
from reader.text import Span

Articles = Mapping[str, Metadata]
"""What is known about the bookmarked articles, by id."""

READWISE_COLUMNS = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date")
CSV_COLUMNS = tuple(
    "id target article title source author date url paragraph start end quote note tags colour created modified".split()
)
JSON_FORMAT = "broadsheet bookmarks"
W3C_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
OWN_NAMESPACE = "urn:broadsheet:"
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def export(bookmarks: Sequence[Bookmark], articles: Articles, style: str) -> str:
    """Write bookmarks in a style.

    Raises:
        UsageError: there is no such style.
    """
    write = _STYLES.get(style)
    if write is None:
        raise UsageError(f"there is no export style {style!r}: use one of {', '.join(_STYLES)}")
    return write(bookmarks, articles)


def chosen(
    bookmarks: Iterable[Bookmark], *, articles: Sequence[str] = (), tags: Sequence[str] = (), since: str = ""
) -> tuple[Bookmark, ...]:
    """Return the bookmarks with a target in one of the articles, one of the tags, and made on an ISO date or later."""
    return tuple(
        bookmark
        for bookmark in bookmarks
        if (not articles or any(target.article in articles for target in bookmark.targets))
        and (not tags or set(tags) & set(bookmark.tags))
        and bookmark.created.isoformat() >= since
    )


# --- Markdown and org -------------------------------------------------------


def as_markdown(bookmarks: Sequence[Bookmark], articles: Articles) -> str:
    """Write Markdown with front matter and block ids, grouped by article."""
    groups = _by_article(bookmarks)
    lines = _front_matter(groups, articles)
    for article, members in groups:
        lines += [f"# {escape_markdown(_heading(article, articles))}", ""]
        for bookmark in members:
            lines += _markdown_bookmark(bookmark, articles)
    return "\n".join(lines).rstrip("\n") + "\n"


def _front_matter(groups: Sequence[tuple[str, Sequence[Bookmark]]], articles: Articles) -> list[str]:
    fields: dict[str, object] = {"title": "Bookmarks"}
    if len(groups) == 1:
        metadata = articles.get(groups[0][0], Metadata())
        values = {"title": metadata.title.text, "source": metadata.source.text, "author": metadata.author.text}
        values |= {"date": metadata.date.text, "url": metadata.url}
        fields = {name: value for name, value in values.items() if value}
    tags = sorted({_markdown_tag(tag) for _, members in groups for bookmark in members for tag in bookmark.tags})
    if tags:
        fields["tags"] = tags
    return ["---", *(f"{name}: {_yaml(value)}" for name, value in fields.items()), "---", ""]


def _yaml(value: object) -> str:
    """Write a text or a list as YAML: as JSON does, but for what lies beyond 16 bits, of which JSON makes two halves."""
    return escape_controls(json.dumps(value, ensure_ascii=False))


def _markdown_tag(tag: str) -> str:
    """Return a tag as Obsidian takes it: letters, digits, `_`, `-` and `/`."""
    return re.sub(r"[^\w/-]+", "-", tag).strip("-") or "tag"


def _markdown_bookmark(bookmark: Bookmark, articles: Articles) -> list[str]:
    lines: list[str] = []
    for target in bookmark.targets:
        if target.exact:
            lines += [*(f"> {line}".rstrip() for line in escape_markdown(target.exact).split("\n")), ""]
        citation = as_text(articles.get(target.article, Metadata()), target.article, paragraph=target.paragraph)
        lines += [f"— {escape_markdown(citation)}", ""]
    if bookmark.note:
        lines += [*escape_controls(bookmark.note).split("\n"), ""]
    marks = [bookmark.colour.value, *(f"#{_markdown_tag(tag)}" for tag in bookmark.tags)]
    return [*lines, f"{escape_controls(' '.join(marks))} ^{bookmark.id}", ""]


def as_org(bookmarks: Sequence[Bookmark], articles: Articles) -> str:
    """Write an org file: a heading an article, a heading a bookmark."""
    lines = ["#+TITLE: Bookmarks", ""]
    for article, members in _by_article(bookmarks):
        metadata = articles.get(article, Metadata())
        fields = {"SOURCE": metadata.source.text, "AUTHOR": metadata.author.text, "DATE": metadata.date.text, "URL": metadata.url}
        lines += [f"* {_org_line(_heading(article, articles))}", *_org_drawer(fields)]
        for bookmark in members:
            lines += _org_bookmark(bookmark)
    return "\n".join(lines).rstrip("\n") + "\n"


def _org_bookmark(bookmark: Bookmark) -> list[str]:
    words = bookmark.quote.split() or bookmark.note.split() or ["Article"]
    title = " ".join(words[:8]) + ("…" if len(words) > 8 else "")
    tags = f" :{':'.join(_org_tag(tag) for tag in bookmark.tags)}:" if bookmark.tags else ""
    fields = {"ID": bookmark.id, "COLOUR": bookmark.colour.value, "CREATED": _org_time(bookmark.created)}
    lines = [f"** {_org_line(title)}{tags}", *_org_drawer(fields)]
    for target in bookmark.targets:
        if target.exact:
            lines += ["#+begin_quote", *_org_body(target.exact), "#+end_quote"]
    return [*lines, *(_org_body(bookmark.note) if bookmark.note else ())]


def _org_drawer(fields: Mapping[str, str | None]) -> list[str]:
    known = [f":{name}: {line}" for name, value in fields.items() if value and (line := _org_line(value))]
    return [":PROPERTIES:", *known, ":END:"] if known else []


def _org_line(text: str) -> str:
    return escape_controls(" ".join(text.split()))


def _org_time(time: datetime) -> str:
    """Write a time as org does; the names of days are English whatever the machine speaks."""
    return f"[{time:%Y-%m-%d} {_DAYS[time.weekday()]} {time:%H:%M}]"


def _org_body(text: str) -> list[str]:
    """Keep a line from being a heading by blanks, and from being a comment, a directive or a drawer by org's own comma."""
    return [_org_guarded(line) for line in escape_controls(text).split("\n")]


def _org_guarded(line: str) -> str:
    if line.startswith("*"):
        return f"  {line}"
    return f",{line}" if line.lstrip().startswith(("#", ":")) else line


def _org_tag(tag: str) -> str:
    return "".join(char if char.isalnum() or char in "_@%" else "_" for char in tag)


# --- JSON -------------------------------------------------------------------


def as_own_json(bookmarks: Sequence[Bookmark], articles: Articles) -> str:
    """Write every field, with what is known about the articles."""
    document = {
        "format": JSON_FORMAT,
        "schema": 1,
        "articles": {article: article_value(articles[article]) for article in _article_ids(bookmarks) if article in articles},
        "bookmarks": [{"id": bookmark.id, **as_value(bookmark)} for bookmark in bookmarks],
    }
    return json.dumps(document, indent=1, sort_keys=True) + "\n"


def article_value(metadata: Metadata) -> dict[str, str]:
    """Return the known texts of an article's metadata."""
    values = {"title": metadata.title.text, "source": metadata.source.text, "author": metadata.author.text}
    values |= {"date": metadata.date.text, "url": metadata.url}
    return {name: value for name, value in values.items() if value}


def as_w3c(bookmarks: Sequence[Bookmark], articles: Articles) -> str:
    """Write a W3C annotation collection page; own terms carry what the standard has no word for."""
    document = {
        "@context": [W3C_CONTEXT, {"broadsheet": OWN_NAMESPACE}],
        "type": "AnnotationPage",
        "id": f"{OWN_NAMESPACE}bookmarks",
        "items": [_w3c_annotation(bookmark, articles) for bookmark in bookmarks],
    }
    return json.dumps(document, indent=1, sort_keys=True) + "\n"


def _w3c_annotation(bookmark: Bookmark, articles: Articles) -> dict[str, Any]:
    bodies: list[dict[str, str]] = [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in bookmark.tags]
    if bookmark.note:
        note = {"type": "TextualBody", "purpose": "commenting", "format": "text/markdown", "value": bookmark.note}
        bodies.insert(0, note)
    annotation: dict[str, Any] = {
        "type": "Annotation",
        "id": f"{OWN_NAMESPACE}bookmark:{bookmark.id}",
        "motivation": "commenting" if bookmark.note else "highlighting" if bookmark.quote else "bookmarking",
        "created": _w3c_time(bookmark.created),
        "modified": _w3c_time(bookmark.modified),
        "target": [_w3c_target(target, articles) for target in bookmark.targets],
        "broadsheet:colour": bookmark.colour.value,
    }
    return {**annotation, "body": bodies} if bodies else annotation


def _w3c_time(time: datetime) -> str:
    """Write a time as the standard asks for: in UTC, with a Z."""
    return time.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _w3c_target(target: Selector, articles: Articles) -> dict[str, Any]:
    metadata = articles.get(target.article, Metadata())
    quote = {"type": "TextQuoteSelector", "exact": target.exact, "prefix": target.prefix, "suffix": target.suffix}
    position = {"type": "TextPositionSelector", "start": target.span.start, "end": target.span.end}
    is_whole = target.is_whole_article and target.span == Span(0, 0)
    return {
        "type": "SpecificResource",
        "source": metadata.url or f"{OWN_NAMESPACE}article:{target.article}",
        **({} if is_whole else {"selector": [quote, position]}),
        "broadsheet:article": target.article,
        "broadsheet:digest": target.digest,
        "broadsheet:paragraph": target.paragraph,
        **({"broadsheet:by_hand": selector_value(target.by_hand)} if target.by_hand else {}),
        **{f"broadsheet:{name}": value for name, value in article_value(metadata).items() if name != "url"},
    }


# --- CSV --------------------------------------------------------------------


def as_readwise(bookmarks: Sequence[Bookmark], articles: Articles) -> str:
    """Write Readwise's seven columns; tags stand before the note as `.tag`, as Readwise reads them."""
    rows = []
    for bookmark in bookmarks:
        tags = " ".join("." + "-".join(tag.split()) for tag in bookmark.tags)
        note = "\n".join(part for part in (tags, bookmark.note) if part)
        when = bookmark.created.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
        for target in bookmark.targets:
            metadata = articles.get(target.article, Metadata())
            heading = _heading(target.article, articles)
            words = target.exact if target.exact.strip() else heading
            row = (words, heading, metadata.author.text, metadata.url, note, target.paragraph, when)
            rows.append(row)
    return _csv(READWISE_COLUMNS, rows)


def as_csv(bookmarks: Sequence[Bookmark], articles: Articles) -> str:
    """Write one row a target, for a spreadsheet: no cell can be taken for a formula."""
    rows = []
    for bookmark in bookmarks:
        for number, target in enumerate(bookmark.targets, 1):
            metadata = articles.get(target.article, Metadata())
            known = (metadata.title.text, metadata.source.text, metadata.author.text, metadata.date.text, metadata.url)
            place = (target.paragraph, target.span.start, target.span.end, target.exact)
            when = (bookmark.created.isoformat(), bookmark.modified.isoformat())
            own = (bookmark.note, " ".join(bookmark.tags), bookmark.colour.value, *when)
            row = (bookmark.id, number, target.article, *known, *place, *own)
            rows.append([_no_formula(cell) if isinstance(cell, str) else cell for cell in row])
    return _csv(CSV_COLUMNS, rows)


def _no_formula(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([escape_controls(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return file.getvalue()


# --- common -----------------------------------------------------------------


def _article_ids(bookmarks: Iterable[Bookmark]) -> list[str]:
    return sorted({target.article for bookmark in bookmarks for target in bookmark.targets})


def _by_article(bookmarks: Sequence[Bookmark]) -> list[tuple[str, list[Bookmark]]]:
    """Group by the first target's article, in the order of the articles' first bookmarks, by place inside."""
    rank = {article: index for index, article in enumerate(dict.fromkeys(bookmark.article for bookmark in bookmarks))}
    ordered = sorted(
        bookmarks, key=lambda bookmark: (rank[bookmark.article], bookmark.targets[0].span, bookmark.created, bookmark.id)
    )
    return [(article, list(members)) for article, members in groupby(ordered, key=lambda bookmark: bookmark.article)]


def _heading(article: str, articles: Articles) -> str:
    title = articles.get(article, Metadata()).title.text or ""
    return title if title.strip() else f"Article {article}"


_STYLES: Mapping[str, Callable[[Sequence[Bookmark], Articles], str]] = {
    "markdown": as_markdown,
    "org": as_org,
    "w3c": as_w3c,
    "readwise": as_readwise,
    "csv": as_csv,
    "json": as_own_json,
}
STYLES = tuple(_STYLES)
