"""The reader's word about names, and tables of names, from the shell."""

from pathlib import Path

from tests.cli.running import Shell


def folder_of(root: Path) -> Path:
    folder = root / "accounts"
    folder.mkdir()
    (folder / "a.txt").write_text("Kazakhstan and Russia signed in Astana.\n")
    (folder / "b.txt").write_text("Russia spoke with Kazakhstan again today.\n")
    return folder


def test_mentions_are_written_as_csv(shell: Shell, tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    lines = shell("entities", "export", "-C", folder).out.splitlines()
    assert lines[0] == "article,start,end,label,entity,form"
    assert any(line.endswith(",0,10,PLACE,Kazakhstan,Kazakhstan") for line in lines)


def test_pairs_are_written_as_edges(shell: Shell, tmp_path: Path) -> None:
    lines = shell("entities", "export", "--as", "pairs", "-C", folder_of(tmp_path)).out.splitlines()
    assert lines[1] == "Kazakhstan,Russia,2,Undirected,PLACE,PLACE"


def test_a_word_about_names_is_carried_out_and_in(shell: Shell, tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    shell("entities", "alias", "Astana", "Capital", "-C", folder)
    file = tmp_path / "names.toml"
    assert shell("entities", "export", "--as", "rules", "-o", file, "-C", folder).code == 0
    undone = shell("entities", "undo", "-C", folder)
    assert "Astana is Capital" in undone.err
    assert shell("entities", "import", file, "-C", folder).code == 0
    names = {entity["entity"] for entity in shell("entities", "--json", "-C", folder).json["entities"]}
    assert "Capital" in names
    assert "0 kept" in shell("entities", "import", file, "-C", folder).err


def test_a_file_that_holds_no_rules_is_refused(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_text("rule = 3")
    assert shell("entities", "import", file, "-C", folder_of(tmp_path)).code == 3
