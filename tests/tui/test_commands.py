"""The table of commands: complete, without clashes, and free of Textual."""

import subprocess
import sys
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.tui import commands
from reader.tui.commands import COMMANDS, HINTS, SCREENS, Command, Scope, clashes, clashes_on, on_screen
from reader.tui.presets import PRESETS, with_preset


@pytest.mark.parametrize("preset", PRESETS)
def test_no_key_runs_two_commands(preset: str) -> None:
    assert list(clashes(with_preset(preset))) == []


def test_ids_are_unique_and_every_scope_is_on_a_screen() -> None:
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)
    assert {command.scope for command in COMMANDS} == {scope for scopes in SCREENS.values() for scope in scopes}


def test_two_commands_on_one_key_are_a_clash() -> None:
    both = (Command("a.b", "A", "", ("x",), Scope.LIBRARY), Command("c.d", "C", "", ("x",), Scope.MOVING))
    assert [(clash.screen, clash.key) for clash in clashes(both)] == [("library", "x")]


def test_a_key_that_begins_a_sequence_is_a_clash() -> None:
    both = (Command("a.b", "A", "", ("ctrl+w",), Scope.READING), Command("c.d", "C", "", ("ctrl+w h",), Scope.READING))
    assert {clash.screen for clash in clashes(both)} == {"reading", "compare", "select"}


STROKES = st.lists(st.sampled_from(["a", "b", "ctrl+w"]), min_size=1, max_size=3).map(" ".join)


@given(st.lists(st.lists(STROKES, max_size=3, unique=True), max_size=4))
@settings(deadline=None)
def test_a_clash_is_found_where_one_key_is_or_begins_another(keys: list[list[str]]) -> None:
    made = [Command(f"c.{n}", "", "", tuple(own), Scope.SAVED) for n, own in enumerate(keys)]
    pressed = [(key, command.id) for command in made for key in command.keys]
    expected = {
        frozenset((first, second))
        for (key, first), (other, second) in combinations(pressed, 2)
        if f"{key} ".startswith(f"{other} ") or f"{other} ".startswith(f"{key} ")
    }
    found = {frozenset((clash.first, clash.second)) for clash in clashes_on("saved", made)}
    assert found <= expected
    assert bool(found) is bool(expected)


def test_a_mode_takes_a_key_from_the_screen_below() -> None:
    keys = {command.id: command.keys for command in on_screen("compare")}
    assert keys["compare.next_pair"] == ("]", ".")
    assert keys["note.next"] == ()


def test_hints_and_presets_name_commands_that_are_there() -> None:
    for screen, ids in HINTS.items():
        assert set(ids) <= {command.id for command in on_screen(screen)}
    assert {id_ for preset in PRESETS.values() for id_ in preset} <= {command.id for command in COMMANDS}


def test_nothing_needs_a_function_key_alt_or_a_key_that_terminals_confuse() -> None:
    for preset in PRESETS:
        for command in with_preset(preset):
            easy = [k for k in command.keys if "alt+" not in k and k not in {"ctrl+i", "ctrl+m", "ctrl+h", "ctrl+j"}]
            assert easy or not command.keys, command.id


def test_the_table_loads_without_textual() -> None:
    code = "import reader.tui.commands, sys; print([m for m in sys.modules if m.startswith(('textual', 'rich'))])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_rows_for_the_command_line_have_the_fields_of_the_contract() -> None:
    row = commands.key_rows()[0]
    assert set(row) == {"id", "title", "help", "screen", "keys"}
