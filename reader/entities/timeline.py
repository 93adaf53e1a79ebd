"""Dated statements of several articles, in order of the dates they state.

A date without a year takes it from the article's own date, and says so. A
date that only stands in a citation ("(, November 28)") dates no statement.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from reader.article import Article, BlockKind, Label, Mention
from reader.entities.dates import CalendarDate, read_date
from reader.entities.entity import TimelineEvent
from reader.text import Span, plain, sentence_spans

_HALF_YEAR = 6
_AHEAD = re.compile(r"\b(?:will|shall|plans?|planned|due|scheduled|upcoming|next|is to|are to|expected)\b")
"""Words of a sentence about what is still to come."""
_CITATION_BEFORE = re.compile(r"\([^()]{0,80}$")
_CITATION_AFTER = re.compile(r"[^()]{0,40}\)")
_NO_STATEMENTS = frozenset((BlockKind.DATELINE, BlockKind.BYLINE, BlockKind.TITLE, BlockKind.HEADING, BlockKind.CODE))


def timeline_of(articles: Iterable[tuple[Article, Sequence[Mention]]]) -> tuple[TimelineEvent, ...]:
    """Return the dated statements of articles, earliest first; undated ones are left out."""
    events = (event for article, mentions in articles for event in events_of(article, mentions))
    return tuple(sorted(events, key=lambda event: (event.date, event.article, event.span)))


def events_of(article: Article, mentions: Sequence[Mention]) -> Iterator[TimelineEvent]:
    """Iterate over an article's dated statements in text order: one for each sentence and date."""
    text = plain(article.text)
    own = read_date(article.metadata.date.text or "")
    dates = [mention for mention in mentions if mention.label is Label.DATE and not is_citation(text, mention.span)]
    for block in article.readable_blocks:
        inside = [mention for mention in dates if block.span.contains(mention.span.start)]
        if inside and block.kind not in _NO_STATEMENTS:
            for sentence in sentence_spans(text, block.span):
                yield from _dated(article, sentence, [m for m in inside if sentence.contains(m.span.start)], own=own)


def _dated(article: Article, sentence: Span, dates: Sequence[Mention], *, own: CalendarDate | None) -> Iterator[TimelineEvent]:
    if len(sentence.of(article.text)) < 3 * sum(len(date.span) for date in dates):
        return  # a dateline, not a statement
    seen: set[str] = set()
    for mention in dates:
        stated = read_date(plain(mention.span.of(article.text)))
        date = resolved(stated, own, is_ahead=bool(_AHEAD.search(sentence.of(article.text)))) if stated else None
        if stated and date and date.iso and date.iso not in seen:
            seen.add(date.iso)
            text = " ".join(sentence.of(article.text).split())
            yield TimelineEvent(date.iso, stated.year is None, article.id, sentence, text)


def resolved(stated: CalendarDate, own: CalendarDate | None, *, is_ahead: bool = False) -> CalendarDate | None:
    """Give a date without a year that of the article; a month much later is last year's, a past one may be next year's.

    >>> resolved(CalendarDate(month=12, day=20), CalendarDate(2025, 1, 5))
    CalendarDate(year=2024, month=12, day=20)
    >>> resolved(CalendarDate(month=1), CalendarDate(2025, 11, 5), is_ahead=True)
    CalendarDate(year=2026, month=1, day=None)
    """
    if stated.year is not None:
        return stated
    if own is None or own.year is None or stated.month is None:
        return None
    year = own.year
    if own.month is not None and stated.month - own.month > _HALF_YEAR and not is_ahead:
        year -= 1
    elif own.month is not None and own.month - stated.month > _HALF_YEAR and is_ahead:
        year += 1
    return CalendarDate(year, stated.month, stated.day)


def is_citation(text: str, date: Span) -> bool:
    """Tell whether a date stands in brackets as the date of a source.

    >>> is_citation("He went (, November 28).", Span(11, 22))
    True
    """
    before = _CITATION_BEFORE.search(text, max(0, date.start - 80), date.start)
    if not before or not _CITATION_AFTER.match(text, date.end):
        return False
    return len(re.findall(r"\b[a-z]{3,}\b", before.group())) < 3
