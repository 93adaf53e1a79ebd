"""The JSON shapes of the contract: articles, bookmarks, spans."""

from typing import Any

from reader.article import Article, Block, Mention, Metadata, Summary
from reader.bookmarks.bookmark import Bookmark, Place, Selector
from reader.text import Span

Json = dict[str, Any]


def article_fields(article: Article | Summary) -> Json:
    """The fields that an article has in every listing."""
    metadata = article.metadata
    return {
        "id": article.id,
        "title": metadata.title.text,
        "source": metadata.source.text,
        "author": metadata.author.text,
        "date": metadata.date.text,
        "url": metadata.url,
        "language": metadata.language,
        "words": article.words,
        "path": article.path,
        "digest": article.digest,
        "added": article.added.isoformat(),
        "status": _status(metadata),
    }


def _status(metadata: Metadata) -> Json:
    return {name: str(getattr(metadata, name).origin) for name in ("title", "source", "author", "date")}


def block_fields(block: Block) -> Json:
    """A block with its place and its state."""
    return {
        "kind": str(block.kind),
        "start": block.span.start,
        "end": block.span.end,
        "level": block.level,
        "state": str(block.state),
        "furniture": block.is_furniture,
        "why": block.why,
    }


def mention_fields(mention: Mention) -> Json:
    """A mention with its place."""
    return {**span_fields(mention.span), "label": str(mention.label), "entity": mention.entity}


def span_fields(span: Span) -> Json:
    """The two ends of a span."""
    return {"start": span.start, "end": span.end}


def bookmark_fields(bookmark: Bookmark, places: tuple[Place, ...]) -> Json:
    """A bookmark with its places of today."""
    return {
        "id": bookmark.id,
        "article": bookmark.article,
        "quote": bookmark.quote,
        "note": bookmark.note,
        "tags": list(bookmark.tags),
        "colour": str(bookmark.colour),
        "created": bookmark.created.isoformat(),
        "modified": bookmark.modified.isoformat(),
        "targets": [_target_fields(t, p) for t, p in zip(bookmark.targets, places, strict=True)],
    }


def _target_fields(target: Selector, place: Place) -> Json:
    span = target.span if place.span is None else place.span
    return {
        "article": target.article,
        **span_fields(span),
        "exact": target.exact,
        "prefix": target.prefix,
        "suffix": target.suffix,
        "state": str(place.state),
        "score": round(place.score, 4),
    }
