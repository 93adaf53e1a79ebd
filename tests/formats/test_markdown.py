"""Markdown: front matter, blocks, signs out of the text."""

from reader.article import BlockKind, Origin
from reader.formats.extracted import Extracted
from reader.formats.limits import DEFAULT_LIMITS
from reader.formats.markdown import read_markdown

PARAGRAPH = "The harbour was closed on Monday after the storm had torn away two of its cranes, and it will stay so for weeks."


def read(source: str) -> Extracted:
    return read_markdown(source.encode(), DEFAULT_LIMITS)


def shape(article: Extracted) -> list[tuple[BlockKind, int, str]]:
    return [(block.kind, block.level, block.span.of(article.text)) for block in article.blocks]


def test_front_matter_is_metadata_and_not_text() -> None:
    article = read(
        "---\ntitle: 'Storm'\nauthor: Ann Example\npublication: Harbour Times\ndate: 2024-03-03T10:00:00\n"
        f"url: https://example.org/a\ntags: [sea, storm]\n---\n{PARAGRAPH}\n"
    )
    metadata = article.metadata
    stated = [value.text for value in (metadata.title, metadata.author, metadata.source, metadata.date)]
    assert stated == ["Storm", "Ann Example", "Harbour Times", "2024-03-03"]
    assert metadata.title.origin is Origin.FOUND
    assert metadata.url == "https://example.org/a"
    assert article.tags == ("sea", "storm")
    assert article.text == PARAGRAPH


def test_the_first_heading_is_the_title() -> None:
    article = read(f"# Storm *closes* a harbour\n\n{PARAGRAPH}\n\n## Later\n")
    assert shape(article)[0] == (BlockKind.TITLE, 1, "Storm closes a harbour")
    assert article.metadata.title.text == "Storm closes a harbour"


def test_a_text_without_heading_has_no_title() -> None:
    assert read(PARAGRAPH).metadata.title.origin is Origin.UNKNOWN


def test_blocks_lose_their_signs() -> None:
    article = read(
        "Some **bold** and [a link](https://example.org).\n\n- one\n  - two\n\n1. first\n\n> said\n\n```\nx = 1\ny = 2\n```\n"
    )
    assert shape(article) == [
        (BlockKind.PARAGRAPH, 0, "Some bold and a link."),
        (BlockKind.ITEM, 1, "one"),
        (BlockKind.ITEM, 2, "two"),
        (BlockKind.ITEM, 1, "1. first"),
        (BlockKind.QUOTE, 0, "said"),
        (BlockKind.CODE, 0, "x = 1\ny = 2"),
    ]


def test_a_table_gives_a_block_for_each_row() -> None:
    article = read("| a | b |\n|---|---|\n| 1 | 2 |\n")
    assert shape(article) == [(BlockKind.TABLE, 0, "a | b"), (BlockKind.TABLE, 0, "1 | 2")]


def test_a_picture_alone_gives_its_description_as_caption() -> None:
    assert shape(read("![A crane in the water](crane.png)\n")) == [(BlockKind.CAPTION, 0, "A crane in the water")]
