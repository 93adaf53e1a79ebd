"""What is done to the finds of a model: known names, acronyms, dates and money, one label a character.

`settled` is the whole chain; each step is a function that changes a
`Candidates` in place. The text has straight quotes, plain blanks and plain
dashes.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from reader.article import Label
from reader.entities import lexicon
from reader.entities.amounts import find_money, find_quantities
from reader.entities.candidates import Candidate, Candidates, without_possessive
from reader.entities.dates import find_dates
from reader.entities.gazetteer import Gazetteer, KnownName, KnownPlace
from reader.entities.phrases import definition_after, find_events, find_laws
from reader.entities.words import WordTable

_RANKS = re.compile(
    r"(?:(?:Brigadier|General|Gen|Colonel|Col|Lieutenant|Lt|Major|Maj|Captain|Capt|Sergeant|Sgt|Inspector|Superintendent|Constable"
    r"|Commissioner|Advocate|Counsel|Emperor|MLA|MP|DPP|Professor|Prof|Dr|Mr|Mrs|Ms|Senator|Sen|Governor|Gov|Minister|President|Chairman"
    r"|Director|Deputy|Former|Pastor|Bishop|Archbishop|Reverend|Rev|Justice|Judge|Ambassador|Secretary|Spokesman"
    r"|H\.? ?E)\.? +)+(?=\S)"
)
_SMALL_GIVEN_NAME = re.compile(r"-([a-z]{2,6})(?![\w-])")
_UNITED = re.compile(r"(?<![\w.])U\. ?[SK]\.(?: ?A\.)?(?!\w)")
_NEXT_WORD = re.compile(r" ([A-ZÀ-ÖØ-ÞĀ-Ž][\w-]*)")
_NAMED_EVENT = re.compile(r"\b(?:[A-Z][\w-]{0,30} ){1,6}(?:Forum|Games|Summit|Olympics|Expo)\b")
_HYPHENATED_BEFORE = re.compile(r"(?<![\w-])([A-ZÀ-ÖØ-ÞĀ-Ž]\w+)-([A-ZÀ-ÖØ-ÞĀ-Ž]\w+) $")
_LONGEST_GIVEN_NAME = 40
_PAIR = re.compile(r"([^\W\d_][\w. ]*)-([^\W\d_][\w. ]*)")
_ARTICLE = re.compile(r"(?:the|The) ")
_CAPITALISED = re.compile(r"(?<!\w)[A-ZÀ-ÖØ-ÞĀ-Ž]\w+")
_NEVER_ABBREVIATED = frozenset((Label.DATE, Label.MONEY, Label.NORP))
_UNSURE_LABELS = frozenset((Label.PERSON, Label.ORG, Label.PLACE, Label.EVENT))
_LABELS_TO_CORRECT = frozenset((Label.ORG, Label.PERSON, Label.NORP, Label.EVENT, Label.LAW, Label.WORK))


def settled(text: str, found: Iterable[Candidate], gazetteer: Gazetteer, words: WordTable) -> Candidates:
    """Return the candidates that stand after all rules."""
    candidates = Candidates(_trimmed(text, found, gazetteer, words))
    known = list(gazetteer.find(text))
    put_united_states(text, candidates)
    correct_known_names(text, candidates, gazetteer)
    complete_given_names(text, candidates, gazetteer)
    agree_within_article(text, candidates, gazetteer)
    add_known_names(text, candidates, known)
    put_defined_acronyms(text, candidates, gazetteer)
    put_named_events(text, candidates)
    add_laws(text, candidates)
    put_money(text, candidates)
    put_dates(text, candidates)
    for start, end in find_quantities(text):
        candidates.add(Candidate(start, end, Label.QUANTITY))
    return candidates


def _trimmed(text: str, found: Iterable[Candidate], gazetteer: Gazetteer, words: WordTable) -> Iterable[Candidate]:
    """Cut ranks and possessive endings off names, complete given names like `Jong-un`, part pairs of known names."""
    for candidate in found:
        if pair := _PAIR.fullmatch(text, candidate.start, candidate.end):
            known = [gazetteer.get(name) for name in pair.groups()]
            if all(name and name.is_sure for name in known):
                yield from (Candidate(*pair.span(i), name.label) for i, name in enumerate(known, 1) if name)
                continue
        start, end = candidate.start, without_possessive(text, candidate.start, candidate.end)
        if candidate.label is Label.PERSON:
            if ranks := _RANKS.match(text, start, end):
                start = ranks.end()
            tail = _SMALL_GIVEN_NAME.match(text, end)
            if tail and words[tail.group(1)].commonness < 3:
                end = tail.end()
        yield Candidate(start, end, candidate.label)


def put_united_states(text: str, candidates: Candidates) -> None:
    """Mark `U.S.`, `U. S.` and `U.K.` as places unless a longer name holds them."""
    for match in _UNITED.finditer(text):
        around = candidates.touching(*match.span())
        if not any(found.end - found.start > len(match.group()) + 2 for found in around):
            candidates.put(Candidate(*match.span(), Label.PLACE))


def correct_known_names(text: str, candidates: Candidates, gazetteer: Gazetteer) -> None:
    """Give candidates that are known names the label of the known name."""
    for candidate in candidates:
        name = _ARTICLE.sub("", text[candidate.start : candidate.end], count=1)
        known = gazetteer.get(name)
        if known and known.label is not candidate.label and _is_corrected(candidate.label, name, known):
            candidates.relabel(candidate, known.label)


def _is_corrected(label: Label, name: str, known: KnownName) -> bool:
    if not known.is_sure and label is Label.PERSON:
        return False
    if known.label is Label.NORP and known.is_sure:
        return True
    if label not in _LABELS_TO_CORRECT and known.label is not Label.ORG:
        return False
    return known.is_sure or " " in name or label is not Label.PERSON


def complete_given_names(text: str, candidates: Candidates, gazetteer: Gazetteer) -> None:
    """Take a hyphenated given name before a surname into the name: "Kassym-Jomart Tokayev"."""
    for candidate in candidates:
        if candidate.label is not Label.PERSON:
            continue
        before = _HYPHENATED_BEFORE.search(text, max(0, candidate.start - _LONGEST_GIVEN_NAME), candidate.start)
        if before and not any(gazetteer.get(part) for part in before.groups()):
            candidates.put(Candidate(before.start(), candidate.end, Label.PERSON))


def agree_within_article(text: str, candidates: Candidates, gazetteer: Gazetteer) -> None:
    """Give a name the label it mostly has in the article, and mark the surnames of people who are named in full.

    A model sees one sentence at a time; an unknown surname alone it often takes for a place.
    """
    forms: dict[str, list[Candidate]] = defaultdict(list)
    surnames: dict[str, Counter[Label]] = defaultdict(Counter)
    for candidate in candidates:
        form = text[candidate.start : candidate.end]
        forms[form].append(candidate)
        if " " in form:
            surnames[form.rsplit(" ", 1)[1]][candidate.label] += 1
    for form, found in forms.items():
        known = gazetteer.get(form)
        if not (known and known.is_sure):
            _agree(found, surnames.get(form, Counter())[Label.PERSON], candidates)
    people = {name for name, labels in surnames.items() if set(labels) == {Label.PERSON} and not gazetteer.get(name)}
    for match in _CAPITALISED.finditer(text):
        if match.group() in people and len(match.group()) > 3:
            candidates.add(Candidate(*match.span(), Label.PERSON))


def _agree(found: list[Candidate], bearers: int, candidates: Candidates) -> None:
    """Relabel candidates of one form where one label clearly prevails; people who bear the name in full count double."""
    votes = Counter(candidate.label for candidate in found)
    if bearers:
        votes[Label.PERSON] += 2 * bearers + 1
    (label, most), *others = votes.most_common(2)
    if others and most >= 2 * others[0][1]:
        for candidate in found:
            if candidate.label is not label and candidate.label in _UNSURE_LABELS:
                candidates.relabel(candidate, label)


def add_known_names(text: str, candidates: Candidates, known: Iterable[KnownPlace]) -> None:
    """Add sure names that nothing overlaps, unless they begin the name of something else ("Kazakh Parliament")."""
    for place in known:
        if place.known.is_sure and not _begins_longer_name(text, place):
            candidates.add(Candidate(place.start, place.end, place.known.label))


def _begins_longer_name(text: str, place: KnownPlace) -> bool:
    if place.known.label is Label.ORG or not (following := _NEXT_WORD.match(text, place.end)):
        return False
    return following.group(1) in lexicon.ORGANISATION_HEADS or following.group(1) in lexicon.EVENT_HEADS


def put_defined_acronyms(text: str, candidates: Candidates, gazetteer: Gazetteer) -> None:
    """Mark "Long Name (ACR)" as organisations, and the acronym wherever it stands."""
    labels: dict[str, Label] = {}
    for candidate in candidates:
        if candidate.label in _NEVER_ABBREVIATED:
            continue
        if definition := definition_after(text, candidate.start, candidate.end):
            known = gazetteer.get(definition.acronym)
            label = labels[definition.acronym] = known.label if known else Label.ORG
            candidates.relabel(candidate, label)
    if labels:
        for match in _CAPITALISED.finditer(text):
            if match.group() in labels:
                candidates.put(Candidate(*match.span(), labels[match.group()]))


def put_named_events(text: str, candidates: Candidates) -> None:
    """Mark forums, games and summits whatever the model took them for, other events where nothing stands."""
    for match in _NAMED_EVENT.finditer(text):
        start = match.start() + 4 if match.group()[:4] in ("The ", "the ") else match.start()
        candidates.put(Candidate(start, match.end(), Label.EVENT))
    for start, end in find_events(text):
        candidates.add(Candidate(start, end, Label.EVENT))


def add_laws(text: str, candidates: Candidates) -> None:
    """Mark treaties and acts, over shorter names inside them."""
    for start, end in find_laws(text):
        if all(start <= inside.start and inside.end <= end for inside in candidates.touching(start, end)):
            candidates.put(Candidate(start, end, Label.LAW))


def put_money(text: str, candidates: Candidates) -> None:
    """Mark sums of money, by rule alone."""
    for start, end in find_money(text):
        candidates.put(Candidate(start, end, Label.MONEY))


def put_dates(text: str, candidates: Candidates) -> None:
    """Mark dates, by rule alone; an event keeps the year in its name."""
    for start, end in find_dates(text):
        if not any(found.label in (Label.EVENT, Label.MONEY, Label.DATE, Label.LAW) for found in candidates.touching(start, end)):
            candidates.put(Candidate(start, end, Label.DATE))
