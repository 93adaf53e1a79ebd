"""All the text a page shows, as blocks in the order of the page.

A `VisibleBlock` knows where it stood: which elements hold it and what their class
names hint at. Deciding what is article and what is furniture is for others.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape

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
_BLOCK_INSIDE = "p, div, table, ul, ol, h1, h2, h3, h4, h5, h6, blockquote, section, article"
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HINT = re.compile(
    r"comment|related|recommend|promo|shar(?:e|ing)|social|newsletter|subscri|footer|header|nav|menu|sidebar|aside|widget|teaser"
    r"|popular|trending|caption|credit|byline|author|date|time|tag|cookie|consent|banner|advert|\bads?[-_]|breadcrumb|paywall"
    r"|headline|title|summary|standfirst|body|content|entry|post|story|gallery|list|card|meta|bio|signup|read-?more|disqus"
)
_DATA_ADDRESS = re.compile(r"data:[a-z]+/[^\"'\s>)]{500,}", re.IGNORECASE)
_LONG_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)\s[^<>]{20000,}>")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr p li td tr th dd dt option".split())


@dataclass(frozen=True, slots=True)
class VisibleBlock:
    """A block of a page as it is seen."""

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
    if "data:" in html:
        html = _DATA_ADDRESS.sub("", html)
    return _LONG_TAG.sub(r"<\1>", html)


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
    html = re.sub(r"(?is)<(script|style|head)\b.*?</\1\s*>|<!--.*?-->", " ", html)
    html = re.sub(r"(?i)</?(?:p|div|br|h[1-6]|li|tr|article|section)\b[^<>]*>", "\n\n", html)
    return re.sub(r"\n\s*\n", "\n\n", unescape(re.sub(r"<[^<>]*>", "", html)))


def visible_blocks(page: LexborHTMLParser) -> tuple[VisibleBlock, ...]:
    """Return all text that a page shows."""
    return tuple(_Walk().over(page.body)) if page.body is not None else ()


@dataclass(frozen=True, slots=True)
class _Context:
    """Where in the page the walk stands."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    tags: tuple[str, ...] = ()
    hints: frozenset[str] = frozenset()
    in_link: bool = False


class _Walk:
    """A walk over the elements in document order that collects runs of inline text."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._linked = 0
        self._context = _Context()

    def over(self, root: LexborNode) -> Iterator[VisibleBlock]:
        """Iterate over the blocks below an element; the walk keeps its own stack, so depth costs no recursion."""
        stack: list[tuple[LexborNode | None, _Context]] = [(root.child, _Context())]
        while stack:
            node, context = stack.pop()
            if node is None:
                continue
            stack.append((node.next, context))
            tag = node.tag
            if tag == "-text":
                yield from self._take_text(node.text_content or "", context)
            elif tag == "br":
                self._parts.append("\n")
            elif tag in _INLINE:
                stack.append((node.child, replace(context, in_link=True) if tag == "a" else context))
            elif tag and tag not in _UNSEEN and not tag.startswith(("-", "!")) and not _is_hidden(node):
                yield from self._flush()
                yield from self._enter(node, tag, context, stack)
        yield from self._flush()

    def _take_text(self, text: str, context: _Context) -> Iterator[VisibleBlock]:
        if context.tags != self._context.tags or context.kind is not self._context.kind:
            yield from self._flush()
        self._context = context
        self._parts.append(text if context.kind is BlockKind.CODE else text.replace("\n", " "))
        if context.in_link:
            self._linked += len(text.strip())

    def _enter(
        self, node: LexborNode, tag: str, context: _Context, stack: list[tuple[LexborNode | None, _Context]]
    ) -> Iterator[VisibleBlock]:
        inner = _inner(node, tag, context)
        if tag == "tr" and (cells := _data_cells(node)):
            text = " | ".join(cells)
            yield VisibleBlock(BlockKind.TABLE, text, 0, inner.tags, inner.hints)
        else:
            stack.append((node.child, inner))

    def _flush(self) -> Iterator[VisibleBlock]:
        text, linked, context = "".join(self._parts), self._linked, self._context
        self._parts, self._linked = [], 0
        runs = [text.strip("\n")] if context.kind is BlockKind.CODE else _lines_of(text)
        for run in runs:
            if run and not run.isspace():
                yield VisibleBlock(context.kind, run, context.level, context.tags, context.hints, min(linked, len(run)))


def _inner(node: LexborNode, tag: str, context: _Context) -> _Context:
    kind = _KINDS.get(tag, context.kind)
    if tag == "p" and context.kind in (BlockKind.QUOTE, BlockKind.CAPTION, BlockKind.ITEM):
        kind = context.kind
    level = int(tag[1]) if kind is BlockKind.HEADING and tag in _KINDS else context.level
    if tag in ("ul", "ol"):
        kind, level = BlockKind.PARAGRAPH, (context.level if context.kind is BlockKind.ITEM else 0) + 1
    if tag in ("div", "section", "article", "aside", "nav", "header", "footer", "form", "td") and kind is BlockKind.HEADING:
        kind, level = BlockKind.PARAGRAPH, 0
    return _Context(kind, level, (*context.tags, tag), context.hints | _hints(node), context.in_link)


def _hints(node: LexborNode) -> frozenset[str]:
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''} {attributes.get('itemprop') or ''}"
    return frozenset(hint.strip("-_") for hint in _HINT.findall(names.lower())) if len(names) > 2 else frozenset()


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    return "hidden" in attributes or bool(_HIDDEN_STYLE.search(attributes.get("style") or ""))


def _data_cells(row: LexborNode) -> tuple[str, ...]:
    """The cells of a row of data; nothing when the row is there for layout."""
    cells = [cell for cell in row.iter() if cell.tag in ("td", "th")]
    if len(cells) < 2 or any(cell.css_first(_BLOCK_INSIDE) for cell in cells):
        return ()
    texts = tuple(" ".join((cell.text(deep=True) or "").split()) for cell in cells)
    return texts if sum(map(bool, texts)) > 1 else ()


def _lines_of(text: str) -> list[str]:
    """Split a run at its line breaks, but not where one falls inside a sentence."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    runs: list[str] = []
    for number, line in enumerate(lines):
        continues = number and lines[number - 1] and not re.search(r"[.?!:…\"\u201d]$", lines[number - 1]) and line[:1].islower()
        if continues and runs:
            runs[-1] += f" {line}"
        else:
            runs.append(line)
    return runs
