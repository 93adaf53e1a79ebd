"""What the program needs to run: bounded, locked with hashes, free to use, and a wheel for everybody."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DIRECT = [Requirement(line) for line in PROJECT["dependencies"]]
EXTRA = [Requirement(line) for name in ("pdf", "ner", "web") for line in PROJECT["optional-dependencies"][name]]
LOCK = (ROOT / ".ci" / "requirements.lock").read_text(encoding="utf-8")
LOCKED = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", LOCK, re.MULTILINE))
ALLOWED = re.compile(r"MIT|BSD|Apache|PSF|Python Software Foundation|MPL-2|Mozilla Public License 2|ISC", re.IGNORECASE)
"""Licences under which a program of the MIT licence may be passed on together with the package."""
CHOSEN = {"tld": "MPL-1.1"}
"""Packages that leave the choice of a licence, with the one taken."""


def licence_of(name: str) -> str:
    """Return what a package says of its licence, in any of the three places where it can."""
    metadata = distribution(name).metadata
    classified = [line.rpartition("::")[2] for line in metadata.get_all("Classifier") or [] if line.startswith("License ::")]
    return " ".join([metadata["License-Expression"] or "", *classified]).strip() or (metadata["License"] or "")


@pytest.mark.parametrize("requirement", [*DIRECT, *EXTRA], ids=str)
def test_a_dependency_is_bounded_on_both_sides(requirement: Requirement) -> None:
    operators = {specifier.operator for specifier in requirement.specifier}
    assert ">=" in operators
    assert "<" in operators


@pytest.mark.parametrize("requirement", DIRECT, ids=str)
def test_the_lock_holds_what_is_asked_for(requirement: Requirement) -> None:
    assert LOCKED[canonicalize_name(requirement.name)] in requirement.specifier, "lock anew with .ci/lock"


@pytest.mark.parametrize("name", LOCKED)
def test_the_lock_is_closed(name: str) -> None:
    """What a locked package needs is locked, too."""
    try:
        needed = [Requirement(line) for line in distribution(name).requires or []]
    except PackageNotFoundError:
        pytest.skip(f"{name} is not installed on this platform")
    always = [each.name for each in needed if each.marker is None or each.marker.evaluate({"extra": ""})]
    assert {canonicalize_name(each) for each in always} <= set(LOCKED), "lock anew with .ci/lock"


def test_every_locked_package_has_its_hashes_and_no_address() -> None:
    entries = re.split(r"^(?=[a-z0-9-]+==)", LOCK, flags=re.MULTILINE)[1:]
    assert len(entries) == len(LOCKED)
    assert [entry.split("==")[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in LOCK
    assert "--index" not in LOCK


@pytest.mark.parametrize("name", LOCKED)
def test_a_package_may_be_passed_on_with_this_one(name: str) -> None:
    try:
        licence = licence_of(name)
    except PackageNotFoundError:
        pytest.skip(f"{name} is not installed on this platform")
    if name in CHOSEN:
        assert re.search(rf"\b{re.escape(CHOSEN[name])} OR ", licence)
    else:
        assert ALLOWED.search(licence)
        assert not re.search(r"\bA?GPL", licence)
