"""The store as a machine against a plain dict: whatever is done in whatever order, it holds what the dict holds."""

import random
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from reader.bookmarks.record import Change, Json, Kind, Name
from reader.bookmarks.store import Store
from tests.bookmarks.makers import opened
from tests.bookmarks.torture.damage import DAMAGES, FILES

_KINDS = st.sampled_from((Kind.BOOKMARK, Kind.DRAFT, Kind.READ))
_KEYS = st.sampled_from(("a", "b", "c", "caf\udce9"))
_VALUES = st.none() | st.fixed_dictionaries({"note": st.text(max_size=8)})
_CHANGES = st.lists(st.builds(Change, _KINDS, _KEYS, _VALUES), min_size=1, max_size=3, unique_by=lambda change: change.key)
_WHO = st.integers(0, 1)
_FILE = st.sampled_from(FILES)
_DAMAGE = st.sampled_from(sorted(DAMAGES))
_SEED = st.integers(0, 10**6)

State = dict[Name, Json]


@dataclass(slots=True)
class Program:
    """One program that holds the store open, and what it can take back."""

    store: Store
    steps: list[tuple[str, State, State]] = field(default_factory=list)
    """Name, values before and values after of each of its undoable changes; a deleted value is an empty object."""


class StoreMachine(RuleBasedStateMachine):
    """Two programs change one store; the model knows what must be there after each step."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.model: State = {}
        self.programs: list[Program] = []
        self.count = 0

    @initialize(first=_CHANGES)
    def start(self, first: list[Change]) -> None:
        self.programs = [Program(opened(self.folder)), Program(opened(self.folder))]
        self.save(0, first, is_undoable=False)

    @rule(who=_WHO, changes=_CHANGES, is_undoable=st.booleans())
    def save(self, who: int, changes: list[Change], is_undoable: bool) -> None:
        before, after = self._before_and_after(changes)
        self.count += 1
        name = f"change {self.count}" if is_undoable else ""
        self.programs[who].store.save(changes, undo_as=name)
        if name and after:
            self.programs[who].steps.append((name, before, after))
        self._put(after)

    @rule(who=_WHO, kind=_KINDS, key=_KEYS)
    def delete(self, who: int, kind: Kind, key: str) -> None:
        self.save(who, [Change(kind, key, None)], is_undoable=True)

    @rule(who=_WHO)
    def undo(self, who: int) -> None:
        steps, expected = self.programs[who].steps, None
        while steps and expected is None:
            name, before, after = steps.pop()
            if all(self.model.get(record, {}) == value for record, value in after.items()):
                expected = name
                self._put(before)
        assert self.programs[who].store.undo() == expected

    @rule(who=_WHO)
    def refresh(self, who: int) -> None:
        store = self.programs[who].store
        was_behind = _held(store) != self.model
        assert store.refresh() or not was_behind
        assert _held(store) == self.model
        assert not store.refresh()

    @rule(who=_WHO)
    def reopen(self, who: int) -> None:
        self.programs[who].store.close()
        self.programs[who] = Program(opened(self.folder))
        assert _held(self.programs[who].store) == self.model

    @rule(file=_FILE, damage=_DAMAGE, seed=_SEED)
    def reopen_after_one_copy_was_damaged(self, file: str, damage: str, seed: int) -> None:
        for program in self.programs:
            program.store.close()
        self._damage(file, damage, seed)
        self.programs = [Program(opened(self.folder)), Program(opened(self.folder))]
        assert self.programs[1].store.notices == (), "the first to open has repaired it"
        assert [_held(program.store) for program in self.programs] == [self.model] * 2

    @rule(file=_FILE, damage=_DAMAGE, seed=_SEED, who=_WHO, changes=_CHANGES)
    def save_after_one_copy_was_damaged(self, file: str, damage: str, seed: int, who: int, changes: list[Change]) -> None:
        self._damage(file, damage, seed)
        self.save(who, changes, is_undoable=False)
        self.reopen(who)  # what a running program does not see of the damage, the next start repairs
        assert self.programs[who].store.check() == ()

    @rule()
    def check(self) -> None:
        for program in self.programs:
            program.store.refresh()
            assert program.store.check() == ()

    @invariant()
    def numbers_never_go_back(self) -> None:
        for program in self.programs:
            changed = program.store.changed_since(0)
            assert [record.number for record in changed] == sorted(record.number for record in changed)
            assert all(record.number <= program.store.number for record in changed)

    def teardown(self) -> None:
        for program in self.programs:
            program.store.refresh()
            assert _held(program.store) == self.model
            program.store.close()
        if self.programs:
            last = opened(self.folder)
            assert _held(last) == self.model
            last.close()
        shutil.rmtree(self.folder)

    def _damage(self, file: str, damage: str, seed: int) -> None:
        DAMAGES[damage](self.folder / file, random.Random(seed))

    def _before_and_after(self, changes: list[Change]) -> tuple[State, State]:
        names = {(change.kind.value, change.key): change.value or {} for change in changes}
        after = {name: value for name, value in names.items() if self.model.get(name, {}) != value}
        return {name: self.model.get(name, {}) for name in after}, dict(after)

    def _put(self, values: Mapping[Name, Json]) -> None:
        self.model |= values
        self.model = {name: value for name, value in self.model.items() if value}


def _held(store: Store) -> State:
    return {(kind.value, key): value for kind in Kind for key, value in store.values(kind).items()}


TestStore = StoreMachine.TestCase
TestStore.settings = settings(
    max_examples=50,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
