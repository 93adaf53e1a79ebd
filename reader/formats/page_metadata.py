"""What a page says about itself: in its data (`page_data`), and in the lines by its headline."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from reader.article import UNKNOWN, Metadata, Origin, Value
from reader.formats.page_author import find_author
from reader.formats.page_data import PageData, line_of, read_page_data
from reader.formats.page_date import find_date_of
from reader.formats.page_title import find_title
from reader.formats.visible import VisibleBlock


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """The metadata of a page, and the number of the block that prints its title, if one does."""

    metadata: Metadata
    title_block: int | None


def page_metadata(page: LexborHTMLParser, html: str, blocks: Sequence[VisibleBlock], url: str | None = None) -> PageMetadata:
    """Read the metadata of a page.

    Args:
        page: the parsed page.
        html: its source.
        blocks: all that it shows.
        url: where it was fetched from, if that is known.
    """
    data = read_page_data(page, html, url)
    title = find_title(blocks, data)
    metadata = Metadata(
        title=title.value,
        source=_source(data),
        author=find_author(page, data, blocks, title.block),
        date=find_date_of(page, html, data, blocks, title.block),
        url=data.address,
        language=_language(page),
    )
    return PageMetadata(metadata, title.block)


def _source(data: PageData) -> Value:
    name, where = data.site_name
    return Value(line_of(name), Origin.FOUND, where=where) if line_of(name) else UNKNOWN


def _language(page: LexborHTMLParser) -> str | None:
    root = page.root
    code = (root.attributes.get("lang") or "") if root is not None else ""
    return code[:2].lower() if re.match(r"[a-zA-Z]{2}(?:[-_]|$)", code) else None
