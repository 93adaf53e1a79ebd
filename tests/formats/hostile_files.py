"""Files made to break whoever reads them, by code; the hostile table of intake, one after the other.

The number in a name is the row. `TRAPS` are no files of bytes: pipes, loops, devices.
"""

import os
import random
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tests.formats.makers import LAST, MORE, PARAGRAPH, archive, epub, feed, page
from tests.systems import TAKES_ANY_NAME

_STORY = f"A storm at the harbour\n\n{PARAGRAPH}\n\n{MORE}\n\n{LAST}\n"
_BOMB = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY l0 "lol">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)
_FOREIGN = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
_ATTRIBUTES = " ".join(f"a{number}=1" for number in range(50_000))
_BODY = f"<article><h1>A storm at the harbour</h1><p>{PARAGRAPH}</p><p>{MORE}</p><p>{LAST}</p></article>"


def _noise(seed: int, count: int) -> bytes:
    return random.Random(seed).randbytes(count)


def _pdf_bomb() -> bytes:
    stream = zlib.compress(b"\0" * 60_000_000, 9)
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(stream), stream),
    )
    body = b"".join(b"%d 0 obj%s\nendobj\n" % numbered for numbered in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n0\n%%EOF"


def _looped_pdf() -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999999>>endobj\n"
        b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \ntrailer<</Size 3/Root 1 0 R/Prev 0>>\n"
        b"startxref\n130\n%%EOF"
    )


@cache
def readable_files() -> Mapping[str, tuple[bytes, str]]:
    """Files that become articles, with words that must be in their text."""
    return {
        "23-mixed.txt": ("Café ".encode() + "naïve ".encode("latin-1") + b"\xff\xfe\x80 " + _STORY.encode(), PARAGRAPH),
        "23-latin.txt": (("Caf\u00e9 at the quay\n\n" + _STORY).encode("latin-1"), "Caf\u00e9 at the quay"),
        "23-overlong.txt": (b"\xc0\xaf\xe0\x80\xaf " + _STORY.encode(), PARAGRAPH),
        "24-utf16.txt": (("\ufeffSixteen bits. " + _STORY).encode("utf-16-le"), PARAGRAPH),
        "24-utf16-without-mark.txt": (("Without mark. " + _STORY).encode("utf-16-be"), PARAGRAPH),
        "24-mark.txt": (b"\xef\xbb\xbfMarked. " + _STORY.encode(), PARAGRAPH),
        "25-wrong-charset.html": (page(_BODY + "<p>Charset \u00e9.</p>", "<meta charset=utf-16>"), PARAGRAPH),
        "25-chinese.html": (("<html><meta charset=gb18030><p>" + "\u6f22\u5b57\u3002" * 60).encode("gb18030"), "\u6f22\u5b57"),
        "26-one-letter.txt": (b"x", "x"),
        "33-leads-out.epub": (epub([_BODY], {"../../../escaped.txt": "x", "/tmp/escaped-by-a-book.txt": "x"}), PARAGRAPH),
        "38-deep.html": (page("<div>" * 100_000 + f"<p>Deep. {PARAGRAPH}</p>"), "Deep."),
        "38-deep-inline.html": (page("<p>" + "<b><i>" * 50_000 + f"Inline. {PARAGRAPH}"), "Inline."),
        "39-attributes.html": (page(f"<p {_ATTRIBUTES}>Attributes. {PARAGRAPH}</p>"), "Attributes."),
        "40-escapes.html": (page(f"<p>&#27;]0;title&#7;Escapes. {PARAGRAPH}</p>"), "Escapes."),
        "41-references.html": (
            page(
                f"{_BODY}<p>References. {MORE}</p><img src='http://169.254.169.254/x'><link rel=stylesheet href='file:///etc/passwd'>"
                "<script src='http://evil.invalid/'></script><meta http-equiv=refresh content='0;url=file:///etc/passwd'>"
            ),
            "References.",
        ),
        "42-data.html": (page(f"<p>Data. {PARAGRAPH}</p><img src='data:image/png;base64,{'A' * 2_000_000}'>"), "Data."),
        "44-odd.xml": (
            feed(
                "<item><title>&#x9b;31m [@click=app.quit]Odd[/] \u202e</title><link>javascript:alert(1)</link>"
                f"<pubDate>Mon, 99 Foo 99999</pubDate><description>{PARAGRAPH}</description></item>"
            ),
            PARAGRAPH,
        ),
    }  # fmt: skip


@cache
def refused_files() -> Mapping[str, tuple[bytes, str]]:
    """Files that are refused, with words of the reason; `pdf` is for those that need an extra to be read."""
    return {
        "26-empty.txt": (b"", "no text found"),
        "26-newlines.txt": (b"\n" * 100_000, "no text found"),
        "26-blanks.html": (b" " * 100_000, "no text found"),
        "27-binary.txt": (_noise(1, 200_000), "not text"),
        "27-binary.html": (_noise(2, 200_000), "not text"),
        "27-zeros.txt": (b"a\x00b" * 2_000, "not text"),
        "28-long-line.txt": (b"word " * 5_000_000, "more than 20 million characters"),
        "28-paragraphs.txt": (b"A paragraph.\n\n" * 150_000, "more than 100000 paragraphs"),
        "34-bomb.epub": (epub([f"<p>{'A' * 120_000_000}</p>"]), "unpacks to far more"),
        "34-many.epub": (epub([_BODY], {f"x/{number}.css": "" for number in range(20_000)}), "more than 5000"),
        "35-bomb.xhtml": ((_BOMB + "<html><body><p>&l9;</p></body></html>").encode(), "entities"),
        "35-bomb.epub": (epub([_BODY], {"META-INF/container.xml": _BOMB + "<container/>"}), "entities"),
        "35-bomb.xml": ((_BOMB + "<rss version='2.0'><channel><title>&l9;</title></channel></rss>").encode(), "entities"),
        "35-bomb.opml": ((_BOMB + "<opml><body><outline text='&l9;'/></body></opml>").encode(), "entities"),
        "36-foreign.xhtml": ((_FOREIGN + "<html><body><p>&x;</p></body></html>").encode(), "entities"),
        "37-cut.epub": (epub([_BODY])[:400], "damaged"),
        "37-no-archive.epub": (b"PK\x03\x04" + _noise(4, 5_000), "damaged"),
        "37-something-else.zip": (archive({"a.bin": _noise(5, 500)}), "no export of a known service"),
        "37-cut.json": (b'[{"title": "a", "url": "https://example.org/", "content": "x', "damaged"),
        "43-noise.pdf": (b"%PDF-1.7\n" + _noise(3, 100_000), "pdf"),
        "43-cut.pdf": (b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n", "pdf"),
        "43-loop.pdf": (_looped_pdf(), "pdf"),
        "43-bomb.pdf": (_pdf_bomb(), "pdf"),
    }


TRAPS = {
    "28-too-large.txt": "larger than 64 MB",
    "29-dangling.txt": "no such file",
    "30-pipe.txt": "not a regular file",
    "30-zeros.txt": "not a regular file",
    "30-full.txt": "not a regular file",
    "31-loop.txt": "loop",
}
NAMES = (
    b"32-\x1b]0;title\x07.txt",
    *([b"32-\xff\xfe.txt"] if TAKES_ANY_NAME else []),
    b"32-\n-line.txt",
    b"-rf --help.txt",
    b"n" * 251 + b".txt",
    b"32-\xc2\x9b2J.txt",
)


def write_files(folder: Path) -> None:
    """Write everything into a folder."""
    for name, (content, _) in {**readable_files(), **refused_files()}.items():
        (folder / name).write_bytes(content)
    with (folder / "28-too-large.txt").open("wb") as file:
        file.truncate(200_000_000)
    os.mkfifo(folder / "30-pipe.txt")
    for name, target in (
        ("30-zeros", "/dev/zero"),
        ("30-full", "/dev/full"),
        ("29-dangling", "/nowhere"),
        ("31-loop", "31-loop.txt"),
    ):
        (folder / f"{name}.txt").symlink_to(target)
    for number, odd in enumerate(NAMES):
        (folder / os.fsdecode(odd)).write_text(f"A file of an odd name, number {number}.\n\n{PARAGRAPH}\n")
