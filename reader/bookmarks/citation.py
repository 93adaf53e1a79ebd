"""Citations of an article: as a line of text, BibTeX, CSL-JSON."""

import json
import re
import unicodedata
from typing import Any

from reader.article import Metadata
from reader.bookmarks.escape import escape_controls
from reader.errors import UsageError

STYLES = ("text", "bibtex", "csl-json")
_BIBTEX_SPECIAL = str.maketrans(
    {
        **{char: "\\" + char for char in "&%$#_"},
        "{": "\\textbraceleft{}",  # a brace counts for BibTeX with a backslash before it too
        "}": "\\textbraceright{}",
        "\\": "\\textbackslash{}",
        "~": "\\textasciitilde{}",
        "^": "\\textasciicircum{}",
    }
)
_ISO_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def cite(metadata: Metadata, article_id: str, style: str = "text", *, paragraph: int = 0) -> str:
    """Return a citation of an article, of one paragraph of it when that is given.

    Raises:
        UsageError: the style is unknown.
    """
    if style == "text":
        return as_text(metadata, article_id, paragraph=paragraph)
    if style == "bibtex":
        return as_bibtex(metadata, article_id)
    if style == "csl-json":
        return json.dumps([as_csl(metadata, article_id)], indent=2, sort_keys=True) + "\n"
    raise UsageError(f"there is no citation style {style!r}: use one of {', '.join(STYLES)}")


def as_text(metadata: Metadata, article_id: str, *, paragraph: int = 0) -> str:
    """Return a citation as one line; what is unknown is left out.

    >>> from reader.article import Origin, Value
    >>> as_text(Metadata(title=Value("Rain", Origin.FOUND), date=Value("2025-11-13", Origin.SET)), "a1", paragraph=9)
    '“Rain”, 2025-11-13, ¶9'
    """
    title = metadata.title.text
    source = None if _is_signed_by_source(metadata) else metadata.source.text
    parts = [metadata.author.text, f"“{title}”" if title else None, source, metadata.date.text]
    known = [escape_controls(" ".join(part.split())) for part in parts if part] or [article_id]
    if paragraph:
        known.append(f"¶{paragraph}")
    if metadata.url:
        known.append(escape_controls(metadata.url))
    return ", ".join(known)


def as_csl(metadata: Metadata, article_id: str) -> dict[str, Any]:
    """Return a CSL-JSON item; it holds no key for what is unknown."""
    item: dict[str, Any] = {"id": article_id, "type": "article-newspaper"}
    values = {
        "title": metadata.title.text,
        "container-title": metadata.source.text,
        "URL": metadata.url,
        "language": metadata.language,
    }
    item |= {name: value for name, value in values.items() if value}
    if _is_signed_by_source(metadata):
        item["author"] = [{"literal": metadata.author.text}]
    elif metadata.author.text:
        item["author"] = [_csl_name(name) for name in split_authors(metadata.author.text)]
    parts = _date_parts(metadata.date.text)
    if parts:
        item["issued"] = {"date-parts": [parts]}
    return item


def as_bibtex(metadata: Metadata, article_id: str) -> str:
    """Return a BibTeX entry."""
    parts = _date_parts(metadata.date.text)
    is_signed_by_source = _is_signed_by_source(metadata)
    author = _bibtex(metadata.author.text if is_signed_by_source else " and ".join(split_authors(metadata.author.text or "")))
    fields = {
        "author": "{" + author + "}" if is_signed_by_source else author,
        "title": "{" + _bibtex(metadata.title.text) + "}" if metadata.title.text else "",
        "journal": _bibtex(metadata.source.text),
        "year": f"{parts[0]:04}" if parts else "",
        "month": f"{parts[1]}" if len(parts) > 1 else "",
        "day": f"{parts[2]}" if len(parts) > 2 else "",
        "url": _bibtex_url(metadata.url),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@article{{{_bibtex_key(metadata, article_id)},\n{lines}}}\n"


def _is_signed_by_source(metadata: Metadata) -> bool:
    """Tell whether an outlet signs its article: a body, not a person with a given name and a surname."""
    return bool(metadata.author.text) and metadata.author.text == metadata.source.text


def split_authors(text: str) -> list[str]:
    """Split a byline into names.

    >>> split_authors("Ada Byron, Karl Marx and Li Wei")
    ['Ada Byron', 'Karl Marx', 'Li Wei']
    """
    return [name for part in re.split(r",|;|\band\b|&", text) if (name := " ".join(part.split()))]


def _csl_name(name: str) -> dict[str, str]:
    given, _, family = name.rpartition(" ")
    return {"family": family, "given": given} if given else {"literal": name}


def _date_parts(text: str | None) -> list[int]:
    match = _ISO_DATE.fullmatch(text or "")
    return [int(part) for part in match.groups() if part] if match else []


def _bibtex(text: str | None) -> str:
    return escape_controls(" ".join((text or "").split())).translate(_BIBTEX_SPECIAL)


def _bibtex_url(url: str | None) -> str:
    return "".join(f"%{ord(char):02X}" if char in "{}\\" else char for char in escape_controls(url or "")).replace("%", "\\%")


def _bibtex_key(metadata: Metadata, article_id: str) -> str:
    words = [metadata.source.text or "", (metadata.date.text or "")[:4], article_id]
    ascii_words = (unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode() for word in words)
    return re.sub(r"[^a-z0-9]+", "", "".join(ascii_words).lower()) or "article"
