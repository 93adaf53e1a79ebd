"""`serve` and its guards; a server runs in `test_browser.py`."""

import socket
import sys

import pytest

from reader.cli.browser import allowed_names, is_ours
from tests.cli.running import Shell


def test_another_host_has_to_be_allowed(shell: Shell) -> None:
    outcome = shell("serve", "--host", "0.0.0.0", "-n")
    assert outcome.code == 2
    assert "--allow-remote" in outcome.err
    assert shell("serve", "--host", "0.0.0.0", "--allow-remote", "-n").code == 0


def test_a_missing_package_is_named(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "textual_serve.server", None)
    outcome = shell("serve")
    assert outcome.code == 2
    assert "broadsheet[web]" in outcome.err


def test_a_missing_package_is_named_though_the_address_is_taken_too(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "textual_serve.server", None)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        assert "broadsheet[web]" in shell("serve", "--port", str(other.getsockname()[1])).err


def test_an_address_that_is_taken_is_told_before_it_is_announced(shell: Shell) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        outcome = shell("serve", "--port", str(other.getsockname()[1]))
    assert (outcome.code, outcome.out) == (3, "")
    assert outcome.err.count("\n") == 1
    assert "--port" in outcome.err


def test_a_folder_that_is_missing_is_told_at_once(shell: Shell) -> None:
    outcome = shell("-C", "/nowhere/at/all", "serve", "-n")
    assert outcome.code == 3
    assert "no such folder" in outcome.err


@pytest.mark.parametrize(
    ("headers", "is_let_in"),
    [
        ({"Host": "127.0.0.1:8000"}, True),
        ({"Host": "localhost:8000", "Origin": "http://127.0.0.1:8000"}, True),
        ({"Host": "evil.example:8000"}, False),
        ({"Host": "127.0.0.1:8000", "Origin": "http://evil.example"}, False),
        ({"Host": "127.0.0.1:8000", "Origin": "null"}, False),
        ({}, False),
    ],
)
def test_only_our_own_page_is_let_in(headers: dict[str, str], is_let_in: bool) -> None:
    assert is_ours(headers, allowed_names("127.0.0.1", 8000)) is is_let_in
