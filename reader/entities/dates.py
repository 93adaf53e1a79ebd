"""Calendar dates in running text: found, and read as ISO.

Found are days ("13 November 2025", "Nov. 13"), months with a year, years and
decades, ranges, and days of the week. Relative dates ("last week") are no
dates here: they say nothing without the article.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_DAY_OF_WEEK = rf"(?:{_WEEKDAY}|Mon\.?|Tues?\.?|Wed\.?|Thu(?:rs?)?\.?|Fri\.?|Sat\.?|Sun\.)"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_ANY_YEAR = r"(?:1[0-9]|20)\d\d"
_OLD_YEAR = r"1[0-8]\d\d"
_SHORT_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_BEHIND_OLD_YEAR = (
    r"[,;:)\]]|\.(?!\d)|$|\n| (?:and|to|the|when|he|she|it|they|by|with|as|at|on|but|a|an|was|were|until|after|only)\b"
)
"""What may stand behind a year before 1900, that is no number of things."""
_SPAN = r" ?(?:to|-|and) ?"
_DATE = re.compile(
    r"(?<!\w)(?=\d|(?:A[pu]|[DS]e|F[er]|J[au]|M[ao]|No|Oc|S[au]|T[hu]|We)[a-z]|the (?:\d|first|second|third|fourth|last)"
    r"|first |second |third |fourth |last )(?:"  # what begins no date is passed over at once
    + "|".join(
        (
            rf"\b{_MONTH} {_DAY}(?:,? {_ANY_YEAR})? ?(?:to|through|until|-) ?{_MONTH} {_DAY}(?![\w]|,\d)(?:,? {_ANY_YEAR})?\b",
            rf"\b{_DAY} {_MONTH}(?:,? {_ANY_YEAR})? ?(?:to|through|until|-) ?{_DAY} {_MONTH}(?:,? {_ANY_YEAR})?\b",
            rf"\b{_MONTH} {_DAY}{_SPAN}{_DAY}(?!\d)(?:,? {_ANY_YEAR})?\b",
            rf"\b{_DAY}{_SPAN}{_DAY} {_MONTH}(?:,? {_ANY_YEAR})?\b",
            rf"\b(?:{_DAY_OF_WEEK},? )?(?:the )?{_DAY} (?:of )?{_MONTH}(?:,? {_ANY_YEAR})?(?!\w)",
            rf"\b(?:{_DAY_OF_WEEK},? )?(?:{_MONTH} |{_SHORT_MONTH}\.){_DAY}(?:,? {_ANY_YEAR})?(?![\w]|,\d)",
            rf"\b{_MONTH},? {_ANY_YEAR}\b",
            rf"\b{_YEAR}-\d\d-\d\d\b",
            rf"\b{_DAY}-{_SHORT_MONTH}-{_YEAR}\b",
            rf"\b{_DAY}([/.]){_DAY}\1{_YEAR}\b",
            rf"\b{_YEAR} ?[-/] ?(?:{_YEAR}|\d\d)\b(?![-/]\d)",
            rf"\b(?:the )?(?:first|second|third|fourth|last) (?:\w+ )?(?:quarter|half|months?) of {_YEAR}\b",
            rf"\b{_YEAR}s\b",
            rf"\b{_WEEKDAY}\b",
            rf"(?<![$€£\d,.])\b{_YEAR}\b(?![,.]\d|%)",
            r"(?<=\b[Ii]n )1[5-8]\d\d\b(?![,.]\d)",
            r"(?<=\bsince )1[5-8]\d\d\b(?![,.]\d)",
            rf"(?=1[0-8])(?:(?<=\buntil )|(?<=\bby )|(?<=\bbefore )|(?<=\bafter )|(?<=\b[Ii]n )){_OLD_YEAR}(?={_BEHIND_OLD_YEAR})",
            rf"(?<=\(){_OLD_YEAR} ?- ?{_ANY_YEAR}(?=\))",
            r"\b(?:January|February|April|June|July|August|September|October|November|December)\b",
            r"(?:(?<=\bin )|(?<=\bsince ))(?:March|May)\b(?! \w+ed\b)",
            r"(?:(?<=\buntil )|(?<=\bthrough )|(?<=\bscheduled for )|(?<=\bplanned for )|(?<=\bend of ))(?:March|May)\b(?! [A-Z])",
            r"(?:(?<=\blate )|(?<=\bearly )|(?<=\bmid-)|(?<=\blast )|(?<=\bnext ))(?:March|May)\b",
        )
    )
    + ")"
)
_YEAR_PART = re.compile(r"\b(1[0-9]|20)(\d\d)(?!\d)")
_MONTH_PART = re.compile(r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b")
_DAY_PART = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?![\d])")
_ISO = re.compile(rf"({_YEAR})-(\d\d)-(\d\d)$")


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """A date as far as a text states it; the parts it leaves out are None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def iso(self) -> str:
        """The date in ISO form, as far as it is known; empty without a year."""
        parts = (self.year and f"{self.year:04}", self.month and f"{self.month:02}", self.day and f"{self.day:02}")
        known = []
        for part in parts:
            if not part:
                break
            known.append(str(part))
        return "-".join(known)


def find_dates(text: str) -> Iterator[tuple[int, int]]:
    """Iterate over the places of dates in a text with plain blanks, quotes and dashes."""
    return (match.span() for match in _DATE.finditer(text))


def read_date(text: str) -> CalendarDate | None:
    """Read the first date of a found stretch; None for weekdays, decades and what else names no day, month or year.

    >>> read_date("Thursday, November 13, 2025").iso
    '2025-11-13'
    >>> read_date("28 November")
    CalendarDate(year=None, month=11, day=28)
    """
    if match := _ISO.match(text):
        return _checked(*map(int, match.groups()))
    year = _YEAR_PART.search(text)
    month = _MONTH_PART.search(text)
    if year and text[year.end() : year.end() + 1] == "s":
        return None
    if not month:
        return CalendarDate(int(year.group())) if year else None
    rest = text[: year.start()] + text[year.end() :] if year else text
    day = _DAY_PART.search(rest)
    return _checked(int(year.group()) if year else None, _month_number(month.group(1)), int(day.group(1)) if day else None)


def _checked(year: int | None, month: int, day: int | None) -> CalendarDate | None:
    return CalendarDate(year, month, day) if 1 <= month <= 12 and (day is None or 1 <= day <= 31) else None


def _month_number(start: str) -> int:
    return next(i for i, name in enumerate(MONTHS, 1) if name.startswith(start.lower()))
