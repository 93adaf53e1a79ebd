"""The way in: a document's bytes become articles, or a reason why not.

Whoever reads more than one document keeps a `GuardedReader`, which keeps its child.
"""

from reader.formats.child import GuardedReader
from reader.formats.extracted import Extracted
from reader.formats.limits import DEFAULT_LIMITS, Limits
from reader.formats.sniffing import is_supported

__all__ = ["GuardedReader", "is_supported", "read_document"]


def read_document(
    content: bytes, name: str, *, media_type: str | None = None, url: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> tuple[Extracted, ...]:
    """Read one document; one that holds several articles gives several.

    Raises:
        Refused: it is empty, binary, too large or of a kind that is not read; the message is the reason.
        NotExtracted: it is of a kind that is read, but its parser failed or went over a limit.
    """
    with GuardedReader(limits) as guarded:
        return guarded.read(content, name, media_type=media_type, url=url)
