"""Names that are one entity, and names that are not."""

import contextlib
import itertools
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.article import Label, Mention
from reader.entities import people as people_module
from reader.entities.candidates import Candidate
from reader.entities.gazetteer import Gazetteer, KnownName
from reader.entities.linking import bare_name, collection_names, link_collection, link_in_article, name_counts
from reader.entities.people import are_one_person
from reader.entities.recognise import Recogniser
from reader.text import Span
from tests.entities.makers import found

KNOWN = Gazetteer(
    {
        "United States": KnownName(Label.PLACE, "United States"),
        "US": KnownName(Label.PLACE, "United States"),
        "U.S.": KnownName(Label.PLACE, "United States"),
        "American": KnownName(Label.NORP, "United States"),
        "Caspian Pipeline Consortium": KnownName(Label.ORG, "Caspian Pipeline Consortium"),
        "CPC": KnownName(Label.ORG, "Caspian Pipeline Consortium", is_sure=False),
        "Nur-Sultan": KnownName(Label.PLACE, "Astana"),
        "Shanghai Cooperation Organization": KnownName(Label.ORG, "Shanghai Cooperation Organization"),
    }
)


def linked(text: str, *forms: tuple[str, Label]) -> list[str]:
    """Return the entities of some forms, each at its next place in the text."""
    candidates = []
    after = 0
    for form, label in forms:
        start = text.index(form, after)
        after = start + len(form)
        candidates.append(Candidate(start, after, label))
    return [mention.entity for mention in link_in_article(text, candidates, KNOWN)]


def people(*names: str) -> list[Mention]:
    return [Mention(Span(10 * i, 10 * i + 5), Label.PERSON, name) for i, name in enumerate(names)]


def test_title_full_name_and_surname_are_one_person() -> None:
    text = "President Kassym-Jomart Tokayev spoke. Tokayev left. Mr. Tokayev came back."
    forms = [("President Kassym-Jomart Tokayev", Label.PERSON), ("Tokayev", Label.PERSON), ("Mr. Tokayev", Label.PERSON)]
    assert linked(text, *forms) == ["Kassym-Jomart Tokayev"] * 3


def test_a_surname_of_two_people_stays_alone() -> None:
    text = "Bill Clinton met Hillary Clinton. Clinton smiled."
    forms = [("Bill Clinton", Label.PERSON), ("Hillary Clinton", Label.PERSON), ("Clinton", Label.PERSON)]
    assert linked(text, *forms) == ["Bill Clinton", "Hillary Clinton", "Clinton"]


def test_a_country_in_all_its_forms_is_one_entity() -> None:
    text = "The US and the U.S. and American ways in the United States"
    forms = [("US", Label.PLACE), ("U.S.", Label.PLACE), ("American", Label.NORP), ("United States", Label.PLACE)]
    assert linked(text, *forms) == ["United States"] * 4


def test_an_old_name_of_a_city_is_the_city() -> None:
    assert linked("In Nur-Sultan", ("Nur-Sultan", Label.PLACE)) == ["Astana"]


def test_british_spelling_of_an_organisation_is_the_same_one() -> None:
    text = "Shanghai Cooperation Organisation"
    assert linked(text, (text, Label.ORG)) == ["Shanghai Cooperation Organization"]


def test_an_acronym_stands_for_the_name_it_was_defined_for() -> None:
    text = "The Central Bank of Arrakis (CBA) met. CBA said no."
    forms = [("Central Bank of Arrakis", Label.ORG), ("CBA", Label.ORG), ("CBA", Label.ORG)]
    assert linked(text, *forms) == ["Central Bank of Arrakis"] * 3


def test_a_short_name_of_several_meanings_is_linked_only_beside_the_long_one() -> None:
    assert linked("CPC said no.", ("CPC", Label.ORG)) == ["CPC"]
    text = "Caspian Pipeline Consortium, as CPC is called"
    assert linked(text, ("Caspian Pipeline Consortium", Label.ORG), ("CPC", Label.ORG)) == ["Caspian Pipeline Consortium"] * 2


def test_titles_articles_and_possessive_endings_are_no_part_of_a_name() -> None:
    assert bare_name("Foreign Minister Sergei  Lavrov's") == "Sergei Lavrov"
    assert bare_name("the Kremlin") == "Kremlin"


@pytest.mark.parametrize(
    ("name", "other", "are_one"),
    [
        ("Kassym-Jomart Tokaev", "Kassym-Jomart Tokayev", True),
        ("Kasym-Zhomart Tokaev", "Kassym-Jomart Tokayev", True),
        ("Emomali Rakhmon", "Emomali Rahmon", True),
        ("V. Putin", "Vladimir Putin", True),
        ("Kim Jong Un", "Kim Jong-un", True),
        ("Ursula Le Guin", "Le Guin", True),
        ("Muhammad Buhari", "Muhammadu Buhari", True),
        ("Bill Clinton", "Hillary Clinton", False),
        ("George W. Bush", "Jeb Bush", False),
        ("George W. Bush", "George H. W. Bush", False),
        ("Daniel Ortega", "Daniela Ortega", False),
        ("Mario Silva", "Maria Silva", False),
        ("Ivan Petrov", "Ivan Petrova", False),
        ("Kim Jong-un", "Kim Jong-il", False),
        ("Dariga Nazarbayeva", "Dinara Nazarbayeva", False),
    ],
)
def test_transliterations_and_initials_are_one_person_but_relatives_are_not(name: str, other: str, are_one: bool) -> None:
    assert are_one_person(name, other) is are_one
    assert are_one_person(other, name) is are_one


def test_an_initial_that_fits_two_people_stays_alone() -> None:
    text = "Michelle Obama and Malia Obama; Michelle Obama and Malia Obama. M. Obama spoke."
    forms = [("Michelle Obama", Label.PERSON), ("Malia Obama", Label.PERSON)] * 2 + [("M. Obama", Label.PERSON)]
    assert linked(text, *forms)[-1] == "M. Obama"


def test_a_generation_is_no_surname() -> None:
    text = "Robert Kennedy Jr. spoke. Kennedy left."
    assert linked(text, ("Robert Kennedy Jr.", Label.PERSON), ("Kennedy", Label.PERSON)) == ["Robert Kennedy Jr."] * 2


def test_a_surname_in_another_transliteration_belongs_to_the_full_name() -> None:
    mentions = {"1": people("Kassym-Jomart Tokayev"), "2": people("Tokaev")}
    assert [m.entity for m in link_collection(mentions)["2"]] == ["Kassym-Jomart Tokayev"]


def test_over_a_collection_a_surname_is_linked_only_where_it_is_unique() -> None:
    mentions = {"1": people("Vladimir Putin", "Bill Clinton"), "2": people("Putin", "Clinton"), "3": people("Hillary Clinton")}
    entities = {article: [m.entity for m in found] for article, found in link_collection(mentions).items()}
    assert entities == {"1": ["Vladimir Putin", "Bill Clinton"], "2": ["Vladimir Putin", "Clinton"], "3": ["Hillary Clinton"]}


def test_only_changed_names_are_handed_out_for_a_collection() -> None:
    counts = [name_counts(people("Vladimir Putin", "Vladimir Putin")), name_counts(people("Putin"))]
    assert collection_names(counts) == {(Label.PERSON, "Putin"): "Vladimir Putin"}


def test_a_surname_that_is_also_a_place_is_linked_as_person_only() -> None:
    place = Mention(Span(0, 5), Label.PLACE, "Paris")
    mentions = {"1": people("Geoff Paris"), "2": [place]}
    assert link_collection(mentions)["2"] == (place,)


LE_PEN = "Marine Le Pen lost to him. Jean-Marie Le Pen was ill. Le Pen said no."


def test_an_end_of_two_full_names_is_a_surname_and_stays_alone() -> None:
    forms = [("Marine Le Pen", Label.PERSON), ("Jean-Marie Le Pen", Label.PERSON), ("Le Pen", Label.PERSON)]
    assert linked(LE_PEN, *forms) == ["Marine Le Pen", "Jean-Marie Le Pen", "Le Pen"]


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Luiz Inacio Lula da Silva", "Lula"),
        ("Luiz Inacio Lula da Silva", "da Silva"),
        ("Gabriel García Márquez", "Garcia Marquez"),
        ("Aung San Suu Kyi", "Suu Kyi"),
        ("Mohammed bin Salman", "Bin Salman"),
        ("Bashar al-Assad", "Al-Assad"),
        ("Abdel Fattah el-Sisi", "Abdel-Fattah al-Sisi"),
        ("Ursula von der Leyen", "Von der Leyen"),
        ("Michael O'Neill", "O\u2019Neill"),
        ("Xi Jinping", "Xi"),
    ],
)
def test_a_part_of_one_persons_name_is_the_person(full: str, short: str) -> None:
    assert linked(f"{full} spoke; {short} left.", (full, Label.PERSON), (short, Label.PERSON)) == [full, full]


def test_spellings_of_a_surname_that_two_people_bear_are_one() -> None:
    text = "Bashar al-Assad and Maher al-Assad. But Assad fled. al-Assad fled. Assad too."
    names = ("Bashar al-Assad", "Maher al-Assad", "Assad", "al-Assad", "Assad")
    assert linked(text, *((name, Label.PERSON) for name in names))[2:] == ["Assad"] * 3


def test_a_family_name_that_comes_first_is_linked_over_a_collection() -> None:
    mentions = {"1": people("Xi Jinping"), "2": people("Xi")}
    assert [m.entity for m in link_collection(mentions)["2"]] == ["Xi Jinping"]
    mentions = {"1": people("Kim Jong Un", "Kim Yo Jong"), "2": people("Kim")}
    assert [m.entity for m in link_collection(mentions)["2"]] == ["Kim"]


def test_a_given_name_is_not_linked_over_a_collection() -> None:
    mentions = {"1": people("Donald Trump"), "2": people("Donald")}
    assert [m.entity for m in link_collection(mentions)["2"]] == ["Donald"]


def test_initials_and_half_a_club_are_the_long_name_of_their_article() -> None:
    text = "Eurasia Daily Monitor wrote; EDM knew. Velmont United won, United said."
    forms = [("Eurasia Daily Monitor", Label.ORG), ("EDM", Label.ORG), ("Velmont United", Label.ORG), ("United", Label.ORG)]
    assert linked(text, *forms) == ["Eurasia Daily Monitor"] * 2 + ["Velmont United"] * 2


def test_the_form_of_a_state_is_no_part_of_its_name() -> None:
    assert linked("The Republic of Nur-Sultan", ("Republic of Nur-Sultan", Label.PLACE)) == ["Astana"]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(st.sampled_from("abÁ-' .x"), min_size=1, max_size=14), max_size=8))
def test_linking_gives_every_person_one_name_whatever_the_names(names: list[str]) -> None:
    counts = [name_counts(people(*names))]
    changed = collection_names(counts)
    assert all(changed.get((label, name), name) == name for (label, _), name in changed.items())


def test_a_man_and_a_woman_of_one_surname_are_two(recogniser: Recogniser) -> None:
    mentions = found("Mr. Clark and Mrs. Clark met. Mr Clark left. Clark said so.", recogniser)
    assert [entity for _, _, entity in mentions] == ["Mr. Clark", "Mrs. Clark", "Mr. Clark", "Clark"]


def test_titles_of_one_sex_part_nobody(recogniser: Recogniser) -> None:
    mentions = found("Hillary Clinton spoke. Mrs. Clinton said yes. Ms. Clinton left.", recogniser)
    assert {entity for _, _, entity in mentions} == {"Hillary Clinton"}


def test_a_surname_elsewhere_is_not_drawn_to_a_titled_one() -> None:
    apart = {(Label.PERSON, "Mr. Clark"): 2, (Label.PERSON, "Mrs. Clark"): 2}
    assert collection_names([apart, {(Label.PERSON, "Clark"): 1}, {(Label.PERSON, "Mr. Clark"): 1}]) == {}


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("Police told the AP so. OSLO, Norway (AP) - It rained.", {"AP": "Associated Press"}),
        ("File Photo by Velm Ordal/EPA", {"EPA": "European Pressphoto Agency"}),
        ("The National Super Alliance (Nasa) won. Nasa won again.", {"Nasa": "National Super Alliance"}),
        ("General Electric Co fell. GE makes turbines.", {"General Electric Co": "General Electric", "GE": "General Electric"}),
        ("McDonald's Corp rose. McDonald's sells food.", {"McDonald's Corp": "McDonald's", "McDonald's": "McDonald's"}),
        ("Ford Motor Co fell. Ford builds cars.", {"Ford Motor Co": "Ford Motor", "Ford": "Ford Motor"}),
        ("The Houthis fought. A Houthi spokesman spoke.", {"Houthis": "Houthis", "Houthi": "Houthis"}),
    ],
)
def test_forms_of_one_body_are_one(text: str, entities: dict[str, str], recogniser: Recogniser) -> None:
    marked = {form: entity for form, _, entity in found(text, recogniser)}
    assert {form: marked.get(form) for form in entities} == entities


def test_letters_in_brackets_that_hold_other_initials_are_no_short_name(recogniser: Recogniser) -> None:
    marked = {form: entity for form, _, entity in found("The National Super Alliance (Kenya) won in Kenya.", recogniser)}
    assert marked["Kenya"] == "Kenya"


@pytest.mark.parametrize("name", ["General Electric", "King Faisal Hospital"])
def test_a_title_within_the_name_of_a_body_stays(name: str) -> None:
    text = f"at {name} now"
    (linked,) = link_in_article(text, [Candidate(3, 3 + len(name), Label.ORG)], KNOWN)
    assert linked.entity == name


@pytest.mark.parametrize(
    ("name", "other", "are_one"),
    [
        ("Robert Ordal", "Bob Ordal", True),
        ("Mike Ordal", "Michael R. Ordal Jr.", True),
        ("Luiz da Ordal", "Luiz Inacio da Ordal", True),
        ("Luiz Inácio da Ordal", "Luiz Inacio Lula da Ordal", True),
        ("Robert Ordal", "Bill Ordal", False),
        ("David Ordal, Jr.", "David Ordal, Sr.", False),
        ("George A. Ordal", "George B. A. Ordal", False),
    ],
)
def test_short_given_names_and_left_out_middle_names(name: str, other: str, are_one: bool) -> None:
    assert are_one_person(name, other) is are_one is are_one_person(other, name)


def test_a_long_surname_with_one_letter_wrong_is_the_one_person() -> None:
    text = "Maka Botchorishvili spoke. Bochorishvili left."
    forms = [("Maka Botchorishvili", Label.PERSON), ("Bochorishvili", Label.PERSON)]
    assert linked(text, *forms) == ["Maka Botchorishvili"] * 2


def test_a_short_surname_with_one_letter_wrong_is_not() -> None:
    assert linked("Ian Ordal. Ordel left.", ("Ian Ordal", Label.PERSON), ("Ordel", Label.PERSON)) == ["Ian Ordal", "Ordel"]


def test_a_woman_of_the_family_is_not_a_misspelling() -> None:
    text = "Ivan Nazarbayev. Nazarbayeva left."
    assert linked(text, ("Ivan Nazarbayev", Label.PERSON), ("Nazarbayeva", Label.PERSON)) == ["Ivan Nazarbayev", "Nazarbayeva"]


def test_a_place_in_other_case_is_one_place() -> None:
    text = "SAN MARCOS lies south. In San Marcos it rained."
    assert linked(text, ("SAN MARCOS", Label.PLACE), ("San Marcos", Label.PLACE)) == ["San Marcos"] * 2


def test_a_body_in_part_is_the_body_and_a_person_of_that_name_is_not() -> None:
    text = "The Halden Commission met. The Commission agreed, said Ian Commission."
    forms = [("Halden Commission", Label.ORG), ("Commission", Label.ORG), ("Ian Commission", Label.PERSON)]
    assert linked(text, *forms) == ["Halden Commission", "Halden Commission", "Ian Commission"]


def test_a_state_behind_a_town_is_the_state() -> None:
    text = "In Halden, Calif., and in Orvik, Ga., it rained"
    assert linked(text, ("Calif.", Label.PLACE), ("Ga.", Label.PLACE)) == ["California", "Georgia (state)"]


def test_an_unknown_place_with_its_kind_is_the_place_without() -> None:
    text = "In Bogo it rained. Bogo City is wet."
    assert linked(text, ("Bogo", Label.PLACE), ("Bogo City", Label.PLACE)) == ["Bogo", "Bogo"]


def test_a_known_place_with_a_kind_is_another_place() -> None:
    text = "In Nur-Sultan it rained. Nur-Sultan City is wet."
    assert linked(text, ("Nur-Sultan", Label.PLACE), ("Nur-Sultan City", Label.PLACE)) == ["Astana", "Nur-Sultan City"]


def test_thousands_of_names_are_linked_in_linear_time() -> None:
    syllables = itertools.product("ba da ga la ma na ra ta va".split(), repeat=4)
    text = "".join(f"Ada No{''.join(four)} " for four in itertools.islice(syllables, 2000))

    def comparisons(number: int) -> int:
        people = [Candidate(15 * i, 15 * i + 14, Label.PERSON) for i in range(number)]
        with counted_comparisons() as counted:
            link_in_article(text, people, KNOWN)
        return counted.total()

    assert comparisons(2000) <= comparisons(1000) <= 1000  # people with one surname alone are compared


@contextlib.contextmanager
def counted_comparisons() -> Iterator[Counter[str]]:
    counted: Counter[str] = Counter()
    compare = people_module.are_one_person

    def counting(name: str, other: str) -> bool:
        counted[name] += 1
        return compare(name, other)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(people_module, "are_one_person", counting)
        yield counted


PERSON, ORG, EVENT = Label.PERSON, Label.ORG, Label.EVENT


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Mohamad Nazlan Mohamad Ghazali", "Mohd Nazlan"),
        ("Juan Ordal Tamsin", "Juan Ordal"),
        ("Muhammad Velm Tamsin", "Mohammed Velm"),
    ],
)
def test_a_name_without_its_second_surname_is_the_person(full: str, short: str) -> None:
    assert linked(f"{full} spoke. {short} left.", (full, PERSON), (short, PERSON)) == [full, full]


@pytest.mark.parametrize("longer", [("Juan Ordal Tamsin", "Juan Ordal Velm"), ("Juan Ordal the Elder", "Ada Brook")])
def test_a_name_that_begins_two_longer_ones_is_neither(longer: tuple[str, str]) -> None:
    text = f"{longer[0]} and {longer[1]} met. Juan Ordal left."
    assert linked(text, (longer[0], PERSON), (longer[1], PERSON), ("Juan Ordal", PERSON))[-1] == "Juan Ordal"


def test_a_company_is_one_with_its_form_without_it_and_by_the_short_name_it_gives() -> None:
    text = 'Orvik Corp. ("Orvik") grew. Orvik Corp. is old. Orvik hired.'
    forms = [("Orvik Corp.", ORG), ("Orvik", ORG), ("Orvik Corp.", ORG), ("Orvik", ORG)]
    assert linked(text, *forms) == ["Orvik"] * 4


def test_the_last_word_of_a_company_is_the_company() -> None:
    text = "Twenty Velm Tox Inc sold out. Tox fell."
    assert linked(text, ("Twenty Velm Tox Inc", ORG), ("Tox", ORG)) == ["Twenty Velm Tox"] * 2


@pytest.mark.parametrize("short", ["Women's World Cup", "FIFA Women's World Cup", "Women's World Cup 2023"])
def test_a_competition_without_its_year_or_its_body_is_that_one(short: str) -> None:
    whole = "FIFA Women's World Cup 2023"
    assert linked(f"The {whole} ended. The {short} was long.", (whole, EVENT), (short, EVENT)) == [whole, whole]


def test_a_university_by_its_short_name_is_the_university_of_that_land() -> None:
    text = "The University of Connecticut grew. UConn hired. UMass did not."
    names = linked(text, ("University of Connecticut", ORG), ("UConn", ORG), ("UMass", ORG))
    assert names == ["University of Connecticut", "University of Connecticut", "UMass"]
