"""Entities: who and what the articles name, and the reader's word about it."""

from pathlib import Path

import click

from reader.article import Label
from reader.cli.completing import complete_articles
from reader.cli.files import read_input, write_result
from reader.cli.invocation import FILE_OR_DASH, FILE_OR_FOLDER, Invocation, global_options, pass_invocation
from reader.cli.output import print_json, print_text
from reader.cli.table import columns, fitted
from reader.entities.corrections import (
    Hide,
    HideHere,
    MarkAll,
    Relabel,
    Rename,
    Rule,
    Split,
    described_all,
    rules_from_toml,
)
from reader.entities.entity import Entity

_LABELS = click.Choice([label.value for label in Label], case_sensitive=False)
_FORMS_SHOWN = 3


class _Entities(click.Group):
    """A group whose words are article ids when they are no subcommand."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the subcommand, or list the entities of the articles named."""
        if args and args[0] in self.commands:
            return super().resolve_command(ctx, args)
        return "list", list_entities, args

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Pass options on to the listing when no subcommand is named."""
        named = next((arg for arg in args if not arg.startswith("-")), None)
        if named in self.commands or {"--help", "-h"} & set(args):
            return super().parse_args(ctx, args)
        return super().parse_args(ctx, ["list", *args])


@click.group("entities", cls=_Entities)
@global_options
def entities() -> None:
    """List the people, places, organisations, dates and sums that articles name.

    \b
    broadsheet entities                    of the collection
    broadsheet entities 3f9a --type PERSON
    broadsheet entities alias 'Nur-Sultan' Astana
    """


@entities.command("list", hidden=True)
@click.argument("articles", nargs=-1, metavar="[ID ...]", shell_complete=complete_articles)
@click.option("--type", "labels", type=_LABELS, multiple=True, help="Only of this type; may be given several times.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@global_options
@pass_invocation
def list_entities(invocation: Invocation, articles: tuple[str, ...], labels: tuple[str, ...], as_json: bool) -> int:
    """List entities, most mentioned first.

    \b
    broadsheet entities list
    broadsheet entities list 3f9a --type PERSON
    """
    with invocation.named() as library:
        ids = [library.resolve(reference) for reference in articles]
        found = library.entities(ids, [Label(label.upper()) for label in labels])
    if as_json:
        print_json({"entities": [_fields(entity) for entity in found]})
    else:
        _print_entities(found)
    if not found:
        invocation.say("no names found")
    return 0 if found else 1


def _fields(entity: Entity) -> dict[str, object]:
    return {
        "entity": entity.name,
        "label": str(entity.label),
        "forms": list(entity.forms),
        "mentions": entity.mentions,
        "articles": dict(entity.counts),
    }


def _print_entities(found: tuple[Entity, ...]) -> None:
    rows = [
        (str(e.mentions), str(len(e.counts)), str(e.label), fitted(e.name, 36).rstrip(), ", ".join(e.forms[:_FORMS_SHOWN]))
        for e in found
    ]
    for line in columns([tuple(fitted(cell, 60).rstrip() for cell in row) for row in rows], right=frozenset({0, 1})):
        print_text(line)


@entities.command()
@click.argument("form")
@click.argument("entity")
@global_options
@pass_invocation
def alias(invocation: Invocation, form: str, entity: str) -> int:
    """Say that FORM is another name of ENTITY.

    \b
    broadsheet entities alias 'Nur-Sultan' Astana
    """
    return _add(invocation, [Rename(form, entity)], f"{form} is {entity}")


@entities.command()
@click.argument("entity")
@click.argument("label", type=_LABELS)
@global_options
@pass_invocation
def retype(invocation: Invocation, entity: str, label: str) -> int:
    """Say what type ENTITY is.

    \b
    broadsheet entities retype 'Silk Way' ORG
    """
    return _add(invocation, [Relabel(entity, Label(label.upper()))], f"{entity} is {label.upper()}")


@entities.command()
@click.argument("form")
@click.option("--in", "article", metavar="ID", help="Only in this article.", shell_complete=complete_articles)
@click.option(
    "--place", type=click.IntRange(min=1), default=1, show_default=True, help="With --in: which place of the words there."
)
@global_options
@pass_invocation
def hide(invocation: Invocation, form: str, article: str | None, place: int) -> int:
    """Say that the words FORM are no entity, anywhere or at one place.

    \b
    broadsheet entities hide 'Read More'
    broadsheet entities hide March --in 3f9a --place 2
    """
    if article is None:
        return _add(invocation, [Hide(form)], f"{form} is no entity")
    with invocation.articles() as library:
        found = library.resolve(article)
    return _add(invocation, [HideHere(form, found, place - 1)], f"{form} is no entity at place {place} of that article")


@entities.command()
@click.argument("form")
@click.argument("label", type=_LABELS)
@click.argument("entity", required=False)
@global_options
@pass_invocation
def mark(invocation: Invocation, form: str, label: str, entity: str | None) -> int:
    """Say that the words FORM are an entity wherever they stand.

    \b
    broadsheet entities mark 'Middle Corridor' PLACE
    broadsheet entities mark 'the Corridor' PLACE 'Middle Corridor'
    """
    rule = MarkAll(form, Label(label.upper()), entity or form)
    return _add(invocation, [rule], f"{form} is {label.upper()}, {rule.entity}")


@entities.command()
@click.argument("form")
@click.argument("entity")
@click.argument("name")
@global_options
@pass_invocation
def split(invocation: Invocation, form: str, entity: str, name: str) -> int:
    """Say that the words FORM, taken for ENTITY, are an entity of their own called NAME.

    \b
    broadsheet entities split Clinton 'Bill Clinton' 'Hillary Clinton'
    """
    return _add(invocation, [Split(form, entity, name)], f"{form} is {name}, not {entity}")


def _add(invocation: Invocation, rules: list[Rule], what: str) -> int:
    if invocation.options.is_dry:
        invocation.say(f"would keep: {what}")
        return 0
    with invocation.library() as library:
        library.add_entity_rules(rules)
    invocation.say(f"kept: {what}; `broadsheet entities undo` takes it back")
    return 0


@entities.command()
@global_options
@pass_invocation
def undo(invocation: Invocation) -> int:
    """Take the newest word about entities back.

    \b
    broadsheet entities undo
    """
    if invocation.options.is_dry:
        invocation.say("would take the newest word about entities back")
        return 0
    with invocation.library() as library:
        taken_back = library.undo_entity_word()
    invocation.say(f"taken back: {described_all(taken_back)}" if taken_back else "there is nothing to take back")
    return 0 if taken_back else 1


@entities.command("export")
@click.argument("articles", nargs=-1, metavar="[ID ...]", shell_complete=complete_articles)
@click.option("--as", "style", type=click.Choice(["mentions", "pairs", "rules"]), default="mentions", help="What to write.")
@click.option("-o", "--output", type=FILE_OR_FOLDER, metavar="FILE", help="Write to a file.")
@global_options
@pass_invocation
def export_entities(invocation: Invocation, articles: tuple[str, ...], style: str, output: Path | None) -> int:
    """Write mentions or pairs of names as CSV, or your word about names as TOML.

    \b
    broadsheet entities export -o mentions.csv
    broadsheet entities export --as pairs      names in the same articles, for Gephi and Palladio
    broadsheet entities export --as rules -o names.toml
    """
    with invocation.named() as library:
        text = library.export_entities(style, [library.resolve(reference) for reference in articles])
    write_result(invocation, text, output)
    return 0 if text else 1


@entities.command("import")
@click.argument("file", type=FILE_OR_DASH)
@global_options
@pass_invocation
def import_rules(invocation: Invocation, file: Path) -> int:
    """Take in a word about names that `entities export --as rules` wrote.

    \b
    broadsheet entities import names.toml
    """
    text = read_input(file).decode("utf-8-sig", "replace")
    if invocation.options.is_dry:
        invocation.say(f"would keep {len(rules_from_toml(text))} rules")
        return 0
    with invocation.library() as library:
        added = library.import_entity_rules(text)
    invocation.say(f"{added} kept that were not known")
    return 0
