"""Spans, same-length plain text, sentences."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text import Span, plain, sentence_spans


def sentences(text: str) -> list[str]:
    return [span.of(text) for span in sentence_spans(text)]


def test_a_span_may_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(3, 2)


def test_spans_that_only_touch_do_not_overlap() -> None:
    assert not Span(0, 2).overlaps(Span(2, 4))
    assert Span(0, 3).overlaps(Span(2, 4))


@given(st.text())
def test_plain_text_keeps_every_offset(text: str) -> None:
    assert len(plain(text)) == len(text)
    assert plain(plain(text)) == plain(text)


def test_initials_and_titles_end_no_sentence() -> None:
    assert sentences("Mr. Putin met J. Smith. They spoke.") == ["Mr. Putin met J. Smith.", "They spoke."]
    assert sentences("It was A.J. Smith. They spoke.") == ["It was A.J. Smith.", "They spoke."]


def test_a_country_with_dots_ends_no_sentence_inside() -> None:
    assert sentences("The U.S. Senate voted. It passed.") == ["The U.S. Senate voted.", "It passed."]


def test_a_quotation_closes_its_sentence() -> None:
    assert sentences("“It is over.” He left.") == ["“It is over.”", "He left."]


def test_a_line_of_dots_takes_no_longer_than_other_lines() -> None:
    assert len(sentence_spans("Contents " + "." * 1_000_000 + "x. More.")) == 2


def test_figures_with_points_stay_whole() -> None:
    assert sentences("Worth $30.8bn in all. Then came 7.2 percent.") == ["Worth $30.8bn in all.", "Then came 7.2 percent."]


def test_lines_and_wide_full_stops_end_sentences() -> None:
    assert sentences("一つ。二つ。\n三つ") == ["一つ。", "二つ。", "三つ"]


@given(st.text(alphabet=st.sampled_from("ab. \n!?\"'A1“”。U."), max_size=120))
def test_sentences_cover_all_but_blanks_in_order(text: str) -> None:
    spans = sentence_spans(text)
    assert all(before.end <= after.start for before, after in itertools.pairwise(spans))
    covered = "".join(span.of(text) for span in spans)
    assert "".join(covered.split()) == "".join(text.split())
