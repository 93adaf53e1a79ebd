"""What a Markdown file states above its text: simple YAML between `---`, TOML between `+++`.

Of YAML the `name: value` lines are read, and lists in brackets or below a name;
anything deeper is left alone. Values come as text, lists joined by commas.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from reader.formats.web_address import http_address

_YAML = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(.*?)\n\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^([A-Za-z][\w -]{0,30}):[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_LIST_ENTRY = re.compile(r"^\s*-[ \t]+(.+?)[ \t]*$", re.MULTILINE)
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_FIELDS = {
    "title": ("title",),
    "source": ("source", "publication", "site", "publisher", "sitename"),
    "author": ("author", "authors", "byline", "by"),
    "date": ("date", "published", "datepublished", "publishdate", "pubdate"),
    "url": ("url", "link", "canonical", "canonicalurl", "sourceurl", "source url"),
    "tags": ("tags", "keywords", "categories"),
}
_NAMES = {alias: field for field, aliases in _FIELDS.items() for alias in aliases}


def read_front_matter(source: str) -> tuple[Mapping[str, str], str]:
    """Return the fields above a text, by the names of `Metadata` and `tags`, and the text below; damaged TOML stays text."""
    if yaml := _YAML.match(source):
        return _known(_yaml_fields(yaml.group(1))), source[yaml.end() :]
    if toml := _TOML.match(source):
        try:
            return _known(_toml_fields(tomllib.loads(toml.group(1)))), source[toml.end() :]
        except (tomllib.TOMLDecodeError, RecursionError):
            pass
    return {}, source


def tags_in(fields: Mapping[str, str]) -> tuple[str, ...]:
    """Return the tags that fields state."""
    return tuple(tag.strip().lstrip("#") for tag in fields.get("tags", "").split(",") if tag.strip())


def _known(stated: Iterator[tuple[str, str]]) -> dict[str, str]:
    """The fields that mean something here, the first of each; a source that is an address is one."""
    fields: dict[str, str] = {}
    for name, value in stated:
        field = _NAMES.get(name.strip().lower().replace("_", "").replace("-", ""))
        if field == "source" and http_address(value):
            field = "url"
        if field and value:
            fields.setdefault(field, value)
    return fields


def _yaml_fields(front: str) -> Iterator[tuple[str, str]]:
    for match in _FIELD.finditer(front):
        yield match.group(1), _unquoted(_WIKI_LINK.sub(r"\1", match.group(2) or _list_below(front, match.end())))


def _list_below(front: str, offset: int) -> str:
    rest = front[offset:].lstrip("\n")
    block = re.match(r"(?:[ \t]*-[ \t]+.*(?:\n|\Z))+", rest)
    return ", ".join(_unquoted(entry) for entry in _LIST_ENTRY.findall(block.group())) if block else ""


def _unquoted(value: str) -> str:
    if value.startswith("[") and value.endswith("]"):
        return ", ".join(_unquoted(entry.strip()) for entry in value[1:-1].split(",") if entry.strip())
    return value[1:-1].strip() if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _toml_fields(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Iterate over the values of a table, then over those of the tables in it, as Zola and Hugo nest them."""
    for name, value in table.items():
        if not isinstance(value, dict):
            yield name, ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    for value in table.values():
        if isinstance(value, dict):
            yield from _toml_fields(value)
