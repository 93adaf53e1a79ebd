"""The manual page, made from the commands of the shell and of the screens."""

import inspect
from collections.abc import Iterator, Sequence

import click

from reader.cli.failures import EXIT_CODES
from reader.cli.invocation import global_options
from reader.cli.output import print_text

_VERBATIM = "\b"
"""Begins a paragraph of examples in the help of a command."""
_FILES = (
    ("config.toml", "The settings, read and never written; `broadsheet config path` prints where."),
    ("data folder", "Bookmarks, notes, corrections and the original bytes of what was added; `broadsheet paths` prints where."),
    ("cache folder", "Catalogue and index; may be deleted at any time."),
    ("state folder", "What was open, the words of the last screen, and crash reports; may be deleted at any time."),
)
_ENVIRONMENT = (
    ("NO_COLOR", "Draw without colours."),
    ("BROADSHEET_DATA_DIR, BROADSHEET_CACHE_DIR, BROADSHEET_CONFIG_DIR, BROADSHEET_STATE_DIR", "Other folders."),
    ("VISUAL, EDITOR, PAGER", "The programs that notes and articles are opened in."),
)


@click.command()
@global_options
@click.pass_context
def manual(context: click.Context) -> int:
    """Print the manual page.

    \b
    broadsheet manual | man -l -
    """
    group = context.find_root().command
    assert isinstance(group, click.Group)
    print_text(manual_page(group).rstrip("\n"))
    return 0


def manual_page(group: click.Group) -> str:
    """Return the manual page as troff source.

    Args:
        group: the commands of the shell.
    """
    context = click.Context(group, info_name="broadsheet")
    summary = _help_of(group).partition("\n")[0].rstrip(".")
    lines = [
        '.TH BROADSHEET 1 "" Broadsheet "User commands"',
        ".SH NAME",
        f"broadsheet \\- {_plain(summary[:1].lower() + summary[1:])}",
        ".SH SYNOPSIS",
        *_synopsis("broadsheet", group, context),
        ".SH DESCRIPTION",
        *_paragraphs(_help_of(group).partition("\n")[2]),
        ".SH OPTIONS",
        "Every command takes them.",
        *_options(_options_of(group)),
        ".SH COMMANDS",
        *_commands(group, context),
        ".SH KEYS",
        *_keys(),
        ".SH EXIT STATUS",
        *_terms([(str(code), f"{meaning[:1].upper()}{meaning[1:]}.") for code, meaning in EXIT_CODES.items()]),
        ".SH FILES",
        *_terms(_FILES),
        ".SH ENVIRONMENT",
        *_terms(_ENVIRONMENT),
    ]
    return "\n".join(lines) + "\n"


def _commands(group: click.Group, context: click.Context) -> Iterator[str]:
    everywhere = {name for option in _options_of(group) for name in option.opts}
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        words = f"{context.command_path} {name}"
        own = click.Context(command, info_name=words)
        yield f".SS {_plain(words)}"
        yield from _synopsis(words, command, own)
        yield ".PP"
        yield from _paragraphs(_help_of(command))
        yield from _options([option for option in _options_of(command) if not everywhere & set(option.opts)])
        if isinstance(command, click.Group):
            yield from _commands(command, own)


def _help_of(command: click.Command) -> str:
    """Return the help of a command without the indent that some versions of Python leave in it."""
    return inspect.cleandoc(command.help or "")


def _synopsis(words: str, command: click.Command, context: click.Context) -> Iterator[str]:
    pieces = " ".join(command.collect_usage_pieces(context))
    yield f".B {_plain(words)}"
    yield _plain(pieces)


def _paragraphs(text: str) -> Iterator[str]:
    """Set the paragraphs of a help text; examples keep their lines."""
    for paragraph in text.strip().split("\n\n"):
        lines = paragraph.splitlines()
        if lines and lines[0].strip() == _VERBATIM:
            yield from (".PP", ".nf", ".RS 4", *(_plain(line) for line in lines[1:]), ".RE", ".fi")
        elif lines:
            yield from (".PP", *(_plain(line.strip()) for line in lines))


def _options_of(command: click.Command) -> list[click.Option]:
    return [each for each in command.params if isinstance(each, click.Option) and not each.hidden]


def _options(options: Sequence[click.Option]) -> Iterator[str]:
    for option in options:
        names = ", ".join(option.opts)
        yield from _terms([(f"{names} {_value_of(option)}".strip(), option.help or "")])


def _value_of(option: click.Option) -> str:
    if option.is_flag:
        return ""
    choices = f"[{'|'.join(option.type.choices)}]" if isinstance(option.type, click.Choice) else ""
    return option.metavar or choices or option.type.name.split(" ")[0].upper()


def _keys() -> Iterator[str]:
    """List the keys of the screens, scope by scope."""
    from reader.tui.commands import COMMANDS, Scope
    from reader.tui.key_names import shown_key

    for scope in Scope:
        named = [command for command in COMMANDS if command.scope is scope and command.keys]
        yield f".SS In the screens: {scope.value}"
        yield from _terms([("   ".join(shown_key(key) for key in each.keys), f"{each.title}. {each.help}.") for each in named])


def _terms(terms: Sequence[tuple[str, str]]) -> Iterator[str]:
    for term, told in terms:
        yield from (".TP", f".B {_plain(term)}", _plain(told))


def _plain(text: str) -> str:
    r"""Return text as troff shows it unchanged.

    >>> _plain("--as a\\b"), _plain(".x")
    ('\\-\\-as a\\eb', '\\&.x')
    """
    plain = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq").replace("^", "\\(ha").replace("~", "\\(ti")
    return f"\\&{plain}" if plain.startswith((".", "'")) else plain
