"""Documents made to break a reader: each ends in text, or in one line that says why not."""

import time

import pytest

from reader.errors import Refused
from reader.formats.decoding import decode
from reader.formats.extracted import Extracted
from reader.formats.limits import DEFAULT_LIMITS
from reader.formats.parsing import parse_document
from tests.formats.makers import PARAGRAPH, feed, page


def read(content: bytes, name: str = "a.html") -> Extracted:
    (article,) = parse_document(content, name)
    return article


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 100_000 + PARAGRAPH + "</div>" * 100_000,
        "<p>" + "<b><i>" * 50_000 + PARAGRAPH,
        "<p " + " ".join(f"a{number}=1" for number in range(50_000)) + f">{PARAGRAPH}</p>",
        f"<article><p>{PARAGRAPH}" + "<table><tr><td><p>" * 500,
        f"<p>{PARAGRAPH}<img src='data:image/png;base64,{'A' * 500_000}'></p>",
        f"<p>{PARAGRAPH}</p>" + "<style>" * 20_000,
        f"<p>{PARAGRAPH}</p>" + "<!--" * 20_000,
        f"<p>{PARAGRAPH}</p><script src='http://example.invalid/'></script><meta http-equiv=refresh content='0;url=file:///etc/passwd'>",
    ],
    ids=["deep", "deep inline", "attributes", "unclosed", "data", "styles", "comments", "references"],
)
def test_the_text_of_a_broken_page_is_kept(body: str) -> None:
    assert PARAGRAPH in read(page(body)).text


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>Storm</h1><p>{'|' * 200_000}</p>",
        f"<h1>Storm</h1><p class=byline>By {'A' * 200_000}</p>",
        "".join(f"<h1>Storm {number}</h1>" for number in range(5_000)),
        f"<h1>Storm</h1><p>{'- ' * 100_000}</p>",
    ],
    ids=["bars", "long name", "headings", "dashes"],
)
def test_endless_fields_and_lines_take_no_endless_time(body: str) -> None:
    endless = "Storm - " * 50_000
    opening = '<script type="application/ld+json">'
    data = f'{opening}{"[" * 50_000}</script>{opening}{{"author": "{endless}</script>'
    head = f"<title>{endless}</title><meta name=author content='{endless}'><meta property=og:title content='{endless}'>{data}"
    before = time.process_time()
    assert PARAGRAPH in read(page(f"{body}<p>{PARAGRAPH}</p>", head)).text
    assert time.process_time() - before < DEFAULT_LIMITS.child_cpu_seconds / 2


def test_text_below_a_deep_nest_is_kept() -> None:
    body = "<div>" * 400 + f"<p>{PARAGRAPH}</p>" + "</div>" * 400 + f"<p>After. {PARAGRAPH}</p>"
    assert f"After. {PARAGRAPH}" in read(page(body)).text


@pytest.mark.parametrize("name", ["a.xhtml", "a.xml", "a.opml"])
def test_entities_of_its_own_are_refused(name: str) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    bodies = {"a.xhtml": "<html><body>&b;</body></html>", "a.xml": "<rss version='2.0'></rss>", "a.opml": "<opml></opml>"}
    with pytest.raises(Refused, match="entities"):
        parse_document((bomb + bodies[name]).encode(), name)


def test_control_characters_of_a_page_stay_for_the_gate() -> None:
    assert "\x1b]52;" in read(page(f"<p>a&#27;]52; {PARAGRAPH}</p>")).text


def test_stacked_marks_are_capped() -> None:
    assert read(("a" + "\u0301" * 5000 + f" {PARAGRAPH}").encode(), "a.txt").text.count("\u0301") == 4


@pytest.mark.parametrize(
    ("content", "text", "how"),
    [
        (b"\xef\xbb\xbfCaf\xc3\xa9", "Café", "mark"),
        ("\ufeffCafé".encode("utf-16-le"), "Café", "mark"),
        ("Café in the harbour".encode("utf-16-be"), "Café in the harbour", "guessed"),
        ("Café in the harbour".encode("latin-1"), "Café in the harbour", "guessed"),
        ("Caf\u00e9 \u2013 \u201cx\u201d".encode("cp1252"), "Café – “x”", "guessed"),
        (b"<meta charset='gb18030'>" + "漢字仮名".encode("gb18030"), "<meta charset='gb18030'>漢字仮名", "declared"),
        (b"<meta charset='utf-16'>" + "Café".encode(), "<meta charset='utf-16'>Café", "utf-8"),
        (b"<meta charset='no-such'>abc", "<meta charset='no-such'>abc", "utf-8"),
    ],
)
def test_bytes_are_decoded_by_the_first_step_that_knows(content: bytes, text: str, how: str) -> None:
    decoded = decode(content, declared_in=1000)
    assert (decoded.text, decoded.how) == (text, how)


def test_bytes_that_cannot_be_read_are_told() -> None:
    decoded = decode("Café, naïve, Zoë, señor, über".encode() + b"\xff")
    assert decoded.text.endswith("\ufffd")
    assert decoded.note == "1 character could not be read as UTF-8"


@pytest.mark.parametrize("content", [bytes(range(256)) * 40, b"a\x00b" * 2000, b"\x00" * 100])
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.md"])
def test_binary_is_refused_whatever_its_name(content: bytes, name: str) -> None:
    with pytest.raises(Refused, match="not text"):
        parse_document(content, name)


def test_a_million_paragraphs_are_refused() -> None:
    with pytest.raises(Refused, match="more than 100000 paragraphs"):
        parse_document(b"A paragraph.\n\n" * 100_100, "a.txt")


def test_hidden_characters_in_a_feed_do_not_stop_it() -> None:
    item = "<item><title>&#x9b;31m [x] \u202e</title><description>x</description></item>"
    assert read(feed(item), "a.xml").metadata.title.text is not None
