"""index, doctor, config, keys, paths, completion."""

import json
from pathlib import Path

import pytest

from tests.cli.running import Shell


def states(shell: Shell, *arguments: str | Path) -> dict[str, str]:
    return {check["name"]: check["state"] for check in shell("doctor", "--json", *arguments).json["checks"]}


def test_index_says_what_it_did(shell: Shell, folder: Path) -> None:
    assert "2 articles; 2 added" in shell("index", "-C", folder).err
    assert "2 unchanged" in shell("index", "-C", folder).err
    before = shell("list", "--json", "-C", folder).json["articles"]
    assert shell("index", "--rebuild", "-C", folder).code == 0
    assert shell("list", "--json", "-C", folder).json["articles"] == before


def test_doctor_finds_nothing_wrong_at_first(shell: Shell, folder: Path) -> None:
    shell("bookmarks", "add", "first.md", "--quote", "second quay", "-C", folder)
    assert shell("doctor", "-C", folder).code == 0
    assert set(states(shell, "-C", folder).values()) == {"ok"}


def test_doctor_finds_and_mends_a_broken_catalogue(shell: Shell, folder: Path) -> None:
    shell("list", "-C", folder)
    [catalogue] = shell.paths.cache.rglob("catalogue.sqlite")
    catalogue.write_bytes(b"garbage" * 1000)
    assert shell("doctor", "-C", folder).code == 4
    assert states(shell, "-C", folder, "--fix")["catalogue"] == "fixed"
    assert shell("doctor", "-C", folder).code == 0


def test_doctor_finds_and_mends_a_broken_index(shell: Shell, folder: Path) -> None:
    shell("search", "harbour", "-C", folder)
    for file in (file for file in shell.paths.cache.rglob("index/g*/*") if file.is_file()):
        file.write_bytes(b"garbage")
    assert shell("doctor", "-C", folder).code == 4
    assert states(shell, "-C", folder, "--fix")["index"] == "fixed"
    assert shell("doctor", "-C", folder).code == 0


def test_doctor_tells_of_a_fault_in_the_configuration(shell: Shell, folder: Path) -> None:
    shell.paths.config.mkdir(parents=True)
    shell.paths.config_file.write_text("[ui]\ntehme = 'ink'\n")
    assert states(shell, "-C", folder)["configuration"] == "fault"


def test_doctor_closes_what_others_may_read(shell: Shell, folder: Path) -> None:
    shell("bookmarks", "add", "first.md", "--quote", "second quay", "-C", folder)
    [revision] = (shell.paths.data / "revisions").iterdir()
    revision.chmod(0o644)
    assert states(shell, "-C", folder)["data folder"] == "fault"
    assert states(shell, "-C", folder, "--fix")["data folder"] == "fixed"
    assert revision.stat().st_mode & 0o777 == 0o600


def test_doctor_names_a_missing_folder(shell: Shell, tmp_path: Path) -> None:
    assert shell("doctor", "-C", tmp_path / "missing").code == 4


@pytest.mark.parametrize("damage", [b"", b"garbage" * 999])
def test_a_broken_catalogue_is_made_anew_with_a_notice(shell: Shell, folder: Path, damage: bytes) -> None:
    before = shell("list", "-C", folder).out
    [catalogue] = shell.paths.cache.rglob("catalogue.sqlite")
    catalogue.write_bytes(damage)
    after = shell("list", "-C", folder)
    assert (after.code, after.out) == (0, before)
    assert "made anew" in after.err


def test_config_path_show_and_check(shell: Shell) -> None:
    assert shell("config", "path").out.strip() == str(shell.paths.config_file)
    assert shell("config", "show", "--json").json["settings"]["ui.text_width"] == 72
    assert shell("config", "check").code == 0
    shell.paths.config.mkdir(parents=True)
    shell.paths.config_file.write_text('[ui]\ntext_width = "wide"\n\n[keys.reading]\n"note.writ" = "a"\n')
    check = shell("config", "check")
    assert check.code == 2
    assert "config.toml:2" in check.out and "config.toml:5" in check.out and "note.write" in check.out


def test_settings_are_shown_with_where_they_were_set(shell: Shell) -> None:
    shell.paths.config.mkdir(parents=True)
    shell.paths.config_file.write_text('[ui]\ntext_width = 64\nascii = "no"\n')
    lines = shell("config", "show", "--origin").out.splitlines()
    assert next(line for line in lines if "text_width" in line).endswith(f"{shell.paths.config_file}:2")
    assert next(line for line in lines if "ascii" in line).endswith("default")
    assert shell("config", "show", "--json").json["origins"]["ui.theme"] == "default"


def test_a_configuration_asked_for_by_name_must_exist(shell: Shell, tmp_path: Path) -> None:
    assert shell("list", "--config", tmp_path / "none.toml").code == 2


def test_a_fault_in_the_configuration_stops_nothing(shell: Shell, folder: Path) -> None:
    shell.paths.config.mkdir(parents=True)
    shell.paths.config_file.write_text("= nonsense")
    listed = shell("list", "-C", folder)
    assert listed.code == 0
    assert "config.toml" in listed.err


def test_the_configured_collection_opens(shell: Shell, folder: Path) -> None:
    shell.paths.config.mkdir(parents=True)
    shell.paths.config_file.write_text(f"collection = {json.dumps(str(folder))}\n")
    assert shell("list", "--json").json["collection"] == str(folder)


def test_keys_are_the_table_of_commands(shell: Shell) -> None:
    document = shell("keys", "--json").json
    assert document["preset"] == "less"
    assert set(document["commands"][0]) == {"id", "title", "help", "screen", "keys"}
    assert shell("keys").code == 0


def test_paths_are_printed(shell: Shell) -> None:
    assert shell("paths", "--json").json["paths"]["data"] == str(shell.paths.data)


@pytest.mark.parametrize("kind", ["bash", "zsh", "fish"])
def test_completion_scripts_name_the_command(shell: Shell, kind: str) -> None:
    assert "_BROADSHEET_COMPLETE" in shell("completion", kind).out


def test_doctor_names_copies_and_missing_files(shell: Shell, folder: Path) -> None:
    shell("add", folder)
    (shell.paths.articles / "copy.md").write_bytes((folder / "first.md").read_bytes())
    (shell.paths.articles / "second.txt").unlink()
    detail = next(check["detail"] for check in shell("doctor", "--json").json["checks"] if check["name"] == "articles")
    assert "gone from the folder: second.txt" in detail
    assert "copy.md = first.md" in detail


def test_doctor_finds_a_single_flipped_bit_in_the_index(shell: Shell, folder: Path) -> None:
    shell("search", "harbour", "-C", folder)
    largest = max((f for f in shell.paths.cache.rglob("index/g*/*") if f.is_file()), key=lambda file: file.stat().st_size)
    content = bytearray(largest.read_bytes())
    content[len(content) // 2] ^= 4
    largest.write_bytes(content)
    assert states(shell, "-C", folder)["index"] == "fault"
    assert states(shell, "-C", folder, "--fix")["index"] == "fixed"
    assert shell("search", "harbour", "--count", "-C", folder).out == "2\n"
