"""The scenes as pictures: one size and one theme each. `poe snap --snapshot-update` after looking at them."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.tui.scenes import SCENES, Scene, app_of, open_library, play


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_the_scene_looks_as_it_did(scene: Scene, tmp_path: Path, snap_compare: Callable[..., bool]) -> None:
    library = open_library(tmp_path, has_notes=scene.has_notes)
    try:
        assert snap_compare(app_of(scene, library), terminal_size=scene.size, run_before=partial(play, scene))
    finally:
        library.close()
