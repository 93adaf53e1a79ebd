"""Names in a row that the text calls companies or places."""

import pytest

from reader.article import Label
from reader.entities.candidates import Candidate, Candidates
from reader.entities.recognise import Recogniser
from reader.entities.rows import put_rows


def marked(text: str, recogniser: Recogniser, *there: Candidate) -> list[tuple[str, str]]:
    candidates = Candidates(there)
    put_rows(text, candidates, recogniser.gazetteer, recogniser.words)
    return [(text[one.start : one.end], one.label.value) for one in candidates]


@pytest.mark.parametrize(
    ("text", "row", "label"),
    [
        ("Two television groups, TQ1 and M9, would merge.", ["TQ1", "M9"], "ORG"),
        ("The sports channels FQ1, FQ2, and the Big Nine Network went.", ["FQ1", "FQ2", "Big Nine Network"], "ORG"),
        ("It hit airlines such as Velmont Wings or Orvik.", ["Velmont Wings", "Orvik"], "ORG"),
        ("They took the towns of Orvik, Velm and Tamrel.", ["Orvik", "Velm", "Tamrel"], "PLACE"),
        ("It is for the Kibrak and Zangiat districts.", ["Kibrak", "Zangiat"], "PLACE"),
    ],
)
def test_a_row_is_what_the_text_calls_it(text: str, row: list[str], label: str, recogniser: Recogniser) -> None:
    assert marked(text, recogniser) == [(name, label) for name in row]


def test_a_mistaken_label_gives_way_and_a_known_name_stays(recogniser: Recogniser) -> None:
    text = "The islands of Orvik and Cuba lie there."
    known = Candidate(25, 29, Label.NORP)
    assert marked(text, recogniser, Candidate(15, 20, Label.PERSON), known) == [("Orvik", "PLACE"), ("Cuba", "NORP")]


@pytest.mark.parametrize(
    "text", ["The banks of James Ordal and Ada Brook fell.", "Banks fell, Monday and Tuesday.", "The banks Orvik ran."]
)
def test_people_days_and_one_name_alone_are_no_row(text: str, recogniser: Recogniser) -> None:
    assert marked(text, recogniser) == []
