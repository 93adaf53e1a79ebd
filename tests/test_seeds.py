"""The sample collection: own words, the originals' facts."""

import re
from pathlib import Path

import pytest

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.md"))
ORIGINALS = sorted((Path(__file__).parent.parent.parent / "shared" / "articles").glob("*.txt"))
LONGEST_SHARED_RUN = 7


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+(?:'[a-z]+)?", text.lower().replace("’", "'"))


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[i : i + length]) for i in range(len(found) - length + 1)}


def body(seed: Path) -> str:
    return seed.read_text(encoding="utf-8").split("---", 2)[2]


def test_there_are_five_of_a_readable_length() -> None:
    assert len(SEEDS) == 5
    assert all(350 <= len(body(seed).split()) <= 700 for seed in SEEDS)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
def test_each_names_its_original(seed: Path) -> None:
    assert re.search(r"^original: \S", seed.read_text(encoding="utf-8"), re.M)


def test_they_disagree_where_the_originals_do() -> None:
    moscow, oral = body(SEEDS[0]), body(SEEDS[1])
    assert "29 deals" in moscow
    assert "$31 billion" in moscow
    assert "29 joint projects" in oral
    assert "$30.8bn" in oral


def test_what_an_original_does_not_state_is_not_invented() -> None:
    fronts = [seed.read_text(encoding="utf-8").split("---")[1] for seed in SEEDS]
    assert [("title:" in front, "published:" in front) for front in fronts] == [
        (True, True),
        (True, True),
        (True, False),
        (False, False),
        (True, False),
    ]
    assert not any("author:" in front for front in fronts)


@pytest.mark.skipif(not ORIGINALS, reason="compared with the originals only where ../shared/articles is at hand")
@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
def test_no_long_run_of_words_is_an_originals(seed: Path) -> None:
    length = LONGEST_SHARED_RUN + 1
    shared = runs(seed.read_text(encoding="utf-8"), length) & set().union(
        *(runs(original.read_text(encoding="utf-8"), length) for original in ORIGINALS)
    )
    assert not shared
