"""From what a person writes to an article: an id or its beginning, a file name, a path."""

import os
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from reader.errors import UnknownArticle

_MOST = 6
"""Candidates named when a reference is ambiguous."""


def resolve(reference: str, ids: Sequence[str], places: Mapping[str, str], folder: Path) -> str:
    """Return the id that a reference means.

    Args:
        reference: as written.
        ids: the ids that begin with the reference.
        places: article ids by path within the collection, parts behind `#`.
        folder: the collection's folder, for paths as the shell completes them.

    Raises:
        UnknownArticle: nothing has it, or several articles do.
    """
    if reference in ids:
        return reference
    for candidates in _readings(reference, ids, places, folder):
        if len(candidates) == 1:
            return candidates[0]
        if candidates:
            raise UnknownArticle(f"{reference} may be {_named(candidates, places)}; write more of it")
    if os.path.isfile(reference):  # noqa: PTH113 - pathlib raises at what is longer than any name
        raise UnknownArticle(f"{reference}: a file that is not in {folder}; `broadsheet add {reference}` brings it in")
    raise UnknownArticle(f"{reference}: no such article in {folder}; `broadsheet list` shows what there is")


def _readings(reference: str, ids: Sequence[str], places: Mapping[str, str], folder: Path) -> Iterator[list[str]]:
    """Iterate over the articles a reference may mean, by way of reading it, the strictest first."""
    if not reference:
        return
    within = inside(reference, folder)
    yield _distinct(i for path, i in places.items() if path in (reference, within))
    yield list(ids)
    yield _distinct(i for path, i in places.items() if path.startswith((f"{reference}#", f"{within}#")))
    yield _distinct(i for path, i in places.items() if PurePosixPath(path).name == reference)
    yield _distinct(i for path, i in places.items() if PurePosixPath(path).stem == reference)
    yield _distinct(i for path, i in places.items() if PurePosixPath(path).name.startswith(reference))
    loosely = {_folded(reference), _folded(within)} - {""}
    yield _distinct(i for path, i in places.items() if _folded(path) in loosely)
    yield _distinct(i for path, i in places.items() if _folded(PurePosixPath(path).name) in loosely)


def _folded(path: str) -> str:
    """Return a path as systems compare it that tell neither case nor the two ways to write an accent apart."""
    return unicodedata.normalize("NFC", path).casefold()


def _distinct(ids: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(ids))


def inside(reference: str, folder: Path) -> str:
    """Return a path of the shell as a path within the folder, or nothing."""
    file, hash_sign, part = reference.partition("#")
    try:
        relative = os.path.relpath(os.path.realpath(file), os.path.realpath(folder))
    except (ValueError, OSError):
        return ""
    return "" if relative.startswith("..") else relative + hash_sign + part


def _named(ids: Sequence[str], places: Mapping[str, str]) -> str:
    paths = {article_id: path for path, article_id in places.items()}
    named = [f"{article_id} ({paths[article_id]})" if article_id in paths else article_id for article_id in ids[:_MOST]]
    return " or ".join(named) + (" or others" if len(ids) > _MOST else "")
