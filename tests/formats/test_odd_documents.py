"""Documents as real programs write them: newsletters, feeds, lists and exports with all their oddities."""

import json
import quopri

import pytest

from reader.article import BlockState
from reader.formats.extracted import Extracted
from reader.formats.parsing import parse_document
from tests.formats.makers import LAST, MORE, PARAGRAPH, archive, epub, mail

PADDING = "<div>&zwnj;&nbsp;&#847;&nbsp;&shy;&#8203;</div>"
LETTER_HTML = (
    f"<html><body><div style='display:none'>Preview of it</div>{PADDING}<table><tr><td><h1>Storm \u2013 now</h1><p>{PARAGRAPH}</p>"
    "</td></tr></table></body></html>"
)
LETTER = f"""Return-Path: <bounce@example.org>
From: =?utf-8?Q?Harbour_Letter_=E2=80=93_Weekly?= <letter@example.org>
Subject: =?UTF-8?B?U3Rvcm0gw7xiZXIgZGVtIEhhZmVu?= =?UTF-8?Q?_and_more?=
Date: Thu, 13 Nov 2025 08:00:00 +0000 (UTC)
Message-ID: <abc@example.org>
List-Unsubscribe: <mailto:u@example.org>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=m

--m
Content-Type: multipart/related; boundary=r

--r
Content-Type: multipart/alternative; boundary=a

--a
Content-Type: text/plain; charset=windows-1252

The plain version.

--a
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable

{quopri.encodestring(LETTER_HTML.encode()).decode()}
--a--
--r
Content-Type: image/png
Content-ID: <i>

AAAA
--r--
--m
Content-Type: application/pdf
Content-Disposition: attachment; filename=a.pdf

AAAA
--m--
"""


def parts(content: str | bytes, name: str) -> tuple[Extracted, ...]:
    return parse_document(content.encode() if isinstance(content, str) else content, name)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_nested_newsletter_is_read_by_its_html(line_end: str) -> None:
    (letter,) = parts(LETTER.replace("\n", line_end), "letter.eml")
    assert letter.text == f"Storm \u2013 now\n\n{PARAGRAPH}"
    assert (letter.metadata.title.text, letter.metadata.source.text, letter.metadata.date.text) == (
        "Storm \u00fcber dem Hafen and more",
        "Harbour Letter \u2013 Weekly",
        "2025-11-13",
    )
    assert letter.notes == ("1 attachment not read",)


def test_lines_that_flow_are_joined_and_signatures_are_not() -> None:
    flowed = mail("One line that goes on \nin the next.\n\n-- \nAnn").replace(b"charset=utf-8", b"charset=utf-8; format=flowed")
    assert "goes on in the next." in parts(flowed, "a.eml")[0].text
    assert "-- Ann" not in parts(flowed, "a.eml")[0].text
    assert "goes on \nin the next." in parts(mail("One line that goes on \nin the next."), "a.eml")[0].text


ATOM = f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/blog/" xml:lang="de">
<title type="html">Harbour &amp;amp; Sea</title><link rel="self" href="feed.xml"/>
<entry><title type="html">Storm &amp;lt;now&amp;gt;</title><link rel="enclosure" href="https://example.org/a.mp3"/>
<link rel="alternate" href="posts/storm"/><id>urn:1</id><updated>2025-11-14T08:00:00Z</updated>
<published>2025-11-13T08:00:00+01:00</published><author><name>Ann Example</name></author><author><name>Bob Example</name></author>
<summary>Short</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{PARAGRAPH}</p></div></content></entry>
<entry><title>Wind</title><id>urn:2</id><summary type="text">{MORE} &lt; 5</summary></entry></feed>"""


def test_an_atom_feed_with_all_its_kinds_of_text() -> None:
    storm, wind = parts(ATOM, "atom.xml")
    metadata = storm.metadata
    assert (metadata.title.text, metadata.author.text, metadata.source.text, metadata.date.text, metadata.url) == (
        "Storm <now>",
        "Ann Example, Bob Example",
        "Harbour & Sea",
        "2025-11-13",
        "https://example.org/blog/posts/storm",
    )
    assert storm.text == f"Storm <now>\n\n{PARAGRAPH}"
    assert wind.text == f"Wind\n\n{MORE} < 5"
    assert wind.metadata.date.text is None


def test_a_feed_in_an_old_encoding_behind_blanks() -> None:
    rss = (
        "  \n<?xml version='1.0' encoding='ISO-8859-1'?><rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'"
        " xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>H\u00e4fen</title><language>en-gb</language>"
        "<item><title><![CDATA[Storm & wind]]></title><guid isPermaLink='false'>1</guid><dc:creator>Ann Example</dc:creator>"
        f"<pubDate>Thu, 13 Nov 2025 8:00:00 EST</pubDate><description>Short</description>"
        f"<content:encoded><![CDATA[<p>{PARAGRAPH}</p>]]></content:encoded></item>"
        f"<item><description>{MORE}</description><pubDate>2025-11-13</pubDate></item></channel></rss>"
    )
    storm, untitled = parts(rss.encode("latin-1"), "rss.xml")
    assert (storm.metadata.source.text, storm.metadata.author.text, storm.metadata.date.text, storm.metadata.language) == (
        "H\u00e4fen",
        "Ann Example",
        "2025-11-13",
        "en",
    )
    assert (untitled.text, untitled.metadata.title.text) == (MORE, None)


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("feed://example.org/f", "http://example.org/f"),
        ("feed:https://example.org/f", "https://example.org/f"),
        ("https://example.org/f?a=1&amp;b=2", "https://example.org/f?a=1&b=2"),
    ],
)
def test_addresses_of_feeds_in_every_scheme(link: str, address: str) -> None:
    (listed,) = parts(f"<opml version='2.0'><body><outline text='A &amp; B' xmlUrl='{link}'/></body></opml>", "a.opml")
    assert listed.text == f"A & B {address}"
    assert listed.notes == ("a list of one feed: add its address to read it",)


def test_annotations_of_wallabag_are_said_to_stay_and_how_they_come_in() -> None:
    record = {"url": "https://example.org/a", "title": "Storm", "content": f"<p>{PARAGRAPH}</p>", "is_archived": 0, "tags": ["sea"]}
    marked = record | {"annotations": [{"text": "my note", "quote": "torn away", "ranges": []}]}
    assert parts(json.dumps([record]), "a.json")[0].notes == ()
    (note,) = parts(json.dumps([marked]), "a.json")[0].notes
    assert (
        note
        == "one highlight or note of the export stays in its file; `broadsheet bookmarks import FILE` brings in what was marked"
    )


def test_the_first_wallabag_numbers_its_fields_too() -> None:
    row = {
        "0": "3",
        "1": "Storm",
        "id": "3",
        "title": "Storm",
        "url": "https://example.org/a",
        "is_read": "0",
        "tags": "sea,two words",
    }
    (storm,) = parts(json.dumps([row | {"content": f"\n\t<p>{PARAGRAPH}</p>"}]), "a.json")
    assert (storm.text, storm.tags, storm.group) == (f"Storm\n\n{PARAGRAPH}", ("sea", "two words"), "Wallabag")


@pytest.mark.parametrize(
    ("table", "service", "tags"),
    [
        ("URL,Title,Selection,Folder\nhttps://example.org/a,Storm,,two words\n", "Instapaper", ("two words",)),
        (
            'URL,Title,Selection,Folder,Timestamp,Tags\nhttps://example.org/a,Storm,,Archive,17,"[""so, cial""]"\n',
            "Instapaper",
            ("so, cial", "archived"),
        ),
        (
            "Title,Author,Publisher,URL,Tags,Word Count,In Queue,Favorited,Read,Highlight_Count,Last Interaction Date,File Id\n"
            "Storm,Ann,Harbour Times,https://example.org/a,sea;wind,9,True,False,False,0,2023-01-01,x\n",
            "Matter",
            ("sea", "wind"),
        ),
    ],
)
def test_tables_of_links(table: str, service: str, tags: tuple[str, ...]) -> None:
    (storm,) = parts(table, "a.csv")
    assert (storm.group, storm.tags, storm.metadata.title.text, storm.metadata.url) == (
        service,
        tags,
        "Storm",
        "https://example.org/a",
    )


def test_a_row_without_an_address_is_its_words() -> None:
    (words,) = parts("URL,Title,Selection,Folder,Timestamp,Tags\n,Storm,Some chosen words.,Unread,17,[]\n", "a.csv")
    assert words.text == "Storm\n\nSome chosen words."


CONTAINER = (
    "<?xml version='1.0'?><container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles>"
    "<rootfile full-path='book.opf' media-type='application/oebps-package+xml'/></rootfiles></container>"
)
OLD_PACKAGE = """<?xml version='1.0' encoding='utf-8'?>
<package xmlns='http://www.idpf.org/2007/opf' version='2.0' unique-identifier='i'>
<metadata xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:opf='http://www.idpf.org/2007/opf'><dc:title>Storms</dc:title>
<dc:creator opf:role='aut' opf:file-as='Example, Ann'>Ann Example</dc:creator><dc:language>en-GB</dc:language>
<dc:date opf:event='modification'>2024-02-02</dc:date><dc:date opf:event='publication'>1999-05</dc:date>
<meta name='cover' content='img'/></metadata>
<manifest><item id='ncx' href='toc.ncx' media-type='application/x-dtbncx+xml'/>
<item id='cover' href='cover.xhtml' media-type='application/xhtml+xml'/><item id='img' href='c.jpg' media-type='image/jpeg'/>
<item id='one' href='Text/chapter%20one.xhtml' media-type='application/xhtml+xml'/></manifest>
<spine toc='ncx'><itemref idref='cover' linear='no'/><itemref idref='one'/><itemref idref='gone'/></spine>
<guide><reference type='cover' href='cover.xhtml'/></guide></package>"""
NCX = """<?xml version='1.0'?><!DOCTYPE ncx PUBLIC '-//NISO//DTD ncx 2005-1//EN' 'http://www.daisy.org/z3986/2005/ncx-2005-1.dtd'>
<ncx xmlns='http://www.daisy.org/z3986/2005/ncx/'><navMap><navPoint id='a'><navLabel><text>The first day</text></navLabel>
<content src='Text/chapter%20one.xhtml#start'/></navPoint></navMap></ncx>"""
CHAPTER = """<?xml version='1.0' encoding='utf-8'?>
<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.1//EN' 'http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd'>
<html xmlns='http://www.w3.org/1999/xhtml'><head><title/></head><body><p id='start'>{}&#160;</p></body></html>"""


def test_a_book_of_the_second_version_with_a_cover_and_blanks_in_its_names() -> None:
    book = archive(
        {
            "META-INF/container.xml": CONTAINER,
            "book.opf": OLD_PACKAGE,
            "toc.ncx": NCX,
            "cover.xhtml": "<html><body><img src='c.jpg'/></body></html>",
            "Text/chapter one.xhtml": CHAPTER.format(PARAGRAPH),
        }
    )
    (chapter,) = parts(book, "book.epub")
    metadata = chapter.metadata
    assert (metadata.title.text, metadata.author.text, metadata.source.text, metadata.language) == (
        "The first day",
        "Ann Example",
        "Storms",
        "en",
    )
    assert chapter.text == PARAGRAPH
    assert metadata.date.text is None


def test_a_block_of_signs_that_leave_no_mark_is_none() -> None:
    (page,) = parts(f"<html><body>{PADDING}<h1>Storm</h1><p>{PARAGRAPH}</p><p>\u200b\ufeff</p></body></html>", "a.html")
    assert page.text == f"Storm\n\n{PARAGRAPH}"


@pytest.mark.parametrize(
    "empty", ["<a id='n1'/>", "<span/>", "<script src='x.js'/>", "<div class='rule' />", "<img src='a.jpg'/>", "<i/>"]
)
def test_an_empty_element_of_a_chapter_holds_nothing_of_what_follows(empty: str) -> None:
    (chapter,) = parts(epub([f"<h1>Wind</h1>{empty}<p>{PARAGRAPH}</p><p>{MORE}<br/>{LAST}</p>"]), "a.epub")
    assert chapter.text == f"Wind\n\n{PARAGRAPH}\n\n{MORE}\n\n{LAST}"
    assert {block.state for block in chapter.blocks} == {BlockState.SHOWN}
