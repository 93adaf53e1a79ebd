"""What the store keeps, by kind: bookmarks, reading, corrections, articles, revisions."""

import gc
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader.article import digest_of
from reader.bookmarks import articles, corrections, reading
from reader.bookmarks.articles import KnownArticle
from reader.bookmarks.bookmark import Bookmark, Colour
from reader.bookmarks.bookmarks import Bookmarks, as_value, from_value, new_id
from reader.bookmarks.bulk import made_in_bulk
from reader.bookmarks.corrections import BlockCorrection, PassageEnd, Pin
from reader.bookmarks.drafts import Draft, drafts, save_draft
from reader.bookmarks.reading import SavedPosition
from reader.bookmarks.record import Change, Kind
from reader.bookmarks.revisions import Revisions
from reader.text import Span
from tests.bookmarks.makers import NOON, article, bookmark, opened

RAIN = article("Rain fell on the port.\n\nThe river rose by noon.", "a1")


def test_what_is_no_bookmark_is_passed_over_and_named(tmp_path: Path) -> None:
    store, good = opened(tmp_path), bookmark(RAIN, "river", "good")
    value = as_value(good)
    store.save([Change(Kind.BOOKMARK, "bad", {"note": "no place"}), Change(Kind.BOOKMARK, "none", {**value, "targets": []})])
    bookmarks = Bookmarks(store)
    bookmarks.keep([good])
    assert (bookmarks.all(), bookmarks.unreadable()) == ((good,), ("bad", "none"))
    store.save([Change(Kind.BOOKMARK, "none", value), Change(Kind.BOOKMARK, "bad", None)])
    assert ([b.id for b in bookmarks.all()], bookmarks.unreadable()) == (["good", "none"], ())


def test_times_without_a_zone_are_utc() -> None:
    value = as_value(bookmark(RAIN, "river"))
    assert from_value("1", {**value, "created": "2026-03-01T12:00:00"}).created == NOON


def test_what_is_said_of_many_articles_is_one_change(tmp_path: Path) -> None:
    store = opened(tmp_path)
    reading.set_tags(store, "a", ["check"])
    before = store.number
    corrections.correct_metadata(store, ["a", "b"], {"source": "The Post"})
    reading.add_tags(store, ["a", "b"], ["rain", "check"])
    assert store.number == before + 2
    assert reading.tags_of_articles(store) == {"a": ("check", "rain"), "b": ("rain", "check")}
    assert [store.undo(), store.undo()] == ["tag articles", "set metadata"]
    assert (reading.tags_of_articles(store), corrections.metadata_corrections(store)) == ({"a": ("check",)}, {})


def test_ids_sort_by_time_and_differ() -> None:
    ids = [new_id(datetime(2026, 1, day, tzinfo=UTC)) for day in range(1, 20)]
    assert ids == sorted(ids)
    assert {len(each) for each in ids} == {26}
    assert len({new_id(NOON) for _ in range(100)}) == 100


def test_bookmarks_are_kept_with_every_field_and_listed_oldest_first(tmp_path: Path) -> None:
    store = opened(tmp_path)
    bookmarks = Bookmarks(store)
    late = bookmark(RAIN, "river", "2", note="why?\n\nsee ¶1", tags=("check", "water level"), colour=Colour.ROSE)
    early = replace(bookmark(RAIN, "Rain", "3"), created=datetime(2020, 1, 1, tzinfo=UTC))
    pair = replace(bookmark(RAIN, "noon", "1"), targets=(*late.targets, *bookmark(article("Else.", "b2"), "").targets))
    bookmarks.keep([late, early])
    bookmarks.keep([pair])
    store.close()
    again = Bookmarks(opened(tmp_path))
    assert again.all() == (early, pair, late)
    assert again.get("2") == late
    assert again.get("9") is None
    assert again.in_article("b2") == (pair,)
    assert again.in_article("a1") == (early, pair, late)
    assert again.in_article("c3") == ()
    assert (late.article, late.quote) == ("a1", "river")


def test_a_deleted_bookmark_comes_back_with_undo(tmp_path: Path) -> None:
    store = opened(tmp_path)
    bookmarks = Bookmarks(store)
    kept = bookmark(RAIN, "river")
    bookmarks.keep([kept])
    bookmarks.delete([kept.id], undo_as="delete bookmark")
    assert bookmarks.all() == ()
    assert store.undo() == "delete bookmark"
    assert bookmarks.all() == (kept,)


def test_bookmarks_of_another_program_appear(tmp_path: Path) -> None:
    ours = opened(tmp_path)
    listed = Bookmarks(ours)
    assert listed.all() == ()
    Bookmarks(opened(tmp_path)).keep([bookmark(RAIN, "river")])
    ours.refresh()
    assert len(listed.all()) == 1


def test_other_changes_leave_the_listed_bookmarks_alone(tmp_path: Path) -> None:
    store = opened(tmp_path)
    bookmarks = Bookmarks(store)
    bookmarks.keep([bookmark(RAIN, "river")])
    before = bookmarks.all()
    save_draft(store, "note", Draft("text"))
    assert bookmarks.all() is before


def test_what_an_older_version_did_not_write_gets_its_default() -> None:
    value = {
        "targets": [{"article": "a", "digest": "d", "start": 0, "end": 1, "exact": "R"}],
        "created": "2026-03-01T12:00:00+00:00",
    }
    loaded = from_value("1", value)
    assert (loaded.note, loaded.tags, loaded.colour, loaded.modified) == ("", (), Colour.GOLD, NOON)
    assert isinstance(loaded, Bookmark)


def test_read_state_is_kept_and_taken_back(tmp_path: Path) -> None:
    store = opened(tmp_path)
    reading.mark_read(store, "a", is_read=True, now=NOON)
    reading.mark_read(store, "a", is_read=True, now=datetime(2027, 1, 1, tzinfo=UTC))
    assert reading.read_articles(store) == {"a"}
    assert store.number == 1
    reading.mark_read(store, "a", is_read=False, now=NOON)
    assert reading.read_articles(store) == frozenset()


def test_all_are_marked_read_as_one_change(tmp_path: Path) -> None:
    store = opened(tmp_path)
    reading.mark_read(store, "a", is_read=True, now=NOON)
    assert reading.mark_all_read(store, ["a", "b", "c"], now=NOON) == 2
    assert reading.mark_all_read(store, ["a", "b"], now=NOON) == 0
    assert store.undo() == "mark all read"
    assert reading.read_articles(store) == {"a"}


def test_positions_are_kept(tmp_path: Path) -> None:
    store = opened(tmp_path)
    assert reading.position(store, "a") is None
    reading.save_position(store, "a", SavedPosition("digest", 120, 0.5))
    assert reading.position(store, "a") == SavedPosition("digest", 120, 0.5)
    assert reading.positions(store) == {"a": SavedPosition("digest", 120, 0.5)}


def test_tags_drafts_searches_and_letters_are_kept_and_taken_back(tmp_path: Path) -> None:
    store = opened(tmp_path)
    reading.set_tags(store, "a", ["summit", "gas", "summit"])
    save_draft(store, "new:a", Draft("half a though"))
    reading.save_search(store, "figures", "$ OR percent")
    reading.set_letter(store, "x", {"article": "a", "offset": 3})
    assert reading.tags_of_articles(store) == {"a": ("summit", "gas")}
    assert drafts(store) == {"new:a": Draft("half a though")}
    assert reading.saved_searches(store) == {"figures": "$ OR percent"}
    assert reading.letters(store) == {"x": {"article": "a", "offset": 3}}
    reading.set_tags(store, "a", [])
    save_draft(store, "new:a", None)
    reading.save_search(store, "figures", "")
    reading.set_letter(store, "x", None)
    assert not reading.tags_of_articles(store)
    assert not drafts(store)
    assert not reading.saved_searches(store)
    assert not reading.letters(store)


def test_metadata_corrections_add_up_and_are_taken_back(tmp_path: Path) -> None:
    store = opened(tmp_path)
    corrections.correct_metadata(store, "a", {"title": "Rain", "date": "2026-01-01"})
    corrections.correct_metadata(store, "a", {"date": "2026-01-02", "title": ""})
    assert corrections.metadata_corrections(store) == {"a": {"date": "2026-01-02"}}
    corrections.correct_metadata(store, "a", {"date": ""})
    assert corrections.metadata_corrections(store) == {}


def test_the_word_on_a_block_goes_by_its_text(tmp_path: Path) -> None:
    store = opened(tmp_path)
    corrections.correct_block(store, BlockCorrection("a", "Read more", is_article=True))
    corrections.correct_block(store, BlockCorrection("a", "Read more", is_article=False))
    corrections.correct_block(store, BlockCorrection("b", "Share", is_article=False))
    assert corrections.block_corrections(store, "a") == (BlockCorrection("a", "Read more", is_article=False),)


def test_entity_rules_are_kept_as_given(tmp_path: Path) -> None:
    store = opened(tmp_path)
    corrections.set_entity_rules(store, {"alias/Oral": {"to": "Uralsk"}})
    assert corrections.entity_rules(store) == {"alias/Oral": {"to": "Uralsk"}}
    corrections.set_entity_rules(store, {"alias/Oral": None})
    assert corrections.entity_rules(store) == {}


def test_a_pin_is_the_same_from_both_sides(tmp_path: Path) -> None:
    store = opened(tmp_path)
    a, b = PassageEnd("a", "d1", Span(0, 4), "Rain"), PassageEnd("b", "d2", Span(3, 9), "Regen!")
    corrections.set_pin(store, b, a, together=True)
    corrections.set_pin(store, a, b, together=False)
    assert corrections.pins(store) == (Pin(a, b, together=False),)
    corrections.set_pin(store, b, a, together=None)
    assert corrections.pins(store) == ()


def test_a_known_article_keeps_what_proves_it(tmp_path: Path) -> None:
    store = opened(tmp_path)
    known = KnownArticle(
        "a1", "/news", "caf\udce9.txt", ("d1", "d2"), "f1", "https://example.org/a", "Rain", "Post", "Li Wei", "2026"
    )
    articles.remember_articles(store, [known])
    number = store.number
    articles.remember_articles(store, [known])
    assert articles.known_articles(store) == {"a1": known}
    assert store.number == number
    assert (known.metadata.title.text, known.metadata.url) == ("Rain", "https://example.org/a")
    assert KnownArticle("b", "", "").metadata.title.text is None


def test_what_an_import_tells_of_an_article_does_not_replace_what_is_known(tmp_path: Path) -> None:
    store = opened(tmp_path)
    articles.remember_articles(store, [KnownArticle("a1", "/news", "rain.txt")])
    articles.remember_missing(store, [KnownArticle("a1", "", "", title="Other"), KnownArticle("m2", "", "", title="Missing")])
    known = articles.known_articles(store)
    assert (known["a1"].path, known["m2"].title) == ("rain.txt", "Missing")


@pytest.mark.parametrize("text", ["", "Rain\n\nfell \ud800", "雨" * 1000])
def test_a_revision_is_kept_under_its_digest(tmp_path: Path, text: str) -> None:
    revisions = Revisions(tmp_path / "data")
    assert revisions.text(digest_of(text)) is None
    digest = revisions.keep(text)
    assert digest == digest_of(text)
    assert revisions.keep(text) == digest
    assert Revisions(tmp_path / "data").text(digest) == text


def test_a_damaged_revision_is_not_believed_and_is_kept_anew(tmp_path: Path) -> None:
    revisions = Revisions(tmp_path)
    digest = revisions.keep("Rain fell.")
    file = tmp_path / "revisions" / f"{digest}.txt"
    for damage in (b"Rain felt.", b"\xff\xfe"):
        file.write_bytes(damage)
        assert revisions.text(digest) is None
        assert revisions.damaged() == (digest,)
    revisions.keep("Rain fell.")
    assert revisions.text(digest) == "Rain fell."
    assert revisions.damaged() == ()


def test_the_collector_rests_while_many_are_made_and_goes_on_as_before() -> None:
    with made_in_bulk():
        assert not gc.isenabled()
        with made_in_bulk():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
