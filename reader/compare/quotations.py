"""Direct quotations by speaker, and those that both accounts quote.

A speaker is the subject of the speech verb next to the quotation, when it is a
name; a quotation that goes on in the same passage keeps its speaker; all
others are unattributed. A pronoun names nobody: half of such guesses would be
wrong.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence

from reader.article import Label, Mention
from reader.compare.comparison import Quotation, QuotationPair
from reader.compare.speech import Clause, clauses_of
from reader.compare.words import WordReader
from reader.text import Span, plain

FEWEST_WORDS = 4
MOST_IN_PASSAGE = 200
"""A passage with more quotation marks is no prose."""
AGREEING = 0.75
"""The share of the shorter quotation's words that the other must have too."""
# A curly quotation that a straight mark closes is a slip of many newsrooms.
_CURLY = re.compile('[\u201c\u201e]([^\u201c\u201d"]*)(?:[\u201d"]|$)')
_GUILLEMETS = re.compile("«([^«»]*)(?:»|$)")
_NEAR = 100
"""A speech verb further from the quotation than this belongs to something else."""
_SCOPE = 400
"""Who speaks is looked for within so many characters, in the sentence of the quotation."""
_SENTENCE_BORDER = re.compile(
    r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSen)(?<!\bRep)(?<!\bGov)(?<!\bGen)(?<!\bSt)(?<!\b[A-Z])"
    r"[.!?]['\"]?\s+(?=[^\Wa-z])"
)
_TITLES = frozenset(
    "mr mrs ms dr sir president vice minister prime foreign secretary senator sen rep gov governor judge justice king queen prince "
    "general gen colonel col captain capt chief chancellor premier mayor professor prof deputy interior finance defence trade "
    "spokesman spokeswoman director father mother sister brother commissioner ambassador".split()
)


_CLOSING = '"”»'
_Speaker = tuple[str, Span] | None
"""Who speaks, and where that is said."""


class People:
    """Which names of an article are people, by its mentions."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._mentions = sorted(mentions)
        self._starts = [mention.span.start for mention in self._mentions]
        people = (mention.entity for mention in self._mentions if mention.label is Label.PERSON)
        self._surnames = {name.split()[-1].casefold() for name in people if name.split()}

    def name_of(self, span: Span, words: str) -> tuple[str, Span] | None:
        """Return the person named in a span and where, or None when the span names something else."""
        inside = self._overlapping(span)
        people = [mention for mention in inside if mention.label is Label.PERSON]
        if len(people) > 1 and " and " in words:
            names = list(dict.fromkeys(mention.entity for mention in people))
            return f"{', '.join(names[:-1])} and {names[-1]}", span
        if people:
            return people[-1].entity, people[-1].span
        if inside:
            return None
        named = _without_titles(span, words)
        # Where the names are known, who is not among the people may as well be a country.
        return named if named and (not self._mentions or named[0].split()[-1].casefold() in self._surnames) else None

    def _overlapping(self, span: Span) -> list[Mention]:
        # A name starts at most some words before the span; mentions do not nest.
        first = max(0, bisect_left(self._starts, span.start) - 3)
        last = bisect_left(self._starts, span.end)
        return [mention for mention in self._mentions[first:last] if mention.span.overlaps(span)]


def _without_titles(span: Span, words: str) -> tuple[str, Span] | None:
    """Cut everything up to the last title: "Moravian Prime Minister Jan Holub" is Jan Holub."""
    parts = list(re.finditer(r"\S+", words))
    titles = [k for k, part in enumerate(parts) if part.group().rstrip(".,").lower() in _TITLES]
    kept = parts[titles[-1] + 1 :] if titles else parts
    if not kept:
        return None
    start, end = kept[0].start(), kept[-1].end()
    return words[start:end], Span(span.start + start, span.start + end)


def find_quotations(text: str, passages: Sequence[Span], mentions: Sequence[Mention] = ()) -> tuple[Quotation, ...]:
    """Find the direct quotations of at least a few words, in order, with their speakers."""
    people = People(mentions)
    found: list[Quotation] = []
    speaker: _Speaker = None
    for passage in passages:
        places = quoted_spans(text, passage)[:MOST_IN_PASSAGE]
        goes_on = bool(places) and places[0].start == passage.start
        quotations, speaker = _in_passage(text, passage, places, people, speaker if goes_on else None)
        found.extend(quotations)
    return tuple(found)


def _in_passage(
    text: str, passage: Span, places: Sequence[Span], people: People, speaker: _Speaker
) -> tuple[list[Quotation], _Speaker]:
    """Return the quotations of a passage, and who goes on in the next: the speaker of one that is not closed.

    Args:
        speaker: who went on speaking from the passage before.
    """
    if not places:
        return [], None
    around = _Around(text, passage, places)
    found = []
    last = speaker
    for place in places:
        clause = around.clause_of(place)
        if clause is not None and clause.subject is not None:
            last = people.name_of(clause.subject, clause.subject.of(text))
        elif clause is not None and not clause.is_pronoun:
            last = None
        words = _inside(text, place)
        if len(words.of(text).split()) >= FEWEST_WORDS:
            name, where = last or (None, None)
            found.append(Quotation(words, words.of(text), name, where))
    is_open = places[-1].end == passage.end and text[passage.end - 1] not in _CLOSING
    return found, last if is_open else None


def quoted_spans(text: str, passage: Span) -> tuple[Span, ...]:
    """Return the quotations of a passage with their marks; one that is not closed runs to the passage's end."""
    words = passage.of(text)
    if not any(mark in words for mark in '"“„«'):
        return ()
    places = [m.span() for pattern in (_CURLY, _GUILLEMETS) for m in pattern.finditer(words)]
    marks = [m.start() for m in re.finditer('"', words) if not any(start <= m.start() < end for start, end in places)]
    closing = [mark + 1 for mark in marks[1::2]]
    if len(marks) % 2:
        closing.append(len(words))
    places.extend(zip(marks[::2], closing, strict=True))
    return tuple(Span(start, end).shifted(passage.start) for start, end in sorted(places))


def _inside(text: str, place: Span) -> Span:
    start, end = place.start, place.end
    while start < end and text[start] in '"“„« \u00a0':
        start += 1
    while end > start and text[end - 1] in '"”» \u00a0':
        end -= 1
    return Span(start, end)


class _Around:
    """The words of a passage around its quotations."""

    def __init__(self, text: str, passage: Span, places: Sequence[Span]) -> None:
        self._start = passage.start
        words = list(plain(passage.of(text)))
        for place in places:
            start, end = place.start - passage.start, place.end - passage.start
            ends_sentence = words[end - 2] in ".!?" if end - start > 2 else False
            words[start:end] = "\x02" * (end - start)
            if ends_sentence:
                words[end - 1] = "\x03"
        self._words = "".join(words)

    def clause_of(self, place: Span) -> Clause | None:
        """Return the clause that introduces or follows a quotation."""
        start, end = place.start - self._start, place.end - self._start
        scope = self._sentence(start, end)
        clauses = [clause for clause in clauses_of(self._words, scope, self._start) if self._reaches(clause, start, end)]
        return min(clauses, key=lambda clause: self._distance(clause, start, end), default=None)

    def _sentence(self, start: int, end: int) -> Span:
        begin, limit = max(0, start - _SCOPE), min(len(self._words), end + _SCOPE)
        left = max((m.end() for m in _SENTENCE_BORDER.finditer(self._words, begin, start)), default=begin)
        earlier = self._words.rfind("\x03", left, start)
        if earlier >= 0 and re.match(r"\s+[^\Wa-z]", self._words[earlier + 1 : start]):
            left = max(left, self._own_sentence(earlier + 1, start))
        right = _SENTENCE_BORDER.search(self._words, end, limit)
        return Span(left, right.start() if right else limit)

    def _own_sentence(self, begin: int, start: int) -> int:
        """After a quotation that closes a sentence, "X said" still belongs to it."""
        border = re.search(r"[.!?]\s", self._words[begin:start])
        return begin + border.end() if border else 0

    def _reaches(self, clause: Clause, start: int, end: int) -> bool:
        return self._gap(clause, start, end) <= _NEAR

    def _gap(self, clause: Clause, start: int, end: int) -> int:
        verb = Span(clause.verb.start - self._start, clause.verb.end - self._start)
        return verb.start - end if verb.start >= end else max(0, start - verb.end)

    def _distance(self, clause: Clause, start: int, end: int) -> tuple[int, int]:
        gap = self._gap(clause, start, end)
        is_after = clause.verb.start - self._start >= end
        # A verb of the next quotation ("…" and said: "…") introduces that one.
        leads_on = is_after and "\x02" in self._words[clause.verb.end - self._start : clause.verb.end - self._start + 12]
        return (gap + (60 if leads_on and "\x02" in self._words[:start] else 0), clause.verb.start)


def pair_quotations(
    a: Sequence[Quotation], b: Sequence[Quotation], reader: WordReader, *, most: int = 500
) -> tuple[QuotationPair, ...]:
    """Pair quotations whose words agree, best first for each of `a`."""
    words_a, words_b = _bags(a, reader), _bags(b, reader)
    holders: dict[str, list[int]] = defaultdict(list)
    for j, bag in enumerate(words_b):
        for stem in bag:
            holders[stem].append(j)
    pairs: list[QuotationPair] = []
    for quotation, bag in zip(a, words_a, strict=True):
        shared = Counter(j for stem in bag if len(holders[stem]) <= most for j in holders[stem])
        likely = [(j, _agreement(bag, words_b[j])) for j, n in shared.most_common(20) if n >= FEWEST_WORDS - 1]
        pairs.extend(QuotationPair(quotation, b[j]) for j, share in sorted(likely) if share >= AGREEING)
    return tuple(pairs)


def _bags(quotations: Sequence[Quotation], reader: WordReader) -> list[Counter[str]]:
    return [Counter(word.stem for word in reader.read(quotation.text)) for quotation in quotations]


def _agreement(a: Counter[str], b: Counter[str]) -> float:
    shorter = min(a.total(), b.total())
    return (a & b).total() / shorter if shorter >= FEWEST_WORDS else 0.0
