"""Exports in the shapes that services give them, and that a second import of any format changes nothing."""

import json
from pathlib import Path

import pytest

from reader.article import BlockKind, Origin
from reader.formats.extracted import Extracted
from reader.formats.parsing import parse_document
from tests.cli.running import Shell
from tests.formats.makers import LAST, MORE, PARAGRAPH, archive, epub, feed, mail, page, rezipped


def parts(content: str | bytes, name: str) -> tuple[Extracted, ...]:
    return parse_document(content.encode() if isinstance(content, str) else content, name)


POCKET_CSV = "title,url,time_added,cursor,tags,status\n{}Storm,https://example.org/a,1728576752,71,sea|two words,unread\n"
POCKET_JSON = json.dumps(
    {
        "status": 1,
        "list": {
            "12": {
                "item_id": "12",
                "given_url": "https://example.org/a",
                "resolved_title": "Storm",
                "time_added": "1",
                "tags": {"sea": {"tag": "sea"}, "two words": {"tag": "two words"}},
            }
        },
    }
)
INSTAPAPER = (
    "\ufeffURL,Title,Selection,Folder,Timestamp,Tags\r\n{}"
    'https://example.org/a,Storm,,Unread,1748490183,"[""sea"",""two words""]"\r\n'
)
INSTAPAPER_BARE = "URL,Title,Selection,Folder,Timestamp,Tags\nhttps://example.org/a,Storm,,Archive,1748490183,[]\n"
INSTAPAPER_HTML = (
    "<!DOCTYPE html><html><head><title>Instapaper: Export</title></head><body><h1>Unread</h1><ol>"
    "<li><a href='https://example.org/a'>Storm</a></ol><h1>sea</h1><ol><li><a href='https://example.org/b'>Wind</a></ol></body></html>"
)
READER = (
    "Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\n{}"
    "Storm,https://example.org/a,01gm,\"['sea', 'two words']\",2022-11-06 04:33:50+00:00,0,new,True\n"
)
RAINDROP = (
    "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n{}"
    '1,Storm,"One\nTwo",Short,https://example.org/a,Unsorted,"sea, two words",2024-01-02T03:04:05.123Z,,"First\nSecond",false\n'
)
RAINDROP_HTML = (
    "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>Raindrop.io Bookmarks</TITLE>\n<H1>Bookmarks</H1>\n<DL><p>\n"
    "<DT><H3 ADD_DATE='1' LAST_MODIFIED='2'>Weather</H3>\n<DL><p>\n"
    '<DT><A HREF="https://example.org/a" ADD_DATE="1704164645" TAGS="sea,two words" DATA-COVER="" DATA-IMPORTANT="true">Storm</A>\n'
    "<DD>Short\n</DL><p>\n</DL><p>\n"
)
WALLABAG_CSV = (
    'Title;URL;Content;Tags;"MIME Type";Language;"Creation date"\n{}'
    f'Storm;https://example.org/a;"<p>{PARAGRAPH}</p>";"sea, two words";text/html;en;"12/11/2025 08:00:00"\n'
)
WALLABAG = {
    "is_archived": 0,
    "is_starred": 0,
    "tags": [{"id": 1, "label": "sea", "slug": "sea"}, {"id": 2, "label": "two words", "slug": "two-words"}],
    "id": 7,
    "title": "Storm",
    "url": "https://example.org/a",
    "content": f"<h1>Storm</h1><p>{PARAGRAPH}</p>",
    "created_at": "2025-11-20T08:00:00+0000",
    "published_at": {"date": "2025-11-13 08:00:00.000000", "timezone_type": 3, "timezone": "UTC"},
    "published_by": ["Ann Example", "Bob Example"],
    "annotations": [],
    "mimetype": "text/html",
    "language": "en_GB",
    "domain_name": "example.org",
}
OMNIVORE = {
    "id": "7555",
    "slug": "storm-1",
    "title": "Storm",
    "description": "Short",
    "author": "Ann Example",
    "url": "https://example.org/a",
    "state": "Succeeded",
    "readingProgress": 40,
    "labels": ["sea", "two words"],
    "savedAt": "2024-10-29T23:13:50.697Z",
    "publishedAt": None,
}
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Harbour Times",
    "authors": [{"name": "Harbour Times"}],
    "items": [
        {
            "id": "1",
            "url": "https://example.org/a",
            "title": "Storm",
            "content_html": f"<p>{PARAGRAPH}</p>",
            "date_published": "2025-11-13T08:00:00+01:00",
            "authors": [{"name": "Ann Example"}],
            "tags": ["sea", "two words"],
        }
    ],
}


def omnivore(record: dict[str, object]) -> bytes:
    return archive(
        {
            "metadata_0_to_20.json": json.dumps([record]),
            "content/storm-1.html": f"<html><body><div id='readability-content'><p>{PARAGRAPH}</p></div></body></html>",
            "highlights/storm-1.md": "> First\n> line\n\nmy note\n\n> Second",
        }
    )


SERVICES: dict[str, tuple[str | bytes, str]] = {
    "part_000000.csv": (POCKET_CSV.format(""), "Pocket"),
    "pocket.json": (POCKET_JSON, "Pocket"),
    "instapaper-export.csv": (INSTAPAPER.format(""), "Instapaper"),
    "library.csv": (READER.format(""), "Readwise"),
    "raindrop.csv": (RAINDROP.format(""), "Raindrop"),
    "Unread articles.csv": (WALLABAG_CSV.format(""), "Wallabag"),
    "wallabag.json": (json.dumps([WALLABAG]), "Wallabag"),
    "omnivore.zip": (omnivore(OMNIVORE), "Omnivore"),
    "feed.json": (json.dumps(JSON_FEED), "JSON Feed"),
}


@pytest.mark.parametrize("name", SERVICES)
def test_title_address_and_tags_of_every_service(name: str) -> None:
    content, service = SERVICES[name]
    (article,) = parts(content, name)
    assert (article.group, article.metadata.title.text, article.metadata.url) == (service, "Storm", "https://example.org/a")
    assert article.tags == ("sea", "two words")


def test_an_empty_list_of_tags_is_no_tag() -> None:
    assert parts(INSTAPAPER_BARE.replace("Archive", "Unread"), "a.csv")[0].tags == ()


@pytest.mark.parametrize(
    ("content", "name", "state"),
    [
        (POCKET_CSV.format("").replace("unread", "archive"), "a.csv", "archived"),
        (INSTAPAPER_BARE, "a.csv", "archived"),
        (READER.format("").replace(",new,", ",archive,"), "a.csv", "archived"),
        (RAINDROP.format("").replace(",false", ",true"), "a.csv", "starred"),
        (json.dumps([WALLABAG | {"is_archived": 1}]), "a.json", "archived"),
        (json.dumps([WALLABAG | {"is_starred": True}]), "a.json", "starred"),
        (omnivore(OMNIVORE | {"state": "Archived"}), "a.zip", "archived"),
        (
            "<title>Pocket Export</title><h1>Read Archive</h1><ul><li><a href='https://example.org/a'>Storm</a>",
            "a.html",
            "archived",
        ),
    ],
    ids="pocket.csv instapaper.csv reader.csv raindrop.csv wallabag.json wallabag-starred.json omnivore.zip pocket.html".split(),
)
def test_what_an_export_says_of_an_item_s_state_is_a_tag(content: str | bytes, name: str, state: str) -> None:
    assert parts(content, name)[0].tags[-1:] == (state,)


def test_a_tag_that_says_the_state_stands_once() -> None:
    row = POCKET_CSV.format("").replace("sea|two words,unread", "archived|sea,archive")
    assert parts(row, "a.csv")[0].tags == ("archived", "sea")


def test_the_site_is_a_guess_where_an_export_names_none() -> None:
    source = parts(POCKET_CSV.format(""), "a.csv")[0].metadata.source
    assert (source.text, source.origin) == ("example.org", Origin.GUESSED)
    named = parts(json.dumps([WALLABAG]), "a.json")[0].metadata.source
    assert (named.text, named.origin) == ("example.org", Origin.FOUND)


@pytest.mark.parametrize(("author", "stated"), [("pier.example", (None, "pier.example")), ("Ann Example", ("Ann Example", None))])
def test_a_domain_is_no_author(author: str, stated: tuple[str | None, str | None]) -> None:
    table = f"Highlight,Book Title,Book Author,Note\nA marked line.,Storm,{author},\n"
    metadata = parts(table, "a.csv")[0].metadata
    assert (metadata.author.text, metadata.source.text) == stated


def test_words_before_a_mark_are_no_part_of_it() -> None:
    (storm,) = parts(RAINDROP.format("").replace("First\nSecond", "Highlight:First\nNote: Second"), "a.csv")
    assert [block.span.of(storm.text) for block in storm.blocks if block.kind is BlockKind.QUOTE] == ["First", "Second"]


def test_folders_of_bookmark_files_are_tags() -> None:
    storm, wind = parts(INSTAPAPER_HTML, "instapaper.html")
    assert (storm.tags, wind.tags, storm.group) == ((), ("sea",), "Instapaper")
    (marked,) = parts(RAINDROP_HTML, "raindrop.html")
    assert (marked.group, marked.tags) == ("Raindrop", ("sea", "two words", "Weather"))
    assert "Short" in marked.text


def test_highlights_and_notes_of_a_link_are_its_text() -> None:
    (article,) = parts(RAINDROP.format(""), "raindrop.csv")
    assert all(words in article.text for words in ("Short", "First", "Second", "One", "Two"))


def test_each_note_of_readwise_stands_below_its_highlight() -> None:
    header = "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,Document tags\n"
    (article,) = parts(
        f'{header}"One thing\nand more",Storm,Ann,,mine,,,,,,sea\nAnother,Storm,Ann,,yours,,,,,,sea\n', "readwise.csv"
    )
    assert article.text.split("\n\n")[1:] == ["One thing and more", "mine", "Another", "yours"]


def test_what_an_export_states_beside_the_text() -> None:
    (article,) = parts(json.dumps([WALLABAG]), "wallabag.json")
    metadata = article.metadata
    assert (metadata.author.text, metadata.date.text, metadata.source.text, metadata.language) == (
        "Ann Example, Bob Example",
        "2025-11-13",
        "example.org",
        "en",
    )
    assert article.text == f"Storm\n\n{PARAGRAPH}"
    (saved,) = parts(omnivore(OMNIVORE), "omnivore.zip")
    assert saved.metadata.date.text is None
    assert saved.notes == (
        "2 highlights or notes of the export stay in its file; `broadsheet bookmarks import FILE` brings in what was marked",
    )
    (entry,) = parts(json.dumps(JSON_FEED), "feed.json")
    assert (entry.metadata.author.text, entry.metadata.date.text) == ("Ann Example", "2025-11-13")


@pytest.mark.parametrize("name", ["xmlUrl", "xmlURL", "xmlurl"])
def test_addresses_of_feeds_however_they_are_spelt(name: str) -> None:
    outline = f"<outline text='Weather'><outline title='H' type='rss' {name}='https://example.org/f'/></outline>"
    (listed,) = parts(f"<?xml version='1.0'?><opml version='1.0'><body>{outline}</body></opml>", "a.opml")
    assert listed.text == "H https://example.org/f"


def test_a_book_is_of_the_day_it_was_published() -> None:
    book = epub([f"<h1>Wind</h1><p>{PARAGRAPH}</p>"], {})
    dates = (
        "<dc:date opf:event='modification'>2024-02-02</dc:date><dc:date opf:event='publication'>1999-05-01</dc:date>"
        "<dc:date opf:event='creation'>1998-01-01</dc:date></metadata>"
    )
    named = rezipped(book, b"</metadata>", dates.encode())
    named = rezipped(named, b'<metadata xmlns:dc="', b'<metadata xmlns:opf="http://www.idpf.org/2007/opf" xmlns:dc="')
    assert parts(named, "a.epub")[0].metadata.date.text == "1999-05-01"


WIND = {"title": "Wind", "url": "https://example.org/b", "content": MORE}
ITEM = "<item><title>{}</title><guid>{}</guid><description>{}</description></item>"
STORM_ITEM = ITEM.format("Storm", "1", PARAGRAPH)
BOX = b"From ann Thu Nov 13 08:00:00 2025\n"
DOCUMENTS: dict[str, tuple[bytes, bytes | None]] = {
    # The document, and one that the service would give later, with one more article or other reading data.
    "pocket.csv": (POCKET_CSV.format("").encode(), POCKET_CSV.format("Wind,https://example.org/b,1728576753,72,,archive\n").encode()),
    "pocket.json": (POCKET_JSON.encode(), None),
    "instapaper.csv": (INSTAPAPER.format("").encode(), INSTAPAPER.format("https://example.org/b,Wind,,Unread,2,[]\r\n").encode()),
    "instapaper.html": (INSTAPAPER_HTML.encode(), None),
    "library.csv": (READER.format("").encode(), READER.format("Wind,https://example.org/b,02,[],2022-11-07,0.5,feed,True\n").encode()),
    "raindrop.csv": (RAINDROP.format("").encode(), RAINDROP.format("2,Wind,,,https://example.org/b,Sea,,2024,,,false\n").encode()),
    "raindrop.html": (RAINDROP_HTML.encode(), None),
    "wallabag.csv": (WALLABAG_CSV.format("").encode(), None),
    "wallabag.json": (
        json.dumps([WALLABAG]).encode(),
        json.dumps([WALLABAG | WIND, WALLABAG | {"is_starred": 1}]).encode(),
    ),
    "omnivore.zip": (omnivore(OMNIVORE), None),
    "feed.json": (json.dumps(JSON_FEED).encode(), None),
    "feed.xml": (feed(STORM_ITEM), feed(ITEM.format("Wind", "2", MORE) + STORM_ITEM)),
    "list.opml": (b"<opml version='2.0'><body><outline text='H' xmlUrl='https://example.org/f'/></body></opml>", None),
    "book.epub": (epub([f"<h1>Wind</h1><p>{PARAGRAPH}</p>", f"<h1>Water</h1><p>{MORE}</p>"]), None),
    "letter.eml": (mail(PARAGRAPH), None),
    "letters.mbox": (
        BOX + mail(PARAGRAPH) + b"\n" + BOX + mail(MORE).replace(b"<1@", b"<2@"),
        BOX + mail(LAST).replace(b"<1@", b"<3@") + b"\n" + BOX + mail(PARAGRAPH) + b"\n" + BOX + mail(MORE).replace(b"<1@", b"<2@"),
    ),
    "page.html": (page(f"<article><h1>Storm at the harbour</h1><p>{PARAGRAPH}</p><p>{MORE}</p></article>"), None),
    "plain.txt": (f"Storm at the harbour\n\n{PARAGRAPH}\n\n{MORE}\n".encode(), None),
    "marked.md": (f"# Storm at the harbour\n\n{PARAGRAPH}\n\n{MORE}\n".encode(), None),
}  # fmt: skip


def counts(shell: Shell, file: Path) -> tuple[int, int, int]:
    document = shell("add", file, "--json").json
    assert document["refused"] == []
    return len(document["added"]), len(document["updated"]), len(document["unchanged"])


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_second_import_changes_nothing(shell: Shell, tmp_path: Path, name: str) -> None:
    content, later = DOCUMENTS[name]
    file = tmp_path / name
    file.write_bytes(content)
    added, updated, unchanged = counts(shell, file)
    assert (added > 0, updated, unchanged) == (True, 0, 0)
    assert counts(shell, file) == (0, 0, added)
    (tmp_path / f"copy-{name}").write_bytes(content)
    assert counts(shell, tmp_path / f"copy-{name}") == (0, 0, added)
    if later is not None:
        file.write_bytes(later)
        assert counts(shell, file) == (1, 0, added)
        assert counts(shell, file) == (0, 0, added + 1)
