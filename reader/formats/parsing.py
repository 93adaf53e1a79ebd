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
    match kind:
        case Format.TEXT:
            return (read_plain(content, limits),)
        case Format.MARKDOWN:
            return (read_markdown(content, limits),)
        case Format.HTML:
            from reader.formats.html import read_html  # its parsers take half a second to import

            return (read_html(content, url, limits),)
        case _:
            raise Refused(f"{kind.value} files are not read yet")
