"""The session: what was open comes back, and a broken file harms nothing."""

from pathlib import Path

import pytest

from reader.paths import Paths
from reader.session import Session, load_session, save_session, session_file


def test_a_session_comes_back(tmp_path: Path) -> None:
    paths = Paths.under(tmp_path)
    session = Session(("a1", "b2"), 1, True, 64, ("tokayev", "oil OR gas"), "title")
    save_session(paths, Path("/news"), session)
    assert load_session(paths, Path("/news")) == session


def test_each_collection_has_its_own(tmp_path: Path) -> None:
    paths = Paths.under(tmp_path)
    save_session(paths, Path("/news"), Session(("a",)))
    save_session(paths, Path("/books"), Session(("b",)))
    assert load_session(paths, Path("/news")).open_articles == ("a",)
    assert load_session(paths, Path("/elsewhere")) == Session()


def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    paths = Paths.under(tmp_path)
    save_session(paths, Path("/news"), Session())
    assert session_file(paths).stat().st_mode & 0o777 == 0o600
    assert paths.state.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"collections": 3}',
        b'{"collections": {"/news": {"open": [1, null], "focused": "x", "width": -4}}}',
        b"\xff",
    ],
)
def test_a_broken_file_is_as_good_as_none(tmp_path: Path, content: bytes) -> None:
    paths = Paths.under(tmp_path)
    paths.state.mkdir()
    session_file(paths).write_bytes(content)
    assert load_session(paths, Path("/news")) == Session()
