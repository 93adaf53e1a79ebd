"""Places found again: unchanged, moved, changed, lost, and never taken over by a lookalike."""

import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.bookmarks.anchor import PlaceFinder, find_place, likely_places, paragraph_at, select
from reader.bookmarks.bookmark import Place, PlaceState, Selector
from reader.bookmarks.words import words_of
from reader.text import Span
from tests.bookmarks.edits import EDITS, Edit, change_everything, invented_text, tokens_of, written
from tests.bookmarks.makers import article

OLD = (
    "Ministers met in Oral on Tuesday. They agreed on twenty nine joint projects.\n\n"
    "The river port will be rebuilt first, said the governor. Nobody named a price.\n\n"
    "Grain prices rose again. Farmers along the river blamed the drought and the railway."
)


def found(words: str, new_text: str, *, knows_old_text: bool = True) -> tuple[PlaceState, str]:
    old = article(OLD)
    start = OLD.index(words)
    selector = select(old, Span(start, start + len(words)))
    place = find_place(selector, OLD if knows_old_text else None, article(new_text))
    return place.state, place.span.of(new_text) if place.span else ""


def test_a_selector_keeps_the_words_and_what_stands_around_them() -> None:
    selector = select(article(OLD), Span(12, 24))
    assert (selector.exact, selector.prefix, selector.paragraph) == (OLD[12:24], OLD[:12], 1)
    assert selector.suffix == OLD[24:88]
    assert paragraph_at(article(OLD), OLD.index("Grain")) == 3


def test_a_bookmark_of_the_article_has_no_place_to_lose() -> None:
    selector = select(article(OLD), Span(0, 0))
    assert selector.is_whole_article
    assert find_place(selector, None, article("something else")) == Place(PlaceState.ANCHORED, Span(0, 0), 1.0)


@given(st.data())
def test_in_an_unchanged_text_every_passage_is_where_it_was(data: st.DataObject) -> None:
    text = data.draw(st.text(min_size=1))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    selector = select(article(text), Span(start, end))
    assert find_place(selector, None, article(text)) == Place(PlaceState.ANCHORED, Span(start, end), 1.0)


@given(st.text(min_size=1), st.text(), st.data())
def test_any_two_texts_give_a_place_inside_the_new_one_or_none(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    place = find_place(select(article(old), Span(start, end)), old, article(new))
    assert (place.span is None) == (place.state is PlaceState.ORPHAN)
    assert place.span is None or place.span.end <= len(new)


@pytest.mark.parametrize("knows_old_text", [True, False])
def test_text_put_in_before_moves_a_passage(knows_old_text: bool) -> None:
    new = "Updated on Friday with more figures.\n\n" + OLD
    assert found("twenty nine joint projects", new, knows_old_text=knows_old_text) == (
        PlaceState.ANCHORED,
        "twenty nine joint projects",
    )


@pytest.mark.parametrize("knows_old_text", [True, False])
def test_a_changed_passage_is_found_and_marked_moved(knows_old_text: bool) -> None:
    new = OLD.replace("twenty nine joint projects", "thirty one joint projects")
    assert found("twenty nine joint projects", new, knows_old_text=knows_old_text) == (
        PlaceState.MOVED,
        "thirty one joint projects",
    )


def test_a_reworded_end_is_taken_in() -> None:
    new = OLD.replace("blamed the drought and the railway", "blamed the drought and the ministry")
    assert found("the drought and the railway", new) == (PlaceState.MOVED, "the drought and the ministry")


def test_a_deleted_passage_is_an_orphan() -> None:
    new = OLD.replace(" Nobody named a price.", "")
    assert found("Nobody named a price", new)[0] is PlaceState.ORPHAN


def test_a_lookalike_does_not_take_a_note_over() -> None:
    old = "The minister said no. Rain fell on the port all day.\n\n" + OLD + "\n\nLater the minister said no. Questions went on."
    selector = select(article(old), Span(0, 20))
    new = old.removeprefix("The minister said no. Rain fell on the port all day.\n\n")
    assert find_place(selector, old, article(new)).state is PlaceState.ORPHAN
    assert find_place(selector, None, article(new)).state is PlaceState.ORPHAN


def test_of_two_like_passages_the_right_one_is_found_by_what_stands_around() -> None:
    refrain = "and so the talks went on"
    old = f"Monday brought rain, {refrain}. Tuesday brought figures, {refrain}. Wednesday was quiet, {refrain}. Then all went home."
    start = old.index(refrain, old.index("Tuesday"))
    selector = select(article(old), Span(start, start + len(refrain)))
    new = "A correction was made.\n\n" + old
    assert find_place(selector, old, article(new)).span == Span(start, start + len(refrain)).shifted(24)


def test_quotes_dashes_accents_and_blanks_do_not_matter() -> None:
    old = article("He said: “The co-operation – “déjà vu” – isn’t news to anybody in the port of Oral.”")
    words = "“déjà vu” – isn’t news"
    start = old.text.index(words)
    new = (
        old.text.replace("“", '"')
        .replace("”", '"')
        .replace("’", "'")
        .replace("é", "e\u0301")
        .replace("–", "-")
        .replace(" isn", "\nisn")
    )
    place = find_place(select(old, Span(start, start + len(words))), old.text, article(new))
    assert place.span is not None
    assert place.span.of(new) == '"de\u0301jà vu" -\nisn\'t news'


def test_a_selection_may_begin_and_end_inside_words() -> None:
    assert found("nine joint proj", "More.\n\n" + OLD) == (PlaceState.ANCHORED, "nine joint proj")
    assert found("nine joint proj", OLD.replace("projects", "undertakings")) == (PlaceState.MOVED, "nine joint undertakings")


def test_signs_at_the_edges_that_are_gone_are_left_out() -> None:
    old = "The governor said (the river port will be rebuilt) and nobody asked about the price of it."
    start = old.index("(the")
    selector = select(article(old), Span(start, old.index(")") + 1))
    new = old.replace("(", "– ").replace(")", ",")
    place = find_place(selector, old, article(new))
    assert place.span is not None
    assert place.span.of(new) == "the river port will be rebuilt"


def test_pairs_of_words_that_stand_everywhere_prove_nothing() -> None:
    old = "one two " * 100 + "the river port will be rebuilt. " + "one two " * 100
    start = old.index("the river")
    selector = select(article(old), Span(start, start + 30))
    assert find_place(selector, old, article("one two. " + old)).span == Span(start + 9, start + 39)
    assert words_of("a \u00ad\u00ad b").forms == ("a", "b")


def test_a_place_between_words_moves_with_its_words() -> None:
    offset = OLD.index("Farmers")
    selector = select(article(OLD), Span(offset, offset))
    new = "Updated.\n\n" + OLD
    assert find_place(selector, OLD, article(new)).span == Span(offset + 10, offset + 10)
    end = select(article(OLD), Span(len(OLD), len(OLD)))
    assert find_place(end, OLD, article(new)).span == Span(len(new), len(new))


def test_a_sign_without_a_word_is_found_beside_its_words() -> None:
    offset = OLD.index(", said")
    selector = select(article(OLD), Span(offset, offset + 1))
    assert find_place(selector, OLD, article("Updated.\n\n" + OLD)).span == Span(offset + 10, offset + 11)
    assert find_place(selector, OLD, article(OLD.replace(", said", " said"))).state is PlaceState.ORPHAN


def test_a_text_without_words_gives_an_orphan() -> None:
    selector = select(article("--- !!!"), Span(0, 3))
    assert find_place(selector, "--- !!!", article("… ---")).state is PlaceState.ORPHAN


def test_a_lying_selector_is_found_by_its_words() -> None:
    selector = select(article(OLD), Span(0, 13))
    lying = Selector("a1", article(OLD).digest, Span(3, 16), selector.exact, selector.prefix, selector.suffix, 1)
    assert find_place(lying, OLD, article(OLD)).span == Span(0, 13)


def test_a_script_without_blanks_is_read_by_character() -> None:
    old = "会議は火曜日に首相官邸で開かれた。二十九の共同事業が決まった。価格は公表されていない。"
    start = old.index("共同事業")
    new = "更新された記事。" + old
    assert find_place(select(article(old), Span(start, start + 4)), old, article(new)).span == Span(start + 8, start + 12)
    assert words_of("首相 官邸").forms == ("首", "相", "官", "邸")


def test_a_place_given_by_hand_is_looked_for_instead_and_the_first_one_stays() -> None:
    new = article("Quite another text. The committee will meet again in May.\n\nNothing else.")
    selector = select(article(OLD), Span(0, 13))
    assert find_place(selector, OLD, new).state is PlaceState.ORPHAN
    by_hand = replace(selector, by_hand=select(new, Span(20, 33)))
    assert find_place(by_hand, OLD, new) == Place(PlaceState.ANCHORED, Span(20, 33), 1.0)
    assert by_hand.exact == selector.exact


def test_likely_places_are_offered_for_a_lost_one() -> None:
    new = article("Nothing here.\n\nThey agreed on thirty joint projects in the end.\n\nBye.\n\n---")
    start = OLD.index("They agreed")
    selector = select(article(OLD), Span(start, OLD.index(" projects", start) + 9))
    places = likely_places(selector, new)
    assert [new.text.count("\n\n", 0, span.start) for span, _ in places] == [0, 1, 2, 3]
    best, score = max(places, key=lambda place: place[1])
    assert best.of(new.text).startswith("They agreed on thirty joint projects")
    assert 0.6 < score < 1
    assert likely_places(select(article(OLD), Span(5, 5)), new)[0][0] == Span(0, 13)
    assert likely_places(select(article("a ---. b"), Span(2, 5)), article("- x --- y"))[0][0] == Span(0, 9)


@pytest.fixture(scope="module")
def long_text() -> str:
    return invented_text(random.Random(7), paragraphs=30)


def test_a_passage_of_many_pages_is_found_by_its_ends(long_text: str) -> None:
    new = "Preface.\n\n" + long_text
    start, end = long_text.index(" ", 300) + 1, len(long_text) - 300
    place = find_place(select(article(long_text), Span(start, end)), long_text, article(new))
    assert place.span == Span(start, end).shifted(10)


def test_a_long_passage_that_lost_its_middle_or_an_end_is_an_orphan(long_text: str) -> None:
    selector = select(article(long_text), Span(0, len(long_text)))
    for new in (long_text[:1500] + long_text[-1500:], long_text[: len(long_text) // 2]):
        assert find_place(selector, long_text, article(new)).state is PlaceState.ORPHAN


def test_a_finder_gives_the_same_as_one_search_at_a_time(long_text: str) -> None:
    new = article("New.\n\n" + long_text)
    finder = PlaceFinder(new)
    for start in range(0, 2000, 331):
        selector = select(article(long_text), Span(start, start + 40))
        assert finder.find(selector, long_text) == find_place(selector, long_text, new)


def judged(edit: Edit, part: float, chance: random.Random, *, knows_old_text: bool = True, trials: int = 40) -> Counter[str]:
    """Edit a text, look for passages whose true place is known, and count what was found."""
    counts: Counter[str] = Counter()
    tokens = tokens_of(invented_text(chance))
    old, old_places = written(tokens)
    new, new_places = written(edit(tokens, part, chance))
    finder = PlaceFinder(article(new))
    for _ in range(trials):
        length = chance.choice((2, 4, 8, 15, 30, 60))
        first = chance.randrange(len(tokens) - length)
        numbers = range(first, first + length)
        span = Span(old_places[first].start, old_places[first + length - 1].end)
        place = finder.find(select(article(old), span), old if knows_old_text else None)
        counts[judgement(place, [new_places[number] for number in numbers if number in new_places], length)] += 1
    return counts


def judgement(place: Place, alive: list[Span], length: int) -> str:
    if place.span is None:
        return "orphan" if 2 * len(alive) >= length else "rightly lost"
    covered = sum(1 for word in alive if word.overlaps(place.span))
    if not covered:
        return "wrong"
    return "right" if covered >= 0.6 * len(alive) else "partly"


@pytest.mark.parametrize("name", [name for name in EDITS if name != "mixed"])
def test_edits_lose_few_places_and_confuse_none(name: str) -> None:
    chance = random.Random(f"{name} 1")
    counts = sum((judged(EDITS[name], part, chance) for part in (0.05, 0.1, 0.2, 0.3)), Counter[str]())
    assert counts["wrong"] == 0, counts
    assert counts["right"] >= 0.9 * (counts.total() - counts["rightly lost"]), counts


def test_mixed_edits_reach_the_figures() -> None:
    chance = random.Random("mixed 2")
    counts = sum((judged(change_everything, part, chance) for part in (0.0, 0.05, 0.1, 0.2, 0.3) * 3), Counter[str]())
    placeable = counts.total() - counts["rightly lost"]
    assert counts["wrong"] <= 0.002 * counts.total(), counts
    assert counts["right"] >= 0.975 * placeable, counts


def test_without_the_old_text_a_guess_is_still_rare() -> None:
    chance = random.Random("mixed 3")
    counts = sum((judged(change_everything, part, chance, knows_old_text=False) for part in (0.05, 0.1, 0.2)), Counter[str]())
    assert counts["wrong"] <= 1, counts
    assert counts["right"] >= 0.9 * (counts.total() - counts["rightly lost"]), counts


def test_a_place_between_words_is_never_behind_the_end() -> None:
    selector = select(article("harbour !!"), Span(10, 10))
    assert find_place(selector, "harbour !!", article("the harbour")) == Place(PlaceState.ORPHAN, None, 0.0)
