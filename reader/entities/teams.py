"""Sport: clubs that are called by their town, and competitions with what is said before and behind.

    Leeds have paid; joined Everton from Juventus; Boston erased the Lakers' lead
    Women's World Cup, T20 World Cup, Euro 2024

A town stands for its club only where the article is about sport, and where
somebody joins it, beats it, where it is many, or where the article names its
club in full. Countries and capitals stay what they are. The text has straight
quotes and plain blanks.
"""

import re

from reader.article import Label
from reader.entities.candidates import Candidate, Candidates
from reader.entities.gazetteer import Gazetteer, short_names_of_clubs

_SPORT = re.compile(
    r"\b(?:league|club|season|striker|midfielder|defender|goalkeeper|winger|forward|coach|playoffs?|quarterback|innings|wickets?"
    r"|batsman|bowler|penalty|equali[sz]er|half-time|halftime|overtime|quarter|transfer window|touchdown|rebounds|standings"
    r"|semi-?final|quarter-?final|scored|points|inning|homer|goals?|victory|rivals?)\b"
)
_FOOTBALL = re.compile(
    r"\b(?:striker|midfielder|goalkeeper|defender|winger|full-back|penalt(?:y|ies)|loan|transfer|football|relegation|friendly|free-kick"
    r"|header|offside|substitute|derby|Premier League|Serie A|La Liga|Bundesliga|Ligue 1|Champions League|Europa League|FA Cup)\b"
)
_WORD = re.compile(r"[A-Z](?<![\w.'-].)[\w]+(?!\w)")
_IN_TOWN = re.compile(r"\b(?:[Ii]n|[Nn]ear|outside|(?:city|town|mayor|people|streets|police) of|of) $")
_NAME_BESIDE = re.compile(r" [A-Z]")
_TWO_CLUBS = re.compile(r"(?P<one>[A-Z]\w+) (?:and|v|vs) (?P<other>[A-Z]\w+)")
_FEWEST_WORDS = 3
"""Different words of sport that make an article one about it."""
_IS_MANY = re.compile(r" (?:have|are|were)\b")
_PLAYS = re.compile(
    r" (?:have|are|were|beat|lost|drew|host|hosted|thrashed|defeated|say|play|played|signed|sealed|won|will face|led|trailed"
    r"|rallied|scored|conceded)\b"
)
_PLAYED = re.compile(
    r"\b(?:beat|beating|against|joined|joining|defeated|thrashed|visit|hosted|facing|signed for|signing for|(?:win|victory) over"
    r"|(?:defeat|loss) (?:to|by)|sign(?:ed)? \w+ from) $"
)
_TRANSFER = re.compile(r"\b(?:headed to|moved to|return to|left|from) $")
_DEAL = re.compile(r"[^.\n]{0,60}\b(?:deal|loan|transfer|contract|fee)\b")
_THERE = re.compile(r"\b(?:[Ii]n|[Aa]t|[Nn]ear|outside) $")
_TRAVELS = re.compile(r"\b(?:[Ii]n|[Aa]t|[Nn]ear|outside|from|of|to|across|around) $")
_DATELINE = re.compile(r"(?:, [A-Z][\w.]+)? (?:\(|- )|,? [A-Z]")
_OF_TWO = re.compile(r"(?:\band |, )$")
_LONGEST_BEFORE = 24
_TOWNS = frozenset((Label.PLACE, Label.PERSON))
_BEFORE_COMPETITION = re.compile(
    r"(?:(?:(?:19|20)\d\d|FIFA|ICC|UEFA|FIBA|FIS|IAAF|AFC|CAF|CONCACAF|CONMEBOL|Rugby|Cricket|Women's|Men's|T20|Twenty20|ODI|Club|Junior"
    r"|Under-\d\d|U-?\d\d) )+$"
)
_BEHIND_COMPETITION = re.compile(r" (?:19|20)\d\d(?![-\w/])")
_LONGEST_QUALIFIER = 40
_COMPETITION = re.compile(r"(?:World Cup|Cup|Championships?|Games|Open|Olympics|Super League|Premier League|League)$")
_YEARLY = re.compile(r"(?<![\w-])Euro (?:19|20)\d\d\b")
_COMPETITIONS = frozenset((Label.EVENT, Label.ORG))


def put_teams(text: str, candidates: Candidates, gazetteer: Gazetteer) -> None:
    """Mark towns that stand for their club, wherever they do not say where something is."""
    if len({match.group() for match in _SPORT.finditer(text)}) < _FEWEST_WORDS:
        return
    people = {text[found.start : found.end].rsplit(" ", 1)[-1] for found in candidates if _is_full_name(text, found)}
    towns = [found for found in candidates if _may_be_club(text[found.start : found.end], found.label, gazetteer)]
    places = {text[found.start : found.end] for found in towns if found.label is Label.PLACE}
    clubs = {form for found in towns if _plays(text, found, form := text[found.start : found.end], places)} - people
    for found in towns:
        if text[found.start : found.end] in clubs and not _stands_behind(_THERE, text, found):
            candidates.relabel(found, Label.ORG)
    _put_towns_of_clubs(text, candidates)
    if len({match.group() for match in _FOOTBALL.finditer(text)}) >= _FEWEST_WORDS:
        _put_football_clubs(text, candidates)


def _put_football_clubs(text: str, candidates: Candidates) -> None:
    """Mark football clubs that are called by a short name, in an article about football, but where it says where something is."""
    clubs = short_names_of_clubs()
    for match in _WORD.finditer(text):
        if match.group() not in clubs or _IN_TOWN.search(text, max(0, match.start() - _LONGEST_BEFORE), match.start()):
            continue
        around, there = candidates.touching(*match.span()), candidates.at(*match.span())
        if there and there.label in _TOWNS:
            candidates.relabel(there, Label.ORG)
        elif not around:
            if not _NAME_BESIDE.match(text, match.end()):
                candidates.add(Candidate(*match.span(), Label.ORG))
        elif (two := _TWO_CLUBS.fullmatch(text, around[0].start, around[0].end)) and clubs.issuperset(two.groups()):
            candidates.put(Candidate(*two.span("one"), Label.ORG))
            candidates.add(Candidate(*two.span("other"), Label.ORG))


def _put_towns_of_clubs(text: str, candidates: Candidates) -> None:
    """Take a town for the club that the article names in full with it: "Boston" beside the Boston Celtics."""
    clubs = {text[found.start : found.end].rpartition(" ")[0] for found in candidates if found.label is Label.ORG}
    for found in candidates:
        is_club = found.label is Label.PLACE and text[found.start : found.end] in clubs
        is_line_start = found.start == 0 or text[found.start - 1] == "\n"
        if is_club and not _stands_behind(_TRAVELS, text, found) and not (is_line_start and _DATELINE.match(text, found.end)):
            candidates.relabel(found, Label.ORG)


def complete_competitions(text: str, candidates: Candidates) -> None:
    """Take into a competition whose it is, and of which year: `Women's World Cup`, `T20 World Cup`, `Euro 2024`."""
    for found in candidates:
        if found.label not in _COMPETITIONS or not _COMPETITION.search(text, found.start, found.end):
            continue
        start, end = found.start, found.end
        if before := _BEFORE_COMPETITION.search(text, max(0, start - _LONGEST_QUALIFIER), start):
            start = before.start()
        if found.label is Label.EVENT and (year := _BEHIND_COMPETITION.match(text, end)):
            end = year.end()
        candidates.put(found._replace(start=start, end=end))
    for match in _YEARLY.finditer(text) if "Euro " in text else ():
        candidates.put(Candidate(*match.span(), Label.EVENT))


def _is_full_name(text: str, found: Candidate) -> bool:
    return found.label is Label.PERSON and " " in text[found.start : found.end]


def _may_be_club(form: str, label: Label, gazetteer: Gazetteer) -> bool:
    known = gazetteer.get(form)
    return label in _TOWNS and " " not in form and (known is None or (known.label is Label.PLACE and not known.is_sure))


def _plays(text: str, found: Candidate, form: str, places: set[str]) -> bool:
    if form not in places:
        return bool(_IS_MANY.match(text, found.end)) and not _stands_behind(_OF_TWO, text, found)
    is_player = _PLAYS.match(text, found.end) and not _stands_behind(_OF_TWO, text, found)
    is_traded = _stands_behind(_TRANSFER, text, found) and _DEAL.match(text, found.end)
    return bool(is_player or is_traded or _stands_behind(_PLAYED, text, found))


def _stands_behind(pattern: re.Pattern[str], text: str, found: Candidate) -> bool:
    return pattern.search(text, max(0, found.start - _LONGEST_BEFORE), found.start) is not None
