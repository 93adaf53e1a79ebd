"""The concordance reads few articles, and finds what reading all would find."""

from collections import Counter
from pathlib import Path

import pytest

from reader.article import Article
from reader.catalogue import catalogue
from reader.config import Config
from reader.entities.concordance import lines_in, term_pattern
from reader.entities.corrections import Rename
from reader.entities.entity import ConcordanceLine
from reader.library.library import Library
from reader.library.listing import Progress
from reader.library.shelf import Shelf
from reader.library.watching import Watch
from reader.paths import Paths

TEXTS = (
    "Minister Ada Brook met Lena Frost in Kyiv. Ukrainian papers wrote of it.",
    "Brook was tired. The minister's trip to the US was over; it cost 100% of 5_000.",
    "Nobody went anywhere. Zoë stayed in São Paulo.",
    "Ukraine and the United States signed. “Don’t go,” said one; the pipe-line burst.",
    "A minister, Ministers, MINISTERIAL matters: Ada  Brook again.",
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number, text in enumerate(TEXTS):
        (folder / f"{number}.txt").write_text(f"Account {number}\n\n{text}\n", encoding="utf-8")
    library = Library.open(Paths.under(tmp_path / "home"), Config(), folder)
    library.refresh()
    return library


def all_lines(library: Library, term: str) -> list[ConcordanceLine]:
    pattern = term_pattern(term)
    ids = sorted(each.summary.id for each in library.listed())
    return [line for i in ids for line in lines_in(library.article(i), library.mentions(i), term, pattern=pattern)]


TERMS = ["Ada Brook", "ada brook", "Brook", "minister", "minister*", "Ukraine", "United States", "US", "Zoë", "São Paulo", "100%"]
MORE_TERMS = ["5_000", "don't go", "pipe-line", "pipe*", "Lena Frost", "a", "the", "nowhere", "%", "_", "*", "Kyiv", "Ada  Brook"]


@pytest.mark.parametrize("term", TERMS + MORE_TERMS)
def test_reading_few_articles_finds_what_reading_all_finds(term: str, library: Library) -> None:
    lines = list(library.concordance_lines(term))
    assert sorted(lines, key=place_of) == all_lines(library, term)
    articles = [line.article for line in lines]
    assert len(set(articles)) == sum(before != after for before, after in zip(["", *articles], articles, strict=False))


def place_of(line: ConcordanceLine) -> tuple[str, int]:
    return line.article, line.span.start


def test_the_first_line_waits_for_few_articles(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "_ARTICLES_AT_ONCE", 2)
    pages, read = Counter[str](), Counter[str]()
    behind, article = catalogue.Catalogue.articles_behind, Shelf.article

    def counted_page(kept: catalogue.Catalogue, number: int, word: str) -> tuple[tuple[int, str, bool], ...]:
        pages[word] += 1
        return behind(kept, number, word)

    def counted_article(shelf: Shelf, article_id: str) -> Article:
        read[article_id] += 1
        return article(shelf, article_id)

    monkeypatch.setattr(catalogue.Catalogue, "articles_behind", counted_page)
    monkeypatch.setattr(Shelf, "article", counted_article)
    next(library.concordance_lines("Brook"))
    assert (pages.total(), len(read)) == (1, 1)


def test_a_name_that_the_reader_gave_is_found(library: Library) -> None:
    library.add_entity_rules([Rename("Lena Frost", "Someone Else")])
    lines = list(library.concordance_lines("Someone Else"))
    assert [line.match for line in lines] == ["Lena Frost"]
    assert lines == all_lines(library, "Someone Else")


def test_articles_nobody_looked_at_yet_are_read(library: Library, tmp_path: Path) -> None:
    (tmp_path / "articles" / "new.txt").write_text("News\n\nUkrainian ships left.\n", encoding="utf-8")
    library.refresh_catalogue()
    assert len(list(library.concordance_lines("Ukraine"))) == len(all_lines(library, "Ukraine")) == 3


def test_only_articles_that_may_hold_the_word_are_counted_and_the_reading_stops(library: Library) -> None:
    told: list[Progress] = []
    list(library.concordance_lines("Zoë stayed", Watch(told.append)))
    assert [(progress.done, progress.total) for progress in told] == [(0, None)]
    assert list(library.concordance_lines("minister", Watch(should_stop=lambda: True))) == []


def test_counting_stops_and_keeps_what_it_has(library: Library) -> None:
    asked = iter((False, True))
    some = library.entities(watch=Watch(should_stop=lambda: next(asked)))
    assert 0 < sum(entity.mentions for entity in some) < sum(entity.mentions for entity in library.entities())
    assert library.timeline(watch=Watch(should_stop=lambda: True)).events == ()
