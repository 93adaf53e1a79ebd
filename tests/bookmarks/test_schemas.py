"""Exports and citations held to the rules of those who read them, each written down here by itself.

CSL-JSON by the schema of csl-data, BibTeX by its grammar of braces, W3C
annotations by the model's own sentences with MUST, Readwise by its seven
columns, front matter by a YAML reader, org by what makes its lines special.
"""

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reader.bookmarks.bookmark import Bookmark, Colour
from reader.bookmarks.citation import cite
from reader.bookmarks.export import export
from reader.bookmarks.importers import read_import
from tests.bookmarks.makers import NOON, article, bookmark, metadata

PORT = article("Rain fell on the old port.\n\nThe river rose by noon.", "a1")
RIVER = bookmark(PORT, "The river rose", "01R")
WHOLE = bookmark(PORT, "", "01W")
_AWKWARD = st.sampled_from(
    [
        *(
            "{",
            "}",
            "\\",
            "a { b",
            "}}{",
            "%",
            "#+end_quote",
            "  #+END_QUOTE",
            "* x",
            "** y :t:",
            ":END:",
            " :PROPERTIES:",
            "# note",
        ),
        *(
            '"',
            "'",
            "- a",
            "---",
            "a: b",
            "=1+1",
            "\r",
            "\r\n",
            "\x1b[2J",
            "\u202e",
            "\U0001f600",
            "\x85",
            "\u2028",
            "@x{",
            "&",
            "~^_$",
        ),
    ]
)
TEXTS = st.one_of(st.text(), st.lists(st.one_of(_AWKWARD, st.text(max_size=8))).map("\n".join), _AWKWARD)


@st.composite
def marked(draw: st.DrawFn) -> Bookmark:
    """Make a bookmark whose texts are as awkward as can be."""
    target = replace(draw(st.sampled_from([RIVER, WHOLE])).targets[0], exact=draw(TEXTS))
    zone = timezone(timedelta(hours=draw(st.integers(-11, 11))))
    return Bookmark(
        draw(st.sampled_from(["01A", "01B", "01C"])),
        (target,),
        draw(TEXTS),
        tuple(draw(st.lists(TEXTS.filter(lambda tag: bool(tag.strip())), max_size=3))),
        draw(st.sampled_from(Colour)),
        NOON.astimezone(zone),
        NOON,
    )


KNOWN = st.builds(
    lambda title, source, author, url: {"a1": metadata(title=title, source=source, author=author, date="2025-11-13", url=url)},
    TEXTS,
    TEXTS,
    TEXTS,
    st.sampled_from([None, "https://example.org/rain?a=1&b={2}%20#x"]),
)


# --- citations --------------------------------------------------------------

_CSL_TEXTS = {"id", "type", "title", "container-title", "URL", "language"}
_CSL_NAME = {"family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal"}
_CSL_TYPES = {"article", "article-journal", "article-magazine", "article-newspaper", "post-weblog", "report", "webpage"}


def check_csl(document: Any) -> None:
    """Hold a document to csl-data: a list of items with id and type, no key that the schema does not name."""
    assert isinstance(document, list)
    for item in document:
        assert {"id", "type"} <= item.keys() <= _CSL_TEXTS | {"author", "issued"}
        assert item["type"] in _CSL_TYPES
        assert all(isinstance(item[key], str) for key in item.keys() & _CSL_TEXTS)
        for name in item.get("author", []):
            assert name
            assert name.keys() <= _CSL_NAME
            assert all(isinstance(part, str) for part in name.values())
        if "issued" in item:
            assert item["issued"].keys() == {"date-parts"}
            dates = item["issued"]["date-parts"]
            assert 1 <= len(dates) <= 2
            assert all(1 <= len(parts) <= 3 and all(isinstance(part, int) for part in parts) for parts in dates)


@given(KNOWN, st.sampled_from(["2025-11-13", "2025-11", "2025", "", "soon", "13.11.2025"]))
def test_csl_json_is_valid_by_its_schema(known: Mapping[str, Any], date: str) -> None:
    check_csl(json.loads(cite(replace(known["a1"], date=metadata(date=date).date), "a1", "csl-json")))


_BIBTEX_ENTRY = re.compile(r"@([a-z]+)\{([^\s,{}\"#%'()=~\\]+),\n(.*)\}\n", re.DOTALL)
_BIBTEX_COMMANDS = {
    "textbackslash": "\\",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textbraceleft": "{",
    "textbraceright": "}",
}


def read_bibtex(text: str) -> dict[str, str]:
    """Read one entry as BibTeX does: a value ends where its braces balance, and each brace counts.

    Raises:
        ValueError: it is no entry.
    """
    entry = _BIBTEX_ENTRY.fullmatch(text)
    if not entry:
        raise ValueError(f"no entry: {text}")
    rest, fields = entry[3], {"": entry[2]}
    while rest.strip():
        field = re.match(r"\s*([a-z]+) = (?=\{)", rest)
        if not field:
            raise ValueError(f"no field: {rest}")
        end = _end_of_braces(rest, field.end())
        fields[field[1]] = rest[field.end() + 1 : end - 1]
        if rest[end : end + 1] != ",":
            raise ValueError(f"no comma: {rest[end:]}")
        rest = rest[end + 1 :]
    return fields


def _end_of_braces(text: str, start: int) -> int:
    depth = 0
    for place in range(start, len(text)):
        depth += (text[place] == "{") - (text[place] == "}")
        if not depth:
            return place + 1
    raise ValueError(f"braces do not balance: {text}")


def typeset(value: str) -> str:
    """Return what TeX sets for a value."""
    value = value.removeprefix("{").removesuffix("}") if value.startswith("{") else value
    value = re.sub(r"\\([a-z]+)\{\}", lambda command: _BIBTEX_COMMANDS[command[1]], value)
    return re.sub(r"\\([&%$#_])", r"\1", value)


@given(KNOWN)
def test_bibtex_parses_and_says_what_is_known(known: Mapping[str, Any]) -> None:
    facts = known["a1"]
    fields = read_bibtex(cite(facts, "a1", "bibtex"))
    assert re.fullmatch(r"[a-z0-9]+", fields[""])
    assert (fields["year"], fields["month"], fields["day"]) == ("2025", "11", "13")
    title = " ".join((facts.title.text or "").split())
    if title.isprintable() and title.isascii():
        assert typeset(fields.get("title", "")) == title
    if facts.url:
        assert "{" not in fields["url"]


@pytest.mark.parametrize("text", ["@article{a,\n  title = {a { b},\n}\n", "@article{a,\n  title = a,\n}\n", "@article{a b,\n}\n"])
def test_the_reader_of_bibtex_is_strict(text: str) -> None:
    with pytest.raises(ValueError, match=r"no entry|no field|balance|no comma"):
        read_bibtex(text)


# --- exports ----------------------------------------------------------------

_IRI = re.compile(r"(https?://|urn:)\S+")


def check_w3c(page: Any) -> None:
    """Hold a page to the sentences with MUST of the Web Annotation Data Model."""
    assert "http://www.w3.org/ns/anno.jsonld" in page["@context"]
    assert page["type"] == "AnnotationPage"
    assert _IRI.fullmatch(page["id"])
    for annotation in page["items"]:
        assert annotation["type"] == "Annotation"
        assert _IRI.fullmatch(annotation["id"])
        assert annotation["motivation"] in {"bookmarking", "commenting", "highlighting"}
        assert annotation["target"]
        for when in ("created", "modified"):
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", annotation[when])
        for body in annotation.get("body", []):
            assert body["type"] == "TextualBody"
            assert isinstance(body["value"], str)
            assert body["purpose"] in {"commenting", "tagging"}
        for target in annotation["target"]:
            check_w3c_target(target)
        own = {key for each in (annotation, *annotation["target"]) for key in each if ":" in key}
        assert all(key.startswith("broadsheet:") for key in own)


def check_w3c_target(target: Any) -> None:
    """Hold a specific resource to the model: one source, selectors that say where."""
    assert target["type"] == "SpecificResource"
    assert _IRI.fullmatch(target["source"])
    for selector in target.get("selector", []):
        if selector["type"] == "TextQuoteSelector":
            assert all(isinstance(selector[part], str) for part in ("exact", "prefix", "suffix"))
        else:
            assert selector["type"] == "TextPositionSelector"
            assert 0 <= selector["start"] <= selector["end"]


@given(st.lists(marked(), unique_by=lambda each: each.id), KNOWN)
def test_w3c_annotations_keep_to_the_model(bookmarks: list[Bookmark], known: Mapping[str, Any]) -> None:
    check_w3c(json.loads(export(bookmarks, known, "w3c")))


def test_a_bookmark_of_an_article_selects_nothing_and_comes_back() -> None:
    text = export([WHOLE], {}, "w3c")
    assert "selector" not in json.loads(text)["items"][0]["target"][0]
    (target,) = read_import(text).bookmarks[0].targets
    assert (target.exact, target.start, target.end, target.digest) == ("", 0, 0, PORT.digest)


@given(st.lists(marked(), unique_by=lambda each: each.id), KNOWN)
def test_readwise_rows_have_seven_cells(bookmarks: list[Bookmark], known: Mapping[str, Any]) -> None:
    rows = list(csv.reader(io.StringIO(export(bookmarks, known, "readwise"), newline=""), strict=True))
    assert rows[0] == ["Highlight", "Title", "Author", "URL", "Note", "Location", "Date"]
    for row in rows[1:]:
        assert len(row) == 7
        assert row[0].strip()
        assert datetime.strptime(row[6], "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC) == NOON


@given(st.lists(marked(), min_size=1, unique_by=lambda each: each.id), KNOWN)
def test_front_matter_is_yaml_that_says_what_is_known(bookmarks: list[Bookmark], known: Mapping[str, Any]) -> None:
    text = export(bookmarks, known, "markdown")
    _, matter, body = text.split("---\n", 2)
    fields = yaml.safe_load(matter)
    facts = known["a1"]
    assert fields["date"] == "2025-11-13"
    for name, value in (
        ("title", facts.title.text),
        ("source", facts.source.text),
        ("author", facts.author.text),
        ("url", facts.url),
    ):
        assert fields.get(name) == (value or None)
    assert all(re.fullmatch(r"[\w/-]+", tag) for tag in fields.get("tags", []))
    assert re.findall(r" \^(01[ABC])$", body, re.MULTILINE)


_ORG_TIME = re.compile(r":CREATED: \[\d{4}-\d\d-\d\d (Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d\d:\d\d\]")


def check_org(text: str, articles: int, bookmarks: int) -> None:
    """Read lines as org does: headings at the margin, drawers and blocks that end, nothing that is a comment."""
    block = drawer = ""
    headings: list[str] = []
    for line in text.split("\n"):
        word = line.strip().lower()
        if not block and re.match(r"\*+ ", line):
            assert not drawer
            headings.append(line)
        elif word.startswith("#+begin_"):
            assert not block
            block = word.removeprefix("#+begin_")
        elif word.startswith("#+end_"):
            assert block == word.removeprefix("#+end_")
            block = ""
        elif re.fullmatch(r":[\w-]+:", word):
            assert (word == ":end:") == bool(drawer)
            drawer = "" if drawer else word
        elif drawer:
            assert re.match(r":[A-Z]+: \S", line)
        else:
            assert not re.match(r"#( |$)|\*+ ", word if word.startswith("#") else line)
    assert not block
    assert not drawer
    assert sum(heading.startswith("* ") for heading in headings) == articles
    assert sum(heading.startswith("** ") for heading in headings) == bookmarks


@given(st.lists(marked(), min_size=1, unique_by=lambda each: each.id), KNOWN)
def test_org_is_well_formed(bookmarks: list[Bookmark], known: Mapping[str, Any]) -> None:
    text = export(bookmarks, known, "org")
    check_org(text, 1, len(bookmarks))
    assert len(_ORG_TIME.findall(text)) == len(bookmarks)
