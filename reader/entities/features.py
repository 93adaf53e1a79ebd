"""What the statistical model sees of each word of a document.

A token's features are short strings: of the word itself (spelling, lists it
stands in, how it is used), of its neighbours, of the run of capitalised
words around it, and of how the same word is used elsewhere in the document.
Strings of one word form are made once and kept, for speed. Training and
reading use this module alike: change it, and the model must be trained again.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from string import ascii_lowercase, ascii_uppercase, digits
from typing import NamedTuple

from reader.article import Label
from reader.entities import lexicon
from reader.entities.casing import with_sentence_case
from reader.entities.gazetteer import Gazetteer
from reader.entities.tokens import Token, sentences_of, tokens_of
from reader.entities.words import Word, WordTable

_KEPT_FORMS = 4000
"""Word forms of a generation; two generations are kept, about 30 MB."""
_KEPT_SHAPES = 1024
_KINDS = str.maketrans({**dict.fromkeys(ascii_uppercase, "X"), **dict.fromkeys(ascii_lowercase, "x"), **dict.fromkeys(digits, "d")})
_OTHER_LETTER = re.compile(r"[^\W\d_]")
_OTHER_DIGIT = re.compile(r"\d")
_REPEATED = re.compile(r"(.)\1{2,}")
_LEFT_JOINTS = frozenset(("of", "the", "for", "and", "&", "-", "'", "s", "."))
_RIGHT_JOINTS = frozenset(("of", "the", "for", "&", "-"))
_LEARNT_KINDS = frozenset((Label.ORG, Label.PLACE, Label.NORP))
"""Kinds of known names that there were while the model learnt."""
_NAME_LISTS = {(False, False): "nm=0", (True, False): "nm=F", (False, True): "nm=L", (True, True): "nm=FL"}
_SEEN_FROM_AFAR = frozenset(("ti", "oh", "say"))
_HEADS = frozenset(("oh", "eh", "lh"))
_LONGEST_RUN = 6
_HEADLINE_SHARE = 0.7


class Told(NamedTuple):
    """The features that a word form gives a token, for each place it can have beside it."""

    own: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    two_before: tuple[str, ...]
    two_after: tuple[str, ...]


@dataclass(slots=True)  # not frozen: that would triple the time to make one, and very many are made
class WordForm:
    """What is known of one word form; never changed."""

    lower: str
    shape: str
    is_capitalised: bool
    is_small: bool
    is_alphabetic: bool
    is_place: bool
    is_title: bool
    makes_of_next: tuple[str, ...]
    """What standing before a capitalised word tells about that word."""
    reach: int
    """As `Word.reach`."""
    lists: list[str]
    """The names of the lists that it stands in, as features."""
    names: str
    """The lists of people's names that a capitalised word stands in: `F`, `L`, `FL`, `0`; `-` for other words."""
    clusters: tuple[str, ...]
    """The groups of words used alike, the broad one first."""
    heads: tuple[str, ...]
    """Which of `oh`, `eh`, `lh` (head of organisation, event, law) it is."""
    _told: Told | None = None

    @property
    def told(self) -> Told:
        """What it tells; made when it is asked for, because most words stand far from any name."""
        if self._told is None:
            self._told = _told_by(self)
        return self._told


class WordForms:
    """Word forms, made once and kept while there is room."""

    def __init__(self, words: WordTable) -> None:
        self._words = words
        self._kept: dict[str, WordForm] = {}
        self._older: dict[str, WordForm] = {}

    def __getitem__(self, word: str) -> WordForm:
        """Return the features of a word form."""
        form = self._kept.get(word)
        if form is None:
            if len(self._kept) >= _KEPT_FORMS:
                self._older, self._kept = self._kept, {}
            form = self._kept[word] = self._older.get(word) or self._made(word)
        return form

    def _made(self, word: str) -> WordForm:
        lower = word.lower()
        known = self._words[word]
        known_lower = known if lower == word else self._words[lower]
        is_capitalised = word[:1].isupper()
        is_title = lower.rstrip(".") in lexicon.TITLE_WORDS
        lists = _lists(word, lower, known, commonness=known_lower.commonness, is_title=is_title)
        return WordForm(
            lower=lower,
            shape=shape_of(word),
            is_capitalised=is_capitalised,
            is_small=word[:1].islower(),
            is_alphabetic=word[:1].isalpha(),
            is_place=known.is_place,
            is_title=is_title,
            makes_of_next=_made_of_next(word, lower, known, is_title=is_title),
            reach=known.reach,
            lists=lists,
            names=lists[0][3:] if is_capitalised else "-",
            clusters=_clusters(known.cluster or known_lower.cluster),
            heads=tuple([x for x in lists if x in _HEADS]),
        )


def _told_by(form: WordForm) -> Told:
    lower, lists, clusters = form.lower, form.lists, form.clusters
    spelt = (f"w={lower}", f"sh={form.shape}")
    end = f"s3={lower[-3:]}"
    stems = (
        f"p2={lower[:2]}",
        f"p3={lower[:3]}",
        f"p4={lower[:4]}",
        f"s1={lower[-1:]}",
        f"s2={lower[-2:]}",
        end,
        f"s4={lower[-4:]}",
    )
    near = (*spelt, end, *lists, *clusters)
    far = (*spelt, *[x for x in lists if x in _SEEN_FROM_AFAR], clusters[0])
    capital = ("cap", f"cap.{lists[0]}") if form.is_capitalised else ()
    return Told(  # tuples made of lists: quicker than of generators
        own=(*spelt, *stems, *lists, *clusters, *capital),
        before=tuple(["-1" + x for x in near]),
        after=tuple(["+1" + x for x in near]),
        two_before=tuple(["-2" + x for x in far]),
        two_after=tuple(["+2" + x for x in far]),
    )


def _lists(word: str, lower: str, known: Word, *, commonness: int, is_title: bool) -> list[str]:
    found = []
    if word[:1].isupper():
        found.append(_NAME_LISTS[known.is_first_name, known.is_surname])
    if is_title:
        found.append("ti")
    if word in lexicon.ORGANISATION_HEADS:
        found.append("oh")
    if word in lexicon.EVENT_HEADS:
        found.append("eh")
    if word in lexicon.LAW_HEADS:
        found.append("lh")
    if lower in lexicon.SPEECH:
        found.append("say")
    if word[:1].isalpha():
        found.append(f"lc={commonness}")
    return found


def _made_of_next(word: str, lower: str, known: Word, *, is_title: bool) -> tuple[str, ...]:
    small = lower.rstrip(".")
    made = ["xT"] if is_title else []
    if word[:1].isupper():
        if known.is_first_name:
            made.append("xF")
        elif word not in lexicon.FUNCTION_WORDS:
            made.append("xC")
    if small in lexicon.PLACE_PREPOSITIONS:
        made.append("xP")
    if small in lexicon.SPEECH:
        made.append("xS")
    if small == "the":
        made.append("xD")
    return tuple(made)


def _clusters(cluster: int) -> tuple[str, ...]:
    return (f"a{(cluster - 1) // 15}", f"b{cluster}") if cluster else ("c?",)


def shape_of(word: str) -> str:
    """Return the shape of a word: kinds of characters, runs shortened to two.

    >>> shape_of("McDonald"), shape_of("G20")
    ('XxXxx', 'Xdd')
    """
    kinds = word.translate(_KINDS) if word.isascii() else _OTHER_DIGIT.sub("d", _OTHER_LETTER.sub(_kind_of_letter, word))
    return _shortened(kinds)


@lru_cache(_KEPT_SHAPES)
def _shortened(kinds: str) -> str:
    return _REPEATED.sub(r"\1\1", kinds)


def _kind_of_letter(match: re.Match[str]) -> str:
    return "X" if match.group().isupper() else "x"


@dataclass(slots=True)
class Usage:
    """How words are used in one document."""

    in_sentence: Counter[str] = field(default_factory=Counter)
    """Times a word has a capital without beginning a sentence."""
    small: set[str] = field(default_factory=set)
    """Words that also occur in small letters."""
    contexts: dict[str, set[str]] = field(default_factory=dict)
    """For each capitalised word the kinds of neighbours it has somewhere."""

    def note_sentence(self, spelling: Sequence[str], forms: Sequence[WordForm]) -> None:
        """Take in how the words of a sentence are used."""
        is_title = _share_of_capitals(forms) > _HEADLINE_SHARE
        for i, form in enumerate(forms):
            if form.is_small:
                self.small.add(spelling[i])
            elif form.is_capitalised and not is_title:
                self._note_name(spelling, forms, i)

    def _note_name(self, spelling: Sequence[str], forms: Sequence[WordForm], i: int) -> None:
        before = forms[i - 1] if i else None
        after = spelling[i + 1] if i + 1 < len(spelling) else ""
        word = spelling[i]
        found = self.contexts.setdefault(word, set())
        if before is not None:
            if spelling[i - 1] not in "\"'.:":
                self.in_sentence[word] += 1
            found.update(before.makes_of_next)
            if spelling[i - 1] == "(" and after == ")":
                found.add("xA")
        if after:
            if after in lexicon.SPEECH:
                found.add("xS")
            if after in lexicon.ORGANISATION_HEADS:
                found.add("xO")
            if after[0].isupper():
                found.add("xN")


def _share_of_capitals(forms: Sequence[WordForm]) -> float:
    """Return which share of the words has a capital."""
    letters = capitals = 0
    for form in forms:
        letters += form.is_alphabetic
        capitals += form.is_capitalised
    return capitals / max(1, letters)


class Features:
    """Turns a text into sentences of tokens with their features."""

    def __init__(self, words: WordTable, gazetteer: Gazetteer) -> None:
        self._words = words
        self._gazetteer = gazetteer
        self._forms = WordForms(words)

    def sentences(self, text: str) -> Iterator[tuple[list[Token], list[list[str]]]]:
        """Iterate over the sentences of a text (straight quotes, plain blanks): tokens, and features of each."""
        cased = with_sentence_case(text, self._words, self._gazetteer)
        sentences = list(sentences_of(text))
        spelt = [[cased[start:end] for start, end in sentence] for sentence in sentences]
        known = self._known_names(cased)
        usage = Usage()
        formed = []
        for spelling in spelt:
            forms = [self._forms[word] for word in spelling]
            usage.note_sentence(spelling, forms)
            formed.append(forms)
        for tokens, spelling, forms in zip(sentences, spelt, formed, strict=True):
            yield tokens, self._of_sentence(tokens, spelling, forms, known=known, usage=usage)

    def _known_names(self, text: str) -> dict[int, str]:
        """Return for the start of each token inside a known name the kind of name."""
        known: dict[int, str] = {}
        for place in self._gazetteer.find(text):
            if place.known.label not in _LEARNT_KINDS:
                continue
            for start, _ in tokens_of(text, place.start, place.end):
                known[start] = ("B" if start == place.start else "I") + place.known.label
        return known

    def _places_in(self, tokens: list[Token], spelling: Sequence[str], forms: Sequence[WordForm]) -> dict[int, str]:
        """Return the tokens (by number) that belong to place names of the word table."""
        found: dict[int, str] = {}
        after = 0
        for i, form in enumerate(forms):
            if i < after or not form.is_capitalised:
                continue
            for count in range(min(form.reach, len(tokens) - i), 0, -1):
                if form.is_place if count == 1 else self._words[_joined(tokens, spelling, i, count)].is_place:
                    found[i] = "gB"
                    for j in range(i + 1, i + count):
                        found[j] = "gI"
                    after = i + count
                    break
        return found

    def _of_sentence(
        self, tokens: list[Token], spelling: Sequence[str], forms: list[WordForm], *, known: dict[int, str], usage: Usage
    ) -> list[list[str]]:
        places = self._places_in(tokens, spelling, forms)
        names = ["O"] * len(tokens)
        for i, (start, _) in enumerate(tokens):
            if start in known or i in places:
                names[i] = known.get(start, "") + places.get(i, "")
        is_headline = len(tokens) > 3 and _share_of_capitals(forms) > _HEADLINE_SHARE
        is_near = _near_capitals(forms)
        features = [
            [*form.told.own, "g=" + name] if near else ["far"] for form, name, near in zip(forms, names, is_near, strict=True)
        ]
        _add_neighbours(features, forms, names, is_near)
        for i, form in enumerate(forms):
            if form.is_capitalised:
                features[i] += _of_run(forms, i)
                features[i] += _of_usage(spelling[i], form, usage, is_repeated=i > 0 and not is_headline)
                if is_headline:
                    features[i].append("HEADLINE")
        return features


def _joined(tokens: list[Token], spelling: Sequence[str], first: int, count: int) -> str:
    """Write tokens as they stand in the text, with single blanks between those that do not touch."""
    pieces = [spelling[first]]
    for i in range(first + 1, first + count):
        if tokens[i][0] > tokens[i - 1][1]:
            pieces.append(" ")
        pieces.append(spelling[i])
    return "".join(pieces)


def _near_capitals(forms: list[WordForm]) -> list[bool]:
    """Tell of each token whether a capitalised word is at most two tokens away: names begin and end only there."""
    is_near = [False] * (len(forms) + 4)
    for i, form in enumerate(forms):
        if form.is_capitalised:
            is_near[i : i + 5] = (True,) * 5
    return is_near[2:-2]


def _add_neighbours(features: list[list[str]], forms: list[WordForm], names: list[str], is_near: list[bool]) -> None:
    last = len(forms) - 1
    for i, found in enumerate(features):
        if not is_near[i]:
            continue
        if i:
            found += forms[i - 1].told.before
            found += ("-1g=" + names[i - 1], f"hp={forms[i - 1].shape}|{forms[i].shape}")
        else:
            found.append("-1BOS")
        if i < last:
            found += forms[i + 1].told.after
            found += (
                "+1g=" + names[i + 1],
                f"hn={forms[i].shape}|{forms[i + 1].shape}",
                f"bn={forms[i].lower}|{forms[i + 1].lower}",
            )
        else:
            found.append("+1EOS")
        if i > 1:
            found += forms[i - 2].told.two_before
        if i + 1 < last:
            found += forms[i + 2].told.two_after


def _run_around(forms: list[WordForm], i: int) -> tuple[int, int]:
    """Return the tokens to the left and to the right of the run of capitalised words, joints inside it, around a token."""
    left = i - 1
    while left >= 0 and i - left < _LONGEST_RUN and (forms[left].is_capitalised or forms[left].lower in _LEFT_JOINTS):
        left -= 1
    right = i + 1
    while right < len(forms) and right - i < _LONGEST_RUN and (forms[right].is_capitalised or forms[right].lower in _RIGHT_JOINTS):
        right += 1
    return left, right


def _of_run(forms: list[WordForm], i: int) -> list[str]:
    """Return features of the run of capitalised words around a token: what stands beside it, its first and last word."""
    left, right = _run_around(forms, i)
    begin, end = left + 1, right - 1
    while not forms[begin].is_capitalised:
        begin += 1
    while not forms[end].is_capitalised:
        end -= 1
    count = end - begin + 1
    features = [f"rn={count}", f"rp={i - begin}/{min(count, 4)}", f"rk={forms[begin].names}{forms[end].names}"]
    if left >= 0:
        features += ("lw=" + forms[left].lower, "lg=" + forms[left].clusters[0])
        if forms[left].is_title:
            features.append("lti")
    if right < len(forms):
        features += ("rw=" + forms[right].lower, "rg=" + forms[right].clusters[0])
    if right - 1 > i:
        features.append("last=" + forms[right - 1].lower)
        features += ["last" + head for head in forms[right - 1].heads]
    if left + 1 < i:
        features.append("frst=" + forms[left + 1].lower)
    return features


def _of_usage(word: str, form: WordForm, usage: Usage, *, is_repeated: bool) -> list[str]:
    contexts = sorted(usage.contexts.get(word, ()))  # the order of a set is another one in every process
    features = ["mid" if usage.in_sentence[word] > is_repeated else "nomid", *contexts]
    if form.lower in usage.small:
        features.append("alsolow")
    return features
