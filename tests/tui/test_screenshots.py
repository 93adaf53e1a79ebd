"""The pictures of the documentation show what the screens show: the same words in the same rows as the tested snapshots."""

import html
import re
from pathlib import Path

import pytest

from tests.tui.scenes import SCENES

ROOT = Path(__file__).parents[2]
SNAPSHOTS = Path(__file__).parent / "__snapshots__" / "test_snapshots"
KEPT = [scene.name for scene in SCENES if scene.for_readme]


def words_of(picture: Path) -> str:
    """Return the words of a picture, row by row, without the blanks: where a row is cut into parts is left to chance."""
    texts = re.findall(r'<text class="[^"]*-r\d+"[^>]*>(.*?)</text>', picture.read_text(encoding="utf-8"))
    return "".join(word for text in texts for word in html.unescape(text).split())


@pytest.mark.parametrize("name", KEPT)
def test_a_picture_shows_what_the_screen_shows(name: str) -> None:
    shown = words_of(SNAPSHOTS / f"test_the_scene_looks_as_it_did[{name}].svg")
    assert len(shown) > 100
    assert words_of(ROOT / "screenshots" / f"{name}.svg") == shown, "draw it anew: poe shots"


@pytest.mark.parametrize("name", KEPT)
def test_a_picture_is_there_for_the_readme_too(name: str) -> None:
    assert (ROOT / "screenshots" / f"{name}.png").stat().st_size > 10_000


def test_no_picture_is_left_over() -> None:
    assert sorted({picture.stem for picture in (ROOT / "screenshots").iterdir()}) == sorted(KEPT)
