"""Two articles compared: one pure function that brings the parts together.

Words and what they are counted for: a *passage* is a block that reading takes
in; *links* tie passages that tell the same; inside linked passages *figures*,
places and days are compared; over the whole articles names, quotations and
superlative claims.
"""

from collections.abc import Iterator, Sequence

from reader.article import Article, Mention
from reader.compare.aliases import alias_key
from reader.compare.claims import pair_claims
from reader.compare.comparison import Comparison, FigurePair, Link, NameDifference, Pin, Quotation, Tier
from reader.compare.differences import MentionsByPlace, differing_days, differing_places, share_names
from reader.compare.figure_pairs import ReadFigure, pair_figures, with_context
from reader.compare.linking import RawLink, link_passages
from reader.compare.pace import UNTOLD, Pace
from reader.compare.passages import Passage, read_passages
from reader.compare.pins import PassageFinder, resolve_pins
from reader.compare.quotations import find_quotations, pair_quotations
from reader.compare.similarity import rarity
from reader.compare.words import WordReader
from reader.compare.words import stem as plain_stem
from reader.text import Span

VERSION = 14
"""Raised with every change of what a comparison says, so that kept comparisons are made anew."""
REASON_WORDS = 6
Names = dict[str, Mention]


class _Side:
    """One of the two articles, read."""

    def __init__(self, article: Article, mentions: Sequence[Mention], reader: WordReader, pace: Pace) -> None:
        self.article = article
        self.text = article.text
        self.mentions = MentionsByPlace(mentions)
        self.all_mentions = mentions
        self.passages = read_passages(article, reader, pace)
        self.spans = [passage.span for passage in self.passages]
        self._reader = reader
        self._figures: dict[Span, tuple[ReadFigure, ...]] = {}

    def figures_of(self, passage: Passage) -> tuple[ReadFigure, ...]:
        """Return the figures of a passage in their context, read once however many links it has."""
        if passage.span not in self._figures:
            self._figures[passage.span] = with_context(self.text, passage.span, passage.figures, self._reader)
        return self._figures[passage.span]


def compare_articles(
    a: Article,
    b: Article,
    mentions_a: Sequence[Mention],
    mentions_b: Sequence[Mention],
    pins: Sequence[Pin] = (),
    pace: Pace = UNTOLD,
) -> Comparison:
    """Compare two articles; the same input gives the same comparison, whoever is told how far it is."""
    reader = WordReader((a.text, b.text))
    left, right = _Side(a, mentions_a, reader, pace.part(0, 0.08)), _Side(b, mentions_b, reader, pace.part(0.08, 0.16))
    pinned, refused = _resolved(pins, left, right, reader)
    raw = link_passages(left.passages, right.passages, pinned=pinned, refused=refused, pace=pace.part(0.16, 0.92))
    details = _Details(left, right)
    links = tuple(details.link(link) for link in pace.part(0.92, 0.99).over(raw))
    quotations_a, quotations_b = _quotations(left), _quotations(right)
    names = share_names(a, b, left.mentions, right.mentions)
    return Comparison(
        a=a.id,
        b=b.id,
        links=links,
        only_a=_unlinked(left.spans, {link.i for link in raw}),
        only_b=_unlinked(right.spans, {link.j for link in raw}),
        figures=_distinct(details.figures),
        differences=tuple(details.differences),
        quotations_a=quotations_a,
        quotations_b=quotations_b,
        quotation_pairs=pair_quotations(quotations_a, quotations_b, reader),
        claims=pair_claims((left.text, left.spans, mentions_a), (right.text, right.spans, mentions_b)),
        entities_both=names.both,
        entities_only_a=names.only_a,
        entities_only_b=names.only_b,
    )


def _resolved(pins: Sequence[Pin], a: _Side, b: _Side, reader: WordReader) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    if not pins:
        return set(), set()
    return resolve_pins(pins, PassageFinder(a.passages, reader), PassageFinder(b.passages, reader))


def _quotations(side: _Side) -> tuple[Quotation, ...]:
    return find_quotations(side.text, side.spans, side.all_mentions)


def _unlinked(spans: Sequence[Span], linked: set[int]) -> tuple[Span, ...]:
    return tuple(span for place, span in enumerate(spans) if place not in linked)


def _distinct(figures: Sequence[FigurePair]) -> tuple[FigurePair, ...]:
    return tuple(sorted(dict.fromkeys(figures), key=lambda pair: (pair.a, pair.b, pair.relation)))


class _Details:
    """Fills in what linked passages share and how they differ."""

    def __init__(self, a: _Side, b: _Side) -> None:
        self._a, self._b = a, b
        self._rarity = rarity([*a.passages, *b.passages])
        self.figures: list[FigurePair] = []
        self.differences: list[NameDifference] = []

    def link(self, raw: RawLink) -> Link:
        """Return the link with its reasons, keeping its figures, and of a sure one the places and days that differ."""
        a, b = self._a.passages[raw.i], self._b.passages[raw.j]
        figures = self._pair_figures(a, b)
        names_a, names_b = self._a.mentions.names_in(a.span), self._b.mentions.names_in(b.span)
        shared_names = tuple(name for name in names_a if name in names_b)
        self.figures.extend(figures)
        if raw.tier is Tier.SURE:
            self.differences.extend(self._differences(a, b, names_a, names_b))
        at_a, at_b = _sentences(a, b, raw)
        return Link(
            a=a.span,
            b=b.span,
            score=raw.score,
            tier=raw.tier,
            mutual=raw.is_mutual,
            words=self._shared_words(a, b, shared_names),
            entities=shared_names,
            figures=tuple(_sign(pair) for pair in figures),
            pinned=raw.is_pinned,
            a_sentence=at_a,
            b_sentence=at_b,
        )

    def _differences(self, a: Passage, b: Passage, names_a: Names, names_b: Names) -> Iterator[NameDifference]:
        found = (
            differing_places(names_a, names_b, self._a.text, self._b.text),
            differing_days(a, b, self._a.text, self._b.text),
        )
        yield from (difference for difference in found if difference)

    def _pair_figures(self, a: Passage, b: Passage) -> tuple[FigurePair, ...]:
        if not a.figures or not b.figures:
            return ()
        return pair_figures(self._a.figures_of(a), self._b.figures_of(b))

    def _shared_words(self, a: Passage, b: Passage, names: Sequence[str]) -> tuple[str, ...]:
        """Return the rarest shared words; what a shared name is called besides ("Russian") is no further reason."""
        words = (a.content.keys() & b.content.keys()) - {alias_key(name) for name in names}
        shared = sorted(words, key=lambda stem: (-self._rarity[stem], stem))
        return tuple(_both(a.content[stem], b.content[stem]) for stem in shared[:REASON_WORDS])


def _sentences(a: Passage, b: Passage, raw: RawLink) -> tuple[Span | None, Span | None]:
    if raw.sentences is None:
        return None, None
    k, m = raw.sentences
    return (a.sentences[k].span if a.sentences else None), (b.sentences[m].span if b.sentences else None)


def _both(a: str, b: str) -> str:
    """Return a shared word, or both words when they are synonyms or two names of one."""
    lower_a, lower_b = a.lower(), b.lower()
    return a if lower_a == lower_b or plain_stem(lower_a) == plain_stem(lower_b) else f"{a}/{b}"


_SIGNS = {"equal": "=", "close": "~", "other": "│"}


def _sign(pair: FigurePair) -> str:
    return f"{pair.a_text} {_SIGNS[pair.relation.value]} {pair.b_text}"
