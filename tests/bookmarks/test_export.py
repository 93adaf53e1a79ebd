"""Bookmarks as files for other programs."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import Metadata
from reader.bookmarks.bookmark import Bookmark, Colour
from reader.bookmarks.citation import cite
from reader.bookmarks.export import CSV_COLUMNS, READWISE_COLUMNS, STYLES, chosen, export
from reader.errors import UsageError
from reader.safetext import show
from tests.bookmarks.makers import article, bookmark, metadata

PORT = article("Rain fell on the *old* port.\n\n<b>The river</b> rose\nby noon.", "a1")
TOWN = article("The town was dry.", "b2")
ARTICLES: Mapping[str, Metadata] = {
    "a1": metadata(
        title="Rain [again]", source="The Post", author="Ada Byron and Li Wei", date="2025-11-13", url="https://example.org/rain"
    ),
    "b2": metadata(title="Dry"),
}
RIVER = bookmark(PORT, "<b>The river</b> rose\nby noon", "01R", note="Compare b2.\n* not a heading", tags=("check", "water level"))
RAIN = bookmark(PORT, "Rain fell on the *old* port", "01A", colour=Colour.TEAL)
WHOLE = bookmark(TOWN, "", "01W", note="-1+1=0 \x1b[2J\u202e")
PAIR = replace(bookmark(PORT, "port", "01P", note="Both."), targets=(RAIN.targets[0], bookmark(TOWN, "dry").targets[0]))
ALL = (RIVER, RAIN, WHOLE, PAIR)


def test_markdown_has_front_matter_quotes_notes_citations_and_block_ids() -> None:
    assert export([RIVER, RAIN], ARTICLES, "markdown") == (
        "---\n"
        'title: "Rain [again]"\nsource: "The Post"\nauthor: "Ada Byron and Li Wei"\ndate: "2025-11-13"\n'
        'url: "https://example.org/rain"\ntags: ["check", "water-level"]\n'
        "---\n\n"
        "# Rain \\[again\\]\n\n"
        "> Rain fell on the \\*old\\* port\n\n"
        "— Ada Byron and Li Wei, “Rain \\[again\\]”, The Post, 2025-11-13, ¶1, https://example.org/rain\n\n"
        "teal ^01A\n\n"
        "> \\<b\\>The river\\</b\\> rose\n> by noon\n\n"
        "— Ada Byron and Li Wei, “Rain \\[again\\]”, The Post, 2025-11-13, ¶2, https://example.org/rain\n\n"
        "Compare b2.\n* not a heading\n\n"
        "gold #check #water-level ^01R\n"
    )


def test_markdown_of_several_articles_groups_them() -> None:
    text = export(ALL, ARTICLES, "markdown")
    assert text.startswith('---\ntitle: "Bookmarks"\n')
    assert [line for line in text.splitlines() if line.startswith("# ")] == ["# Rain \\[again\\]", "# Dry"]
    assert "\\u001b[2J\\u202e" in text


def test_org_has_headings_drawers_and_quotes_that_cannot_be_mistaken() -> None:
    text = export(ALL, ARTICLES, "org")
    assert "** <b>The river</b> rose by noon :check:water_level:" in text
    assert ":URL: https://example.org/rain" in text
    assert "\n  * not a heading\n" in text
    assert [line for line in text.splitlines() if line.startswith("* ")] == ["* Rain [again]", "* Dry"]
    assert text.count("#+begin_quote") == text.count("#+end_quote") == 4
    assert "* Article x9\n" in export([bookmark(article("Word.", "x9"), "Word")], {}, "org")


def test_readwise_has_its_seven_columns() -> None:
    rows = list(csv.DictReader(io.StringIO(export(ALL, ARTICLES, "readwise"))))
    assert tuple(rows[0]) == READWISE_COLUMNS == ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date")
    assert rows[0]["Note"] == ".check .water-level\nCompare b2.\n* not a heading"
    assert rows[0]["Date"] == "2026-03-01 12:00:00"
    assert (rows[2]["Highlight"], rows[2]["URL"]) == ("Dry", "")
    assert len(rows) == 5


def test_csv_holds_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(export(ALL, ARTICLES, "csv"))))
    assert tuple(rows[0]) == CSV_COLUMNS
    assert rows[2]["note"] == "'-1+1=0 \\u001b[2J\\u202e"
    assert [row["target"] for row in rows if row["id"] == "01P"] == ["1", "2"]


def test_w3c_annotations_have_what_the_standard_asks_for() -> None:
    page = json.loads(export(ALL, ARTICLES, "w3c"))
    assert page["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert page["type"] == "AnnotationPage"
    for annotation in page["items"]:
        assert annotation["type"] == "Annotation"
        assert annotation["motivation"] in ("commenting", "highlighting", "bookmarking")
        assert datetime.fromisoformat(annotation["created"]).tzinfo
        assert all(body["purpose"] in ("commenting", "tagging") and body["value"] for body in annotation.get("body", ()))
        for target in annotation["target"]:
            assert target["source"].startswith(("https://", "urn:"))
            kinds = [selector["type"] for selector in target.get("selector", ())]
            assert kinds in ([], ["TextQuoteSelector", "TextPositionSelector"])
            assert bool(kinds) == (annotation["id"] != "urn:broadsheet:bookmark:01W")


@pytest.mark.parametrize("style", STYLES)
def test_every_export_is_the_same_bytes_again_and_harmless_on_a_terminal(style: str) -> None:
    text = export(ALL, ARTICLES, style)
    assert text == export(ALL, dict(ARTICLES), style)
    assert show(text) == text
    assert text.endswith("\n")
    assert export([], {}, style)


@given(st.text(), st.text(), st.text())
def test_no_text_reaches_a_terminal_raw_through_an_export(title: str, note: str, tag: str) -> None:
    known = {"a1": metadata(title=title, source=note, author=tag, url=note)}
    marked = replace(RAIN, note=note, tags=(tag,), targets=(replace(RAIN.targets[0], exact=title),))
    for style in STYLES:
        text = export([marked], known, style)
        assert show(text.replace("\r", "")) == text.replace("\r", "")
    for style in ("text", "bibtex", "csl-json"):
        assert show(cite(known["a1"], "a1", style)) == cite(known["a1"], "a1", style)


def test_unknown_styles_are_named() -> None:
    with pytest.raises(UsageError, match="markdown, org, w3c"):
        export(ALL, ARTICLES, "pdf")
    with pytest.raises(UsageError, match="bibtex"):
        cite(Metadata(), "a1", "mla")


def test_bookmarks_are_chosen_by_article_tag_and_date() -> None:
    late = replace(RAIN, id="01Z", created=datetime(2026, 5, 1, tzinfo=UTC))
    everything: tuple[Bookmark, ...] = (*ALL, late)
    assert chosen(everything) == everything
    assert chosen(everything, articles=["b2"]) == (WHOLE, PAIR)
    assert chosen(everything, tags=["check"]) == (RIVER,)
    assert chosen(everything, since="2026-04") == (late,)


# --- citations --------------------------------------------------------------


def test_a_citation_leaves_out_what_is_unknown() -> None:
    assert cite(ARTICLES["a1"], "a1") == "Ada Byron and Li Wei, “Rain [again]”, The Post, 2025-11-13, https://example.org/rain"
    assert cite(Metadata(), "a1") == "a1"


def test_an_outlet_that_signs_its_article_is_a_body_and_named_once() -> None:
    known = metadata(title="Rain", source="The Post and Mail", author="The Post and Mail")
    assert cite(known, "a1") == "The Post and Mail, “Rain”"
    assert "author = {{The Post and Mail}},\n" in cite(known, "a1", "bibtex")
    (item,) = json.loads(cite(known, "a1", "csl-json"))
    assert (item["author"], item["container-title"]) == ([{"literal": "The Post and Mail"}], "The Post and Mail")


def test_bibtex_names_what_is_known_and_escapes_the_rest() -> None:
    known = metadata(
        title="100 % {of} R&D", source="The_Post", author="Ada Byron; Plato", date="2025-11", url="https://e.org/a%20{b}"
    )
    assert cite(known, "a1", "bibtex") == (
        "@article{thepost2025a1,\n"
        "  author = {Ada Byron and Plato},\n"
        "  title = {{100 \\% \\textbraceleft{}of\\textbraceright{} R\\&D}},\n"
        "  journal = {The\\_Post},\n"
        "  year = {2025},\n"
        "  month = {11},\n"
        "  url = {https://e.org/a\\%20\\%7Bb\\%7D},\n"
        "}\n"
    )
    assert cite(Metadata(), "—", "bibtex") == "@article{article,\n}\n"
    assert "day = {13}" in cite(ARTICLES["a1"], "a1", "bibtex")


CSL_TEXTS = {"id", "type", "title", "container-title", "URL", "language"}


@given(st.text(), st.text(), st.text(), st.sampled_from(["2025-11-13", "2025-11", "2025", "", "soon"]))
def test_csl_items_keep_to_the_schema(title: str, source: str, author: str, date: str) -> None:
    (item,) = json.loads(cite(metadata(title=title, source=source, author=author, date=date), "a1", "csl-json"))
    assert item["type"] == "article-newspaper"
    assert set(item) <= CSL_TEXTS | {"author", "issued"}
    assert all(isinstance(item[name], str) for name in CSL_TEXTS & set(item))
    for name in item.get("author", ()):
        assert set(name) in ({"family", "given"}, {"literal"})
        assert all(isinstance(part, str) and part for part in name.values())
    for parts in item.get("issued", {"date-parts": []})["date-parts"]:
        assert 1 <= len(parts) <= 3
        assert all(isinstance(part, int) for part in parts)
