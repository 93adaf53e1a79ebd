"""Pages that extractors lose paragraphs of: live blogs, lists, broken copies. All stays, in order, and none is folded."""

import pytest

from reader.article import BlockState
from reader.formats.extracted import Extracted
from reader.formats.parsing import parse_document
from tests.formats.makers import page

PLACES = "quay market school bridge tower mill church station library theatre hospital garden brewery cinema museum".split()
PARAGRAPHS = [
    f"At the {place} the water stood {number + 2} feet deep on Monday evening, and people who live near it were told by the police"
    f" to leave their houses before the next tide came in at {number + 6} o'clock."
    for number, place in enumerate(PLACES)
]
MENU = (
    "<nav><ul>"
    + "".join(f"<li><a href='/{name}'>{name.title()}</a></li>" for name in "home world sport arts".split())
    + "</ul></nav>"
)
TEASERS = (
    "<aside class='related'><h3>Read more</h3><ul>" + "<li><a href='/x'>Another story of the day</a></li>" * 6 + "</ul></aside>"
)
FOOTER = "<footer><p>Copyright Harbour Times. All rights reserved.</p><p><a href='/terms'>Terms and conditions</a></p></footer>"


def live_blog() -> str:
    posts = "".join(
        f"<article class='live-post'><header><time datetime='2024-03-02T{n + 6:02}:00Z'>{n + 6}:00</time>"
        f"<h2>Update {n}</h2></header><div class='post-body'><p>{text}</p></div><div class='share'>Share</div></article>"
        for n, text in enumerate(PARAGRAPHS)
    )
    return f"<main><h1>Storm at the harbour: live updates</h1><div class='live-feed'>{posts}</div></main>"


def list_article() -> str:
    items = "".join(f"<h2>{n}. The {place}</h2><p>{PARAGRAPHS[n]}</p>" for n, place in enumerate(PLACES))
    return f"<main><article><h1>Fifteen places after the storm</h1>{items}</article></main>"


def items_of_a_list() -> str:
    items = "".join(f"<li><b>{place.title()}.</b> {PARAGRAPHS[n]}</li>" for n, place in enumerate(PLACES))
    return f"<div id='story'><h1>Fifteen places after the storm</h1><ol>{items}</ol></div>"


def broken_copy() -> str:
    copy = "".join(f"<p>{text[:60]}" for text in PARAGRAPHS[:4])
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    story = f"<article><h1>Storm at the harbour</h1><div class='article-body'>{body}</div></article>"
    return f"<div class='teaser-copy'>{copy}</div>{story}"


def without_paragraphs() -> str:
    return "<div id='content'><h1>Storm at the harbour</h1><div class='text'>" + "<br><br>".join(PARAGRAPHS) + "</div></div>"


def in_boxes() -> str:
    boxes = "".join(f"<section class='box'><div><div><p>{text}</p></div></div></section>" for text in PARAGRAPHS)
    return f"<main><h1>Storm at the harbour</h1>{boxes}</main>"


def in_a_layout_table() -> str:
    rows = "".join(f"<tr><td></td><td><p>{text}</p></td></tr>" for text in PARAGRAPHS)
    return f"<table><tr><td>{MENU}</td><td><h1>Storm at the harbour</h1><table>{rows}</table></td></tr></table>"


def in_a_form() -> str:
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    return f"<form action='/x'><h1>Storm at the harbour</h1><div class='article'>{body}</div><input type=submit></form>"


def around_embeds() -> str:
    embed = "<blockquote class='twitter-tweet'><p>What a storm</p>&mdash; Ann (@ann) <a href='/1'>March 2</a></blockquote>"
    body = f"{embed}<div class='newsletter-signup'>Sign up</div>".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    return f"<article><h1>Storm at the harbour</h1>{body}</article>"


def questions() -> str:
    body = "".join(f"<p><strong>What of the {place}?</strong></p><p>{PARAGRAPHS[n]}</p>" for n, place in enumerate(PLACES))
    return f"<article><h1>Questions after the storm</h1>{body}</article>"


SHAPES = {
    maker.__name__: maker
    for maker in (
        live_blog, list_article, items_of_a_list, broken_copy, without_paragraphs, in_boxes, in_a_layout_table, in_a_form,
        around_embeds, questions,
    )
}  # fmt: skip


def read(shape: str) -> Extracted:
    (article,) = parse_document(page(f"{MENU}{SHAPES[shape]()}{TEASERS}{FOOTER}", "<title>Storm at the harbour</title>"), "a.html")
    return article


@pytest.mark.parametrize("shape", SHAPES)
def test_every_paragraph_is_there_in_order_and_not_folded(shape: str) -> None:
    article = read(shape)
    places = [article.text.find(text) for text in PARAGRAPHS]
    assert -1 not in places
    assert places == sorted(places)
    for text, place in zip(PARAGRAPHS, places, strict=True):
        (block,) = (block for block in article.blocks if block.span.start <= place < block.span.end)
        assert block.state is not BlockState.FOLDED, text


@pytest.mark.parametrize("shape", SHAPES)
def test_most_of_it_is_shown_and_the_furniture_is_not(shape: str) -> None:
    article = read(shape)
    shown = " ".join(block.span.of(article.text) for block in article.blocks if block.state is BlockState.SHOWN)
    assert sum(text in shown for text in PARAGRAPHS) >= len(PARAGRAPHS) - 1
    assert "All rights reserved" not in shown
    assert "Another story of the day" not in shown


@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_that_is_seen_is_lost(shape: str) -> None:
    article = read(shape)
    for words in ("Home", "Another story of the day", "All rights reserved."):
        assert words in article.text


def test_a_page_without_running_text_is_read() -> None:
    (article,) = parse_document(page("<ul><li>One</li><li>Two</li></ul>"), "page.html")
    assert article.text == "One\nTwo"
