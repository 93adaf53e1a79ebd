"""A collection that is hostile in every place a text can stand in."""

from pathlib import Path

from tests.hardening.payloads import FILE_NAMES, PAYLOADS
from tests.systems import TAKES_ANY_NAME

_FILLER = (
    "The council of Lindhaven met on November 2 and spoke for two hours about the harbour, its second quay and the road to it. "
    "Mayor Mary Okafor promised $12 million and named no date, which the members from the northern quarters did not welcome."
)


def write_hostile_collection(folder: Path) -> Path:
    """Write one article a payload (in its title, its source, its text) and one a file name."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, payload in enumerate(PAYLOADS.values()):
        (folder / f"payload-{number:02}.md").write_text(_markdown(payload), encoding="utf-8", errors="surrogatepass")
        (folder / f"plain-{number:02}.txt").write_text(
            f"{payload}\n\n{_FILLER}\n\nMore {payload} follows.\n\n{_FILLER}\n", encoding="utf-8", newline=""
        )
    everything = "\n\n".join(f"Number {number}: {payload}" for number, payload in enumerate(PAYLOADS.values()))
    (folder / "everything.md").write_text(f"# Everything\n\n{_FILLER}\n\n{everything}\n", encoding="utf-8", errors="surrogatepass")
    for name in FILE_NAMES:
        (folder / name).write_text(f"A harbour, {len(name)} letters long\n\n{_FILLER}\n{name}\n", encoding="utf-8")
    if TAKES_ANY_NAME:
        (folder / b"not \xff utf-8.txt".decode("utf-8", "surrogateescape")).write_text(f"A name in bytes\n\n{_FILLER}\n")
    return folder


def _markdown(payload: str) -> str:
    one_line = payload.replace("\n", " ").replace("\r", " ")
    parts = (
        f"# {one_line}",
        f"*By {one_line}*",
        "November 3, 2025",
        f"Before {payload} after.",
        _FILLER,
        f"> {payload}",
        f"- {payload}",
    )
    return "\n\n".join((*parts, _FILLER)) + "\n"
