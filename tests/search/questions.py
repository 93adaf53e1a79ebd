"""Queries of every kind, drawn from a collection so that they find something."""

import random
import re
from collections import Counter

from reader.article import Label
from tests.search.corpus import Shelf

KINDS = ("word", "and", "or", "not", "phrase", "loose phrase", "prefix", "beginning", "fuzzy", "exact", "days", "person", "mixed")


def draw_queries(shelf: Shelf, kind: str, count: int, *, seed: int = 5) -> list[str]:
    """Return queries of one kind, the same for the same numbers."""
    rnd = random.Random(f"{kind} {seed}")
    texts = [re.findall("[a-z]+", indexed.article.text.lower()) for indexed in shelf.indexed_articles.values()]
    mentions = (mention for indexed in shelf.indexed_articles.values() for mention in indexed.mentions)
    names = sorted(mention.entity for mention in mentions if mention.label is Label.PERSON)
    held = Counter(word for text in texts for word in set(text))
    words = sorted(word for word in held if held[word] > 1)
    return [_query(kind, rnd, texts, words, names) for _ in range(count)]


def _query(kind: str, rnd: random.Random, texts: list[list[str]], words: list[str], names: list[str]) -> str:
    text = rnd.choice(texts)
    a, b, c = rnd.sample(text, 3)
    at = rnd.randrange(len(text) - 4)
    made = {
        "word": rnd.choice((a, rnd.choice(words))),
        "and": f"{a} {b} {c}",
        "or": f"{a} OR {b} OR {rnd.choice(words)}",
        "not": f"{a} -{b}",
        "phrase": '"' + " ".join(text[at : at + rnd.choice((2, 3))]) + '"',
        "loose phrase": f'"{text[at]} {text[at + 2]}"~{rnd.randint(2, 4)}',
        "prefix": f"{a} {b[: rnd.randint(1, 4)]}*",
        "beginning": f"{b[: rnd.randint(1, 4)]}*",
        "fuzzy": f"{next((w for w in text if len(w) > 4), 'kamiro')[:-1]}~",
        "exact": f"={a} OR ={b}",
        "days": f"{a} date:{rnd.randint(2016, 2020)}..{rnd.randint(2021, 2025)}-06",
        "person": f'{a} person:"{rnd.choice(names)}"',
        "mixed": f'({a} OR "{text[at]} {text[at + 1]}") -{c} is:unread',
    }
    return made[kind]
