"""Check that the sdist and the wheel in a folder hold what the program needs beside its code."""

import sys
import tarfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

IN_BOTH = (
    "LICENSE",
    "reader/py.typed",
    "reader/ARCHITECTURE.md",
    "reader/tui/reader.tcss",
    "reader/entities/data/NOTICE.md",
    "reader/entities/data/model.crf",
    "reader/entities/data/words.bin",
    "reader/formats/weights/page.json",
    "reader/formats/weights/text.json",
    "broadsheet.1",
)
IN_SDIST = ("README.md", "pyproject.toml", "tests/readme.py", ".ci/run", ".ci/requirements.lock", "seeds/000-kremlin-visit.md")
SHARED = (
    "share/man/man1/broadsheet.1",
    "share/bash-completion/completions/broadsheet",
    "share/zsh/site-functions/_broadsheet",
    "share/fish/vendor_completions.d/broadsheet.fish",
)
"""Where the system and the shells look for them, below the folder that the wheel is installed in."""
IN_WHEEL = ("entry_points.txt", *SHARED, *(f"reader/seeds/{seed.name}" for seed in Path("seeds").glob("*.md")))
NOT_IN_WHEEL = ("/tests/", "/.ci/", ".github/", "__pycache__")


def lacking(names: Iterable[str], wanted: Iterable[str]) -> list[str]:
    """Return what is wanted and not there; a name may stand in any folder."""
    known = [f"/{name}" for name in names]
    return [want for want in wanted if not any(name.endswith(f"/{want}") for name in known)]


def main(folder: Path) -> int:
    """Tell what is lacking or too much and return how many things that are."""
    [sdist], [wheel] = folder.glob("*.tar.gz"), folder.glob("*.whl")
    with tarfile.open(sdist) as archive:
        faults = [f"{sdist.name} lacks {name}" for name in lacking(archive.getnames(), (*IN_BOTH, *IN_SDIST))]
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    faults += [f"{wheel.name} lacks {name}" for name in lacking(names, (*IN_BOTH, *IN_WHEEL))]
    faults += [f"{wheel.name} holds {name}" for name in names if any(part in f"/{name}" for part in NOT_IN_WHEEL)]
    for fault in faults:
        print(fault)
    return len(faults)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
