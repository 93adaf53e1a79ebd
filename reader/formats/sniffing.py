"""What a document is: by its first bytes first, by its name second."""

import re
from enum import StrEnum
from pathlib import PurePosixPath


class Format(StrEnum):
    """The kinds of documents that are told apart."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    EPUB = "epub"
    PDF = "pdf"
    MAIL = "mail"
    MAILBOX = "mailbox"
    FEED = "feed"
    OPML = "opml"
    EXPORT = "export"
    ARCHIVE = "archive"


_EXTENSIONS = {
    "txt": Format.TEXT,
    "text": Format.TEXT,
    "md": Format.MARKDOWN,
    "markdown": Format.MARKDOWN,
    "mdown": Format.MARKDOWN,
    "html": Format.HTML,
    "htm": Format.HTML,
    "xhtml": Format.HTML,
    "epub": Format.EPUB,
    "pdf": Format.PDF,
    "eml": Format.MAIL,
    "mbox": Format.MAILBOX,
    "rss": Format.FEED,
    "atom": Format.FEED,
    "opml": Format.OPML,
}
_LOOSE_EXTENSIONS = {"xml": Format.FEED, "csv": Format.EXPORT, "json": Format.EXPORT, "zip": Format.ARCHIVE}
_MEDIA_TYPES = {
    "text/markdown": Format.MARKDOWN,
    "text/html": Format.HTML,
    "application/xhtml+xml": Format.HTML,
    "application/epub+zip": Format.EPUB,
    "application/pdf": Format.PDF,
    "message/rfc822": Format.MAIL,
    "application/mbox": Format.MAILBOX,
    "application/rss+xml": Format.FEED,
    "application/atom+xml": Format.FEED,
    "text/x-opml": Format.OPML,
    "application/json": Format.EXPORT,
    "application/feed+json": Format.EXPORT,
    "text/csv": Format.EXPORT,
}
_HTML = re.compile(rb"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_NETSCAPE = re.compile(rb"<!doctype netscape-bookmark-file-1>|<title>(?:pocket export|instapaper: export)", re.IGNORECASE)
_MAIL_HEADER = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){3,}\r?\n")
_MAIL_FIELDS = re.compile(rb"^(?:from|date|message-id|received|return-path|delivered-to|subject):", re.IGNORECASE | re.MULTILINE)
_HEAD = 4096


def sniff(content: bytes, name: str, media_type: str | None = None) -> Format:
    """Tell the format of a document; what is nothing else is text."""
    head = content[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    named = _EXTENSIONS.get(_extension(name)) or _LOOSE_EXTENSIONS.get(_extension(name))
    if found := _by_magic(content, head, named):
        return found
    stated = _MEDIA_TYPES.get((media_type or "").split(";")[0].strip().lower())
    return _by_markup(head) or stated or (named if named not in (Format.EPUB, Format.PDF, Format.ARCHIVE) else None) or Format.TEXT


def is_supported(name: str) -> bool:
    """Tell whether a folder scan takes a file of this name; hidden and temporary files never."""
    plain_name = PurePosixPath(name).name
    return _extension(plain_name) in _EXTENSIONS and not plain_name.startswith((".", "~")) and not plain_name.endswith("~")


def _extension(name: str) -> str:
    return PurePosixPath(name.split("?")[0]).suffix[1:].lower()


def _by_magic(content: bytes, head: bytes, named: Format | None) -> Format | None:
    if content.startswith(b"PK\x03\x04"):
        is_epub = b"application/epub+zip" in content[:200] or named is Format.EPUB
        return Format.EPUB if is_epub else Format.ARCHIVE
    if head.startswith(b"%PDF-"):
        return Format.PDF
    if content.startswith(b"From ") and _MAIL_FIELDS.search(content[:_HEAD]):
        return Format.MAILBOX
    if _MAIL_HEADER.match(head) and len(_MAIL_FIELDS.findall(head)) >= 3:
        return Format.MAIL
    return None


def _by_markup(head: bytes) -> Format | None:
    if not head.startswith(b"<"):
        return None
    if _NETSCAPE.search(head):
        return Format.EXPORT
    if re.search(rb"<opml[\s>]", head, re.IGNORECASE):
        return Format.OPML
    if _FEED.search(head):
        return Format.FEED
    return Format.HTML if _HTML.search(head) or re.match(rb"<(?:!--|div|p|article|h1|section|table|span|a|meta)\b", head) else None
