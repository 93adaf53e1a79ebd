"""Each system call of a saving command made to fail, one after the other: the n-th call on the store's files.

A command may then refuse its change, with one line and an exit code; it may
keep the change in the other copy, and say so. It may not lose what was there,
claim what it did not keep, or end in a traceback. Needs strace.
"""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from tests.bookmarks.torture.program import Held, Scene

_ERRORS = ("EIO", "ENOSPC", "EACCES", "EINTR")
_CALLS = ("openat", "read", "pread64", "write", "pwrite64", "fsync", "fdatasync", "ftruncate", "fcntl", "flock", "unlink", "rename")
_MOST_TURNS = 60


@dataclass(slots=True)
class CallReport:
    """What became of the commands."""

    faults: int = 0
    refused: int = 0
    """Commands that said they could not."""
    kept: int = 0
    said: int = 0
    """Commands that kept their change and told of trouble."""
    unsaid: int = 0
    """Commands that told of nothing though the next start had to mend a copy."""
    lost: int = 0
    claimed: int = 0
    """Acknowledged and not there."""
    tracebacks: int = 0
    unreadable: int = 0
    where: list[str] = field(default_factory=list)


def fail_every_call(folder: Path, faults: int) -> CallReport:
    """Let the n-th call on a file of the store fail, for every call and n there is, up to so many faults."""
    report, scene = CallReport(), Scene(folder / "scene")
    article = scene.article_id()
    for number in range(3):
        scene.run("bookmarks", "add", article, "--quote", scene.quotes[number], "--note", f"note {number}")
    pristine = folder / "pristine"
    shutil.copytree(scene.data, pristine)
    before = scene.held()[0]
    for turn in range(1, _MOST_TURNS):
        for place, call in enumerate(_CALLS):
            if report.faults >= faults:
                return report
            error = _ERRORS[(turn + place) % len(_ERRORS)]
            _fail_one(scene, article, before, (call, error, turn), report)
            shutil.rmtree(scene.data)
            shutil.copytree(pristine, scene.data)
    return report


def _fail_one(scene: Scene, article: str, before: Held, fault: tuple[str, str, int], report: CallReport) -> None:
    call, error, turn = fault
    trace = scene.root / "trace"
    paths = [scene.data / "bookmarks.db", scene.data / "bookmarks.db-journal", scene.data / "journal" / "bookmarks.jsonl"]
    paths += [scene.data / ".lock", scene.data, scene.data / "journal", scene.data / "backups"]
    strace = ["strace", "-f", "-qq", "-o", str(trace), *(word for path in paths for word in ("-P", str(path)))]
    strace += ["-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={turn}"]
    done = scene.run("bookmarks", "add", article, "--quote", scene.quotes[7], "--note", "under way", before=strace)
    if "(INJECTED)" not in trace.read_text():
        return
    report.faults += 1
    what = f"{call} {error} {turn}"
    if "Traceback" in done.stderr:
        report.tracebacks += 1
        report.where.append(f"{what}: {done.stderr[-300:]}")
    try:
        found, _, notices = scene.held()
    except Exception as fault_found:
        report.unreadable += 1
        report.where.append(f"{what}: {fault_found!r}")
        return
    made = [value for key, value in found.items() if key not in before]
    report.refused += done.returncode != 0
    report.kept += done.returncode == 0
    report.said += done.returncode == 0 and bool(done.stderr)
    if notices and done.returncode == 0 and not done.stderr:
        report.unsaid += 1
        report.where.append(f"{what}: not told, and then: {notices[0]}")
    if {key: found.get(key) for key in before} != before or len(made) > 1:
        report.lost += 1
        report.where.append(f"{what}: what was there is not")
    if done.returncode == 0 and [value[1] for value in made] != ["under way"]:
        report.claimed += 1
        report.where.append(f"{what}: claimed and not there")
