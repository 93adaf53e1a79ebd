"""Mentions under the names that hold over a collection: apart from what finds the names, which reading does without."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from reader.article import Label, Mention


def apply_names(mentions: Iterable[Mention], names: Mapping[tuple[Label, str], str]) -> tuple[Mention, ...]:
    """Return an article's mentions under the names of `collection_names`."""
    return tuple(
        replace(mention, entity=names[key]) if (key := (mention.label, mention.entity)) in names else mention
        for mention in mentions
    )
