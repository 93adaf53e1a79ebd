"""Figures in news text, read into values with their places.

A figure is a number with its unit: money, a percentage, a measure, an age, or
a count with its noun. Calendar dates, years, clock times, ordinals, scores,
phone and section numbers, addresses and model names are no figures; they are
blanked before anything is read.
"""

import math
import re
from dataclasses import dataclass

from reader.compare.figure_words import (
    CURRENCY_CODES,
    CURRENCY_SIGNS,
    CURRENCY_WORDS,
    HEDGES,
    NO_NOUN,
    PERCENT_WORDS,
    SCALES,
    SMALL_NUMBERS,
    TENS,
    UNITS,
    singular,
)
from reader.text import Span, plain

COUNT = "count"
PERCENT = "%"
AGE = "age"
MAGNITUDE = "magnitude"

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\.?"
)
# All of them begin at a word's edge with one of few letters: a quick no for most places of a text.
_NOT_FIGURES = re.compile(
    r"(?:\b(?=[A-Z\dhwmelnp])|(?=\())(?:"
    + "|".join(
        (
            r"https?://\S+|www\.\S+",
            rf"\b{_MONTH},?\s+(?:19|20)\d\d\b",
            # After a month and its day only a further day may follow: "November 2022" must not lose its "20".
            rf"\b{_MONTH},?\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:\s*(?:-|,|and|to)\s*\d{{1,2}}\b(?![,.]?\d|\s*%|\s+[a-z]))*(?:,?\s*(?:19|20)\d\d)?",
            rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s*-\s*\d{{1,2}})?\s+(?:of\s+)?{_MONTH}\b(?:,?\s*(?:19|20)\d\d)?",
            r"\b(?:19|20)\d\d[-/](?:(?:19|20)?\d\d)\b(?:[-/]\d\d)?",
            r"\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b",
            r"\b\d{1,2}(?:[:.]\d\d)?\s*(?:a\.m\.|p\.m\.|am\b|pm\b|AM\b|PM\b|GMT|UTC|EST|EDT|PST|ET\b|BST)",
            r"\b\d{1,2}:\d\d(?::\d\d)?\b|\b\d{4} (?:GMT|UTC)\b",
            r"\b(?:mid-|late-|early-)?(?:(?:19|20)\d0|\d0)s\b",
            r"\b\d{1,4}(?:st|nd|rd|th)\b",
            r"\b(?:No|no|Nos|Number|number|p|pp|Vol|Volume|Issue|Article|Section|Route|Highway|Flight|Channel|Chapter|Title|Page|Unit|"
            r"Gate|Line|Platform|Room|Terminal|Interstate|Ch|Suite|Box)\.?:?\s*\d+",
            r"\b\d+ (?:[NSEW]\.? )?(?:[A-Z]\w+\.? ){1,3}(?:St|Street|Ave|Avenue|Blvd|Boulevard|Rd|Road|Drive|Lane)\b",
            r"\b[A-Z]{1,5}-?\d+[A-Za-z]?\b",
            r"\b[A-Z]\d\+\d\b",
            r"\b\d+[A-Z]\w*-\w+",
            r"\(\d{3}\)\s*\d{3}[-.]\d{4}|\b\d{3}[-.]\d{3}[-.]\d{4}\b|(?<!\$)\b\d{3}-\d{4}\b",
        )
    )
    + ")"
)
_DIGIT = re.compile(r"\d")
_DIGITS = r"\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
_SMALL = "|".join(sorted(SMALL_NUMBERS, key=len, reverse=True))
# "Two three-storey hotels" are two, not five: only tens take a small number after them.
_BELOW_HUNDRED = rf"(?:(?:{'|'.join(TENS)})(?:[- ](?:{_SMALL})\b)?|(?:{_SMALL}))"
_SCALE_WORD = "hundred|thousand|million|billion|trillion|dozen"
_SPOKEN = (
    rf"{_BELOW_HUNDRED}(?:(?:[- ](?:{_SCALE_WORD})\b)+(?:(?:[- ]| and ){_BELOW_HUNDRED}\b)?)*|"
    rf"half an? (?:{_SCALE_WORD})|an? (?:{_SCALE_WORD})(?:\b and {_BELOW_HUNDRED})?"
)
_ANY_NUMBER = rf"(?:(?P<digits>{_DIGITS})|(?P<words>(?:{_SPOKEN})\b))"
_NUMBER = re.compile(rf"(?<![\w.,-]){_ANY_NUMBER}", re.IGNORECASE)
_FOLLOWER = re.compile(_ANY_NUMBER, re.IGNORECASE)
_AND_A_HALF = re.compile(r"[- ]and[- ]a[- ]half\b", re.IGNORECASE)
_SIGN_BEFORE = re.compile("(?:" + "|".join(re.escape(s) for s in sorted(CURRENCY_SIGNS, key=len, reverse=True)) + r")\s?$")
_CODE_BEFORE = re.compile(rf"\b(?:{'|'.join(sorted(CURRENCY_CODES))})\s$")
_HEDGE_BEFORE = re.compile(rf"\b({HEDGES})\s+$", re.IGNORECASE)
_SCALE_AFTER = re.compile(
    r"(?:[\s-]?(hundred (?:thousand|million)|hundred|thousand|million|billion|trillion|dozen|mln|bln|trn|mn|bn|tn)|([kmb]))(?!\w)",
    re.IGNORECASE,
)
_CURRENCY_NAMES = "|".join(CURRENCY_WORDS)
_UNIT_AFTER = re.compile(
    rf"\s?(%)|[\s-](percent|per cent|percentage points?|pct)\b|[\s-](?:US |Canadian |Australian )?({_CURRENCY_NAMES})s?\b|"
    rf"\s({'|'.join(sorted(CURRENCY_CODES))})\b",
    re.IGNORECASE,
)
_MEASURE_AFTER = re.compile(
    rf"(?:[- ]?)(?:square |cubic )?({'|'.join(sorted(UNITS, key=len, reverse=True))})s?(-olds?| old)?(?![\w])", re.IGNORECASE
)
_MAGNITUDE_AFTER = re.compile(r"[- ]magnitude\b", re.IGNORECASE)
_MAGNITUDE_BEFORE = re.compile(r"\bmagnitude(?:[- ]| of )$", re.IGNORECASE)
_RANGE_BETWEEN = re.compile(r"\s?-\s?|\s+(to|and)\s+")
_FROM_BEFORE = re.compile(r"\bfrom\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_BETWEEN_BEFORE = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_AGED_BEFORE = re.compile(r"\baged?\s+$|[a-z]\w*,\s$", re.IGNORECASE)
_LOOK_BACK = 40
"""How far before a number its words are looked for: all of a passage would take the square of its length."""
_MOST_DIGITS = 40
"""A longer row of digits counts nothing: it is a key, or a line drawn with zeros."""
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_NEXT_WORD = re.compile(r"\s*([A-Za-z][A-Za-z'-]*|[^\sA-Za-z])")
_PLURAL = re.compile(r"(?:s|people|men|women|children|crew|police|personnel)$")
_NOT_PLURAL = re.compile(r"(?:ss|ous|'s|us|is)$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its place; a range has two ends, any other figure the same value twice."""

    span: Span
    text: str
    low: float
    high: float
    step: float
    """The weight of the last printed digit that counts: 0.1 billion for "$30.8bn"."""
    unit: str
    """A currency code, `%`, a measure, `age`, `magnitude` or `count`."""
    noun: str
    """What a count counts, in the singular."""
    hedge: str
    """"up to", "about" … or nothing."""

    @property
    def middle(self) -> float:
        """The value, or the middle of a range."""
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class _Number:
    """A number as printed, before anything is known of its unit."""

    start: int
    end: int
    value: float
    step: float
    scale: str
    currency: str
    is_words: bool
    digits: str


def read_figures(text: str, offset: int = 0) -> tuple[Figure, ...]:
    """Read the figures of a passage that starts at an offset of its article.

    >>> [(f.text, f.low, f.unit, f.noun) for f in read_figures("29 planned deals worth up to $31 billion")]
    [('29', 29.0, 'count', 'deal'), ('$31 billion', 31000000000.0, 'USD', '')]
    """
    blanked = plain(text)
    if _DIGIT.search(blanked):
        blanked = _NOT_FIGURES.sub(lambda match: "\x01" * len(match.group()), blanked)
    figures: list[Figure] = []
    position = 0
    while match := _NUMBER.search(blanked, position):
        number = _read_number(blanked, match)
        position = match.end()
        if number is None:
            continue
        read, position = _read_at(blanked, number)
        figures.extend(_placed(figure, text, offset) for figure in read)
    return tuple(figures)


def _placed(figure: Figure, text: str, offset: int) -> Figure:
    return Figure(
        figure.span.shifted(offset),
        figure.span.of(text),
        figure.low,
        figure.high,
        figure.step,
        figure.unit,
        figure.noun,
        figure.hedge,
    )


def _read_at(text: str, first: _Number) -> tuple[tuple[Figure, ...], int]:
    """Read the figure that begins with a number, or two of them, and where reading goes on."""
    between = _RANGE_BETWEEN.match(text, first.end)
    follower = _FOLLOWER.match(text, _sign_end(text, between.end())) if between else None
    second = _read_number(text, follower) if follower else None
    if between is None or second is None or not _is_range(text, first, second, between[1]):
        return _figures(text, first, None), first.end
    if second.value * _factor(second.scale) <= first.value * _factor(first.scale or second.scale):
        return (), second.end  # a score, "3-1" or "8-8", or a span of years
    first = _with_scale_of(first, second)
    if between[1] == "to" and _FROM_BEFORE.search(text, max(0, first.start - _LOOK_BACK), first.start):
        # "from 8,000 to 15,600" is a change: two figures.
        return _figures(text, first, None, unit_from=second) + _figures(text, second, None), second.end
    return _figures(text, first, second), second.end


def _sign_end(text: str, position: int) -> int:
    for sign in CURRENCY_SIGNS:
        if text.startswith(sign, position):
            return position + len(sign)
    return position


def _is_range(text: str, first: _Number, second: _Number, word: str | None) -> bool:
    if first.is_words != second.is_words:
        return False
    if word != "and":
        return True
    return bool(_BETWEEN_BEFORE.search(text, max(0, first.start - _LOOK_BACK), first.start))


def _with_scale_of(first: _Number, second: _Number) -> _Number:
    if first.scale or not second.scale:
        return first
    return _Number(first.start, first.end, first.value, first.step, second.scale, first.currency, first.is_words, first.digits)


def _factor(scale: str) -> float:
    factor = 1.0
    for word in scale.split():
        factor *= SCALES[word]
    return factor


def _scaled(number: _Number) -> float:
    """Return the whole value, in the digits that a float keeps: 4.1 billion and 4,100 million are one value."""
    return float(f"{number.value * _factor(number.scale):.15g}")


def _sign_before(text: str, start: int) -> str:
    match = _SIGN_BEFORE.search(text, max(0, start - 5), start) or _CODE_BEFORE.search(text, max(0, start - 5), start)
    return match.group() if match else ""


def _read_number(text: str, match: re.Match[str]) -> _Number | None:
    if match["digits"]:
        return _read_digits(text, match) if len(match["digits"]) <= _MOST_DIGITS else None
    value = _word_value(match["words"])
    if value is None:
        return None
    amount, step = value
    if half := _AND_A_HALF.match(text, match.end()):
        return _Number(match.start(), half.end(), amount + step / 2, step / 2, "", "", True, "")
    return _Number(match.start(), match.end(), amount, step, "", "", True, "")


def _read_digits(text: str, match: re.Match[str]) -> _Number:
    digits = match["digits"]
    value, step = _digit_value(digits)
    sign = _sign_before(text, match.start())
    currency = CURRENCY_SIGNS.get(sign.strip()) or sign.strip()
    scale = _SCALE_AFTER.match(text, match.end())
    word = (scale[1] or scale[2] or "").lower() if scale else ""
    end = scale.end() if scale and word else match.end()
    return _Number(match.start() - len(sign), end, value, step, word, currency, False, digits)


def _digit_value(digits: str) -> tuple[float, float]:
    bare = digits.replace(",", "").replace(" ", "")
    decimals = len(bare.partition(".")[2])
    step = 10.0**-decimals
    zeros = len(bare) - len(bare.rstrip("0"))
    if not decimals and len(bare) >= 4 and zeros > 1:
        # 400,000 may be rounded, 425 is not.
        step = 10.0 ** (min(zeros, len(bare) - 1) - 1)
    return float(bare), step


def _word_value(words: str) -> tuple[float, float] | None:
    """Read "twenty-five", "half a million", "three dozen"; None for what is no number: "a", "one" alone."""
    parts = re.split(r"[- ]+", words.lower())
    if parts[0] == "half":
        return 0.5 * SCALES[parts[-1]], SCALES[parts[-1]]
    if parts[0] in {"a", "an"}:
        return _spoken_value(parts[1:])
    if len(parts) == 1:
        value = float(SMALL_NUMBERS.get(parts[0], TENS.get(parts[0], 0)))
        return (value, 1.0) if value > 1 else None
    return _spoken_value(parts)


def _spoken_value(parts: list[str]) -> tuple[float, float]:
    total = current = 0.0
    step = 1.0
    for part in parts:
        if part in SCALES:
            step = SCALES[part]
            current = (current or 1.0) * step
            if step >= 1000:
                total, current = total + current, 0.0
        elif part != "and":
            step = 1.0
            current += SMALL_NUMBERS.get(part, TENS.get(part, 0))
    return total + current, step


def _figures(text: str, first: _Number, second: _Number | None, *, unit_from: _Number | None = None) -> tuple[Figure, ...]:
    last = second or first
    hedge_match = _HEDGE_BEFORE.search(text, max(0, first.start - 25), first.start)
    unit, noun, end = _read_unit(text, unit_from or last)
    if unit == COUNT and first.currency:
        unit, noun = first.currency, ""  # "$140-150 million"
    if _is_year(first, unit, end, last):
        return ()
    end = first.end if unit_from else end
    low = _scaled(first)
    high = _scaled(second) if second else low
    if not math.isfinite(high):  # "five hundred hundred …" without end
        return ()
    step = min(number.step * _factor(number.scale) for number in (first, last))
    hedge = hedge_match[1].lower() if hedge_match else ""
    return (Figure(Span(first.start, end), "", low, high, step, unit, noun, hedge),)


def _is_year(first: _Number, unit: str, end: int, last: _Number) -> bool:
    return unit == COUNT and end == last.end and not first.scale and bool(_YEAR.fullmatch(first.digits))


def _read_unit(text: str, number: _Number) -> tuple[str, str, int]:
    """Return unit, noun and the end of the figure."""
    if after := _UNIT_AFTER.match(text, number.end):
        unit = next(group for group in after.groups() if group).lower()
        if unit in PERCENT_WORDS:
            return PERCENT, "", after.end()
        return number.currency or CURRENCY_WORDS.get(unit) or unit.upper(), "", after.end()
    if number.currency:
        return number.currency, "", number.end
    if after := _MAGNITUDE_AFTER.match(text, number.end):
        return MAGNITUDE, "", after.end()
    if _MAGNITUDE_BEFORE.search(text, max(0, number.start - _LOOK_BACK), number.start):
        return MAGNITUDE, "", number.end
    if after := _MEASURE_AFTER.match(text, number.end):
        return (AGE if after[2] else UNITS[after[1].lower()]), "", after.end()
    if _is_age(text, number):
        return AGE, "", number.end
    return COUNT, _noun_after(text, number.end), number.end


def _is_age(text: str, number: _Number) -> bool:
    if number.scale or number.value > 115:
        return False
    follows = text[number.end : number.end + 1]
    return bool(_AGED_BEFORE.search(text, max(0, number.start - 30), number.start)) and follows in {",", ")", ".", ";"}


def _noun_after(text: str, start: int) -> str:
    words: list[str] = []
    for match in _NEXT_WORD.finditer(text, start, start + 70):
        word = match[1]
        if not word[0].isalpha() or word.lower() in NO_NOUN or len(words) == 4:
            break
        if words and word.endswith(("ed", "ing")):
            break
        words.append(word)
    plurals = [word for word in words if _PLURAL.search(word) and not _NOT_PLURAL.search(word)]
    return singular((plurals or words[-1:] or [""])[0])
