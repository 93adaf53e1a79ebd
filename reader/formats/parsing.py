"""A document's bytes to articles, by the parser of its format; what the guarded child runs."""

from reader.errors import Refused
from reader.formats.extracted import Extracted
from reader.formats.limits import DEFAULT_LIMITS, Limits
from reader.formats.markdown import read_markdown
from reader.formats.plain import read_plain
from reader.formats.sniffing import Format, sniff


def parse_document(
    content: bytes, name: str, *, media_type: str | None = None, url: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> tuple[Extracted, ...]:
    """Parse a document in this process, without a guard.

    Raises:
        Refused: it is empty, binary, too large or of a kind that is not read.
    """
    kind = sniff(content, name, media_type)
    if kind is Format.TEXT:
        return (read_plain(content, limits),)
    if kind is Format.MARKDOWN:
        return (read_markdown(content, limits),)
    return _parse_markup(kind, content, url, limits)


def _parse_markup(kind: Format, content: bytes, url: str | None, limits: Limits) -> tuple[Extracted, ...]:
    """Parse with libraries that take long to import: each only when it is needed."""
    match kind:
        case Format.HTML:
            from reader.formats.html import read_html

            return (read_html(content, url, limits),)
        case Format.EPUB:
            from reader.formats.epub import read_epub

            return read_epub(content, limits)
        case Format.PDF:
            from reader.formats.pdf import read_pdf

            return (read_pdf(content, limits),)
        case Format.MAIL | Format.MAILBOX:
            from reader.formats.mail import read_mail, read_mailbox

            return (read_mail(content, limits),) if kind is Format.MAIL else read_mailbox(content, limits)
        case Format.FEED | Format.OPML:
            from reader.formats.feed import read_feed, read_opml

            return read_feed(content, limits) if kind is Format.FEED else (read_opml(content),)
        case Format.EXPORT | Format.ARCHIVE:
            from reader.formats.export import read_export, read_export_archive

            return read_export(content, limits) if kind is Format.EXPORT else read_export_archive(content, limits)
    raise Refused(f"{kind.value} files are not read")
