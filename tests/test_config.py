"""The configuration: every fault is named with file and line and costs one setting."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.config import SETTINGS, Config, read_config
from reader.errors import ConfigError

FULL = """\
collection = "~/accounts"

[ui]
theme = "ink"
ascii = true
text_width = 60
hints = false
mouse = false
direct_paint = true
first_frame = false
clipboard_command = ["wl-copy", "--trim-newline"]

[entities]
recogniser = "spacy:en_core_web_sm"

[search]
executor = "stock"

[keys]
preset = "emacs"

[keys.reading]
"note.write" = ["a", "ctrl+n"]
"""


def read(tmp_path: Path, text: str) -> Config:
    (tmp_path / "config.toml").write_text(text)
    return read_config(tmp_path / "config.toml")


def test_every_setting_can_be_set(tmp_path: Path) -> None:
    config = read(tmp_path, FULL)
    assert config.faults == ()
    assert all(getattr(config, setting.field) != getattr(Config(), setting.field) for setting in SETTINGS)
    assert config.collection == Path("~/accounts").expanduser()
    assert config.keys == {"reading": {"note.write": ("a", "ctrl+n")}}


def test_a_missing_file_gives_the_defaults(tmp_path: Path) -> None:
    assert read_config(tmp_path / "config.toml") == Config()
    with pytest.raises(ConfigError):
        read_config(tmp_path / "config.toml", must_exist=True)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[ui]\ntehme = 'ink'\n", 2, "did you mean 'ui.theme'"),
        ("theme = 'ink'\n", 1, "did you mean 'ui.theme'"),
        ("[ui]\n\ntext_width = 'wide'\n", 3, "a number from 20 to 200"),
        ("[ui]\ntext_width = 3\n", 2, "a number from 20 to 200"),
        ("[ui]\nascii = 1\n", 2, "true or false"),
        ("[search]\nexecutor = 'slow'\n", 2, '"fast" or "stock"'),
        ("[entities]\nrecogniser = 'magic'\n", 2, "spacy:NAME"),
        ("[keys]\npreset = 'vi'\n", 2, '"less" or "newsboat" or "emacs"'),
        ('[keys.reading]\n"note.write" = 5\n', 2, "words in quotes"),
        ("collection = 5\n", 1, "a folder in quotes"),
        ("[colours]\nred = 1\n", 1, "no setting 'colours'"),
    ],
)
def test_a_fault_names_line_and_remedy_and_costs_one_setting(tmp_path: Path, text: str, line: int, words: str) -> None:
    config = read(tmp_path, text + "\n[ui.none]\n" if "[ui" not in text else text)
    fault = next(fault for fault in config.faults if words in fault)
    assert f"config.toml:{line}: " in fault


def test_the_other_settings_hold_beside_a_fault(tmp_path: Path) -> None:
    config = read(tmp_path, "[ui]\ntext_width = 'wide'\nascii = true\n")
    assert (config.text_width, config.ascii, len(config.faults)) == (72, True, 1)


def test_a_syntax_error_names_its_line(tmp_path: Path) -> None:
    [fault] = read(tmp_path, "[ui]\nascii = true\ntheme = \n").faults
    assert "config.toml:3: " in fault


def test_bytes_that_are_no_utf8_name_their_line(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes(b"[ui]\ntheme = 'caf\xe9'\n")
    [fault] = read_config(tmp_path / "config.toml").faults
    assert "config.toml:2: not UTF-8" in fault


def test_a_file_that_is_none_stops_nothing(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "config.toml")
    assert len(read_config(tmp_path / "config.toml").faults) == 1
    (tmp_path / "folder").mkdir()
    assert len(read_config(tmp_path / "folder").faults) == 1


def test_a_byte_order_mark_and_other_line_ends_are_read(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes(b"\xef\xbb\xbf[ui]\r\nascii = true\r\n")
    assert read_config(tmp_path / "config.toml").ascii


@given(text=st.text(max_size=200) | st.lists(st.sampled_from(FULL.split("\n")), max_size=12).map("\n".join))
def test_no_file_stops_the_start(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("config") / "config.toml"
    file.write_text(text, errors="surrogatepass")
    read_config(file)
