"""Which of a page's words Trafilatura takes for the article's body.

It is asked for all it can find: what is too much of that the judge of blocks takes
out, what it leaves out nobody brings back. It gets a tree instead of a source, of
plain elements and without what it throws away before it looks at anything: its
tests of class names cost most of its time, and half of them are of menus.
"""

from functools import cache

import trafilatura
from lxml import etree
from lxml.html import HtmlElement
from trafilatura.settings import MANUALLY_CLEANED, Document, Extractor

from reader.formats.visible import without_unseen

_WEIGHED = frozenset(("form", "figure", "math"))
"""What is thrown away only after a look at what it holds."""
_NOT_IN_XML = bytes(code for code in range(32) if code not in (9, 10, 13))


def body_lines(html: str) -> list[str]:
    """Return the lines of the body, none when nothing is found; a page's source comes in."""
    tree = _tree(without_unseen(html))
    if tree is None:
        return []
    found = trafilatura.bare_extraction(tree, options=_options())
    return (found.text or "").split("\n") if isinstance(found, Document) else []


def _tree(html: str) -> etree._Element | None:
    """Parse a page and take out what holds no article, unless all paragraphs stand in it."""
    source = html.encode("utf-8", "replace").translate(None, _NOT_IN_XML)
    tree = _parsed(source)
    if tree is None or tree.find(".//p") is None:
        return tree
    etree.strip_elements(tree, *(tag for tag in MANUALLY_CLEANED if tag not in _WEIGHED), with_tail=False)
    return tree if tree.find(".//p") is not None else _parsed(source)


def _parsed(source: bytes) -> etree._Element | None:
    try:
        return etree.fromstring(source, _parser())
    except etree.XMLSyntaxError:
        return None


@cache
def _parser() -> etree.HTMLParser:
    """A parser whose elements are all of one class: choosing one for each, as `lxml.html` does, costs a tenth of the whole."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, default_doctype=False)
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    return parser


@cache
def _options() -> Extractor:
    return Extractor(output_format="python", fast=True, recall=True, comments=False)
