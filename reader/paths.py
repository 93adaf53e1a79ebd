"""Where things are kept: data, cache, config and state folders, and the bundled sample.

The only home of platformdirs. `BROADSHEET_DATA_DIR` and its three siblings
win over the platform's folders.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

APP_NAME = "broadsheet"
PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of one user; nothing is created before something is saved."""

    data: Path
    """What the user made and the originals of what was added: never lost."""
    cache: Path
    """What can be computed again: may vanish at any moment."""
    config: Path
    state: Path
    """Session and logs: forgotten without harm."""

    @classmethod
    def of_user(cls, environ: Mapping[str, str] = os.environ) -> "Paths":
        """Return the folders of the current user, with the environment's word first."""
        return cls(
            data=_folder(environ, "DATA", platformdirs.user_data_path(APP_NAME)),
            cache=_folder(environ, "CACHE", platformdirs.user_cache_path(APP_NAME)),
            config=_folder(environ, "CONFIG", platformdirs.user_config_path(APP_NAME)),
            state=_folder(environ, "STATE", platformdirs.user_state_path(APP_NAME)),
        )

    @classmethod
    def under(cls, root: Path) -> "Paths":
        """Return folders below one root, for tests and portable use."""
        return cls(root / "data", root / "cache", root / "config", root / "state")

    @property
    def articles(self) -> Path:
        """The default collection."""
        return self.data / "articles"

    @property
    def config_file(self) -> Path:
        """The configuration file, which may not exist."""
        return self.config / "config.toml"


def _folder(environ: Mapping[str, str], name: str, default: Path) -> Path:
    return Path(environ.get(f"BROADSHEET_{name}_DIR") or default)


def sample_folder() -> Path:
    """Return the folder of the bundled sample collection, in a wheel or a checkout."""
    packaged = Path(__file__).parent / "seeds"
    return packaged if packaged.is_dir() else Path(__file__).parent.parent / "seeds"


def make_private(folder: Path) -> Path:
    """Create a folder that only its owner can enter, and return it."""
    folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
    mode = folder.stat().st_mode
    if mode & 0o077:
        folder.chmod(mode & PRIVATE_FOLDER)  # a folder made read-only on purpose stays so
    return folder
