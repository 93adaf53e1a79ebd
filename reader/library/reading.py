"""The way to the formats, loaded when the first file has to be read."""

from reader.formats.extracted import Extracted

_LAYOUT = "1"


def read_document(content: bytes, name: str) -> tuple[Extracted, ...]:
    """Read a document of the collection."""
    from reader.formats.reading import read_document as read

    return read(content, name)


def extractor_version() -> str:
    """Return the version of what reads documents; when it changes, every document is read again."""
    return _LAYOUT
