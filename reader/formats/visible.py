"""All the text a page shows, as blocks in the order of the page.

A `VisibleBlock` knows where it stood: which elements hold it and what their class
names hint at. Deciding what is article and what is furniture is for others.
"""

import re
from collections.abc import Iterator
from html import unescape
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reader.article import BlockKind
from reader.formats.limits import Limits

_UNSEEN = frozenset(
    "script style noscript template svg math head iframe object embed canvas select option datalist textarea audio video".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr picture q rp rt ruby s samp small"
    " source span strike strong sub sup time tt u var wbr input center-inline".split()
)
_KINDS = {
    **{f"h{level}": BlockKind.HEADING for level in range(1, 7)},
    "li": BlockKind.ITEM,
    "dt": BlockKind.ITEM,
    "dd": BlockKind.ITEM,
    "blockquote": BlockKind.QUOTE,
    "pre": BlockKind.CODE,
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
    "p": BlockKind.PARAGRAPH,
}
_SECTIONS = ("div", "section", "article", "aside", "nav", "header", "footer", "form", "td")
_BLOCK_INSIDE = "p, div, table, ul, ol, h1, h2, h3, h4, h5, h6, blockquote, section, article"
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HINTS = (
    r"comment related recommend promo shar(?:e|ing) social newsletter subscri footer header nav menu sidebar aside widget teaser"
    r" popular trending caption credit byline author date time tag cookie consent banner advert a(?<=\ba)ds?[-_] breadcrumb paywall"
    r" headline title summary standfirst body content entry post story gallery list card meta bio signup read-?more disqus"
).split()
_HINT = re.compile(
    "|".join(f"{first}(?:{'|'.join(hint[1:] for hint in hints)})" for first, hints in groupby(sorted(_HINTS), itemgetter(0)))
)
"""Any of the hints; one branch a letter, since every page has some two hundred names to be looked through."""
_DATA_ADDRESS = re.compile(r"data:[a-zA-Z]+/[^\"'\s>)]{500,}")
_LONG = 20_000
_LONG_TAG = re.compile(rf"<([a-zA-Z][a-zA-Z0-9]*)\s[^<>]{{{_LONG},}}>")
_UNSEEN_OPENING = re.compile(r"<(script|style|svg|noscript|iframe|template|!--)", re.IGNORECASE)
_UNSEEN_CLOSINGS = {
    **{name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in ("script", "style", "svg", "noscript", "iframe", "template")},
    "!--": re.compile("-->"),
}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_PRINTS = re.compile(
    r"[^\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\ufeff]"
)
"""A character that leaves a mark: newsletters pad their previews with those that do not."""
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr p li td tr th dd dt option".split())


class VisibleBlock(NamedTuple):
    """A block of a page as it is seen; a tuple because a page has hundreds."""

    kind: BlockKind
    text: str
    level: int = 0
    tags: tuple[str, ...] = ()
    """The elements that hold it, outermost first."""
    hints: frozenset[str] = frozenset()
    """What class names and ids around it speak of."""
    linked: int = 0
    """How many of its characters are in links."""


def tame(html: str) -> str:
    """Take out of a page what no reader sees and parsers choke on: inline data, tags of endless attributes."""
    return _without_long_tags(_without_inline_data(html))


def _without_inline_data(html: str) -> str:
    kept: list[str] = []
    position, start = 0, html.find("data:")
    while start >= 0:
        found = _DATA_ADDRESS.match(html, start)
        if found:
            kept.append(html[position:start])
            position = found.end()
        start = html.find("data:", position if found else start + 1)
    return "".join((*kept, html[position:])) if kept else html


def _without_long_tags(html: str) -> str:
    """Take the attributes off tags of endless ones; they can only stand where no other tag begins for long."""
    kept: list[str] = []
    position = 0
    for start in _long_runs(html):
        if tag := _LONG_TAG.match(html, start):
            kept += (html[position : tag.start()], f"<{tag.group(1)}>")
            position = tag.end()
    return "".join((*kept, html[position:])) if kept else html


def _long_runs(html: str) -> Iterator[int]:
    """Iterate over where a tag begins that no other follows for long; only the ends of long stretches are looked at."""
    start = html.find("<")
    while 0 <= start < len(html) - _LONG:
        last = html.rfind("<", start + 1, start + 1 + _LONG)
        if last < 0:
            yield start
            last = html.find("<", start + 1 + _LONG)
        start = last


def is_too_deep(html: str, limits: Limits) -> bool:
    """Tell whether elements are nested deeper than parsers bear, without parsing."""
    if html.count("<") <= limits.html_depth:
        return False
    depth = 0
    for match in _TAG.finditer(html):
        if match.group(2).lower() in _VOID:
            continue
        depth += -1 if match.group(1) else 1
        if depth > limits.html_depth:
            return True
    return False


def strip_tags(html: str) -> str:
    """Return the text of a page that cannot be parsed, tag by tag."""
    html = re.sub(r"</?(?:p|div|br|h[1-6]|li|tr|article|section)\b[^<>]*>", "\n\n", without_unseen(html), flags=re.IGNORECASE)
    return re.sub(r"\n\s*\n", "\n\n", unescape(re.sub(r"<[^<>]*>", "", html)))


def without_unseen(html: str) -> str:
    """Return a page's source without scripts, styles, drawings and comments; one pass, whatever is left open."""
    kept: list[str] = []
    endless: set[str] = set()
    position = 0
    while opening := _UNSEEN_OPENING.search(html, position):
        name = opening.group(1).lower()
        closing = None if name in endless else _UNSEEN_CLOSINGS[name].search(html, opening.end())
        kept.append(html[position : opening.start() if closing else opening.end()])
        position = closing.end() if closing else opening.end()
        if closing is None:
            endless.add(name)
    return "".join((*kept, html[position:]))


def visible_blocks(page: LexborHTMLParser) -> tuple[VisibleBlock, ...]:
    """Return all text that a page shows."""
    return _Walk().over(page.body) if page.body is not None else ()


_NO_HINTS: frozenset[str] = frozenset()


class _Context(NamedTuple):
    """Where in the page the walk stands; a tuple because every element makes one."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    tags: tuple[str, ...] = ()
    hints: frozenset[str] = _NO_HINTS


_Open = tuple[LexborNode | None, _Context, bool]
"""An element to visit, where it stands, and whether it is in a link."""


class _Walk:
    """A walk over the elements in document order that collects runs of inline text."""

    def __init__(self) -> None:
        self.blocks: list[VisibleBlock] = []
        self._parts: list[str] = []
        self._linked = 0
        self._context = _Context()
        self._known_hints: dict[str, frozenset[str]] = {}
        self._known_contexts: dict[tuple[int, str, int], _Context] = {}
        """By the context around, the element and its hints: siblings are alike. None of the three goes away during the walk."""

    def over(self, root: LexborNode) -> tuple[VisibleBlock, ...]:
        """Return the blocks below an element; the walk keeps its own stack, so depth costs no recursion."""
        outermost = _Context()
        stack: list[_Open] = [(root.child, outermost, False)]
        while stack:
            node, context, in_link = stack.pop()
            while node is not None:
                tag = node.tag
                if tag == "-text":
                    text = node.text_content or ""
                    if self._parts or not text.isspace():
                        self._take_text(text, context, in_link)
                elif tag == "br":
                    self._parts.append("\n")
                elif tag in _INLINE:
                    stack.append((node.next, context, in_link))
                    in_link = in_link or tag == "a"
                    node = node.child
                    continue
                elif tag and tag not in _UNSEEN and not tag.startswith(("-", "!")):
                    inner = self._enter(node, tag, context)
                    if inner is not None:
                        stack.append((node.next, context, in_link))
                        node, context = node.child, inner
                        continue
                node = node.next
        if self._parts:
            self._flush()
        return tuple(self.blocks)

    def _take_text(self, text: str, context: _Context, in_link: bool) -> None:
        if context is not self._context:
            if self._parts and (context.tags != self._context.tags or context.kind is not self._context.kind):
                self._flush()
            self._context = context
        self._parts.append(text if context.kind is BlockKind.CODE else text.replace("\n", " "))
        if in_link:
            self._linked += len(text.strip())

    def _enter(self, node: LexborNode, tag: str, around: _Context) -> _Context | None:
        """Begin an element that is a block; what stands below it is another context, or None when that is done with."""
        attributes = node.attributes
        if attributes and _is_hidden(attributes):
            return None
        if self._parts:
            self._flush()
        hints = self._hints(attributes) if attributes else _NO_HINTS
        place = (id(around), tag, id(hints))
        inner = self._known_contexts.get(place)
        if inner is None:
            inner = self._known_contexts[place] = _inner(tag, around, hints)
        if tag == "tr" and (cells := _data_cells(node)):
            self.blocks.append(VisibleBlock(BlockKind.TABLE, " | ".join(cells), 0, inner.tags, inner.hints))
            return None
        return inner

    def _hints(self, attributes: dict[str, str | None]) -> frozenset[str]:
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''} {attributes.get('itemprop') or ''}"
        hints = self._known_hints.get(names)
        if hints is None:
            hints = self._known_hints[names] = frozenset(hint.strip("-_") for hint in _HINT.findall(names.lower()))
        return hints

    def _flush(self) -> None:
        text, linked, context = "".join(self._parts), self._linked, self._context
        self._parts, self._linked = [], 0
        if text.isspace():
            return
        for run in _runs_of(text, context.kind):
            if _PRINTS.search(run):
                block = VisibleBlock(context.kind, run, context.level, context.tags, context.hints, min(linked, len(run)))
                self.blocks.append(block)


def _inner(tag: str, context: _Context, hints: frozenset[str]) -> _Context:
    kind = _KINDS.get(tag, context.kind)
    if tag == "p" and context.kind in (BlockKind.QUOTE, BlockKind.CAPTION, BlockKind.ITEM):
        kind = context.kind
    level = int(tag[1]) if kind is BlockKind.HEADING and tag in _KINDS else context.level
    if tag in ("ul", "ol"):
        kind, level = BlockKind.PARAGRAPH, (context.level if context.kind is BlockKind.ITEM else 0) + 1
    if tag in _SECTIONS and kind is BlockKind.HEADING:
        kind, level = BlockKind.PARAGRAPH, 0
    return _Context(kind, level, (*context.tags, tag), context.hints | hints if hints else context.hints)


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    style = attributes.get("style")
    return "hidden" in attributes or (style is not None and _HIDDEN_STYLE.search(style) is not None)


def _data_cells(row: LexborNode) -> tuple[str, ...]:
    """The cells of a row of data; nothing when the row is there for layout."""
    cells = [cell for cell in row.iter() if cell.tag in ("td", "th")]
    if len(cells) < 2 or any(cell.css_first(_BLOCK_INSIDE) for cell in cells):
        return ()
    texts = tuple(" ".join((cell.text(deep=True) or "").split()) for cell in cells)
    return texts if sum(map(bool, texts)) > 1 else ()


def _runs_of(text: str, kind: BlockKind) -> list[str]:
    """The blocks of a run of text: its lines, but code and a heading are one."""
    match kind:
        case BlockKind.CODE:
            return [text.strip("\n")]
        case BlockKind.HEADING:
            return [" ".join(text.split())]
        case _:
            return _lines_of(text)


def _lines_of(text: str) -> list[str]:
    """Split a run at its line breaks, but not where one falls inside a sentence."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    if len(lines) == 1:
        return lines
    runs: list[str] = []
    for number, line in enumerate(lines):
        continues = number and lines[number - 1] and not re.search(r"[.?!:…\"\u201d]$", lines[number - 1]) and line[:1].islower()
        if continues and runs:
            runs[-1] += f" {line}"
        else:
            runs.append(line)
    return runs
