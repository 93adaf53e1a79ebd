"""Draw the scenes: `python tests/tui/shots.py [FOLDER] [NAME …]`, SVG always, PNG where Chromium is installed.

Without names the scenes kept for the documentation are drawn into `screenshots/`.
"""

import asyncio
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.tui.scenes import SCENES, Scene, app_of, open_library, play


async def drawn(scene: Scene, home: Path) -> str:
    """Return a scene as SVG."""
    library = open_library(home, has_notes=scene.has_notes)
    try:
        app = app_of(scene, library)
        async with app.run_test(size=scene.size) as pilot:
            await play(scene, pilot)
            svg = app.export_screenshot(title="Broadsheet")
    finally:
        library.close()
    return re.sub(r"terminal-\d+", f"scene-{scene.name}", svg)


def write_png(browser: str, picture: Path) -> None:
    """Draw an SVG as PNG beside it, at twice the size."""
    width, height = (float(n) for n in re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', picture.read_text())[0])
    with tempfile.TemporaryDirectory() as scratch:
        page = Path(scratch) / "page.html"
        page.write_text(
            f"<style>body{{margin:0}}img{{width:{width}px;display:block}}</style><img src='{picture.resolve().as_uri()}'>"
        )
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--allow-file-access-from-files"]
        size = f"--window-size={int(width)},{int(height)}"
        target = f"--screenshot={picture.with_suffix('.png').resolve()}"
        subprocess.run(
            [browser, *options, f"--user-data-dir={scratch}", "--default-background-color=00000000", size, target, page.as_uri()],
            check=True,
            capture_output=True,
            timeout=120,
        )


def main(arguments: list[str]) -> None:
    """Draw what was asked for."""
    folder = Path(arguments[0]) if arguments else Path(__file__).parents[2] / "screenshots"
    names = set(arguments[1:])
    wanted = [scene for scene in SCENES if (scene.name in names if names else scene.for_readme or len(arguments) == 1)]
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    folder.mkdir(parents=True, exist_ok=True)
    for scene in wanted:
        with tempfile.TemporaryDirectory() as home:
            picture = folder / f"{scene.name}.svg"
            picture.write_text(asyncio.run(drawn(scene, Path(home))))
        if browser:
            write_png(browser, picture)
        print(picture)  # noqa: T201
    if not browser:
        print("Chromium is not installed: no PNG drawn")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
