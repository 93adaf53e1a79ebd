"""What is told of a figure: 381 killed, 1,891 injured, 12,000 houses collapsed.

In reports of one disaster a dozen figures count people; only what is said of
them tells which two count the same. The nearest word of a small closed list
counts, before the figure within its clause, after it up to the next figure.
"""

import re
from collections.abc import Sequence

from reader.compare.figures import COUNT, Figure
from reader.text import Span

_ROLES = {
    "killed": r"kill\w*|dead\w*|deaths?|die[sd]?|dying|fatal\w*|toll|perish\w*|bodies|lives|slain|corpses",
    "injured": r"injur\w*|hurt|wound\w*|hospitali[sz]ed",
    "missing": r"missing|unaccounted|trapped|buried|disappeared",
    "rescued": r"rescued|surviv\w*|saved|pulled alive",
    "aboard": r"aboard|on board|carrying",
    "uprooted": r"evacuat\w*|displac\w*|relocat\w*|homeless|fled|refugees|shelterless",
    "living": r"population|home to|inhabitants|residents",
    "arrested": r"arrest\w*|detain\w*|charged|jailed|custody",
    "collapsed": r"collaps\w*|destroy\w*|toppl\w*|flatten\w*|raz\w*|levell?ed|ruins",
    "damaged": r"damag\w*|crack\w*",
    "deep": r"deep|depth|below ground",
    "away": r"away|from|distance|northeast|northwest|southeast|southwest|north|south|east|west",
    "high": r"high|tall|height",
    "long": r"long|length|stretch\w*",
}
_ROLE = re.compile(r"\b(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _ROLES.items()) + r")\b", re.IGNORECASE)
_ABOARD = re.compile(r"\s(?:\w+ )?(?:passengers?|crew)\b", re.IGNORECASE)
"""Who is counted, not what became of them: "54 passengers and four crew" are aboard, "32 passengers were killed"."""
_FROM_NOUN = 20
"""A noun stands for as much as a word so many characters off."""
_PEOPLE_ROLES = frozenset({"killed", "injured", "missing", "rescued", "aboard", "uprooted", "living", "arrested"})
_THING_ROLES = frozenset({"collapsed", "damaged"})
_LENGTH_ROLES = frozenset({"deep", "away", "high", "long"})
_LENGTHS = frozenset({"km", "mile", "m", "foot"})
_BEFORE = 45
_AFTER = 60
_CLAUSE_BORDER = re.compile(r"[,;:.!?](?=\s)|\b(?:and|but|while|as well as)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[;.!?](?=\s|$)")
_CONVERSION = re.compile(r"\s?\([^)]{1,30}\)")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_BARE_YEAR = re.compile(r"\b(?:in|since|of|by|from|until|before|after)\s((?:1[5-9]|20)\d\d)\b", re.IGNORECASE)
_TIMES = frozenset(f"{_MONTHS}|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday".split("|"))
_IN_PLACE = re.compile(r"[^.;:!?]{0,40}?\bin\s+(?:[a-z-]+\s+){0,4}([A-Z][\w-]+)")


def role_of(text: str, passage: Span, figure: Figure, others: Sequence[Figure]) -> str:
    """Return what is told of a figure in a passage with other figures; nothing when no word of the list stands near.

    >>> from reader.compare.figures import read_figures
    >>> text = "The quake killed 12 people and injured 40, and 3 are missing."
    >>> figures = read_figures(text)
    >>> [role_of(text, Span(0, len(text)), figure, figures) for figure in figures]
    ['killed', 'injured', 'missing']
    """
    allowed = _allowed(figure)
    if not allowed:
        return ""
    begin = _behind(text, figure)
    start = max([passage.start, figure.span.start - _BEFORE, *(f.span.end for f in others if f.span.end <= figure.span.start)])
    end = min([passage.end, begin + _AFTER, *(f.span.start for f in others if f.span.start >= begin)])
    before, after = text[start : figure.span.start], text[begin : max(end, begin)]
    border = max((match.end() for match in _CLAUSE_BORDER.finditer(before)), default=0)
    sentence = _SENTENCE_END.search(after)
    found = [(len(before) - match.end(), match.lastgroup or "") for match in _ROLE.finditer(before, border)]
    found += [
        (match.start(), match.lastgroup or "") for match in _ROLE.finditer(after, 0, sentence.start() if sentence else len(after))
    ]
    if _ABOARD.match(text, begin, passage.end):
        found.append((_FROM_NOUN, "aboard"))
    return min((role for role in found if role[1] in allowed), default=(0, ""))[1]


def _behind(text: str, figure: Figure) -> int:
    """Return where the text goes on behind a figure and its conversion: "18 kilometers (11 miles) from"."""
    conversion = _CONVERSION.match(text, figure.span.end)
    return conversion.end() if conversion else figure.span.end


def _allowed(figure: Figure) -> frozenset[str]:
    if figure.unit in _LENGTHS:
        return _LENGTH_ROLES
    return _PEOPLE_ROLES | _THING_ROLES if figure.unit == COUNT else frozenset()


def years_near(text: str, passage: Span, figure: Figure) -> frozenset[str]:
    """Return the bare years named around a figure: what is told "in 1974" is another quantity; a full date is today's."""
    start, end = max(passage.start, figure.span.start - _BEFORE), min(passage.end, figure.span.end + _BEFORE)
    return frozenset(_BARE_YEAR.findall(text[start : figure.span.start] + " " + text[figure.span.end : end]))


def place_of(text: str, passage: Span, figure: Figure, others: Sequence[Figure]) -> str:
    """Return the place that a count is told of right behind it: "14 people died in the city of Bogo" counts a part."""
    if figure.unit != COUNT:
        return ""
    end = min([passage.end, figure.span.end + _AFTER, *(f.span.start for f in others if f.span.start >= figure.span.end)])
    match = _IN_PLACE.match(text, figure.span.end, max(end, figure.span.end))
    return match[1] if match and match[1] not in _TIMES else ""
