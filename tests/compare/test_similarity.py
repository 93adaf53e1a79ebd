"""How alike two passages are, beyond the words they share."""

from reader.compare.linking import SURE
from reader.compare.passages import Passage, read_passages
from reader.compare.similarity import DOUBTFUL, cosines, score_of, weigh_pairs
from reader.compare.words import WordReader
from tests.compare.makers import article

QUAY = "The eastern quay of Velmar will stay closed until the spring, harbour master Ilse Tarn told reporters."


def passages(*paragraphs: str) -> tuple[Passage, ...]:
    return read_passages(article(paragraphs), WordReader())


def test_an_opening_that_is_unlikely_by_itself_is_doubtful_at_most() -> None:
    a = passages("A photograph of Velmar shows cranes above silent warehouses at dusk.", QUAY)
    b = passages(QUAY, "Fishermen of Velmar burned old nets, lamps and crates beside the customs house.")
    weights = weigh_pairs(a, b)
    assert weights[0, 1] <= DOUBTFUL
    assert score_of(weights[1, 0]) >= SURE
    assert score_of(DOUBTFUL) < SURE


def test_doubt_that_articles_tell_one_story_lowers_every_pair_and_lifts_no_opening() -> None:
    a, b = (
        passages("The quay of Velmar is closed until spring."),
        passages("Until spring the quay of Velmar stays closed, they say."),
    )
    assert weigh_pairs(a, b, doubt=2.0)[0, 0] <= weigh_pairs(a, b)[0, 0] - 2.0


def test_the_storys_own_words_lead_to_candidates_in_an_article_of_news() -> None:
    both = [
        f"Velmar missile tests stop, said voice {name} from city {name}ton." for name in ("ada", "bo", "cyd", "dov", "eli", "fay")
    ]
    a, b = passages(*both, "Velmar missile tests stop."), passages(*both, "Velmar: missile tests stop today.")
    assert (6, 6) in cosines(a, b)
