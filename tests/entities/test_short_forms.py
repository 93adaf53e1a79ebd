"""Short names that the article's own long names explain."""

import pytest

from reader.article import Label
from reader.entities.boundaries import reshaped
from reader.entities.candidates import Candidate, Candidates
from reader.entities.recognise import Recogniser
from reader.entities.short_forms import (
    discard_common_acronyms,
    initials_of,
    long_names,
    names_by_initials,
    put_heads_alone,
    put_quoted_names,
    put_spelt_out,
    quoted_names,
)
from tests.entities.makers import found


def test_initials_belong_to_the_one_long_name_that_has_them() -> None:
    assert initials_of("Bank for Central Trade") == "BCT"
    assert names_by_initials(["Bank for Central Trade", "Border Control Taskforce", "Eurasia Daily Monitor"]) == {
        "EDM": "Eurasia Daily Monitor"
    }


def test_the_first_word_of_one_company_is_the_company() -> None:
    assert long_names(["Velmont Airlines", "Velmont", "Orvik Bank"]) == {"Velmont": "Velmont Airlines"}
    assert long_names(["Velmont Airlines", "Velmont Bank", "Velmont"]) == {}


def test_initials_that_are_also_a_word_in_capitals_name_nothing() -> None:
    assert names_by_initials(["Food And Quality"]) == {}


def test_the_initials_of_a_paper_are_the_paper(recogniser: Recogniser) -> None:
    text = "Publication: Eurasia Daily Monitor\nHe wrote of it before, as EDM readers know."
    assert ("EDM", "ORG") in [(form, label) for form, label, _ in found(text, recogniser)]


def test_the_last_word_of_a_club_is_the_club(recogniser: Recogniser) -> None:
    text = "Velmont United beat Orvik City 2-1. United were lucky. For United it was the first win."
    marked = [(form, label) for form, label, _ in found(text, recogniser)]
    assert marked.count(("United", "ORG")) == 2


def test_the_beginning_of_another_name_is_no_club(recogniser: Recogniser) -> None:
    text = "Velmont United beat Orvik. For the United Kingdom it was a surprise, as for United."
    assert "United Kingdom" in [form for form, _, _ in found(text, recogniser)]


def test_another_name_has_the_label_of_the_first(recogniser: Recogniser) -> None:
    text = "The Ministry of Defence, better known as the Grey House, said no."
    assert ("Grey House", "ORG") in [(form, label) for form, label, _ in found(text, recogniser)]


@pytest.mark.parametrize(
    ("text", "long", "label"),
    [
        ("The Independent Medico-Legal Velm Unit (IMLVU) said so.", "Independent Medico-Legal Velm Unit", Label.ORG),
        ("They crossed the West Orvik Sea (WOS) at night.", "West Orvik Sea", Label.PLACE),
        ("He joined the Bureau of Fish and Game (BFG) in May.", "Bureau of Fish and Game", Label.ORG),
    ],
)
def test_initials_in_brackets_tell_where_a_long_name_begins(text: str, long: str, label: Label, recogniser: Recogniser) -> None:
    last = long.rsplit(" ", 1)[1]
    candidates = Candidates([Candidate(text.index(last), text.index(last) + len(last), label)])
    put_spelt_out(text, candidates, recogniser.gazetteer)
    assert [(text[one.start : one.end], one.label) for one in candidates] == [(long, label)]


@pytest.mark.parametrize("text", ["He met Velm Unit (IMLVU) here.", "we were told so (WWTS).", "The end (END) is near.", "(ABC)"])
def test_other_letters_in_brackets_complete_nothing(text: str, recogniser: Recogniser) -> None:
    candidates = Candidates()
    put_spelt_out(text, candidates, recogniser.gazetteer)
    assert list(candidates) == []


def test_a_sea_with_initials_stays_a_place(recogniser: Recogniser) -> None:
    marked = found("The West Philippine Sea (WPS) is wide. Ships cross the WPS daily.", recogniser)
    assert [(label, entity) for form, label, entity in marked if form == "WPS"] == [("PLACE", "West Philippine Sea")] * 2


@pytest.mark.parametrize(
    ("text", "form", "is_kept"),
    [
        ("It lent to nationalised commercial banks (NCBs). The four NCBs agreed.", "NCBs", False),
        ("A memorandum of understanding (MoU) was signed.", "MoU", False),
        ("He told central bankers at the agency (NRA) so.", "NRA", True),
    ],
)
def test_letters_of_common_words_name_nobody(text: str, form: str, is_kept: bool) -> None:
    start = text.index(form)
    candidates = Candidates([Candidate(start, start + len(form), Label.ORG)])
    discard_common_acronyms(text, candidates)
    assert bool(list(candidates)) is is_kept


@pytest.mark.parametrize(
    ("bodies", "is_found"),
    [(["European Commission"], True), (["European Commission", "Electoral Commission"], False), (["Electoral Tribunal"], False)],
)
def test_a_head_alone_is_the_one_body_that_has_it(bodies: list[str], is_found: bool) -> None:
    text = f"{', '.join(bodies)} met. They asked the Commission to stay."
    candidates = Candidates([Candidate(text.index(body), text.index(body) + len(body), Label.ORG) for body in bodies])
    put_heads_alone(text, candidates)
    assert len(list(candidates)) == len(bodies) + is_found


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ('Ordal Services, Inc. ("Ordal") was sold. Ordal said so.', {"Ordal": "Ordal Services, Inc."}),
        ('Ordal Services, Inc. (the "Company") was sold.', {}),
        ('Ordal Services, Inc. ("the best of all") was sold.', {}),
    ],
)
def test_a_short_name_in_quotes_is_the_body_before(text: str, short: dict[str, str]) -> None:
    candidates = Candidates([Candidate(0, len("Ordal Services, Inc."), Label.ORG)])
    assert quoted_names(text, candidates) == short
    put_quoted_names(text, candidates)
    assert len(list(candidates)) == 1 + 2 * len(short)  # in quotes, and alone


def test_is_in_capitals_is_the_islamic_state_beside_its_name(recogniser: Recogniser) -> None:
    text = "Syria hunts IS fighters of the Islamic State. THIS IS ALL."
    assert [(form, entity) for form, _, entity in found(text, recogniser) if form == "IS"] == [("IS", "Islamic State")]
    assert "IS" not in [form for form, _, _ in found("Syria hunts IS fighters.", recogniser)]


@pytest.mark.parametrize("form", ["Inc.", "& Co", "SE", "Sdn Bhd", "S.p.A", "SA de CV", "Berhad", "LLP", "PJSC"])
def test_a_form_in_law_belongs_to_the_company_and_not_to_its_short_name(form: str, recogniser: Recogniser) -> None:
    text = f"Orvik {form} grew"
    (whole,) = reshaped(text, [Candidate(0, 5, Label.ORG)], recogniser.gazetteer, recogniser.words)
    assert text[whole.start : whole.end] == f"Orvik {form}"
    assert long_names([f"Orvik {form}", "Orvik"])[f"Orvik {form}"] == "Orvik"
