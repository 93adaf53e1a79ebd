"""How alike two passages are, beyond the words they share."""

from reader.compare.passages import Passage, read_passages
from reader.compare.similarity import cosines, very_same, weigh_pairs
from reader.compare.words import WordReader
from tests.compare.makers import article


def passages(*paragraphs: str) -> tuple[Passage, ...]:
    return read_passages(article(paragraphs), WordReader())


def test_a_shared_figure_makes_passages_more_alike_and_days_far_apart_less() -> None:
    told = "Velmar lost {} houses to the flood on {} March, said the mayor."
    a = passages(told.format(340, 3))
    same, other, later = (weigh_pairs(a, passages(told.format(n, day)))[0, 0].weight for n, day in ((340, 3), (95, 3), (340, 20)))
    assert other < same
    assert later < same - 1.5


def test_passages_without_a_content_word_in_common_are_no_pair() -> None:
    assert not weigh_pairs(passages("The quay of Velmar was closed at dusk."), passages("It had been so and would be so again."))


def test_the_very_same_short_words_pair_with_the_nearest_place() -> None:
    a, b = passages("He said so.", "Velmar."), passages("Velmar.", "He said so.", "Velmar.")
    assert very_same(a, b) == {(0, 1), (1, 2)}


def test_the_storys_own_words_lead_to_candidates_in_an_article_of_news() -> None:
    both = [
        f"Velmar missile tests stop, said voice {name} from city {name}ton." for name in ("ada", "bo", "cyd", "dov", "eli", "fay")
    ]
    a, b = passages(*both, "Velmar missile tests stop."), passages(*both, "Velmar: missile tests stop today.")
    assert (6, 6) in cosines(a, b)
