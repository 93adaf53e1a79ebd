"""The mentions that the catalogue keeps, as the recogniser found them, and what follows from all of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from reader.article import Label, Mention
from reader.catalogue.catalogue import Catalogue, NameCounts
from reader.catalogue.rows import changed_names_row, read_changed_names
from reader.library.mending import MendingCatalogue


class KeptMentions:
    """The mentions of one collection."""

    def __init__(self, catalogue: MendingCatalogue) -> None:
        self._catalogue = catalogue

    def missing(self, stamp: str) -> tuple[str, ...]:
        """Return the ids of the articles that have no mentions of a stamp."""
        return self._catalogue.ask(lambda c: c.without_mentions(stamp))

    def of(self, article_id: str, stamp: str) -> tuple[Mention, ...] | None:
        """Return kept mentions, or None when there are none of this stamp."""
        return self._catalogue.ask(lambda c: c.mentions(article_id, stamp))

    def has(self, article_id: str, stamp: str) -> bool:
        """Tell whether mentions of a stamp are kept."""
        return self._catalogue.ask(lambda c: c.has_mentions(article_id, stamp))

    def keep(self, found: Sequence[tuple[str, str, tuple[Mention, ...]]]) -> None:
        """Keep mentions: article id, stamp, mentions."""
        catalogue = self._catalogue.now
        with catalogue.transaction():
            for article_id, stamp, mentions in found:
                catalogue.put_mentions(article_id, stamp, mentions)

    def state(self) -> str:
        """Return a value that is another one whenever kept mentions have changed."""
        return self._catalogue.ask(lambda c: c.mentions_state())

    def where(self, word: str, names: Iterable[str]) -> Iterator[str]:
        """Iterate over the articles whose text holds some ASCII letters and digits, or that mention one of some names.

        By id, in the order in which they were added, a few hundred looked at before the first is given.
        """
        wanted = tuple(names)
        naming = self._catalogue.ask(lambda c: frozenset[str]().union(*map(c.articles_naming, wanted)))
        number = 0
        while found := self._catalogue.ask(partial(_articles_behind, number, word)):
            number = found[-1][0]
            yield from (article for _, article, has_word in found if has_word or article in naming)

    def names_by_article(self) -> Mapping[str, NameCounts]:
        """Return the names that each article mentions, by id; articles nobody looked at are left out."""
        return self._catalogue.ask(lambda c: dict(c.names_by_article()))

    def all_names(self) -> tuple[NameCounts, ...]:
        """Return the names that each article mentions, with their counts."""
        return self._catalogue.ask(lambda c: tuple(c.all_names()))

    def names_over_collection(self, state: str) -> Mapping[tuple[Label, str], str] | None:
        """Return the names over the collection that were found for a state of the mentions, or None."""
        kept_for, _, row = self._catalogue.ask(lambda c: c.fact("names")).partition("\n")
        return read_changed_names(row) if kept_for == state else None

    def keep_names_over_collection(self, state: str, names: Mapping[tuple[Label, str], str]) -> None:
        """Keep the names over the collection for a state of the mentions."""
        self._catalogue.ask(lambda c: c.remember("names", f"{state}\n{changed_names_row(names)}"))


def _articles_behind(number: int, word: str, catalogue: Catalogue) -> tuple[tuple[int, str, bool], ...]:
    return catalogue.articles_behind(number, word)
