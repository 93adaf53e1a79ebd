"""Names by article, with counts, for up to five articles."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reader.article import Article, Label, Mention
from reader.compare.differences import MentionsByPlace

MOST_ARTICLES = 5


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One name with its mentions in each article."""

    name: str
    label: Label
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """The mentions in all articles together."""
        return sum(self.counts)

    @property
    def is_everywhere(self) -> bool:
        """Tell whether every article has the name."""
        return all(self.counts)

    def is_only_in(self, place: int) -> bool:
        """Tell whether one article alone has the name."""
        return bool(self.counts[place]) and self.total == self.counts[place]

    def is_missing_in(self, place: int) -> bool:
        """Tell whether an article alone lacks the name, or lacks it among others."""
        return not self.counts[place]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Names by article."""

    articles: tuple[str, ...]
    """Ids, in the order of the counts."""
    rows: tuple[MatrixRow, ...]
    """Most mentioned first."""

    def in_all(self) -> tuple[MatrixRow, ...]:
        """Return the names that every article has."""
        return tuple(row for row in self.rows if row.is_everywhere)

    def only_in(self, place: int) -> tuple[MatrixRow, ...]:
        """Return the names that one article alone has."""
        return tuple(row for row in self.rows if row.is_only_in(place))

    def missing_in(self, place: int) -> tuple[MatrixRow, ...]:
        """Return the names that an article lacks and others have."""
        return tuple(row for row in self.rows if row.is_missing_in(place))


def build_matrix(articles: Sequence[Article], mentions: Sequence[Sequence[Mention]]) -> Matrix:
    """Count the names of up to five articles.

    Raises:
        ValueError: there are more articles than fit side by side.
    """
    if len(articles) > MOST_ARTICLES:
        raise ValueError(f"a matrix holds up to {MOST_ARTICLES} articles, not {len(articles)}")
    counts: list[Counter[str]] = []
    labels: dict[str, Counter[Label]] = {}
    for article, its_mentions in zip(articles, mentions, strict=True):
        names: Counter[str] = Counter()
        for mention in _names(article, its_mentions):
            names[mention.entity] += 1
            labels.setdefault(mention.entity, Counter())[mention.label] += 1
        counts.append(names)
    rows = [MatrixRow(name, _label(labels[name]), tuple(c[name] for c in counts)) for name in labels]
    return Matrix(tuple(article.id for article in articles), tuple(sorted(rows, key=lambda row: (-row.total, row.name))))


def _label(labels: Counter[Label]) -> Label:
    """Return the usual label of a name; a country is one, though its people ("Kazakh") are named more often."""
    usual = labels.most_common()
    return next((label for label, _ in usual if label is not Label.NORP), usual[0][0])


def _names(article: Article, mentions: Sequence[Mention]) -> list[Mention]:
    placed = MentionsByPlace(mentions)
    return [mention for span in article.readable_spans() for mention in placed.named_inside(span)]
