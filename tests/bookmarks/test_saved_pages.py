"""What was marked in pages of read-later services comes in as bookmarks with places."""

import json
from typing import Any

import pytest

from reader.article import Article
from reader.bookmarks.bookmark import Bookmark
from reader.bookmarks.imported import ImportedFile, SourceHint
from reader.bookmarks.importers import read_import
from reader.bookmarks.imports import ImportPlan, plan_import
from reader.errors import SourceError
from tests.bookmarks.makers import NOON, article

URL = "https://example.org/rain"
PORT = article("Rain fell on the old port all day.\n\nThe river rose by noon, said the mayor of the town.", "a1")
MARK = {"text": "why so early?", "quote": "The river rose by noon", "ranges": [{"start": "/p[2]", "end": "/p[2]"}]}
ENTRY = {
    "url": URL,
    "title": "Rain",
    "content": "<p>Rain</p>",
    "published_at": {"date": "2025-11-13 08:00:00.000000"},
    "published_by": ["Ann Example"],
    "annotations": [MARK],
}
RECORD = {"slug": "rain", "url": URL, "title": "Rain", "author": "Ann Example", "publishedAt": "2025-11-13T08:00:00.000Z"}


def find(hint: SourceHint) -> Article | None:
    return PORT if hint.url == URL else None


def planned(file: ImportedFile, *existing: Bookmark) -> ImportPlan:
    return plan_import(file.bookmarks, {b.id: b for b in existing}, find, NOON)


def wallabag(*annotations: Any, **entry: Any) -> ImportedFile:
    return read_import(json.dumps([ENTRY | {"annotations": list(annotations)} | entry]))


def omnivore(page: str) -> ImportedFile:
    return read_import(json.dumps({"omnivore": [RECORD | {"highlights": page}]}))


def marks(page: str) -> list[tuple[str, tuple[str, ...], str]]:
    return [(b.targets[0].exact, b.tags, b.note) for b in omnivore(page).bookmarks]


def test_an_annotation_of_wallabag_stands_where_its_words_are() -> None:
    file = wallabag(MARK)
    (bookmark,) = planned(file).added
    assert (file.style, bookmark.note, planned(file).orphans) == ("wallabag", "why so early?", 0)
    assert bookmark.targets[0].span.of(PORT.text) == MARK["quote"]


def test_the_same_export_again_changes_nothing_and_a_later_state_updates() -> None:
    first = planned(wallabag(MARK)).added
    assert (planned(wallabag(MARK), *first).added, planned(wallabag(MARK), *first).unchanged) == ((), 1)
    later = MARK | {"text": "so early", "created_at": "2030-01-01T08:00:00+0000", "updated_at": "2030-01-02T08:00:00+0000"}
    assert [b.note for b in planned(wallabag(later), *first).updated] == ["so early"]


def test_equal_words_at_two_places_are_two_bookmarks() -> None:
    assert len(planned(wallabag(MARK, MARK | {"ranges": [{"start": "/p[9]"}]})).added) == 2


def test_a_mark_in_a_page_that_is_not_here_waits_for_it() -> None:
    plan = planned(wallabag(MARK, url="https://example.org/else"))
    (known,) = plan.articles
    assert (plan.orphans, known.title, known.author, known.date) == (1, "Rain", "Ann Example", "2025-11-13")


@pytest.mark.parametrize("wrong", [{"quote": "", "text": ""}, 7, None])
def test_an_annotation_without_words_is_counted(wrong: object) -> None:
    file = wallabag(MARK, wrong)
    assert (len(file.bookmarks), file.unreadable) == (1, 1)


def test_a_page_that_cannot_be_told_is_counted() -> None:
    assert wallabag(MARK, url="", title="").unreadable == 1


def test_an_export_without_annotations_holds_no_bookmarks() -> None:
    with pytest.raises(SourceError, match="no bookmarks"):
        wallabag()


def test_a_highlight_of_omnivore_has_its_labels_and_its_note() -> None:
    page = "> The river rose by noon \n\n#sea #two words\n\nwhy?\n\nreally?\n\n> Rain fell "
    assert marks(page) == [("The river rose by noon", ("sea", "two words"), "why?\n\nreally?"), ("Rain fell", (), "")]
    (river, rain) = planned(omnivore(page)).added
    assert [b.targets[0].span.of(PORT.text) for b in (river, rain)] == ["The river rose by noon", "Rain fell"]


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("> one\n> \n> two\nthree ", [("one\n\ntwo\nthree", (), "")]),
        ("on the page\n\n\n\n> one ", [("", (), "on the page"), ("one", (), "")]),
        ("> one \n\non the page\n\n", [("", (), "on the page"), ("one", (), "")]),
        ("> one \n\nmine\n\non the page\n\n\n\n> two ", [("", (), "on the page"), ("one", (), "mine"), ("two", (), "")]),
        ("> one \r\n\r\n#sea", [("one", ("sea",), "")]),
        ("> one \n\n#1 of them is odd, # is not", [("one", ("1 of them is odd, # is not",), "")]),
        ("> one \n\n# a heading", [("one", (), "# a heading")]),
        (">\n\n", []),
    ],
)
def test_pages_of_omnivores_highlights(page: str, found: list[tuple[str, tuple[str, ...], str]]) -> None:
    assert marks(page) == found


def test_a_note_on_a_whole_page_is_a_bookmark_of_the_article() -> None:
    plan = planned(omnivore("read it twice\n\n"))
    (bookmark,) = plan.added
    assert (bookmark.targets[0].is_whole_article, bookmark.note, plan.orphans) == (True, "read it twice", 0)


def test_pages_without_highlights_are_passed_over() -> None:
    document = {"omnivore": [RECORD, RECORD | {"highlights": "> Rain fell "}]}
    assert len(read_import(json.dumps(document)).bookmarks) == 1
