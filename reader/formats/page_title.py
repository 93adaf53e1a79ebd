"""A page's title: the headline that it prints, told by what its fields state.

Fields are written for search engines and social networks and often say it in other
words; the printed headline is what a reader quotes. So the fields only tell which
of the lines of the page is the headline; a title that stands in fields alone is a guess.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from reader.article import UNKNOWN, BlockKind, Origin, Value
from reader.formats.page_data import ARTICLE, KIND_OF_ARTICLE, PageData, line_of, squeezed
from reader.formats.visible import VisibleBlock

_FIELDS = ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "sailthru.title", "parsely-title", "title")
_WORD = re.compile(r"\w+")
_ALIKE = 0.25
"""How many of its words a main heading shares with a field at least, to be told by it."""
_LONGEST = 300
_MOST_HEADINGS = 50
_PARAGRAPHS_BELOW = 2
"""A standfirst and a first paragraph may stand above the byline; behind them the text has begun."""
AT_THE_EDGE = frozenset(("nav", "footer", "aside"))
"""Elements that hold what is not the article."""


@dataclass(frozen=True, slots=True)
class PageTitle:
    """A title, and the number of the block that prints it, if one does."""

    value: Value
    block: int | None = None


def find_title(blocks: Sequence[VisibleBlock], data: PageData, marked: str = "") -> PageTitle:
    """Find the title of a page; `marked` is the part of a main heading that the page marks as its headline."""
    stated = list(dict.fromkeys(_stated(data)))
    number = _main_heading(blocks, data, stated)
    if number is None:
        number = _same_line(blocks, stated)
    if number is None:
        number = _only_heading(blocks, data)
    if number is not None:
        line = line_of(blocks[number].text)
        text = marked if marked and marked in line else line
        return PageTitle(Value(text, Origin.FOUND, where="headline of the page"), number)
    title = next((line for line in stated if not data.is_site_name(line)), "")
    return PageTitle(Value(title, Origin.GUESSED, where="fields of the page, not printed on it") if title else UNKNOWN)


def _stated(data: PageData) -> Iterator[str]:
    """The titles that the fields of a page state, without the site's name."""
    for kind, part in data.linked:
        names = [part[field] for field in ("headline", "name") if isinstance(part.get(field), str)]
        if kind in (ARTICLE, KIND_OF_ARTICLE) and names:
            yield from filter(None, (data.without_site(line_of(name[: 2 * _LONGEST])) for name in names))
            break
    for stated in (*(data.meta.get(field, "") for field in _FIELDS), data.tab):
        if line := data.without_site(line_of(stated[: 2 * _LONGEST])):
            yield line


def _main_heading(blocks: Sequence[VisibleBlock], data: PageData, stated: Sequence[str]) -> int | None:
    """The main heading that is most like what the fields state."""
    known = [*stated, _slug(data.address)]
    ranked = [
        (max((_likeness(block.text, line) for line in known if line), default=0.0), number)
        for number, block in _headings(blocks, data)
    ]
    best = max((likeness for likeness, _ in ranked), default=0.0)
    if best < _ALIKE:
        return None
    alike = [number for likeness, number in ranked if likeness == best]
    body = next((number for number, block in enumerate(blocks) if number > alike[0] and _is_prose(block)), len(blocks))
    return max(number for number in alike if number < body)


def _headings(blocks: Sequence[VisibleBlock], data: PageData) -> Iterator[tuple[int, VisibleBlock]]:
    """Iterate over the main headings that are not the site's name, with their numbers."""
    candidates = ((number, block) for number, block in enumerate(blocks) if "h1" in block.tags)
    for number, block in islice(candidates, _MOST_HEADINGS):
        if 1 < len(block.text) <= _LONGEST and not data.is_site_name(block.text):
            yield number, block


def lines_by_headline(blocks: Sequence[VisibleBlock], title: int | None, *, below: int, above: int) -> Iterator[int]:
    """Iterate over the numbers of the blocks by the headline: those below it, down into the text, then those above."""
    if title is None:
        return
    paragraphs = 0
    for number in range(title + 1, min(len(blocks), title + 1 + below)):
        paragraphs += _is_prose(blocks[number])
        if paragraphs > _PARAGRAPHS_BELOW:
            break
        if not AT_THE_EDGE.intersection(blocks[number].tags):
            yield number
    yield from range(title - 1, max(-1, title - 1 - above), -1)


def _is_prose(block: VisibleBlock) -> bool:
    """Tell whether a block is a paragraph; by its characters, too, for languages without blanks."""
    is_long = len(block.text.split()) >= 14 or len(block.text) >= 150
    return block.kind is BlockKind.PARAGRAPH and is_long and block.linked < 0.4 * len(block.text)


def _slug(address: str | None) -> str:
    """The words of an address: often those of the first headline."""
    steps = [step for step in (address or "").split("?")[0].split("/")[3:] if step.count("-") >= 2]
    return steps[-1].replace("-", " ") if steps else ""


def _likeness(heading: str, field: str) -> float:
    """How alike a heading and a field are: 2 for the same words, 1 and more where one holds the other, else the shared part."""
    own, other = squeezed(heading), squeezed(field)
    if own == other:
        return 2.0
    shorter, longer = sorted((own, other), key=len)
    if len(shorter) > 12 and shorter in longer:
        return 1.0 + len(shorter) / len(longer)
    words, others = _content(heading), _content(field)
    shared = len(words & others)
    return 2 * shared / (len(words) + len(others)) if shared > 1 or (shared and len(words) <= 3) else 0.0


def _content(text: str) -> set[str]:
    return {word for word in _WORD.findall(text.casefold()) if len(word) > 3 or word.isdigit()}


def _same_line(blocks: Sequence[VisibleBlock], stated: Sequence[str]) -> int | None:
    """The first line that is what a field states, headings before others, but no link elsewhere."""
    wanted = {squeezed(line) for line in stated if len(squeezed(line)) > 6}
    alike = [
        (block.kind is not BlockKind.HEADING, number)
        for number, block in enumerate(blocks)
        if len(block.text) <= _LONGEST
        and squeezed(block.text) in wanted
        and block.linked < 0.5 * len(block.text)
        and not AT_THE_EDGE.intersection(block.tags)
    ]
    return min(alike)[1] if alike else None


def _only_heading(blocks: Sequence[VisibleBlock], data: PageData) -> int | None:
    """The main heading of a page that has one, if it is no logo."""
    headings = list(_headings(blocks, data))
    if len({squeezed(block.text) for _, block in headings}) != 1:
        return None
    number, block = headings[-1]
    is_logo = block.linked >= 0.9 * len(block.text) or len(squeezed(block.text)) < 4
    return None if is_logo or not any(map(_is_prose, blocks[number:])) else number
