"""The reader's word about entities: rules that are stronger than any recogniser.

A rule holds for all articles, old and new, or for one place in one article.
Rules are values: they are kept as plain dictionaries (`to_plain`,
`from_plain`) and exchanged as TOML that a person can read and write.
`apply_corrections` puts them on top of whatever a recogniser found.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, ClassVar, TypeAlias, TypeVar

from reader.article import Article, Label, Mention
from reader.errors import SourceError
from reader.text import Span, plain


@dataclass(frozen=True, slots=True)
class Hide:
    """These words are no entity, in any article."""

    kind: ClassVar[str] = "hide"
    form: str
    """The words as they stand in a text."""


@dataclass(frozen=True, slots=True)
class HideHere:
    """These words are no entity at one place."""

    kind: ClassVar[str] = "hide here"
    form: str
    article: str
    occurrence: int
    """Which occurrence of the words in the article, from 0: it survives changes elsewhere in the text."""


@dataclass(frozen=True, slots=True)
class Relabel:
    """An entity has another label."""

    kind: ClassVar[str] = "label"
    entity: str
    label: Label


@dataclass(frozen=True, slots=True)
class Rename:
    """An entity has another name; an entity that has that name already takes it in (a merge)."""

    kind: ClassVar[str] = "rename"
    entity: str
    name: str


@dataclass(frozen=True, slots=True)
class Split:
    """These words are not the entity they were taken for, but one of their own."""

    kind: ClassVar[str] = "split"
    form: str
    entity: str
    """The entity they were taken for; empty for any."""
    name: str
    """The entity they are."""


@dataclass(frozen=True, slots=True)
class MarkAll:
    """These words are an entity wherever they stand."""

    kind: ClassVar[str] = "mark"
    form: str
    label: Label
    entity: str


Rule: TypeAlias = Hide | HideHere | Relabel | Rename | Split | MarkAll
_KINDS: dict[str, type[Rule]] = {rule.kind: rule for rule in (Hide, HideHere, Relabel, Rename, Split, MarkAll)}
_LONGEST_CHAIN = 50
_R = TypeVar("_R")


def to_plain(rule: Rule) -> dict[str, str | int]:
    """Return a rule as a dictionary of plain values, with its kind under `rule`.

    >>> to_plain(Rename("Nur-Sultan", "Astana"))
    {'rule': 'rename', 'entity': 'Nur-Sultan', 'name': 'Astana'}
    """
    values = {field.name: getattr(rule, field.name) for field in fields(rule)}
    return {"rule": rule.kind, **{name: value.value if isinstance(value, Label) else value for name, value in values.items()}}


def from_plain(values: Mapping[str, object]) -> Rule:
    """Return the rule that a dictionary holds.

    Raises:
        SourceError: it holds none, or a field is missing or of the wrong type.
    """
    kind = _KINDS.get(str(values.get("rule")))
    if kind is None:
        raise SourceError(f"no rule about entities: {dict(values)!r:.200}")
    try:
        return kind(**{field.name: _field(field.name, values[field.name]) for field in fields(kind)})
    except (KeyError, ValueError) as error:
        raise SourceError(f'rule "{kind.kind}": {error} is missing or wrong') from error


def _field(name: str, value: Any) -> Any:
    if name == "label":
        return Label(value)
    if not isinstance(value, int if name == "occurrence" else str) or isinstance(value, bool):
        raise ValueError(name)
    return value


TOLD = {
    Label.PERSON: "a person",
    Label.ORG: "an organisation",
    Label.PLACE: "a place",
    Label.NORP: "a people or group",
    Label.EVENT: "an event",
    Label.LAW: "a law or treaty",
    Label.WORK: "a work: a book, a film",
    Label.DATE: "a date",
    Label.MONEY: "a sum of money",
    Label.QUANTITY: "a quantity",
}
"""What a mention is, as the reader is told."""


def described(rule: Rule) -> str:
    """Say a rule in words.

    >>> described(Rename("Nur-Sultan", "Astana"))
    'Nur-Sultan is Astana'
    """
    match rule:
        case Hide(form):
            return f"{form} is no name"
        case HideHere(form):
            return f"{form} is no name in one place"
        case Relabel(entity, label):
            return f"{entity} is {TOLD[label]}"
        case Rename(entity, name):
            return f"{entity} is {name}"
        case Split(form, entity, name):
            return f"{form} is {name}, not {entity or 'another'}"
        case MarkAll(form, label, entity):
            return f"{form} is {TOLD[label]}" + (f", {entity}" if entity != form else "")


def described_all(rules: Sequence[Rule]) -> str:
    """Say the rules of one word of the reader: the first, and how many more there are."""
    more = f" and {len(rules) - 1} more" if len(rules) > 1 else ""
    return f"{described(rules[0])}{more}" if rules else ""


def apply_corrections(article: Article, mentions: Sequence[Mention], rules: Sequence[Rule]) -> tuple[Mention, ...]:
    """Return an article's mentions as the reader wants them: in order, none overlapping.

    Where rules contradict each other, the later one wins.
    """
    if not rules:
        return tuple(mentions)
    text = plain(article.text)
    words = {plain(rule.form): rule for rule in rules if isinstance(rule, Hide | MarkAll)}  # the last on each form
    marked = _mark_all(article, text, mentions, _of(MarkAll, words.values()))
    kept = _without_hidden(
        article, text, marked, rules, everywhere={form for form, rule in words.items() if isinstance(rule, Hide)}
    )
    splits = {(plain(rule.form), rule.entity): rule.name for rule in _of(Split, rules)}
    names = {rule.entity: rule.name for rule in _of(Rename, rules)}
    labels = {rule.entity: rule.label for rule in rules if isinstance(rule, Relabel | MarkAll)}
    return tuple(_corrected(text, mention, splits, names=names, labels=labels) for mention in kept)


def final_name(entity: str, names: Mapping[str, str]) -> str:
    """Follow renames to the end; a circle ends where it began.

    >>> final_name("Akmola", {"Akmola": "Nur-Sultan", "Nur-Sultan": "Astana"})
    'Astana'
    """
    name = entity
    for _ in range(_LONGEST_CHAIN):
        following = names.get(name)
        if following is None or following in (name, entity):
            return name
        name = following
    return name


def _of(kind: type[_R], rules: Iterable[object]) -> list[_R]:
    return [rule for rule in rules if isinstance(rule, kind)]


def _corrected(
    text: str,
    mention: Mention,
    splits: Mapping[tuple[str, str], str],
    *,
    names: Mapping[str, str],
    labels: Mapping[str, Label],
) -> Mention:
    form = mention.span.of(text)
    entity = splits.get((form, mention.entity)) or splits.get((form, "")) or mention.entity
    name = final_name(entity, names)
    label = labels.get(name) or labels.get(entity) or mention.label
    return replace(mention, entity=name, label=label)


def _mark_all(article: Article, text: str, mentions: Sequence[Mention], rules: Iterable[MarkAll]) -> tuple[Mention, ...]:
    """Add the reader's own mentions; what they overlap goes."""
    own: list[Mention] = []
    for rule in reversed(list(rules)):
        for span in occurrences(text, rule.form):
            is_read = any(block.start <= span.start and span.end <= block.end for block in article.readable_spans())
            if is_read and not any(span.overlaps(mention.span) for mention in own):
                own.append(Mention(span, rule.label, rule.entity))
    found = [mention for mention in mentions if not any(mention.span.overlaps(mine.span) for mine in own)]
    return tuple(sorted((*found, *own)))


def _without_hidden(
    article: Article, text: str, mentions: Sequence[Mention], rules: Sequence[Rule], *, everywhere: set[str]
) -> list[Mention]:
    here = {span for rule in _of(HideHere, rules) if rule.article == article.id for span in _occurrence(text, rule)}
    return [mention for mention in mentions if mention.span.of(text) not in everywhere and mention.span not in here]


def occurrences(text: str, form: str) -> list[Span]:
    """Return where words stand in a text as whole words; quotes, dashes and blanks of any kind match each other."""
    words = plain(form).split()
    if not words:
        return []
    pattern = r"\s+".join(re.escape(word) for word in words)
    return [Span(*match.span()) for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", plain(text))]


def whole_words(text: str, span: Span) -> Span:
    """Return the whole words of a selection: words cut at its ends are left out, or completed when there are no others.

    >>> text = "in a hurry at all"
    >>> whole_words(text, Span(5, 12)).of(text), whole_words(text, Span(6, 8)).of(text)
    ('hurry', 'hurry')
    """
    words = [
        Span(*match.span())
        for match in re.finditer(r"\w(?:[\w.'\u2019-]*\w)?\.?", text[: span.end + 200])
        if match.end() > span.start
    ]
    touched = [word for word in words if word.overlaps(span)]
    inside = [word for word in touched if span.start <= word.start and word.end <= span.end] or touched
    return Span(inside[0].start, inside[-1].end) if inside else span


def _occurrence(text: str, rule: HideHere) -> list[Span]:
    return occurrences(text, rule.form)[rule.occurrence : rule.occurrence + 1]


def hide_here(article: Article, span: Span) -> HideHere:
    """Return the rule that the words at one place of an article are no entity."""
    places = occurrences(article.text, span.of(article.text))
    return HideHere(plain(span.of(article.text)), article.id, places.index(span) if span in places else 0)


def rules_to_toml(rules: Iterable[Rule]) -> str:
    """Write rules as TOML, one `[[rule]]` table each."""
    return "\n".join("[[rule]]\n" + "".join(f"{key} = {_toml(value)}\n" for key, value in to_plain(rule).items()) for rule in rules)


def _toml(value: str | int) -> str:
    if isinstance(value, int):
        return str(value)
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(f"\\u{ord(c):04x}" if ord(c) < 32 or ord(c) == 127 else c for c in escaped) + '"'


def rules_from_toml(text: str) -> tuple[Rule, ...]:
    """Read rules from TOML.

    Raises:
        SourceError: it is no TOML, or a table holds no rule; the number of the table is said.
    """
    try:
        tables = tomllib.loads(text).get("rule", [])
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f"rules about entities: {error}") from error
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise SourceError("rules about entities: write each rule as a [[rule]] table")
    return tuple(from_plain(table) for table in tables)
