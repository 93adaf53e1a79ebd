"""Which of the distributions that provide `import whoosh` is installed, and whether it is one we know.

Decision: whoosh-reloaded, pure Python, unchanged since 2024 and finished. Its
makers no longer maintain it, so the way out is kept open: the tests also run
on whoosh3, which reads and writes the same index. Neither the original (it
warns when it is loaded) nor whoosh-ng (it cannot decode its own phrases). Two
of them at once overwrite each other's files without a word.

`poe whoosh3` runs the tests on whoosh3, installed into a folder of its own that
comes before all others.
"""

from importlib.util import find_spec
from pathlib import Path

KNOWN = ("whoosh-reloaded", "whoosh3")
OTHERS = ("whoosh", "whoosh-ng", "whoosh-novo")


def fault_of_installation() -> str:
    """Return what is wrong with the installed Whoosh, in one line; empty when nothing is."""
    from importlib import metadata  # slow to load, and only writing and checking ask

    spec = find_spec("whoosh")
    if spec is None or spec.origin is None:
        return f"whoosh is not installed: install {KNOWN[0]}"
    folder = str(Path(spec.origin).parent.parent)
    return fault_of(tuple(name for name in (*KNOWN, *OTHERS) if any(metadata.distributions(name=name, path=[folder]))))


def fault_of(installed: tuple[str, ...]) -> str:
    """Return what is wrong with these distributions in one folder.

    >>> fault_of(("whoosh-ng",))
    'whoosh-ng cannot be used for the search index: install whoosh-reloaded instead'
    """
    if len(installed) > 1:
        return f"{' and '.join(installed)} overwrite each other: uninstall them and install {KNOWN[0]} again"
    if installed and installed[0] in OTHERS:
        return f"{installed[0]} cannot be used for the search index: install {KNOWN[0]} instead"
    return ""
