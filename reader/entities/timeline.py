"""Dated statements of several articles, in order of the dates they state.

A date without a year, a weekday and words like "yesterday" take what they lack
from the article's own date, and say so. A date that only stands in a citation
("(, November 28)") or says when something was reported dates no statement.
What has no date is left out and counted.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reader.article import Article, BlockKind, Label, Mention
from reader.entities.dates import CalendarDate, read_date
from reader.entities.entity import Timeline, TimelineEvent
from reader.entities.relative_dates import find_relative_dates, read_relative_date
from reader.text import Span, plain, sentence_spans

_HALF_YEAR = 6
_AHEAD = re.compile(r"\b(?:will|shall|plans?|planned|due|scheduled|upcoming|next|is to|are to|expected)\b")
"""Words of a sentence about what is still to come."""
_SPEECH = re.compile(r"\b(?:said|says|told|announced|warned|added|wrote)\b")
_FIRST_WORDS = 2
_OPEN_BRACKET = re.compile(r"\([^()]{0,400}$")
_LAST_SOURCE = re.compile(r"(?:[(;]|\bsee (?:also )?)(?!.*(?:[;]|\bsee ))(?P<source>[^;]*)$")
_CITATION_AFTER = re.compile(r"[^()]{0,40}[);]")
_REPORTED = re.compile(
    r"(?<!\bwas )(?<!\bwere )(?<!\bbeen )\b(?:[Rr]eported|[Pp]ublished|[Pp]osted|[Uu]pdated|[Aa]ccessed|[Rr]etrieved|[Ii]ssued?"
    r"|according to [^,.;()]{1,40})(?::| on| in|,)? $"
)
_LAST = re.compile(r"\b[Ll]ast $")
_NO_STATEMENTS = frozenset((BlockKind.DATELINE, BlockKind.BYLINE, BlockKind.TITLE, BlockKind.HEADING, BlockKind.CODE))


def timeline_of(articles: Iterable[tuple[Article, Sequence[Mention]]]) -> Timeline:
    """Return the dated statements of articles, earliest first, and how many have no date or none that can be placed."""
    events: list[TimelineEvent] = []
    undated = unplaced = 0
    for article, mentions in articles:
        for dated, states_date in _statements(article, mentions):
            events += dated
            undated += not states_date
            unplaced += states_date and not dated
    return Timeline(tuple(sorted(events, key=lambda event: (event.date, event.article, event.span))), undated, unplaced)


def _statements(article: Article, mentions: Sequence[Mention]) -> Iterator[tuple[list[TimelineEvent], bool]]:
    """Iterate over an article's sentences: what each dates, and whether it states a date at all."""
    text = plain(article.text)
    own = read_date(article.metadata.date.text or "")
    dates = [mention.span for mention in mentions if mention.label is Label.DATE]
    for block in article.readable_blocks:
        if block.kind not in _NO_STATEMENTS:
            inside = [span for span in dates if block.span.contains(span.start)]
            for sentence in sentence_spans(text, block.span):
                stated = [span for span in _dates_in(text, sentence, inside) if not is_citation(text, span)]
                if len(sentence) >= 3 * sum(map(len, stated)):  # else a dateline, not a statement
                    yield list(_dated(article, text, sentence, stated, own=own)), bool(stated)


def _dates_in(text: str, sentence: Span, dates: Iterable[Span]) -> Iterator[Span]:
    """Iterate over the dates of a sentence, those that only the article's own date explains among them."""
    known = [span for span in dates if sentence.contains(span.start)]
    relative = [Span(*place) for place in find_relative_dates(text, sentence.start, sentence.end)]
    yield from (span for span in known if not any(_holds(longer, span) for longer in relative))
    yield from (span for span in relative if not any(_holds(longer, span) or longer == span for longer in known))


def _holds(longer: Span, shorter: Span) -> bool:
    """Tell whether one stretch holds another and more: "last Tuesday" the day, "Tuesday, May 6" too."""
    return longer != shorter and longer.start <= shorter.start and shorter.end <= longer.end


def _dated(
    article: Article, text: str, sentence: Span, dates: Iterable[Span], *, own: CalendarDate | None
) -> Iterator[TimelineEvent]:
    """Iterate over the events of a sentence: one for each date."""
    seen: set[str] = set()
    for span in sorted(dates):
        date, is_resolved = _placed(text, span, own, is_ahead=_is_ahead(text, sentence, span))
        if date and date.iso and date.iso not in seen:
            seen.add(date.iso)
            statement = " ".join(sentence.of(article.text).split())
            yield TimelineEvent(date.iso, is_resolved, article.id, sentence, statement, " ".join(span.of(text).split()))


def _is_ahead(text: str, sentence: Span, date: Span) -> bool:
    """Tell whether a sentence speaks of its date as still to come.

    The words that say so stand before the date, after the verb of speech if there is one ("said Tuesday that she
    plans" is over), or anywhere when the sentence begins with the date.
    """
    before = text[sentence.start : date.start]
    if len(before.split()) <= _FIRST_WORDS:
        return bool(_AHEAD.search(sentence.of(text)))
    said = max((match.end() for match in _SPEECH.finditer(before)), default=0)
    return bool(_AHEAD.search(before, said))


def _placed(text: str, span: Span, own: CalendarDate | None, *, is_ahead: bool) -> tuple[CalendarDate | None, bool]:
    """Return the date that words mean, and whether the article's own date was needed for it."""
    stated = read_date(span.of(text))
    if stated is None:
        return (read_relative_date(span.of(text), own, is_ahead=is_ahead) if own else None), True
    date = resolved(stated, own, is_ahead=is_ahead)
    if own and date and date.year and stated.year is None and _LAST.search(text, max(0, span.start - 5), span.start):
        is_over = (date.year, date.month or 0) < (own.year or 0, own.month or 13)
        date = date if is_over else replace(date, year=date.year - 1)
    return date, stated.year is None


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
    """Tell whether a date is that of a source: in brackets behind its name, or behind "reported".

    >>> is_citation("He went (, November 28).", Span(11, 22)), is_citation("Volna reported November 12.", Span(15, 26))
    (True, True)
    """
    if _REPORTED.search(text, max(0, date.start - 60), date.start):
        return True
    before = _OPEN_BRACKET.search(text, max(0, date.start - 400), date.start)
    if not before or not _CITATION_AFTER.match(text, date.end):
        return False
    source = _LAST_SOURCE.search(before.group())
    return source is not None and len(re.findall(r"\b[a-z]{3,}\b", source["source"])) < 3
