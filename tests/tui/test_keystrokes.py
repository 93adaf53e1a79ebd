"""Counts, sequences and letters before a command."""

from reader.tui.commands import on_screen
from reader.tui.keystrokes import Keystrokes, Typed


def strokes_of(*keys: str, screen: str = "compare") -> tuple[Keystrokes, Typed]:
    strokes = Keystrokes()
    strokes.use(on_screen(screen))
    for key in keys:
        typed = strokes.read(key)
    return strokes, typed


def test_a_plain_key_is_left_to_its_binding() -> None:
    strokes, typed = strokes_of("j")
    assert typed == Typed(False)
    assert strokes.take_count() == 1


def test_digits_are_a_count_for_the_next_command_alone() -> None:
    strokes, typed = strokes_of("4", "0", "j")
    assert not typed.is_taken
    assert strokes.take_count() == 40
    assert strokes.take_count() == 1


def test_a_count_does_not_reach_the_command_after_the_next() -> None:
    strokes, _ = strokes_of("4", "j", "k")
    assert strokes.take_count() == 1


def test_a_sequence_runs_its_command() -> None:
    strokes, typed = strokes_of("ctrl+w")
    assert typed.is_taken
    assert strokes.pending == "Ctrl+W", "as everywhere on the screen"
    typed = strokes.read("h")
    assert typed.command is not None
    assert typed.command.id == "pane.left"
    assert strokes.pending == ""


def test_a_sequence_that_means_nothing_is_used_up_and_told() -> None:
    _, typed = strokes_of("ctrl+w", "q")
    assert typed == Typed(True, unknown="ctrl+w q")


def test_a_mark_takes_the_next_letter() -> None:
    strokes, typed = strokes_of("m")
    assert typed.is_taken
    assert strokes.pending == "m"
    typed = strokes.read("a")
    assert typed.command is not None
    assert (typed.command.id, typed.letter) == ("mark.set", "a")


def test_escape_ends_the_wait_for_a_letter() -> None:
    strokes, typed = strokes_of("m", "escape")
    assert typed == Typed(True)
    assert strokes.pending == ""


def test_zero_alone_is_a_key_and_not_a_count() -> None:
    _, typed = strokes_of("0", screen="select")
    assert typed == Typed(False)
