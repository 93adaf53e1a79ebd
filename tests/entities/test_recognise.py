"""Finding who, what and where an article names."""

import os
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.article import Label
from reader.entities.candidates import Candidate, Candidates
from reader.entities.recognise import Recogniser, find_mentions, load_recogniser
from reader.entities.rules import relabel_banks
from reader.entities.stamp import stamp_of
from reader.errors import ConfigError
from tests.entities.makers import article, found

NEWS = (
    "Kazakh President Kassym-Jomart Tokayev met Vladimir Putin in Moscow on November 12, 2025. "
    "Mr. Tokayev said the Eurasian Economic Union (EAEU) had agreed on deals worth $31 billion.\n"
    "The EAEU includes Kyrgyzstan. Tokayev will return to Nur-Sultan."
)


def test_people_places_peoples_organisations_dates_and_money_are_found(recogniser: Recogniser) -> None:
    mentions = found(NEWS, recogniser)
    assert ("Kazakh", "NORP", "Kazakhstan") in mentions
    assert ("Kassym-Jomart Tokayev", "PERSON", "Kassym-Jomart Tokayev") in mentions
    assert ("Moscow", "PLACE", "Moscow") in mentions
    assert ("November 12, 2025", "DATE", "November 12, 2025") in mentions
    assert ("$31 billion", "MONEY", "$31 billion") in mentions
    assert ("EAEU", "ORG", "Eurasian Economic Union") in mentions
    assert ("Nur-Sultan", "PLACE", "Astana") in mentions


def test_a_surname_belongs_to_the_full_name_of_its_article(recogniser: Recogniser) -> None:
    assert ("Tokayev", "PERSON", "Kassym-Jomart Tokayev") in found(NEWS, recogniser)


def test_a_hyphenated_pair_is_two_mentions(recogniser: Recogniser) -> None:
    mentions = found("The Kazakh-Russian border is long.", recogniser)
    assert mentions == [("Kazakh", "NORP", "Kazakhstan"), ("Russian", "NORP", "Russia")]


def test_a_hyphenated_given_name_belongs_to_the_name(recogniser: Recogniser) -> None:
    mentions = found("When Tavik-Orum Belsenov, the president, spoke, Belsenov was tired. Mr. Belsenov left.", recogniser)
    assert [entity for _, label, entity in mentions if label == "PERSON"] == ["Tavik-Orum Belsenov"] * 3


def test_a_pair_of_places_is_two_mentions(recogniser: Recogniser) -> None:
    mentions = found("He spoke of the US-Central Asia summit.", recogniser)
    assert ("US", "PLACE", "United States") in mentions
    assert ("Central Asia", "PLACE", "Central Asia") in mentions


def test_an_acronym_in_brackets_keeps_its_capitals(recogniser: Recogniser) -> None:
    mentions = found("The Integrated Regional Energy Network Alliance (IRENA) met. IRENA said no.", recogniser)
    assert mentions[-1] == ("IRENA", "ORG", "Integrated Regional Energy Network Alliance")


def test_the_country_is_told_from_the_pronoun(recogniser: Recogniser) -> None:
    mentions = found("The US told us that U.S. troops would help us.", recogniser)
    assert mentions == [("US", "PLACE", "United States"), ("U.S.", "PLACE", "United States")]


def test_curly_quotes_and_no_break_blanks_do_not_move_a_mention(recogniser: Recogniser) -> None:
    text = "Kazakhstan\u2019s talks with the European\u00a0Union went on in Brussels."
    mentions = found(text, recogniser)
    assert ("Kazakhstan", "PLACE", "Kazakhstan") in mentions
    assert ("European\u00a0Union", "ORG", "European Union") in mentions


def test_folded_blocks_have_no_mentions(recogniser: Recogniser) -> None:
    text = "Putin went to Astana.\nShare on Facebook from Paris"
    mentions = find_mentions(article(text, folded=(1,)), recogniser)
    assert {m.span.of(text) for m in mentions} == {"Putin", "Astana"}


@pytest.mark.parametrize(
    "text",
    [
        "Word",
        "",
        "....!!! ??? ;;; ((( )))",
        "\u041f\u0440\u0435\u0437\u0438\u0434\u0435\u043d\u0442 \u0422\u043e\u043a\u0430\u0435\u0432",
        "12 34 56",
    ],
)
def test_odd_texts_have_no_mentions(text: str, recogniser: Recogniser) -> None:
    assert found(text, recogniser) == []


def test_names_in_capitals_are_read(recogniser: Recogniser) -> None:
    mentions = found("PUTIN MEETS TOKAYEV IN ASTANA FOR TALKS ON TRADE WITH KAZAKHSTAN", recogniser)
    assert ("KAZAKHSTAN", "PLACE", "Kazakhstan") in mentions
    assert ("ASTANA", "PLACE", "Astana") in mentions


@pytest.mark.parametrize(
    ("text", "countries"), [("US WARNS RUSSIA ABOUT UKRAINE", 3), ("JOIN US AND TELL US WHO MADE US LAUGH SO MUCH", 0)]
)
def test_in_capitals_too_the_country_is_told_from_the_pronoun(text: str, countries: int, recogniser: Recogniser) -> None:
    assert sum(label == "PLACE" for _, label, _ in found(text, recogniser)) == countries


@pytest.mark.parametrize("text", ["THIS IS US", "WHO WILL SAVE US?", "DO NOT FORGET US", "BOTH OF US KNOW"])
def test_the_pronoun_in_capitals_is_none(text: str, recogniser: Recogniser) -> None:
    assert "PLACE" not in {label for _, label, _ in found(text, recogniser)}


def test_a_list_of_capitalised_words_is_no_name(recogniser: Recogniser) -> None:
    assert all(len(form) < 150 for form, _, _ in found("Alpha " * 3000, recogniser))


LONG = int(os.environ.get("BROADSHEET_LONG_WORDS", "30000"))


def test_a_very_long_article_is_read_in_parts(recogniser: Recogniser) -> None:
    sentence = "Kazakh President Kassym-Jomart Tokayev met Vladimir Putin in Moscow and Tokayev went home. "
    mentions = found(sentence * (LONG // 14), recogniser)
    assert len(mentions) == 5 * (LONG // 14)


def test_a_text_without_capitals_gives_no_nonsense(recogniser: Recogniser) -> None:
    assert found("the president of the country met his friend and they talked about trade in may", recogniser) == []


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("aAbB .,-'\n\u00a0\u2019(USEt)\u0416$1290%"), max_size=300))
def test_mentions_are_in_order_within_lines_and_never_overlap(recogniser: Recogniser, text: str) -> None:
    mentions = find_mentions(article(text), recogniser)
    for before, after in pairwise(mentions):
        assert before.span.end <= after.span.start
    assert all("\n" not in m.span.of(text) and m.span.of(text).strip() == m.span.of(text) for m in mentions)


PIECES = st.sampled_from(
    """Jean-Paul (JP) Merz G7 & Ordal Ltd. Sdn Bhd St. Economic Forum U.S.-Saudi al- bin de la von der Leyen Macy's Jr. Austin, TX
    N.Y. Ministry of Trade and Industry Khartoum Sudan Kazakh-Russian Booking.com Daily Monitor the West (MBS) $5 2025 Nov. Black
    Friday Amazon 's . , - ( ) \u2019s \u00a0 US us COVID-19 AI O'Brien""".split()
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(PIECES, st.sampled_from(" \n-")), max_size=25))
def test_no_mix_of_what_rules_look_for_is_an_error(recogniser: Recogniser, pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + blank for piece, blank in pieces)
    for before, after in pairwise(find_mentions(article(text), recogniser)):
        assert before.span.end <= after.span.start


def test_an_unknown_recogniser_is_a_fault_of_the_configuration() -> None:
    with pytest.raises(ConfigError, match="built-in"):
        load_recogniser("magic")


def test_the_stamp_names_the_recogniser_and_is_known_without_loading_it(recogniser: Recogniser) -> None:
    assert recogniser.stamp == stamp_of("built-in")
    assert recogniser.stamp != stamp_of("spacy:en_core_web_sm")


def test_labels_are_of_the_agreed_set(recogniser: Recogniser) -> None:
    assert {m.label for m in find_mentions(article(NEWS), recogniser)} <= set(Label)


def test_a_land_with_a_hyphen_is_one_land(recogniser: Recogniser) -> None:
    assert found("He visited Guinea-Bissau.", recogniser) == [("Guinea-Bissau", "PLACE", "Guinea-Bissau")]


def test_a_short_family_name_is_its_bearer(recogniser: Recogniser) -> None:
    text = "Xi Jinping spoke. Later Xi paid a visit."
    assert [entity for form, _, entity in found(text, recogniser) if form == "Xi"] == ["Xi Jinping"]


def test_a_family_name_that_is_a_word_is_marked_in_mid_sentence(recogniser: Recogniser) -> None:
    text = "President Park Geun-hye was charged. He paid bribes to Park and others. Park rules forbid it."
    assert [form for form, label, _ in found(text, recogniser) if label == "PERSON"] == ["Park Geun-hye", "Park"]


def test_a_surname_that_is_a_people_too_is_the_person_named_in_full(recogniser: Recogniser) -> None:
    text = "The teenager Rahul Jain found it. It began when Jain and others met, said Jain."
    assert {entity for form, _, entity in found(text, recogniser) if form == "Jain"} == {"Rahul Jain"}


def test_the_people_stays_one_where_the_text_says_so(recogniser: Recogniser) -> None:
    text = "The teenager Rahul Jain found it. He prays in a Jain temple."
    assert ("Jain", "NORP") in [(form, label) for form, label, _ in found(text, recogniser)]


@pytest.mark.parametrize("date", ["05-Oct-2024", "09/11/2023", "March 1537", "4 July 1776"])
def test_dates_in_other_forms_and_of_other_centuries(date: str, recogniser: Recogniser) -> None:
    assert (date, "DATE") in [(form, label) for form, label, _ in found(f"It was opened by {date}, he said.", recogniser)]


@pytest.mark.parametrize(
    "text", ["He ran for 1500 metres, then by 1500 people.", "After 1200 homes burned, in all 1830 people left."]
)
def test_a_number_of_things_is_no_year(text: str, recogniser: Recogniser) -> None:
    assert [label for _, label, _ in found(text, recogniser) if label == "DATE"] == []


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Judge Philip Katz QC, had decided not to go.", "Philip Katz"),
        ("And HHJ Katz stressed that it was so.", "Katz"),
        ("Said the Lord Chief Justice, Lord Burnett, of it.", "Burnett"),
        ("Funds went to Brian Levine and others.", "Brian Levine"),
        ("She beat world No.1 Aryna Sabalenka in three sets.", "Aryna Sabalenka"),
    ],
)
def test_a_person_without_ranks_and_with_the_given_name(text: str, person: str, recogniser: Recogniser) -> None:
    assert (person, "PERSON") in [(form, label) for form, label, _ in found(text, recogniser)]


@pytest.mark.parametrize("body", ["College of Information and Computer Science", "Technology Initiative Fund"])
def test_a_body_with_all_its_fields_and_heads(body: str, recogniser: Recogniser) -> None:
    assert (body, "ORG") in [(form, label) for form, label, _ in found(f"The {body} were awarded money.", recogniser)]


def test_early_in_a_month_is_a_date_whatever_happened(recogniser: Recogniser) -> None:
    assert [label for _, label, _ in found("A trial which began in early March resumed.", recogniser)] == ["DATE"]


def test_pence_are_money(recogniser: Recogniser) -> None:
    assert ("697 pence", "MONEY") in [(form, label) for form, label, _ in found("It fell to 697 pence a share.", recogniser)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("With all the talk of Christian Eriksen trying to leave, he stayed.", ("Christian Eriksen", "PERSON")),
        ("Fans thought of a post-Roman Abramovich future at the club.", ("Roman Abramovich", "PERSON")),
        ("He taught at the University of the Witwatersrand in the city.", ("University of the Witwatersrand", "ORG")),
        ("The opposition UNITA party met. UNITA denounced the arrests.", ("UNITA", "ORG")),
        ("He died, said David Stone, Sr., and his son.", ("David Stone, Sr.", "PERSON")),
        ("He sang in the St. Stephen's Cathedral in Vienna.", ("St. Stephen's Cathedral", "PLACE")),
        ("It struck near Qinghai, where Haidong is located.", ("Haidong", "PLACE")),
        ("Members of the Hutaree militia were arrested.", ("Hutaree", "ORG")),
        ("UConn is a university.", ("UConn", "ORG")),
        ("The International Monetary Fund met. It helped the Fund trim its outlook.", ("Fund", "ORG")),
    ],
)
def test_names_that_stand_beside_or_repeat_others(text: str, wanted: tuple[str, str], recogniser: Recogniser) -> None:
    assert (text.rindex(wanted[0]), wanted[1]) in [
        (m.span.start, m.label.value) for m in find_mentions(article(text), recogniser) if m.span.of(text) == wanted[0]
    ]


@pytest.mark.parametrize("text", ["It trades under the symbol TPUB.", "The galaxy (NGC 5128) is far.", "He put it on his CV."])
def test_codes_are_no_names(text: str, recogniser: Recogniser) -> None:
    assert found(text, recogniser) == []


def test_a_bank_is_one_wherever_it_stands() -> None:
    candidates = Candidates([Candidate(0, 11, Label.ORG), Candidate(13, 24, Label.PLACE), Candidate(26, 35, Label.PLACE)])
    relabel_banks("Agrani Bank, Agrani Bank, West Bank", candidates)
    assert [one.label for one in candidates] == [Label.ORG, Label.ORG, Label.PLACE]


@pytest.mark.parametrize(
    "days", ["May 31 to June 6", "May 31 - June 6, 2025", "31 May to 6 June 2025", "May 31, 2024 to June 6, 2025"]
)
def test_days_of_two_months_are_one_date(days: str, recogniser: Recogniser) -> None:
    assert [(form, label) for form, label, _ in found(f"They will travel from {days}.", recogniser)] == [(days, "DATE")]


def test_days_of_two_months_that_are_no_range_are_two_dates(recogniser: Recogniser) -> None:
    assert len(found("It rained on May 31 and June 6.", recogniser)) == 2


def test_an_act_keeps_both_its_fields_and_its_letters_name_it(recogniser: Recogniser) -> None:
    text = "The American Recovery and Reinvestment Act (ARRA) passed. Grants under ARRA were paid."
    laws = [(form, entity) for form, label, entity in found(text, recogniser) if label == "LAW"]
    assert [form for form, _ in laws] == ["American Recovery and Reinvestment Act", "ARRA", "ARRA"]
    assert len({entity for _, entity in laws}) == 1


@pytest.mark.parametrize("person", ["Johann Strauss the Elder", "Alexander the Great"])
def test_of_which_generation_somebody_was_belongs_to_the_name(person: str, recogniser: Recogniser) -> None:
    assert (person, "PERSON") in [(form, label) for form, label, _ in found(f"It tells of {person}, who died.", recogniser)]


@pytest.mark.parametrize("storm", ["Typhoon Bulavi", "Hurricane Orvil", "Tropical Storm Tamsin", "Super Typhoon Bulavi"])
def test_a_storm_is_an_event_by_its_name(storm: str, recogniser: Recogniser) -> None:
    text = f"Towns were hit by {storm} this week. People fled."
    assert [(form, label) for form, label, _ in found(text, recogniser)] == [(storm, "EVENT")]


def test_a_storm_without_a_name_is_none(recogniser: Recogniser) -> None:
    assert found("A storm hit the coast. The typhoon went on.", recogniser) == []


@pytest.mark.parametrize("date", ["Oct.1", "Fri May 23, 2014", "Tue. 4 June", "Nov. 13"])
def test_dates_as_tickers_write_them(date: str, recogniser: Recogniser) -> None:
    assert [(form, label) for form, label, _ in found(f"It will rain on {date}, they said.", recogniser)] == [(date, "DATE")]


def test_a_paper_before_a_date_is_no_day_of_the_week(recogniser: Recogniser) -> None:
    assert "Sun, August 16" not in [form for form, _, _ in found("He told the Edmonton Sun, August 16, that he went.", recogniser)]


def test_may_is_a_month_until_and_for_which_something_is_planned(recogniser: Recogniser) -> None:
    marked = [form for form, _, _ in found("It was scheduled for May. They stay until May. Ask May.", recogniser)]
    assert marked[:2] == ["May", "May"]


def test_letters_that_begin_with_a_digit_stand_for_a_long_name(recogniser: Recogniser) -> None:
    marked = found("The state fund 1Velmont Development Berhad (1VDB) lost it. They sued 1VDB.", recogniser)
    assert [(form, entity) for form, _, entity in marked if form == "1VDB"] == [("1VDB", "1Velmont Development")] * 2


@pytest.mark.parametrize("money", ["$2.6B", "$68M", "$1 Million", "$5K"])
def test_sums_as_headlines_write_them(money: str, recogniser: Recogniser) -> None:
    assert (money, "MONEY") in [(form, label) for form, label, _ in found(f"They were paid {money} for it.", recogniser)]
