"""Words of all scripts are cut and made plain alike in texts, queries and marks."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from reader.search.scanning import can_be_scanned
from reader.search.words import Words, plain_word, tokens_of


def plain(text: str) -> list[str]:
    return Words().plain_words(text)


def test_words_of_a_sentence() -> None:
    words = ["the", "us", "raised", "it", "by", "1234.5bn", "putin", "era"]
    assert plain("The U.S. raised it by 1,234.5bn – Putin’s “era”.") == words


def test_accents_case_and_possessives_are_gone() -> None:
    assert plain("CAFÉ Ångström's Łódź Straße Ёлка й") == ["cafe", "angstrom", "lodz", "strasse", "елка", "й"]


def test_a_decomposed_accent_is_the_same_as_a_composed_one() -> None:
    assert plain("Sa\u0303o cafe\u0301") == plain("São café") == ["sao", "cafe"]


def test_chinese_is_cut_into_pairs() -> None:
    assert plain("中国银行 in Astana") == ["中国", "国银", "银行", "in", "astana"]


def test_chinese_is_no_part_of_abbreviations_and_figures() -> None:
    assert plain("N.银") == ["n", "银"]
    assert plain("1.5亿") == ["1.5", "亿"]


def test_soft_hyphens_and_joiners_do_not_cut_words() -> None:
    assert plain("govern\u00adment") == ["government"]


def test_no_break_spaces_cut_words() -> None:
    assert plain("10\u00a0000\u202fkm") == ["10", "000", "km"]


@given(st.text(max_size=200))
def test_places_are_true_and_forms_are_the_same_everywhere(text: str) -> None:
    tokens = list(tokens_of(text))
    assert [token.plain for token in tokens] == plain(text)
    assert all(0 <= token.start < token.end <= len(text) for token in tokens)
    assert all(a.start <= b.start for a, b in itertools.pairwise(tokens))


@given(st.text(max_size=200))
def test_a_scannable_text_keeps_its_length(text: str) -> None:
    assert len(can_be_scanned(text)) in (0, len(text))


@given(st.text(min_size=1, max_size=20))
def test_plain_is_plain(word: str) -> None:
    assert plain_word(plain_word(word)) == plain_word(word)
