"""Documents made by code, for tests of the formats."""

import io
import zipfile
from collections.abc import Mapping, Sequence

PARAGRAPH = "The harbour was closed on Monday after the storm had torn away two of its cranes, and it will stay so for weeks."
MORE = "Fishermen who land their catch in the harbour were told to sail to the next town, which they did not like at all."
LAST = "The council of the town wants to buy new cranes for the harbour, but the storm has also emptied its treasury."

_CONTAINER = (
    '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def page(body: str, head: str = "") -> bytes:
    """Make a web page."""
    return f"<!DOCTYPE html><html lang='en'><head>{head}</head><body>{body}</body></html>".encode()


def archive(members: Mapping[str, str | bytes]) -> bytes:
    """Make a zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return buffer.getvalue()


def rezipped(content: bytes, old: bytes, new: bytes) -> bytes:
    """Replace bytes in every member of a zip archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return archive({name: packed.read(name).replace(old, new) for name in packed.namelist()})


def epub(chapters: Sequence[str], extra: Mapping[str, str | bytes] | None = None) -> bytes:
    """Make a book of chapters, given as what stands in their bodies."""
    items = "".join(f'<item id="c{n}" href="c{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(len(chapters)))
    references = "".join(f'<itemref idref="c{number}"/>' for number in range(len(chapters)))
    package = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Storms</dc:title><dc:creator>Ann Example</dc:creator>'
        f"<dc:language>en</dc:language></metadata><manifest>{items}</manifest><spine>{references}</spine></package>"
    )
    pages = {
        f"OPS/c{number}.xhtml": f"<html xmlns='http://www.w3.org/1999/xhtml'><body>{body}</body></html>"
        for number, body in enumerate(chapters)
    }
    return archive(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": _CONTAINER,
            "OPS/book.opf": package,
            **pages,
            **(extra or {}),
        }
    )


def feed(items: str) -> bytes:
    """Make an RSS feed of items."""
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>Harbour Times</title>{items}</channel></rss>".encode()


def mail(body: str, fields: str = "", subtype: str = "plain") -> bytes:
    """Make a mail."""
    return (
        f"From: Ann Example <ann@example.org>\nTo: b@example.org\nSubject: Storm closes a harbour\nMessage-ID: <1@example.org>\n"
        f"Date: Thu, 13 Nov 2025 08:00:00 +0000\n{fields}MIME-Version: 1.0\nContent-Type: text/{subtype}; charset=utf-8\n\n{body}\n"
    ).encode()


def pdf(pages: Sequence[Sequence[str]], title: str = "") -> bytes:
    """Make a PDF document of pages, given as lines."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    kids = []
    for lines in pages:
        drawn = "".join(f"({line}) Tj T*\n" for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 50 780 Td\n{drawn}ET".encode("latin-1")
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        resources = "<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
        leaf = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources{resources}/Contents {number + 1} 0 R>>"
        objects += [leaf.encode(), b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream)]
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>".encode()
    objects.append(f"<</Title({title})>>".encode())
    parts, offsets = [b"%PDF-1.4\n"], []
    for number, content in enumerate(objects, 1):
        offsets.append(sum(map(len, parts)))
        parts.append(b"%d 0 obj%s\nendobj\n" % (number, content))
    start = sum(map(len, parts))
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"<</Size %d/Root 1 0 R/Info %d 0 R>>" % (len(objects) + 1, len(objects))
    ending = b"xref\n0 %d\n0000000000 65535 f \n%strailer%s\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, table, trailer, start)
    return b"".join((*parts, ending))
