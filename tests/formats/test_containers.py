"""Books, mails, feeds, exports, PDF: several articles out of one document."""

import json
import textwrap
from pathlib import Path

import pytest

from reader.article import BlockKind, BlockState, Origin
from reader.errors import Refused
from reader.formats.extracted import Extracted
from reader.formats.limits import DEFAULT_LIMITS, Limits
from reader.formats.parsing import parse_document
from tests.formats.makers import LAST, MORE, PARAGRAPH, archive, epub, feed, mail, pdf, rezipped


def parts(content: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> tuple[Extracted, ...]:
    return parse_document(content, name, limits=limits)


def chapter_title(body: str, label: str = "") -> str | None:
    contents = f"<nav xmlns='http://www.w3.org/1999/xhtml'><a href='c0.xhtml'>{label}</a></nav>"
    book = epub([body], {"OPS/nav.xhtml": contents})
    item = b"<manifest><item id='n' href='nav.xhtml' properties='nav' media-type='application/xhtml+xml'/>"
    return parts(rezipped(book, b"<manifest>", item), "a.epub")[0].metadata.title.text


@pytest.mark.parametrize("number", ["1", "II.", "Chapter 3", "Kapitel IV", "* 5 *"])
def test_a_chapter_is_called_by_more_than_its_number(number: str) -> None:
    assert chapter_title(f"<h2>{number}</h2><h3>The Crossing</h3><p>{PARAGRAPH}</p>") == "The Crossing"
    assert chapter_title(f"<h2>{number}</h2><p>{PARAGRAPH}</p>", "The Crossing") == "The Crossing"
    assert chapter_title(f"<h2>{number}</h2><p>{PARAGRAPH}</p>", number) == number
    assert chapter_title(f"<h2>{number}</h2><p>{PARAGRAPH}</p>") == number


@pytest.mark.parametrize("heading", ["1984", "Ill winds", "Chapter and verse", "Civil", "The Crossing"])
def test_a_heading_that_says_something_is_the_chapter_s_title(heading: str) -> None:
    wanted = "The Crossing" if heading == "1984" else heading
    assert chapter_title(f"<h2>{heading}</h2><p>{PARAGRAPH}</p>", "The Crossing") == wanted


def test_a_chapter_is_an_article_of_the_book() -> None:
    first, second = parts(epub([f"<h1>Wind</h1><p>{PARAGRAPH}</p>", f"<h1>Water</h1><p>{MORE}</p>"]), "a.epub")
    assert (first.part, first.group, first.metadata.title.text, first.metadata.author.text) == (
        "OPS/c0.xhtml",
        "Storms",
        "Wind",
        "Ann Example",
    )
    assert second.text == f"Water\n\n{MORE}"
    assert [block.kind for block in second.blocks] == [BlockKind.TITLE, BlockKind.PARAGRAPH]


def test_a_chapter_without_heading_is_called_as_in_the_table_of_contents() -> None:
    contents = "<html><body><nav><a href='c0.xhtml'>Wind</a></nav></body></html>"
    book = epub([f"<p>{PARAGRAPH}</p>"], {"OPS/nav.xhtml": contents})
    assert parts(book, "a.epub")[0].metadata.title.origin is Origin.UNKNOWN
    item = b'<manifest><item id="n" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
    assert parts(rezipped(book, b"<manifest>", item), "a.epub")[0].metadata.title.text == "Wind"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (epub([PARAGRAPH])[:300], "damaged"),
        (b"PK\x03\x04nothing", "damaged"),
        (epub([f"<p>{'A' * 3_000_000}</p>"]), "unpacks to far more"),
        (epub([PARAGRAPH], {f"x/{number}": "" for number in range(5000)}), "more than 5000"),
        (epub(["<p>x</p>"], {"OPS/c0.xhtml": "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><p>&x;</p>"}), "entities"),
        (epub([]), "no text found"),
    ],
    ids=["cut", "no zip", "bomb", "many", "entities", "empty"],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_bad_book_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        parts(content, "a.epub")


def test_names_in_an_archive_never_lead_out_of_it(tmp_path: Path) -> None:
    book = epub([f"<p>{PARAGRAPH}</p>"], {"../../escaped.txt": "x", str(tmp_path / "absolute.txt"): "x"})
    assert len(parts(book, "a.epub")) == 1
    assert not list(tmp_path.iterdir())


def test_a_mail_has_subject_sender_and_day() -> None:
    (article,) = parts(mail(PARAGRAPH), "a.eml")
    metadata = article.metadata
    assert (metadata.title.text, metadata.author.text, metadata.date.text) == (
        "Storm closes a harbour",
        "Ann Example",
        "2025-11-13",
    )
    assert article.text.strip() == PARAGRAPH


def test_the_sender_of_a_newsletter_is_its_source() -> None:
    body = f"<table><tr><td><p>{PARAGRAPH}</p><p>{MORE}</p></td></tr><tr><td>Unsubscribe</td></tr></table>"
    (article,) = parts(mail(body, "List-Unsubscribe: <mailto:u@example.org>\n", "html"), "a.eml")
    assert article.metadata.source.text == "Ann Example"
    assert article.metadata.author.origin is Origin.UNKNOWN
    assert [block.state for block in article.blocks][-1] is BlockState.FOLDED


def test_a_mailbox_gives_its_mails() -> None:
    first, second = mail(PARAGRAPH), mail(f"{MORE}\n\n>From here on it rained.").replace(b"<1@", b"<2@")
    box = b"From ann Thu Nov 13\n" + first + b"\nFrom ann Thu Nov 13\n" + second
    articles = parts(box, "a.mbox")
    assert [article.part for article in articles] == ["1@example.org", "2@example.org"]
    assert articles[1].text.strip().endswith("\nFrom here on it rained.")


def test_an_entry_of_a_feed_is_an_article() -> None:
    item = (
        "<item><title>Storm</title><guid>g1</guid><link>https://example.org/a</link>"
        "<pubDate>Thu, 13 Nov 2025 08:00:00 GMT</pubDate>"
        f"<description>&lt;p&gt;{PARAGRAPH}&lt;/p&gt;</description></item>"
    )
    (article,) = parts(feed(item), "a.xml")
    metadata = article.metadata
    assert (metadata.title.text, metadata.source.text, metadata.date.text, metadata.url) == (
        "Storm",
        "Harbour Times",
        "2025-11-13",
        "https://example.org/a",
    )
    assert (article.part, article.group, article.text) == ("g1", "Harbour Times", f"Storm\n\n{PARAGRAPH}")


def test_a_feed_may_not_state_impossible_values() -> None:
    item = "<item><title>Storm</title><link>javascript:alert(1)</link><pubDate>Mon, 99 Foo 99999</pubDate></item>"
    (article,) = parts(feed(item), "a.xml")
    assert (article.metadata.date.origin, article.metadata.url) == (Origin.UNKNOWN, None)


def test_entries_of_one_name_stay_apart() -> None:
    item = "<item><title>Storm</title><guid>g1</guid></item>"
    assert [article.part for article in parts(feed(item * 2), "a.xml")] == ["g1", "g1~2"]


def test_a_list_of_feeds_is_one_article_of_addresses() -> None:
    opml = b"<opml version='2.0'><head><title>Mine</title></head><body><outline text='H' xmlUrl='https://example.org/f'/></body></opml>"
    (article,) = parts(opml, "a.opml")
    assert article.text == "Mine\n\nH https://example.org/f"


POCKET = "title,url,time_added,tags,status\nStorm,https://example.org/a?utm_source=p,1700000000,sea|wind,unread\n"
INSTAPAPER = "URL,Title,Selection,Folder,Timestamp\nhttps://example.org/a,Storm,A quote,Sea,1700000000\n"
RAINDROP = "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n1,Storm,,Short,https://example.org/a,Sea,wind,,,,false\n"
READWISE = (
    "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,Document tags\n"
    "One thing,Storm,Ann,,,,,,,,sea\nAnother,Storm,Ann,,,,,,,,sea\n"
)
WALLABAG = json.dumps(
    [
        {
            "title": "Storm",
            "url": "https://example.org/a",
            "content": f"<p>{PARAGRAPH}</p>",
            "is_archived": 0,
            "tags": ["sea"],
            "published_at": "2025-11-13T08:00:00+0000",
        }
    ]
)
POCKET_HTML = (
    "<!DOCTYPE html><html><head><title>Pocket Export</title></head><body><h1>Unread</h1><ul>"
    "<li><a href='https://example.org/a' time_added='1' tags='sea,wind'>Storm</a></li></ul></body></html>"
)


@pytest.mark.parametrize(
    ("content", "name", "service", "tags", "inside"),
    [
        (POCKET, "pocket.csv", "Pocket", ("sea", "wind"), "https://example.org/a?utm_source=p"),
        (POCKET_HTML, "ril_export.html", "Pocket", ("sea", "wind"), "https://example.org/a"),
        (INSTAPAPER, "instapaper.csv", "Instapaper", ("Sea",), "A quote"),
        (RAINDROP, "raindrop.csv", "Raindrop", ("wind", "Sea"), "Short"),
        (READWISE, "readwise.csv", "Readwise", ("sea",), "Another"),
        (WALLABAG, "wallabag.json", "Wallabag", ("sea",), PARAGRAPH),
    ],
)
def test_an_export_is_told_by_its_header(content: str, name: str, service: str, tags: tuple[str, ...], inside: str) -> None:
    (article,) = parts(content.encode(), name)
    assert (article.group, article.metadata.title.text, article.tags) == (service, "Storm", tags)
    assert inside in article.text


def test_an_omnivore_archive_holds_texts() -> None:
    record = {"id": "1", "slug": "storm", "title": "Storm", "url": "https://example.org/a", "labels": ["sea"], "savedAt": "2024"}
    packed = archive({"metadata_0_to_1.json": json.dumps([record]), "content/storm.html": f"<p>{PARAGRAPH}</p>"})
    (article,) = parts(packed, "omnivore.zip")
    assert article.text == f"Storm\n\n{PARAGRAPH}"
    assert article.metadata.date.origin is Origin.UNKNOWN


def test_a_table_of_something_else_is_refused() -> None:
    with pytest.raises(Refused, match="with the columns a, b"):
        parts(b"a,b\n1,2\n", "a.csv")


def test_the_same_export_gives_the_same_parts_again() -> None:
    assert [a.part for a in parts(POCKET.encode(), "a.csv")] == [a.part for a in parts(POCKET.encode(), "b.csv")]


def test_a_damaged_pdf_is_refused() -> None:
    with pytest.raises(Refused, match="damaged"):
        parts(b"%PDF-1.7\n" + bytes(range(9, 200)) * 50, "a.pdf")


def wrapped(text: str, width: int = 60) -> list[str]:
    return textwrap.wrap(text, width)


def test_a_pdf_has_paragraphs_without_running_heads() -> None:
    pytest.importorskip("pypdf", reason="the extra [pdf] is not installed")
    story = [PARAGRAPH, MORE, LAST, PARAGRAPH.replace("Monday", "Friday")]
    pages = [["HARBOUR TIMES", f"Page {number}", "", *wrapped(text)] for number, text in enumerate(story, 1)]
    (article,) = parts(pdf(pages, title="report_final.doc"), "a.pdf")
    assert [block.span.of(article.text) for block in article.blocks if not block.is_furniture] == story
    assert article.metadata.title.origin is not Origin.FOUND
