"""What linking must reach on the annotated accounts; `tests/bench/compare.py` prints the whole table."""

import pytest

from reader.compare.compare import compare_articles
from reader.compare.comparison import Link, Tier
from tests.compare.accounts import Annotated, has_raw_articles, read_articles, read_pairs, read_raw_pairs

Place = tuple[str, str, int]


def linked(pair: Annotated, *, sure: bool = False) -> set[tuple[int, int]]:
    places_a, places_b = ({b.span: k for k, b in enumerate(one.readable_blocks)} for one in (pair.a, pair.b))

    def counts(link: Link) -> bool:
        return link.tier is Tier.SURE or not sure

    return {(places_a[x.a], places_b[x.b]) for x in compare_articles(pair.a, pair.b, (), ()).links if counts(x)}


def precision_and_recall(pairs: list[Annotated], *, sure: bool = False) -> tuple[float, float]:
    found = right = 0
    wanted: set[Place] = set()
    got: set[Place] = set()
    for pair in pairs:
        links = linked(pair, sure=sure)
        good = links & (pair.required | pair.optional)
        found, right = found + len(links), right + len(good)
        wanted |= {(pair.name, side, p[k]) for p in pair.required for k, side in enumerate("ab")}
        got |= {(pair.name, side, p[k]) for p in good for k, side in enumerate("ab")}
    return right / found, len(got & wanted) / len(wanted)


def test_accounts_of_one_event_are_linked_as_a_person_links_them() -> None:
    precision, recall = precision_and_recall(read_pairs("dev"))
    assert precision >= 0.90
    assert recall >= 0.75


def test_sure_links_can_be_relied_on() -> None:
    precision, recall = precision_and_recall(read_pairs("dev"), sure=True)
    assert precision >= 0.95
    assert recall >= 0.50


def test_accounts_of_different_events_share_no_sure_passage() -> None:
    events = list(read_articles("dev").values())
    crossed = [(x[0], y[-1]) for n, x in enumerate(events) for y in events[n + 1 :]]
    assert sum(bool(compare_articles(a, b, (), ()).links) for a, b in crossed) <= 0.15 * len(crossed)


@pytest.mark.skipif(not has_raw_articles(), reason="the raw articles are not at hand")
def test_the_raw_articles_share_two_sure_passages_and_no_more() -> None:
    found = {(pair.name, p) for pair in read_raw_pairs() for p in linked(pair, sure=True)}
    assert found == {("000 001", (4, 2)), ("000 001", (9, 9))}
