"""What can be said of a page's blocks beyond their words: elements, class names, links, the extractor's vote.

`block_vectors` lays the numbers out in the order of `BLOCK_NAMES`, behind those of
`reader.formats.features`. A change here needs newly trained weights.
"""

from collections import defaultdict
from collections.abc import Sequence

from reader.article import BlockKind
from reader.formats.features import NAMES, line_features, vectors
from reader.formats.lines import Line
from reader.formats.visible import VisibleBlock
from reader.text import Span

_KINDS = (BlockKind.HEADING, BlockKind.ITEM, BlockKind.QUOTE, BlockKind.CAPTION, BlockKind.TABLE, BlockKind.CODE)
_TAGS = (
    "article",
    "main",
    "aside",
    "nav",
    "footer",
    "header",
    "figure",
    "table",
    "form",
    "ul",
    "ol",
    "blockquote",
    "section",
    "p",
    "dl",
)
HINTS = (
    "comment", "related", "recommend", "promo", "share", "social", "newsletter", "subscri", "footer", "header", "nav", "menu",
    "sidebar", "aside", "widget", "teaser", "popular", "caption", "credit", "byline", "author", "date", "tag", "cookie", "banner",
    "advert", "ad", "breadcrumb", "headline", "title", "summary", "body", "content", "entry", "post", "story", "gallery", "list",
    "card", "meta", "bio", "time", "trending", "signup", "read", "disqus", "standfirst",
)  # fmt: skip
_AROUND = (-3, -2, -1, 1, 2, 3)
_REACH = 3
_FAR = 20
_OWN = (
    "vote", "is_voted", "linked", "votes_on_path", "voted_on_path", "prose_on_path", "vote_of_path",
    *(f"vote{distance:+d}" for distance in _AROUND), *(f"linked{distance:+d}" for distance in _AROUND),
    *(f"same_path{distance:+d}" for distance in _AROUND),
    "before_votes", "after_votes", "among_votes", "voted_words", "is_title", "under_heading", "page_linked",
)  # fmt: skip
BLOCK_NAMES = (*NAMES, *_OWN)
PLACE_NAMES = (
    "depth", *(f"kind_{kind.value}" for kind in _KINDS), *(f"in_{tag}" for tag in _TAGS), *(f"hint_{hint}" for hint in HINTS),
    "level",
)  # fmt: skip
"""What the elements around a block say: the same for all blocks of one place."""


def as_line(block: VisibleBlock) -> Line:
    """See a block as a line of text."""
    text = " ".join(block.text.split()) if block.kind is BlockKind.CODE else block.text
    return Line(text, Span(0, len(block.text)), True, True, block.kind is BlockKind.ITEM)


def block_vectors(blocks: Sequence[VisibleBlock], votes: Sequence[float], title: str) -> list[list[float]]:
    """Lay out the features of each block in the order of `BLOCK_NAMES`.

    Args:
        blocks: the blocks of a page, in order.
        votes: how much of each block the extractor takes for the article, 0 to 1.
        title: the page's title, or an empty string.
    """
    lines = [as_line(block) for block in blocks]
    measured = line_features(lines)
    words = [feature.words for feature in measured]
    links = [min(1.0, block.linked / max(1, len(block.text))) for block in blocks]
    page_linked = sum(block.linked for block in blocks) / max(1, sum(len(block.text) for block in blocks))
    plain_title = title.casefold().strip() or None
    parts = zip(
        vectors(lines, measured),
        votes,
        links,
        _paths(blocks, votes, words, [feature.is_good for feature in measured]),
        _around(blocks, votes, links),
        _among(votes, words),
        (float(line.text.casefold() == plain_title) for line in lines),
        _below_headings(blocks, votes),
        strict=True,
    )
    return [
        [*line, vote, float(vote >= 0.5), linked, *path, *around, *among, titled, below, page_linked]
        for line, vote, linked, path, around, among, titled, below in parts
    ]


def place_vectors(blocks: Sequence[VisibleBlock]) -> list[list[float]]:
    """Lay out what the elements around each block say, in the order of `PLACE_NAMES`; blocks of one place share a row."""
    known: dict[tuple[object, ...], list[float]] = {}
    rows = []
    for block in blocks:
        place = (block.tags, block.hints, block.kind, block.level)
        if place not in known:
            known[place] = _place(block)
        rows.append(known[place])
    return rows


def _place(block: VisibleBlock) -> list[float]:
    tags = set(block.tags)
    return [
        min(len(block.tags), 30) / 30,
        *(float(block.kind is kind) for kind in _KINDS),
        *(float(tag in tags) for tag in _TAGS),
        *(float(hint in block.hints) for hint in HINTS),
        block.level / 6,
    ]


def _paths(
    blocks: Sequence[VisibleBlock], votes: Sequence[float], words: Sequence[int], good: Sequence[bool]
) -> list[tuple[float, float, float, float]]:
    """How much of the votes and of the prose stands in the same elements as a block."""
    voted: defaultdict[tuple[str, ...], float] = defaultdict(float)
    total: defaultdict[tuple[str, ...], float] = defaultdict(float)
    prose: defaultdict[tuple[str, ...], float] = defaultdict(float)
    for block, vote, count, is_good in zip(blocks, votes, words, good, strict=True):
        voted[block.tags] += vote * count
        total[block.tags] += count
        prose[block.tags] += count * is_good
    all_voted, all_prose = max(1.0, sum(voted.values())), max(1.0, sum(prose.values()))
    most = max(1.0, max(voted.values(), default=1.0))
    shares = {
        tags: (voted[tags] / all_voted, voted[tags] / most, prose[tags] / all_prose, voted[tags] / max(1.0, total[tags]))
        for tags in total
    }
    return [shares[block.tags] for block in blocks]


def _around(blocks: Sequence[VisibleBlock], votes: Sequence[float], links: Sequence[float]) -> list[list[float]]:
    padded_votes = [0.0] * _REACH + list(votes) + [0.0] * _REACH
    padded_links = [1.0] * _REACH + list(links) + [1.0] * _REACH
    tags: list[tuple[str, ...] | None] = [None] * _REACH
    paths = tags + [block.tags for block in blocks] + tags
    return [
        [
            *padded_votes[number : number + _REACH],
            *padded_votes[number + _REACH + 1 : number + 2 * _REACH + 1],
            *padded_links[number : number + _REACH],
            *padded_links[number + _REACH + 1 : number + 2 * _REACH + 1],
            *(float(path == block.tags) for path in paths[number : number + _REACH]),
            *(float(path == block.tags) for path in paths[number + _REACH + 1 : number + 2 * _REACH + 1]),
        ]
        for number, block in enumerate(blocks)
    ]


def _among(votes: Sequence[float], words: Sequence[int]) -> list[tuple[float, float, float, float]]:
    """Before, after or among the blocks that have votes."""
    voted = [place for place, vote in enumerate(votes) if vote >= 0.5]
    first, last = (voted[0], voted[-1]) if voted else (len(votes), -1)
    total = min(sum(words[place] for place in voted) / 600, 2.0)
    return [
        (
            min(max(0, first - number), _FAR) / _FAR,
            min(max(0, number - last), _FAR) / _FAR,
            float(first <= number <= last),
            total,
        )
        for number in range(len(votes))
    ]


def _below_headings(blocks: Sequence[VisibleBlock], votes: Sequence[float]) -> list[float]:
    """Whether the last heading above a block has the extractor's vote; 0.5 where there is none."""
    found: list[float] = []
    current = 0.5
    for block, vote in zip(blocks, votes, strict=True):
        found.append(current)
        if block.kind is BlockKind.HEADING:
            current = vote
    return found
