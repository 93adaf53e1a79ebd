"""Superlatives that two accounts say of different subjects."""

from reader.compare.claims import find_claims, pair_claims
from reader.compare.comparison import ClaimPair
from reader.text import Span


def pairs(a: str, b: str) -> tuple[ClaimPair, ...]:
    return pair_claims((a, [Span(0, len(a))], ()), (b, [Span(0, len(b))], ()))


def test_the_same_superlative_of_different_subjects_is_listed() -> None:
    found = pairs(
        "Influence is passing to Vesland, which is now Norland's top trade partner.",
        "The treaty deepens ties with Ardania – its largest trading partner and ally.",
    )
    assert [(pair.a.subject, pair.b.subject) for pair in found] == [("Vesland", "Ardania")]
    assert found[0].b.text == "largest trading partner"


def test_the_same_subject_is_no_conflict() -> None:
    assert pairs("Vesland is the largest trading partner.", "Vesland is its top trade partner.") == ()


def test_other_nouns_and_other_superlatives_are_not_compared() -> None:
    assert pairs("Vesland is the largest trading partner.", "Ardania is the largest oil producer.") == ()
    assert pairs("Vesland is the largest oil producer.", "Ardania is the second-largest oil producer.") == ()


def test_different_owners_are_not_compared() -> None:
    assert pairs("Vesland is Norland's largest customer.", "Ardania is Halm's largest customer.") == ()


def test_noise_is_left_out() -> None:
    text = "It was the first visit and the only time that the best part came last."
    assert find_claims(text, [Span(0, len(text))]) == ()
