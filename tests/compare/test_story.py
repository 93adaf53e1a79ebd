"""How far two articles tell one story."""

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.compare.compare import compare_articles
from reader.compare.passages import Passage, read_passages
from reader.compare.story import Anchors, Names, parallel_bonus
from reader.compare.words import WordReader
from tests.compare.makers import article

LINE = st.text(alphabet="ab cD.,\"'“”0123456789$%\n-éя日 ", max_size=60)


def passages(*paragraphs: str) -> tuple[Passage, ...]:
    return read_passages(article(paragraphs), WordReader())


MANY = "In Velmar the mayor Ilse Tarn met Otto Brask of the Harbour Board and Nora Lind from Kastel."
OTHERS = "At Orsk the driver Paul Renner saw Ines Calder of the Rail Office and Hugo Amsel near Port Anselm."


def test_articles_with_names_and_none_in_common_are_two_stories() -> None:
    assert Names(passages(MANY), passages(OTHERS)).speak_for_two_stories()
    assert not Names(passages(MANY), passages(OTHERS, "Velmar is near.")).speak_for_two_stories()


def test_few_names_say_nothing() -> None:
    assert not Names(passages("A storm came to Orsk."), passages(MANY)).speak_for_two_stories()


def test_accounts_as_they_come_get_no_bonus() -> None:
    side = passages(*(f"Paragraph number {word} of an article on many things and matters." for word in "abcdefghij"))
    assert parallel_bonus({(0, 0): 2.0}, 1.1, side, side) == 0.0
    assert parallel_bonus({(k, k): 2.0 for k in range(8)}, 1.1, side, side) > 1.0


def test_a_word_that_only_two_passages_have_ties_them() -> None:
    a = passages("The lighthouse fell into the water.", "Boats came to the harbour of Velmar.")
    b = passages("Gone is the lighthouse of the cape.", "Velmar saw boats, and Velmar saw more boats.")
    anchors = Anchors(a, b, Names(a, b))
    assert anchors.weight(0, 0) > 0
    assert anchors.weight(0, 1) == 0


@settings(max_examples=60, deadline=None)
@given(st.lists(LINE, max_size=8), st.lists(LINE, max_size=8))
def test_any_two_texts_can_be_compared(a: list[str], b: list[str]) -> None:
    left, right = article(a, "a"), article(b, "b")
    comparison = compare_articles(left, right, (), ())
    assert comparison == compare_articles(left, right, (), ())
    for link in comparison.links:
        assert link.a.end <= len(left.text)
        assert link.b.end <= len(right.text)


def test_many_equal_lines_end_in_a_clear_state() -> None:
    many = article(["The same line of words stands here again and again."] * 1500)
    assert len(compare_articles(many, many, (), ()).links) == 1500


def test_a_passage_full_of_figures_and_quotation_marks_ends_in_a_clear_state() -> None:
    table = article(["12 ships 13 boats 14 cars $15 million " * 1000, '"a" said ' * 3000])
    assert compare_articles(table, table, (), ()).links
