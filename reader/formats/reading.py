"""The way in: a document's bytes become articles, or a reason why not."""

from reader.errors import Refused
from reader.formats.extracted import Extracted
from reader.formats.limits import DEFAULT_LIMITS, Limits
from reader.formats.markdown import read_markdown
from reader.formats.plain import read_plain
from reader.formats.sniffing import Format, sniff


def read_document(
    content: bytes, name: str, *, media_type: str | None = None, url: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> tuple[Extracted, ...]:
    """Read a document; one that holds several articles gives several.

    Raises:
        Refused: it is empty, binary, too large or of a kind that is not read; the message is the reason.
    """
    if len(content) > limits.file_bytes:
        raise Refused(f"{name}: larger than {limits.file_bytes // 1_000_000} MB")
    try:
        return (_read_one(content, name, media_type, limits),)
    except Refused as refused:
        raise Refused(f"{name}: {refused}") from refused


def _read_one(content: bytes, name: str, media_type: str | None, limits: Limits) -> Extracted:
    match sniff(content, name, media_type):
        case Format.TEXT:
            return read_plain(content, limits)
        case Format.MARKDOWN:
            return read_markdown(content, limits)
        case other:
            raise Refused(f"{other.value} files are not read yet")
