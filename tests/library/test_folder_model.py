"""A folder as a machine against a plain dict: whatever becomes of the files, articles, ids, search and notes follow them."""

import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from reader.bookmarks.bookmark import PlaceState
from reader.config import Config
from reader.library.library import Library
from reader.paths import Paths
from reader.text import Span

NOW = datetime(2025, 11, 22, 12, 0, tzinfo=UTC)
SUBJECTS = ("zorbak", "quintok", "marlok", "tevok")
SEQUELS = ("blepik", "frandok", "huvark")
_NAME = st.sampled_from(("a.txt", "b.txt", "c.txt", "deep/d.txt", "caf\u00e9.txt"))
_SUBJECT = st.sampled_from(SUBJECTS)
_SEQUEL = st.sampled_from(SEQUELS)


def account(subject: str) -> str:
    return f"The town council heard of {subject} for the first time.\n\nNobody in the room had a plan for it, the minutes say.\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A bookmark that was set, and the words it stands on."""

    id: str
    article: str
    words: str


class FolderMachine(RuleBasedStateMachine):
    """One program over one folder; the dict holds what its files hold."""

    def __init__(self) -> None:
        super().__init__()
        self.base = Path(tempfile.mkdtemp())
        self.folder = self.base / "articles"
        self.folder.mkdir()
        self.files: dict[str, str] = {}
        self.notes: list[Note] = []
        self.seen: dict[str, tuple[str, str]] = {}
        """Id and text of each file when the library last looked; without those that were written over since."""
        self.is_seen = False
        self.library = self.opened()

    def opened(self) -> Library:
        return Library.open(Paths.under(self.base / "home"), Config(), self.folder, clock=lambda: NOW)

    def put(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.files[name] = text
        self.is_seen = False

    # --- what becomes of the files --------------------------------------

    @rule(name=_NAME, subject=_SUBJECT)
    def write(self, name: str, subject: str) -> None:
        if self.files.get(name) != account(subject):
            self.seen.pop(name, None)
        self.put(name, account(subject))

    @precondition(lambda self: self.files)
    @rule(name=_NAME, sequel=_SEQUEL)
    def extend(self, name: str, sequel: str) -> None:
        if name in self.files and sequel not in self.files[name]:
            self.put(name, f"{self.files[name]}\nLater the council heard of {sequel} as well.\n")

    @precondition(lambda self: self.files)
    @rule(name=_NAME, other=_NAME)
    def rename(self, name: str, other: str) -> None:
        if name not in self.files or other in self.files:
            return
        moved = self.seen.get(name) if self.is_seen else None
        self.put(other, self.files[name])
        self.delete(name)
        if moved:
            self.seen[other] = moved

    @precondition(lambda self: self.files)
    @rule(name=_NAME, other=_NAME)
    def copy(self, name: str, other: str) -> None:
        if name in self.files and other not in self.files:
            self.put(other, self.files[name])

    @precondition(lambda self: self.files)
    @rule(name=_NAME)
    def delete(self, name: str) -> None:
        if name in self.files:
            (self.folder / name).unlink()
            del self.files[name]
            self.seen.pop(name, None)
            self.is_seen = False

    # --- what the person does -------------------------------------------

    @precondition(lambda self: self.is_seen and self.files)
    @rule(name=_NAME)
    def note(self, name: str) -> None:
        if name not in self.files:
            return
        article = self.library.article(self.library.resolve(name))
        words = next(word for word in SUBJECTS if word in article.text)
        start = article.text.index(words)
        kept = self.library.add_bookmark([(article.id, Span(start, start + len(words)))], note="Why?")
        self.notes.append(Note(kept.id, article.id, words))

    @rule()
    def start_again(self) -> None:
        self.library.close()
        self.library = self.opened()

    @rule()
    def lose_the_cache(self) -> None:
        self.library.close()
        shutil.rmtree(self.base / "home" / "cache", ignore_errors=True)
        noted = {note.article for note in self.notes}
        self.seen = {name: seen for name, seen in self.seen.items() if seen[0] in noted}
        self.is_seen = False
        self.library = self.opened()

    @rule()
    def look(self) -> None:
        self.library.refresh()
        self.is_seen = True
        for name, (article, text) in self.seen.items():
            if self.is_alone(name) and not any(text == other for place, other in self.files.items() if place != name):
                assert self.library.resolve(name) == article, name
        self.seen = {name: (self.library.resolve(name), text) for name, text in self.files.items() if self.is_alone(name)}

    def is_alone(self, name: str) -> bool:
        return list(self.files.values()).count(self.files[name]) == 1

    # --- what must hold -------------------------------------------------

    @invariant()
    def no_note_is_lost(self) -> None:
        assert {bookmark.id for bookmark in self.library.bookmarks()} <= {note.id for note in self.notes}
        assert all(self.library.bookmark(note.id).note == "Why?" for note in self.notes)

    @precondition(lambda self: self.is_seen)
    @invariant()
    def every_text_is_one_article(self) -> None:
        listed = {each.summary.id: self.library.article(each.summary.id).text for each in self.library.listed()}
        assert sorted(listed.values()) == sorted(set(self.files.values()))
        assert all(listed[self.library.resolve(name)] == text for name, text in self.files.items())

    @precondition(lambda self: self.is_seen)
    @invariant()
    def search_finds_what_the_files_hold(self) -> None:
        for word in (*SUBJECTS, *SEQUELS):
            found = {hit.article for hit in self.library.search(word).hits}
            assert found == {self.library.resolve(name) for name, text in self.files.items() if word in text}

    @precondition(lambda self: self.is_seen)
    @invariant()
    def notes_stand_on_their_words(self) -> None:
        for note in self.notes:
            if not self.library.has(note.article):
                continue
            text, place = self.library.article(note.article).text, self.library.place_of(self.library.bookmark(note.id))
            if note.words in text:
                assert place.span is not None
                assert place.span.of(text) == note.words
            else:
                assert place.state is PlaceState.ORPHAN or place.span is None or place.span.of(text) != note.words

    def teardown(self) -> None:
        self.library.close()
        shutil.rmtree(self.base)


TestFolder = FolderMachine.TestCase
TestFolder.settings = settings(
    max_examples=8, stateful_step_count=14, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
