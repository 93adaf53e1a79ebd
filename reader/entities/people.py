"""Which names of people are one person's: written in full, with initials, in another transliteration.

A wrong merge is worse than a missing one: names are one person's only when
every name of the group agrees with every other, and when no second group does.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import lru_cache

_LIKE = 0.85
"""Two full names at least this alike are one person's."""
_GIVEN_LIKE = 0.8
"""Two given names before the same surname."""
_SHORTEST_LIKE = 9
"""Shorter names are never merged for being alike."""
_SPELLINGS = tuple(
    (re.compile(pattern), common)
    for pattern, common in (
        (r"[-'\u2019]", " "),
        ("sch|tsch|tch", "sh"),
        ("kh", "h"),
        ("zh|dzh|dj", "j"),
        ("ph", "f"),
        ("ks", "x"),
        ("tz", "ts"),
        ("ou", "u"),
        ("w", "v"),
        ("[iy]+", "i"),
        (r"(?<=[aeou])i(?=e)", ""),
        (r"(.)\1", r"\1"),
    )
)
"""Ways of writing one sound that transliterations into English mix."""
_SHORTEST_MISSPELT = 9
_ONE_LETTER_OFF = 0.88
"""A surname of nine letters with one wrong."""
OF_GENERATION = re.compile(r",? (?P<generation>Jr|Sr)\.?$| (?:II|III|IV)$")
_ARABIC_ARTICLES = frozenset(("al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "ul"))
_ARTICLE_IN_NAME = re.compile(rf"\b(?:{'|'.join(sorted(_ARABIC_ARTICLES))})-(?=\w)|(?<=\w )(?:Al|El|al|el) (?=\w)", re.IGNORECASE)
FAMILY_NAMES_FIRST = frozenset(
    """xi li wang zhang liu chen yang huang zhao wu zhou xu sun hu zhu gao lin he guo luo song zheng xie han tang feng deng peng
    zeng xiao tian dong pan yuan cai jiang yu du ye cheng su wei lu ding ren yao shen qin bo mao wen kim park moon yoon choi jeong
    jung kang cho roh ban hwang ahn nguyen tran pham hoang vo dang bui""".split()
)
"""Folded, of names that put the family before the person: "Xi Jinping", "Kim Jong Un"."""
_SHORT_GIVEN_NAMES = {
    short: full
    for full, shorts in (
        row.split(":")
        for row in """abigail:abby abraham:abe albert:al,bert andrew:andy anthony:tony arthur:art barbara:barb benjamin:ben,benny
        bradley:brad catherine:cathy charles:charlie,chuck christina:tina clifford:cliff clinton:clint curtis:curt daniel:dan,danny
        david:dave,davey deborah:debbie,deb donald:don,donnie douglas:doug edward:ed,eddie,ted elizabeth:liz,beth,betty,lizzie
        eugene:gene frederick:fred,freddie gabriel:gabe gerald:gerry gregory:greg harold:harry jacob:jake james:jim,jimmy,jamie
        jeffrey:jeff jennifer:jen,jenny jeremiah:jerry jonathan:jon joseph:joe,joey joshua:josh katherine:kate,katie,kathy
        kenneth:ken kimberly:kim lawrence:larry leonard:len,lenny louis:lou margaret:maggie,peggy,meg matthew:matt melvin:mel
        mohammed:mohd,muhd,mohamad,mohamed,muhammad,mohammad
        michael:mike,mick,mickey mitchell:mitch nathaniel:nate,nathan nicholas:nick,nicky pamela:pam patricia:patty,tricia
        peter:pete philip:phil randall:randy raymond:ray rebecca:becky,becca richard:rick,dick,rich,ricky
        robert:bob,rob,bobby,robbie ronald:ron,ronnie rudolph:rudy samuel:sammy stephen:steve steven:steve stanley:stan stuart:stu
        susan:sue,susie theodore:teddy,theo thomas:tom,tommy timothy:tim,timmy victoria:vicky,vicki vincent:vince virginia:ginny
        walter:walt william:bill,will,billy,willie zachary:zach,zack""".split()
    )
    for short in shorts.split(",")
}
"""English short forms, small letters, and the given name each stands for; those of a man's and a woman's name are left out."""
_ENDINGS_OF_GENDER = frozenset("aoe")
_LONGEST_KEPT = 4096


@lru_cache(_LONGEST_KEPT)
def folded(name: str) -> str:
    """Return a name as all its transliterations come out: small letters, no accents, one way of writing each sound.

    >>> folded("Tokaev") == folded("Tokayev"), folded("Rakhmon") == folded("Rahmon")
    (True, True)
    """
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(letter))
    for pattern, common in _SPELLINGS:
        plain = pattern.sub(common, plain)
    return plain


@lru_cache(_LONGEST_KEPT)
def words_of(name: str) -> tuple[str, ...]:
    """Return the folded words of a name, hyphens parted, without Arabic articles and generations.

    >>> words_of("Abdel-Fattah el-Sisi Jr.")
    ('abdel', 'fatah', 'sisi')
    """
    return tuple(folded(_ARTICLE_IN_NAME.sub("", OF_GENERATION.sub("", name))).split())


def generation_of(name: str) -> str:
    """Return whether somebody is the father or the son of that name, where it says so; the number of a king is often left out.

    >>> generation_of("Robert F. Kennedy, Jr."), generation_of("Robert F. Kennedy"), generation_of("King Charles III")
    ('Jr', '', '')
    """
    match = OF_GENERATION.search(name)
    return (match["generation"] or "") if match else ""


def surname_key(name: str) -> str:
    """Return the folded surname of a name: its last word, without an Arabic article, and of `Jong-un` the end.

    >>> surname_key("Bashar al-Assad"), surname_key("Kim Jong-un"), surname_key("Frederic Joliot-Curie")
    ('asad', 'un', 'joliot curie')
    """
    last = (OF_GENERATION.sub("", name).split() or [""])[-1]
    before, _, tail = last.rpartition("-")
    return folded(tail if tail[:1].islower() or before.lower() in _ARABIC_ARTICLES else last)


def surname_initial(name: str) -> str:
    """Return the first letter of the last word of a name, folded."""
    return surname_key(name)[:1]


def grouped(names: Iterable[str], key: Callable[[str], Hashable]) -> dict[str, str]:
    """Return for each full name the first name of its group; only names with the same key are compared."""
    groups: dict[Hashable, list[list[str]]] = defaultdict(list)
    canonical: dict[str, str] = {}
    for name in names:
        near = groups[key(name)]
        fitting = [group for group in near if all(are_one_person(name, member) for member in group)]
        if len(fitting) == 1:
            fitting[0].append(name)
            canonical[name] = fitting[0][0]
        else:
            near.append([name])
            canonical[name] = name
    return canonical


class FullNames:
    """The full names of people, in order of weight: which are one person's, and who bears a part of one."""

    def __init__(self, names: Sequence[str], key: Callable[[str], Hashable]) -> None:
        """Take full names, the weightiest first; only names with the same key may be one person's.

        What is the end of another full name ("Le Pen") is a surname, whoever is named in full.
        """
        self.canonical = grouped(_in_full(names), key)
        self._by_beginning: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._by_end: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._by_first: dict[str, set[str]] = defaultdict(set)
        self._by_middle: dict[str, set[str]] = defaultdict(set)
        for name, person in self.canonical.items():
            words = words_of(name)
            for k in range(1, len(words)):
                self._by_end[words[k:]].add(person)
            if len(words) > 2 and " the " not in name:
                self._by_beginning[_beginning_of(name)].add(person)
            for word in words[:1]:
                self._by_first[word].add(person)
            for word in words[1:-1]:
                self._by_middle[word].add(person)

    def bearers(self, surname: str) -> set[str]:
        """Return the people whose names end so; of father and son it is the father, unless "Jr" stands behind it."""
        found, generation = self._by_end.get(words_of(surname), set()), generation_of(surname)
        same = {person for person in found if generation_of(person) == generation}
        return same if same or generation else found

    def bearers_of_misspelt(self, surname: str) -> set[str]:
        """Return the people whose long surname is a letter off: "Bochorishvili" for Botchorishvili."""
        wanted = folded(surname)
        if len(wanted) < _SHORTEST_MISSPELT or " " in wanted:
            return set()
        return {
            person
            for (family, *more), people in self._by_end.items()
            if not more and family[0] == wanted[0] and _is_misspelt(wanted, family)
            for person in people
        }

    def in_full(self, name: str) -> str:
        """Return the full name of a full name; the longer one of which it is the beginning, if that is one person's.

        >>> FullNames(["Juan Ordal", "Juan Ordal Tamsin"], surname_initial).in_full("Juan Ordal")
        'Juan Ordal Tamsin'
        """
        person = self.canonical[name]
        longer = self._by_beginning.get(_beginning_of(name), set()) - {person}
        is_beginning = len(longer) == 1 and len(words_of(name)) == 2 and not OF_GENERATION.search(name)
        return next(iter(longer)) if is_beginning else person

    def bearers_of_given(self, name: str) -> set[str]:
        """Return the people whose names begin so, else those who bear it between."""
        return self._by_first.get(folded(name)) or self._by_middle.get(folded(name), set())

    def bearers_of_family(self, name: str) -> set[str]:
        """Return the people whose names put this family's name first."""
        family = folded(name)
        return self._by_first.get(family, set()) if family in FAMILY_NAMES_FIRST else set()


def _beginning_of(name: str) -> tuple[str, ...]:
    """Return the first two words of a name, the given name in full."""
    return folded(_full_given(name.split(" ", 1)[0])), *words_of(name)[1:2]


def _in_full(names: Sequence[str]) -> list[str]:
    """Return the names that are no end of another, and no surname with a generation."""
    ends = {words[k:] for words in map(words_of, names) for k in range(1, len(words) - 1)}
    return [name for name in names if words_of(name) not in ends and not _is_short_form(name)]


def _is_short_form(name: str) -> bool:
    """Tell whether a name is a surname and a generation: "Kennedy Jr."."""
    return bool(generation_of(name)) and len(words_of(name)) == 1


def are_one_person(name: str, other: str) -> bool:
    """Tell whether two full names are surely one person's: one within the other, an initial, or a spelling apart.

    Who bears the very name with "Jr" is taken for the son of who bears it without.

    >>> are_one_person("K. Tokayev", "Kassym-Jomart Tokayev"), are_one_person("Raisa Gorbacheva", "Mikhail Gorbachev")
    (True, False)
    """
    short, long = sorted((words_of(name), words_of(other)), key=len)
    if short == long:
        return generation_of(name) == generation_of(other)
    if len(short) > 1 and short == long[-len(short) :]:
        return True
    a, b = sorted((OF_GENERATION.sub("", name).split(), OF_GENERATION.sub("", other).split()), key=len)
    is_like = a[0][0] == b[0][0] and len(a) == len(b)
    if short[-1:] != long[-1:] and not is_like:
        return False  # most pairs of a long article end here
    if any(_differ_by_gender(one.lower(), two.lower()) for one, two in zip(a, b, strict=False)):
        return False
    if folded(a[-1]) == folded(b[-1]):
        return _is_same_given(a[0], b[0]) and _are_among(a[1:-1], b[1:-1])
    return is_like and min(len(name), len(other)) >= _SHORTEST_LIKE and _similarity(folded(name), folded(other)) >= _LIKE


def _are_among(few: Sequence[str], many: Sequence[str]) -> bool:
    """Tell whether the middle names of the shorter name stand among those of the longer, in order.

    >>> _are_among(["Inácio", "da"], ["Inácio", "Lula", "da"]), _are_among(["W."], ["H.", "W."])
    (True, False)
    """
    if few and len(few) < len(many) and any(_is_initial(name) for name in many):
        return False  # George W. Bush is not George H. W. Bush
    rest = iter(many)
    return all(any(_is_same_given(one, other) for other in rest) for one in few)


def _is_same_given(a: str, b: str) -> bool:
    if a == b or folded(a) == folded(b) or _full_given(a) == _full_given(b):
        return True
    if _is_initial(a) or _is_initial(b):
        return a[0] == b[0]
    return min(len(a), len(b)) > 3 and a[0] == b[0] and _similarity(folded(a), folded(b)) >= _GIVEN_LIKE


def _full_given(name: str) -> str:
    return _SHORT_GIVEN_NAMES.get(name.lower(), name.lower())


def _is_initial(word: str) -> bool:
    return len(word.rstrip(".")) == 1


def _differ_by_gender(a: str, b: str) -> bool:
    """Tell whether two words are a man's and a woman's form of one name: Daniel and Daniela, Mario and Maria, Petrov and Petrova.

    >>> _differ_by_gender("petrov", "petrova"), _differ_by_gender("mario", "maria"), _differ_by_gender("sergei", "sergey")
    (True, True, False)
    """
    short, long = sorted((a, b), key=len)
    if len(short) < 3 or short == long:
        return False
    if len(short) == len(long):
        return short[:-1] == long[:-1] and {short[-1], long[-1]} <= _ENDINGS_OF_GENDER
    return long == short + "a" or (short.endswith(("y", "i")) and long == short[:-1] + "aya")


def _is_misspelt(a: str, b: str) -> bool:
    return abs(len(a) - len(b)) < 2 and not _differ_by_gender(a, b) and _similarity(a, b) >= _ONE_LETTER_OFF


def _similarity(a: str, b: str) -> float:
    from rapidfuzz.distance import Levenshtein  # slow to import, and reading kept mentions does without

    return Levenshtein.normalized_similarity(a, b)
