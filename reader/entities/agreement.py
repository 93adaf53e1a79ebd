"""Names of one form agree within an article: labels by majority, surnames by the full names that bear them.

A model sees one sentence at a time; an unknown surname alone it often takes
for a place. The text has straight quotes and plain blanks.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from reader.article import Label
from reader.entities import lexicon
from reader.entities.candidates import Candidate, Candidates
from reader.entities.gazetteer import Gazetteer
from reader.entities.people import FAMILY_NAMES_FIRST, OF_GENERATION, folded
from reader.entities.words import WordTable

_GIVEN_NAME = re.compile(r"(?<![\w'.-])([A-ZÀ-ÖØ-ÞĀ-Ž][\w-]+) $")
_CAPITALISED = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž](?<!\w.)\w+")  # see `phrases` for why the look behind stands there
_IN_WORD = re.compile(r"[\w-]")
_REPEATED_LABELS = frozenset((Label.PERSON, Label.PLACE))
_UNSURE_LABELS = frozenset((Label.PERSON, Label.ORG, Label.PLACE, Label.EVENT))
_AT = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Ff]rom|across|outside|around|throughout|off"
    r"|(?:city|town|village|outskirts|parts?|people|capital) of) $"
)
"""Stands before a place."""
_LONGEST_BEFORE = 14
_THE = re.compile(r"\b(?:the|The|a|an|[Ii]n|by|for|magazine) $")
_AS_PERSON = re.compile(
    rf"(?:'s\b|[,.;:)]| -| (?:and|who|also|was|is|has|had|did|does|will|would|could|with|to|from|as|at|in|on"
    rf"|{'|'.join(sorted(lexicon.SPEECH))})\b|\n|$)"
)
"""What may stand behind a person's name, and hardly behind that of a people used as a word for things."""
_NAME = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'-]+"
_TITLE_BEFORE = re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(lexicon.RANKS_BEFORE_NAMES))})\.? $")
_LONGEST_TITLE = 16
_TWO_NAMES = re.compile(
    r"(?P<first>[A-ZÀ-ÖØ-ÞĀ-Ž](?<![\w.'-].)[\w'-]+) (?:[A-Z]\. )?(?P<last>[A-ZÀ-ÖØ-ÞĀ-Ž][\w'-]+)(?!\w)(?! [A-ZÀ-Ž])"
)
_BEFORE_TWO_NAMES = re.compile(
    rf"(?<![\w.'-])(?:{'|'.join(sorted(lexicon.RANKS_BEFORE_NAMES | lexicon.ROLES_IN_SPORT))}|No\.? ?\d)\.? $"
)
_JOINT = re.compile(r",? (?:and |or )?(?:the )?")
_UNSURE_IN_ROWS = frozenset((Label.PERSON, Label.ORG, Label.PLACE))
_FEWEST_IN_ROW = 3
_FEWEST_OF_A_BODY = 2
_LAND = re.compile(r" (?:County|Province|City|Township|Island|Islands|District|Region|Prefecture|Oblast|Governorate|Municipality)$")
_MISTAKEN_PEOPLE = frozenset((Label.ORG, Label.PLACE))
_MISTAKEN_LANDS = frozenset((Label.PERSON, Label.ORG, Label.NORP))
_LONGEST_GIVEN_NAME = 40
_SMALL_BEFORE = re.compile(r"(?<![\w-])(?!the |a |an )[a-z]+,? $")
_NEXT_WORD = re.compile(r" ([A-ZÀ-ÖØ-ÞĀ-Ž][\w-]*)")


def relabel_people(text: str, candidates: Candidates, gazetteer: Gazetteer, words: WordTable) -> None:
    """Take a given name and a surname for a person, also where the surname alone is one elsewhere."""
    people = {text[found.start : found.end] for found in candidates if found.label is Label.PERSON}
    for candidate in candidates:
        form = text[candidate.start : candidate.end]
        first, _, rest = form.partition(" ")
        is_unknown = (
            candidate.label in _MISTAKEN_PEOPLE
            and bool(rest)
            and not (gazetteer.get(form) or gazetteer.get(first))
            and words[first].is_first_name
        )
        if is_unknown and candidate.label is Label.PLACE:
            is_unknown = not words[form].is_place and first not in lexicon.PLACE_HEADS
        if is_unknown and (rest in people or (rest.isalpha() and _is_full_name([first, rest], gazetteer, words))):
            candidates.relabel(candidate, Label.PERSON)


def add_full_names(text: str, candidates: Candidates, gazetteer: Gazetteer, words: WordTable) -> None:
    """Mark a given name and a surname that the model passed over; behind a title the surname may be any."""
    for match in _TWO_NAMES.finditer(text):
        first, last = match["first"], match["last"]
        if gazetteer.get(first) or candidates.touching(*match.span()):
            continue
        title = _BEFORE_TWO_NAMES.search(text, max(0, match.start() - _LONGEST_TITLE), match.start())
        if title and candidates.touching(title.start(), match.end()):
            continue
        is_titled = title is not None and last not in lexicon.ORGANISATION_HEADS and gazetteer.get(last) is None
        if words[first].is_first_name:
            is_person = is_titled or _is_full_name([first, last], gazetteer, words)
        else:
            is_ranked = is_titled and title is not None and title.group().startswith("No")
            is_person = is_ranked and not any(words[one.lower()].commonness for one in (first, last))
        if is_person:
            candidates.add(Candidate(*match.span(), Label.PERSON))


def _is_full_name(parts: list[str], gazetteer: Gazetteer, words: WordTable) -> bool:
    last = words[parts[1]]
    is_known = any(gazetteer.get(part) for part in parts)
    is_common = any(words[part.lower()].commonness > 1 for part in parts)
    return last.is_surname and not is_known and not is_common and parts[1] not in lexicon.ORGANISATION_HEADS


def agree_with_lands(text: str, candidates: Candidates, gazetteer: Gazetteer) -> None:
    """Take an unknown name for a place that the article also calls a county, a province, an island: `Ludian`, `Ludian County`."""
    forms = [(text[found.start : found.end], found) for found in candidates]
    lands = {form.rpartition(" ")[0] for form, found in forms if found.label is Label.PLACE and _LAND.search(form)}
    for form, found in forms:
        if form in lands and found.label in _MISTAKEN_LANDS and gazetteer.get(form) is None:
            candidates.relabel(found, Label.PLACE)


@dataclass(slots=True)
class _Forms:
    """The names of an article by form, and what longer names tell of them."""

    places: dict[str, list[Candidate]] = field(default_factory=lambda: defaultdict(list))
    surnames: dict[str, Counter[Label]] = field(default_factory=lambda: defaultdict(Counter))
    """The labels of the longer names that end so."""
    given_names: Counter[str] = field(default_factory=Counter)
    """The people whose full names begin so."""
    titled: Counter[str] = field(default_factory=Counter)
    """How often a longer name stands behind a title."""

    @classmethod
    def of(cls, text: str, candidates: Candidates) -> "_Forms":
        """Read them from an article."""
        forms = cls()
        for candidate in candidates:
            form = text[candidate.start : candidate.end]
            forms.places[form].append(candidate)
            if " " in form:
                forms.surnames[OF_GENERATION.sub("", form).rsplit(" ", 1)[-1]][candidate.label] += 1
                forms.given_names[form.split(" ", 1)[0]] += candidate.label is Label.PERSON
                forms.titled[form] += _is_titled(text, candidate.start)
        return forms

    def votes_for_person(self, form: str) -> int:
        """Return how many votes its bearers and its titles give a form."""
        bearers = (self.surnames[form][Label.PERSON] if form in self.surnames else 0) or self.given_names[form]
        return 2 * (bearers + self.titled[form]) + bool(bearers)


def _is_titled(text: str, start: int) -> bool:
    before = text[max(0, start - _LONGEST_TITLE) : start]
    is_word = before[-1:] == " " and (before[-2:-1].isalpha() or before[-2:-1] == ".")
    return is_word and _TITLE_BEFORE.search(before) is not None


def agree_within_article(text: str, candidates: Candidates, gazetteer: Gazetteer, words: WordTable) -> None:
    """Give a name the label it mostly has in the article, and mark the surnames of people who are named in full."""
    forms = _Forms.of(text, candidates)
    people = {
        name
        for name, labels in forms.surnames.items()
        if set(labels) == {Label.PERSON} and not (_is_other(name, gazetteer) and _is_there(text, name, forms.places, gazetteer))
    }
    for form, found in forms.places.items():
        known = gazetteer.get(form)
        if form in people or (forms.given_names[form] and not _is_there(text, form, forms.places, gazetteer)):
            _agree(found, len(text), candidates, is_unknown=known is None or form in people)
        elif not (known and known.is_sure):
            _agree(found, forms.votes_for_person(form), candidates, is_unknown=known is None)
    _add_people(text, people, forms.places, candidates=candidates, words=words)


def _is_other(name: str, gazetteer: Gazetteer) -> bool:
    """Tell whether a name is known to be something else than a person's."""
    known = gazetteer.get(name)
    return known is not None and known.label is not Label.PERSON


def _is_there(text: str, name: str, forms: Mapping[str, list[Candidate]], gazetteer: Gazetteer) -> bool:
    """Tell whether a name that a person bears too may mean something else here: no place, or a place where things happen."""
    known = gazetteer.get(name)
    if known and known.label is not Label.PLACE:
        return _is_other_there(text, name, forms)
    return any(
        found.label is not Label.PERSON
        and (found.label is not Label.PLACE or _AT.search(text, max(0, found.start - _LONGEST_BEFORE), found.start))
        for found in forms.get(name, ())
    )


def _is_other_there(text: str, name: str, forms: Mapping[str, list[Candidate]]) -> bool:
    """Tell whether a people's or body's name that is a surname here too stands as such: "Jain temples", Ford Motor."""
    if any(form.startswith(f"{name} ") for form in forms):
        return True
    return any(
        not _AS_PERSON.match(text, found.end) or _THE.search(text, max(0, found.start - _LONGEST_BEFORE), found.start)
        for found in forms.get(name, ())
    )


def _add_people(
    text: str, people: set[str], forms: Mapping[str, list[Candidate]], *, candidates: Candidates, words: WordTable
) -> None:
    """Mark the names of people who are named in full where they stand alone, surnames with a given name before them."""
    persons = {form: len(found) for form, found in forms.items() if found[0].label is Label.PERSON}
    given_names = {form.split(" ", 1)[0] for form in persons if " " in form}
    alone = {form for form, count in persons.items() if count > 1 or form in given_names}
    certain, wanted = people | (given_names & alone), people | alone
    _add_family_names(text, given_names, candidates, words)
    for match in _CAPITALISED.finditer(text):
        name = match.group()
        if name not in wanted or len(name) < 4 or candidates.touching(*match.span()):
            continue
        given = _GIVEN_NAME.search(text, max(0, match.start() - _LONGEST_GIVEN_NAME), match.start())
        if given and words[given.group(1)].is_first_name:
            candidates.add(Candidate(given.start(1), match.end(), Label.PERSON))
        elif name in certain and (name in people or not _NEXT_WORD.match(text, match.end())):
            candidates.add(Candidate(*match.span(), Label.PERSON))


def _add_family_names(text: str, first_words: Iterable[str], candidates: Candidates, words: WordTable) -> None:
    for name in first_words:
        for match in re.finditer(rf"(?<![\w-]){name}(?!\w)", text) if folded(name) in FAMILY_NAMES_FIRST else ():
            _add_family_name(text, match, candidates, words)


def _add_family_name(text: str, match: re.Match[str], candidates: Candidates, words: WordTable) -> None:
    """Mark the family name of somebody whose name puts it first; one that is a word too only in mid-sentence: "bribes to Park"."""
    if _NEXT_WORD.match(text, match.end()) or text[match.end() : match.end() + 1] == "-":
        return
    is_common = words[match.group().lower()].commonness > 1
    if not is_common or _SMALL_BEFORE.search(text, max(0, match.start() - _LONGEST_BEFORE), match.start()):
        candidates.add(Candidate(*match.span(), Label.PERSON))


def _agree(found: list[Candidate], persons: int, candidates: Candidates, *, is_unknown: bool) -> None:
    """Relabel candidates of one form where one label clearly prevails; so many votes are for a person beforehand."""
    if not persons and len({candidate.label for candidate in found}) == 1:
        return  # most names stand once
    votes = Counter(candidate.label for candidate in found)
    votes[Label.PERSON] += persons
    (label, most), *others = votes.most_common(2)
    if others and most >= 2 * others[0][1]:
        unsure = _UNSURE_LABELS | {Label.NORP} if is_unknown else _UNSURE_LABELS
        for candidate in found:
            if candidate.label is not label and candidate.label in unsure:
                candidates.relabel(candidate, label)


def add_repeated(text: str, candidates: Candidates) -> None:
    """Mark a person or place also where the model passed over it, if it mostly did not."""
    labels: dict[str, Counter[Label]] = defaultdict(Counter)
    for candidate in candidates:
        labels[text[candidate.start : candidate.end]][candidate.label] += 1
    agreed = {
        form: label
        for form, counts in labels.items()
        if len(counts) == 1 and ((label := next(iter(counts))) in _REPEATED_LABELS or _is_sure_body(form, label, counts[label]))
    }
    free: dict[str, list[Candidate]] = defaultdict(list)
    for form, start in _places_of(text, [form for form, label in agreed.items() if labels[form][label] > 1]):
        if not candidates.touching(start, start + len(form)):
            free[form].append(Candidate(start, start + len(form), agreed[form]))
    for form, found in free.items():
        if len(found) <= labels[form][agreed[form]]:
            for candidate in found:
                candidates.add(candidate)


def _is_sure_body(form: str, label: Label, count: int) -> bool:
    """Tell whether a body is known so surely that its form is one everywhere: letters, or found three times and no head alone."""
    is_named_often = count >= _FEWEST_OF_A_BODY and form not in lexicon.ORGANISATION_HEADS
    return label is Label.ORG and ((len(form) >= _FEWEST_IN_ROW and form.isupper()) or is_named_often)


def _places_of(text: str, forms: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Iterate over the places of capitalised forms as whole words, in one pass over the text."""
    by_first_word: dict[str, list[str]] = defaultdict(list)
    for form in forms:
        if first := _CAPITALISED.match(form):
            by_first_word[first.group()].append(form)
    for match in _CAPITALISED.finditer(text):
        for form in by_first_word.get(match.group(), ()):
            end = match.start() + len(form)
            is_whole = not _IN_WORD.match(text, end) and text[match.start() - 1 : match.start()] != "-"
            if is_whole and text.startswith(form, match.start()):
                yield form, match.start()


def agree_in_rows(text: str, candidates: Candidates, gazetteer: Gazetteer, words: WordTable) -> None:
    """Take unknown names in a row of places, people or organisations for what the row is: "Tolima, Huila, Arauca and Cauca"."""
    for row in _rows(text, candidates):
        label = _prevailing_label(row)
        for found in row if label else ():
            form = text[found.start : found.end]
            is_unsure = found.label in _UNSURE_IN_ROWS and " " not in form and gazetteer.get(form) is None
            if label and found.label is not label and is_unsure and _can_be(label, form, words):
                candidates.relabel(found, label)


def _prevailing_label(row: list[Candidate]) -> Label | None:
    """Return the label of at least half of a row's names, of more than half unless it is a place; None where none is."""
    counts = Counter(found.label for found in row)
    if len(row) < _FEWEST_IN_ROW or len(counts) == 1:
        return None
    if 2 * counts[Label.PLACE] >= len(row):
        return Label.PLACE
    label, most = counts.most_common(1)[0]
    return label if label in _UNSURE_IN_ROWS and 2 * most > len(row) else None


def _can_be(label: Label, form: str, words: WordTable) -> bool:
    word = words[form]
    if label is Label.PLACE:
        return not form.isupper() and not word.is_first_name and (word.is_place or not word.is_surname)
    return not word.is_place


def _rows(text: str, candidates: Iterable[Candidate]) -> Iterator[list[Candidate]]:
    row: list[Candidate] = []
    for found in candidates:
        if row and not _JOINT.fullmatch(text, row[-1].end, found.start):
            yield row
            row = []
        row.append(found)
    if row:
        yield row
