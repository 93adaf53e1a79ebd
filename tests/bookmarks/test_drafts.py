"""Drafts in the store and in lists."""

from pathlib import Path

from reader.bookmarks.bookmark import Colour
from reader.bookmarks.bookmarks import Bookmarks
from reader.bookmarks.drafts import Draft, delete_draft, drafts, save_draft
from reader.bookmarks.lists import Order, listed_bookmark, matching, ordered
from reader.bookmarks.record import Change, Kind
from tests.bookmarks.makers import article, bookmark, opened

RAIN = article("Rain fell on the port.\n\nThe river rose by noon.", "a1")


def test_a_draft_is_kept_with_all_that_was_typed(tmp_path: Path) -> None:
    store = opened(tmp_path)
    written = Draft("half a though", "check, water level", Colour.TEAL, bookmark(RAIN, "The river").targets)
    save_draft(store, "note:a1:24-33", written)
    store.close()
    again = opened(tmp_path)
    assert drafts(again) == {"note:a1:24-33": written}
    delete_draft(again, "note:a1:24-33")
    assert not drafts(again)
    assert again.undo() == "delete draft"
    assert drafts(again) == {"note:a1:24-33": written}


def test_a_draft_of_an_older_version_is_read(tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.save([Change(Kind.DRAFT, "note:a1:0-4", {"text": "Why"})])
    assert drafts(store) == {"note:a1:0-4": Draft("Why")}


def test_keeping_a_bookmark_forgets_its_draft_in_the_same_change(tmp_path: Path) -> None:
    store = opened(tmp_path)
    save_draft(store, "note:a1:0-4", Draft("Why"))
    before = store.number
    Bookmarks(store).keep([bookmark(RAIN, "Rain", note="Why")], undo_as="add bookmark", draft="note:a1:0-4")
    assert {record.number for record in store.changed_since(before)} == {before + 1}
    assert store.undo() == "add bookmark"
    assert drafts(store) == {"note:a1:0-4": Draft("Why")}


def test_what_is_only_begun_stands_first_and_can_be_asked_for() -> None:
    kept = listed_bookmark(bookmark(RAIN, "Rain", "01A"), source="Post", heading="Rain", place=None)
    begun = listed_bookmark(bookmark(RAIN, "The river", "note:x"), source="Zeit", heading="Rain", place=None, draft="note:x")
    for order in Order:
        assert ordered([kept, begun], order) == (begun, kept)
    assert matching([kept, begun], "is:draft") == (begun,)
    assert (kept.is_begun, begun.is_begun) == (False, True)
