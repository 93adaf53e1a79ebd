"""A refresh follows the files: revisions, renames, copies, damage, other programs."""

import json
import os
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader.article import BlockKind, BlockState
from reader.bookmarks.drafts import Draft
from reader.config import Config
from reader.errors import SourceError
from reader.formats.extracted import Extracted
from reader.library.importing import Wishes
from reader.library.library import Library
from reader.library.listing import Progress
from reader.library.reading import DocumentReader
from reader.paths import Paths
from reader.text import Span

NOW = datetime(2025, 11, 22, 12, 0, tzinfo=UTC)
ONE = "The first account\n\nThe first account of the meeting in Lindhaven, told at some length by one who was there.\n"
TWO = "Another account\n\nAnother account of the same meeting, with other words and other names.\n\nIt ends here.\n"


def opened(tmp_path: Path, folder: Path) -> Library:
    return Library.open(Paths.under(tmp_path / "home"), Config(), folder, clock=lambda: NOW)


def lose_cache(tmp_path: Path) -> None:
    for file in (tmp_path / "home" / "cache").rglob("*"):
        if file.is_file():
            file.unlink()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(ONE)
    (folder / "b.txt").write_text(TWO)
    return folder


@pytest.fixture
def library(tmp_path: Path, folder: Path) -> Library:
    library = opened(tmp_path, folder)
    library.refresh_catalogue()
    return library


def test_a_changed_file_is_a_new_revision_of_the_same_article(library: Library, folder: Path) -> None:
    before = library.resolve("a.txt")
    (folder / "a.txt").write_text(ONE.replace("some length", "greater length"))
    report = library.refresh_catalogue()
    assert [line.article for line in report.updated] == [before]
    assert library.resolve("a.txt") == before
    assert "greater" in library.article(before).text
    library.close()


def test_a_change_that_keeps_size_and_time_is_seen_while_it_is_fresh(library: Library, folder: Path) -> None:
    article, status = library.resolve("a.txt"), (folder / "a.txt").stat()
    (folder / "a.txt").write_text(ONE.replace("first", "FIRST"))
    os.utime(folder / "a.txt", ns=(status.st_atime_ns, status.st_mtime_ns))
    library.refresh_catalogue()
    assert "FIRST" in library.article(article).text
    library.close()


def test_a_renamed_file_is_the_same_article(library: Library, folder: Path) -> None:
    before = library.resolve("a.txt")
    assert library.article(before).path == "a.txt"
    (folder / "a.txt").rename(folder / "z.txt")
    library.refresh_catalogue()
    assert library.article(before).path == "z.txt"
    assert len(library.listed()) == 2
    library.close()


def test_two_files_that_swap_their_names_keep_their_articles(library: Library, folder: Path) -> None:
    one, two = library.resolve("a.txt"), library.resolve("b.txt")
    (folder / "a.txt").rename(folder / "x")
    (folder / "b.txt").rename(folder / "a.txt")
    (folder / "x").rename(folder / "b.txt")
    library.refresh_catalogue()
    assert (library.resolve("b.txt"), library.resolve("a.txt")) == (one, two)
    library.close()


def test_the_same_text_twice_is_one_article_until_one_changes(library: Library, folder: Path) -> None:
    one = library.resolve("a.txt")
    (folder / "copy.txt").write_text(ONE)
    library.refresh_catalogue()
    assert library.resolve("copy.txt") == one
    assert [copy.path for copy in library.also_at(one)] == ["copy.txt"]
    (folder / "copy.txt").write_text(ONE + "\nAnd one paragraph that only this one has, to be another article.\n")
    library.refresh_catalogue()
    assert library.resolve("copy.txt") != one
    assert library.resolve("a.txt") == one
    assert [copy.share > 0.5 for copy in library.also_at(one)] == [True]
    library.close()


@pytest.mark.parametrize("end", ["", "\n", "\n\n", "\r\n", "  \n"])
def test_blanks_at_the_end_make_no_second_article(library: Library, folder: Path, end: str) -> None:
    (folder / "c.txt").write_bytes(ONE.rstrip().encode() + end.encode())
    report = library.refresh_catalogue()
    assert (len(report.added), len(report.updated), len(library.listed())) == (0, 0, 2)
    assert library.resolve("c.txt") == library.resolve("a.txt")
    (folder / "a.txt").unlink()
    library.refresh_catalogue()
    assert library.article(library.resolve("c.txt")).text == ONE


def test_one_other_word_makes_a_second_article(library: Library, folder: Path) -> None:
    (folder / "c.txt").write_text(ONE.replace("Lindhaven", "Lindholm"))
    assert len(library.refresh_catalogue().added) == 1


def test_half_a_character_anywhere_in_a_feed_costs_no_collection(tmp_path: Path, library: Library) -> None:
    half = "\ud800"
    item = {"id": half, "title": f"Rain {half}", "url": f"https://x.test/{half}", "tags": [half], "author": {"name": half}}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": half, "items": [{**item, "content_text": f"{half} of it."}]}
    (tmp_path / "feed.json").write_text(json.dumps(feed))
    report = library.add(Wishes((str(tmp_path / "feed.json"),)), lambda: b"")
    assert [line.title for line in report.added] == ["Rain \ufffd"]


def test_a_deleted_file_takes_its_article_along_and_brings_it_back(library: Library, folder: Path) -> None:
    one = library.resolve("a.txt")
    (folder / "a.txt").unlink()
    assert [line.article for line in library.refresh_catalogue().removed] == [one]
    (folder / "a.txt").write_text(ONE)
    library.refresh_catalogue()
    assert library.resolve("a.txt") == one
    library.close()


def test_an_article_that_is_gone_is_cited_as_it_was_last_named(library: Library, folder: Path) -> None:
    article = library.resolve("a.txt")
    library.add_bookmark([(article, Span(0, 9))], note="Who was there?")
    library.set_metadata(article, {"title": "Named by hand"})
    (folder / "a.txt").unlink()
    library.refresh_catalogue()
    assert "Named by hand" in library.export_bookmarks("markdown")


def test_a_lost_cache_gives_an_article_with_notes_its_id_again(tmp_path: Path, library: Library, folder: Path) -> None:
    one, two = library.resolve("a.txt"), library.resolve("b.txt")
    library.mark_read(one, is_read=True)
    for number in range(3):
        (folder / "a.txt").write_text(ONE + f"\nRevision number {number} of this account of the meeting.\n")
        library.refresh_catalogue()
    library.close()
    lose_cache(tmp_path)
    again = opened(tmp_path, folder)
    again.refresh_catalogue()
    assert (again.resolve("a.txt"), again.resolve("b.txt")) == (one, two)
    assert [listed.summary.id for listed in again.listed() if listed.is_read] == [one]
    again.close()


def test_an_id_grows_when_it_is_taken(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.library.identity.SHORTEST", 0)
    library = opened(tmp_path, folder)
    library.refresh_catalogue()
    ids = [listed.summary.id for listed in library.listed()]
    assert len(set(ids)) == 2
    library.close()


def test_a_catalogue_that_turns_to_garbage_while_open_is_made_anew(library: Library, tmp_path: Path) -> None:
    [file] = (tmp_path / "home" / "cache").rglob("catalogue.sqlite")
    before = library.listed()
    library._shelf.catalogue.now._connection.execute("DROP TABLE articles")
    assert library.listed() == before
    assert any("made anew" in notice for notice in library.take_notices())
    library.close()
    assert file.exists()


def test_a_catalogue_that_is_deleted_while_open_goes_on(library: Library, tmp_path: Path) -> None:
    lose_cache(tmp_path)
    assert len(library.listed()) == 2
    library.refresh_catalogue()
    library.close()


def test_a_folder_that_is_gone_loses_nothing(library: Library, folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))
    with pytest.raises(SourceError, match="gone"):
        library.refresh_catalogue()
    assert len(library.listed()) == 2
    library.close()


def test_a_refresh_stops_when_it_is_told_to_and_goes_on_later(tmp_path: Path, folder: Path) -> None:
    for number in range(20):
        (folder / f"{number:02}.txt").write_text(f"Account {number}\n\nWords of the account number {number}, enough of them.\n")
    library = opened(tmp_path, folder)
    seen: list[Progress] = []
    report = library.refresh_catalogue(seen.append, lambda: len(seen) >= 5)
    assert report.was_stopped
    assert 5 <= len(library.listed()) < 22
    assert not library.refresh_catalogue().was_stopped
    assert len(library.listed()) == 22
    library.close()


def test_nothing_is_written_into_a_folder_read_in_place(library: Library, folder: Path) -> None:
    library.mark_read(library.resolve("a.txt"), is_read=True)
    library.refresh()
    assert sorted(path.name for path in folder.rglob("*")) == ["a.txt", "b.txt"]
    library.close()


def test_two_programs_fill_one_catalogue(tmp_path: Path, folder: Path) -> None:
    for number in range(60):
        (folder / f"{number:02}.txt").write_text(f"Account {number}\n\nWords of the account number {number}, enough of them.\n")
    libraries = [opened(tmp_path, folder) for _ in range(2)]
    errors: list[BaseException] = []

    def work(library: Library) -> None:
        try:
            library.refresh()
            article = library.resolve("a.txt")
            for number in range(5):
                library.add_bookmark([(article, library.article(article).blocks[0].span)], note=f"note {number}")
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(library,)) for library in libraries]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert [len(library.listed()) for library in libraries] == [62, 62]
    assert [len(library.bookmarks()) for library in libraries] == [10, 10]
    for library in libraries:
        library.close()


def test_several_threads_may_ask_one_library(library: Library) -> None:
    errors: list[BaseException] = []
    article = library.resolve("a.txt")

    def work() -> None:
        try:
            for _ in range(20):
                library.article(article)
                library.mentions(article)
                library.listed()
                library.save_draft("key", Draft("text"))
                library.refresh_catalogue()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    library.close()


def test_an_article_with_notes_keeps_its_id_over_edit_rename_and_lost_cache(tmp_path: Path, library: Library, folder: Path) -> None:
    one = library.resolve("a.txt")
    library.mark_read(one, is_read=True)
    (folder / "a.txt").write_text(ONE.replace("some length", "greater length"))
    library.refresh_catalogue()
    (folder / "a.txt").rename(folder / "c.txt")
    library.close()
    lose_cache(tmp_path)
    again = opened(tmp_path, folder)
    again.refresh_catalogue()
    assert again.resolve("c.txt") == one
    again.close()


def test_files_come_into_the_own_collection_whichever_is_open(tmp_path: Path, library: Library, folder: Path) -> None:
    report = library.add(Wishes((str(folder / "a.txt"),)), lambda: b"")
    assert len(report.added) == 1
    own = Library.open(Paths.under(tmp_path / "home"), Config(), clock=lambda: NOW)
    own.refresh_catalogue()
    assert (own.collection.is_default, len(own.listed())) == (True, 1)
    own.close()
    library.close()


# --- bookmarks that wait for their article ------------------------------------

ADDRESS = "https://www.example.org/news/port?utm_source=feed"
PAGE = """<!doctype html><html><head><title>The port</title><link rel="canonical" href="https://example.org/news/port"></head>
<body><article><h1>The port</h1><p>Rain fell on the old port all day, and the ferries stayed where they were.</p>
<p>The river rose by noon, said the mayor of the town, who had warned of it for years and years.</p>
<p>Nobody named a price for the wall that the town had wanted since the last flood.</p></article></body></html>"""


def imported(library: Library) -> Library:
    """Bring in a note on a page that the collection does not have."""
    row = f'"The river rose by noon","The port",,,,"Who says so?",,,,{ADDRESS}'
    head = "Highlight,Book Title,Book Author,Amazon Book ID,Color,Note,Tags,Location,Highlighted at,URL"
    library.import_bookmarks(f"{head}\n{row}\n", "readwise")
    return library


def test_a_page_that_is_added_later_joins_the_notes_that_wait_for_its_address(library: Library, folder: Path) -> None:
    (bookmark,) = imported(library).bookmarks()
    assert library.place_of(bookmark).span is None
    (folder / "port.html").write_text(PAGE)
    library.refresh_catalogue()
    article = library.article(library.resolve("port.html"))
    assert article.id == bookmark.article
    (held, place), *others = library.bookmarks_in(article.id)
    assert (held.note, others) == ("Who says so?", [])
    assert place.span and place.span.of(article.text) == "The river rose by noon"
    library.close()


def test_an_article_that_joined_its_notes_keeps_its_id_without_a_cache(library: Library, folder: Path, tmp_path: Path) -> None:
    (folder / "port.html").write_text(PAGE)
    (bookmark,) = imported(library).bookmarks()
    library.refresh_catalogue()
    library.close()
    lose_cache(tmp_path)
    (folder / "port.html").rename(folder / "harbour.html")
    again = opened(tmp_path, folder)
    again.refresh_catalogue()
    assert again.resolve("harbour.html") == bookmark.article
    again.close()


def test_only_one_of_two_pages_with_one_address_gets_the_notes(library: Library, folder: Path) -> None:
    (bookmark,) = imported(library).bookmarks()
    (folder / "port.html").write_text(PAGE)
    (folder / "port-2.html").write_text(PAGE.replace("all day", "all night"))
    library.refresh_catalogue()
    ids = {library.resolve("port.html"), library.resolve("port-2.html")}
    assert len(ids) == 2
    assert bookmark.article in ids
    library.close()


def test_a_title_that_changes_alone_is_told_shown_and_found(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    page = "---\ntitle: {}\nsource: The Hourly\n---\n\nIce closed the harbour on Friday.\n"
    (folder / "ice.md").write_text(page.format("The harbour freezes"))
    library = opened(tmp_path, folder)
    library.refresh()
    [before] = library.listed()
    (folder / "ice.md").write_text(page.format("The harbour thaws out"))
    report = library.refresh()
    assert [line.title for line in report.updated] == ["The harbour thaws out"]
    [after] = library.listed()
    assert (after.summary.id, after.summary.digest) == (before.summary.id, before.summary.digest)
    assert library.article(after.summary.id).metadata.title.text == "The harbour thaws out"
    assert [len(library.search(words).hits) for words in ("title:thaws", "title:freezes")] == [1, 0]
    assert not library.refresh().updated
    library.close()


def test_a_block_that_is_no_article_any_more_is_not_found_any_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an update of the extractor labels anew is searched as it is labelled now."""
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "ice.txt").write_text("Ice closed the harbour on Friday.\n\nZebras are sold here.\n")
    library = opened(tmp_path, folder)
    library.refresh()
    assert library.search("zebras").hits
    read = DocumentReader.read

    def fold_the_last(self: DocumentReader, content: bytes, name: str) -> tuple[Extracted, ...]:
        [item] = read(self, content, name)
        last = replace(item.blocks[-1], kind=BlockKind.FURNITURE, state=BlockState.FOLDED)
        return (replace(item, blocks=(*item.blocks[:-1], last)),)

    monkeypatch.setattr(DocumentReader, "read", fold_the_last)
    monkeypatch.setattr("reader.library.filling.extractor_version", lambda: "the next one")
    assert len(library.refresh().updated) == 1
    assert not library.search("zebras").hits
    library.close()


def test_an_import_that_is_stopped_tells_of_the_files_that_wait(tmp_path: Path, folder: Path) -> None:
    for number in range(20):
        (folder / f"{number:02}.txt").write_text(f"Account {number}\n\nWords of the account number {number}, enough of them.\n")
    library = Library.open_own(Paths.under(tmp_path / "home"), Config(), clock=lambda: NOW)
    seen: list[Progress] = []
    report = library.add(Wishes((str(folder),)), lambda: b"", seen.append, lambda: len(seen) >= 30)
    assert report.was_stopped
    assert report.waiting == 22 - len(report.added) > 0
    library.refresh_catalogue()
    assert len(library.listed()) == 22
    again = library.add(Wishes((str(folder),)), lambda: b"")
    assert (len(again.unchanged), again.waiting) == (22, 0)
    library.close()
