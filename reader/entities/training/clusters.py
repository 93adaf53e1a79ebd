"""Group words that are used alike, from ready-made word vectors.

Reads the `vocab` folder of an installed spaCy pipeline with vectors (by name
`en_core_web_md` 3.7 or later, MIT), without spaCy itself. Needs numpy. The
same folder and numpy give the same groups.
"""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

CLUSTERS = 960
ROUNDS = 25
_SEED = 1
_FACTOR = 0xC6A4A7935BD1E995
_ALL = 0xFFFFFFFFFFFFFFFF


def clusters_of(vocab: Path) -> dict[str, int]:
    """Return the cluster (1 to `CLUSTERS`) of every word that has a vector."""
    import msgpack  # only this script needs it, and numpy: neither is installed for reading
    import numpy

    vectors = numpy.load(vocab / "vectors")
    rows = msgpack.unpackb((vocab / "key2row").read_bytes(), strict_map_key=False)
    strings = json.loads((vocab / "strings.json").read_text("utf-8"))
    found = {word: rows[key] for word in strings if (key := murmur64(word.encode())) in rows and rows[key] >= 0}
    nearest = k_means(vectors)
    return {word: int(nearest[row]) + 1 for word, row in sorted(found.items()) if numpy.any(vectors[row])}


def k_means(vectors: Any) -> Any:
    """Return the cluster of each vector, numbered so that neighbouring numbers are close clusters."""
    import numpy

    unit = vectors / numpy.maximum(numpy.linalg.norm(vectors, axis=1), 1e-9)[:, None]
    generator = numpy.random.default_rng(_SEED)
    centres = unit[generator.choice(len(unit), CLUSTERS, replace=False)]
    for _ in range(ROUNDS):
        nearest = numpy.argmax(unit @ centres.T, axis=1)
        sums = numpy.zeros_like(centres)
        numpy.add.at(sums, nearest, unit)
        lengths = numpy.linalg.norm(sums, axis=1)
        empty = lengths < 1e-9
        centres = numpy.where(empty[:, None], centres, sums / numpy.maximum(lengths, 1e-9)[:, None])
    nearest = numpy.argmax(unit @ centres.T, axis=1)
    order = numpy.argsort(_coarse(centres), kind="stable")
    rank = numpy.empty_like(order)
    rank[order] = numpy.arange(len(order))
    return rank[nearest]


def _coarse(centres: Any) -> Any:
    """Order centres so that every run of fifteen is one broad group: halve by the main direction, again and again."""
    import numpy

    keys = numpy.zeros(len(centres), dtype=numpy.int64)
    groups: dict[int, list[int]] = {1: list(range(len(centres)))}
    for _ in range(6):
        halves: dict[int, list[int]] = defaultdict(list)
        for name, members in groups.items():
            block = centres[members]
            centred = block - block.mean(axis=0)
            direction = numpy.linalg.svd(centred, full_matrices=False)[2][0]
            direction = direction * numpy.sign(direction[numpy.argmax(numpy.abs(direction))])
            ranked = [members[i] for i in numpy.argsort(centred @ direction, kind="stable")]
            middle = len(ranked) // 2
            halves[name * 2], halves[name * 2 + 1] = ranked[:middle], ranked[middle:]
        groups = halves
    for name, members in groups.items():
        keys[members] = name
    return keys


def murmur64(key: bytes) -> int:
    """Return the MurmurHash64A of some bytes, as string tables of spaCy number their words."""
    value = (_SEED ^ (len(key) * _FACTOR)) & _ALL
    whole = len(key) & ~7
    for i in range(0, whole, 8):
        part = (int.from_bytes(key[i : i + 8], "little") * _FACTOR) & _ALL
        part ^= part >> 47
        value = ((value ^ ((part * _FACTOR) & _ALL)) * _FACTOR) & _ALL
    if whole < len(key):
        value = ((value ^ int.from_bytes(key[whole:], "little")) * _FACTOR) & _ALL
    value ^= value >> 47
    value = (value * _FACTOR) & _ALL
    return value ^ (value >> 47)
