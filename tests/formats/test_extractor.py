"""What Trafilatura is given: a tree without what it throws away first; its answer stays the one it gives for the source."""

import pytest
import trafilatura
from trafilatura.settings import Document

from reader.formats.extractor import body_lines
from tests.formats.makers import LAST, MORE, PARAGRAPH, page
from tests.formats.test_page_shapes import FOOTER, MENU, PARAGRAPHS, TEASERS, broken_copy, items_of_a_list, list_article, live_blog

STORY = f"<article><h1>Storm closes a harbour</h1><p>{PARAGRAPH}</p><p>{MORE}</p><p>{LAST}</p></article>"
TABLE = "<table><tr><th>Year</th><th>Storms</th></tr><tr><td>2024</td><td>three in the spring</td></tr></table>"
FORM = f"<form action='/send'><div>{STORY}</div><input name='q'><button>Go</button></form>"
SHAPES = {
    "story": f"{MENU}{STORY}{TEASERS}{FOOTER}",
    "live blog": f"{MENU}{live_blog()}{FOOTER}",
    "list": list_article() + TEASERS,
    "items": items_of_a_list(),
    "broken copy": broken_copy() + FOOTER,
    "table in a figure": f"<article><p>{PARAGRAPH}</p><figure>{TABLE}</figure><p>{MORE}</p><p>{LAST}</p></article>",
    "all in a form": FORM,
    "all in an aside": f"<aside><div>{STORY}</div></aside>",
    "a time in a sentence": f"<article><p>At <time>noon</time> it rose. {PARAGRAPH}</p><p>{MORE}</p><p>{LAST}</p></article>",
    "a formula": f"<article><p>{PARAGRAPH} It rose by <math><mi>x</mi></math> feet.</p><p>{MORE}</p><p>{LAST}</p></article>",
    "few words": "<main><p>Closed on Monday.</p></main>",
}


def asked_by_source(html: str) -> list[str]:
    found = trafilatura.bare_extraction(html, fast=True, favor_recall=True, include_comments=False, with_metadata=False)
    return (found.text or "").split("\n") if isinstance(found, Document) else []


@pytest.mark.parametrize("body", SHAPES.values(), ids=SHAPES)
def test_the_answer_is_the_one_for_the_whole_source(body: str) -> None:
    html = page(body, "<title>Storm</title><meta name='author' content='Ann Example'>").decode()
    assert body_lines(html) == asked_by_source(html)


def test_a_page_that_stands_in_an_aside_has_a_body() -> None:
    assert PARAGRAPH in body_lines(page(SHAPES["all in an aside"]).decode())


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1b", "\x1f"], ids=ascii)
def test_a_sign_that_xml_does_not_know_ends_no_page(sign: str) -> None:
    lines = body_lines(page(f"<article><p>{PARAGRAPH}{sign}</p><p>{MORE}</p><p>{LAST}</p></article>").decode())
    assert lines == [PARAGRAPH, MORE, LAST]


def test_a_piece_of_a_page_has_a_body() -> None:
    """A copied piece begins with no html element; it is an article all the same."""
    assert LAST in body_lines(f"<div><p>{PARAGRAPH}</p><p>{MORE}</p><p>{LAST}</p></div>")


@pytest.mark.parametrize("html", ["", " ", "<!-- nothing -->", "<html></html>", "<script>a()</script>", "\x00"])
def test_a_page_of_nothing_has_no_body(html: str) -> None:
    assert not any(body_lines(html))


def test_pages_read_one_after_the_other_know_nothing_of_each_other() -> None:
    first, second = (page(f"<article><p>{text}</p><p>{MORE}</p></article>").decode() for text in PARAGRAPHS[:2])
    alone = body_lines(second)
    body_lines(first)
    assert body_lines(second) == alone
