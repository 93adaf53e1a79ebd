"""Figures read into values, and how two of them stand to each other."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.compare.comparison import Relation
from reader.compare.figure_pairs import FAR, likeness, pair_figures, relation, with_context
from reader.compare.figures import Figure, read_figures
from reader.compare.words import WordReader
from reader.text import Span

Read = tuple[str, float, str, str]

READ: list[tuple[str, list[Read]]] = [
    ("29 planned business deals", [("29", 29, "count", "deal")]),
    ("worth up to $31 billion", [("$31 billion", 31e9, "USD", "")]),
    ("approximately $30.8bn", [("$30.8bn", 30.8e9, "USD", "")]),
    ("€3.5m and 2 per cent", [("€3.5m", 3.5e6, "EUR", ""), ("2 per cent", 2, "%", "")]),
    ("3 million euros", [("3 million euros", 3e6, "EUR", "")]),
    ("KZT 500 a month", [("KZT 500", 500, "KZT", "")]),
    ("from just under 8,000 to 15,600", [("8,000", 8000, "count", ""), ("15,600", 15600, "count", "")]),
    ("half a million people", [("half a million", 5e5, "count", "person")]),
    ("twenty-five ships", [("twenty-five", 25, "count", "ship")]),
    ("one hundred and fifty men", [("one hundred and fifty", 150, "count", "man")]),
    ("a two-and-a-half-hour dinner", [("two-and-a-half-hour", 2.5, "hour", "")]),
    ("a 34-year-old baker", [("34-year-old", 34, "age", "")]),
    ("Ann Ro, 34, said", [("34", 34, "age", "")]),
    ("a 6.1-magnitude quake", [("6.1-magnitude", 6.1, "magnitude", "")]),
    ("sixty\u00a0tonnes of diesel", [("sixty\u00a0tonnes", 60, "ton", "")]),
    ("on November 12, 2025, at 7.30 p.m.", []),
    ("in November 2022 and the 1990s", []),
    ("the 3rd floor of No. 10, Flight 370", []),
    ("won 3-1 in 2024", []),
    ("call 555-1234 or see https://x.test/12345", []),
    ("a COVID-19 ward and an F-16 jet", []),
    ("one of them", []),
    ("Two three-storey hotels", [("Two", 2, "count", "hotel"), ("three", 3, "count", "")]),
    ("a hundred and ten boats", [("a hundred and ten", 110, "count", "boat")]),
    ("a dozen boats", [("a dozen", 12, "count", "boat")]),
    ("$140-150 million", [("$140-150 million", 140e6, "USD", "")]),
    ("in her 60s, at 2248 GMT, with an 8-8 record", []),
    ("the shop at 200 W. Harbour Blvd. on Interstate 805", []),
]


@pytest.mark.parametrize(("text", "wanted"), READ, ids=[text for text, _ in READ])
def test_figures_are_read_with_unit_and_noun(text: str, wanted: list[Read]) -> None:
    assert [(f.text, f.low, f.unit, f.noun) for f in read_figures(text)] == wanted


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("between 5 and 7 people", 5, 7),
        ("$140\u2013150 million", 140e6, 150e6),
        ("between $5 million and $7 million", 5e6, 7e6),
        ("12 to 15 ships", 12, 15),
    ],
)
def test_ranges_have_two_ends(text: str, low: float, high: float) -> None:
    assert [(f.low, f.high) for f in read_figures(text)] == [(low, high)]


def test_spans_are_places_in_the_article() -> None:
    figure = read_figures("some $4 million", 100)[0]
    assert (figure.span, figure.hedge) == (Span(105, 115), "some")


def figure(text: str) -> Figure:
    return read_figures(text)[0]


@pytest.mark.parametrize(
    ("a", "b", "wanted"),
    [
        ("$31 billion", "$30.8bn", Relation.CLOSE),
        ("29 deals", "29 projects", Relation.EQUAL),
        ("29 people", "28 people", Relation.OTHER),
        ("2,302 points", "2,290 points", Relation.OTHER),
        ("about 2,300 points", "2,290 points", Relation.CLOSE),
        ("between 5 and 7 people", "6 people", Relation.CLOSE),
        ("more than sixty people", "64 people", Relation.CLOSE),
        ("nearly 2,000 workers", "1,800 workers", Relation.CLOSE),
        ("at least 43 people", "41 people", Relation.OTHER),
        ("$5 million", "$9 million", Relation.OTHER),
        ("5 percent", "5 million", None),
    ],
)
def test_figures_are_equal_close_or_other(a: str, b: str, wanted: Relation | None) -> None:
    assert relation(figure(a), figure(b)) is wanted
    assert relation(figure(b), figure(a)) is wanted


def paired(a: str, b: str) -> list[tuple[str, str, Relation]]:
    reader = WordReader()
    read = [with_context(text, Span(0, len(text)), read_figures(text), reader) for text in (a, b)]
    return [(pair.a_text, pair.b_text, pair.relation) for pair in pair_figures(*read)]


@given(st.integers(1, 99_999))
def test_one_value_is_equal_however_its_scale_is_written(tenths: int) -> None:
    written = (f"${tenths / 10:.1f} billion", f"${tenths * 100:,} million", f"${tenths * 100_000_000:,}")
    values = {read_figures(f"They paid {text} in all")[0].low for text in written}
    assert len(values) == 1


@pytest.mark.parametrize("text", ["0" * 400, "9" * 400, "1." + "0" * 400, "five" + " hundred" * 200, f"$1{',000' * 200}"])
def test_numbers_without_end_are_no_figures(text: str) -> None:
    assert [figure.text for figure in read_figures(f"{text} and then 29 deals")] == ["29"]


ALIKE = ("$10 million", "$10.1 million", "about $10 million", "12 percent", "up to 12%", "29 people", "nearly 2,000 people")


@given(*[st.lists(st.sampled_from(ALIKE), max_size=5).map(lambda said: read_figures("; ".join(said)))] * 2)
def test_figures_are_as_alike_from_either_side(a: tuple[Figure, ...], b: tuple[Figure, ...]) -> None:
    assert likeness(a, b) == pytest.approx(likeness(b, a))
    assert all(relation(x, y) is relation(y, x) for x in a for y in b)


def test_each_figure_has_one_partner_and_the_same_noun_goes_first() -> None:
    a, b = "29 cranes and 29 ships", "29 ships lay idle"
    assert paired(a, b) == [("29", "29", Relation.EQUAL)]


def test_another_figure_is_named_when_the_words_around_agree() -> None:
    assert paired("The blast killed 12 soldiers at the depot", "The blast killed 31 soldiers") == [("12", "31", Relation.OTHER)]


def test_another_figure_for_something_else_is_not() -> None:
    assert paired("Some 12 ships left the harbour on Monday", "He has owned 31 ships in his life") == []


def test_ages_are_never_another_figure() -> None:
    assert paired("The driver, 34, was hurt in the crash.", "The driver, 43, was hurt in the crash.") == []


def annotated(half: str) -> list[tuple[bool, str, str]]:
    """Return pairs of passages, and whether a person finds two values for the same quantity in them."""
    file = Path(__file__).parent / "data" / "other_figures.txt"
    part = file.read_text(encoding="utf-8").partition(f"== {half}\n")[2].partition("\n==")[0]
    lines = [line.split(" | ") for line in part.strip().split("\n")]
    return [(verdict == "other", a, b) for verdict, a, b in lines]


def test_most_other_figures_are_for_the_same_quantity() -> None:
    shown = [(is_other, bool(paired(a, b))) for is_other, a, b in annotated("dev")]
    assert sum(is_other for is_other, is_shown in shown if is_shown) >= 0.65 * sum(is_shown for _, is_shown in shown)


@given(st.floats(1, 1e6), st.floats(1, 1e6), st.sampled_from(["", "about ", "more than ", "nearly "]))
def test_figures_too_far_apart_for_a_second_look_are_other_figures(low: float, high: float, hedge: str) -> None:
    a, b = (read_figures(f"{hedge}{value:.0f} ships")[:1] for value in (low, high))
    if a and b and (b[0].low > FAR * a[0].high or a[0].low > FAR * b[0].high):
        assert relation(a[0], b[0]) is Relation.OTHER
