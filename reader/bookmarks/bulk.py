"""Many lasting objects made at once."""

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def made_in_bulk() -> Iterator[None]:
    """Let the collector of cycles rest while thousands of lasting objects are made.

    It would look through all that are there again each time their number has
    grown by a quarter, and find nothing: for 10,000 bookmarks that is half of
    the time. What another thread does meanwhile is collected a little later.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
