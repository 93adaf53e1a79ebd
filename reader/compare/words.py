"""Words made comparable: stems, and which of them carry content.

Every word counts when two passages are weighed against each other, function
words too, since quotations match by them; content stems are those that a
person would name as the reason of a link.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from reader.compare.aliases import Aliases
from reader.compare.lexicon import irregular_forms, synonym_groups
from reader.text import plain

FUNCTION_WORDS = frozenset(
    """a about above across after again against ago all almost along already also although always am among an and another any
    anyone anything are aren around as at away back be became because become been before began behind being below between both
    but by came can cannot could couldn did didn do does doesn doing don done down during each either else enough even ever
    every everyone everything few first for former from further get gets getting give given go goes going gone got had hadn has
    hasn have haven having he her here hers herself him himself his how however i if in including indeed into is isn it its
    itself just know known last late later least less let like likely ll made make makes making many may maybe me meanwhile
    might mine more most mr mrs ms much must my myself near nearly need neither never new next no nor not nothing now of off
    often on once one only onto or other others otherwise our ours out over own part per perhaps put quite rather re really same
    saw say saying says said second see seem seen several shall she should shouldn since so some someone something soon still
    such take taken tell than that the their theirs them themselves then there these they thing this those though three through
    thus to today together told too took toward towards two under until up upon us use used using ve very via was wasn way we
    well went were weren what when where whether which while who whole whom whose why will with within without won would wouldn
    yes yesterday yet you your yours according added adding reported reportedly report reports announced statement asked
    spokesman spokeswoman called tomorrow tonight morning afternoon evening night day days week weeks month months year years
    time times mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday january february march april
    may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec""".split()
)
_SUFFIXES = tuple(
    tuple(rule.split(":"))
    for rule in (
        "ational:ate ization:ize fulness:ful ements: ement: ments: ment: ations: ation: nesses: ness: ities: ity: ions: ion: "
        "ings: ing: edly: ies:i ied:i ed: ers: er: ly: es: s: e: y:i"
    ).split(" ")
)
_NUMBER_WORDS = {
    word: str(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty".split()
    )
}
_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09d7"
_LETTERS = rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}])*"
_TOKEN = re.compile(rf"{_LETTERS}(?:['.-]{_LETTERS})*|\d[\d,.]*\d|\d")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]{2,}")
_CALENDAR_NUMBER = re.compile(r"\d{1,2}|(?:19|20)\d\d")


def stem(word: str) -> str:
    """Cut the ending of an English word in lower case; other words lose at most their last letters.

    >>> stem("negotiations"), stem("negotiated"), stem("deals")
    ('negoti', 'negotiat', 'deal')
    """
    for suffix, replacement in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3 and not (suffix == "s" and word.endswith("ss")):
            word = word[: -len(suffix)] + replacement
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz" else word


def _by_stem() -> dict[str, str]:
    """Lead each stem of a group of synonyms to the stem of the group's first word."""
    leads: dict[str, str] = {}
    for first, *others in synonym_groups():
        for word in (first, *others):
            leads.setdefault(stem(word), stem(first))
    return leads


_IRREGULAR = irregular_forms()
_SYNONYMS = _by_stem()


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a passage in its comparable form."""

    stem: str
    is_content: bool
    surface: str
    is_name: bool = False
    """Begins with a capital; at the beginning of a sentence that may mean nothing."""


class WordReader:
    """Reads words, remembering each form for as long as one comparison lasts."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        """Take the texts that are compared: initials are understood where either spells them out."""
        self._known: dict[str, tuple[Word, ...]] = {}
        self._aliases = Aliases(texts)

    def read(self, text: str) -> list[Word]:
        """Return the words of a text in order; a word with a hyphen is several."""
        known = self._known
        found: list[Word] = []
        for token in _TOKEN.findall(self._aliases.join(plain(text))):
            words = known.get(token)
            if words is None:
                words = known[token] = self._words_of(token)
            found.extend(words)
        return found

    def _words_of(self, token: str) -> tuple[Word, ...]:
        if token[0].isdigit():
            return (_number(token.replace(",", "").rstrip(".")),)
        if _UNSPACED.search(token):
            pairs = (token[k : k + 2] for k in range(len(token) - 1))
            return tuple(Word(pair, True, pair) for pair in pairs)
        return tuple(self._word(part) for part in token.split("-") if part)

    def _word(self, part: str) -> Word:
        alias = self._aliases.get(part.removesuffix("'s"))
        return Word(alias[0], True, alias[1], True) if alias else _word(part)


def _number(digits: str) -> Word:
    return Word(digits, not _CALENDAR_NUMBER.fullmatch(digits), digits)


def _word(part: str) -> Word:
    lower = _without_accents(part.lower())
    lower = lower.removesuffix("'s").strip("'.").replace(".", "").replace("'", "")
    if lower in _NUMBER_WORDS:
        return Word(_NUMBER_WORDS[lower], False, part)
    base = stem(_IRREGULAR.get(lower, lower))
    return Word(
        _SYNONYMS.get(base, base), lower not in FUNCTION_WORDS and len(lower) > 1, part.removesuffix("'s"), part[0].isupper()
    )


def _without_accents(word: str) -> str:
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
