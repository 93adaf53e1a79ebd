"""Superlative claims, for a person to judge.

"China, now Astana's top trade partner" and "Russia, its largest trading
partner" say the same of two subjects. Such claims are listed side by side when
noun and owner agree and the subjects do not; which is right nobody decides
here.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from reader.article import Label, Mention
from reader.compare.comparison import Claim, ClaimPair
from reader.compare.speech import NAME
from reader.compare.words import stem
from reader.text import Span, plain

_SUPERLATIVE = re.compile(
    r"\b(top|largest|biggest|main|major|leading|highest|lowest|only|closest|oldest|strongest|deadliest|worst|best|fastest|longest|"
    r"second-largest|third-largest|busiest|tallest|richest|poorest|most \w+|least \w+)\s+((?:[a-z][\w-]*\s+){0,2}[a-z][\w-]*)"
)
_HEADS = frozenset(
    "partner supplier exporter importer producer economy investor creditor ally party bank company source market city country "
    "border dam deal attack quake earthquake buyer employer donor lender destination project priority concern threat flood storm "
    "fire port bridge mine union airline operator shareholder customer rival".split()
)
_WORST = frozenset({"worst", "deadliest"})
_NOT_SUBJECTS = frozenset(
    "The A An In On At But And For From By With As It He She They This That When While After Before His Her Their Its".split()
)
_OWNER = re.compile(rf"({NAME})'s\s+(?:now\s+)?$|\b(its|their|his|our|the country's)\s+$|\bthe\s+$")
_NAME = re.compile(rf"(?<![\w']){NAME}")
_REACH = 120
_SAME = {"trade": "trad", "commercial": "trad", "econom": "econom"}


@dataclass(frozen=True, slots=True)
class _Placed:
    """A claim with what it is compared by."""

    claim: Claim
    key: str
    owner: str | None


def pair_claims(
    a: tuple[str, Sequence[Span], Sequence[Mention]], b: tuple[str, Sequence[Span], Sequence[Mention]]
) -> tuple[ClaimPair, ...]:
    """Pair the superlatives of two articles (text, passages, mentions) that are said of different subjects."""
    by_key: dict[str, list[_Placed]] = defaultdict(list)
    for placed in _find(*b):
        by_key[placed.key].append(placed)
    return tuple(
        ClaimPair(x.claim, y.claim)
        for x in _find(*a)
        for y in by_key[x.key]
        if _may_share_owner(x, y) and _differ(x.claim, y.claim)
    )


def find_claims(text: str, passages: Sequence[Span], mentions: Sequence[Mention] = ()) -> tuple[Claim, ...]:
    """Find the superlatives about a noun, each with the name it is said of."""
    return tuple(placed.claim for placed in _find(text, passages, mentions))


def _find(text: str, passages: Sequence[Span], mentions: Sequence[Mention]) -> list[_Placed]:
    names = {mention.span.start: mention for mention in mentions}
    found = []
    for passage in passages:
        words = plain(passage.of(text))
        for match in _SUPERLATIVE.finditer(words):
            if placed := _claim(words, match, passage.start, names):
                found.append(placed)
    return found


def _claim(words: str, match: re.Match[str], offset: int, names: dict[int, Mention]) -> _Placed | None:
    nouns = match[2].split()
    head = next((k for k, noun in enumerate(nouns) if noun.rstrip("s") in _HEADS or noun in _HEADS), None)
    if head is None:
        return None
    end = match.start(2) + sum(len(noun) for noun in nouns[: head + 1]) + head
    before_start = max(0, match.start() - _REACH)
    before = words[before_start : match.start()]
    owner = _OWNER.search(before)
    before = before[: owner.start()] if owner else before
    subject = _last_subject(before, before_start + offset, names)
    key = _key(match[1], nouns[max(0, head - 1) : head + 1])
    claim = Claim(Span(match.start() + offset, end + offset), words[match.start() : end], subject)
    return _Placed(claim, key, _owner_name(owner, offset + before_start, names))


def _key(superlative: str, nouns: Sequence[str]) -> str:
    kind = "worst" if superlative in _WORST else "least" if superlative.startswith(("least", "lowest")) else "most"
    ordinal = superlative.partition("-")[0] if "-" in superlative else ""
    stems = [stem(noun) for noun in nouns if noun not in {"the", "a"}]
    return " ".join((kind, ordinal, *(_SAME.get(s, s) for s in stems)))


def _last_subject(before: str, offset: int, names: dict[int, Mention]) -> str | None:
    found = [match for match in _NAME.finditer(before) if match.group() not in _NOT_SUBJECTS]
    if not found:
        return None
    mention = next((names[k] for k in range(found[-1].start() + offset, found[-1].end() + offset) if k in names), None)
    return mention.entity if mention else found[-1].group().removesuffix("'s")


def _owner_name(match: re.Match[str] | None, offset: int, names: dict[int, Mention]) -> str | None:
    if match is None or match[1] is None:
        return None
    mention = names.get(match.start(1) + offset)
    return mention.entity if mention and mention.label is not Label.DATE else match[1]


def _may_share_owner(a: _Placed, b: _Placed) -> bool:
    return a.owner is None or b.owner is None or a.owner == b.owner


def _differ(a: Claim, b: Claim) -> bool:
    return a.subject is not None and b.subject is not None and a.subject.casefold() != b.subject.casefold()
