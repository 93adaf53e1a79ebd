"""On real news, the fast executor's first twenty are those of Whoosh's own queries, whatever is asked."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from whoosh import query
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.fields import ID, TEXT, Schema
from whoosh.index import FileIndex, create_in

from reader.search.engine import SearchEngine
from reader.search.hits import UserState
from reader.search.schema import document_of
from reader.search.words import Words
from tests.search.corpus import Shelf
from tests.search.news import NEWS, news_collection
from tests.search.questions import KINDS, draw_queries

pytestmark = pytest.mark.skipif(not NEWS.is_file(), reason="there are no free news texts in ../shared here")

TODAY = date(2026, 1, 15)
COUNT = 500
LIMIT = 20
STATE = UserState(read=frozenset(f"a{n}" for n in range(0, COUNT, 3)))


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return news_collection(COUNT)


@pytest.fixture(scope="module")
def engines(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> tuple[SearchEngine, SearchEngine]:
    """An index of two segments with changed and deleted articles, behind both executors."""
    folder = tmp_path_factory.mktemp("index")
    fast = SearchEngine(folder, shelf.article)
    made = list(shelf.indexed_articles.values())
    fast.update(made[:400], ())
    fast.update(made[400:], ())
    fast.update(made[390:410], [made[5].article.id, made[470].article.id])
    return fast, SearchEngine(folder, shelf.article, executor="stock")


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_twenty_are_those_of_whoosh(engines: tuple[SearchEngine, SearchEngine], shelf: Shelf, kind: str) -> None:
    answered = 0
    for asked in draw_queries(shelf, kind, 20):
        fast, stock = (list(engine.rank(asked, limit=LIMIT, state=STATE, today=TODAY)) for engine in engines)
        assert [score for _, score in fast] == pytest.approx([score for _, score in stock], abs=1e-4), asked
        assert clear_of_ties(fast) == clear_of_ties(stock), asked
        answered += bool(stock)
    assert answered >= 6


def clear_of_ties(ranked: list[tuple[str, float]]) -> set[str]:
    """Return the articles whose place in the first twenty is no matter of equal scores."""
    last = ranked[-1][1] if len(ranked) == LIMIT else -1.0
    return {name for name, score in ranked if score > last + 1e-4}


def test_the_first_twenty_are_those_of_an_index_in_whooshs_own_form(tmp_path: Path) -> None:
    shelf = news_collection(120)
    engine = SearchEngine(tmp_path / "ours", shelf.article)
    engine.update(shelf.indexed_articles.values(), ())
    words = Words()
    with stock_index(tmp_path, shelf, words).searcher() as searcher:
        for kind in ("word", "and", "or"):
            for asked in draw_queries(shelf, kind, 20):
                either = [stock_word(plain, words) for plain in asked.split() if plain != "OR"]
                results = searcher.search((query.Or if kind == "or" else query.And)(either), limit=LIMIT)
                stock = [(searcher.stored_fields(number)["id"], score) for score, number in results.top_n]
                fast = list(engine.rank(asked, limit=LIMIT, state=STATE, today=TODAY))
                assert [score for _, score in fast] == pytest.approx([score for _, score in stock], abs=1e-4), asked
                assert clear_of_ties(fast) == clear_of_ties(stock), asked


def stock_index(folder: Path, shelf: Shelf, words: Words) -> FileIndex:
    """Return an index that Whoosh wrote with its own codec, of the same stems."""
    (folder / "stock").mkdir()
    stems = TEXT(analyzer=SpaceSeparatedTokenizer())
    made = create_in(folder / "stock", Schema(id=ID(stored=True), body=stems, title=stems))
    writer = made.writer()
    for indexed in shelf.indexed_articles.values():
        texts = {name: stemmed(document_of(indexed).texts[name], words) for name in ("body", "title")}
        writer.add_document(id=indexed.article.id, **texts)
    writer.commit()
    return made


def stemmed(texts: Sequence[str], words: Words) -> str:
    return " ".join(words.stem(plain) for text in texts for plain in words.plain_words(text))


def stock_word(plain: str, words: Words) -> query.Query:
    """Return Whoosh's query for a word by its stem and as it stands, the better when it is in the title."""
    forms = dict.fromkeys((words.stem(plain), plain))
    body, title = (query.Or([query.Term(name, form, boost) for form in forms]) for name, boost in (("body", 1), ("title", 2)))
    return query.AndMaybe(body, title)
