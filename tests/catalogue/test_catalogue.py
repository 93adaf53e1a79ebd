"""The catalogue keeps what it is given, and may be garbage at any time."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import UNKNOWN, Article, Block, BlockKind, BlockState, Label, Mention, Metadata, Origin, Value, digest_of
from reader.catalogue import rows
from reader.catalogue.catalogue import Catalogue, CatalogueBroken, Document
from reader.catalogue.database import LAYOUT, fault_in
from reader.errors import StoreError, UnknownArticle
from reader.text import Span

ADDED = datetime(2025, 11, 3, 10, 0, 0, 123456, tzinfo=UTC)


def article(article_id: str, text: str = "Some words.", path: str = "a.txt") -> Article:
    block = Block(BlockKind.PARAGRAPH, Span(0, len(text)), state=BlockState.DIMMED, why="because")
    title = Value("A title", Origin.GUESSED, Span(0, 4), "first line")
    return Article(article_id, path, text, (block,), Metadata(title=title, url="https://x.example/"), digest_of(text), ADDED)


def document(path: str) -> Document:
    return Document(path, 10, 20, 30, "digest", "extractor/1")


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(tmp_path / "catalogue.sqlite")


def test_an_article_comes_back_as_it_was(catalogue: Catalogue) -> None:
    catalogue.put_document(document("a.txt"), {"": "one"})
    catalogue.put_article(article("one"))
    assert catalogue.article("one") == article("one")
    catalogue.close()


def test_a_new_revision_keeps_the_time_it_was_added(catalogue: Catalogue) -> None:
    catalogue.put_document(document("a.txt"), {"": "one"})
    catalogue.put_article(article("one"))
    catalogue.put_article(article("one", "Other words."))
    assert [(s.digest, s.added) for s in catalogue.summaries()] == [(digest_of("Other words."), ADDED)]
    catalogue.close()


def test_an_article_in_two_files_is_one_and_goes_with_the_last(catalogue: Catalogue) -> None:
    for path in ("b.txt", "a.txt"):
        catalogue.put_document(document(path), {"": "one"})
    catalogue.put_article(article("one"))
    assert [s.path for s in catalogue.summaries()] == ["a.txt"]
    catalogue.drop_document("a.txt")
    assert catalogue.drop_orphans() == ()
    assert [s.path for s in catalogue.summaries()] == ["b.txt"]
    catalogue.drop_document("b.txt")
    assert catalogue.drop_orphans() == ("one",)
    catalogue.close()


def test_parts_of_a_document_are_articles_of_their_own(catalogue: Catalogue) -> None:
    catalogue.put_document(document("box.mbox"), {"1": "one", "2": "two"})
    catalogue.put_article(article("one", path="box.mbox#1"))
    catalogue.put_article(article("two", "More words.", path="box.mbox#2"))
    assert catalogue.places() == {"box.mbox#1": "one", "box.mbox#2": "two"}
    assert catalogue.article("two").path == "box.mbox#2"
    catalogue.close()


def test_mentions_go_with_the_revision_they_were_found_in(catalogue: Catalogue) -> None:
    mention = Mention(Span(0, 4), Label.PERSON, "Some Body")
    catalogue.put_document(document("a.txt"), {"": "one"})
    catalogue.put_article(article("one"))
    catalogue.put_mentions("one", "stamp", [mention])
    assert catalogue.mentions("one", "stamp") == (mention,)
    assert catalogue.mentions("one", "other stamp") is None
    assert dict(catalogue.names_by_article()) == {"one": {(Label.PERSON, "Some Body"): 1}}
    catalogue.put_article(article("one", "Other words."))
    assert catalogue.mentions("one", "stamp") is None
    assert catalogue.without_mentions("stamp") == ("one",)
    catalogue.close()


def test_states_change_with_what_they_stand_for(catalogue: Catalogue) -> None:
    catalogue.put_document(document("a.txt"), {"": "one"})
    before = catalogue.fact("articles"), catalogue.mentions_state()
    catalogue.put_article(article("one"))
    catalogue.put_mentions("one", "stamp", ())
    after = catalogue.fact("articles"), catalogue.mentions_state()
    assert before[0] != after[0] and before[1] != after[1]
    catalogue.close()


def test_a_transaction_is_kept_whole_or_not_at_all(catalogue: Catalogue) -> None:
    with pytest.raises(RuntimeError), catalogue.transaction():
        catalogue.put_document(document("a.txt"), {"": "one"})
        raise RuntimeError
    assert catalogue.documents() == {}
    catalogue.close()


def test_an_unknown_article_is_an_error(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownArticle):
        catalogue.article("nothing")
    catalogue.close()


def test_a_path_that_is_no_utf8_comes_back(catalogue: Catalogue) -> None:
    catalogue.put_document(document("caf\udce9.txt"), {"": "one"})
    assert list(catalogue.documents()) == ["caf\udce9.txt"]
    assert catalogue.parts_of("caf\udce9.txt") == {"": "one"}
    catalogue.close()


@pytest.mark.parametrize("damage", [b"", b"x" * 5000, b"SQLite format 3\x00" + b"\xff" * 3000])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    file = tmp_path / "catalogue.sqlite"
    file.write_bytes(damage)
    catalogue = Catalogue(file)
    assert catalogue.was_rebuilt
    assert catalogue.documents() == {}
    catalogue.close()
    assert file.stat().st_mode & 0o777 == 0o600


def test_another_layout_is_made_anew_without_a_word(tmp_path: Path) -> None:
    file = tmp_path / "catalogue.sqlite"
    Catalogue(file).close()
    with sqlite3.connect(file) as connection:
        connection.execute(f"PRAGMA user_version={LAYOUT + 1}")
    connection.close()
    assert fault_in(file) == ""
    catalogue = Catalogue(file)
    assert not catalogue.was_rebuilt
    catalogue.close()


def test_damage_while_open_is_named(tmp_path: Path) -> None:
    file = tmp_path / "catalogue.sqlite"
    catalogue = Catalogue(file)
    for number in range(50):
        catalogue.put_document(document(f"{number}.txt"), {"": f"id{number}"})
        catalogue.put_article(article(f"id{number}", f"Words {number}. " * 200))
    catalogue.close()
    file.write_bytes(file.read_bytes()[:8192] + b"\xee" * (file.stat().st_size - 8192))
    assert fault_in(file)
    broken = Catalogue(file)
    if not broken.was_rebuilt:
        with pytest.raises(CatalogueBroken):
            broken.summaries()
    broken.close()


def test_a_cache_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="BROADSHEET_CACHE_DIR"):
        Catalogue(tmp_path / "file" / "catalogue.sqlite")


texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1)
spans = st.tuples(st.integers(0, 500), st.integers(0, 500)).map(lambda ends: Span(min(ends), max(ends)))
values = st.just(UNKNOWN) | st.builds(
    Value, texts, st.sampled_from([Origin.FOUND, Origin.GUESSED, Origin.SET]), st.none() | spans, texts
)


@given(st.builds(Metadata, values, values, values, values, st.none() | texts, st.none() | texts))
def test_metadata_survive_their_row(metadata: Metadata) -> None:
    assert rows.read_metadata(rows.metadata_row(metadata)) == metadata


@given(st.lists(st.builds(Block, st.sampled_from(BlockKind), spans, st.integers(0, 6), st.sampled_from(BlockState), texts)))
def test_blocks_survive_their_row(blocks: list[Block]) -> None:
    assert rows.read_blocks(rows.blocks_row(blocks)) == tuple(blocks)


@given(st.lists(st.builds(Mention, spans, st.sampled_from(Label), texts)))
def test_mentions_survive_their_row(mentions: list[Mention]) -> None:
    assert rows.read_mentions(rows.mentions_row(mentions)) == tuple(mentions)


def test_mentions_stay_while_the_text_is_the_same(catalogue: Catalogue) -> None:
    catalogue.put_document(document("a.txt"), {"": "one"})
    catalogue.put_article(article("one"))
    catalogue.put_mentions("one", "stamp", ())
    catalogue.put_article(article("one"))
    assert catalogue.mentions("one", "stamp") == ()
    catalogue.close()


def test_mentions_of_one_entity_share_its_name() -> None:
    """An article of 100,000 words names the same few entities thousands of times."""
    made = [Mention(Span(place, place + 3), Label.PLACE, "Aqtau") for place in range(0, 50, 10)]
    read = rows.read_mentions(rows.mentions_row(made))
    assert list(read) == made
    assert len({id(mention.entity) for mention in read}) == 1


@pytest.mark.parametrize("row", ["[[1,2", "[[1,2]", '[[1,2,"PLACE","Aqtau"]', '[[1,2,"PLACE","Aqtau"],', "["])
def test_a_row_that_was_cut_is_not_taken_for_a_shorter_one(row: str) -> None:
    with pytest.raises(ValueError):
        rows.read_mentions(row)
