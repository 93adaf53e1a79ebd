"""Lists of bookmarks: filtered by what is typed, and sorted."""

from dataclasses import replace
from datetime import timedelta

import pytest

from reader.bookmarks.bookmark import Colour, Place, PlaceState
from reader.bookmarks.lists import ListedBookmark, Order, listed_bookmark, matching, ordered
from reader.text import Span
from tests.bookmarks.makers import NOON, article, bookmark

PORT = article("Rain fell on the port.\n\nThe river rose by noon.", "a1")
TOWN = article("The town stayed dry.", "b2")


def row(name: str, state: PlaceState | None, source: str = "Post") -> ListedBookmark:
    of = TOWN if name in TOWN.text else PORT
    made = bookmark(of, name, name, note=f"on {name}" if name == "river" else "", tags=("Water",) if name != "town" else ())
    made = replace(made, created=NOON + timedelta(hours=len(name)), colour=Colour.ROSE if name == "Rain" else Colour.GOLD)
    start = of.text.index(name)
    place = None if state is None else Place(state, None if state is PlaceState.ORPHAN else Span(start, start + 1), 1.0)
    return listed_bookmark(made, source=source, heading="Floods", place=place)


ROWS = (
    row("river", PlaceState.MOVED),
    row("Rain", PlaceState.ANCHORED),
    row("town", PlaceState.ORPHAN, "Echo"),
    row("dry", None, "Echo"),
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["river", "Rain", "town", "dry"]),
        ("RIVER", ["river"]),
        ("floods post", ["river", "Rain"]),
        ("tag:wat", ["river", "Rain", "dry"]),
        ("article:echo tag:water", ["dry"]),
        ('article:"ech', ["town", "dry"]),
        ("colour:rose", ["Rain"]),
        ("is:lost", ["town"]),
        ("is:orphan", ["town"]),
        ("is:moved", ["river"]),
        ("is:anchored", ["Rain"]),
        ("is:note", ["river"]),
        ("is:highlight", ["Rain", "town", "dry"]),
        ("is:pair", []),
        ("note:on", ["river"]),
        ("is:nonsense", []),
    ],
)
def test_what_is_typed_narrows_the_list(typed: str, found: list[str]) -> None:
    assert [each.bookmark.id for each in matching(ROWS, typed)] == found


@pytest.mark.parametrize(
    ("order", "sorted_ids"),
    [
        (Order.ARTICLE, ["town", "dry", "Rain", "river"]),
        (Order.NEWEST, ["river", "Rain", "town", "dry"]),
        (Order.TAG, ["dry", "Rain", "river", "town"]),
        (Order.STATE, ["town", "river", "Rain", "dry"]),
    ],
)
def test_lists_are_sorted(order: Order, sorted_ids: list[str]) -> None:
    assert [each.bookmark.id for each in ordered(ROWS, order)] == sorted_ids
