"""Quotations and who speaks."""

import re
from pathlib import Path

import pytest

from reader.article import Label, Mention
from reader.compare.quotations import find_quotations, pair_quotations, quoted_spans
from reader.compare.words import WordReader
from reader.text import Span
from tests.compare.makers import article, mentions

SPEAKERS = Path(__file__).parent / "data" / "speakers.txt"


def annotated(half: str) -> list[tuple[list[str], str]]:
    """Return passages with the speaker of each quotation; "-" is nobody named."""
    part = SPEAKERS.read_text(encoding="utf-8").partition(f"== {half}\n")[2].partition("\n==")[0]
    lines = [line.partition(" | ") for line in part.strip().split("\n") if not line.startswith("#")]
    return [(speakers.split("; "), passage) for speakers, _, passage in lines]


def counts(half: str) -> tuple[int, int, int]:
    """Return how many quotations are shown with a name, how many of these rightly, and how many have one."""
    shown = right = named = 0
    for speakers, passage in annotated(half):
        found = find_quotations(passage, [Span(0, len(passage))])
        for wanted, quotation in zip(speakers, found, strict=False):
            named += wanted != "-"
            shown += quotation.speaker is not None
            right += quotation.speaker is not None and wanted.split()[-1] == quotation.speaker.split()[-1]
    return shown, right, named


def test_names_beside_quotations_are_right() -> None:
    shown, right, named = counts("dev")
    assert right >= 0.85 * shown
    assert right >= 0.75 * named


def speakers_of(text: str) -> list[str | None]:
    return [quotation.speaker for quotation in find_quotations(text, [Span(0, len(text))])]


def test_a_place_is_no_speaker() -> None:
    one = article(['"We will not go away again," Velmar said.'])
    known = mentions(one, {"Velmar": (Label.PLACE, "Velmar")})
    assert find_quotations(one.text, [one.blocks[0].span], known)[0].speaker is None


def test_a_speaker_is_named_as_the_entity() -> None:
    one = article(["“We will not go away again,” said Mr. Tarn."])
    known = mentions(one, {"Tarn": (Label.PERSON, "Ilse Tarn")})
    quotation = find_quotations(one.text, [one.blocks[0].span], known)[0]
    assert (quotation.speaker, quotation.text) == ("Ilse Tarn", "We will not go away again,")
    assert quotation.speaker_span is not None
    assert quotation.speaker_span.of(one.text) == "Tarn"


def test_a_pronoun_in_another_passage_names_nobody() -> None:
    one = article(["Ilse Tarn said it was late.", '"We will all go home now," she said.'])
    assert [q.speaker for q in find_quotations(one.text, [b.span for b in one.blocks])] == [None]


def test_who_speaks_together_is_named_together() -> None:
    one = article(['Ro, Tarn and Brask noted that the council "never asked the people of the quay".'])
    known = mentions(one, {name: (Label.PERSON, f"Ida {name}") for name in ("Ro", "Tarn", "Brask")})
    assert find_quotations(one.text, [one.blocks[0].span], known)[0].speaker == "Ida Ro, Ida Tarn and Ida Brask"


def test_a_campaign_is_not_the_candidate() -> None:
    assert speakers_of('The Brask campaign wants the case closed, arguing that it is "an idle and noisy lawsuit".') == [None]


def test_short_quotations_are_no_quotations() -> None:
    assert speakers_of('Tarn spoke of "a new era" in shipping.') == []


@pytest.mark.parametrize("text", ['"an open quotation that never ends', '""""', '"', "“a “b c d e”", "« a b c d e"])
def test_odd_marks_do_no_harm(text: str) -> None:
    assert len(quoted_spans(text, Span(0, len(text)))) >= 1


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“It will take us years to know,” said Coast Journal columnist Ida Ro.", "Ida Ro"),
        ("Velmar Minister of Public Works Otto Brask pointed out that “the quay is the safest of all”.", "Otto Brask"),
        ('Ida Ro said it was “a slip of the pen", as many are.', "Ida Ro"),
    ],
)
def test_offices_and_trades_before_a_name_are_not_the_name(text: str, speaker: str) -> None:
    assert speakers_of(text) == [speaker]


def test_the_same_words_are_paired_across_accounts() -> None:
    a = "“We will not leave the quay before the pay is here,” Tarn said. “It is late in the year,” she added."
    b = 'Tarn had said: "We will not leave the quay before the pay is here". Then rain fell on us all, "as usual in the south".'
    first, second = (find_quotations(text, [Span(0, len(text))]) for text in (a, b))
    pairs = pair_quotations(first, second, WordReader())
    assert [(pair.a.text[:8], pair.b.text[:8]) for pair in pairs] == [("We will ", "We will ")]


def test_where_names_are_known_only_a_person_speaks() -> None:
    text = 'Jan Holub left early.\n\n"We shall build the wall now," Holub said.\n\n"Nobody has asked us yet," Moravia said.'
    passages = [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    holub = Mention(Span(0, 9), Label.PERSON, "Jan Holub")
    assert [q.speaker for q in find_quotations(text, passages, [holub])] == ["Holub", None]
    assert [q.speaker for q in find_quotations(text, passages)] == ["Holub", "Moravia"]


def speakers_in(*paragraphs: str) -> list[str | None]:
    one = article(paragraphs)
    return [quotation.speaker for quotation in find_quotations(one.text, [block.span for block in one.blocks])]


OPEN = "Mrs Tarn said: “We shall not leave the valley before the last house stands."


@pytest.mark.parametrize("next_one", ["“And we shall count every house.”", "“And we shall count every house,” she said."])
def test_who_has_not_ended_a_quotation_goes_on_in_the_next_passage(next_one: str) -> None:
    assert speakers_in(OPEN, next_one) == ["Tarn", "Tarn"]


def test_three_passages_of_one_speech_have_one_speaker() -> None:
    assert speakers_in(OPEN, "“And we shall count every house.", "“That is what I came to say.”") == ["Tarn", "Tarn", "Tarn"]


def test_a_closed_quotation_does_not_go_on() -> None:
    assert speakers_in(OPEN + "”", "“And we shall count every house.”") == ["Tarn", None]


def test_a_passage_that_does_not_begin_with_a_quotation_ends_the_speech() -> None:
    assert speakers_in(OPEN, "The crowd shouted “we do not believe that” at her.") == ["Tarn", None]


def test_another_speaker_may_follow_a_quotation_that_was_left_open() -> None:
    assert speakers_in(OPEN, "“Nobody ever counts our houses,” Jan Holub said.") == ["Tarn", "Jan Holub"]


@pytest.mark.parametrize("name", ["Mrs May", "Theresa May", "Prime Minister May"])
def test_a_name_that_is_a_month_too_can_speak(name: str) -> None:
    assert speakers_in(f"{name} added: “I am proud of all the progress made.”")[0] == name.removeprefix("Mrs ").removeprefix(
        "Prime Minister "
    )
