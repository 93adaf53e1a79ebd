"""The texts that the recogniser learns from.

Each source is a gzipped file of JSON lines, one document a line: `doc`,
`text`, `spans` (start, end, label; sorted, not overlapping) and `skip`
(stretches whose labels are in doubt: their sentences are left out).

The model that ships learns from four sources without share-alike terms:
`gmb-voted-nosa` (Groningen Meaning Bank, public-domain news), `wikigold`
(CC-BY 4.0), `europarl` (free of restrictions) and from `gum` the news,
interviews, academic and court texts (CC-BY).
"""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SOURCES = ("gum", "wikigold", "europarl", "gmb-voted-nosa")
_SHARE_ALIKE_PARTS = ("gum-bio", "gum-voyage")


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its labelled stretches."""

    name: str
    text: str
    spans: tuple[tuple[int, int, str], ...]
    doubtful: tuple[tuple[int, int], ...]
    """Sentences that touch these are not learnt from."""


def read_documents(folder: Path) -> Iterator[Document]:
    """Iterate over the documents of all sources, in a fixed order."""
    for source in SOURCES:
        yield from read_file(folder / f"{source}.jsonl.gz")


def read_file(path: Path) -> Iterator[Document]:
    """Iterate over the documents of one file, without the share-alike parts."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if not row["doc"].startswith(_SHARE_ALIKE_PARTS):
                yield _document(row)


def _document(row: dict[str, object]) -> Document:
    def pairs(key: str) -> list[list[object]]:
        found = row.get(key, [])
        assert isinstance(found, list)
        return found

    return Document(
        name=str(row["doc"]),
        text=str(row["text"]),
        spans=tuple((int(str(s)), int(str(e)), str(label)) for s, e, label, *_ in pairs("spans")),
        doubtful=tuple((int(str(s)), int(str(e))) for s, e, *_ in pairs("skip")),
    )
