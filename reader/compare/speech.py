"""Clauses of speech: who says, by grammar.

Works on the words around quotations, straightened, with the quoted words
blanked. A clause has a speech verb and, when it can be told, the name that is
its subject: "Tokayev said", "said the mayor, Ann Ro", "according to Ro". A
participle or a conjoined verb ("…, adding", "and said") takes the subject of
the verb before it.
"""

import re
from dataclasses import dataclass

from reader.text import Span

_FINITE = (
    "said|says|say|told|tells|added|adds|stated|states|wrote|writes|tweeted|posted|declared|declares|noted|notes|insisted|insists|"
    "explained|explains|argued|argues|warned|warns|claimed|claims|asked|replied|recalled|announced|responded|concluded|remarked|"
    "stressed|emphasi[sz]ed|pointed out|called|calls|described|describes|termed|dismissed|reaffirmed|acknowledged|conceded|"
    "admitted|predicted|vowed|promised|pledged|testified|accused|voiced|urged|confirmed|denied|joked|complained|observed|quipped|"
    "recounted|thanked|hailed|praised|criticised|criticized|rejected|defended|welcomed|blamed|"
    "spoke of|appealed|retorted|countered|thinks|thought|believes|laughed|sighed|indicated|accuses|"
    "let it be known|complains|admits|recalls|promises|commented|chanted|read"
)
_PARTICIPLES = (
    "adding|saying|noting|remarking|calling|arguing|insisting|warning|describing|telling|writing|stressing|recalling|explaining|"
    "claiming|stating|declaring|pledging|promising|urging"
)
_INVERTING = re.compile(
    "said|says|added|adds|wrote|explained|recalled|asked|replied|warned|noted|insisted|argued|remarked|joked|retorted|countered|laughed|complained|concluded"
)
_VERB = re.compile(rf"\b(?:({_FINITE})|({_PARTICIPLES})|(according to))\b", re.IGNORECASE)
_CAPITAL = r"[^\W\d_a-zà-öø-ÿ]"
_PARTICLE = r"(?:al|bin|de|von|van|der|la|du)"
_NAME_WORD = rf"{_CAPITAL}[\w'-]*\.?"
NAME = rf"{_NAME_WORD}(?:\s(?:{_PARTICLE}\s)?{_NAME_WORD})*"
_NAME = re.compile(rf"(?<![\w'.]){NAME}")
_ADVERBS = (
    r"(?:(?:\w+ly|also|has|had|have|then|later|once|even|further|still|again|in turn|for (?:his|her) part|on \w+day|has since|"
    r"who|nonetheless|however),?\s+)*"
)
_APPOSITION = r"(?:,[^,\x02\x03]{2,90},|\s\([^)]{1,40}\)|\sof\s(?:the\s)?[^,.;]{3,40}?)"
_SUBJECT = re.compile(rf"({NAME})(?:{_APPOSITION})?(?:\s(?:himself|herself))?\s+{_ADVERBS}$")
_NAMED_IN_APPOSITION = re.compile(rf"\b(?:of|in|for|at|from)\s(?:the\s)?{NAME},\s({NAME}),?\s+{_ADVERBS}$")
_NAMED_AFTER_OFFICE = re.compile(
    rf"\b(?:Minister|Secretary|President|Head|Director|Chief|Governor)\sof\s(?:the\s)?"
    rf"(?:{_NAME_WORD}\s(?:and\s)?){{1,4}}?({_NAME_WORD}\s{_NAME_WORD})\s+{_ADVERBS}$"
)
_NAMED_AFTER_COMMA = re.compile(rf"[a-z],\s({NAME}),\s+{_ADVERBS}$")
_OTHERS_BEFORE = re.compile(rf"(?<![\w'.])((?:{NAME},\s)*{NAME}),?\sand\s$")
_BEARER = re.compile(
    r"\s(?:campaign|administration|government|team|foundation|family|camp|aides?|allies|lawyers?|attorneys?|supporters?|officials?|"
    r"spokes\w+|voters?)\b"
)
"""What bears a name without being who is named: "the Brask campaign"."""
_PRONOUN = re.compile(rf"\b(?:he|she|they|it|we|I|who)\s+{_ADVERBS}$", re.IGNORECASE)
_OTHER_SUBJECT = re.compile(rf"\b(?:[a-z'-]+)\s+{_ADVERBS}$")
_CONJOINED = re.compile(rf"(?:\b(?:and|but|or)|,)\s+{_ADVERBS}$", re.IGNORECASE)
_TRADES = (
    "columnist|spokesman|spokeswoman|spokesperson|analyst|director|president|minister|chief|coach|professor|editor|leader|lawmaker|"
    "senator|official|correspondent|reporter|economist|lawyer|convener|researcher|historian|mayor|manager|founder|member|captain"
)
_NO_OBJECT = r"(?!(?:of|that|to|in|on|at|about|with|from|as|by)\b)"
_AFTER_VERB = re.compile(
    rf"\s+((?:{_NO_OBJECT}[a-z'-]+\s+(?:of\s+(?:the\s+)?[\w'-]+\s+)?){{0,5}}(?:[a-z'-]+,\s+)?)"
    rf"(?:{NAME}\s(?:{_TRADES})\s)?({NAME})"
)
_PRONOUN_AFTER = re.compile(r"\s+(?:he|she|they|it|we|I)\b")
_LOOK_BACK = 200
_BEGINS_SENTENCE = frozenset(
    "The A An In On At But And Or If For From By With As It He She They We I This That These Those There When While After Before "
    "During Following Under Among Despite Although Though Because Since Once Until Asked Inside Outside Behind Beside "
    "His Her Their Our Its You What Who Why How Not No Yes So Then Also Meanwhile However Earlier Later Both Still Now "
    "Speaking Mr Mrs Ms Dr Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March July "
    "August September October November December Residents Officials Police Protesters Demonstrators Analysts Experts Doctors "
    "Witnesses Critics Supporters Opponents Others Some Many Most Several Locals Neighbours Neighbors Scientists Investigators "
    "Prosecutors Survivors Rescuers Diplomats Observers Everybody Everyone Nobody Somebody Someone People Lawyers Parents Workers "
    "Authorities Lawmakers Reporters Journalists Economists Sources Delegates Organisers Organizers".split()
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A speech verb with its subject, as places in the article."""

    verb: Span
    subject: Span | None
    is_pronoun: bool = False
    """The subject is a pronoun: whoever spoke before may go on."""


def clauses_of(words: str, scope: Span, offset: int) -> list[Clause]:
    """Return the clauses of speech in a part of a passage whose first character has an offset in the article."""
    clauses: list[Clause] = []
    for verb in _VERB.finditer(words, scope.start, scope.end):
        previous = next((clause for clause in reversed(clauses) if clause.subject), None)
        clauses.append(_clause(words, scope, verb, previous, offset))
    return clauses


def _clause(words: str, scope: Span, verb: re.Match[str], previous: Clause | None, offset: int) -> Clause:
    place = Span(verb.start(), verb.end()).shifted(offset)
    if verb[3]:
        return Clause(place, _after(words, scope, verb, offset))
    begin = max(scope.start, verb.start() - _LOOK_BACK)
    before = words[begin : verb.start()]
    if not verb[2] and (span := _subject(before, begin + offset)):
        return Clause(place, span)
    if verb[2] or _CONJOINED.search(before):
        inherited = previous.subject if previous else _first_name(words, Span(scope.start, verb.start()), offset)
        return Clause(place, inherited, is_pronoun=inherited is None)
    if _PRONOUN.search(before):
        named = _relative(before, begin + offset) or (previous.subject if previous else None)
        return Clause(place, named, is_pronoun=True)
    if _INVERTING.fullmatch(verb.group().lower()) and not _OTHER_SUBJECT.search(before):
        if _PRONOUN_AFTER.match(words, verb.end()):
            return Clause(place, None, is_pronoun=True)
        return Clause(place, _after(words, scope, verb, offset))
    return Clause(place, None)


def _subject(before: str, offset: int) -> Span | None:
    """Return the name that ends right before a verb: "Ann Ro", "Ann Ro, a baker,", "the mayor of Kolm, Ann Ro,"."""
    for pattern in (_NAMED_AFTER_OFFICE, _NAMED_IN_APPOSITION, _NAMED_AFTER_COMMA, _SUBJECT):
        if (match := pattern.search(before)) and (span := _trimmed(match, 1, offset)):
            return _with_others(before, span, offset)
    return None


def _with_others(before: str, span: Span, offset: int) -> Span:
    """Take in who speaks together with a name: "Ro, Tarn and Brask noted"."""
    match = _OTHERS_BEFORE.search(before[: span.start - offset])
    others = _trimmed(match, 1, offset) if match else None
    return Span(others.start, span.end) if others else span


def _relative(before: str, offset: int) -> Span | None:
    """Return the name that "who said" leans on."""
    match = re.search(rf"({NAME}),\s+who\s+{_ADVERBS}$", before)
    return _trimmed(match, 1, offset) if match else None


def _after(words: str, scope: Span, verb: re.Match[str], offset: int) -> Span | None:
    match = _AFTER_VERB.match(words, verb.end(), scope.end)
    return _trimmed(match, 2, offset) if match else None


def _first_name(words: str, scope: Span, offset: int) -> Span | None:
    for match in _NAME.finditer(words, scope.start, scope.end):
        follows = words[match.end() : match.end() + 2]
        span = _trimmed(match, 0, offset)
        if span and not match.group().endswith("'s") and follows != "'s" and not _is_object(words, match.start()):
            return None if _BEARER.match(words, match.end()) else span
    return None


def _is_object(words: str, start: int) -> bool:
    return bool(
        re.search(
            r"\b(?:to|of|in|with|at|from|about|by|for|on|against|between|near)\s+(?:the\s+)?$", words[max(0, start - 14) : start]
        )
    )


def _trimmed(match: re.Match[str], group: int, offset: int) -> Span | None:
    """Return the name without a word that only begins the sentence and without a possessive."""
    text = match[group]
    start, end = match.start(group), match.end(group)
    while text and text.split()[0].rstrip(".") in _BEGINS_SENTENCE:
        first = re.match(r"\S+\s*", text)
        cut = first.end() if first else len(text)
        start += cut
        text = text[cut:]
    if text.endswith("'s"):
        return None
    end -= len(text) - len(text.rstrip("."))
    return Span(start + offset, end + offset) if text.strip(".") else None
