"""Two articles compared as a whole."""

import random

import pytest

from reader.article import Article, Label
from reader.compare import linking
from reader.compare.compare import compare_articles
from reader.compare.comparison import Comparison, Pin, Relation, Tier
from tests.compare.accounts import has_raw_articles, read_raw_pairs
from tests.compare.makers import article, mentions

HARBOUR = (
    "Port of Velmar reopens after crane collapse",
    "The port of Velmar reopened on Monday, nine days after a gantry crane collapsed and killed two dock workers.",
    "Harbour master Ilse Tarn said the eastern quay would handle only half of its usual containers until March.",
    "Repairs will cost about $31 million, the port authority said, and 29 smaller cranes must be inspected.",
    "The union wants a public inquiry into the working hours of crane drivers.",
)
DOCKS = (
    "Velmar docks open again following deadly accident",
    "Nine days after a gantry crane collapsed at Velmar, killing two dock workers, the port opened its gates again.",
    "Ships from the south had been sent to Orsk, where fishermen complained about the noise.",
    "The port authority put the cost of repairs at $30.8m and ordered the inspection of 29 smaller cranes.",
    "Bread prices rose for a third month in the capital, statisticians said.",
)


def compared(a: Article, b: Article, *pins: Pin) -> Comparison:
    return compare_articles(a, b, (), (), pins)


@pytest.fixture
def harbour() -> Article:
    return article(HARBOUR, "a")


@pytest.fixture
def docks() -> Article:
    return article(DOCKS, "b")


def pairs_of(comparison: Comparison, a: Article, b: Article) -> set[tuple[int, int]]:
    places_a = {block.span: n for n, block in enumerate(a.blocks)}
    places_b = {block.span: n for n, block in enumerate(b.blocks)}
    return {(places_a[link.a], places_b[link.b]) for link in comparison.links}


def test_passages_that_tell_the_same_are_linked(harbour: Article, docks: Article) -> None:
    assert {(1, 1), (3, 3)} <= pairs_of(compared(harbour, docks), harbour, docks)


def test_a_link_names_the_words_and_figures_it_rests_on(harbour: Article, docks: Article) -> None:
    link = next(link for link in compared(harbour, docks).links if "Repairs" in link.a.of(harbour.text))
    assert "inspected" in link.words
    assert link.figures == ("$31 million ~ $30.8m", "29 = 29")


def test_figures_are_equal_or_close_inside_linked_passages(harbour: Article, docks: Article) -> None:
    relations = {(pair.a_text, pair.b_text): pair.relation for pair in compared(harbour, docks).figures}
    assert relations[("29", "29")] is Relation.EQUAL
    assert relations[("$31 million", "$30.8m")] is Relation.CLOSE


def test_passages_without_counterpart_are_listed_on_either_side(harbour: Article, docks: Article) -> None:
    comparison = compared(harbour, docks)
    assert HARBOUR[4] in [span.of(harbour.text) for span in comparison.only_a]
    assert DOCKS[4] in [span.of(docks.text) for span in comparison.only_b]


def test_the_same_input_gives_the_same_comparison(harbour: Article, docks: Article) -> None:
    assert compared(harbour, docks) == compared(harbour, docks)


def test_a_refused_pair_is_not_linked(harbour: Article, docks: Article) -> None:
    refused = compared(harbour, docks, Pin(HARBOUR[3], DOCKS[3], together=False))
    assert (3, 3) not in pairs_of(refused, harbour, docks)


def test_a_pinned_pair_is_linked_though_nothing_else_is(harbour: Article) -> None:
    other = article(["Nothing here is about ships at all, only about the weather."], "b")
    link = compared(harbour, other, Pin(HARBOUR[4], other.text, together=True)).links[0]
    assert (link.pinned, link.tier, link.score) == (True, Tier.SURE, 1.0)


def test_a_pin_is_found_again_in_a_later_revision(docks: Article) -> None:
    later = article(["Updated on Tuesday.", *HARBOUR[:4], HARBOUR[4].replace("wants", "has asked for")], "a")
    comparison = compared(later, docks, Pin(HARBOUR[4], DOCKS[4], together=True))
    assert (5, 4) in pairs_of(comparison, later, docks)


def test_a_pin_whose_words_are_gone_rests(harbour: Article, docks: Article) -> None:
    pin = Pin("A paragraph that was cut from the article long ago.", DOCKS[4], together=True)
    assert compared(harbour, docks, pin) == compared(harbour, docks)


def test_different_stories_share_no_passage(harbour: Article) -> None:
    other = article(
        [
            "Parliament votes on school meals",
            "Parliament voted on Thursday to make school meals free for all children under ten.",
            "The opposition called the law a gift to big caterers and promised to repeal it.",
        ],
        "b",
    )
    assert compared(harbour, other).links == ()


def test_places_that_differ_inside_a_pair_are_named(harbour: Article) -> None:
    other = article([DOCKS[0], DOCKS[1].replace("Velmar", "Kastel"), *DOCKS[2:]], "b")
    comparison = compare_articles(
        harbour,
        other,
        mentions(harbour, {"Velmar": (Label.PLACE, "Velmar")}),
        mentions(other, {"Kastel": (Label.PLACE, "Kastel")}),
    )
    assert ("Velmar", "Kastel") in {(d.a_text, d.b_text) for d in comparison.differences}


def telling_otherwise(harbour: Article) -> Comparison:
    """Compare with an account of another place, another day and another cost."""
    words = DOCKS[1].replace("Velmar", "Kastel").replace("opened", "opened on May 4"), DOCKS[3].replace("$30.8m", "$55m")
    other = article([DOCKS[0], words[0], DOCKS[2], words[1]], "b")
    named = mentions(other, {"Kastel": (Label.PLACE, "Kastel")})
    dated = article([line.replace("on Monday", "on May 3") for line in HARBOUR], "a")
    return compare_articles(dated, other, mentions(dated, {"Velmar": (Label.PLACE, "Velmar")}), named)


def test_a_sure_pair_tells_how_it_differs(harbour: Article) -> None:
    comparison = telling_otherwise(harbour)
    assert {d.label for d in comparison.differences} == {"PLACE", "DATE"}
    assert Relation.OTHER in {pair.relation for pair in comparison.figures}


def test_a_doubtful_pair_tells_of_figures_but_not_of_places_and_days(harbour: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linking, "SURE", 1.1)
    comparison = telling_otherwise(harbour)
    assert {link.tier for link in comparison.links} == {Tier.MAYBE}
    assert comparison.differences == ()
    assert Relation.OTHER in {pair.relation for pair in comparison.figures}


def test_places_in_different_roles_do_not_differ(harbour: Article) -> None:
    here = "SAN MARCO, Velmar, Monday: Repairs will cost about $31 million, the port authority said of the eastern quay."
    there = "Repairs of the eastern quay in Kastel will cost about $31 million, the port authority said; Velmar is far."
    a, b = article([*HARBOUR[:3], here], "a"), article([*HARBOUR[:3], there], "b")
    comparison = compare_articles(
        a, b, mentions(a, {"SAN MARCO": (Label.PLACE, "San Marco")}), mentions(b, {"Kastel": (Label.PLACE, "Kastel")})
    )
    assert len(comparison.links) == 4
    assert comparison.differences == ()


def test_names_are_sorted_by_where_they_stand(harbour: Article, docks: Article) -> None:
    comparison = compare_articles(
        harbour,
        docks,
        mentions(harbour, {"Velmar": (Label.PLACE, "Velmar"), "Ilse Tarn": (Label.PERSON, "Ilse Tarn")}),
        mentions(docks, {"Velmar": (Label.PLACE, "Velmar"), "Orsk": (Label.PLACE, "Orsk")}),
    )
    assert (comparison.entities_both, comparison.entities_only_a, comparison.entities_only_b) == (
        ("Velmar",),
        ("Ilse Tarn",),
        ("Orsk",),
    )


def test_furniture_is_not_compared(docks: Article) -> None:
    trimmed = article(HARBOUR, "a", furniture=[3])
    assert 3 not in {i for i, _ in pairs_of(compared(trimmed, docks), trimmed, docks)}


def test_an_article_against_itself_links_each_paragraph_with_itself(harbour: Article) -> None:
    assert {(k, k) for k in range(len(HARBOUR))} == pairs_of(compared(harbour, harbour), harbour, harbour)


def test_a_paragraph_that_stands_twice_links_each_time_with_itself() -> None:
    twice = article([*HARBOUR, *HARBOUR[1:]], "a")
    assert all(link.a == link.b for link in compare_articles(twice, twice, (), ()).links)


def test_shuffled_paragraphs_are_all_found(harbour: Article) -> None:
    order = [3, 0, 4, 2, 1]
    shuffled = article([HARBOUR[k] for k in order], "b")
    assert {(k, order.index(k)) for k in range(5)} <= pairs_of(compared(harbour, shuffled), harbour, shuffled)


@pytest.mark.parametrize(
    "paragraphs",
    [[], [""], ["One line."], ["!!!", "…"], ["日本の首相は月曜日に辞任した。"], ["Премьер подал в отставку."], ["   "]],
)
def test_odd_articles_end_in_a_clear_state(harbour: Article, paragraphs: list[str]) -> None:
    odd = article(paragraphs, "b")
    for a, b in ((odd, harbour), (harbour, odd)):
        assert compared(a, b).links == ()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("日本の首相は月曜日に東京で辞任を発表した。後任は未定。", "首相は月曜日、東京で辞任を発表した。"),
        ("Премьер Вельмара подал в отставку после забастовки докеров", "Премьер Вельмара подал в отставку: забастовка докеров"),
        ("أعلن رئيس الوزراء استقالته يوم الاثنين في العاصمة", "رئيس الوزراء أعلن استقالته في العاصمة يوم الاثنين"),
        ("प्रधानमंत्री ने सोमवार को राजधानी में इस्तीफा दिया", "सोमवार को राजधानी में प्रधानमंत्री ने इस्तीफा दिया"),
    ],
)
def test_other_scripts_are_linked_too(first: str, second: str) -> None:
    a, b = article([first, "12345"], "a"), article([second], "b")
    assert pairs_of(compared(a, b), a, b) == {(0, 0)}


def test_an_article_in_three_scripts_finds_each_passage_in_another() -> None:
    russian = "Премьер Вельмара Иван Тарн подал в отставку после забастовки докеров в Орске"
    chinese = "首相は月曜日、東京で辞任を発表した。"
    arabic = "أعلن رئيس الوزراء استقالته يوم الاثنين في العاصمة"
    a, b = article([russian, chinese, arabic], "a"), article([arabic, russian, chinese], "b")
    assert pairs_of(compared(a, b), a, b) == {(0, 1), (1, 2), (2, 0)}


def test_two_accounts_of_one_line_are_linked_when_they_tell_the_same() -> None:
    a = article(["Mayor Ilse Tarn of Velmar closed the eastern quay on Monday."], "a")
    b = article(["The eastern quay of Velmar was closed on Monday by Mayor Ilse Tarn."], "b")
    assert pairs_of(compared(a, b), a, b) == {(0, 0)}


def test_fifty_thousand_paragraphs_end_in_a_clear_state(harbour: Article) -> None:
    long = article([f"Entry {number} of the long register of small ships." for number in range(50_000)], "b")
    comparison = compared(harbour, long)
    assert comparison.links == ()
    assert len(comparison.only_b) == 50_000


@pytest.mark.skipif(not has_raw_articles(), reason="the raw articles are not at hand")
def test_real_articles_find_themselves_shuffled() -> None:
    for one in {id(pair.a): pair.a for pair in read_raw_pairs()}.values():
        paragraphs = [block.span.of(one.text) for block in one.readable_blocks]
        order = random.Random(3).sample(range(len(paragraphs)), len(paragraphs))
        shuffled = article([paragraphs[k] for k in order], "b")
        found = pairs_of(compared(one, shuffled), one, shuffled)
        assert {k for k, j in found if paragraphs[k] == paragraphs[order[j]]} == set(range(len(paragraphs)))
