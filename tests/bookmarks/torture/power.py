"""Power cuts without cutting power: what a disk may hold after one, worked out from system calls.

A writer runs under strace. Its calls are played on a model of a disk that
knows what was synced: the content of a file by `fsync` of the file, a name by
`fsync` of its folder. At many moments the power is cut under three models, all
legal for a disk with honest syncs:

    strict  nothing that was not synced is there
    names   names are there at once, content only when synced (files come out empty)
    random  a random part of what was not synced is there, the last write torn

The store is opened on what is left; what was acknowledged must be there.
"""

import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.bookmarks.torture.workload import State, apply, open_store, state_of

MODELS = ("strict", "names", "random")
_CALLS = "openat,creat,write,pwrite64,ftruncate,rename,renameat,renameat2,unlink,unlinkat,fsync,fdatasync,mkdir,mkdirat"
_LINE = re.compile(r"(\d+)\s+(.*)")
_CALL = re.compile(r"(\w+)\((.*)\)\s+=\s+(\d+)(.*)$")
_STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_DESCRIPTOR = re.compile(r"(\d+)<((?:\\x[0-9a-f]{2})+)>")


@dataclass(slots=True)
class PowerReport:
    """What became of the stores."""

    cuts: int = 0
    calls: int = 0
    acknowledged: int = 0
    lost: int = 0
    unreadable: int = 0
    where: list[str] = field(default_factory=list)


Write = tuple[int, bytes | None]
"""Offset and bytes, or a new length and None."""


def _written(content: bytes, write: Write) -> bytes:
    offset, data = write
    content = content.ljust(offset, b"\0")
    return content[:offset] if data is None else content[:offset] + data + content[offset + len(data) :]


@dataclass(slots=True, eq=False)
class _File:
    """A file's content: what is surely on the disk, and the writes that may be."""

    synced: bytes = b""
    now: bytes = b""
    pending: list[Write] = field(default_factory=list)

    def write(self, write: Write) -> None:
        self.pending.append(write)
        self.now = _written(self.now, write)

    def sync(self) -> None:
        self.synced, self.pending = self.now, []

    def after_cut(self, model: str, chance: random.Random) -> bytes:
        if model != "random":
            return self.synced
        survived = chance.randint(0, len(self.pending))
        content = self.synced
        for write in self.pending[:survived]:
            content = _written(content, write)
        if survived < len(self.pending) and (torn := self.pending[survived])[1] is not None:
            content = _written(content, (torn[0], torn[1][: chance.randint(0, len(torn[1]))]))
        return content


NameChange = tuple[str, _File | None]
"""A path, and the file it leads to from now on; None when it leads nowhere."""


class _Disk:
    """A disk below one folder."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.names: dict[str, _File] = {}
        self.synced_names: dict[str, _File] = {}
        self.pending: list[tuple[NameChange, ...]] = []
        self.folders = {root: True}
        """Each folder, and whether its name is surely on the disk."""
        self._places: dict[tuple[str, int], int] = {}
        self._appending: set[tuple[str, int]] = set()

    def holds(self, path: str) -> bool:
        return path == self.root or path.startswith(self.root + "/")

    def open(self, path: str, descriptor: int, flags: str) -> None:
        if path in self.folders:
            return
        if path not in self.names and "O_CREAT" in flags:
            self._rename(((path, _File()),))
        if path in self.names and "O_TRUNC" in flags:
            self.names[path].write((0, None))
        self._places[path, descriptor] = 0
        (self._appending.add if "O_APPEND" in flags else self._appending.discard)((path, descriptor))

    def write(self, path: str, descriptor: int, data: bytes, offset: int | None) -> None:
        file = self.names.get(path)
        if file is None:
            return
        if offset is None:
            key = (path, descriptor)
            offset = len(file.now) if key in self._appending else self._places.get(key, 0)
            self._places[key] = offset + len(data)
        file.write((offset, data))

    def move(self, source: str, target: str) -> None:
        if source in self.names:
            self._rename(((source, None), (target, self.names[source])))

    def remove(self, path: str) -> None:
        self._rename(((path, None),))

    def sync(self, path: str) -> None:
        if path in self.names:
            self.names[path].sync()
        if path not in self.folders:
            return
        of_folder = [change for change in self.pending if any(_folder(name) == path for name, _ in change)]
        for change in of_folder:
            _lead(self.synced_names, change)
        self.pending = [change for change in self.pending if change not in of_folder]
        for folder in self.folders:
            self.folders[folder] |= _folder(folder) == path

    def _rename(self, change: tuple[NameChange, ...]) -> None:
        self.pending.append(change)
        _lead(self.names, change)

    def after_cut(self, model: str, chance: random.Random) -> dict[str, bytes]:
        names = dict(self.synced_names)
        survived = {"strict": 0, "names": len(self.pending), "random": chance.randint(0, len(self.pending))}[model]
        for change in self.pending[:survived]:
            _lead(names, change)
        lost_folders = [folder for folder, is_synced in self.folders.items() if not is_synced and model == "strict"]
        return {
            path: file.after_cut(model, chance)
            for path, file in names.items()
            if not any(path.startswith(folder + "/") for folder in lost_folders)
        }


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _lead(names: dict[str, _File], change: tuple[NameChange, ...]) -> None:
    for path, file in change:
        if file is None:
            names.pop(path, None)
        else:
            names[path] = file


def cut_power(folder: Path, changes: int, cuts: int, *, seed: int = 1) -> PowerReport:
    """Run a writer once, cut its power at `cuts` moments under each model, and count what is lost."""
    chance = random.Random(seed)
    root, trace = folder / "traced", folder / "trace"
    root.mkdir(parents=True)
    _run_traced(root, trace, changes)
    calls = list(_calls(trace))
    moments = set(chance.sample(range(len(calls)), min(cuts, len(calls))))
    report = PowerReport(calls=len(calls))
    disk = _Disk(str(root))
    tried: list[int] = []
    acknowledged: list[int] = []
    for moment, (name, arguments, result, rest) in enumerate(calls):
        _play(disk, name, arguments, result, rest, tried, acknowledged)
        if moment in moments:
            for model in MODELS:
                left = disk.after_cut(model, chance)
                _check(folder / "left", left, str(root), (acknowledged, tried), report, f"call {moment} {name} {model}")
    report.acknowledged = len(acknowledged)
    return report


def _run_traced(root: Path, trace: Path, changes: int) -> None:
    writer = [sys.executable, "-m", "tests.bookmarks.torture.writer", str(root / "data"), str(changes)]
    strace = ["strace", "-f", "-y", "-xx", "-s", "10000000", "-o", str(trace), "-e", f"trace={_CALLS}"]
    subprocess.run([*strace, *writer], check=True, stdout=subprocess.DEVNULL)


Call = tuple[str, str, int, str]


def _calls(trace: Path) -> Iterator[Call]:
    """Read the calls that succeeded, in the order they ended; halves of interrupted ones are put together."""
    begun: dict[str, str] = {}
    with trace.open() as lines:
        for line in lines:
            match = _LINE.match(line)
            if not match:
                continue
            process, text = match.groups()
            if text.endswith("<unfinished ...>"):
                begun[process] = text.removesuffix("<unfinished ...>")
                continue
            if text.startswith("<... "):
                text = begun.pop(process) + text.partition(" resumed>")[2]
            call = _CALL.match(text)
            if call:
                yield call[1], call[2], int(call[3]), call[4]


def _bytes(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", ""))


def _path(escaped: str) -> str:
    return _bytes(escaped).decode(errors="surrogateescape").removesuffix(" (deleted)")


def _play(disk: _Disk, name: str, arguments: str, result: int, rest: str, tried: list[int], acknowledged: list[int]) -> None:
    """Play one call on the disk, or hear what the writer says on its standard output."""
    strings = _STRING.findall(arguments)
    on = _DESCRIPTOR.match(arguments)
    if name in ("openat", "creat"):
        opened = _DESCRIPTOR.search(f"{result}{rest}")
        if opened and disk.holds(path := _path(opened[2])):
            disk.open(path, result, arguments)
    elif name in ("write", "pwrite64") and on:
        data = _bytes(strings[0])[:result]
        if on[1] == "1":
            word, number = data.split()
            (tried if word == b"TRY" else acknowledged).append(int(number))
        elif disk.holds(_path(on[2])):
            offset = int(arguments.rsplit(",", 1)[1]) if name == "pwrite64" else None
            disk.write(_path(on[2]), int(on[1]), data, offset)
    elif name == "ftruncate" and on and _path(on[2]) in disk.names:
        disk.names[_path(on[2])].write((int(arguments.rsplit(",", 1)[1]), None))
    elif name in ("fsync", "fdatasync") and on:
        disk.sync(_path(on[2]))
    elif strings and disk.holds(path := _path(strings[0])):
        if name.startswith("rename"):
            disk.move(path, _path(strings[1]))
        elif name.startswith("unlink"):
            disk.remove(path)
        else:
            disk.folders[path] = False


def _check(
    folder: Path, left: dict[str, bytes], root: str, said: tuple[list[int], list[int]], report: PowerReport, where: str
) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    for path, content in left.items():
        target = folder / path.removeprefix(root + "/")
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        target.write_bytes(content)
    acknowledged, tried = said
    expected: State = apply({}, acknowledged)
    under_way = apply(expected, [number for number in tried if number not in acknowledged])
    report.cuts += 1
    try:
        store = open_store(folder / "data")
        found = state_of(store)
        store.close()
    except Exception as error:
        report.unreadable += 1
        report.where.append(f"{where}: {error!r}")
        return
    if found not in (expected, under_way):
        report.lost += 1
        report.where.append(f"{where}: {len(found)} of {len(expected)} values")
