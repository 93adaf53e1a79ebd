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


def test_articles_that_name_others_are_doubted_to_tell_one_story() -> None:
    assert Names(passages(MANY), passages(OTHERS)).doubt() > 4
    assert Names(passages(MANY), passages(MANY)).doubt() == 0


def test_a_name_told_of_again_and_again_counts_for_more() -> None:
    again = [f"Then Tarn came to the {place} of Velmar." for place in ("gate", "mill", "ford")]
    once, often = (Names(passages(MANY, *again[:n]), passages(OTHERS, "In Velmar, Tarn was there.")) for n in (0, 3))
    assert often.shared() > once.shared()


def test_few_names_say_little() -> None:
    assert Names(passages("A storm came to the coast."), passages("It rained all day.")).doubt() == 0
    assert Names(passages("A storm came to Velmar."), passages("It rained in Orsk.")).doubt() < 3


def test_two_events_that_sound_alike_are_not_linked() -> None:
    here = "A quake of magnitude 6.1 struck off the coast near Velmar, killing five people and flattening dozens of houses."
    there = "A quake of magnitude 6.1 struck inland near Orsk, killing five people and flattening hundreds of houses."
    a = ("Mayor Ilse Tarn of Velmar spoke.", here, "Tarn and the Kastel rescuers searched Velmar all night.", "Velmar is old.")
    b = ("Governor Ines Calder of Orsk spoke.", there, "Calder asked Port Anselm to help Orsk.", "Orsk is small.")
    same = (*b[:1], here, *b[2:])
    assert not compare_articles(article(a, "a"), article(b, "b"), (), ()).links
    assert compare_articles(article(a, "a"), article(same, "b"), (), ()).links


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
