"""Marks stand where the words of the query stand, and nowhere else."""

from dataclasses import replace
from datetime import date

import pytest

from reader.search.marks import MatchFinder
from reader.search.parsing import parse
from reader.search.words import Words
from tests.search.corpus import article, invented_collection
from tests.search.questions import draw_queries

TODAY = date(2026, 1, 15)
IRREGULAR = (
    "dying dies die lying lies tie ties tying skies sky happily happy happiness probabilities probably probable hoping hope "
    "hopped hops using used use uses taxes taxed tax valency valencies frequency frequently rational rationalised relate "
    "relation relational generously general generals gas gaseous this thesis crisis crises buses bus cries cried crying cry"
).split()


def marked(query: str, text: str, language: str = "en") -> list[str]:
    made = article("a", text, language=language)
    return [span.of(made.text) for span in MatchFinder(parse(query, TODAY).root, Words()).find(made)]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("run", "Running, he ran a run.", ["Running", "run"]),
        ("=run", "Running, he ran a run.", ["run"]),
        ('"interest rate"', "Interest rates: a rate of interest.", ["Interest rates"]),
        ('"interest ra*"', "Interest rates, interesting.", ["Interest rates"]),
        ('"bank rate"~3', "The bank raised its rate. Bank rate.", ["bank raised its rate", "Bank rate"]),
        ("us", "He told us of the U.S. plan.", ["us", "U.S."]),
        ("cafe", "Das Café, CAFÉS.", ["Café", "CAFÉS"]),
        ("grosste", "Der größte und grösste.", ["größte", "grösste"]),
        ("gross", "Groß und gross.", ["Groß", "gross"]),
        ("银行", "中国银行今天", ["银行"]),
        ("tok*", "Tokayev in Tokyo.", ["Tokayev", "Tokyo"]),
        ("tokaev~", "Tokayev in Tokyo.", ["Tokayev"]),
        ("1234", "About 1,234 or 1234.", ["1,234", "1234"]),
        ("putin", "Putin’s visit.", ["Putin’s"]),
        ("rate -bank", "The bank rate.", ["rate"]),
        ("date:2022", "In 2022.", []),
    ],
)
def test_marks(query: str, text: str, expected: list[str]) -> None:
    assert marked(query, text) == expected


def test_a_german_text_is_marked_by_whole_words() -> None:
    assert marked("wagen", "Der Wagen und die Wagens.", language="de") == ["Wagen"]


def test_furniture_is_marked_only_when_asked_for() -> None:
    made = article("a", "Share prices fell.", furniture=["Share this"])
    finder = MatchFinder(parse("in:furniture share", TODAY).root, Words())
    assert [span.start for span in finder.find(made)] == [made.text.index("Share this")]
    assert len(MatchFinder(parse("share", TODAY).root, Words()).find(made)) == 1


@pytest.mark.parametrize("kind", ["word", "and", "phrase", "loose phrase", "prefix", "exact", "mixed"])
def test_scanning_finds_what_comparing_every_word_finds(kind: str) -> None:
    shelf, words = invented_collection(30), Words()
    for query in draw_queries(shelf, kind, 15):
        scanning, comparing = (MatchFinder(parse(query, TODAY).root, words) for _ in range(2))
        comparing.never_scan()
        for indexed in shelf.indexed_articles.values():
            assert scanning.find(indexed.article) == comparing.find(indexed.article), query


def test_scanning_finds_irregular_words() -> None:
    made = article("a", " ".join(IRREGULAR))
    for word in IRREGULAR:
        scanning, comparing = (MatchFinder(parse(word, TODAY).root, Words()) for _ in range(2))
        comparing.never_scan()
        assert scanning.find(made) == comparing.find(made), word


def test_overlapping_matches_become_one() -> None:
    assert marked('"bank rate" OR "rate rise"', "A bank rate rise.") == ["bank rate rise"]


def test_text_outside_all_blocks_is_not_marked() -> None:
    made = article("a", "One bank.", "Two banks.")
    moved = replace(made, blocks=made.blocks[1:])
    assert len(MatchFinder(parse("bank", TODAY).root, Words()).find(moved)) == 1
