"""What a text prints about itself: title, byline, date, publication, caption, standfirst.

Only the lines above the first paragraph and the last few lines are looked at:
a date inside prose is never the day of publication, a name inside prose never
the author. A value that is not printed stays unknown.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from reader.article import UNKNOWN, BlockKind, Metadata, Origin, Value
from reader.formats.dates import PrintedDate, find_date
from reader.formats.features import LineFeatures, line_features
from reader.formats.lines import Line
from reader.formats.numeric_dates import find_numeric_date, order_of_lines
from reader.formats.phrases import is_caption
from reader.text import Span, plain

_HEADER_LINES = 25
_TAIL_LINES = 3
_MEASURED = 2_000
_LIKELY_TITLE = 1.2
_SURE_TITLE = 1.5
_CLEAR_MARGIN = 0.25
_DATELINE = 16
"""How many words a line with a byline or a date has at most."""
_BYLINE = re.compile(
    r"(?:^|[|•·]\s*)(?:written |words |story |text |report )?by:?\s+(?P<name>\S.{1,80}?)"
    r"\s*(?=$|[|•·]|\s-\s|,?\s*(?:updated|published|posted)\b)",
    re.IGNORECASE,
)
_PUBLICATION = re.compile(
    r"^\s*Publication:\s*(?P<name>\S.*?)\s*(?:,?\s*Volume:\s*\d+)?\s*(?:,?\s*Issue:\s*\d+)?\s*$", re.IGNORECASE
)
_ORGANISATION = re.compile(
    r"\b(?i:news|newsroom|times|post|press|journal|monitor|herald|tribune|gazette|daily|weekly|review|radio|television|tv"
    r"|magazine|media|bulletin|observer|chronicle|telegraph|online)\b|^[a-z]\w+ [A-Z]|\b[A-Z][a-z]{3,}[A-Z][a-z]{2,}",
)
_STAFF = re.compile(r"\b(?:staff|editors?|editorial|desk|newsroom|agenc(?:y|ies)|wires?)\b", re.IGNORECASE)
_NAME_WORD = re.compile(r"[A-Z\u00c0-\u00de]|(?:and|de|da|di|del|von|van|der|den|bin|al|el|la|le|for|in|of|the)$")


@dataclass(frozen=True, slots=True)
class Printed:
    """What the lines of a text say about it."""

    metadata: Metadata = field(default_factory=Metadata)
    kinds: Mapping[int, BlockKind] = field(default_factory=dict)
    """By line number, for lines that are no paragraphs."""
    body: int = 0
    """The number of the first paragraph's line."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A value and the number of the line that states it."""

    line: int
    value: Value


def read_printed(text: str, lines: Sequence[Line], measured: Sequence[LineFeatures] | None = None) -> Printed:
    """Read what a text prints about itself; `measured` are the features of its lines, if they are at hand."""
    measured = line_features(lines[:_MEASURED]) if measured is None else measured
    body = next((n for n, line in enumerate(lines) if line.is_prose and not is_caption(line.text)), len(lines))
    header = range(min(body, _HEADER_LINES))
    tail = range(max(body + 1, len(lines) - _TAIL_LINES), len(lines))
    title = _title(lines, measured, header) if body < len(lines) else None
    byline = _first(_byline(text, lines, number) for number in (*_after(title, header), *tail))
    date = _date(text, lines, header, title, byline)
    source = _first(_publication(text, lines[number], number) for number in header)
    if source is None and byline and byline.line in header:
        source = _outlet(byline)
    metadata = Metadata(title=_value(title), source=_value(source), author=_value(byline), date=_value(date))
    return Printed(metadata, _kinds(lines, body, title, byline, date), body)


def _value(found: _Found | None) -> Value:
    return found.value if found else UNKNOWN


def _first(candidates: Iterable[_Found | None]) -> _Found | None:
    return next((candidate for candidate in candidates if candidate), None)


def _after(title: _Found | None, header: range) -> range:
    """The header lines a byline may stand in: below the title, or all when there is none."""
    return range(title.line + 1 if title else 0, header.stop)


def _title(lines: Sequence[Line], measured: Sequence[LineFeatures], header: range) -> _Found | None:
    """The best headline above the text: found when it is good and no other comes near, guessed when it is likely."""
    ranked = sorted(((_title_score(lines, measured, number), -number) for number in header), reverse=True)
    if not ranked or ranked[0][0] < _LIKELY_TITLE:
        return None
    best, chosen = ranked[0][0], lines[-ranked[0][1]].text
    number = next(number for number in header if lines[number].text == chosen)
    rival = next((score for score, other in ranked[1:] if lines[-other].text != chosen), 0.0)
    line = lines[number]
    is_sure = best >= _SURE_TITLE and best - rival >= _CLEAR_MARGIN
    return _Found(number, Value(line.text, Origin.FOUND if is_sure else Origin.GUESSED, line.span, "headline"))


def _title_score(lines: Sequence[Line], measured: Sequence[LineFeatures], number: int) -> float:
    line, feature = lines[number], measured[number]
    if not _may_be_title(line, feature):
        return 0.0
    words, text = len(line.words), line.text
    signs = (
        (0.8, feature.is_repeated and words >= 5),
        (0.4, 5 <= words <= 18),
        (0.3, number + 1 < len(lines) and _heads(measured[number + 1])),
        (-0.7, feature.is_junk or feature.has_address),
        (-0.8, text[:1].islower()),
        (-0.9, text.endswith((":", ",", "!", "…", "...")) or feature.has_separator),
        (-1.8, bool(re.search(r"\.[\"'\u2019\u201d)]*$", text))),
    )
    return 1.0 + 2.0 * (feature.likeness - 0.3) + sum(weight for weight, holds in signs if holds)


def _may_be_title(line: Line, feature: LineFeatures) -> bool:
    if not 3 <= len(line.words) <= 28 or line.is_item or feature.digits > 0.3:
        return False
    if feature.is_button or feature.is_captioned or feature.is_closer or _BYLINE.search(line.text) or _PUBLICATION.match(line.text):
        return False
    return len(line.words) > 10 or not (feature.is_dated or feature.is_ago)


def _heads(below: LineFeatures) -> bool:
    """Tell whether a line is one that stands below a headline."""
    return below.byline or below.is_dated or below.is_captioned or below.is_sentence


def _byline(text: str, lines: Sequence[Line], number: int) -> _Found | None:
    line = lines[number]
    if len(line.words) > 16 or is_caption(line.text):
        return None
    printed = plain(line.span.of(text))
    date = find_date(printed)
    match = _BYLINE.search(printed, 0, date.span.start if date else len(printed))
    if not match or not _is_name(match.group("name").rstrip(" ,")):
        return None
    length = len(match.group("name").rstrip(" ,"))
    span = Span(match.start("name"), match.start("name") + length).shifted(line.span.start)
    return _Found(number, Value(" ".join(span.of(text).split()), Origin.FOUND, span, "byline"))


def _is_name(name: str) -> bool:
    words = name.split()
    return len(words) <= 10 and any(word[0].isupper() for word in words) and sum(not _NAME_WORD.match(word) for word in words) <= 1


def _date(text: str, lines: Sequence[Line], header: range, title: _Found | None, byline: _Found | None) -> _Found | None:
    """The day printed in the header: below the title first, then right above it; else beside a sign-off."""
    below = range(title.line + 1 if title else 0, header.stop)
    above = range(title.line - 1, max(-1, title.line - 3), -1) if title else range(0)
    signed = (byline.line,) if byline and byline.line not in header else ()
    places = (*below, *above, *signed)
    found = _first(_dated(text, lines[number], number, find_date, Origin.FOUND) for number in places)
    return found or _in_figures(text, lines, places)


def _in_figures(text: str, lines: Sequence[Line], places: Sequence[int]) -> _Found | None:
    """A day in figures alone, a guess, where its parts or other dates of the text settle its order."""
    order = order_of_lines(line.text for line in lines if len(line.words) <= _DATELINE)
    find = partial(find_numeric_date, order=order)
    return _first(_dated(text, lines[number], number, find, Origin.GUESSED) for number in places)


def _dated(text: str, line: Line, number: int, find: Callable[[str], PrintedDate | None], origin: Origin) -> _Found | None:
    if len(line.words) > _DATELINE or is_caption(line.text):
        return None
    date = find(plain(line.span.of(text)))
    return _Found(number, Value(date.iso, origin, date.span.shifted(line.span.start), "dateline")) if date else None


def _publication(text: str, line: Line, number: int) -> _Found | None:
    match = _PUBLICATION.match(plain(line.span.of(text)))
    if not match:
        return None
    span = Span(*match.span("name")).shifted(line.span.start)
    return _Found(number, Value(" ".join(span.of(text).split()), Origin.FOUND, span, "publication line"))


def _outlet(byline: _Found) -> _Found | None:
    """An outlet that signs below its own headline is likely the source."""
    name = byline.value.text or ""
    if _STAFF.search(name) or not _ORGANISATION.search(name):
        return None
    return replace(byline, value=replace(byline.value, origin=Origin.GUESSED, where="an outlet's byline"))


def _kinds(
    lines: Sequence[Line], body: int, title: _Found | None, byline: _Found | None, date: _Found | None
) -> dict[int, BlockKind]:
    kinds = {number: BlockKind.CAPTION for number, line in enumerate(lines) if is_caption(line.text)}
    if date and len(lines[date.line].words) <= 8:
        kinds[date.line] = BlockKind.DATELINE
    if byline:
        kinds[byline.line] = BlockKind.BYLINE
    kinds |= {number: BlockKind.DATELINE for number in range(min(body, _HEADER_LINES)) if _PUBLICATION.match(lines[number].text)}
    if title:
        repeated = (number for number, line in enumerate(lines) if line.text == lines[title.line].text)
        kinds |= dict.fromkeys(repeated, BlockKind.FURNITURE)
        kinds[title.line] = BlockKind.TITLE
        kinds |= _lede(lines, body, title)
    return kinds


def _lede(lines: Sequence[Line], body: int, title: _Found) -> dict[int, BlockKind]:
    """A short paragraph right below the title is a standfirst when something else parts it from the text."""
    follows = body == title.line + 1 and body + 1 < len(lines)
    if follows and len(lines[body].words) <= 40 and not lines[body].is_item and not lines[body + 1].is_prose:
        return {body: BlockKind.LEDE}
    return {}
