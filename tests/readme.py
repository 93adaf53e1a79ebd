"""The parts of the README that are made from the program: `python -m tests.readme` writes them anew."""

import re
from itertools import groupby
from pathlib import Path

from reader.tui.commands import COMMANDS, Command, Scope
from reader.tui.key_names import shown_key

README = Path(__file__).parent.parent / "README.md"
TITLES = {
    Scope.EVERYWHERE: "Everywhere",
    Scope.MOVING: "Moving",
    Scope.ARTICLES: "With articles",
    Scope.LIBRARY: "In the library",
    Scope.READING: "While reading",
    Scope.COMPARE: "With two and more panes",
    Scope.SELECT: "While selecting",
    Scope.PANELS: "In lists of places",
    Scope.BOOKMARKS: "In the bookmarks",
    Scope.ENTITIES: "In the names",
}
"""The scopes that a reader of the README wants to see; `?` shows the others where they work."""


def part(name: str) -> str:
    """Return what stands between the marks of a part."""
    found = re.search(rf"<!-- {name} -->\n(.*?)<!-- /{name} -->", README.read_text(encoding="utf-8"), re.DOTALL)
    assert found, f"README.md has no part {name}"
    return found[1]


def key_table() -> str:
    """Return the table of keys, from the table of commands."""
    shown = (command for command in COMMANDS if command.scope in TITLES and command.keys)
    rows = [_row(scope, list(commands)) for scope, commands in groupby(shown, key=lambda command: command.scope)]
    return "\n".join(("| | |", "|---|---|", *rows)) + "\n"


def _row(scope: Scope, commands: list[Command]) -> str:
    cells = (f"{_keys(command)} {command.title[0].lower()}{command.title[1:]}" for command in commands)
    return f"| **{TITLES[scope]}** | {' · '.join(cells)} |"


def _keys(command: Command) -> str:
    return " ".join(_code(shown_key(key)) for key in command.keys)


def _code(key: str) -> str:
    return f"`{key}`".replace("|", "\\|")


def main() -> None:
    """Write the table of keys into the README."""
    text = README.read_text(encoding="utf-8")
    before, rest = text.split("<!-- keys -->\n")
    after = rest.split("<!-- /keys -->")[1]
    README.write_text(f"{before}<!-- keys -->\n{key_table()}<!-- /keys -->{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
