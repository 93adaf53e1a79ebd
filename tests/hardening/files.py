"""More than a hundred files that no reader expects, each made here: by format, name to content."""

import gzip
import io
import json
import os
import random
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.formats.makers import LAST, MORE, PARAGRAPH, archive, epub, feed, mail, page, pdf

Files = Mapping[str, bytes]
_BODY = f"<p>{PARAGRAPH}</p><p>{MORE}</p><p>{LAST}</p>"
_TEXT = f"A storm and its harbour\n\n{PARAGRAPH}\n\n{MORE}\n\n{LAST}\n".encode()


def hostile_files() -> Files:
    """Return every file of the collection."""
    made: dict[str, bytes] = {}
    for make in (_plain, _markdown, _pages, _feeds, _mails, _exports, _archives, _books, _papers, _lies):
        made |= make()
    return made


def write_hostile_files(folder: Path) -> Path:
    """Write every file, and what is no file: links, a pipe, folders, files that nobody may read."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in hostile_files().items():
        (folder / name).write_bytes(content)
    (folder / "folder.md").mkdir()
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "chain-1.txt").symlink_to("chain-2.txt")
    (folder / "chain-2.txt").symlink_to("chain-1.txt")
    (folder / "nowhere.md").symlink_to("/no/such/file")
    (folder / "zero.html").symlink_to("/dev/zero")
    (folder / "terminal.txt").symlink_to("/dev/tty")
    (folder / "outside.txt").symlink_to("/etc/passwd")
    os.mkfifo(folder / "pipe.md")
    (folder / "locked.txt").write_bytes(_TEXT)
    (folder / "locked.txt").chmod(0)
    deep = folder
    for _ in range(40):
        deep /= "d" * 40
        deep.mkdir()
    (deep / "deep.txt").write_bytes(_TEXT)
    return folder


def _plain() -> Files:
    return {
        "one-letter.txt": b"x",
        "one-newline.txt": b"\n",
        "one-nul.txt": b"\0",
        "half-character.txt": "caf\u00e9".encode()[:-1],
        "only-marks.txt": b"\xef\xbb\xbf" * 400,
        "only-joiners.txt": ("\u200d" * 5000).encode(),
        "only-combining.txt": ("\u0301" * 5000).encode(),
        "returns.txt": _TEXT.replace(b"\n", b"\r"),
        "form-feeds.txt": _TEXT.replace(b"\n", b"\x0c\n"),
        "vertical.txt": _TEXT.replace(b" ", b"\x0b", 5),
        "utf-16-odd.txt": _TEXT.decode().encode("utf-16-le") + b"\x01",
        "utf-16-surrogates.txt": b"\xff\xfe" + b"\x00\xd8" * 200 + _TEXT.decode().encode("utf-16-le"),
        "utf-32.txt": _TEXT.decode().encode("utf-32"),
        "utf-7.txt": b"+ADw-script+AD4- " + _TEXT,
        "ebcdic.txt": _TEXT.decode().encode("cp500"),
        "shift-jis.txt": ("\u6e2f\u306e\u5d50\u3002" * 60).encode("shift-jis"),
        "koi8.txt": ("\u0411\u0443\u0440\u044f \u0432 \u043f\u043e\u0440\u0442\u0443. " * 40).encode("koi8-r"),
        "word-of-a-million.txt": b"Harbour " + b"x" * 1_000_000,
        "line-of-a-million.txt": b"storm " * 170_000,
        "lines-of-one.txt": b"x\n" * 60_000,
        "blank-lines.txt": b"\n" * 200_000 + _TEXT,
        "tabs.txt": b"\t" * 100_000 + _TEXT,
        "rule.txt": b"=" * 500_000 + b"\n\n" + _TEXT,
        "hyphens.txt": b"a-" * 200_000 + b"\n" + _TEXT,
        "full-stops.txt": b". " * 200_000,
        "initials.txt": b"A. B. C. D. " * 40_000,
        "quotes.txt": ("\u201c" * 50_000 + "\u201d" * 50_000).encode(),
        "brackets.txt": b"(" * 50_000 + b")" * 50_000,
        "numbers.txt": b"9" * 100_000 + b" $" + b"1," * 50_000,
        "dates.txt": b"Monday 99 November 99999, 0000-00-00, 2025-02-30. " * 2_000,
        "addresses.txt": b"http://[::1/%zz?#" * 10_000,
        "capitals.txt": b"Harbour Storm Council Mary Okafor " * 8_000,
        "patterns.txt": b"((a+)+)+$ [[:alpha:]] (?P<x>(?P=x)) \\1\\2 " * 2_000,
        "emoji.txt": "\U0001f469\u200d".encode() * 30_000,
        "flags.txt": "\U0001f1f0".encode() * 30_000,
        "private-use.txt": ("\ue000\U000f0000\U0010fffd" * 5_000).encode(),
        "title-of-a-novel.txt": b"storm " * 20_000 + b"\n\n" + _TEXT,
    }


def _markdown() -> Files:
    return {
        "hashes.md": b"#" * 100_000 + b" a\n\n" + _TEXT,
        "headings.md": b"# a\n\n" * 20_000,
        "quotes.md": b">" * 20_000 + b" a\n\n" + _TEXT,
        "stars.md": b"*" * 100_000 + b"\n\n" + _TEXT,
        "emphasis.md": b"**a *b " * 20_000 + b"\n\n" + _TEXT,
        "links.md": b"[a](" * 20_000 + b"\n\n" + _TEXT,
        "brackets.md": b"[" * 50_000 + b"\n\n" + _TEXT,
        "pictures.md": b"![](file:///etc/passwd) ![](http://example.invalid/x)\n\n" + _TEXT,
        "fences.md": b"```\n" * 20_001 + _TEXT,
        "ticks.md": b"`" * 50_000 + b"a\n\n" + _TEXT,
        "lists.md": b"".join(b"  " * depth + b"- a\n" for depth in range(400)) + b"\n" + _TEXT,
        "table.md": b"|" + b"a|" * 5_000 + b"\n|" + b"-|" * 5_000 + b"\n\n" + _TEXT,
        "front-matter.md": b"---\n" + b"a: [" * 10_000 + b"\n---\n" + _TEXT,
        "front-matter-tags.md": b"---\n!!python/object/apply:os.system ['true']\ntitle: !!binary x\n---\n" + _TEXT,
        "front-matter-open.md": b"---\ntitle: never closed\n" + _TEXT,
        "footnotes.md": b"[^1]: a\n" * 5_000 + b"[^1]" * 5_000 + b"\n\n" + _TEXT,
        "entities.md": b"&#0;&#x110000;&#xd800;&#x202e;&nosuch;" * 1_000 + b"\n\n" + _TEXT,
        "html.md": b"<div><script>alert(1)</script><!--" + _TEXT,
    }


def _pages() -> Files:
    def nested(tag: str, times: int) -> bytes:
        return page(f"<{tag}>" * times + _BODY + f"</{tag}>" * times)

    return {
        **{f"nested-{tag}.html": nested(tag, 3_000) for tag in ("div", "ul", "table", "blockquote", "font", "form", "svg")},
        "comment.html": page("<!--" + _BODY),
        "title.html": page(_BODY, "<title>" + "x" * 500_000),
        "title-never-closed.html": page(_BODY, "<title>"),
        "attribute.html": page(f"<p title='{'x' * 1_000_000}'>{PARAGRAPH}</p>" + _BODY),
        "name.html": page(f"<{'x' * 100_000}>{_BODY}"),
        "style.html": page(_BODY, "<style>" + "a{b:c}" * 100_000),
        "script.html": page(_BODY + "<script>" + "document.write('<p>')" * 20_000),
        "frames.html": page("<iframe src='file:///etc/passwd'></iframe>" * 2_000 + _BODY),
        "links.html": page("<a href='#'>storm</a> " * 20_000 + _BODY),
        "json-ld.html": page(_BODY, "<script type='application/ld+json'>" + "[" * 50_000 + "</script>"),
        "json-ld-lies.html": page(
            _BODY, '<script type="application/ld+json">{"headline": {"a": [1]}, "datePublished": 5}</script>'
        ),
        "meta.html": page(_BODY, "<meta property='og:title' content='x'>" * 20_000),
        "base.html": page(_BODY, "<base href='file:///etc/'><link rel=canonical href='javascript:alert(1)'>"),
        "charset-lies.html": page(_BODY, "<meta charset='utf-32'><meta charset='rot13'><meta charset='\x00'>"),
        "entities.html": page("&#0;&#x110000;&#27;]0;x&#7;&#x9b;2J" * 500 + _BODY),
        "hidden.html": page("<p style='display:none'>hidden</p><p hidden>hidden</p>" * 3_000 + _BODY),
        "nothing.html": b"<!DOCTYPE html>",
        "cut.html": page(_BODY)[:-200],
        "processing.html": b"<?xml version='9.9' encoding='nothing'?><?php system('true') ?>" + page(_BODY),
        "conditional.html": page("<![CDATA[ x ]]><!--[if IE]>" + _BODY + "<![endif]-->"),
        "template.html": page("<template>" * 2_000 + _BODY),
        "select.html": page("<select>" + "<option>a" * 30_000 + "</select>" + _BODY),
        "zero.html.html": page(_BODY.replace(" ", "\x00", 3)),
        "external.xhtml": b'<?xml version="1.0"?><!DOCTYPE r SYSTEM "http://example.invalid/x.dtd">' + page(_BODY),
    }


def _feeds() -> Files:
    item = f"<item><title>Storm</title><description>{PARAGRAPH}</description></item>"
    return {
        "many.rss": feed(item * 3_000),
        "empty.rss": feed(""),
        "cut.rss": feed(item)[:-40],
        "nested.rss": feed("<item>" * 3_000 + item),
        "no-title.rss": feed(f"<item><description>{PARAGRAPH}</description></item>"),
        "same-id.rss": feed("<item><guid>1</guid><title>a</title></item>" * 50),
        "date.rss": feed(item.replace("</title>", "</title><pubDate>Thu, 99 Nov 0000 99:99:99 +9999</pubDate>")),
        "link.rss": feed(item.replace("</title>", "</title><link>javascript:alert(1)</link><link>file:///etc/passwd</link>")),
        "enclosure.rss": feed(item.replace("</title>", "</title><enclosure url='file:///dev/zero' length='-1'/>")),
        "escaped.rss": feed("<item><title>a</title><description>" + "&lt;div&gt;" * 20_000 + "</description></item>"),
        "base.atom": b"<feed xmlns='http://www.w3.org/2005/Atom' xml:base='file:///'><entry><title>a</title></entry></feed>",
        "wrong.atom": b"<feed" + bytes(range(128, 256)) + b">",
        "loop.opml": b"<opml><body>" + b"<outline text='a'>" * 3_000 + b"</body></opml>",
    }


def _mails() -> Files:
    def parts(depth: int) -> bytes:
        opened = "".join(f"--{n}\nContent-Type: multipart/mixed; boundary={n + 1}\n\n" for n in range(depth))
        return b"From: a@example.org\nDate: x\nSubject: s\nContent-Type: multipart/mixed; boundary=0\n\n" + opened.encode()

    return {
        "nested.eml": parts(500),
        "subject.eml": mail(PARAGRAPH, "Subject: " + "=?utf-8?q?=1b]0;x=07?=\n " * 2_000 + "\n"),
        "charset.eml": mail(PARAGRAPH).replace(b"utf-8", b"no-such"),
        "encoding.eml": mail("=zz=" * 5_000, "Content-Transfer-Encoding: quoted-printable\n"),
        "base64.eml": mail("!!!!" * 5_000, "Content-Transfer-Encoding: base64\n"),
        "date.eml": mail(PARAGRAPH).replace(b"13 Nov 2025", b"99 Foo 999999"),
        "no-body.eml": mail(""),
        "page.eml": mail("<script>" + PARAGRAPH, subtype="html"),
        "attachment.eml": mail(PARAGRAPH, 'Content-Disposition: attachment; filename="../../../tmp/out.txt"\n'),
        "fields.eml": mail(PARAGRAPH, "".join(f"X-{n}: a\n" for n in range(20_000))),
        "from-lines.mbox": b"From x\n" * 20_000,
        "many.mbox": (b"From a@example.org Thu Nov 13 08:00:00 2025\n" + mail(PARAGRAPH) + b"\n") * 200,
    }


def _exports() -> Files:
    deep = "[" * 100_000
    return {
        "deep.json": deep.encode(),
        "number.json": b"9" * 100_000,
        "not-a-number.json": b'{"a": NaN, "b": Infinity, "c": 1e999}',
        "types.json": json.dumps([{"title": 1, "url": None, "content": [], "tags": {"a": 1}}] * 20).encode(),
        "keys-twice.json": b'{"a": 1, "a": 2}',
        "formula.csv": b"title,url,time_added,tags,status\n=cmd|' /C x'!A1,http://example.invalid/,x,@a,archive\n" * 50,
        "columns.csv": b"title,url,time_added,tags,status\n" + b"a," * 50_000 + b"\n",
        "field.csv": b"title,url,time_added,tags,status\n" + b'"' + b"a" * 500_000 + b"\n",
        "nul.csv": b"title,url,time_added,tags,status\na\0b,c,d,e,f\n",
        "instapaper.csv": b"URL,Title,Selection,Folder,Timestamp\nfile:///etc/passwd,a,b,c,999999999999999999\n",
    }


def _archives() -> Files:
    def stored(name: str, content: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", method) as packed:
            packed.writestr(name, content)
        return buffer.getvalue()

    inner = stored("a.html", page(_BODY))
    for _ in range(8):
        inner = stored("b.zip", inner)
    locked = bytearray(stored("a.html", page(_BODY)))
    locked[6] |= 1  # says that it is encrypted
    return {
        "in-itself.zip": inner,
        "locked.zip": bytes(locked),
        "bzip2.zip": stored("a.html", page(_BODY), zipfile.ZIP_BZIP2),
        "lzma.zip": stored("a.html", page(_BODY), zipfile.ZIP_LZMA),
        "bomb.zip": stored("metadata_0_to_1.json", b"0" * 80_000_000),
        "up.zip": archive({"../../../../tmp/out.html": page(_BODY), "/tmp/out.html": page(_BODY)}),
        "no-end.zip": archive({"a.html": page(_BODY)})[:-22],
    }


def _books() -> Files:
    whole = epub([_BODY, _BODY])
    return {
        "empty.epub": archive({}),
        "no-package.epub": archive({"mimetype": "application/epub+zip"}),
        "missing-chapter.epub": epub([_BODY], {"OPS/book.opf": "<package/>"}),
        "cut.epub": whole[: len(whole) * 2 // 3],
        "flipped.epub": bytes(byte ^ (position % 97 == 60) for position, byte in enumerate(whole)),
        "chapters.epub": epub([f"<p>{number}</p>" for number in range(1_500)]),
        "nested.epub": epub(["<div>" * 3_000 + _BODY]),
        "up.epub": epub([_BODY], {"OPS/../../../../tmp/out.xhtml": "x"}),
        "container.epub": archive({"META-INF/container.xml": '<container><rootfile full-path="../../etc/passwd"/></container>'}),
        "entities.epub": epub([_BODY], {"OPS/c0.xhtml": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><html>&b;</html>'}),
    }


def _papers() -> Files:
    whole = pdf([[PARAGRAPH[:60], MORE[:60]]])
    bomb = zlib.compress(b"(" * 30_000_000, 9)
    return {
        "cut.pdf": whole[: len(whole) // 2],
        "flipped.pdf": bytes(byte ^ (4 * (position % 89 == 40)) for position, byte in enumerate(whole)),
        "kids.pdf": whole.replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]"),
        "length.pdf": whole.replace(b"/Length ", b"/Length 9999999"),
        "bomb.pdf": whole.replace(b"/Length ", b"/Filter/FlateDecode/Length ").replace(b"BT /F1", bomb),
        "only-header.pdf": b"%PDF-1.7\n",
        "noise.pdf": b"%PDF-1.4\n" + random.Random(5).randbytes(60_000),
        "pages.pdf": pdf([["a"]] * 400),
    }


def _lies() -> Files:
    """Return files whose names promise something else."""
    kinds: dict[str, Callable[[], bytes]] = {
        "pdf": lambda: pdf([[PARAGRAPH[:60]]]),
        "epub": lambda: epub([_BODY]),
        "html": lambda: page(_BODY),
        "eml": lambda: mail(PARAGRAPH),
        "rss": lambda: feed(""),
        "txt": lambda: _TEXT,
        "gz": lambda: gzip.compress(_TEXT),
        "png": lambda: b"\x89PNG\r\n\x1a\n" + random.Random(6).randbytes(3_000),
        "pickle": lambda: b"\x80\x04\x95" + b"cos\nsystem\n(S'true'\ntR." * 50,
    }
    names = ("txt", "md", "html", "epub", "pdf", "eml", "rss", "csv", "json")
    chosen = [(real, named) for real in kinds for named in names if real != named]
    return {f"{real}-called.{named}": kinds[real]() for real, named in chosen}
