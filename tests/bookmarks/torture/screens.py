"""The screen in a real terminal, killed while notes are made and typed, again and again over one folder.

What the status line says is the acknowledgement; a letter counts as typed
when it stands on the screen. SIGKILL may take the last second of typing,
SIGTERM, SIGHUP and a closed window nothing; the next start must offer what
was typed.
"""

import os
import random
import signal
import string
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.bookmarks.torture.program import Held, Scene
from tests.tui.pty_terminal import PtyTerminal, terminal

_LONGEST_NOTE = 48
"""Letters: a note stays on one line of the dialog."""
_KEY_SECONDS = 0.04
_LONGEST_SECONDS = 3.0
_ENDS = ("SIGKILL", "SIGTERM", "SIGKILL", "SIGHUP", "SIGKILL", "window closed")


@dataclass(slots=True)
class ScreenReport:
    """What became of notes and typing."""

    ends: int = 0
    in_mid_note: int = 0
    """Ends while a note was being typed."""
    acknowledged: int = 0
    lost: int = 0
    """Acknowledged changes that are not there."""
    letters: int = 0
    """Typed in notes that were not kept when the end came."""
    letters_lost: dict[str, int] = field(default_factory=dict)
    """By the kind of the end."""
    seconds_lost: dict[str, float] = field(default_factory=dict)
    """The longest time for which a lost letter had stood on the screen, by the kind of the end."""
    drafts: int = 0
    offered: int = 0
    """Drafts that the next start told of and brought back into the dialog."""
    notices: list[str] = field(default_factory=list)
    where: list[str] = field(default_factory=list)


def kill_screens(folder: Path, ends: int, *, seed: int = 1) -> ScreenReport:
    """Start the screen, make and type notes, end it at a random moment, look what is there; so often."""
    chance, report, scene = random.Random(seed), ScreenReport(), Scene(folder)
    scene.run("list")
    for number in range(ends):
        kind = _ENDS[number % len(_ENDS)]
        where = ("-C", str(scene.articles), "town.txt")
        with terminal(*where, home=scene.root, columns=100, rows=30, environ=scene.environ) as screen:
            evening = _Evening(scene, screen, chance, report)
            evening.go_on_with_draft()
            evening.work_until(time.monotonic() + chance.uniform(0.2, _LONGEST_SECONDS) * _slowness())
            ended = time.monotonic()
            _end(screen, kind)
        report.ends += 1
        evening.judge(kind, ended)
    return report


def _slowness() -> float:
    """Return how many programs want each processor, at least one: where more do, less is done in a second."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def _end(screen: PtyTerminal, kind: str) -> None:
    if kind == "window closed":
        screen.hang_up()
    else:
        screen.kill(signal.Signals[kind])
    screen.wait_for_exit()


class _Evening:
    """One run of the screen, and what must be there behind it."""

    def __init__(self, scene: Scene, screen: PtyTerminal, chance: random.Random, report: ScreenReport) -> None:
        self._scene, self._screen, self._chance, self._report = scene, screen, chance, report
        self._held, self._drafts, _ = scene.held()
        self._typed: list[tuple[str, float]] = []
        """The letters of the note that is open, each with the moment it stood on the screen."""
        self._under_way = ""
        """The note, or the mark, that was asked for and not acknowledged yet."""
        self._notes: list[str] = []
        """The acknowledged notes of this run; empty for a mark without one."""

    def go_on_with_draft(self) -> None:
        """Wait for the first frame; when a draft was left, it must be told of, be in the list, and be kept from there."""
        self._screen.wait_for(f"of {len(self._scene.quotes)}")
        if not self._drafts:
            return
        (draft,) = self._drafts.values()
        self._report.drafts += 1
        self._screen.wait_for("begun and not kept")
        self._screen.send("B")
        self._screen.wait_for("begun, not kept")
        self._screen.send("\r")
        self._screen.wait_for("is back")
        if draft.text in self._screen.text():
            self._report.offered += 1
        self._screen.send("\x13")
        self._screen.wait_for("Note kept")
        self._notes.append(draft.text)
        self._report.acknowledged += 1
        self._screen.send("q")
        self._screen.wait_for("Bookmarks", absent=True)

    def work_until(self, deadline: float) -> None:
        """Mark and write notes by turns, so that no message can be that of before, until the end comes."""
        while time.monotonic() < deadline:
            self._screen.send("}" * self._chance.randint(1, 6))
            self._do("H", "ighlighted", "", deadline)
            self._screen.send("}" * self._chance.randint(1, 6))
            self._write_note(deadline)

    def _do(self, keys: str, said: str, note: str, deadline: float) -> None:
        """Press keys and wait for what is said."""
        self._under_way = note or "mark"
        self._screen.send(keys)
        if self._comes(said, deadline):
            if "highlighted already" not in self._screen.text():
                self._notes.append(note)
            self._report.acknowledged += 1
            self._under_way = ""
            self._typed = []

    def _write_note(self, deadline: float) -> None:
        if time.monotonic() >= deadline:
            return
        self._screen.send("Va")  # on a selection it is a new note, whatever stands there already
        if not self._comes("Tags,", deadline):
            return
        note = "".join(self._chance.choices(string.ascii_lowercase, k=self._chance.randint(4, _LONGEST_NOTE)))
        for end in range(1, len(note) + 1):
            self._screen.send(note[end - 1])
            if not self._comes(note[:end], deadline):
                return
            self._typed.append((note[end - 1], time.monotonic()))
            self._screen.pump(_KEY_SECONDS)
        self._do("\x13", "Note kept", note, deadline)

    def _comes(self, words: str, deadline: float) -> bool:
        while time.monotonic() < deadline:
            if words in self._screen.text():
                return True
            self._screen.pump(0.01)
        return words in self._screen.text()

    def judge(self, kind: str, ended: float) -> None:
        """Look what is there."""
        found, drafts, notices = self._scene.held()
        self._report.notices += notices
        fresh = [value[1] for key, value in found.items() if key not in self._held]
        lost = [note for note in self._notes if not _take(fresh, note)]
        kept_under_way = self._under_way != "" and _take(fresh, "" if self._under_way == "mark" else self._under_way)
        if lost or fresh or not _holds(found, self._held):
            self._report.lost += len(lost) or 1
            self._report.where.append(f"{self._report.ends} {kind}: lost {lost}, unexpected {fresh}")
        if self._typed and not kept_under_way:
            self._judge_typing(kind, ended, next(iter(drafts.values())).text if drafts else "")

    def _judge_typing(self, kind: str, ended: float, draft: str) -> None:
        """Compare the draft with what stood on the screen."""
        report, typed = self._report, "".join(letter for letter, _ in self._typed)
        report.in_mid_note += 1
        report.letters += len(typed)
        missing = self._typed[len(draft) :] if typed.startswith(draft) else [] if draft.startswith(typed) else self._typed
        report.letters_lost[kind] = report.letters_lost.get(kind, 0) + len(missing)
        seconds = round(ended - missing[0][1], 3) if missing else 0.0
        if seconds > report.seconds_lost.setdefault(kind, 0.0):
            report.seconds_lost[kind] = seconds
            report.where.append(f"{report.ends} {kind}: {len(missing)} letters of {len(typed)}, {seconds} s")


def _take(notes: list[str], note: str) -> bool:
    if note in notes:
        notes.remove(note)
        return True
    return False


def _holds(found: Held, before: Held) -> bool:
    """Tell whether all that was there still is; a note may have been changed by writing on it again."""
    return found.keys() >= before.keys()
