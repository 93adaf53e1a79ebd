"""A rule of the code: text reaches a widget as `Content` only, and what is put into a `Content` went through the gate.

Textual takes a `str` for markup and sends control characters on, so a variable
that is handed to a widget as it is may hold an article's words that act.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "reader" / "tui").rglob("*.py"))
WIDGETS = frozenset({"Static", "Label", "Button", "Checkbox", "Option", "Markdown", "Collapsible", "TabPane", "Digits", "Link"})
TITLES = frozenset({"border_title", "border_subtitle", "tooltip", "title", "sub_title"})
GATES = frozenset({"show", "one_line", "shortened", "fitted", "shown_key", "len"})
"""Functions whose results are harmless: the gate itself, what calls it, and names of our own keys."""
OWN_WORDS = {
    "articles.py": {"name", "counts", "names"},
    "bookmark_rows.py": {"' · '.join((part for part in where if part))"},
    "colour_choice.py": {"f'{chosen} {colour.value}'", "f'{other} {colour.value}'"},
    "compare_strip.py": {"head", "words", "left", "f'{label} '"},
    "entities.py": {"self.names.heading(width - 2)"},
    "matrix.py": {"'\\n'.join(rows)", "self._list.heading(max(20, self.size.width - 4))"},
    "metadata_question.py": {"label", "f'  {origin}{where}{wish}'"},
    "note_question.py": {"self._where()", "self._quoted()"},
    "picker.py": {"self._title", "title", "note"},
    "status_line.py": {"text"},
}
"""Looked at one by one: words of this program, or harmless since some lines above."""


def is_clean(node: ast.expr) -> bool:
    """Tell whether an expression can only be words of this program or words that went through the gate."""
    match node:
        case ast.Constant():
            return True
        case ast.JoinedStr():
            return all(is_clean(part.value) for part in node.values if isinstance(part, ast.FormattedValue))
        case ast.IfExp():
            return is_clean(node.body) and is_clean(node.orelse)
        case ast.BoolOp():
            return all(map(is_clean, node.values))
        case ast.BinOp(op=ast.Mult()):
            return is_clean(node.left)
        case ast.Name():
            return node.id.lstrip("_").isupper()
        case ast.Call(func=ast.Name(id=name)):
            return name in GATES or name == "Content"
        case ast.Call(func=ast.Attribute(attr="join"), args=[ast.GeneratorExp() | ast.ListComp() as each]):
            return is_clean(each.elt)
        case ast.Call(func=ast.Attribute(value=ast.Name(id="Content"))):
            return True
    return False


def put_into_content(tree: ast.AST) -> Iterator[ast.expr]:
    """Find every text from which a `Content` is made."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Name(id="Content") | ast.Attribute(value=ast.Name(id="Content"), attr="styled"), args=[first, *_]
            ):
                yield first
            case ast.Call(func=ast.Attribute(value=ast.Name(id="Content"), attr="assemble")):
                for part in node.args:
                    yield from texts_of(part)


def texts_of(part: ast.expr) -> Iterator[ast.expr]:
    """Find the texts in what a `Content` is assembled from: alone, with a style, or one after the other."""
    match part:
        case ast.Starred(value=ast.GeneratorExp(elt=each) | ast.ListComp(elt=each)):
            yield from texts_of(each)
        case ast.IfExp(body=one, orelse=other) if isinstance(one, ast.Tuple):
            yield from (*texts_of(one), *texts_of(other))
        case ast.Tuple(elts=[text, *_]):
            yield text
        case ast.expr() if not isinstance(part, ast.Starred):
            yield part


def given_to_widgets(tree: ast.AST) -> Iterator[ast.expr]:
    """Find what is given to a widget to show: on making it, by `update` or `notify`, or as a title."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name), args=[first, *_]) if name in WIDGETS:
                yield first
            case ast.Call(func=ast.Attribute(attr="notify"), args=[first, *_]):
                yield first
            case ast.Call(
                func=ast.Attribute(value=ast.Call(func=ast.Attribute(attr="query_one")), attr="update"), args=[first, *_]
            ):
                yield first
            case ast.Assign(targets=[ast.Attribute(attr=name, value=ast.Name(id="self"))], value=value) if name in TITLES:
                yield value


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_string_is_given_to_a_widget(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    strings = [node for node in given_to_widgets(tree) if isinstance(node, ast.JoinedStr | ast.BinOp)]
    bare = [node for node in given_to_widgets(tree) if isinstance(node, ast.Name) and not is_content(node.id, tree)]
    assert [f"{file.name}:{node.lineno}: {ast.unparse(node)}" for node in [*strings, *bare]] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_what_a_content_is_made_of_went_through_the_gate(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    unproven = {ast.unparse(node) for node in put_into_content(tree) if not is_clean(node)}
    assert sorted(unproven - OWN_WORDS.get(file.name, set())) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_nothing_is_taken_for_markup(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert "from_markup" not in text
    assert "markup=True" not in text


def test_the_list_of_own_words_holds_nothing_that_is_gone() -> None:
    there = {file.name: {ast.unparse(node) for node in put_into_content(ast.parse(file.read_text()))} for file in FILES}
    assert {(name, words) for name, known in OWN_WORDS.items() for words in known - there.get(name, set())} == set()


@pytest.mark.parametrize(
    "code",
    ["Static(f'{article.title}')", "self.notify(title + '!')", "Static(title)", "self.border_title = f'{x}'", "Label('a %s' % b)"],
)
def test_the_rule_sees_a_string(code: str) -> None:
    tree = ast.parse(code)
    assert any(isinstance(node, ast.JoinedStr | ast.BinOp | ast.Name) for node in given_to_widgets(tree))


@pytest.mark.parametrize("code", ["Content(title)", "Content(f'{a} {one_line(b)}')", "Content.assemble((a.title, 'bold'))"])
def test_the_rule_sees_what_went_round_the_gate(code: str) -> None:
    assert not all(map(is_clean, put_into_content(ast.parse(code))))


def is_content(name: str, tree: ast.AST) -> bool:
    """Tell whether each value that a name is given in a file is a `Content`, as far as can be seen."""
    given = [node.value for node in ast.walk(tree) if isinstance(node, ast.Assign) and name in map(ast.unparse, node.targets)]
    return bool(given) and all(ast.unparse(value).startswith("Content") for value in given)
