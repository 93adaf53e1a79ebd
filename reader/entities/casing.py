"""Give words in capitals the letters they would have in a sentence, without changing a text's length.

Headlines and datelines ("CAIRO", "PUTIN MEETS TOKAYEV") would otherwise be
unreadable for the statistical model.
"""

import re
from collections.abc import Iterator

from reader.entities.gazetteer import Gazetteer
from reader.entities.words import WordTable

_CAPITALS = re.compile(r"[A-ZÀ-ÖØ-ÞĀŠŽ](?<![\w.].)[A-ZÀ-ÖØ-ÞĀŠŽ]+(?![\w])")
_IN_BRACKETS = re.compile(r"\(([A-Z]{2,})\)")
_BEFORE_PRONOUN = re.compile(
    r"\b(?:LET|LETS|JOIN|TELL|TELLS|TOLD|GIVE|GIVES|GAVE|HELP|HELPS|SHOW|SHOWS|CONTACT|FOLLOW|ABOUT|MAKES|MADE"
    r"|(?:ALL|MOST|ONE|SOME|MANY|BOTH|NONE|EACH|ANY|REST|MILLIONS) OF|(?:THEY|HE|SHE|YOU|WHO) [A-Z]+"
    r"|(?:THIS|THAT) IS|SAVE|FORGET|REMEMBER|^ *(?:SUPPORT|EMAIL|CALL|VISIT|FIND|LIKE|WATCH|REACH|MEET|ASK|WRITE TO)) $",
    re.MULTILINE,
)
"""After these words US is the pronoun, even in capitals."""
_BEHIND_COUNTRY = re.compile(
    r" (?:ALLY|ALLIES|TROOPS|FORCES|ARMY|NAVY|MILITARY|SOLDIERS?|MARINES|OFFICIALS?|CITIZENS?|SENATORS?|SENATE|LAWMAKERS|CONGRESS"
    r"|ENVOYS?|MEDIA|PRESIDENT|GOVERNMENT|DIPLOMATS?|EMBASSY|BASES?|AID|SANCTIONS|TARIFFS|ECONOMY|DOLLARS?|BANKS?|FIRMS?|COMPANIES|FARMERS"
    r"|VOTERS|COURTS?|JUDGES?|POLICE|BORDERS?|VISAS?|STATES?|ELECTIONS?|INTELLIGENCE|WARSHIPS?|DRONES?|JETS?)\b"
)
"""Before these words US is the country, whatever stands before it."""
_LONGEST_BEFORE = 24
_LINE = re.compile(r"[^\n]+")
_LONGEST_NAME = 5
"""Words looked at for a known name."""
_SHORTEST = 4
"""Shorter words in capitals within a sentence are acronyms."""


def with_sentence_case(text: str, words: WordTable, gazetteer: Gazetteer) -> str:
    """Return a text of the same length where words in capitals are written as in a sentence."""
    if not _CAPITALS.search(text):
        return text
    pieces: list[str] = []
    last = 0
    for start, replacement in _replacements(text, words, gazetteer):
        pieces += (text[last:start], replacement)
        last = start + len(replacement)
    return "".join((*pieces, text[last:]))


def _replacements(text: str, words: WordTable, gazetteer: Gazetteer) -> Iterator[tuple[int, str]]:
    acronyms = frozenset(_IN_BRACKETS.findall(text))
    for line in _LINE.finditer(text):
        if not (found := list(_CAPITALS.finditer(text, *line.span()))):
            continue
        is_headline = _is_in_capitals(line.group())
        end = 0
        for number, match in enumerate(found):
            if match.start() < end:
                continue
            if name := _name_of_words(found[number : number + _LONGEST_NAME], gazetteer):
                end = match.start() + len(name)
                yield match.start(), name
                continue
            if is_headline:
                word = _in_headline(match, line.start(), words=words, gazetteer=gazetteer)
            elif match.group() in acronyms:
                continue
            else:
                word = _in_sentence(match, words=words, gazetteer=gazetteer)
            if word != match.group() and len(word) == len(match.group()):
                yield match.start(), word


def _name_of_words(found: list[re.Match[str]], gazetteer: Gazetteer) -> str | None:
    """Return the longest known name of several words that stands in capitals where the first match does."""
    for last in reversed(found[1:]):
        form = last.string[found[0].start() : last.end()]
        if (name := gazetteer.in_capitals.get(form)) and len(name) == len(form):
            return name
    return None


def _is_in_capitals(line: str) -> bool:
    capitals = sum(map(str.isupper, line))
    return capitals > 6 and capitals > 4 * sum(map(str.islower, line))


def _in_headline(match: re.Match[str], line_start: int, *, words: WordTable, gazetteer: Gazetteer) -> str:
    word = match.group()
    commonness = words[word.lower()].commonness
    known = gazetteer.get(word)
    if known and known.is_sure and not (word == "US" and _is_pronoun(match)):
        return word
    if commonness >= 3:
        return word.capitalize() if match.start() == line_start else word.lower()
    if known or len(word) < 3 or (len(word) == 3 and not words[word.capitalize()].is_first_name):
        return word
    return word.capitalize()


def _is_pronoun(match: re.Match[str]) -> bool:
    """Tell whether US in capitals is no country."""
    if _BEHIND_COUNTRY.match(match.string, match.end()):
        return False
    return bool(_BEFORE_PRONOUN.search(match.string, max(0, match.start() - _LONGEST_BEFORE), match.start()))


def _in_sentence(match: re.Match[str], *, words: WordTable, gazetteer: Gazetteer) -> str:
    word = match.group()
    if word == "US" and _is_pronoun(match):
        return "us"
    if len(word) < _SHORTEST or word in gazetteer.names:
        return word
    name = word.capitalize()
    known = words[name]
    is_name = known.is_first_name or known.is_surname or known.is_place or name in gazetteer.names
    return name if is_name else word
