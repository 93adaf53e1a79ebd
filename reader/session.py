"""What was open when the program was left: panes, width, past queries; forgotten without harm.

One JSON file in the state folder, with an entry for each collection. A file
that cannot be read is as good as none.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reader.files import write_atomically
from reader.paths import Paths, make_private

_KEPT_QUERIES = 100
_KEPT_COLLECTIONS = 50


@dataclass(frozen=True, slots=True)
class Session:
    """What one collection looked like when it was left."""

    open_articles: tuple[str, ...] = ()
    """Ids, in the order of the panes; empty when the library was on top."""
    focused: int = 0
    is_zoomed: bool = False
    text_width: int | None = None
    past_queries: tuple[str, ...] = field(default=())
    """Oldest first."""
    order: str = ""
    """How the library was ordered."""


def session_file(paths: Paths) -> Path:
    """Return where sessions are kept."""
    return paths.state / "session.json"


def load_session(paths: Paths, collection: Path) -> Session:
    """Return how a collection was left, or an empty session."""
    entry = _entries(paths).get(str(collection))
    return _session(entry) if isinstance(entry, dict) else Session()


def save_session(paths: Paths, collection: Path, session: Session) -> None:
    """Keep how a collection is left.

    Raises:
        OSError: the state folder cannot be written to.
    """
    entries = {name: entry for name, entry in _entries(paths).items() if name != str(collection)}
    newest = dict(list(entries.items())[-_KEPT_COLLECTIONS:])
    newest[str(collection)] = {
        "open": list(session.open_articles),
        "focused": session.focused,
        "zoomed": session.is_zoomed,
        "width": session.text_width,
        "queries": list(session.past_queries[-_KEPT_QUERIES:]),
        "order": session.order,
    }
    make_private(paths.state)
    write_atomically(session_file(paths), json.dumps({"schema": 1, "collections": newest}, indent=1).encode())


def _entries(paths: Paths) -> Mapping[str, object]:
    try:
        content = json.loads(session_file(paths).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    entries = content.get("collections") if isinstance(content, dict) else None
    return entries if isinstance(entries, dict) else {}


def _session(entry: Mapping[str, object]) -> Session:
    focused, width = entry.get("focused"), entry.get("width")
    return Session(
        open_articles=_texts(entry.get("open"))[:4],
        focused=focused if isinstance(focused, int) and 0 <= focused < 4 else 0,
        is_zoomed=entry.get("zoomed") is True,
        text_width=width if isinstance(width, int) and 20 <= width <= 300 else None,
        past_queries=_texts(entry.get("queries"))[-_KEPT_QUERIES:],
        order=order if isinstance(order := entry.get("order"), str) else "",
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(text for text in value if isinstance(text, str)) if isinstance(value, list) else ()
