"""The reader's word about entities."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import Label
from reader.entities.corrections import (
    Hide,
    HideHere,
    MarkAll,
    Relabel,
    Rename,
    Rule,
    Split,
    apply_corrections,
    final_name,
    from_plain,
    hide_here,
    rules_from_toml,
    rules_to_toml,
    to_plain,
)
from reader.errors import SourceError
from reader.text import Span
from tests.entities.makers import article, mention

TEXT = "Oral lies far off. Uralsk is Oral. Jordan met Jordan."
FOUND = (
    mention(TEXT, "Oral", Label.PERSON),
    mention(TEXT, "Uralsk", Label.PLACE),
    mention(TEXT, "Oral", Label.PERSON, nth=1),
    mention(TEXT, "Jordan", Label.PLACE),
    mention(TEXT, "Jordan", Label.PLACE, nth=1),
)
words = st.text(min_size=1, max_size=30)
labels = st.sampled_from(Label)
rules = st.one_of(
    st.builds(Hide, words),
    st.builds(HideHere, words, words, st.integers(0, 99)),
    st.builds(Relabel, words, labels),
    st.builds(Rename, words, words),
    st.builds(Split, words, words, words),
    st.builds(MarkAll, words, labels, words),
)


def corrected(*rules: Rule) -> list[tuple[str, str, str]]:
    found = apply_corrections(article(TEXT), FOUND, rules)
    return [(m.span.of(TEXT), m.label.value, m.entity) for m in found]


def test_without_rules_nothing_changes() -> None:
    assert apply_corrections(article(TEXT), FOUND, ()) == FOUND


def test_hidden_words_are_no_entity_anywhere() -> None:
    assert [form for form, _, _ in corrected(Hide("Oral"))] == ["Uralsk", "Jordan", "Jordan"]


def test_words_hidden_here_stay_elsewhere() -> None:
    second = FOUND[2].span
    assert [form for form, _, _ in corrected(hide_here(article(TEXT), second))] == ["Oral", "Uralsk", "Jordan", "Jordan"]


def test_words_hidden_in_one_article_stay_in_another() -> None:
    assert len(corrected(HideHere("Oral", "another", 0))) == len(FOUND)


def test_another_label_holds_for_all_mentions() -> None:
    assert {label for form, label, _ in corrected(Relabel("Oral", Label.PLACE)) if form == "Oral"} == {"PLACE"}


def test_the_later_word_on_the_same_words_wins() -> None:
    mark, hide = MarkAll("Jordan", Label.PERSON, "Jordan"), Hide("Jordan")
    assert [label for form, label, _ in corrected(hide, mark) if form == "Jordan"] == ["PERSON", "PERSON"]
    assert "Jordan" not in {form for form, _, _ in corrected(mark, hide)}
    relabel = Relabel("Jordan", Label.ORG)
    assert [label for form, label, _ in corrected(mark, relabel) if form == "Jordan"] == ["ORG", "ORG"]
    assert [label for form, label, _ in corrected(relabel, mark) if form == "Jordan"] == ["PERSON", "PERSON"]


def test_two_names_become_one() -> None:
    assert {entity for _, _, entity in corrected(Rename("Uralsk", "Oral"))} == {"Oral", "Jordan"}


def test_a_split_takes_words_away_from_an_entity() -> None:
    assert {entity for form, _, entity in corrected(Split("Jordan", "Jordan", "Michael Jordan")) if form == "Jordan"} == {
        "Michael Jordan"
    }


def test_marked_words_are_an_entity_wherever_they_stand() -> None:
    assert ("far off", "WORK", "Far Off") in corrected(MarkAll("far off", Label.WORK, "Far Off"))


def test_marked_words_win_over_shorter_finds_inside_them() -> None:
    assert corrected(MarkAll("Jordan met Jordan", Label.EVENT, "The match"))[-1] == ("Jordan met Jordan", "EVENT", "The match")


def test_marked_words_are_not_marked_in_furniture() -> None:
    text = "Real text.\nShare text."
    found = apply_corrections(article(text, folded=(1,)), (), [MarkAll("text", Label.WORK, "Text")])
    assert [m.span for m in found] == [Span(5, 9)]


def test_the_later_rule_wins() -> None:
    assert {label for form, label, _ in corrected(Relabel("Oral", Label.ORG), Relabel("Oral", Label.PLACE)) if form == "Oral"} == {
        "PLACE"
    }


def test_a_circle_of_renames_ends() -> None:
    assert final_name("a", {"a": "b", "b": "a"}) == "b"


@given(rules)
def test_a_rule_comes_back_from_plain_values(rule: Rule) -> None:
    assert from_plain(to_plain(rule)) == rule


@given(st.lists(rules, max_size=6))
def test_rules_come_back_from_toml(found: list[Rule]) -> None:
    assert rules_from_toml(rules_to_toml(found)) == tuple(found)


@pytest.mark.parametrize(
    "text", ["[[rule]]\nrule = 'magic'", "rule = 3", "[[rule", "[[rule]]\nrule = 'label'\nentity = 'x'\nlabel = 'GOD'"]
)
def test_a_faulty_rule_file_is_refused_with_the_reason(text: str) -> None:
    with pytest.raises(SourceError, match=r"rule"):
        rules_from_toml(text)
