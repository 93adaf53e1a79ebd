"""`broadsheet bookmarks add`, `edit`, `rm` and `import` killed at random moments, one process a change, over one folder.

What a command says is its acknowledgement: the id that `add` prints, the
object that `edit --json` prints, the counts of `rm` and `import`. What was
acknowledged must be there at the next start; what was under way may be there,
whole or not at all.
"""

import json
import random
import signal
import statistics
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from reader.bookmarks.bookmark import Colour
from tests.bookmarks.torture.program import Held, Scene

_KEPT_AT_MOST = 60
_LISTED_EVERY = 50
"""Kills after which the program itself is asked what it holds, not only the store."""


@dataclass(slots=True)
class CommandReport:
    """What became of the changes."""

    kills: int = 0
    """Commands that SIGKILL ended; the others were quicker."""
    finished: int = 0
    unsaid_but_kept: int = 0
    """Killed between keeping the change and saying so: proof that the kills come in the middle."""
    acknowledged: int = 0
    lost: int = 0
    halves: int = 0
    unreadable: int = 0
    notices: list[str] = field(default_factory=list)
    where: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Change:
    """A command and what it does to what is held."""

    arguments: tuple[str, ...]
    is_acknowledged: Callable[[str, str], bool]
    """By what was printed and what was said."""
    is_done: Callable[[Held, Held], bool]
    """Whether the second is the first with the whole change made."""


def kill_commands(folder: Path, kills: int, *, seed: int = 1) -> CommandReport:
    """Kill commands until so many kills have hit, and count what is lost."""
    chance, report, scene = random.Random(seed), CommandReport(), Scene(folder)
    article = scene.article_id()
    usual = statistics.median(_seconds_of(scene, article) for _ in range(3))
    held = scene.held()[0]
    number = 0
    while report.kills < kills:
        number += 1
        change = _next_change(chance, number, held, scene, article)
        held = _kill_one(scene, change, held, _moment(chance, usual), report)
        if number % _LISTED_EVERY == 0:
            listed = json.loads(scene.run("bookmarks", "list", "--json").stdout)["bookmarks"]
            if {each["id"] for each in listed} != set(held):
                report.lost += 1
                report.where.append(f"{number}: the list differs from the store")
    return report


def _seconds_of(scene: Scene, article: str) -> float:
    started = time.monotonic()
    scene.run("bookmarks", "add", article, "--quote", scene.quotes[0], "--note", "to measure")
    return time.monotonic() - started


def _moment(chance: random.Random, usual: float) -> float:
    """Mostly about when a change is made, which is near the end; sometimes anywhere."""
    return chance.uniform(0.0, usual) if chance.random() < 0.2 else chance.uniform(0.6, 1.05) * usual


def _kill_one(scene: Scene, change: _Change, held: Held, delay: float, report: CommandReport) -> Held:
    process = subprocess.Popen(
        scene.command(*change.arguments), env=scene.environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    printed, said = process.communicate()
    was_killed = process.returncode == -signal.SIGKILL
    report.kills += was_killed
    report.finished += not was_killed
    is_acknowledged = change.is_acknowledged(printed, said)
    report.acknowledged += is_acknowledged
    what = f"{report.kills}: {' '.join(change.arguments[:2])}"
    try:
        found, _, notices = scene.held()
    except Exception as error:
        report.unreadable += 1
        report.where.append(f"{what}: {error!r}")
        return held
    report.notices += notices
    is_done = change.is_done(held, found)
    if is_acknowledged and not is_done:
        report.lost += 1
        report.where.append(f"{what}: acknowledged and not there")
    elif not is_done and found != held:
        report.halves += 1
        report.where.append(f"{what}: neither the state before nor the one behind")
    report.unsaid_but_kept += is_done and not is_acknowledged
    return found


def _next_change(chance: random.Random, number: int, held: Held, scene: Scene, article: str) -> _Change:
    draw = chance.random()
    if held and (draw < 0.2 or len(held) > _KEPT_AT_MOST):
        return _removal(chance, held)
    if held and draw < 0.5:
        return _edit(chance, number, held)
    if draw < 0.6:
        return _import(number, scene)
    return _addition(chance, number, scene, article)


def _addition(chance: random.Random, number: int, scene: Scene, article: str) -> _Change:
    quote, note, tag = chance.choice(scene.quotes), f"note {number} " + "é 漢 " * chance.choice((0, 3, 400)), f"t{number}"
    colour = chance.choice(list(Colour)).value
    options = ("--quote", quote, "--note", note, "--tag", tag, "--colour", colour)

    def is_done(before: Held, after: Held) -> bool:
        made = {key: value for key, value in after.items() if key not in before}
        rest = {key: value for key, value in after.items() if key in before}
        return rest == before and list(made.values()) == [(quote, note, (tag,), colour)]

    return _Change(("bookmarks", "add", article, *options), lambda printed, _: len(printed.strip()) == 26, is_done)


def _edit(chance: random.Random, number: int, held: Held) -> _Change:
    bookmark = chance.choice(sorted(held))
    quote, _, tags, colour = held[bookmark]
    note, tag = f"edited {number} " + "lorem " * chance.choice((0, 300)), f"e{number}"
    expected = (quote, note, (*tags, tag), colour)
    return _Change(
        ("bookmarks", "edit", bookmark, "--note", note, "--tag", tag, "--json"),
        lambda printed, _: printed.rstrip().endswith("}"),
        lambda before, after: after == {**before, bookmark: expected},
    )


def _removal(chance: random.Random, held: Held) -> _Change:
    gone = set(chance.sample(sorted(held), min(len(held), chance.choice((1, 1, 12)))))
    return _Change(
        ("bookmarks", "rm", *sorted(gone)),
        lambda _, said: "deleted" in said,
        lambda before, after: after == {key: value for key, value in before.items() if key not in gone},
    )


def _import(number: int, scene: Scene) -> _Change:
    """Bring twelve notes in as one change."""
    rows = [f'"{quote}",Town,,,"import {number}",1,2026-01-01 10:00:00' for quote in scene.quotes[:12]]
    file = scene.root / "import.csv"
    file.write_text("\n".join(["Highlight,Title,Author,URL,Note,Location,Date", *rows]).replace("Town", f"Town {number}"))

    def is_done(before: Held, after: Held) -> bool:
        rest = {key: value for key, value in after.items() if key in before}
        return rest == before and sum(value[1] == f"import {number}" for value in after.values()) == 12

    return _Change(("bookmarks", "import", str(file)), lambda _, said: "12 added" in said, is_done)
