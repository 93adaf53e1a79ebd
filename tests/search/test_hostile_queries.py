"""Whatever a person can type gives hits or one clear sentence with a place, soon, and the engine answers on."""

import random
import time
from datetime import date
from pathlib import Path

import pytest

from reader.errors import QueryError
from reader.search.engine import SearchEngine
from reader.search.hits import UserState
from tests.search.corpus import invented_collection

TODAY = date(2026, 1, 15)
CPU_SECONDS = 0.3
STATE = UserState(frozenset({"a1"}), (("economy", frozenset({"a2"})),), (("a3", "closed on Mondays"),))

CONSTRUCTS = (
    "karo mita",
    "karo AND mita",
    "karo OR mita",
    "karo -mita",
    "karo NOT mita",
    "-karo",
    "NOT (karo OR mita)",
    '"karo mita"',
    '"karo mita"~5',
    '"karo mi*"',
    "“karo mita”",
    "karo*",
    "k*o",
    "*aro",
    "karomi~",
    "karomi~2",
    "=karo",
    "title:karo",
    "source:source",
    'source:"Source 3"',
    "author:nobody",
    "tag:economy",
    "person:vor",
    "org:vor",
    "place:vor",
    'entity:"vor vor"',
    "note:monday",
    "lang:en",
    "in:furniture karo",
    "is:read",
    "is:unread",
    "has:note",
    "has:date",
    "date:2022",
    "date:2022-06..2023",
    "date:>2024",
    "date:<=2019-02-28",
    "date:..2020",
    "date:today",
    "date:30d",
    "karo sort:date",
    "sort:rank karo",
    "(karo OR mita) ro* sort:date",
    "((karo (mita) OR ro*) -person:vor) date:2016..2025",
    "title:(karo OR mita)",
)
BOMBS = (
    "(" * 500,
    ")" * 500,
    "(" * 16 + "a" + ")" * 16,
    "((((((((((((((((((((a))))))))))))))))))))",
    '"' * 999,
    '""',
    "'" * 500,
    "-" * 999,
    "- - - -",
    "NOT " * 249,
    "OR " * 330,
    "a OR " * 199 + "a",
    "a* OR " * 60 + "a*",
    " ".join(f"{a}{b}*" for a in "aeiou" for b in "klmnrst"),
    "AND AND AND",
    "NOT",
    "OR",
    "*",
    "**",
    "***a***",
    "*a*",
    "a*b*c*d*e*f*g*",
    "*ab*",
    "*abc*",
    "?" * 80,
    "a?b",
    "a~",
    "a~9",
    "abcd~99999999999999999999",
    "karomi~2 " * 60,
    "~" * 300,
    "~5",
    '"karo"~0',
    '"karo mita"~50',
    '"karo mita"~51',
    '"karo mita"~99999999999999999999999',
    '"' + "ka " * 64 + '"~50',
    "^10",
    "karo^99999",
    "/(a+)+$/",
    "(a+)+b",
    "[a TO z]",
    "{2020 TO *}",
    "date:[2020 TO 2021]",
    "date:99999",
    "date:0000",
    "date:2022-13",
    "date:2023..2020",
    "date:>",
    "date:9999999999d",
    "date:-1",
    "sort:price",
    "is:",
    "is:is:is:",
    "title:",
    "title:title:title:karo",
    "colour:red",
    "titel:karo",
    ":",
    ":::",
    "a:b",
    "http://example.org/karo?a=b&c=d",
    "C:\\karo",
    "x" * 1_000,
    "x" * 1_001,
    "karo " * 64,
    "karo " * 65,
    "é" * 200,
    "e\u0301" * 300,
    "\u0301" * 500,
    "银" * 64,
    "银" * 300,
    "中国银行 OR 银",
    "😀 👩‍👩‍👧‍👦",
    "\u202ekaro\u202c",
    "\u200b\u200d\ufeff",
    "\x00",
    "\x1b[31mkaro\x1b[0m",
    "\x9b31m",
    "karo\nmita\tro",
    "\ud800",
    "ａｂｃ",
    "１２３",
    "ŉ ß ﬃ İ",
    "¼ ² Ⅷ",
    "1,234.56 10%",
    "U.S. u.s US",
    "=",
    "==karo",
    "=karo mita=",
    "=中国",
    "%s %d {0} {karo} $HOME `id`",
    "'; DROP TABLE a; --",
    "<script>karo</script>",
    "[bold]karo[/bold]",
    "in:furniture",
    "in:nowhere karo",
    "tag:",
    'tag:""',
    "note:***",
    "has:everything",
    "lang:xx-very-long-" + "y" * 300,
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> SearchEngine:
    shelf = invented_collection(300, vocabulary=6_000)
    engine = SearchEngine(tmp_path_factory.mktemp("index"), shelf.article)
    engine.update(shelf.indexed_articles.values(), ())
    engine.rank("karo", state=STATE, today=TODAY)
    return engine


def ask(engine: SearchEngine, query: str, *, is_typing: bool) -> None:
    """Ask, and assert that it is answered or refused in one sentence with a place in the query, soon."""
    started = time.process_time()
    try:
        result = engine.search(query, state=STATE, today=TODAY, is_typing=is_typing, with_facets=True)
    except QueryError as fault:
        message = str(fault)
        assert message and "\n" not in message and len(message) < 200, query
        assert 0 <= fault.start <= fault.end <= len(query), query
    else:
        assert result.total >= len(result.hits)
    assert time.process_time() - started < CPU_SECONDS, query


@pytest.mark.parametrize("is_typing", [False, True])
@pytest.mark.parametrize("query", CONSTRUCTS)
def test_every_construct_is_answered(engine: SearchEngine, query: str, is_typing: bool) -> None:
    ask(engine, query, is_typing=is_typing)
    for end in range(1, len(query)):
        ask(engine, query[:end], is_typing=True)


@pytest.mark.parametrize("is_typing", [False, True])
@pytest.mark.parametrize("query", BOMBS)
def test_a_bomb_is_answered_or_refused_at_once(engine: SearchEngine, query: str, is_typing: bool) -> None:
    ask(engine, query, is_typing=is_typing)


def test_nonsense_of_all_constructs_together(engine: SearchEngine) -> None:
    rnd = random.Random(6)
    pieces = [*CONSTRUCTS, "(", ")", '"', "-", " OR ", " ", "*", "~", ":", "=", "银", "\u202e", "date:", "ka"]
    for _ in range(300):
        ask(engine, "".join(rnd.choices(pieces, k=rnd.randint(1, 6))), is_typing=rnd.random() < 0.5)


def test_the_engine_answers_as_before_after_all_of_them(engine: SearchEngine, tmp_path: Path) -> None:
    before = engine.rank("ka*", state=STATE, today=TODAY)
    for query in BOMBS:
        ask(engine, query, is_typing=False)
    assert engine.rank("ka*", state=STATE, today=TODAY) == before
