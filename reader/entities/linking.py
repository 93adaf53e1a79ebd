"""Say which mentions name the same entity: first within an article, then over a collection.

Within an article a surname belongs to the one full name that bears it, an
acronym to the name it was defined for, a known name (country, people, city)
to its entity. Over a collection the same, but a bare surname is linked only
where it is unique: a wrong merge is worse than a missing one.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from reader.article import Label, Mention
from reader.entities.candidates import Candidate
from reader.entities.gazetteer import Gazetteer
from reader.entities.kin import Kin, Named
from reader.entities.lexicon import STATES_IN_FULL, TITLES
from reader.entities.partial_names import names_in_part
from reader.entities.people import FullNames, generation_of, surname_initial, surname_key, words_of
from reader.entities.phrases import definition_after
from reader.entities.renaming import apply_names
from reader.entities.short_forms import agencies_credited, long_names, quoted_names
from reader.text import Span

_ARTICLE = re.compile(r"^(?:the|The|THE|a|an|A|An) +")
_TITLE = re.compile(rf"^(?:(?:{'|'.join(re.escape(t) for t in sorted(TITLES, key=len, reverse=True))}) +)+(?=\S)")
_BLANKS = re.compile(r"\s+")
_POSSESSIVE = re.compile(r"'s?$")
_SPELLINGS = (
    (re.compile(r"isation\b"), "ization"),
    (re.compile(r"\bDefence\b"), "Defense"),
    (re.compile(r"\bCentre\b"), "Center"),
    (re.compile(r"\bLabour\b"), "Labor"),
    (re.compile(r"\b([Cc])o-operation\b"), r"\1ooperation"),
    (re.compile(r"\bProgramme\b"), "Program"),
)
_OTHER_SPELLING = re.compile("|".join(pattern.pattern for pattern, _ in _SPELLINGS).replace("([Cc])", "[Cc]"))
_FORM_OF_STATE = re.compile(
    r"^(?:Federal |Islamic |Bolivarian |Co-operative )?(?:Republic|Kingdom|Sultanate|Principality|Emirate) of (?:the )?(?=[A-Z])"
)
_OF_UNITED_STATES = re.compile(r"^(?:U\.S\.|US|American) (?=[A-Z]\w+ (?:[A-Z]|of ))")
"""Before the offices that the lists name: they are those of the United States."""
_PEOPLE = Label.PERSON
_NAMED_IN_PART = frozenset((Label.ORG, Label.EVENT))
_KIND_OF_PLACE = re.compile(r"(?:^(?:Mount|Mt\.?|Lake|River) (?=\w))|(?: (?:City|River|Airport|Stadium|Lake|Volcano|Reef|Shoal)$)")
_OF_GENDER = re.compile(r"\b(?P<title>Mr|Mrs|Ms)\.? [\w'-]+$")
_TITLED = re.compile(r"M(?:r|rs|s)\. ")
_LONGEST_TITLE = 6
_MOST_COMPARED = 300
"""Full names with one initial, each compared with each; of more only those that share a surname."""


def link_in_article(text: str, candidates: Sequence[Candidate], gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """Give each candidate of one article its entity."""
    names = [_name_of(text, candidate, gazetteer) for candidate in candidates]
    people = _People(text, [Named(c.start, c.end, name) for name, c in zip(names, candidates, strict=True) if c.label is _PEOPLE])
    acronyms = _acronyms(text, candidates, names)
    named = frozenset((*names, *acronyms.values()))
    titled = _titled_apart(text, candidates, names)
    mentions = []
    for name, candidate in zip(names, candidates, strict=True):
        if candidate.label is _PEOPLE:
            entity = titled.get(candidate.start) or people.full_name(acronyms.get(name, name))
        elif candidate.label is Label.PLACE and name in STATES_IN_FULL:
            entity = STATES_IN_FULL[name]
        else:
            entity = _known_entity(acronyms.get(name, name), gazetteer, named)
        mentions.append(Mention(Span(candidate.start, candidate.end), candidate.label, entity))
    return _under_whole_names(mentions, gazetteer)


def _acronyms(text: str, candidates: Sequence[Candidate], names: Sequence[str]) -> dict[str, str]:
    """Return the short names that the article explains, with the names they stand for, companies without their form in law."""
    short = _short_names(candidates, names)
    told = {**agencies_credited(text, candidates), **quoted_names(text, candidates), **_defined_acronyms(text, candidates, names)}
    return {**short, **{form: short.get(name, name) for form, name in told.items()}}


def _under_whole_names(mentions: Sequence[Mention], gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """Return mentions of one article, bodies named in part under the whole name, spellings in other case under the commonest."""
    parts = names_in_part({mention.entity for mention in mentions if mention.label in _NAMED_IN_PART}, gazetteer)
    places = _places_without_kind({mention.entity for mention in mentions if mention.label is Label.PLACE}, gazetteer)
    cases = _spellings_in_other_case(mention.entity for mention in mentions if mention.label is not _PEOPLE)
    if not (parts or places or cases):
        return tuple(mentions)
    return tuple(
        replace(mention, entity=entity)
        if (entity := _in_place_of(mention, places if mention.label is Label.PLACE else parts, cases)) != mention.entity
        else mention
        for mention in mentions
    )


def _places_without_kind(names: Collection[str], gazetteer: Gazetteer) -> dict[str, str]:
    """Return the unknown places that stand with and without their kind, with the name without it: `Bogo City`, `Bogo`."""
    return {
        name: bare
        for name in names
        if (bare := _KIND_OF_PLACE.sub("", name)) != name and bare in names and gazetteer.get(bare) is None
    }


def _in_place_of(mention: Mention, parts: Mapping[str, str], cases: Mapping[str, str]) -> str:
    if mention.label is _PEOPLE:
        return mention.entity
    is_in_part = mention.label in _NAMED_IN_PART or mention.label is Label.PLACE
    entity = parts.get(mention.entity, mention.entity) if is_in_part else mention.entity
    return cases.get(entity, entity)


def _spellings_in_other_case(names: Iterable[str]) -> dict[str, str]:
    """Return the names that differ from another only by capitals, with the commonest such spelling: `SAN Marcos`, `San Marcos`."""
    counts = Counter(names)
    if len({name.casefold() for name in counts}) == len(counts):
        return {}
    groups: dict[str, list[str]] = defaultdict(list)
    for name in counts:
        groups[name.casefold()].append(name)
    changed: dict[str, str] = {}
    for group in groups.values():
        if len(group) > 1:
            best = max(group, key=lambda name: (not name.isupper(), counts[name], sum(map(str.islower, name)), name))
            changed |= {name: best for name in group if name != best}
    return changed


def _name_of(text: str, candidate: Candidate, gazetteer: Gazetteer) -> str:
    """Return a name as it is looked up: bare, unless its ending belongs to it ("McDonald's"); only people lose their titles."""
    form = _ARTICLE.sub("", text[candidate.start : candidate.end])
    if form.endswith("'s") and gazetteer.get(form):
        return form
    return bare_name(form) if candidate.label is _PEOPLE else _without_article(form)


def bare_name(text: str) -> str:
    """Return a name without article, titles, possessive ending and extra blanks.

    >>> bare_name("the  President Kassym-Jomart Tokayev's")
    'Kassym-Jomart Tokayev'
    """
    name = _without_article(text)
    return _TITLE.sub("", name) or name


def _without_article(text: str) -> str:
    return _POSSESSIVE.sub("", _ARTICLE.sub("", _BLANKS.sub(" ", text).strip()))


def _known_entity(name: str, gazetteer: Gazetteer, named: frozenset[str]) -> str:
    """Return the entity of a known name; a short name of several meanings only where the article has the long one too."""
    for spelling in _spellings_of(name):
        known = gazetteer.get(spelling)
        if known and (known.is_sure or not spelling.isupper() or known.entity in named):
            return known.entity
    return name


def _spellings_of(name: str) -> Iterator[str]:
    """Iterate over the ways in which a known name may be written: as it stands, in common spelling, without what it is of."""
    yield name
    if (common := _common_spelling(name)) != name:
        yield common
    if match := _FORM_OF_STATE.match(name) or _OF_UNITED_STATES.match(name):
        yield name[match.end() :]


def _common_spelling(name: str) -> str:
    if not _OTHER_SPELLING.search(name):
        return name
    for pattern, common in _SPELLINGS:
        name = pattern.sub(common, name)
    return name


def _defined_acronyms(text: str, candidates: Sequence[Candidate], names: Sequence[str]) -> dict[str, str]:
    """Return the acronyms that the article defines, with the names they stand for."""
    acronyms: dict[str, str] = {}
    for candidate, name in zip(candidates, names, strict=True):
        if candidate.label in (Label.ORG, Label.EVENT, Label.LAW, Label.PLACE, _PEOPLE):
            definition = definition_after(text, candidate.start, candidate.end)
            if definition:
                acronyms.setdefault(definition.acronym, name)
    return acronyms


def _short_names(candidates: Sequence[Candidate], names: Sequence[str]) -> Mapping[str, str]:
    """Return the initials and clubs that the article's organisations explain, with the long names."""
    return long_names(name for candidate, name in zip(candidates, names, strict=True) if candidate.label is Label.ORG)


def _titled_apart(text: str, candidates: Sequence[Candidate], names: Sequence[str]) -> dict[int, str]:
    """Return names with their title, by the start of the mention, where a surname is a man's and a woman's: "Mrs. Clark".

    Which of the two a full name of the article is, nothing here tells: they are offered for merging.
    """
    titles: dict[str, dict[int, str]] = defaultdict(dict)
    for name, candidate in zip(names, candidates, strict=True):
        if candidate.label is _PEOPLE and " " not in name:
            title = _OF_GENDER.search(text, max(0, candidate.start - _LONGEST_TITLE), candidate.end)
            if title and title.end() == candidate.end:
                titles[name][candidate.start] = title["title"]
    return {
        start: f"{title}. {name}"
        for name, found in titles.items()
        if "Mr" in found.values() and not {"Mr"}.issuperset(found.values())
        for start, title in found.items()
    }


class _People:
    """The people of one article: full names, merged, and surnames led back to them."""

    def __init__(self, text: str, found: Sequence[Named]) -> None:
        counts = Counter(mention.name for mention in found)
        by_weight = sorted(counts, key=lambda name: (-counts[name], -len(name), name))
        full_names = [name for name in by_weight if " " in name]
        initials = Counter(map(surname_initial, full_names))
        is_many = max(initials.values(), default=0) > _MOST_COMPARED
        self._full = FullNames(full_names, surname_key if is_many else surname_initial)
        self._forms: dict[tuple[tuple[str, ...], str], str] = {}
        for name in by_weight:
            self._forms.setdefault((words_of(name), generation_of(name)), name)
        self._kin = Kin(text, found)
        self._full_forms: dict[str, list[str]] = defaultdict(list)
        for form, person in self._full.canonical.items():
            self._full_forms[person].append(form)

    def full_name(self, name: str) -> str:
        """Return the canonical full name for any name of a person; where that is not clear, its commonest spelling."""
        if name in self._full.canonical:
            return self._full.in_full(name)
        bearers = self._full.bearers(name)
        if owner := self._kin.owner(name, {person: self._full_forms[person] for person in bearers}):
            return owner
        bearers = bearers or self._full.bearers_of_given(name)
        if not bearers and " " not in name:
            bearers = self._full.bearers_of_misspelt(name)
        return next(iter(bearers)) if len(bearers) == 1 else self._forms.get((words_of(name), generation_of(name)), name)


# --- over a collection --------------------------------------------------


def link_collection(mentions: Mapping[str, Sequence[Mention]]) -> dict[str, tuple[Mention, ...]]:
    """Give mentions of several articles (by id), each linked within itself, names that hold over all of them."""
    names = collection_names(name_counts(found) for found in mentions.values())
    return {article: apply_names(found, names) for article, found in mentions.items()}


NameCounts = Mapping[tuple[Label, str], int]
"""How often each entity is mentioned with each label, in one article or in all."""


def name_counts(mentions: Iterable[Mention]) -> Counter[tuple[Label, str]]:
    """Count an article's entities: all that linking over the collection needs to know of it, and small enough to keep."""
    return Counter((mention.label, mention.entity) for mention in mentions)


def collection_names(counts: Iterable[NameCounts]) -> dict[tuple[Label, str], str]:
    """Return the names that change when articles are seen together: label and name within an article -> canonical name.

    Full names that are surely one person's become the most frequent of them;
    a bare surname becomes the full name only where a single person of the
    collection bears it; spellings of organisations become the commonest.
    """
    total: Counter[tuple[Label, str]] = Counter()
    for article in counts:
        total.update(article)
    people = {name: count for (label, name), count in total.items() if label is _PEOPLE}
    changed = {(_PEOPLE, name): full for name, full in _people_over_collection(people).items() if full != name}
    others = {key: count for key, count in total.items() if key[0] in (Label.ORG, Label.EVENT, Label.LAW, Label.WORK)}
    return changed | _spellings_over_collection(others)


def _people_over_collection(counts: Mapping[str, int]) -> dict[str, str]:
    full_names = (name for name in counts if " " in name and not _TITLED.match(name))
    by_weight = sorted(full_names, key=lambda name: (-counts[name], -len(name), name))
    full = FullNames(by_weight, lambda name: (surname_key(name), generation_of(name)))
    canonical = dict(full.canonical)
    for name in counts.keys() - canonical.keys():
        if _TITLED.match(name):
            continue
        bearers = full.bearers(name) or full.bearers_of_family(name)
        if len(bearers) == 1:
            canonical[name] = next(iter(bearers))
    return canonical


def _spellings_over_collection(counts: Mapping[tuple[Label, str], int]) -> dict[tuple[Label, str], str]:
    groups: dict[str, list[tuple[Label, str]]] = defaultdict(list)
    for key in counts:
        groups[_common_spelling(key[1]).casefold()].append(key)
    changed: dict[tuple[Label, str], str] = {}
    for keys in groups.values():
        best = max(keys, key=lambda key: (counts[key], key[1]))[1]
        changed |= {key: best for key in keys if key[1] != best}
    return changed
