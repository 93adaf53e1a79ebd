"""Turning articles round: where each word stands, gathered word by word while articles come one by one.

A place is one number, the article's in the upper bits and the place in it in
the lower ones, so taking a word in is one look-up and one append. Plain words
are gathered; what has the same stem is joined when the segment is written.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from reader.search.packing import WordEntry
from reader.search.schema import BLOCK_GAP
from reader.search.words import Words

PLACE_BITS = 28
_PLACE = (1 << PLACE_BITS) - 1
_ONE = b"\x01"


class _Forms(dict[str, Callable[[int], None]]):
    """By a word as it stands in a text, what takes a place of its plain form."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.places: dict[str, array[int]] = {}
        """By plain word, all its places."""

    def __missing__(self, form: str) -> Callable[[int], None]:
        append = self[form] = self.of_plain(self._words.plain(form))
        return append

    def of_plain(self, plain: str) -> Callable[[int], None]:
        """Return what takes a place of a plain word."""
        places = self.places.get(plain)
        if places is None:
            places = self.places[plain] = array("Q")
        return places.append

    def of_text(self, text: str) -> list[Callable[[int], None]]:
        """Return for each word of a text, in order, what takes its place."""
        forms = self._words.forms(text)
        if forms is None:
            return [*map(self.of_plain, self._words.plain_words(text))]
        return [*map(self.__getitem__, forms)]


class GatheredField:
    """One field of the articles of a segment."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._forms = {has_stems: _Forms(words) for has_stems in (False, True)}

    def add(self, number: int, texts: Iterable[str], *, has_stems: bool = False) -> int:
        """Take the texts of an article, a gap between them, and return how many words they have.

        Args:
            number: of the article, rising.
            texts: what stands in this field.
            has_stems: whether the article's words may be joined by their English stems.
        """
        forms, at, count = self._forms[has_stems], number << PLACE_BITS, 0
        for text in texts:
            takers = forms.of_text(text)
            for place, take in enumerate(takers, at):
                take(place)
            at += len(takers) + BLOCK_GAP
            count += len(takers)
        return count

    def add_word(self, number: int, word: str) -> int:
        """Take one word as it is and return that it is one."""
        self._forms[False].of_plain(word)(number << PLACE_BITS)
        return 1

    def has_words(self) -> bool:
        """Tell whether any article has a word here."""
        return any(forms.places for forms in self._forms.values())

    def entries(self, *, by_stem: bool, with_places: bool) -> Iterator[WordEntry]:
        """Iterate over the words, sorted; `by_stem` joins those that may be joined."""
        groups: dict[str, list[array[int]]] = {}
        for has_stems, forms in self._forms.items():
            names = self._words.stems(forms.places) if has_stems and by_stem else forms.places
            for name, places in zip(names, forms.places.values(), strict=True):
                groups.setdefault(name, []).append(places)
        for word, lists in sorted((name.encode("utf-8", "surrogatepass"), lists) for name, lists in groups.items()):
            yield _entry(word, lists, with_places=with_places)


def _entry(word: bytes, lists: Sequence[Sequence[int]], *, with_places: bool) -> WordEntry:
    joined: Sequence[int] = lists[0] if len(lists) == 1 else sorted(chain.from_iterable(lists))
    if len(joined) == 1:
        return WordEntry(word, (joined[0] >> PLACE_BITS,), _ONE, (joined[0] & _PLACE,) if with_places else ())
    counts = Counter([place >> PLACE_BITS for place in joined])  # keeps the order, in which the numbers rise
    places = [place & _PLACE for place in joined] if with_places else ()
    return WordEntry(word, [*counts], [*counts.values()], places)
