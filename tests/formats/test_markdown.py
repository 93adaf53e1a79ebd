"""Markdown: front matter, blocks, signs out of the text."""

import pytest

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


def stated(front: str) -> tuple[str | None, ...]:
    metadata = read(f"{front}\n{PARAGRAPH}\n").metadata
    return metadata.title.text, metadata.source.text, metadata.author.text, metadata.date.text, metadata.url


def test_a_list_below_a_name_is_read_whole() -> None:
    front = "---\nauthor:\n  - Ann Example\n  - 'Bob Example'\ntags:\n- sea\n- \"two words\"\n-  storm\ntitle: Storm\n---"
    assert stated(front)[2] == "Ann Example, Bob Example"
    assert read(f"{front}\n{PARAGRAPH}").tags == ("sea", "two words", "storm")


def test_a_clipped_page_has_its_address_and_authors() -> None:
    people = '  - "[[Ann Example]]"\n  - "[[people/bob|Bob Example]]"\n'
    front = (
        f'---\ntitle: Storm\nsource: "https://pier.example/storm"\nauthor:\n{people}published: 2024-03-02\ncreated: 2025-01-01\n---'
    )
    assert stated(front) == ("Storm", "pier.example", "Ann Example, Bob Example", "2024-03-02", "https://pier.example/storm")


@pytest.mark.parametrize(
    "tags",
    ['tags = ["sea", "storm"]', '[taxonomies]\ntags = ["sea", "storm"]', "[extra]\nx = 1\n[params]\nkeywords = 'sea, storm'"],
)
def test_toml_between_pluses_is_front_matter(tags: str) -> None:
    front = f'+++\ntitle = "Storm: a diary"\ndate = 2024-03-02T08:00:00Z\nauthors = ["Ann Example", "Bob Example"]\n{tags}\n+++'
    assert stated(front) == ("Storm: a diary", None, "Ann Example, Bob Example", "2024-03-02", None)
    article = read(f"{front}\n{PARAGRAPH}")
    assert (article.tags, article.text) == (("sea", "storm"), PARAGRAPH)


@pytest.mark.parametrize("front", ["+++\ntitle = \n+++", "+++\nnot toml at all\n+++", "+++\ntitle = 'never closed'"])
def test_damaged_toml_stays_in_the_text(front: str) -> None:
    article = read(f"{front}\n\n{PARAGRAPH}")
    assert PARAGRAPH in article.text
    assert "+++" in article.text
    assert article.tags == ()
