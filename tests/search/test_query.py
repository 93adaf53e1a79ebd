"""The query language: what is understood, what is refused and where the caret stands."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import QueryError
from reader.search.parsing import parse

TODAY = date(2026, 1, 15)


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("Kazakhstan  PRESIDENT", "kazakhstan president"),
        ("a b OR c", "(a b) OR c"),
        ("a (b OR c)", "a (b OR c)"),
        ("a -b", "a -b"),
        ("a NOT b", "a -b"),
        ("a AND b", "a b"),
        ("“interest rates”", '"interest rates"'),
        ('"interest rates"~3', '"interest rates"~3'),
        ('"interest ra*"', '"interest ra*"'),
        ("Kassym-Jomart", '"kassym jomart"'),
        ("U.S.", "us"),
        ("part*", "part*"),
        ("tokaev~", "tokaev~1"),
        ("tokaev~2", "tokaev~2"),
        ("=Running", "=running"),
        ("*stan", "*stan"),
        ("te*t", "te*t"),
        ("title:(bank OR rate)", "title:bank OR title:rate"),
        ("person:tokayev -place:astana", "person:tokayev -place:astana"),
        ("date:2022-06..2023 bank", "date:2022-06..2023 bank"),
        ("is:unread has:note tag:steppe", 'is:unread has:note tag:"steppe"'),
        ('tag:"steppe"~3', 'tag:"steppe"'),
        ("bank sort:date", "bank sort:date"),
        ("http://example.org/a", '"http example org a"'),
        ("12:30", '"12 30"'),
        ("银行", "银行"),
        ("银", "银*"),
        ("bank & rate", "bank rate"),
        ("in:furniture share", "in:furniture share"),
        ("-share in:furniture", "in:furniture -share"),
    ],
)
def test_a_query_is_understood(typed: str, understood: str) -> None:
    assert str(parse(typed, TODAY)) == understood


@pytest.mark.parametrize(
    ("typed", "message", "place"),
    [
        ("", "there is no word to look for", (0, 0)),
        ("— !", "there is no word to look for", (0, 3)),
        ("a (b", "this parenthesis is not closed", (2, 3)),
        ("a) b", "this closing parenthesis has no opening one", (1, 2)),
        ('a "b', "this quotation mark is not closed", (2, 4)),
        ("a OR", "OR needs a word before and after it", (2, 4)),
        ("a NOT", "NOT needs a word after it", (2, 5)),
        ("colour:red", "there is no field 'colour'; put the text in quotation marks to look for it", (0, 7)),
        ("titel:red", "there is no field 'titel'; did you mean title:?", (0, 6)),
        ("title:", "title: needs a value", (0, 6)),
        ("is:blue", "is: takes read or unread", (3, 7)),
        ("date:soon", "a date is 2022, 2022-06, 2022-06-01, 2022..2023, >2024, today or 30d", (5, 9)),
        ("a~9", "a fuzzy word can be 1 to 2 letters off", (0, 3)),
        ("the~", "a fuzzy word needs 4 letters or more", (0, 4)),
        ("*an", "a word that begins with * needs 3 letters after it", (0, 3)),
        ('"a b"~99', "words can be 1 to 50 apart", (0, 8)),
        ('"a b"~0', "words can be 1 to 50 apart", (0, 7)),
        ("date:2023..2022-06", "the later date stands first", (5, 18)),
    ],
)
def test_a_fault_has_a_place(typed: str, message: str, place: tuple[int, int]) -> None:
    with pytest.raises(QueryError) as caught:
        parse(typed, TODAY)
    assert (str(caught.value), (caught.value.start, caught.value.end)) == (message, place)


@pytest.mark.parametrize(
    ("bomb", "message"),
    [
        ("a " * 600, "longer than 1000 characters"),
        (" ".join(["word"] * 65), "more than 64 words"),
        ('"' + "word " * 65 + '"', "more than 64 words"),
        (" OR ".join(f"{a}{b}*" for a in "abcde" for b in "klmno"), r"more than 16 words that end in \*"),
        ("karo~ mita~ lenvor~ ostber~ bergan~", "more than 4 words with ~"),
        ("(" * 20 + "a" + ")" * 20, "16 parentheses deep"),
        ("-" * 40 + "a", "16 parentheses deep"),
    ],
)
def test_bombs_are_refused(bomb: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        parse(bomb, TODAY)


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("kazakh", "kazakh*"),
        ("kazakh ", "kazakh"),
        ('bank "interest', "bank interest*"),
        ('"interest ra', '"interest ra*"'),
        ('"interest ', "interest"),
        ("bank (rate OR", "bank rate"),
        ("bank -", "bank"),
        ("bank date:20", "bank"),
        ("bank title:", "bank"),
    ],
)
def test_an_unfinished_query_is_understood_as_far_as_it_goes(typed: str, understood: str) -> None:
    assert str(parse(typed, TODAY, is_typing=True)) == understood


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("((", "this parenthesis is not closed"),
        ("OR", "OR needs a word before and after it"),
        ("date:soon", "a date is 2022, 2022-06, 2022-06-01, 2022..2023, >2024, today or 30d"),
        ("title:", "title: needs a value"),
        ("-", "there is no word to look for"),
        ("is:", "is: needs a value"),
        ("", "there is no word to look for"),
    ],
)
def test_what_asks_for_nothing_yet_is_told_what_is_missing(typed: str, message: str) -> None:
    with pytest.raises(QueryError) as told:
        parse(typed, TODAY, is_typing=True)
    assert str(told.value) == message


@given(st.text(alphabet=st.sampled_from('ab "()*~=-:. ORNOTdatefl银é’“”<>2024\u202e\x00'), max_size=60), st.booleans())
def test_any_string_is_understood_or_refused_with_a_place(typed: str, is_typing: bool) -> None:
    try:
        query = parse(typed, TODAY, is_typing=is_typing)
    except QueryError as fault:
        assert 0 <= fault.start <= fault.end <= len(typed)
        assert str(fault)
    else:
        assert str(query) == str(parse(str(query), TODAY))
