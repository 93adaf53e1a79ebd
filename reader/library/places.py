"""Which folder a collection is, and where its derived data lie in the cache."""

import contextlib
import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

from reader.config import Config
from reader.errors import SourceError
from reader.files import expanded
from reader.library.listing import Collection
from reader.paths import Paths, sample_folder

_SAMPLE = Collection(sample_folder(), "sample", is_sample=True, is_default=False)


def choose_collection(paths: Paths, config: Config, folder: Path | None) -> Collection:
    """Return the named folder, the configured one, the default one, or the sample while that is empty.

    Raises:
        SourceError: the folder is missing or no folder.
    """
    named = folder or config.collection
    if named is not None and not _is_same(named, paths.articles):
        return _named_collection(expanded(named))
    if _has_files(paths.articles):
        return Collection(paths.articles, "articles", is_sample=False, is_default=True)
    if named is not None:
        paths.articles.mkdir(parents=True, exist_ok=True, mode=0o700)
        return Collection(paths.articles, "articles", is_sample=False, is_default=True)
    return _SAMPLE


def choose_files(paths: Paths, config: Config, files: Sequence[Path]) -> Collection:
    """Return the collection that files of one folder make: these alone, unless they lie in the one that opens by itself."""
    folder, only = files[0].parent, tuple(file.name for file in files)
    with contextlib.suppress(SourceError):  # files can be read though the configured folder is gone
        usual = choose_collection(paths, config, None)
        if not usual.is_sample and folder.is_relative_to(os.path.realpath(usual.folder)):
            return usual
    name = only[0] if len(only) == 1 else f"{len(only)} files of {folder.name or folder}"
    return Collection(folder, name, is_sample=False, is_default=False, only=only)


def is_sample(reference: str) -> bool:
    """Tell whether a person means the bundled sample by its name; a folder or file of that name comes first."""
    return reference == _SAMPLE.name and not os.path.lexists(reference)


def word_for(key: str) -> str:
    """Return how a collection is named in a call, by the name it has in the reader's own data."""
    return _SAMPLE.name if key == collection_key(_SAMPLE) else key


def own_collection(paths: Paths) -> Collection:
    """Return the reader's own collection, empty or not."""
    return Collection(paths.articles, "articles", is_sample=False, is_default=True)


def _named_collection(folder: Path) -> Collection:
    if is_sample(str(folder)):
        return _SAMPLE
    if not folder.exists():
        raise SourceError(f"{folder}: no such folder; name a folder of article files with -C")
    if not folder.is_dir():
        raise SourceError(f"{folder}: not a folder; name the folder it is in with -C")
    whole = folder.resolve()
    return Collection(whole, whole.name or str(whole), is_sample=False, is_default=False)


def _is_same(a: Path, b: Path) -> bool:
    return os.path.realpath(a) == os.path.realpath(b)


def _has_files(folder: Path) -> bool:
    try:
        with os.scandir(folder) as entries:
            return any(not entry.name.startswith(".") for entry in entries)
    except OSError:
        return False


def derived_folder(paths: Paths, collection: Collection) -> Path:
    """Return the folder in the cache that holds the catalogue and the index of a collection."""
    name = hashlib.sha256(os.fsencode(os.path.realpath(collection.place))).hexdigest()[:16]
    return paths.cache / "collections" / name


def collection_key(collection: Collection) -> str:
    """Return the name a collection has in the reader's own data: the default one may move with its folder."""
    return "" if collection.is_default else os.path.realpath(collection.folder)
