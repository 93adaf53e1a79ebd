"""Counting entities, the concordance, the timeline, and the tables written for other programs."""

from reader.article import Label
from reader.entities.concordance import Order, entity_lines, lines_in, ordered, spread, term_lines, term_pattern
from reader.entities.entity import Timeline
from reader.entities.summary import cooccurrence_csv, count_entities, mentions_csv
from reader.entities.timeline import timeline_of
from tests.entities.makers import article, mention

A = "Kazakhstan and the Kazakh people like Astana."
B = "Kazakhs live in Kazakhstan."
IN_A = (
    mention(A, "Kazakhstan", Label.PLACE),
    mention(A, "Kazakh", Label.NORP, "Kazakhstan", nth=1),
    mention(A, "Astana", Label.PLACE),
)
IN_B = (mention(B, "Kazakhs", Label.NORP, "Kazakhstan"), mention(B, "Kazakhstan", Label.PLACE))


def test_a_country_and_its_people_are_counted_together() -> None:
    first, second = count_entities([("a", A, IN_A), ("b", B, IN_B)])
    assert (first.name, first.label, first.counts, first.mentions) == ("Kazakhstan", Label.PLACE, (("a", 2), ("b", 2)), 4)
    assert first.forms == ("Kazakhstan", "Kazakh", "Kazakhs")
    assert second.name == "Astana"


def test_only_asked_labels_are_counted() -> None:
    assert count_entities([("a", A, IN_A)], [Label.ORG]) == ()


def test_concordance_lines_have_the_words_around() -> None:
    (line,) = term_lines("people", [article(A)])
    assert (line.left, line.match, line.right) == ("Kazakhstan and the Kazakh ", "people", " like Astana.")


def test_a_phrase_is_found_across_curly_quotes_and_blanks() -> None:
    text = "The lion\u2019s\u00a0share is his."
    assert [line.match for line in term_lines("lion's share", [article(text)])] == ["lion\u2019s share"]


def test_a_star_stands_for_any_ending_and_words_are_whole() -> None:
    assert [line.match for line in term_lines("kazakh*", [article(A)])] == ["Kazakhstan", "Kazakh"]
    assert [line.match for line in term_lines("kazakh", [article(A)])] == ["Kazakh"]


def test_furniture_has_no_concordance_lines() -> None:
    assert list(term_lines("share", [article("Text\nshare this", folded=(1,))])) == []


def test_an_entity_is_found_in_all_its_forms() -> None:
    lines = entity_lines("Kazakhstan", [(article(A), IN_A), (article(B, "b"), IN_B)])
    assert [line.match for line in lines] == ["Kazakhstan", "Kazakh", "Kazakhs", "Kazakhstan"]


def test_lines_are_sorted_by_the_nearest_word_to_the_left_or_right() -> None:
    lines = list(term_lines("and", [article("zebra and ape\nant and zoo\nmole and bee")]))
    assert [line.left.strip() for line in ordered(lines, Order.LEFT)] == ["ant", "mole", "zebra"]
    assert [line.right.strip() for line in ordered(lines, Order.RIGHT)] == ["ape", "bee", "zoo"]
    assert ordered(lines, Order.ARTICLE) == lines


def test_a_term_finds_its_words_and_the_entity_of_that_name() -> None:
    lines = list(lines_in(article(A), IN_A, "kazakhstan", pattern=term_pattern("kazakhstan")))
    assert [line.match for line in lines] == ["Kazakhstan", "Kazakh"]


def test_the_spread_counts_lines_by_part_of_the_article() -> None:
    lines = list(term_lines("x", [article("x x ........................ x")]))
    assert spread(lines, 30, 3) == (2, 0, 1)


def test_a_date_without_year_takes_it_from_the_article() -> None:
    text = "Talks went on for many hours on November 12 in the capital.\nIn 2019 he left his post to nobody we know."
    dates = (mention(text, "November 12", Label.DATE), mention(text, "2019", Label.DATE))
    first, second = timeline_of([(article(text, date="2025-11-13"), dates)]).events
    assert (first.date, first.is_resolved) == ("2019", False)
    assert (second.date, second.is_resolved) == ("2025-11-12", True)
    assert second.text.startswith("Talks went on")


def test_december_in_an_article_of_january_is_last_year() -> None:
    text = "The treaty of the two countries was signed on December 20 in Moscow."
    (event,) = timeline_of([(article(text, date="2025-01-05"), (mention(text, "December 20", Label.DATE),))]).events
    assert event.date == "2024-12-20"


def test_the_date_of_a_citation_is_no_event() -> None:
    text = "His first foreign visit was to Moscow as all the papers said (Kazinform, November 28)."
    assert timeline_of([(article(text, date="2022-12-01"), (mention(text, "November 28", Label.DATE),))]) == Timeline(undated=1)


def test_without_a_date_of_the_article_a_date_without_year_is_no_event() -> None:
    text = "The treaty of the two countries was signed on December 20 in Moscow."
    assert timeline_of([(article(text), (mention(text, "December 20", Label.DATE),))]) == Timeline(unplaced=1)


def test_tables_for_other_programs() -> None:
    assert mentions_csv({"b": (B, IN_B)}).splitlines()[1] == "b,0,7,NORP,Kazakhstan,Kazakhs"
    edges = cooccurrence_csv({"a": IN_A, "b": IN_B}).splitlines()
    assert edges == ["Source,Target,Weight,Type,SourceLabel,TargetLabel", "Astana,Kazakhstan,1,Undirected,PLACE,PLACE"]


def test_a_spreadsheet_takes_no_name_for_a_formula() -> None:
    text = "=SUM(1)"
    assert "'=SUM(1)" in mentions_csv({"a": (text, (mention(text, "=SUM(1)", Label.ORG),))})
