"""The reader's word: values set by hand, blocks kept or cut, references resolved."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader.article import Article, Block, BlockKind, BlockState, Metadata, Origin, Value, digest_of
from reader.bookmarks.corrections import BlockCorrection
from reader.errors import UnknownArticle, UsageError
from reader.library.identity import new_id
from reader.library.references import resolve
from reader.library.wording import checked_values, recut, reworded
from reader.text import Span

TEXT = "First paragraph.\n\nShare this\n\nLast paragraph."


def article(text: str = TEXT) -> Article:
    spans, start = [], 0
    for part in text.split("\n\n"):
        spans.append(Span(start, start + len(part)))
        start += len(part) + 2
    kinds = [BlockKind.FURNITURE if "Share" in span.of(text) else BlockKind.PARAGRAPH for span in spans]
    states = [BlockState.FOLDED if kind is BlockKind.FURNITURE else BlockState.SHOWN for kind in kinds]
    blocks = tuple(Block(kind, span, state=state) for kind, span, state in zip(kinds, spans, states, strict=True))
    return Article("id", "a.txt", text, blocks, Metadata(), digest_of(text), datetime(2025, 1, 1, tzinfo=UTC))


def test_a_value_set_by_hand_wins_and_an_empty_one_does_not() -> None:
    found = Metadata(title=Value("Found", Origin.FOUND), url="https://a.example")
    set_by_hand = reworded(found, {"title": "Set", "date": "2025", "url": "https://b.example"})
    assert (set_by_hand.title.text, set_by_hand.title.origin) == ("Set", Origin.SET)
    assert (set_by_hand.date.text, set_by_hand.url) == ("2025", "https://b.example")
    assert reworded(found, {"title": ""}) == found


@pytest.mark.parametrize("date", ["2025", "2025-11", "2025-11-13", ""])
def test_a_date_may_be_incomplete(date: str) -> None:
    assert checked_values({"date": f" {date} "}) == {"date": date}


@pytest.mark.parametrize(
    "values",
    [
        {"date": "13.11.2025"},
        {"date": "2025-13"},
        {"date": "２０２５"},
        {"date": "2025-02-29"},
        {"url": "javascript:x"},
        {"size": "1"},
        {"title": "x" * 3000},
    ],
)
def test_what_cannot_be_is_refused(values: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        checked_values(values)


def test_a_block_that_is_kept_is_read_and_one_that_is_cut_is_not() -> None:
    kept = recut(article(), [BlockCorrection("id", "Share this", True)])
    assert [block.state for block in kept.blocks] == [BlockState.SHOWN] * 3
    cut = recut(article(), [BlockCorrection("id", "Last paragraph.", False)])
    assert [block.is_furniture for block in cut.blocks] == [False, True, True]


def test_a_word_on_a_block_finds_its_words_in_a_later_revision() -> None:
    later = article("New first paragraph.\n\n" + TEXT)
    cut = recut(later, [BlockCorrection("id", "First paragraph.", False)])
    assert [block.is_furniture for block in cut.blocks] == [False, True, True, False]


def test_a_word_on_a_block_that_is_gone_changes_nothing() -> None:
    assert recut(article(), [BlockCorrection("id", "Nowhere to be found", False), BlockCorrection("id", "", False)]) == article()


PLACES = {
    "a/story.txt": "aaaa1111",
    "b/story.txt": "bbbb1111",
    "box.mbox#1": "cccc1111",
    "box.mbox#2": "dddd1111",
    "000_x.md": "eeee1111",
}


def resolved(reference: str) -> str:
    ids = [article_id for article_id in PLACES.values() if article_id.startswith(reference)]
    return resolve(reference, ids, PLACES, Path("/collection"))


@pytest.mark.parametrize(
    ("reference", "article_id"),
    [
        ("aaaa1111", "aaaa1111"),
        ("aa", "aaaa1111"),
        ("a/story.txt", "aaaa1111"),
        ("/collection/b/story.txt", "bbbb1111"),
        ("box.mbox#2", "dddd1111"),
        ("000_x", "eeee1111"),
        ("000", "eeee1111"),
    ],
)
def test_a_reference_means_one_article(reference: str, article_id: str) -> None:
    assert resolved(reference) == article_id


@pytest.mark.parametrize("reference", ["story.txt", "box.mbox", "", "zzz", "/elsewhere/story.md"])
def test_a_reference_that_means_none_or_several_is_an_error(reference: str) -> None:
    with pytest.raises(UnknownArticle):
        resolved(reference)


def test_an_ambiguous_reference_names_the_candidates() -> None:
    with pytest.raises(UnknownArticle, match=r"aaaa1111 \(a/story.txt\) or bbbb1111"):
        resolved("story.txt")


def test_ids_are_short_until_they_clash() -> None:
    taken = {"abcdef01", "abcdef012"}
    assert new_id("abcdef0123456789", taken.__contains__) == "abcdef0123"


COMPOSED, APART, OTHER_CASE = "café.txt", "cafe\u0301.txt", "CAFÉ.TXT"


@pytest.mark.parametrize("reference", [COMPOSED, APART, OTHER_CASE, f"/collection/{APART}"])
@pytest.mark.parametrize("on_disk", [COMPOSED, APART])
def test_a_name_is_found_however_the_system_writes_its_accents_and_case(on_disk: str, reference: str) -> None:
    assert resolve(reference, [], {on_disk: "aaaa1111"}, Path("/collection")) == "aaaa1111"


def test_where_both_ways_to_write_an_accent_are_files_the_exact_one_is_meant() -> None:
    places = {COMPOSED: "aaaa1111", APART: "bbbb1111"}
    assert resolve(APART, [], places, Path("/collection")) == "bbbb1111"
    with pytest.raises(UnknownArticle, match="write more"):
        resolve(OTHER_CASE, [], places, Path("/collection"))
