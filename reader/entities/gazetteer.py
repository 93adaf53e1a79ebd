"""Names that are known without a model: countries and their peoples, capitals, cities, international bodies.

Every known name has a label and the entity it stands for: `Kazakhs`, `Kazakh`
and `Kazakhstan` are one entity with two labels. A *sure* name is a mention
wherever it stands; the others (smaller cities, and names that are also words
or people) only advise the statistical model.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from reader.article import Label

DATA = Path(__file__).parent / "data"
_CAPITALISED = r"[A-ZÀ-ÖØ-ÞİĀ-Ž]\w*"
_FIRST_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class KnownName:
    """What a known name stands for."""

    label: Label
    entity: str
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A known name found in a text."""

    start: int
    end: int
    name: str
    known: KnownName


class Gazetteer:
    """Known names, found by their first word."""

    def __init__(self, names: Mapping[str, KnownName]) -> None:
        self.names = names
        self.in_capitals = {name.upper(): name for name in names if " " in name}
        """Names of several words as a headline writes them -> as a sentence does."""
        self._by_first_word: dict[str, list[str]] = {}
        for name in sorted(names, key=lambda name: (-len(name), name)):
            first = _FIRST_WORD.search(name)
            if first:
                self._by_first_word.setdefault(first.group(), []).append(name)
        self._last: tuple[str, tuple[KnownPlace, ...]] = ("", ())
        small = "|".join(sorted(re.escape(word) for word in self._by_first_word if word[0].islower()))
        self._start = re.compile(rf"(?<!\w)(?:{_CAPITALISED}|(?:{small})(?!\w))" if small else rf"(?<!\w){_CAPITALISED}")

    def get(self, name: str) -> KnownName | None:
        """Return what a name stands for, if it is known."""
        return self.names.get(name)

    def find(self, text: str) -> tuple[KnownPlace, ...]:
        """Return the longest known names in a text (with straight quotes and plain blanks).

        Those of the last text are kept: the model asks for them, then the rules.
        """
        last, found = self._last
        if last != text:
            found = tuple(self._places_in(text))
            self._last = text, found
        return found

    def _places_in(self, text: str) -> Iterator[KnownPlace]:
        end = 0
        for match in self._start.finditer(text):
            if match.start() >= end and (name := self._longest_at(text, match)):
                end = match.start() + len(name)
                yield KnownPlace(match.start(), end, name, self.names[name])

    def _longest_at(self, text: str, match: re.Match[str]) -> str | None:
        for name in self._by_first_word.get(match.group(), ()):
            if text.startswith(name, match.start()):
                following = text[match.start() + len(name) : match.start() + len(name) + 1]
                if not (following.isalnum() or following == "_"):
                    return name
        return None


def load_gazetteer() -> Gazetteer:
    """Read the lists that come with the program."""
    return Gazetteer(
        _names_in(("clubs.tsv", "well_known.tsv", "organisations.tsv"), more=("reading.tsv",), surnames=("leaders.txt",))
    )


def load_gazetteer_for_learning() -> Gazetteer:
    """Read the lists without the many companies, media and parties, and without the names that were added later.

    A model that knows them all while it learns leans on the list and finds fewer of those that no list holds.
    """
    return Gazetteer(_names_in(("organisations.tsv",)))


@cache
def short_names_of_clubs() -> frozenset[str]:
    """Read what football clubs are called for short: towns mostly, and clubs only in an article about football."""
    return frozenset(name for (name,) in _rows("towns_with_clubs.txt"))


def _names_in(organisations: tuple[str, ...], more: tuple[str, ...] = (), surnames: tuple[str, ...] = ()) -> dict[str, KnownName]:
    """Put the lists together; what stands in a later one wins, but a surname over nothing."""
    names = _single_names() | _organisations(organisations) | _lands()
    for name, entity in _rows("synonyms.tsv"):
        names |= dict.fromkeys((name, entity), KnownName(Label.PLACE, entity))
    names |= {name: KnownName(Label(label), entity) for file in more for name, label, entity in _rows(file)}
    names = {name: KnownName(Label.PERSON, name) for file in surnames for (name,) in _rows(file)} | names
    names |= _with_their_plurals(names)
    for (name,) in _rows("ambiguous.txt"):
        if name in names:
            names[name] = replace(names[name], is_sure=False)
    return names


def _with_their_plurals(names: Mapping[str, KnownName]) -> dict[str, KnownName]:
    """Return the peoples that are known in both numbers, as one entity: `Houthi` is counted under `Houthis`."""
    return {
        name: replace(known, entity=f"{name}s")
        for name, known in names.items()
        if known.label is Label.NORP and known.entity == name and f"{name}s" in names and names[f"{name}s"].entity == f"{name}s"
    }


def _single_names() -> dict[str, KnownName]:
    """Return the names that have no other: cities, states, groups."""
    names = {name: KnownName(Label.PLACE, name, is_sure=False) for (name,) in _rows("cities.txt")}
    names |= {name: KnownName(Label.PLACE, name) for (name,) in _rows("states.txt")}
    return names | {name: KnownName(Label.NORP, name) for (name,) in _rows("groups.txt")}


def _organisations(files: tuple[str, ...]) -> dict[str, KnownName]:
    names: dict[str, KnownName] = {}
    for entity, aliases in (row for file in files for row in _rows(file)):
        names |= dict.fromkeys(_all(entity, aliases), KnownName(Label.ORG, entity))
    return names


def _lands() -> dict[str, KnownName]:
    """Return regions, countries and their capitals."""
    names: dict[str, KnownName] = {}
    for entity, aliases, people in _rows("regions.tsv"):
        names |= _land(entity, aliases, people)
    for entity, aliases, people, capital in _rows("countries.tsv"):
        names |= {capital: KnownName(Label.PLACE, capital)} if capital else {}
        names |= _land(entity, aliases, people)
    return names


def _land(entity: str, aliases: str, people: str) -> dict[str, KnownName]:
    places = dict.fromkeys(_all(entity, aliases), KnownName(Label.PLACE, entity))
    return places | {name: KnownName(Label.NORP, entity) for name in people.split(",") if name}


def _all(entity: str, aliases: str) -> list[str]:
    return [entity, *(name for name in aliases.split(",") if name)]


def _rows(file: str) -> Iterator[list[str]]:
    for line in (DATA / file).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
