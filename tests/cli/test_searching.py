"""Search, concordance, entities, comparing, timeline, brief."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reader.cli import invocation
from reader.cli.invocation import Invocation
from reader.cli.progress import Interrupt
from reader.paths import Paths
from reader.search.opened import OpenIndex
from reader.session import Session, save_session
from tests.cli.running import Shell


def test_matches_point_at_the_words_searched_for(shell: Shell, folder: Path) -> None:
    found = shell("search", "harbour partner*", "--json", "-C", folder).json
    assert set(found) >= {"schema", "query", "parsed", "total", "took_ms", "hits", "suggestions"}
    for hit in found["hits"]:
        text = shell("show", hit["id"], "--json", "-C", folder).json["text"]
        assert set(hit) == {"id", "title", "source", "date", "score", "excerpts"}
        for excerpt in hit["excerpts"]:
            assert excerpt["text"] == text[excerpt["start"] : excerpt["end"]]
            assert all(text[a:b].lower().startswith(("harbour", "partner")) for a, b in excerpt["matches"])


def test_count_prints_a_number(shell: Shell, folder: Path) -> None:
    assert shell("search", "harbour", "--count", "-C", folder).out == "2\n"


def test_nothing_found_is_exit_code_1(shell: Shell, folder: Path) -> None:
    nothing = shell("search", "zeppelin", "--json", "-C", folder)
    assert (nothing.code, nothing.json["total"], nothing.json["hits"]) == (1, 0, [])


def test_a_bad_query_gets_a_caret_under_the_fault(shell: Shell, folder: Path) -> None:
    bad = shell("search", "(harbour", "-C", folder)
    assert (bad.code, bad.out) == (2, "")
    query, caret = bad.err.splitlines()[-2:]
    assert query[caret.index("^")] == "("


def test_a_changed_file_is_found_by_its_new_words(shell: Shell, folder: Path) -> None:
    assert shell("search", "zeppelin", "-C", folder).code == 1
    (folder / "second.txt").write_text("A zeppelin came to Lindhaven instead of a ship, and nobody knew what to make of it.\n")
    assert shell("search", "zeppelin", "-C", folder).code == 0


def flip_bits_of_postings(paths: Paths) -> None:
    """Change the words of the index on the disk, in the same size and at the same time as before."""
    for path in paths.cache.rglob("*.words"):
        content, before = bytearray(path.read_bytes()), path.stat()
        content[64] ^= 1
        path.write_bytes(content)
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_an_answer_from_a_damaged_index_is_called_so_and_the_next_is_right(shell: Shell, folder: Path) -> None:
    shell("list", "-C", folder)
    shell("index", "-C", folder)
    flip_bits_of_postings(shell.paths)
    doubtful = shell("search", "harbour", "-C", folder)
    assert doubtful.code == 4
    assert "may be wrong: ask again" in doubtful.err
    assert shell("search", "harbour", "--count", "-C", folder).out == "2\n"
    assert shell("search", "harbour", "-C", folder).code == 0


def test_the_index_is_verified_once_a_day(shell: Shell, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    check = OpenIndex.check_next_piece

    def checking(opened: OpenIndex) -> bool:
        read.append(1)
        return check(opened)

    monkeypatch.setattr(OpenIndex, "check_next_piece", checking)
    assert shell("search", "harbour", "-C", folder).code == 0
    pieces = len(read)
    assert pieces
    assert shell("search", "quay", "-C", folder).code == 0
    assert len(read) == pieces


def test_search_knows_tags_notes_and_read_state(shell: Shell, folder: Path) -> None:
    shell("bookmarks", "add", "first.md", "--quote", "second quay", "--tag", "money", "--note", "check this", "-C", folder)
    assert shell("search", "has:note", "--count", "-C", folder).out == "1\n"
    assert shell("search", "tag:money", "--count", "-C", folder).out == "1\n"
    assert shell("search", "is:unread", "--count", "-C", folder).out == "2\n"


def test_kwic_lines_point_at_the_term(shell: Shell, folder: Path) -> None:
    found = shell("kwic", "quay", "--json", "-C", folder).json
    assert found["total"] == len(found["lines"]) == 2
    assert {line["match"] for line in found["lines"]} == {"quay"}
    assert shell("kwic", "zeppelin", "-C", folder).code == 1


@pytest.mark.parametrize("order", ["left", "right", "article"])
def test_kwic_sorts(shell: Shell, folder: Path, order: str) -> None:
    assert shell("kwic", "harbour", "--sort", order, "-C", folder).code == 0


def test_entities_count_their_articles(shell: Shell, folder: Path) -> None:
    found = shell("entities", "--json", "-C", folder).json["entities"]
    assert {"entity", "label", "forms", "mentions", "articles"} == set(found[0])
    assert all(entity["mentions"] == sum(entity["articles"].values()) for entity in found)
    assert any("Okafor" in entity["entity"] and len(entity["articles"]) == 2 for entity in found)


def test_entities_of_one_article_and_one_type(shell: Shell, folder: Path) -> None:
    found = shell("entities", "first.md", "--type", "MONEY", "--json", "-C", folder).json["entities"]
    assert {entity["label"] for entity in found} == {"MONEY"}
    assert all(len(entity["articles"]) == 1 for entity in found)


def test_a_word_about_entities_holds_and_can_be_taken_back(shell: Shell, folder: Path) -> None:
    def names() -> set[str]:
        return {entity["entity"] for entity in shell("entities", "--json", "-C", folder).json["entities"]}

    person = next(name for name in names() if "Okafor" in name)
    assert shell("entities", "alias", person, "The Mayor", "-C", folder).code == 0
    assert "The Mayor" in names() and person not in names()
    assert shell("search", 'person:"The Mayor"', "--count", "-C", folder).out == "2\n"
    assert shell("entities", "undo", "-C", folder).code == 0
    assert person in names()
    assert shell("entities", "undo", "-C", folder).code == 1


def test_an_entity_is_retyped_and_hidden(shell: Shell, folder: Path) -> None:
    found = shell("entities", "--json", "-C", folder).json["entities"]
    place = next(entity for entity in found if entity["label"] == "PLACE")
    shell("entities", "retype", place["entity"], "ORG", "-C", folder)
    again = shell("entities", "--type", "ORG", "--json", "-C", folder).json["entities"]
    assert place["entity"] in {entity["entity"] for entity in again}
    for form in place["forms"]:
        shell("entities", "hide", form, "-C", folder)
    assert place["entity"] not in {e["entity"] for e in shell("entities", "--json", "-C", folder).json["entities"]}


def test_compare_gives_pairs_figures_and_names(shell: Shell, folder: Path) -> None:
    compared = shell("compare", "first.md", "second.txt", "--json", "-C", folder)
    document = compared.json
    assert set(document) == {"schema", "a", "b", "pairs", "only_a", "only_b", "figures", "entities"}
    assert compared.code == 0
    fields = {"a", "b", "score", "tier", "mutual", "words", "entities", "figures", "pinned"}
    assert all(set(pair) == fields for pair in document["pairs"])
    assert set(document["entities"]) == {"both", "only_a", "only_b"}


def test_compare_says_each_reason_once_and_what_differs(shell: Shell, tmp_path: Path) -> None:
    here = "Two people died on Monday when a crane collapsed in Moscow, doctors said. The port of the city was closed at once."
    there = here.replace("Moscow", "Berlin")
    for name, first, verb in (("a", here, "wrote to"), ("b", there, "rang up")):
        (tmp_path / f"{name}.txt").write_text(
            f"{first}\n\nThe mayor of Paris, Anna Ro, {verb} Jan Tarn of Lyon.\n", encoding="utf-8"
        )
    told = shell("compare", "a.txt", "b.txt", "-C", tmp_path).out
    head = next(line for line in told.splitlines() if line.startswith("sure"))
    reasons = head.split(" ", 2)[2].split(", ")
    assert len(reasons) == len(set(reasons))
    assert "places and dates that differ\n  Moscow | Berlin" in told


@pytest.mark.parametrize("command", ["compare", "brief"])
def test_ctrl_c_ends_comparing_with_one_line(shell: Shell, folder: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    @contextmanager
    def asked() -> Iterator[Interrupt]:
        interrupt = Interrupt()
        interrupt.is_asked = True
        yield interrupt

    shell("entities", "-C", folder)
    monkeypatch.setattr(Invocation, "refresh", lambda *_: None)  # up to date; it can be stopped by itself
    monkeypatch.setattr(invocation, "stoppable", asked)
    stopped = shell(command, "first.md", "second.txt", "-C", folder)
    assert (stopped.code, stopped.out, stopped.err.strip()) == (130, "", "broadsheet: interrupted")


def test_compare_with_itself_is_a_usage_error(shell: Shell, folder: Path) -> None:
    assert shell("compare", "first.md", "first", "-C", folder).code == 2


def test_brief_is_written_to_a_file(shell: Shell, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "brief.md"
    assert shell("brief", "first.md", "second.txt", "-o", target, "-C", folder).code == 0
    assert "Lindhaven" in target.read_text()
    assert shell("brief", "first.md", "-C", folder).code == 2


def test_a_brief_that_cannot_be_written_is_exit_code_3(shell: Shell, folder: Path, tmp_path: Path) -> None:
    assert shell("brief", "first.md", "second.txt", "-o", tmp_path / "no" / "brief.md", "-C", folder).code == 3


def test_timeline_orders_dated_statements(shell: Shell, folder: Path) -> None:
    found = shell("timeline", "--json", "-C", folder).json
    events = found["events"]
    assert {"events", "undated", "unplaced"} < set(found)
    assert [event["date"] for event in events] == sorted(event["date"] for event in events)
    assert {"date", "stated", "resolved", "id", "start", "end", "text"} == set(events[0])


def test_facets_count_all_that_match(shell: Shell, folder: Path) -> None:
    facets = shell("search", "harbour", "--facets", "--json", "-C", folder).json["facets"]
    assert set(facets) == {"source", "year", "entity", "person", "org", "place", "tag"}
    assert all(set(counted) == {"value", "count"} for counts in facets.values() for counted in counts)
    assert "facets" not in shell("search", "harbour", "--json", "-C", folder).json


def test_passages_are_listed_over_the_collection(shell: Shell, folder: Path) -> None:
    passages = shell("search", "harbour", "--passages", "--json", "-C", folder).json["passages"]
    assert len({passage["id"] for passage in passages}) == 2
    for passage in passages:
        text = shell("show", passage["id"], "--json", "-C", folder).json["text"]
        assert passage["text"] == text[passage["start"] : passage["end"]]
        assert passage["matches"]
    assert passages[0]["id"] in shell("search", "harbour", "--passages", "-C", folder).out
    assert shell("search", "zeppelin", "--passages", "-C", folder).code == 1


def test_like_lists_other_articles(shell: Shell, folder: Path) -> None:
    one = shell("search", "harbour", "--json", "-C", folder).json["hits"][0]["id"]
    alike = shell("search", "--like", one, "--json", "-C", folder)
    assert alike.json["like"] == one
    assert one not in {article["id"] for article in alike.json["articles"]}
    assert shell("search", "--like", "nosuch", "-C", folder).code == 3


def test_a_search_asks_one_thing(shell: Shell, folder: Path) -> None:
    both = shell("search", "harbour", "--like", "x", "-C", folder)
    assert (both.code, both.out) == (2, "")
    assert "give one of them" in both.err
    unknown = shell("search", "--saved", "nosuch", "-C", folder)
    assert (unknown.code, "there is no saved search nosuch" in unknown.err) == (2, True)
    assert shell("search", "-C", folder).code == 2


def test_the_history_of_the_screen_is_listed_newest_first(shell: Shell, folder: Path) -> None:
    assert shell("search", "--history", "-C", folder).code == 1
    save_session(shell.paths, folder, Session(past_queries=("grain", "harbour -fog")))
    assert shell("search", "--history", "-C", folder).out.splitlines() == ["harbour -fog", "grain"]
    assert shell("search", "--history", "--limit", "1", "--json", "-C", folder).json["queries"] == ["harbour -fog"]
    assert "ask different things" in shell("search", "grain", "--history", "-C", folder).err
