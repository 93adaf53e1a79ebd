"""What a page states about itself in its markup: JSON-LD, meta elements, address, names of its site.

*Linked data* are the JSON-LD objects that describe the article or the page. Only the
page's own count: what hangs below lists, updates of a live blog or comments does not.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import Any
from unicodedata import normalize
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from reader.formats.web_address import canonical_address, http_address

Linked = dict[str, Any]
_ARTICLE = re.compile(r"(?:.*article|.*posting|report|newsitem)$")
_KIND_OF_ARTICLE = re.compile(r"(?:review|.*review|recipe|videoobject|podcastepisode|howto)$")
_OF_OTHERS = frozenset(
    (
        "liveblogupdate",
        "haspart",
        "itemlistelement",
        "mentions",
        "comment",
        "citation",
        "isbasedon",
        "relatedlink",
        "review",
        "video",
    )
)
_BORDER = re.compile(r"\s+[-|\u2013\u2014\u00b7\u00bb:\u2022]\s+|\s*\|\s*|\s+::\s+")
_SAVED_FROM = re.compile(r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(\S+)", re.IGNORECASE)
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
_DANGLING_COMMA = re.compile(r",(\s*[}\]])")
_MISSING_COMMA = re.compile(r"""([}\]"\d])(?=\s*\n\s*"[\w@]{1,40}"\s*:)""")
_FIELD_IN_SCRIPT = re.compile(r'"(@type|headline|datePublished|url)"\s*:\s*"([^"\n]{1,300})"')
"""What is taken from a script that is no JSON: the first fields of plain text."""
_SMALL_WORDS = frozenset("the of and for a an der die das und le la les et el los las de du il lo".split())
"""Words of a name that its abbreviation leaves out."""
_MOST_WORDS = 8
_SITE_FIELDS = ("og:site_name", "application-name", "apple-mobile-web-app-title", "msapplication-tooltip")
_MOST_OBJECTS = 5_000
ARTICLE, KIND_OF_ARTICLE, PAGE, OTHER = range(4)


@dataclass(frozen=True)
class PageData:
    """The fields of a page's markup."""

    linked: tuple[tuple[int, Linked], ...]
    """What kind of thing each object describes, from `ARTICLE` to `PAGE`, and the object; the likeliest first."""
    named: dict[str, Linked]
    """The objects that have an `@id` and a name, by their `@id`."""
    meta: dict[str, str]
    """Meta elements, the first of each name."""
    tab: str
    """The text of the title element."""
    address: str | None

    @cached_property
    def host(self) -> str:
        """The host of the page's address, empty when that is not known."""
        return urlsplit(self.address or "").hostname or ""

    @cached_property
    def site_name(self) -> tuple[str, str]:
        """The site's name and the field that states it; empty when none does."""
        for field in _SITE_FIELDS:
            name = self._without_slogan(unescape(self.meta.get(field, "")).strip())
            if name and "://" not in name and (field == "og:site_name" or self.is_in_address(name)):
                return name, field
        if publisher := next(self._publishers(), ""):
            return self._without_slogan(publisher), "publisher in JSON-LD"
        if self.is_in_address(self.end_of_tab) or self._holds_address(self.end_of_tab):
            return self.end_of_tab, "end of the page's title"
        beginning, _, headline = self.tab.partition(": ")
        return (beginning, "beginning of the page's title") if headline and self.is_in_address(beginning) else ("", "")

    @cached_property
    def end_of_tab(self) -> str:
        """What stands behind the last border in the text of the title element."""
        return next(iter(_BORDER.split(self.tab)[1:][-1:]), "")

    def _without_slogan(self, name: str) -> str:
        """Of a name with a border in it the part that the address has, unless it has all of it."""
        parts = _BORDER.split(name)
        return name if len(parts) == 1 or self.is_in_address(name) else next(filter(self.is_in_address, parts), name)

    def _publishers(self) -> Iterator[str]:
        for _, part in self.linked:
            for publisher in self.entries(part.get("publisher")):
                if isinstance(publisher, dict) and isinstance(publisher.get("name"), str) and publisher["name"].strip():
                    yield publisher["name"]

    def is_in_address(self, name: str) -> bool:
        """Tell whether a name, its letters and digits, is part of the page's host, or a part of the host short for it.

        >>> page = PageData((), {}, {}, "", "https://www.nytimes.com/a")
        >>> page.is_in_address("NYTimes"), page.is_in_address("The New York Times"), page.is_in_address("News")
        (True, True, False)
        """
        words = [squeezed(word) for word in re.split(r"[\W_]+", name) if word.casefold() not in _SMALL_WORDS]
        whole = "".join(words)
        labels = map(squeezed, self.host.split(".")[:-1])
        is_short = 1 < len(words) <= _MOST_WORDS and any(len(label) > 2 and _is_short_for(label, words) for label in labels)
        return (len(whole) > 2 and whole in squeezed(self.host)) or is_short

    def _holds_address(self, text: str) -> bool:
        host = self.host.removeprefix("www.")
        return len(host) > 3 and host in text.casefold().split()

    @cached_property
    def site_names(self) -> frozenset[str]:
        """The site's names in letters and digits only: as it states them, and as its address has them."""
        labels = self.host.split(".")
        hosts = {"".join(labels[start:]) for start in range(len(labels) - 1)} | set(labels[:-1])
        stated = {squeezed(name) for name in (self.site_name[0], *self._publishers())}
        parts = {squeezed(part) for part in _BORDER.split(self.site_name[0])}
        return frozenset(name for name in hosts | stated | parts if len(name) > 2 and name != "www")

    def is_site_name(self, text: str) -> bool:
        """Tell whether a text is one of the site's names.

        >>> PageData((), {}, {}, "", "https://www.harbourtimes.org/a").is_site_name("The Harbour Times")
        True
        """
        name = squeezed(text)
        return name in self.site_names or name.removeprefix("the") in self.site_names

    def is_like_site_name(self, text: str) -> bool:
        """Tell whether a text is one of the site's names, or one with a little around it."""
        name = squeezed(text)
        return self.is_site_name(text) or any(
            min(len(name), len(known)) > max(3, 0.5 * max(len(name), len(known))) and (name in known or known in name)
            for known in self.site_names
        )

    def without_site(self, title: str) -> str:
        """Take the site's own name, and a section before it, off a title."""
        parts, borders = _BORDER.split(title), _BORDER.findall(title)
        if len(parts) > 1 and self._is_suffix(parts[-1]):
            title = title[: title.rindex(borders[-1] + parts[-1])]
        elif len(parts) > 1 and self._is_suffix(parts[0]) and len(parts[0].split()) <= 4:
            title = title[len(parts[0]) + len(borders[0]) :]
        name, _, rest = title.partition(": ")
        return rest.strip() if rest and self.is_site_name(name) else title.strip()

    def _is_suffix(self, part: str) -> bool:
        name = squeezed(part)
        return len(name) > 2 and any(name in known or (len(known) > 3 and known in name) for known in self.site_names)

    def entries(self, stated: object) -> list[Any]:
        """The entries of a field that holds one thing or a list; references are followed."""
        found = stated if isinstance(stated, list) else [stated]
        return [self.named.get(reference, entry) if (reference := _reference(entry)) else entry for entry in found]


def _is_short_for(label: str, words: Sequence[str]) -> bool:
    """Tell whether a label is made of the beginnings of words, at least a letter of each."""
    if not words:
        return not label
    beginnings = (words[0][:end] for end in range(1, len(words[0]) + 1))
    return any(label.startswith(part) and _is_short_for(label[len(part) :], words[1:]) for part in beginnings)


def _reference(entry: object) -> str:
    return str(entry.get("@id") or "") if isinstance(entry, dict) and not entry.get("name") else ""


def squeezed(text: str) -> str:
    """Return a name's letters and digits in lower case and without accents, by which it is compared.

    >>> squeezed("La Vie des id\u00e9es")
    'laviedesidees'
    """
    return re.sub(r"[\W_]+", "", text if text.isascii() else normalize("NFKD", text)).casefold()


def read_page_data(page: LexborHTMLParser, html: str, url: str | None = None) -> PageData:
    """Read the fields of a page's markup."""
    meta = _meta_fields(page)
    address = _address(page, html, meta, url)
    objects = [part for data in _scripts(page) for part in _objects(data)]
    tab = page.css_first("title")
    return PageData(
        linked=tuple(sorted((*_described(objects, address), *_counted(meta)), key=lambda found: found[0])),
        named={str(part["@id"]): part for part in objects if part.get("@id") and isinstance(part.get("name"), str)},
        meta=meta,
        tab=line_of((tab.text(deep=True) or "") if tab else ""),
        address=address,
    )


def line_of(text: str) -> str:
    """Return a text in one line, entities read."""
    return " ".join(unescape(text).split())


def _scripts(page: LexborHTMLParser) -> Iterator[object]:
    for script in page.css('script[type^="application/ld+json"]'):
        yield from _read_json(script.text(deep=True) or "")


def _read_json(source: str) -> Iterator[object]:
    """Read JSON as pages write it: wrapped in comments, with commas too many or too few, several objects one behind the other."""
    source = _WRAPPING.sub("", source).strip().strip(";")
    decoder = json.JSONDecoder(strict=False)
    for attempt in (source, _MISSING_COMMA.sub(r"\1,", _DANGLING_COMMA.sub(r"\1", source)), unescape(source)):
        found, position = [], 0
        try:
            while position < len(attempt):
                part, position = decoder.raw_decode(attempt, position)
                found.append(part)
                position += len(attempt[position:]) - len(attempt[position:].lstrip(" \t\r\n,;"))
        except (ValueError, RecursionError):
            continue
        yield from found
        return
    yield dict(reversed(_FIELD_IN_SCRIPT.findall(source)))


def _objects(data: object) -> list[Linked]:
    """The page's own objects, the outer ones first."""
    queue, found = [data], []
    for part in queue:
        if len(queue) > _MOST_OBJECTS:
            break
        if isinstance(part, dict):
            found.append(part)
            queue += [value for key, value in part.items() if str(key).lower() not in _OF_OTHERS]
        elif isinstance(part, list):
            queue += part
    return found


def _described(objects: list[Linked], address: str | None) -> Iterator[tuple[int, Linked]]:
    """The objects that describe the article or the page; those that name another address are of another page."""
    found = [(kind, part) for part in objects if (kind := _kind(part)) < OTHER]
    here = [(kind, part) for kind, part in found if not _is_of_another_page(part, address)]
    yield from here if any(kind != PAGE for kind, _ in here) else found


def _counted(meta: dict[str, str]) -> Iterator[tuple[int, Linked]]:
    """What a page tells those that count its readers, as JSON in a meta element; it comes behind what it tells all."""
    try:
        part = json.loads(meta.get("parsely-page", ""))
    except (ValueError, RecursionError):
        return
    if isinstance(part, dict):
        author = part.get("authors") or part.get("author")
        yield PAGE, {"headline": part.get("title"), "author": author, "datePublished": part.get("pub_date")}


def _kind(part: Linked) -> int:
    stated = part.get("@type")
    names = [str(name).rsplit("/", 1)[-1].lower() for name in (stated if isinstance(stated, list) else [stated])]
    if any(_ARTICLE.match(name) for name in names):
        return ARTICLE
    if any(_KIND_OF_ARTICLE.match(name) for name in names):
        return KIND_OF_ARTICLE
    return PAGE if any(name in ("webpage", "itempage") for name in names) else OTHER


def _is_of_another_page(part: Linked, address: str | None) -> bool:
    entity = part.get("mainEntityOfPage")
    stated = part.get("url") or (entity.get("@id") if isinstance(entity, dict) else entity)
    other = canonical_address(stated) if isinstance(stated, str) else None
    own = canonical_address(address) if address else None
    return bool(other and own and _last_step(other) and _last_step(other) != _last_step(own))


def _last_step(address: str) -> str:
    return urlsplit(address).path.rstrip("/").rsplit("/", 1)[-1]


def _meta_fields(page: LexborHTMLParser) -> dict[str, str]:
    fields: dict[str, str] = {}
    for element in page.css("meta[content]"):
        attributes = element.attributes
        name = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").lower()
        content = (attributes.get("content") or "").strip()
        if name and content:
            fields.setdefault(name, content)
    return fields


def _address(page: LexborHTMLParser, html: str, meta: dict[str, str], url: str | None) -> str | None:
    canonical = page.css_first('link[rel="canonical"]')
    saved = _SAVED_FROM.search(html[:4000])
    stated = (canonical.attributes.get("href") if canonical else "", meta.get("og:url"), url, saved.group(1) if saved else "")
    whole = (f"https:{candidate}" if candidate.startswith("//") else candidate for candidate in stated if candidate)
    return next((address for candidate in whole if (address := http_address(candidate))), None)
