"""What a page says about itself: in its data (`page_data`), and in the lines by its headline."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from reader.article import UNKNOWN, Metadata, Origin, Value
from reader.formats.page_author import find_author
from reader.formats.page_data import PageData, line_of, read_page_data, squeezed
from reader.formats.page_date import find_date_of
from reader.formats.page_title import find_title
from reader.formats.visible import VisibleBlock
from reader.formats.web_address import canonical_address

_MOST_LINKS = 100
_DOMAIN = re.compile(r"[a-z0-9]\.[a-z][a-z-]+$")
"""A host that has a name and is no machine in the house."""
_PUBLISHERS = ("publisher", "dc.publisher", "dcterms.publisher")


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
    title = find_title(blocks, data, _marked_headline(page, html))
    metadata = Metadata(
        title=title.value,
        source=_source(page, data),
        author=find_author(page, data, blocks, title.block),
        date=find_date_of(page, html, data, blocks, title.block),
        url=data.address,
        language=_language(page),
    )
    return PageMetadata(metadata, title.block)


def _marked_headline(page: LexborHTMLParser, html: str) -> str:
    """The part of a main heading that is marked as the headline; kickers stand beside it."""
    marked = page.css_first('h1 [itemprop="headline"]') if "itemprop" in html else None
    return line_of(marked.text(deep=True) or "") if marked is not None else ""


def _source(page: LexborHTMLParser, data: PageData) -> Value:
    name, where = data.site_name
    if line_of(name):
        return Value(line_of(name), Origin.FOUND, where=where)
    if name := next((name for name in _names_of_home(page, data) if _is_source(name, data)), ""):
        return Value(name, Origin.FOUND, where="link to the site's first page")
    stated = (line_of(data.meta.get(field, "")) for field in _PUBLISHERS)
    name = next((name for name in stated if name and "://" not in name), "")
    if name:
        return Value(name, Origin.GUESSED, where="publisher")
    host = data.host.removeprefix("www.")
    return Value(host, Origin.GUESSED, where="address") if _DOMAIN.search(host) else UNKNOWN


def _is_source(name: str, data: PageData) -> bool:
    """Tell whether what leads to a site's first page is its name: by the address, or by the end of the page's title."""
    return data.is_in_address(name) or (len(squeezed(name)) > 2 and squeezed(name) == squeezed(data.end_of_tab))


def _names_of_home(page: LexborHTMLParser, data: PageData) -> Iterator[str]:
    """Iterate over what the first links to the site's first page are named, by their texts and pictures."""
    home = canonical_address(urljoin(data.address, "/")) if data.address else None
    for link in islice(page.css("a[href]"), _MOST_LINKS if home else 0):
        target = link.attributes.get("href") or ""
        if target == "/" or ("#" not in target and canonical_address(target) == home):
            picture = link.css_first("img[alt]")
            yield line_of(link.text(deep=True) or "")
            yield line_of((picture.attributes.get("alt") or "") if picture is not None else "")


def _language(page: LexborHTMLParser) -> str | None:
    root = page.root
    code = (root.attributes.get("lang") or "") if root is not None else ""
    return code[:2].lower() if re.match(r"[a-zA-Z]{2}(?:[-_]|$)", code) else None
