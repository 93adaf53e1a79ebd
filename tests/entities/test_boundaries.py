"""Where names begin and end: what is cut, joined, parted, completed."""

import pytest

from reader.article import Label
from reader.entities.boundaries import reshaped
from reader.entities.candidates import Candidate, Candidates
from reader.entities.recognise import Recogniser
from reader.entities.rules import settled
from tests.entities.makers import found

PER, ORG, LOC, NORP = Label.PERSON, Label.ORG, Label.PLACE, Label.NORP


Forms = list[tuple[str, Label]]


def spans(text: str, *forms: tuple[str, Label]) -> list[Candidate]:
    """Return candidates for forms that follow each other in a text."""
    candidates = []
    end = 0
    for form, label in forms:
        start = text.index(form, end)
        end = start + len(form)
        candidates.append(Candidate(start, end, label))
    return candidates


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("in Khartoum Sudan now", [("Khartoum Sudan", LOC)], [("Khartoum", LOC), ("Sudan", LOC)]),
        ("in New York now", [("New York", LOC)], [("New York", LOC)]),
        ("Macron, Merz G7", [("Macron", PER), ("Merz G7", PER)], [("Macron", PER), ("Merz", PER), ("G7", ORG)]),
        ("in American AI", [("American AI", ORG)], [("American", NORP)]),
        ("an SMS", [("SMS", ORG)], []),
        ("including Sens. Ada Brook", [("Sens", LOC), ("Ada Brook", PER)], [("Ada Brook", PER)]),
        (
            "of Velm Trade Department's Foreign Service",
            [("Velm Trade Department's Foreign Service", ORG)],
            [("Velm Trade Department", ORG), ("Foreign Service", ORG)],
        ),
        ("the People's Party Congress", [("People's Party Congress", ORG)], [("People's Party Congress", ORG)]),
        ("Archbishop of Canterbury Justin Velm", [("Canterbury Justin Velm", PER)], [("Canterbury", LOC), ("Justin Velm", PER)]),
        ("son of Paris Hilton Velm", [("Paris Hilton Velm", PER)], [("Paris Hilton Velm", PER)]),
        ("to DNI Velm Works LLC, the", [("DNI", ORG)], [("DNI Velm Works LLC", ORG)]),
        ("Ordal Board Chairman", [("Ordal Board", ORG)], [("Ordal", ORG)]),
        ("the Ordal Board met", [("Ordal Board", ORG)], [("Ordal Board", ORG)]),
        ("and Ada Brook-Velm said", [("Ada Brook", PER)], [("Ada Brook-Velm", PER)]),
        ("the Ada Brook-Velm Center", [("Ada Brook", PER)], [("Ada Brook", PER)]),
        ("by Hope Brook", [("Brook", PER)], [("Hope Brook", PER)]),
        ("Hope Brook", [("Brook", PER)], [("Brook", PER)]),
        (
            "the Eurasian Economic Community and Shanghai Cooperation Organization",
            [("Eurasian Economic Community and Shanghai Cooperation Organization", ORG)],
            [("Eurasian Economic Community", ORG), ("Shanghai Cooperation Organization", ORG)],
        ),
        ("the Arts and Crafts Council", [("Arts and Crafts Council", ORG)], [("Arts and Crafts Council", ORG)]),
        ("Ursula von der Leyen", [("Ursula", PER), ("Leyen", PER)], [("Ursula von der Leyen", PER)]),
        ("Ursula and Leyen", [("Ursula", PER), ("Leyen", PER)], [("Ursula", PER), ("Leyen", PER)]),
        ("by El Tarib Siddig", [("Tarib Siddig", PER)], [("El Tarib Siddig", PER)]),
        ("Ordal Sdn. Bhd. said", [("Ordal Sdn", ORG)], [("Ordal Sdn. Bhd.", ORG)]),
        ("Ordal Co., Ltd. said", [("Ordal Co.", PER), ("Ltd.", ORG)], [("Ordal Co., Ltd.", ORG)]),
        ("the Ministry of Trade and Industry said", [("Ministry of Trade", ORG)], [("Ministry of Trade and Industry", ORG)]),
        (
            "the Ministry of Trade and Tavik Orum",
            [("Ministry of Trade", ORG), ("Tavik Orum", PER)],
            [("Ministry of Trade", ORG), ("Tavik Orum", PER)],
        ),
        ("on Ordal.com today", [("Ordal", LOC)], [("Ordal.com", ORG)]),
        ("in Ordal.The end", [("Ordal", LOC)], [("Ordal", LOC)]),
        ("Orum & Tarib said", [("Orum", PER), ("Tarib", PER)], [("Orum & Tarib", ORG)]),
        ("at Macy's stores", [("Macy", PER)], [("Macy's", ORG)]),
        ("the Eurasia Daily Monitor", [("Eurasia", LOC)], [("Eurasia Daily Monitor", ORG)]),
    ],
)
def test_names_get_their_true_ends(
    text: str, before: list[tuple[str, Label]], after: list[tuple[str, Label]], recogniser: Recogniser
) -> None:
    shaped = Candidates(reshaped(text, spans(text, *before), recogniser.gazetteer, recogniser.words))
    assert list(shaped) == spans(text, *after)


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        (
            "Mohammed bin Ordal (MBO) spoke. MBO left.",
            [("Mohammed bin Ordal", PER)],
            [("Mohammed bin Ordal", PER), ("MBO", PER), ("MBO", PER)],
        ),
        (
            "John Tarib wrote. Tarib ate. Tarib slept.",
            [("John Tarib", PER), ("Tarib", ORG), ("Tarib", ORG)],
            [("John Tarib", PER), ("Tarib", PER), ("Tarib", PER)],
        ),
        (
            "Tarib ate. Tarib slept. John Tarib left.",
            [("Tarib", PER), ("Tarib", PER)],
            [("Tarib", PER), ("Tarib", PER), ("John Tarib", PER)],
        ),
        ("the Ordal, the Ordal and the Ordal", [("Ordal", LOC), ("Ordal", LOC)], [("Ordal", LOC), ("Ordal", LOC), ("Ordal", LOC)]),
        (
            "Patrick Tarib Jr. left. Tarib ate.",
            [("Patrick Tarib Jr.", PER), ("Tarib", ORG)],
            [("Patrick Tarib Jr.", PER), ("Tarib", PER)],
        ),
        ("on Black Friday", [], [("Black Friday", Label.EVENT)]),
        ("Amazon fell", [("Amazon", LOC)], [("Amazon", ORG)]),
        ("the Amazon fell", [("Amazon", LOC)], [("Amazon", LOC)]),
        ("the Ordal Corridor", [("Ordal Corridor", ORG)], [("Ordal Corridor", LOC)]),
        ("the Ordal Studios", [("Ordal Studios", PER)], [("Ordal Studios", ORG)]),
        (
            "in Ordal, N.Y., and Ordal, TX",
            [("Ordal", LOC), ("Ordal", LOC)],
            [("Ordal", LOC), ("N.Y.", LOC), ("Ordal", LOC), ("TX", LOC)],
        ),
        ("at the St. Ordal Economic Forum", [], [("St. Ordal Economic Forum", Label.EVENT)]),
    ],
)
def test_an_article_agrees_with_itself(
    text: str, before: list[tuple[str, Label]], after: list[tuple[str, Label]], recogniser: Recogniser
) -> None:
    assert list(settled(text, spans(text, *before), recogniser.gazetteer, recogniser.words)) == spans(text, *after)


def test_a_persons_initials_are_the_person(recogniser: Recogniser) -> None:
    mentions = found("Crown Prince Mohammed bin Salman (MBS) met Donald Trump. MBS smiled.", recogniser)
    assert [entity for form, _, entity in mentions if form == "MBS"] == ["Mohammed bin Salman"] * 2


@pytest.mark.parametrize(
    ("text", "form", "label"),
    [
        ("They asked the Supreme Court of Thailand to decide.", "Supreme Court of Thailand", "ORG"),
        ("US Vice-President Mike Pence went there.", "Mike Pence", "PERSON"),
        ("It was told by BBC News and others.", "BBC News", "ORG"),
        ("Former PM Imran Khan won the vote.", "Imran Khan", "PERSON"),
        ("Six bodies were found at Hotel Rivalta, police said.", "Hotel Rivalta", "PLACE"),
        (
            "It was said by the Disaster and Emergency Management Authority today.",
            "Disaster and Emergency Management Authority",
            "ORG",
        ),
        ("The quake hit Kahramanmaras Province at dawn.", "Kahramanmaras Province", "PLACE"),
        ("They gathered at Victory Monument in the rain.", "Victory Monument", "PLACE"),
        ("South Korea's president Moon Jae-in resigned.", "Moon Jae-in", "PERSON"),
        ("China's Belt and Road Initiative has costs.", "Belt and Road Initiative", "ORG"),
    ],
)
def test_a_name_is_found_whole(text: str, form: str, label: str, recogniser: Recogniser) -> None:
    assert (form, label) in [(found_form, found_label) for found_form, found_label, _ in found(text, recogniser)]


def test_a_given_name_alone_is_the_person_once_it_stood_alone(recogniser: Recogniser) -> None:
    text = "Abhisit Vejjajiva resigned. Abhisit took over as prime minister in May. They wanted to oust Abhisit."
    assert [entity for form, _, entity in found(text, recogniser) if form == "Abhisit"] == ["Abhisit Vejjajiva"] * 2
