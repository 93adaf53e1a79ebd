"""The keys in force: presets, remapping per screen, and faults that cost one line."""

from pathlib import Path

from reader.config import Config
from reader.tui.commands import COMMANDS, key_rows
from reader.tui.keymap import default_keymap, keymap_of


def test_without_a_configuration_the_table_stands() -> None:
    keymap = keymap_of(Config())
    assert keymap.faults == ()
    assert key_rows(keymap.all_commands()) == key_rows(COMMANDS)


def test_a_key_is_changed_on_the_screens_that_are_meant() -> None:
    keymap = keymap_of(Config(keys={"reading": {"note.write": ("ctrl+n", "a"), "move.down": ("j",)}}))
    assert keymap.faults == ()
    assert keymap.keys_of("note.write", "compare") == ("ctrl+n", "a")
    assert keymap.keys_of("move.down", "reading") == ("j",)
    assert keymap.keys_of("move.down", "library") == ("j", "down", "ctrl+e")


def test_an_empty_list_takes_the_keys_away() -> None:
    assert keymap_of(Config(keys={"everywhere": {"app.suspend": ()}})).keys_of("app.suspend", "library") == ()


def test_a_clash_is_told_with_file_and_line_and_the_default_kept(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[keys.reading]\n# mine\n"note.write" = "n"\n')
    keymap = keymap_of(Config(keys={"reading": {"note.write": ("n",)}}), file)
    assert keymap.keys_of("note.write", "reading") == ("a",)
    assert keymap.faults == (f"{file}:3: 'n' would run both 'find.next' and 'note.write' on 'reading'; the default is kept",)


def test_two_commands_may_change_their_keys_in_any_order() -> None:
    wanted = {"find.next": ("U",), "article.next_unread": ("n",)}
    for ids in (list(wanted), list(wanted)[::-1]):
        keymap = keymap_of(Config(keys={"reading": {id_: wanted[id_] for id_ in ids}}))
        assert keymap.faults == ()
        assert [keymap.keys_of(id_, "compare") for id_ in wanted] == [("U",), ("n",)]


def test_of_two_wishes_for_one_key_the_later_is_left_out() -> None:
    keymap = keymap_of(Config(keys={"reading": {"note.write": ("f5",), "find.open": ("f5",), "links.open": ("f6",)}}))
    assert [keymap.keys_of(id_, "reading") for id_ in ("note.write", "find.open", "links.open")] == [("f5",), ("/",), ("f6",)]
    assert len(keymap.faults) == 1


def test_a_wish_that_leaned_on_one_left_out_is_left_out_too() -> None:
    wanted = {"find.next": ("U",), "article.next_unread": ("n", "hyper+x")}
    keymap = keymap_of(Config(keys={"reading": wanted}))
    assert keymap.keys_of("find.next", "reading") == ("n",)
    assert [fault.partition(";")[0] for fault in keymap.faults] == [
        "keys.reading: no key 'hyper+x'",
        "keys.reading: 'U' would run both 'article.next_unread' and 'find.next' on 'reading'",
    ]


def test_a_key_of_a_mode_may_be_taken_from_the_screen_below() -> None:
    keymap = keymap_of(Config(keys={"compare": {"compare.sync": ("H",)}}))
    assert keymap.faults == ()
    assert (keymap.keys_of("compare.sync", "compare"), keymap.keys_of("note.highlight", "compare")) == (("H",), ())
    assert keymap.keys_of("note.highlight", "reading") == ("H",)


def test_what_is_not_known_is_told_with_the_nearest() -> None:
    faults = keymap_of(
        Config(
            key_preset="lass",
            keys={
                "redding": {"find.next": ("n",)},
                "reading": {"note.writ": ("a",), "note.write": ("hyper+x",), "find.next": ("ctrl+i",)},
                "library": {"find.next": ("x",)},
            },
        )
    ).faults
    assert [text for text in faults if "less" in text]
    assert any("'redding', did you mean 'reading'" in text for text in faults)
    assert any("did you mean 'note.write'" in text for text in faults)
    assert any("no key 'hyper+x'" in text for text in faults)
    assert any("arrives as Tab" in text for text in faults)
    assert any("does not belong to 'library'" in text for text in faults)
    assert len(faults) == 6


def test_presets_keep_the_habits_they_are_named_after() -> None:
    newsboat = default_keymap("newsboat")
    assert newsboat.keys_of("article.next_unread", "library") == ("n", "U")
    assert newsboat.keys_of("find.next", "reading") == (".",)
    assert newsboat.keys_of("compare.pin", "compare") == ("P",)
    assert default_keymap("emacs").keys_of("move.down", "reading")[0] == "ctrl+n"
