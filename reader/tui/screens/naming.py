"""The reader's word on a name in the text: what it is, that it is none, that it is another one's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual.app import App

from reader.article import Article, Label, Mention
from reader.entities.corrections import TOLD, Hide, MarkAll, Relabel, Rule, Split, hide_here
from reader.safetext import one_line
from reader.text import Span
from reader.tui.screens.questions import Choice, ChoiceQuestion, LineQuestion
from reader.tui.widgets.entity_list import LETTERS

KINDS: Mapping[Label, str] = {label: told for label, told in TOLD.items() if label not in (Label.MONEY, Label.QUANTITY)}
"""What a name can be said to be."""
_NOT_HERE, _NOWHERE, _ANOTHER = "h", "x", "s"


@dataclass(frozen=True, slots=True)
class Word:
    """What the reader said: rules to keep, and how to tell it."""

    rules: tuple[Rule, ...]
    told: str


def kind_choices() -> list[Choice]:
    """Return the kinds of names, each under its letter."""
    return [Choice(LETTERS[label].lower(), told) for label, told in KINDS.items()]


def kind_of(letter: str | None) -> Label | None:
    """Return the kind of a letter."""
    return next((label for label in KINDS if LETTERS[label].lower() == letter), None)


async def ask_about_name(app: App[object], article: Article, span: Span, mentions: Sequence[Mention]) -> Word | None:
    """Ask what some words of an article are, and return the answer as rules."""
    form = " ".join(span.of(article.text).split())
    mention = next((each for each in mentions if each.span == span), None)
    choices = [
        *kind_choices(),
        Choice(_NOT_HERE, "no name in this place"),
        Choice(_NOWHERE, "no name anywhere"),
        *([Choice(_ANOTHER, f"another name than {one_line(mention.entity, 60)}")] if mention else []),
    ]
    letter = await app.push_screen_wait(ChoiceQuestion(f"{one_line(form, 60)} is", choices))
    label = kind_of(letter)
    if label:
        rule: Rule = Relabel(mention.entity, label) if mention else MarkAll(form, label, form)
        return Word((rule,), f"{form} is {KINDS[label]}, wherever it stands")
    if letter == _NOT_HERE:
        return Word((hide_here(article, span),), f"{form} is no name here")
    if letter == _NOWHERE:
        return Word((Hide(form),), f"{form} is no name any more")
    if letter == _ANOTHER and mention:
        name = await app.push_screen_wait(LineQuestion(f"{one_line(form, 60)} is the name of", form))
        if name and name.strip():
            return Word((Split(form, mention.entity, name.strip()),), f"{form} is {name.strip()}")
    return None
