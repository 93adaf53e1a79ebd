"""How far two articles tell one story."""

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.compare.compare import compare_articles
from reader.compare.passages import Passage, read_passages
from reader.compare.story import Names
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


def test_two_articles_that_name_much_unlike_must_be_linked_in_more_passages() -> None:
    half = f"{MANY} {OTHERS}"
    wanted = [Names(passages(MANY), passages(other)).passages_wanted() for other in (MANY, half, OTHERS)]
    assert wanted == [2, 5, 5]
    assert Names(passages("首相は月曜日、東京で辞任を発表した。"), passages("それは今日だった。")).passages_wanted() == 2


def test_one_phrase_that_fits_every_quake_links_no_two_quakes_in_one_country() -> None:
    told = "A quake of magnitude {} was recorded near the lake this morning, according to the Orland Geological Survey."
    a = (told.format("4.4"), "It was felt in Kastel, two miles from Brenn, and in Upper Tarn.", "Shelves fell in Kastel.")
    b = (told.format("4.6"), "Velmar and Lower Aspen felt it at night, and nobody was hurt.", "The mayor of Velmar slept.")
    assert not compare_articles(article(a, "a"), article(b, "b"), (), ()).links


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
