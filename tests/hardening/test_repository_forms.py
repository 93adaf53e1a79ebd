"""What the hosting of the repository reads can be read: the workflow, the forms; nothing else runs them before they are there."""

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
WORKFLOW = ROOT / ".github" / "workflows" / "tests.yml"
SUPPORTED = {"3.11", "3.12", "3.13", "3.14"}


def read(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def jobs() -> dict[str, Any]:
    found: dict[str, Any] = read(WORKFLOW)["jobs"]
    return found


def scripts() -> list[str]:
    return [step["run"] for job in jobs().values() for step in job["steps"] if "run" in step]


def test_every_supported_python_and_system_is_run() -> None:
    classifiers = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["classifiers"]
    assert {line.rpartition(" ")[2] for line in classifiers if "Python :: 3." in line} == SUPPORTED
    assert all(set(job["strategy"]["matrix"]["python"]) == SUPPORTED for job in jobs().values())
    assert jobs()["tests"]["strategy"]["matrix"]["os"] == ["ubuntu-latest", "macos-latest"]


def test_the_workflow_may_only_read_and_keeps_no_credentials() -> None:
    assert read(WORKFLOW)["permissions"] == {}
    for job in jobs().values():
        assert job["permissions"] == {"contents": "read"}
        assert job["steps"][0]["with"] == {"persist-credentials": False}


@pytest.mark.parametrize("script", scripts())
def test_a_script_of_the_workflow_is_one(script: str) -> None:
    assert subprocess.run(["bash", "-n", "-c", script], check=False).returncode == 0
    named = re.findall(r"(?<![\w/])\.ci/\S+", script)
    assert [name for name in named if not (ROOT / name).is_file()] == []


def test_windows_is_said_not_to_be_ported() -> None:
    windows = jobs()["windows"]
    assert windows["name"] == "Windows, not ported"
    assert "WSL" in windows["steps"][-1]["run"]
    assert "Operating System :: Microsoft" not in (ROOT / "pyproject.toml").read_text()


@pytest.mark.parametrize("form", FORMS, ids=lambda form: str(form.stem))
def test_a_form_asks_something_under_different_names(form: Path) -> None:
    fields = read(form)["body"]
    ids = [field["id"] for field in fields]
    assert len(set(ids)) == len(ids) > 0
    assert all(field["attributes"]["label"] for field in fields)
