"""Rows of names that the text calls companies or places: "broadcasters such as TF9 and Ordal", "the towns of Orvik and Velm".

The text has straight quotes and plain blanks.
"""

import re

from reader.article import Label
from reader.entities import lexicon
from reader.entities.candidates import Candidate, Candidates
from reader.entities.gazetteer import Gazetteer
from reader.entities.phrases import find_in_lines
from reader.entities.words import WordTable

_CAPITAL = "A-ZÀ-ÖØ-ÞĀŠŽÇĞİŞ"
_REST = rf"[\w&'-]{{0,30}}(?: [{_CAPITAL}][\w&'-]{{1,30}}){{0,3}}"
_ONE = rf"[{_CAPITAL}]{_REST}"
_IN_ROW = re.compile(_ONE)
_MORE = rf"(?:, {_ONE}){{0,6}},? (?:and|or) (?:the )?{_ONE}"
_SUCH_AS = r"(?: such as|,? including| like|, namely|,| -)?"
_CALLED_COMPANIES = (
    r"companies|firms|banks|airlines|carriers|broadcasters|networks|channels|stations|retailers|brands|insurers|lenders|operators"
    r"|manufacturers|automakers|carmakers|giants|platforms|start-?ups|publishers|newspapers|magazines"
    r"|(?:television|media|news) groups"
)
_CALLED_PLACES = (
    r"cities|towns|villages|provinces|districts|regions|islands|ports|suburbs|counties|governorates|neighbou?rhoods|settlements"
)
_CALLED_BEHIND = r"provinces|districts|regions|counties|oblasts|governorates|prefectures|municipalities|rivers|valleys|islands"
_KINDS = tuple(
    (re.compile(pattern), re.compile(f"(?:{head})"), label)
    for pattern, head, label in (
        (rf"\b(?:{_CALLED_COMPANIES}){_SUCH_AS} (?P<row>{_ONE}{_MORE})", _CALLED_COMPANIES, Label.ORG),
        (rf"\b(?:{_CALLED_PLACES})(?: of|{_SUCH_AS}) (?P<row>{_ONE}{_MORE})", _CALLED_PLACES, Label.PLACE),
        (rf"(?P<row>[{_CAPITAL}](?<![\w.'-].){_REST}{_MORE}) (?:{_CALLED_BEHIND})\b", _CALLED_BEHIND, Label.PLACE),
    )
)
"""Rows, what stands in every line with one, what they are."""
_MISTAKEN = frozenset((Label.PERSON, Label.PLACE, Label.ORG))


def put_rows(text: str, candidates: Candidates, gazetteer: Gazetteer, words: WordTable) -> None:
    """Mark the unknown names in a row for what the text calls them all."""
    for pattern, head, label in _KINDS:
        for row in find_in_lines(pattern, head, text):
            for match in _IN_ROW.finditer(text, *row.span("row")):
                there = candidates.at(*match.span())
                is_free = not candidates.touching(*match.span()) or (there is not None and there.label in _MISTAKEN)
                if is_free and _is_unknown(match.group(), gazetteer, words):
                    candidates.put(Candidate(*match.span(), label))


def _is_unknown(name: str, gazetteer: Gazetteer, words: WordTable) -> bool:
    first = name.split(" ", 1)[0]
    is_word = first in lexicon.FUNCTION_WORDS | lexicon.CALENDAR
    return not (is_word or gazetteer.get(name) or gazetteer.get(first) or words[first].is_first_name)
