"""The hostile table: each row ends as it must, and all other documents of the same call come in."""

import importlib.util
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import Outcome, Shell
from tests.formats.hostile_files import NAMES, TRAPS, readable_files, refused_files, write_files
from tests.formats.makers import LAST, MORE, PARAGRAPH

GENERATOR = Path(__file__).parents[2].parent / "shared" / "tools" / "reliability" / "hostile.py"
ONE_GIGABYTE = 1_000_000_000
GOOD = {"00-first.txt": f"The first good file\n\n{PARAGRAPH}\n", "zz-last.md": f"# The last good file\n\n{MORE}\n\n{LAST}\n"}
HAS_PDF = importlib.util.find_spec("pypdf") is not None


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    folder = tmp_path / "hostile"
    folder.mkdir()
    write_files(folder)
    for name, text in GOOD.items():
        (folder / name).write_text(text)
    return folder


def add_all(shell: Shell, folder: Path) -> Outcome:
    return shell("add", "--json", "--", *sorted(folder.iterdir()))


def reasons(outcome: Outcome) -> dict[str, str]:
    return {Path(line["path"]).name: line["why"] for line in outcome.json["refused"]}


def test_every_row_ends_as_it_must(shell: Shell, hostile: Path, tmp_path: Path) -> None:
    outcome = add_all(shell, hostile)
    refused = reasons(outcome)
    assert outcome.code == 3
    expected = {name: why for name, (_, why) in refused_files().items()} | TRAPS
    pdfs = {name for name, why in expected.items() if why == "pdf"}
    assert set(refused) == set(expected)
    for name in set(expected) - pdfs:
        assert expected[name] in refused[name], name
    assert all("\n" not in why and why for why in refused.values())
    assert all(("extra" in refused[name]) is not HAS_PDF for name in pdfs)
    assert len(outcome.json["added"]) == len(GOOD) + len(NAMES) + len(readable_files())
    # The address space of the child is capped; what it really took is less.
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 < ONE_GIGABYTE
    assert {path.name for path in tmp_path.iterdir()} == {"home", "hostile"}
    assert not Path("/tmp/escaped-by-a-book.txt").exists()
    assert not list(tmp_path.rglob("escaped*"))
    kept = {path.name for path in shell.paths.articles.iterdir()}
    assert not kept & (set(expected) - pdfs)


def test_what_is_read_is_read_in_full_and_once(shell: Shell, hostile: Path) -> None:
    first, again = add_all(shell, hostile), add_all(shell, hostile)
    assert (again.json["added"], again.json["updated"]) == ([], [])
    assert len(again.json["unchanged"]) == len(first.json["added"])
    assert reasons(again) == reasons(first)
    texts = " ".join(shell("show", article["id"]).out for article in shell("list", "--json").json["articles"])
    plain = " ".join(texts.split())
    for name, (_, words) in readable_files().items():
        assert " ".join(words.split()[:4]) in plain, name
    assert not {"\x1b", "\x9b"} & set(texts)


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd", "ftp://example.org/a", "gopher://example.org/", "https://user:word@example.org/", "http://127.0.0.1:9/",
        "http://[::1]:9/", "http://169.254.169.254/latest", "http://10.0.0.1/", "http://localhost:9/", "javascript:alert(1)",
    ],
)  # fmt: skip
def test_an_address_of_a_wrong_kind_is_one_line(shell: Shell, address: str) -> None:
    outcome = shell("add", address)
    assert (outcome.code, outcome.out) == (3, "")
    assert [line for line in outcome.err.splitlines() if line.startswith("refused")] == outcome.err.splitlines()[:1]
    assert "Traceback" not in outcome.err


@pytest.mark.skipif(not GENERATOR.exists(), reason="the generator of hostile files is not here")
def test_another_hand_s_files_end_well_too(shell: Shell, tmp_path: Path) -> None:
    made = tmp_path / "made"
    subprocess.run([sys.executable, GENERATOR, made], check=True, capture_output=True)
    (made / "zz-good.txt").write_text(GOOD["00-first.txt"])
    outcome = shell("add", "--json", "--", *sorted(path for path in made.iterdir() if path.suffix != ".toml" and not path.is_dir()))
    assert outcome.code == 3
    assert all("\n" not in line["why"] and line["why"] for line in outcome.json["refused"])
    assert any("first good file" in line["title"] for line in outcome.json["added"])
    assert len(outcome.json["added"]) > 70
    assert not list(Path("/tmp").glob("pwned_*"))
