"""Other names of the same: "British" is the United Kingdom, "EU" the European Union.

One account says Tehran's deal with "Iran", the other an "Iranian" deal; one
spells a body out, the other writes its initials. Countries with their peoples
and well-known bodies are listed; initials of three letters and more are learned
from the two texts, where the full name stands in either. Two letters fit by
chance, so those are only listed ones.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from reader.entities.gazetteer import DATA
from reader.text import plain

FEWEST_INITIALS = 3
MOST_INITIALS = 6
_INITIALS = re.compile(rf"\b[A-Z]{{{FEWEST_INITIALS},{MOST_INITIALS}}}\b|\b(?:[A-Z]\.){{{FEWEST_INITIALS},{MOST_INITIALS}}}")
_SMALL_WORD = r"(?:of|and|the|for|&)"
_FULL_NAME = re.compile(rf"\b[A-Z][a-z]\w*(?:[ -](?:{_SMALL_WORD} )*[A-Z][a-z]\w*)+")
_BIG_WORD = re.compile(r"[A-Z][a-z]\w*")
_BETWEEN = re.compile(r"[ -]")
_NOT_WORD = re.compile(r"\W")
_OTHER_AMERICAS = ("Central", "Latin", "South", "North", "African", "Native")
"""What stands before "American" when the United States are not meant."""


class Aliases:
    """Which words, and runs of words, name the same in two texts."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        learned = _initials([plain(text) for text in texts])
        self._tables = (_Table(learned), _listed()) if learned else (_listed(),)

    def join(self, text: str) -> str:
        """Return a text (with straight quotes) in which a name of several words that has another name is one word."""
        for table in self._tables:
            text = table.join(text)
        return text

    def get(self, word: str) -> tuple[str, str] | None:
        """Return what a word names, as a key, and how it is printed; None for a word that has no other name."""
        return next((known for table in self._tables if (known := table.known.get(word))), None)


class _Table:
    """Forms of names, each with the key of what it names."""

    def __init__(self, forms: Mapping[str, str]) -> None:
        several = sorted((form for form in forms if _BETWEEN.search(form)), key=lambda form: (-len(form), form))
        self.known = {_joined(form) if _BETWEEN.search(form) else form.rstrip("."): (key, form) for form, key in forms.items()}
        # The first letter stands before the rest, so that most places are passed over at once.
        by_letter = {
            letter: [form[1:] for form in several if form[0] == letter] for letter in sorted({form[0] for form in several})
        }
        rest = "|".join(f"{letter}(?:{'|'.join(map(re.escape, forms))})" for letter, forms in by_letter.items())
        self._pattern = re.compile(rf"\b(?:{rest})(?!\w)") if several else None

    def join(self, text: str) -> str:
        return self._pattern.sub(lambda match: _joined(match.group()), text) if self._pattern else text


def alias_key(name: str) -> str:
    """Return what all names of a country or body are read as, by its first name.

    >>> alias_key("United Kingdom")
    'unitedkingdom'
    """
    return _joined(name).lower()


def _joined(form: str) -> str:
    return _NOT_WORD.sub("", form)


@cache
def _listed() -> _Table:
    forms = {
        form: key
        for names in listed_rows("organisations.tsv")
        for key, form in _named_alike(names[:2])
        if len(names) > 1 and names[1]
    }
    for names in listed_rows("countries.tsv"):
        forms |= {form: key for key, form in _named_alike(names[:3])}
    for which in _OTHER_AMERICAS:
        forms |= {f"{which} {people}": alias_key(f"{which}America") for people in ("America", "American", "Americans")}
    return _Table(forms)


def listed_rows(file: str) -> Iterator[list[str]]:
    """Iterate over the rows of a list of known names, each its columns."""
    for line in (DATA / file).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _named_alike(names: list[str]) -> Iterator[tuple[str, str]]:
    key = alias_key(names[0])
    for form in (form for column in names for form in column.split(",") if form):
        yield key, form


def _initials(texts: list[str]) -> dict[str, str]:
    """Lead initials in the texts, and the full names that they shorten, to one key."""
    wanted = {match.replace(".", "") for text in texts for match in _INITIALS.findall(text)}
    forms: dict[str, str] = {}
    for text in texts if wanted else ():
        for name in _FULL_NAME.finditer(text):
            for short, full in _shortened(name.group(), wanted):
                forms[short] = forms[full] = short.lower()
    return forms


def _shortened(name: str, wanted: set[str]) -> Iterator[tuple[str, str]]:
    """Iterate over the parts of a name whose initials are wanted, with those."""
    words = list(_BIG_WORD.finditer(name))
    for first in range(len(words)):
        for last in range(first + FEWEST_INITIALS - 1, min(len(words), first + MOST_INITIALS)):
            short = "".join(word.group()[0] for word in words[first : last + 1])
            if short in wanted:
                yield short, name[words[first].start() : words[last].end()]
