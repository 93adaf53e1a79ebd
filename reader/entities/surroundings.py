"""Names that small words beside them give away: "the town of Torit", "Tengiz oil field", "anti-Assad", "Patagotitan mayorum".

The text has straight quotes and plain blanks.
"""

import re
from collections.abc import Iterator

from reader.article import Label
from reader.entities import lexicon
from reader.entities.candidates import Candidate, Candidates
from reader.entities.gazetteer import Gazetteer
from reader.entities.words import WordTable

_CAPITAL = lexicon.CAPITAL
_NAME = rf"[{_CAPITAL}][\w'-]{{1,30}}(?: (?:(?:d[aeiou]s?|del|la|el|al) )?[{_CAPITAL}][\w'-]{{1,30}}){{0,2}}"
_OF = re.compile(rf"of (?<=[a-z] of )(?P<name>{_NAME})")
_KIND_BEFORE = re.compile(
    r"\b(?:town|city|village|hamlet|suburb|district|neighbou?rhood|province|region|county|island|port|municipality|prefecture"
    r"|oblast|commune|governorate|capital|peninsula|resident|villager|inhabitant|outskirt|street|mayor"
    r"|(?:north|south)?(?:east|west)|north|south)s? $"
)
_LONGEST_KIND = 16
_KIND_BEHIND = re.compile(
    rf"(?P<name>[{_CAPITAL}](?<![\w'.-].)[\w-]{{2,30}}) "
    r"(?:(?:oil|gas|coal|gold|copper|uranium|iron|diamond|lithium) ?(?:and gas )?(?:fields?|mines?|deposits?|basin)\b"
    r"|(?:oil|gas)fields?\b|river\b|district\b|province\b|oblast\b|prefecture\b|governorate\b|peninsula\b|valley\b|refinery\b"
    r"|(?:nuclear )?power plant\b|border crossing\b|refugee camp\b|archipelago\b"
    r"|rain ?forest\b|jungle\b|basin\b|delta\b)"
)
_KINDS_BEHIND = (
    "field",
    " mine",
    " deposit",
    " basin",
    " river",
    " district",
    " province",
    " oblast",
    " prefecture",
    " governorate",
    " peninsula",
    " valley",
    " refinery",
    "power plant",
    " crossing",
    " camp",
    " archipelago",
    "forest",
    " jungle",
    " delta",
)
_LOCATED = re.compile(rf"\bwhere (?P<name>[{_CAPITAL}][\w'-]{{2,30}}) (?:is|was|lies|are) (?:located|situated)\b")
_ONE_OF = re.compile(
    rf"\b[Ii]n (?P<name>[{_CAPITAL}][\w'-]{{2,30}}), one of the(?: [\w-]+){{0,3}} (?:towns|cities|villages|districts"
    r"|suburbs|islands|provinces|settlements|hamlets)\b"
)
_AGAINST_PREFIXES = ("anti-", "pro-", "ex-")
_AGAINST = re.compile(rf"\b(?:anti|pro|ex)-(?P<name>[{_CAPITAL}][\w']{{2,30}})(?![\w-])")
_FORMAT = re.compile(r"(?<![\w+])[A-Z]?\d\+\d(?![\w+])")
_COMPANY_BEFORE = re.compile(
    r"\b(?:airline|carrier|operator|broadcaster|network|channel|bank|provider|supplier|manufacturer|automaker|carmaker|drugmaker|chipmaker"
    r"|lender|insurer|retailer|utility|brokerage|brewer|builder|miner|consultanc(?:y|ies)|consultants|agency|publisher|refiner"
    rf"|news agency|think tank|nonprofit|start-?up|conglomerate|subsidiary|firm|company|pollster|watchdog"
    r"|daily|weekly|newspaper|tabloid|magazine|news (?:site|outlet|portal))"
    rf" (?P<name>(?:[{_CAPITAL}]|[a-z]{{1,4}}[A-Z])[\w&]{{1,30}}(?: [{_CAPITAL}][\w&]{{1,30}}){{0,2}})(?![\w/-])(?! [{_CAPITAL}])"
)
_PAPER_BEHIND = re.compile(
    rf"(?P<name>[{_CAPITAL}](?<![\w'.-].)[\w'-]{{1,30}}(?: [{_CAPITAL}][\w'-]{{1,30}}){{0,2}}) "
    r"(?:newspaper|magazine|news agency|news site|news website|radio|broadcaster|television|newswire|think tank|(?P<part>TV))\b"
)
_PEOPLE_BEFORE = re.compile(rf"\b(?:[Ii]ndigenous|[Ee]thnic|[Nn]omadic) (?P<name>[{_CAPITAL}][a-z]{{2,20}})(?!\w)(?! [{_CAPITAL}])")
_PEOPLE_BEHIND = re.compile(
    rf"(?<![\w'-])(?P<name>[{_CAPITAL}][a-z]{{2,20}}) (?:tribes?|tribesmen|tribespeople|clans?|ethnic (?:group|minority))\b"
)
_PARTISANS = re.compile(
    r"\b(?P<name>Conservative|Liberal)(?= (?:MPs?|peers?|leader|leadership|councillors?|candidates?|government|ministers?|voters"
    r"|backbench(?:er)?s?|senators?|premier|rivals?)\b)"
)
_PEOPLE_WORDS = ("ndigenous ", "thnic ", "omadic ", " tribe", " clan")
_JOURNAL = re.compile(
    r"\b(?:paper|study|article|research|findings|results|published|reported|appeared|writing)\b[^.\n]{0,60}? in (?:the journal )?"
    r"(?P<name>Science|Nature|Cell|The Lancet|Physical Review Letters|PLOS ONE|PLoS One|Scientific Reports)(?![\w-])(?! [A-Z])"
    rf"|\bjournals? (?P<other>[{_CAPITAL}][\w-]{{1,30}}(?: (?:(?:of|and|the|in|for) ){{0,2}}[{_CAPITAL}][\w-]{{1,30}}){{0,6}})"
)
_PARTY = re.compile(
    rf"(?:\b[Tt]he |\b(?:ruling|opposition|governing|main|rival|far-right|Islamist|populist|his|her|their|its|'s) )"
    rf"(?P<name>[{_CAPITAL}][\w'-]{{1,20}}(?: [{_CAPITAL}][\w'-]{{1,20}}){{0,3}})(?: opposition)? (?:party|militia|cartel)\b"
)
_CELEBRATED = frozenset("Birthday Christmas Halloween Tea Easter Wedding Garden Dinner Office".split())
_ADJECTIVES = ("ist", "ic", "an", "al", "ive", "ary", "ish", "ese")
_NO_PARTY = frozenset((Label.PERSON, Label.PLACE, Label.ORG))
_JOURNAL_WORDS = (" in Science", " in Nature", " in Cell", " in The Lancet", "journal", "Letters", "ONE", "Scientific Reports")
_GREATER = re.compile(r"(?<!\w)(?:Greater|City of|(?<!United )(?:Hashemite )?Kingdom of) $")
_LONGEST_WIDENING = 22
_LETTERS = re.compile(rf"(?<![\w/-])[{_CAPITAL}]{{2,8}}(?![\w/-])")
_SPECIES = re.compile(
    rf"(?P<genus>[{_CAPITAL}](?<![\w.].)[a-z]{{3,20}}) (?P<epithet>[a-z]{{3,18}}(?:us|um|is|ii|ae|orum|ana|ensis|oides))\b"
)
_FOSSIL_ENDS = ("saur", "pithecus", "therium", "raptor", "ceratops")
_FOSSIL = re.compile(rf"(?<!\w)[{_CAPITAL}][a-z]{{2,16}}(?:saurus|{'|'.join(_FOSSIL_ENDS)})s?(?!\w)")
_THING = re.compile(
    r"\bBrent(?= (?:crude|oil|futures|North)\b)|\bWest Texas Intermediate\b"
    r"|\bParty(?= (?:leaders|members|officials|chiefs)\b)"
    r"|\bGroup [A-L]\b|\bSputnik (?:V|Light|M)\b|\bRichter(?= scale)|(?<=ecretary of )State\b|\bUnion(?= (?:\w+ ){0,3}Minister)"
    r"|\b[A-Z][a-z]+ Time(?= on )|(?<=president of the )Republic\b(?! of)"
)
_COMMON = 3
"""Grade of commonness of words that are mostly written small."""
_IN_THINGS = (
    "Brent ",
    "Party ",
    "Texas Inter",
    "Group ",
    "Sputnik ",
    "Richter scale",
    "ecretary of State",
    "Union ",
    " Time on ",
    "president of the Republic",
)
"""One of these stands in every thing: the pattern is slow."""
_ACCOUNTS = ("EBITDA", "GAAP", "EPS")
_COMMONEST = 5
"""Grade of commonness of words that are hardly ever names."""
_LEADING = re.compile(rf"(?:{'|'.join(sorted(lexicon.FUNCTION_WORDS))}) ")
_MISTAKEN_PAPERS = frozenset((Label.PLACE, Label.PERSON))
_NEVER_PLACE = frozenset((Label.PLACE, Label.NORP, Label.DATE, Label.MONEY, Label.EVENT))
_NO_GENUS = frozenset((Label.NORP, Label.DATE, Label.MONEY))


def put_places_of_a_kind(text: str, candidates: Candidates, gazetteer: Gazetteer, words: WordTable) -> None:
    """Mark what the text itself calls a town, a province, an oil field; where there is Amazon rainforest, Amazon is a place."""
    called: set[str] = set()
    for match in _places_told(text):
        start, end = match.span("name")
        around = candidates.touching(start, end)
        is_other = any(found.label in _NEVER_PLACE or found.start < start or found.end > end for found in around)
        known = gazetteer.get(match["name"])
        if known and not known.is_sure and known.label is Label.ORG:
            called.add(match["name"])
        elif not is_other and _is_unknown_name(match["name"], gazetteer, words):
            candidates.put(Candidate(start, end, Label.PLACE))
    for found in candidates if called else ():
        if found.label is Label.ORG and text[found.start : found.end] in called:
            candidates.relabel(found, Label.PLACE)


def _places_told(text: str) -> Iterator[re.Match[str]]:
    for match in _OF.finditer(text):
        if _KIND_BEFORE.search(text, max(0, match.start() - _LONGEST_KIND), match.start()):
            yield match
    if any(word in text for word in _KINDS_BEHIND):
        yield from _KIND_BEHIND.finditer(text)
    if ", one of the " in text:
        yield from _ONE_OF.finditer(text)
    if " located" in text or " situated" in text:
        yield from _LOCATED.finditer(text)


def _is_unknown_name(name: str, gazetteer: Gazetteer, words: WordTable) -> bool:
    first = name.split(" ", 1)[0]
    return gazetteer.get(name) is None and first not in lexicon.FUNCTION_WORDS and words[first.lower()].commonness < _COMMON


def put_peoples(text: str, candidates: Candidates, gazetteer: Gazetteer) -> None:
    """Mark what the text calls an ethnic group, a tribe, where nothing else is known of the name: "the indigenous Muiscas"."""
    if not any(word in text for word in _PEOPLE_WORDS):
        return
    for match in (*_PEOPLE_BEFORE.finditer(text), *_PEOPLE_BEHIND.finditer(text)):
        start, end = match.span("name")
        is_alone = not candidates.touching(start, end) or candidates.at(start, end)
        if is_alone and gazetteer.get(match["name"]) is None and match["name"] not in lexicon.FUNCTION_WORDS:
            candidates.put(Candidate(start, end, Label.NORP))


def add_partisans(text: str, candidates: Candidates) -> None:
    """Mark the members of a party in a parliament: "Conservative MPs"."""
    for match in _PARTISANS.finditer(text) if "Conservative " in text or "Liberal " in text else ():
        candidates.add(Candidate(*match.span("name"), Label.NORP))


def put_parties(text: str, candidates: Candidates, gazetteer: Gazetteer, words: WordTable) -> None:
    """Mark what the text calls a party by an unknown name: "the ruling Chama Cha Mapinduzi party"."""
    for match in _PARTY.finditer(text) if any(word in text for word in (" party", " militia", " cartel")) else ():
        start, end = match.span("name")
        if candidates.are_within(start, end, _NO_PARTY) and _can_be_party(match["name"], gazetteer, words):
            candidates.put(Candidate(start, end, Label.ORG))


def _can_be_party(name: str, gazetteer: Gazetteer, words: WordTable) -> bool:
    """Tell whether nothing else is known of a name, and neither "an Islamist party" nor "a birthday party" is meant."""
    first, last = name.split(" ", 1)[0], name.rsplit(" ", 1)[-1]
    is_known = gazetteer.get(name) is not None or gazetteer.get(first) is not None
    is_common = (" " not in name and words[last.lower()].commonness >= _COMMON) or first in lexicon.FUNCTION_WORDS | _CELEBRATED
    return not (is_known or is_common or name.endswith(_ADJECTIVES))


def put_journals(text: str, candidates: Candidates) -> None:
    """Mark the journal in which something was published."""
    for match in _JOURNAL.finditer(text) if any(word in text for word in _JOURNAL_WORDS) else ():
        span = match.span("name") if match["name"] else match.span("other")
        if candidates.are_within(*span):
            candidates.put(Candidate(*span, Label.ORG))


def extend_greater_places(text: str, candidates: Candidates) -> None:
    """Take `Greater` into the name of a wider region, `City of` and `Kingdom of` into that of the city and the state."""
    for found in candidates if any(word in text for word in ("Greater ", "City of ", "Kingdom of ")) else ():
        if found.label is Label.PLACE and (before := _GREATER.search(text, max(0, found.start - _LONGEST_WIDENING), found.start)):
            candidates.put(Candidate(before.start(), found.end, Label.PLACE))


def add_opposed(text: str, candidates: Candidates, words: WordTable) -> None:
    """Mark the person whom somebody is for or against: "anti-Assad"."""
    for match in _AGAINST.finditer(text) if any(prefix in text for prefix in _AGAINST_PREFIXES) else ():
        word = words[match["name"]]
        if word.is_surname and not word.is_place and words[match["name"].lower()].commonness < _COMMON:
            candidates.add(Candidate(*match.span("name"), Label.PERSON))


def add_formats(text: str, candidates: Candidates) -> None:
    """Mark circles of states that are named by their numbers: "C5+1", "P5+1"."""
    for match in _FORMAT.finditer(text) if "+" in text else ():
        candidates.add(Candidate(*match.span(), Label.ORG))


def put_called_companies(text: str, candidates: Candidates, gazetteer: Gazetteer, words: WordTable) -> None:
    """Mark what the text calls an airline, a lender, a firm: there, and where the same letters in capitals stand again."""
    called = set()
    for match in _COMPANY_BEFORE.finditer(text):
        name, there = match["name"], candidates.at(*match.span("name"))
        is_mistaken = there is not None and there.label in (_MISTAKEN_PAPERS if " " in name else (Label.PLACE,))
        is_free = is_mistaken or not candidates.touching(*match.span("name"))
        if is_free and name not in lexicon.NO_ORGANISATIONS and _is_no_other(name, gazetteer, words):
            candidates.put(Candidate(*match.span("name"), Label.ORG))
            called.add(name)
    for match in _LETTERS.finditer(text) if called else ():
        if match.group() in called:
            candidates.add(Candidate(*match.span(), Label.ORG))


def put_named_papers(text: str, candidates: Candidates, gazetteer: Gazetteer, words: WordTable) -> None:
    """Mark what the text calls a newspaper, a news agency, a channel, there and elsewhere: "the Vindicator paper", "Tolo TV"."""
    called = set()
    for match in _PAPER_BEHIND.finditer(text):
        start, end = match.span("name")
        while leading := _LEADING.match(text, start, end):
            start = leading.end()
        name, end = text[start:end], match.end() if match["part"] else end
        if name and not _is_other_paper(name, match, gazetteer, words) and _is_alone(candidates.touching(start, end), start, end):
            candidates.put(Candidate(start, end, Label.ORG))
            called.add(name)
    for found in candidates if called else ():
        if found.label in _MISTAKEN_PAPERS and text[found.start : found.end] in called:
            candidates.relabel(found, Label.ORG)


def _is_other_paper(name: str, match: re.Match[str], gazetteer: Gazetteer, words: WordTable) -> bool:
    """Tell whether what stands before "newspaper" is a country's name, a common word, or before "TV" anything known."""
    known = gazetteer.get(name) or gazetteer.get(name.split(" ", 1)[0])
    is_known = known is not None and (known.label is not Label.ORG or bool(match["part"]))
    return is_known or words[name.lower()].commonness >= _COMMONEST


def _is_alone(around: list[Candidate], start: int, end: int) -> bool:
    """Tell whether nothing but a mistaken find stands in a stretch."""
    return all(found.start == start and found.end <= end and found.label in _MISTAKEN_PAPERS for found in around)


def _is_no_other(name: str, gazetteer: Gazetteer, words: WordTable) -> bool:
    first = name.split(" ", 1)[0]
    if gazetteer.get(name) or gazetteer.get(first) or first in lexicon.FUNCTION_WORDS | lexicon.CALENDAR:
        return False
    is_common = words[name.lower()].commonness >= _COMMON and not name.isupper()
    return not (is_common or words[first].is_first_name)


def discard_species(text: str, candidates: Candidates, gazetteer: Gazetteer, words: WordTable) -> None:
    """Unmark animals and plants under their Latin name, wherever their genus stands."""
    genera = {match["genus"] for match in _SPECIES.finditer(text) if _is_species(match, gazetteer, words)}
    for start, end in _places_of_genera(text, genera):
        found = candidates.touching(start, end)
        candidates.discard(one for one in found if one.label not in _NO_GENUS)


def _is_species(match: re.Match[str], gazetteer: Gazetteer, words: WordTable) -> bool:
    return (
        words[match["epithet"]].commonness == 0
        and gazetteer.get(match["genus"]) is None
        and not words[match["genus"]].is_first_name
    )


def _places_of_genera(text: str, genera: set[str]) -> Iterator[tuple[int, int]]:
    if any(end in text for end in _FOSSIL_ENDS):
        yield from (match.span() for match in _FOSSIL.finditer(text))
    if genera:
        names = "|".join(sorted(genera))
        yield from (match.span() for match in re.finditer(rf"(?<!\w)(?:{names})(?!\w)", text))


def discard_things(text: str, candidates: Candidates) -> None:
    """Unmark vaccines, scales, offices and languages that are written like names: "Sputnik V", "secretary of State"."""
    for match in _THING.finditer(text) if any(word in text for word in _IN_THINGS) else ():
        found = candidates.touching(*match.span())
        candidates.discard(one for one in found if match.start() <= one.start and one.end <= match.end())
        if found and found[0].start < match.start() and text.startswith("U.S. ", found[0].start):
            candidates.put(Candidate(found[0].start, found[0].start + len("U.S."), Label.PLACE))
    if "-speaking" in text or any(word in text for word in _ACCOUNTS):
        candidates.discard([one for one in candidates if _is_thing(text, one)])


def _is_thing(text: str, found: Candidate) -> bool:
    """Tell whether a find is a language ("English-speaking") or a figure of accounts."""
    is_language = found.label is Label.NORP and text.startswith("-speaking", found.end)
    return is_language or text.endswith(_ACCOUNTS, found.start, found.end)
