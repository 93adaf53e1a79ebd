"""Plain text and pastes: paragraphs, printed metadata, furniture."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import BlockKind, BlockState, Origin
from reader.errors import Refused
from reader.formats.extracted import Extracted
from reader.formats.limits import DEFAULT_LIMITS
from reader.formats.plain import extract_plain, is_list_of_addresses, read_plain

PROSE = "The harbour was closed on Monday after the storm had torn away two of its cranes, and it will stay so for weeks."
MORE_PROSE = "Fishermen who land their catch in the harbour were told to sail to the next town, which they did not like at all."
LAST_PROSE = "The council of the town wants to buy new cranes for the harbour, but the storm has also emptied its treasury."
BODY = f"{PROSE}\n\n{MORE_PROSE}\n\n{LAST_PROSE}\n"


def texts(article: Extracted, state: BlockState | None = None) -> list[str]:
    return [block.span.of(article.text) for block in article.blocks if state in (None, block.state)]


def kinds(article: Extracted) -> list[BlockKind]:
    return [block.kind for block in article.blocks]


def test_a_long_line_of_blanks_is_a_blank_line_like_others() -> None:
    assert texts(extract_plain(PROSE + "\n" + " \t" * 200_000 + "\n" + MORE_PROSE)) == [PROSE, MORE_PROSE]


def test_paragraphs_stand_between_blank_lines() -> None:
    assert texts(extract_plain(BODY)) == [PROSE, MORE_PROSE, LAST_PROSE]


def test_each_line_is_a_paragraph_when_no_blank_lines_stand() -> None:
    assert texts(extract_plain(f"{PROSE}\n{MORE_PROSE}\n{LAST_PROSE}")) == [PROSE, MORE_PROSE, LAST_PROSE]


def test_hard_wrapped_lines_are_joined_without_moving_a_character() -> None:
    wrapped = (
        "The harbour was closed on Monday after\nthe storm had torn away two of its\ncranes, and it will stay so for weeks.\n\n"
        "Fishermen who land their catch in the\nharbour were told to sail to the next\ntown, which they did not like at all.\n"
    )
    article = extract_plain(wrapped)
    assert texts(article) == [PROSE, MORE_PROSE]
    assert len(article.text) == len(wrapped)


def test_a_bullet_makes_an_item_and_is_blanked() -> None:
    article = extract_plain(f"{BODY}\n  • {PROSE}\n  • {MORE_PROSE}\n")
    assert kinds(article)[-2:] == [BlockKind.ITEM, BlockKind.ITEM]
    assert "•" not in article.text


def test_title_byline_and_date_are_found_where_they_are_printed() -> None:
    article = extract_plain(f"Storm closes the harbour of a small town\n\nBy Ann Example March 3, 2024\n\n{BODY}")
    metadata = article.metadata
    assert (metadata.title.text, metadata.author.text, metadata.date.text) == (
        "Storm closes the harbour of a small town",
        "Ann Example",
        "2024-03-03",
    )
    assert all(value.origin is Origin.FOUND for value in (metadata.title, metadata.author, metadata.date))
    assert metadata.author.span is not None
    assert metadata.author.span.of(article.text) == "Ann Example"


def test_nothing_is_invented_where_nothing_is_printed() -> None:
    metadata = extract_plain(f"On March 3, 2024 it rained. {BODY}").metadata
    values = (metadata.title, metadata.source, metadata.author, metadata.date)
    assert all(value.origin is Origin.UNKNOWN for value in values)


def test_the_date_of_a_teaser_is_not_the_date_of_the_article() -> None:
    article = extract_plain(f"Storm closes the harbour of a small town\n\n{BODY}\nkeep reading\n\nMarch 3, 2024\n\nLatest\n")
    assert article.metadata.date.origin is Origin.UNKNOWN


def test_an_outlet_that_signs_below_the_headline_is_a_guessed_source() -> None:
    article = extract_plain(f"Storm closes the harbour of a small town\nBy Harbour Times\n\n{BODY}")
    assert (article.metadata.source.text, article.metadata.source.origin) == ("Harbour Times", Origin.GUESSED)


def test_a_credit_at_the_end_is_an_author_but_no_source() -> None:
    metadata = extract_plain(f"Storm closes the harbour of a small town\n\n{BODY}\nBy Harbour Times\n").metadata
    assert metadata.author.text == "Harbour Times"
    assert metadata.source.origin is Origin.UNKNOWN


def test_furniture_is_folded_and_stays_in_the_text() -> None:
    article = extract_plain(f"Share\n\nFollow us on Facebook\n\n{BODY}\nkeep reading\n\nLATEST\n\nNewsletter\n\nSubscribe\n")
    assert texts(article, BlockState.SHOWN) == [PROSE, MORE_PROSE, LAST_PROSE]
    assert {"Share", "keep reading", "LATEST", "Subscribe"} <= set(texts(article, BlockState.FOLDED))


def test_a_repeated_title_is_furniture() -> None:
    title = "Storm closes the harbour of a small town"
    article = extract_plain(f"{title}\n\n{title}\n\n{BODY}")
    assert kinds(article)[:2] == [BlockKind.TITLE, BlockKind.FURNITURE]


def test_a_caption_is_no_paragraph() -> None:
    article = extract_plain(
        f"Storm closes the harbour of a small town\n\nA crane lies in the water of the harbour. / Harbour.no\n\n{BODY}"
    )
    assert kinds(article)[:3] == [BlockKind.TITLE, BlockKind.CAPTION, BlockKind.PARAGRAPH]


@pytest.mark.parametrize("content", [b"", b"\n\n\n", b"   \t \n", b"\xef\xbb\xbf"])
def test_a_file_without_text_is_refused(content: bytes) -> None:
    with pytest.raises(Refused, match="no text found"):
        read_plain(content, DEFAULT_LIMITS)


def test_binary_is_refused() -> None:
    with pytest.raises(Refused, match="not text"):
        read_plain(bytes(range(256)) * 100, DEFAULT_LIMITS)


@given(st.text(max_size=400))
def test_blocks_cover_all_that_is_not_blank(text: str) -> None:
    try:
        article = extract_plain(text)
    except Refused:
        assert not text.strip()
        return
    end = 0
    for block in article.blocks:
        assert not article.text[end : block.span.start].strip()
        assert block.span.of(article.text).strip() == block.span.of(article.text) != ""
        end = block.span.end
    assert not article.text[end:].strip()


def test_a_text_without_any_sign_of_a_page_is_shown_whole() -> None:
    article = extract_plain(f"Storm\n\n{BODY}\nThe End\n")
    assert all(block.state is BlockState.SHOWN for block in article.blocks)


def test_a_line_of_an_article_that_speaks_of_sharing_is_not_folded() -> None:
    article = extract_plain(f"{BODY}\nFollow the council on Twitter\n")
    assert not any(block.is_furniture for block in article.blocks)


def test_teasers_that_close_alike_are_folded() -> None:
    bread = "Ministers met in the capital to talk about the price of bread, while farmers blocked roads with their tractors again."
    teaser = f"Top photo credit: A tractor (Harbour Pictures)\n\nWhy bread is dear\n\nEconomy\n\n{bread}\n\nkeep reading\n\n"
    article = extract_plain(f"Storm closes the harbour of a small town\n\n{BODY * 3}\nShare\n\n{teaser * 2}Newsletter\n")
    assert bread not in texts(article, BlockState.SHOWN)
    assert texts(article, BlockState.SHOWN).count(PROSE) == 3


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/feed.xml\n",
        '# mine\n\nhttps://example.org/feed news daily\nhttp://example.com/rss "~The Example Times"\n',
        'https://example.org/feed\n"query:Unread:unread = \\"yes\\""\nexec:~/bin/feed\nfilter:~/bin/f:https://example.org/x\n',
        "\ufeffhttps://example.org/feed\r\nhttps://example.com/feed\r\n",
    ],
)
def test_a_list_of_feeds_is_no_article(text: str) -> None:
    with pytest.raises(Refused, match="a list of addresses"):
        read_plain(text.encode(), DEFAULT_LIMITS)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# only a remark\n",
        f"https://example.org/story\n\n{PROSE}\n",
        f"{PROSE}\n\nhttps://example.org/story\n",
        "https://example.org/story tells of the harbour and of the storm that closed it on Monday",
        '"query:everything" is what he called his list',
    ],
)
def test_an_article_with_addresses_stays_one(text: str) -> None:
    assert not is_list_of_addresses(text)
