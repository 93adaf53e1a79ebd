"""Settings that only the screens can judge: told with their line by `config check`, by `doctor` and by the first screen."""

from dataclasses import replace
from pathlib import Path

import pytest

from reader.config import Config, read_config
from reader.library.library import Library
from reader.paths import Paths
from reader.tui.setting_faults import screen_faults, theme_faults
from tests.cli.conftest import folder, shell
from tests.cli.running import Shell
from tests.tui.test_app import running, settle, text_of

__all__ = ["folder", "shell"]
FAULTY = '[ui]\ntheme = "papper"\n[keys.reading]\n"note.writ" = ["a"]\n'
TOLD = (":2: no theme 'papper', did you mean 'paper'?", ":4: no command 'note.writ', did you mean 'note.write'?")


def faulty(file: Path) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(FAULTY)
    return file


@pytest.mark.parametrize("theme", ["", "paper", "ink", "contrast", "terminal", "nord"])
def test_a_theme_that_there_is_has_no_fault(theme: str) -> None:
    assert theme_faults(replace(Config(), theme=theme)) == ()


def test_a_theme_like_none_names_those_there_are() -> None:
    assert "there are ink, paper" in theme_faults(replace(Config(), theme="zzzzzz"))[0]


def test_each_fault_has_its_line(tmp_path: Path) -> None:
    file = faulty(tmp_path / "config.toml")
    faults = screen_faults(read_config(file), file)
    assert [fault.partition(f"{file}")[2].startswith(told) for fault, told in zip(faults, TOLD, strict=True)] == [True, True]


def test_the_shell_tells_them(shell: Shell, folder: Path) -> None:
    faulty(shell.paths.config_file)
    checked, examined = shell("config", "check"), shell("-C", folder, "doctor")
    assert (checked.code, examined.code) == (2, 4)
    for told in TOLD:
        assert told in checked.out
        assert told in examined.out


def test_a_healthy_home_has_no_fault(shell: Shell, folder: Path) -> None:
    examined = shell("-C", folder, "doctor")
    assert examined.code == 0
    assert "ok     theme and keys: known; keys: less" in examined.out


async def test_the_first_screen_tells_the_gravest(tmp_path: Path) -> None:
    library = Library.open(Paths.under(tmp_path), Config())
    library.refresh()
    config, ids = read_config(faulty(tmp_path / "config.toml")), [library.listed()[0].summary.id]
    async with running(library, config=config, open_ids=ids, size=(300, 30)) as (app, pilot):
        await settle(pilot)
        assert TOLD[0] in text_of(app)


async def test_the_first_screen_has_room_for_what_is_wrong_and_how_much_more(tmp_path: Path) -> None:
    paths = Paths.under(tmp_path / ("a-long-way-down-" * 6))
    paths.config.mkdir(parents=True)
    paths.config_file.write_text("[ui]\nnothing = 1\nnowhere = 2\n")
    library = Library.open(paths, Config())
    library.refresh()
    config, ids = read_config(paths.config_file), [library.listed()[0].summary.id]
    async with running(library, config=config, open_ids=ids, size=(100, 24)) as (app, pilot):
        await settle(pilot)
        assert " config.toml:2: no setting 'ui.nothing'" in text_of(app)
        assert "(and 1 more: broadsheet doctor)" in text_of(app)
