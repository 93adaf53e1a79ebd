"""Bookmarks brought in: the identical set, the same again, and orphans counted."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import Article, digest_of
from reader.bookmarks import anchor
from reader.bookmarks.bookmark import Bookmark, Colour, Selector
from reader.bookmarks.export import export
from reader.bookmarks.imported import SourceHint
from reader.bookmarks.importers import STYLES, read_import, recognise
from reader.bookmarks.imports import ImportPlan, plan_import
from reader.bookmarks.words import Words, words_of
from reader.errors import SourceError, UsageError
from reader.text import Span
from tests.bookmarks.makers import NOON, article, bookmark, metadata

PORT = article("Rain fell on the old port all day.\n\nThe river rose by noon, said the mayor of the town.", "a1")
URL = "https://example.org/rain"
KNOWN = {"a1": metadata(title="Rain", source="The Post", url=URL)}
RIVER = bookmark(PORT, "The river rose by noon", "01R", note="Why?", tags=("check",), colour=Colour.ROSE)


def find(hint: SourceHint) -> Article | None:
    return PORT if hint.article == "a1" or hint.url == URL or hint.title == "Rain" else None


def find_nothing(hint: SourceHint) -> Article | None:
    return None


def planned(content: str, *existing: Bookmark, style: str | None = None) -> ImportPlan:
    return plan_import(read_import(content, style).bookmarks, {b.id: b for b in existing}, find, NOON)


# --- identity ---------------------------------------------------------------

texts = st.text(max_size=40)
times = st.datetimes(
    min_value=datetime(1971, 1, 1),
    max_value=datetime(2100, 1, 1),
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30))]),
)


@st.composite
def selectors(draw: st.DrawFn) -> Selector:
    start, length = draw(st.integers(0, 10**6)), draw(st.integers(0, 500))
    words = draw(st.tuples(texts, texts, texts))
    return Selector(
        draw(st.sampled_from(["a1", "b2", "Ω/3"])),
        digest_of(words[0]),
        Span(start, start + length),
        *words,
        draw(st.integers(0, 99)),
    )


bookmarks = st.builds(
    Bookmark,
    id=st.text(alphabet="0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=1, max_size=26),
    targets=st.lists(selectors(), min_size=1, max_size=2).map(tuple),
    note=texts,
    tags=st.lists(texts, max_size=3).map(tuple),
    colour=st.sampled_from(Colour),
    created=times,
    modified=times,
)


@pytest.mark.parametrize("style", ["w3c", "json"])
@given(st.lists(bookmarks, max_size=5, unique_by=lambda b: b.id))
def test_an_export_brought_into_an_empty_library_is_the_identical_set(style: str, exported: list[Bookmark]) -> None:
    content = export(exported, KNOWN, style)
    plan = plan_import(read_import(content, style).bookmarks, {}, find_nothing, NOON)
    assert plan.added == tuple(exported)
    again = plan_import(read_import(content, style).bookmarks, {b.id: b for b in plan.added}, find_nothing, NOON)
    assert (again.bookmarks, again.unchanged) == ((), len(exported))
    assert export(plan.added, KNOWN, style) == content


@pytest.mark.parametrize("style", ["w3c", "json"])
def test_own_files_are_recognised_and_find_their_places(style: str) -> None:
    content = export([RIVER], KNOWN, style)
    assert recognise(content) == style
    plan = planned(content)
    assert (plan.added, plan.orphans, plan.articles) == ((RIVER,), 0, ())


def test_articles_that_are_not_here_are_remembered_for_later() -> None:
    plan = plan_import(read_import(export([RIVER], KNOWN, "w3c")).bookmarks, {}, find_nothing, NOON)
    (missing,) = plan.articles
    assert (missing.id, missing.url, missing.title, missing.source) == ("a1", URL, "Rain", "The Post")
    assert plan.orphans == 1


def test_what_the_reader_changed_later_stays_and_a_later_file_updates() -> None:
    content = export([RIVER], KNOWN, "json")
    newer = replace(RIVER, note="Because.", modified=NOON + timedelta(hours=1))
    assert planned(content, newer).bookmarks == ()
    assert planned(export([newer], KNOWN, "json"), RIVER).updated == (newer,)


def test_an_entry_that_comes_twice_counts_once() -> None:
    plan = planned(export([RIVER, RIVER], KNOWN, "json"))
    assert (len(plan.added), plan.unchanged) == (1, 1)


def test_a_later_date_without_another_word_changes_nothing() -> None:
    imported = read_import(export([RIVER], KNOWN, "json")).bookmarks
    held = replace(RIVER, modified=NOON)
    assert plan_import([replace(imported[0], modified=NOON)], {held.id: held}, find, NOON).unchanged == 1


# --- others -----------------------------------------------------------------


def test_a_plain_w3c_annotation_is_read() -> None:
    annotation = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "Annotation",
        "body": "Why?",
        "target": {
            "source": {"id": URL},
            "selector": {
                "type": "RangeSelector",
                "refinedBy": {"type": "TextQuoteSelector", "exact": "river rose", "prefix": "The ", "suffix": " by noon"},
            },
        },
    }
    (added,) = planned(json.dumps(annotation)).added
    assert (added.quote, added.note, added.created) == ("river rose", "Why?", NOON)
    assert added.targets[0].span == Span(PORT.text.index("river rose"), PORT.text.index(" by noon"))
    whole = {"@context": "http://www.w3.org/ns/anno.jsonld", "id": "https://a.example/1", "target": URL}
    assert planned(json.dumps([whole])).added[0].targets[0].is_whole_article
    collection = {"@context": "http://www.w3.org/ns/anno.jsonld", "first": {"items": [whole]}}
    assert len(planned(json.dumps(collection)).added) == 1


HYPOTHESIS = {
    "total": 3,
    "rows": [
        {
            "id": "h1",
            "uri": URL,
            "text": "Check this",
            "tags": ["check"],
            "created": "2026-01-01T10:00:00.123456+00:00",
            "updated": "2026-01-02T10:00:00.123456+00:00",
            "document": {"title": ["Rain"]},
            "target": [
                {
                    "source": URL,
                    "selector": [
                        {"type": "RangeSelector", "startOffset": 1},
                        {"type": "TextPositionSelector", "start": 5, "end": 27},
                        {"type": "TextQuoteSelector", "exact": "The river rose by noon", "prefix": "all day.", "suffix": ", said"},
                    ],
                }
            ],
        },
        {"id": "h2", "uri": "https://example.org/other", "text": "A page note"},
        {"id": "h3"},
    ],
}


def test_a_hypothesis_export_is_read_and_read_again() -> None:
    content = json.dumps(HYPOTHESIS)
    file = read_import(content)
    assert (file.style, len(file.bookmarks), file.unreadable) == ("hypothesis", 2, 1)
    plan = planned(content)
    assert (plan.added[0].quote, plan.added[0].tags, plan.orphans) == ("The river rose by noon", ("check",), 1)
    assert plan.added[0].targets[0].digest == PORT.digest
    assert planned(content, *plan.added).unchanged == 2
    assert len(read_import(json.dumps(HYPOTHESIS["rows"])).bookmarks) == 2
    assert len(read_import(json.dumps({"annotations": HYPOTHESIS["rows"]})).bookmarks) == 2


READWISE = (
    "\ufeffHighlight,Title,Author,URL,Note,Location,Date\n"
    f'"The river rose by noon",Rain,Ada Byron,{URL},".check .water\nWhy?",2,2026-01-01 10:00:00\n'
    f"Words that stand nowhere,Rain,,{URL},.5 million?,3,\n"
    "Rain,Rain,,,,,soon\n"
)


def test_a_readwise_file_is_read_and_read_again() -> None:
    plan = planned(READWISE)
    river, nowhere, whole = plan.added
    assert (river.note, river.tags, river.created) == ("Why?", ("check", "water"), datetime(2026, 1, 1, 10, tzinfo=UTC))
    assert river.targets[0].span.of(PORT.text) == "The river rose by noon"
    assert (nowhere.quote, nowhere.note, plan.orphans) == ("Words that stand nowhere", ".5 million?", 1)
    assert whole.targets[0].is_whole_article
    assert planned(READWISE, *plan.added).unchanged == 3


def test_readwises_own_download_is_read() -> None:
    content = (
        'Highlight,Book Title,Book Author,Note,Tags,Highlighted at\nRain fell,Rain,Ada,,"gas, oil",2026-01-01 10:00:00+02:00\n'
    )
    (added,) = planned(content).added
    assert added.tags == ("gas", "oil")


def test_our_readwise_export_comes_back_by_its_words() -> None:
    (added,) = planned(export([RIVER], KNOWN, "readwise")).added
    assert (added.targets, added.note, added.tags) == (RIVER.targets, RIVER.note, RIVER.tags)


ZOTERO_FLAT = [
    {"key": "P1", "data": {"key": "P1", "itemType": "newspaperArticle", "title": "Rain", "url": URL}},
    {"key": "F1", "data": {"key": "F1", "itemType": "attachment", "parentItem": "P1"}},
    {
        "key": "N1",
        "data": {
            "key": "N1",
            "parentItem": "F1",
            "annotationType": "highlight",
            "annotationText": "The river rose",
            "annotationComment": "Why?",
            "annotationColor": "#5fb236",
            "annotationPageLabel": "1",
            "annotationSortIndex": "00000|000123|00100",
            "tags": [{"tag": "check"}],
            "dateAdded": "2026-01-01T10:00:00Z",
            "dateModified": "2026-01-01T10:00:00Z",
        },
    },
]
ZOTERO_NESTED = {
    "items": [{"title": "Rain", "attachments": [{"annotations": [{"annotationText": "The river rose", "tags": ["x"]}]}]}]
}


def test_zotero_annotations_are_read_flat_and_nested() -> None:
    plan = planned(json.dumps(ZOTERO_FLAT))
    (added,) = plan.added
    assert (added.note, added.tags, added.colour) == ("Why?", ("check",), Colour.TEAL)
    assert added.targets[0].span.of(PORT.text) == "The river rose"
    assert planned(json.dumps(ZOTERO_FLAT), added).unchanged == 1
    assert planned(json.dumps(ZOTERO_NESTED)).added[0].targets[0].article == "a1"


def test_an_annotation_without_a_home_waits_for_its_article() -> None:
    loop = [{"key": "N1", "parentItem": "N1", "annotationText": "Somewhere", "title": "Unknown"}]
    plan = planned(json.dumps(loop))
    assert (plan.orphans, plan.articles[0].id, plan.articles[0].title) == (1, plan.added[0].article, "Unknown")


# --- the shapes in which others really write ---------------------------------


def test_the_download_of_readwise_has_more_columns_and_odd_cells() -> None:
    content = (
        "\ufeff Highlight ,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,"
        "Location Type,Location,Highlighted at,Document tags\r\n"
        '"The river rose\r\nby noon",Rain,Ada Byron,,"He said ""why?""",green,"check, water level",order,3,'
        "2026-01-01 10:00:00.123456+00:00,news\r\n"
        "Rain fell\r\n"
        ",Rain,,,On the whole,,,,,,\r\n"
        "\r\n"
        ",,,,,,,,,,\r\n"
        'Nobody said this,Elsewhere,,,,purple,,page,7,"June 5th, 2024",,one,too,many\r\n'
    )
    file = read_import(content)
    assert (file.style, len(file.bookmarks), file.unreadable) == ("readwise", 4, 1)
    plan = planned(content)
    river, short, whole, elsewhere = plan.added
    assert (river.note, river.tags, river.colour) == ('He said "why?"', ("check", "water level"), Colour.TEAL)
    assert river.targets[0].span.of(PORT.text) == "The river rose by noon"
    assert (short.quote, whole.note, elsewhere.colour) == ("Rain fell", "On the whole", Colour.ROSE)
    assert whole.targets[0].is_whole_article
    assert elsewhere.created == NOON
    assert plan.orphans == 2
    assert planned(content, *plan.added).unchanged == 4


def test_the_export_of_the_hypothesis_client_has_replies_and_more_keys() -> None:
    quote = {"type": "TextQuoteSelector", "exact": "The river rose", "prefix": "all day.\n\n", "suffix": " by noon"}
    common = {"uri": URL, "user": "acct:ada@example.org", "group": "__world__", "hidden": False, "flagged": False}
    document = {
        "export_date": "2026-01-05T10:00:00.000Z",
        "export_userid": "acct:ada@example.org",
        "client_version": "1.1400.0",
        "annotations": [
            {
                **common,
                "id": "h1",
                "created": "2026-01-01T10:00:00.123456+00:00",
                "updated": "2026-01-01T10:00:00.123456+00:00",
                "text": 'It says "annotationType": "highlight" here',
                "document": {"title": "Rain"},
                "target": [{"source": URL, "selector": [{"type": "RangeSelector", "startContainer": "/p[2]"}, quote]}],
            },
            {**common, "id": "h2", "text": "No", "references": ["h1"], "target": [{"source": URL}], "tags": None},
            {**common, "id": "h3", "text": "An answer to another's", "references": ["zz"]},
        ],
    }
    plan = planned(json.dumps(document))
    assert read_import(json.dumps(document)).style == "hypothesis"
    note, answer, lonely = plan.added
    assert (note.quote, answer.quote, answer.note) == ("The river rose", "The river rose", "No")
    assert lonely.targets[0].is_whole_article
    assert planned(json.dumps(document), *plan.added).unchanged == 3


def test_the_reader_of_zotero_names_things_otherwise() -> None:
    items = [
        {
            "type": "highlight",
            "color": "#5FB236",
            "sortIndex": "00008186",
            "position": {"type": "CssSelector", "value": "p", "refinedBy": {"type": "TextPositionSelector", "start": 1, "end": 9}},
            "text": "The river rose",
            "comment": "interesting!",
            "tags": [{"name": "check", "color": "#ff0000"}],
            "id": "ZVQG2R4M",
            "dateCreated": "2023-05-09T17:05:57.843Z",
            "dateModified": "2023-06-23T19:00:02.837Z",
            "title": "Rain",
        },
        {"type": "note", "sortIndex": "00008353", "comment": "To do", "tags": [], "id": "UIRHN27J", "title": "Rain"},
    ]
    plan = planned(json.dumps(items))
    river, note = plan.added
    assert (river.quote, river.note, river.tags, river.colour) == ("The river rose", "interesting!", ("check",), Colour.TEAL)
    assert river.targets[0].span.of(PORT.text) == "The river rose"
    assert (note.note, note.targets[0].is_whole_article) == ("To do", True)
    assert planned(json.dumps(items), *plan.added).unchanged == 2


def test_a_table_of_zotero_annotations_is_read() -> None:
    content = (
        "key,title,url,annotationText,annotationComment,annotationColor,annotationPageLabel,annotationSortIndex,tags,dateAdded\n"
        f"N1,Rain,{URL},The river rose,Why?,#2ea8e5,1,00000|000123,check; water level,2026-01-01 10:00:00\n"
        "N2,Elsewhere,,Gone,,,,,,\n"
    )
    assert read_import(content).style == "zotero"
    plan = planned(content)
    assert (plan.added[0].quote, plan.added[0].tags, plan.added[0].colour) == (
        "The river rose",
        ("check", "water level"),
        Colour.INK,
    )
    assert (plan.orphans, planned(content, *plan.added).unchanged) == (1, 2)


def test_w3c_annotations_of_other_tools_are_read() -> None:
    context = "http://www.w3.org/ns/anno.jsonld"
    quote = {"type": "TextQuoteSelector", "exact": "The river rose"}
    entries = [
        {
            "@context": context,
            "id": "#a1",
            "type": ["Annotation"],
            "bodyValue": "Plain",
            "target": {"source": URL, "selector": quote},
        },
        {
            "@context": context,
            "id": "#a2",
            "body": [
                {"type": "SpecificResource", "source": "https://example.org/tag/water", "purpose": "tagging"},
                {"type": "TextualBody", "value": "<p>Why?</p>", "format": "text/html", "creator": {"id": "ada"}},
                {"id": "https://example.org/picture", "type": "Image"},
            ],
            "target": {"id": URL, "type": "Text", "selector": {"type": "Choice", "items": [quote]}},
        },
        {"@context": context, "id": "#a3", "body": [], "target": {"selector": [quote]}},
        {
            "@context": context,
            "id": "#a4",
            "body": {"purpose": "tagging", "value": "check"},
            "target": [URL, "https://example.org/b"],
        },
    ]
    plan = planned(json.dumps(entries))
    plain, tagged, homeless, two = plan.added
    assert (plain.note, plain.targets[0].span.of(PORT.text)) == ("Plain", "The river rose")
    assert (tagged.note, tagged.tags) == ("<p>Why?</p>", ("https://example.org/tag/water",))
    assert tagged.targets[0].span.of(PORT.text) == "The river rose"
    assert (homeless.quote, len(two.targets), two.tags) == ("The river rose", 2, ("check",))
    assert plan.orphans == 2
    assert planned(json.dumps(entries), *plan.added).unchanged == 4


# --- what is not sound ------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "no file of bookmarks"),
        ("a,b\n1,2\n", "no file of bookmarks"),
        ("{", "no sound JSON"),
        ("[" * 100_000, "no sound JSON"),
        ("{}", "holds no bookmarks"),
        ('{"format": "broadsheet bookmarks"}', "no json file"),
    ],
)
def test_other_files_are_refused_with_a_reason(content: str, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        read_import(content)


def test_a_wrong_style_is_refused() -> None:
    with pytest.raises(UsageError, match="readwise"):
        read_import("{}", "kindle")
    with pytest.raises(SourceError, match="no readwise file"):
        read_import("a,b\n", "readwise")


def test_misshapen_entries_are_counted_not_dropped_in_silence() -> None:
    document = json.loads(export([RIVER], KNOWN, "json"))
    document["bookmarks"] += [{"id": "x"}, {"id": "y", "targets": [], "created": "2026-01-01"}, 7]
    file = read_import(json.dumps(document))
    assert (len(file.bookmarks), file.unreadable) == (1, 3)


@pytest.mark.parametrize(
    "change",
    [
        {"note": None},
        {"tags": [3]},
        {"created": "0001-01-01T00:00:00+14:00"},
        {"targets": []},
        {"targets": [{"article": "a1", "digest": "", "start": 0, "end": 4, "exact": 7}]},
        {"targets": [{"article": "a1", "digest": "", "start": 0.5, "end": 4, "exact": "Rain"}]},
    ],
)
def test_entries_that_would_break_what_reads_them_later_are_not_taken(change: dict[str, object]) -> None:
    document = json.loads(export([RIVER], KNOWN, "json"))
    document["bookmarks"][0] |= change
    file = read_import(json.dumps(document))
    assert (file.bookmarks, file.unreadable) == ((), 1)


def test_an_article_is_cut_into_words_once_for_all_that_was_marked_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    cut: list[str] = []

    def counted(text: str) -> Words:
        cut.append(text)
        return words_of(text)

    monkeypatch.setattr(anchor, "words_of", counted)
    rows = "".join(f"{word},Rain\n" for word in ("river rose", "old port", "all day", "the mayor"))
    assert planned(f"Highlight,Title\n{rows}").orphans == 0
    assert cut.count(PORT.text) == 1


def test_highlights_in_many_articles_find_their_own() -> None:
    towns = {
        town: article(f"The ferry to {town} sailed at noon.", town) for town in "Oral Aktau Kuryk Atyrau Astana Almaty".split()
    }
    rows = "".join(f"to {town} sailed,{town}\n" for town in (*towns, *towns))
    entries = read_import(f"Highlight,Title\n{rows}").bookmarks
    plan = plan_import(entries, {}, lambda hint: towns[hint.title], NOON)
    assert (plan.orphans, [b.article for b in plan.added]) == (0, list(towns))


def test_an_annotation_of_nothing_is_not_taken() -> None:
    annotation = {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "id": "x", "target": []}
    assert read_import(json.dumps(annotation)).unreadable == 1


def test_a_time_without_a_zone_is_utc_in_our_own_files_too() -> None:
    document = json.loads(export([RIVER], KNOWN, "json"))
    document["bookmarks"][0] |= {"created": "2026-03-01T12:00:00", "modified": "2026-03-02T12:00:00"}
    plan = planned(json.dumps(document), RIVER)
    assert [b.created for b in plan.updated] == [NOON]


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda c: st.lists(c) | st.dictionaries(st.text(), c)))
@pytest.mark.parametrize("style", STYLES)
def test_no_file_breaks_an_import(style: str, value: object) -> None:
    wrapped = ({"items": value, "rows": value, "bookmarks": value}, {"omnivore": value}, [{"url": "u", "annotations": value}])
    for content in (json.dumps(value), *map(json.dumps, wrapped), str(value)):
        try:
            read_import(content, style)
        except SourceError:
            continue


def test_of_an_entry_that_a_file_holds_twice_the_later_one_comes_in() -> None:
    columns = "Highlight,Title,Author,URL,Note,Location,Date\n"
    rows = "".join(
        f"river port,A port,,https://example.org/1,{note},1,2026-03-01 {hour}:00:00\n" for note, hour in (("b", 11), ("a", 10))
    )
    for content in (columns + rows, columns + "".join(reversed(rows.splitlines(keepends=True)))):
        entries = read_import(content).bookmarks
        plan = plan_import(entries, {}, lambda hint: None, NOON)
        assert ([bookmark.note for bookmark in plan.added], plan.unchanged) == (["b"], 1)


def test_a_table_with_stray_line_ends_is_refused() -> None:
    with pytest.raises(SourceError, match="no file of bookmarks"):
        read_import("High\rlight,Title\n")
