"""Web pages: blocks, body against furniture, metadata with its origin."""

import json

import pytest
from selectolax.lexbor import LexborHTMLParser

from reader.article import BlockKind, BlockState, Origin
from reader.formats.extracted import Extracted
from reader.formats.parsing import parse_document
from reader.formats.visible import visible_blocks
from tests.formats.makers import LAST, MORE, PARAGRAPH, page

MENU = (
    "<nav><ul>"
    + "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in ("Home", "World", "Sport", "Weather"))
    + "</ul></nav>"
)
RELATED = (
    "<aside class='related'><h3>More</h3><ul><li><a href='/b'>Another storm</a></li><li><a href='/c'>Third</a></li></ul></aside>"
)
STORY = f"<article><h1>Storm closes a harbour</h1><p>{PARAGRAPH}</p><p>{MORE}</p><p>{LAST}</p></article>"


def read(body: str, head: str = "", url: str | None = None) -> Extracted:
    (article,) = parse_document(page(body, head), "a.html", url=url)
    return article


def shown(article: Extracted) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.span.of(article.text)) for block in article.blocks if block.state is BlockState.SHOWN]


def linked_data(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def test_the_body_is_shown_and_the_rest_stays_in_the_text() -> None:
    article = read(f"{MENU}{STORY}{RELATED}<footer>Copyright Harbour Times. All rights reserved.</footer>")
    assert [text for kind, text in shown(article) if kind is BlockKind.PARAGRAPH] == [PARAGRAPH, MORE, LAST]
    assert (BlockKind.TITLE, "Storm closes a harbour") in shown(article)
    for text in ("Weather", "Another storm", "All rights reserved."):
        assert text in article.text


def test_what_is_not_seen_is_no_text() -> None:
    article = read(
        f"<p>{PARAGRAPH}</p><script>hidden()</script><style>p {{}}</style><p hidden>hidden</p>"
        "<div style='display: none'>hidden</div>"
    )
    assert article.text == PARAGRAPH


def test_blocks_know_what_they_are() -> None:
    body = (
        f"<article><h2>Why</h2><p>{PARAGRAPH}</p><ul><li>one thing to see<ul><li>a thing below it</li></ul></li></ul>"
        f"<blockquote><p>{MORE}</p></blockquote><figure><figcaption>A crane in the water</figcaption></figure>"
        f"<table><tr><th>Year</th><th>Storms</th></tr><tr><td>2024</td><td>3</td></tr></table>"
        f"<pre>x = 1\ny = 2</pre><p>{LAST}</p></article>"
    )
    article = read(body)
    kinds = {block.span.of(article.text): (block.kind, block.level) for block in article.blocks if not block.is_furniture}
    assert kinds[MORE][0] is BlockKind.QUOTE
    assert kinds["Why"] == (BlockKind.HEADING, 2)
    in_text = ("one thing to see", "a thing below it", "A crane in the water", "Year | Storms", "2024 | 3", "x = 1\ny = 2")
    assert all(text in article.text for text in in_text)


def test_a_line_break_parts_lines_but_not_sentences() -> None:
    article = read("<p>Harbour Road 1<br>12345 Stormtown</p><p>It was a storm that<br>nobody had seen before.</p>")
    assert [text for _, text in shown(article)] == [
        "Harbour Road 1",
        "12345 Stormtown",
        "It was a storm that nobody had seen before.",
    ]


def test_structured_data_are_found() -> None:
    head = linked_data(
        headline="Storm closes a harbour",
        datePublished="2025-11-13T08:00:00Z",
        author=[{"name": "Ann Example"}, {"name": "By Bob Example"}],
        publisher={"name": "Harbour Times"},
    )
    metadata = read(STORY, head).metadata
    stated = (metadata.title, metadata.source, metadata.author, metadata.date)
    assert [value.text for value in stated] == ["Storm closes a harbour", "Harbour Times", "Ann Example, Bob Example", "2025-11-13"]
    assert all(value.origin is Origin.FOUND for value in stated)


@pytest.mark.parametrize("stated", ["0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "2025-13-45", "soon"])
def test_an_impossible_date_is_unknown(stated: str) -> None:
    assert read(STORY, linked_data(headline="Storm", datePublished=stated)).metadata.date.origin is Origin.UNKNOWN


def test_a_hinted_date_is_only_guessed() -> None:
    metadata = read(STORY.replace("</h1>", "</h1><time datetime='2025-11-13'>yesterday</time>")).metadata
    assert (metadata.date.text, metadata.date.origin) == ("2025-11-13", Origin.GUESSED)


def test_the_printed_headline_is_the_title() -> None:
    head = '<title>Storm closes a harbour | Harbour Times</title><meta property="og:title" content="STORM! Storm closes a harbour">'
    metadata = read(STORY, head).metadata
    assert metadata.title.text == "Storm closes a harbour"
    assert metadata.title.span is not None


def test_a_page_that_states_nothing_has_no_metadata() -> None:
    metadata = read(f"<p>{PARAGRAPH}</p>").metadata
    values = (metadata.title, metadata.source, metadata.author, metadata.date)
    assert all(value.origin is Origin.UNKNOWN for value in values)


def test_a_saved_page_knows_its_address() -> None:
    content = b"<!-- saved from url=(0030)https://example.org/a -->\n" + page(STORY)
    assert parse_document(content, "a.html")[0].metadata.url == "https://example.org/a"


def test_an_address_of_another_kind_is_none() -> None:
    assert read(STORY, "<link rel=canonical href='javascript:alert(1)'>").metadata.url is None


def hints_of(name: str) -> frozenset[str]:
    (block,) = visible_blocks(LexborHTMLParser(f"<div class='{name}'>Text</div>"))
    return block.hints


@pytest.mark.parametrize(
    ("name", "hints"),
    [
        ("social-sharing", {"social", "sharing"}),
        ("ShareBar", {"share"}),
        ("ad-slot", {"ad"}),
        ("top ads_left", {"ads"}),
        ("read-more", {"read-more"}),
        ("headline header", {"headline", "header"}),
        ("thread-start", set()),
        ("upload_box", set()),
        ("grid col-7", set()),
    ],
)
def test_class_names_hint_at_what_a_block_is(name: str, hints: set[str]) -> None:
    assert hints_of(name) == hints
