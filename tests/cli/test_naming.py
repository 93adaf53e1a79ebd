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


def test_every_word_about_names_can_be_said_and_taken_back(shell: Shell, tmp_path: Path) -> None:
    folder = folder_of(tmp_path)

    def names() -> set[tuple[str, str]]:
        found = shell("entities", "--json", "-C", folder).json["entities"]
        return {(entity["entity"], entity["label"]) for entity in found}

    before = names()
    for words, there, gone in (
        (("mark", "signed", "EVENT", "Signing"), {("Signing", "EVENT")}, set()),
        (("split", "Russia", "Russia", "Old Russia"), {("Old Russia", "PLACE")}, {("Russia", "PLACE")}),
        (("retype", "Astana", "ORG"), {("Astana", "ORG")}, {("Astana", "PLACE")}),
        (("hide", "Kazakhstan"), set(), {("Kazakhstan", "PLACE")}),
    ):
        assert shell("entities", *words, "-C", folder).code == 0
        after = names()
        assert there <= after
        assert not gone & after
        assert shell("entities", "undo", "-C", folder).code == 0
        assert names() == before


def test_words_are_no_name_at_one_place(shell: Shell, tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    shell("entities", "hide", "Kazakhstan", "--in", "a.txt", "-C", folder)
    (entity,) = (e for e in shell("entities", "--json", "-C", folder).json["entities"] if e["entity"] == "Kazakhstan")
    assert entity["mentions"] == 1


def test_a_file_of_several_words_is_taken_back_at_once(shell: Shell, tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    file = tmp_path / "names.toml"
    file.write_text('[[rule]]\nrule = "hide"\nform = "Russia"\n[[rule]]\nrule = "hide"\nform = "Astana"\n')
    shell("entities", "import", file, "-C", folder)
    assert "Russia is no name and 1 more" in shell("entities", "undo", "-C", folder).err
    assert shell("entities", "undo", "-C", folder).code == 1


def test_a_file_that_holds_no_rules_is_refused(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_text("rule = 3")
    assert shell("entities", "import", file, "-C", folder_of(tmp_path)).code == 3
