"""Texts edited at random, with the true place of every word known: what finding places again is measured on."""

import random
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from reader.text import Span

_SYLLABLES = "ka lo mi ren tor va sel du pra nos ti bel gor an eth ul wer zin o y".split()
_COMMON = "the of to and a in that is was he for it with as his on be at by had not are but from or have an they which one".split()
_BOILERPLATE = "Sign up for our newsletter. Share this page. Read more: related stories. All rights reserved.".split()


@dataclass(frozen=True, slots=True)
class Token:
    """A word with what stands behind it."""

    word: str
    blank: str
    identity: int | None
    """Its number in the old text; None for a word that was put in."""


def invented_text(chance: random.Random, paragraphs: int = 24) -> str:
    """Write prose of invented words: common ones often, rare ones rarely, as in a language."""
    rare = ["".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _ in range(600)]
    return "\n\n".join(_paragraph(chance, rare) for _ in range(paragraphs))


def _paragraph(chance: random.Random, rare: Sequence[str]) -> str:
    sentences = []
    for _ in range(chance.randint(2, 6)):
        words = [
            chance.choice(_COMMON) if chance.random() < 0.45 else rare[int(600 * chance.random() ** 2)]
            for _ in range(chance.randint(6, 28))
        ]
        sentences.append(" ".join(words).capitalize() + chance.choice(("", "”", "")) + ".")
    return " ".join(sentences)


def tokens_of(text: str) -> list[Token]:
    """Split a text into words with their blanks."""
    return [Token(word, blank, number) for number, (word, blank) in enumerate(re.findall(r"(\S+)(\s*)", text))]


def written(tokens: Sequence[Token]) -> tuple[str, dict[int, Span]]:
    """Return the text of tokens, and where each old word stands in it."""
    parts, places, end = [], {}, 0
    for token in tokens:
        if token.identity is not None:
            places[token.identity] = Span(end, end + len(token.word))
        parts.append(token.word + token.blank)
        end += len(parts[-1])
    return "".join(parts), places


Edit = Callable[[list[Token], float, random.Random], list[Token]]


def change_words(tokens: list[Token], part: float, chance: random.Random) -> list[Token]:
    """Replace, delete and insert words."""
    edited: list[Token] = []
    for token in tokens:
        put_in = Token(chance.choice(tokens).word, token.blank, None)
        fate = chance.random() / part if part else 1.0
        if fate < 0.4:
            edited.append(put_in)
        elif fate < 0.7:
            if edited and "\n" in token.blank:
                edited[-1] = replace(edited[-1], blank=token.blank)
        elif fate < 1.0:
            edited += [replace(token, blank=" "), put_in]
        else:
            edited.append(token)
    return edited


def _paragraphs(tokens: list[Token]) -> list[list[Token]]:
    paragraphs: list[list[Token]] = [[]]
    for token in tokens:
        paragraphs[-1].append(token)
        if "\n" in token.blank:
            paragraphs.append([])
    return [paragraph for paragraph in paragraphs if paragraph]


def _joined(paragraphs: list[list[Token]]) -> list[Token]:
    return [token for p in paragraphs for token in (*p[:-1], replace(p[-1], blank="\n\n"))]


def move_paragraphs(tokens: list[Token], part: float, chance: random.Random) -> list[Token]:
    """Put paragraphs elsewhere."""
    paragraphs = _paragraphs(tokens)
    for _ in range(round(part * len(paragraphs))):
        paragraph = paragraphs.pop(chance.randrange(len(paragraphs)))
        paragraphs.insert(chance.randint(0, len(paragraphs)), paragraph)
    return _joined(paragraphs)


def add_boilerplate(tokens: list[Token], part: float, chance: random.Random) -> list[Token]:
    """Drop paragraphs and put page furniture between them."""
    edited = []
    for paragraph in _paragraphs(tokens):
        if chance.random() >= part / 3:
            edited.append(paragraph)
        if chance.random() < part:
            words = chance.sample(_BOILERPLATE, 10)
            edited.append([Token(word, " ", None) for word in words])
    return _joined(edited)


def change_typography(tokens: list[Token], part: float, chance: random.Random) -> list[Token]:
    """Write the same words with other quotes, accents, cases, hyphens and blanks."""

    def rewritten(token: Token) -> Token:
        word, blank = token.word, token.blank
        if chance.random() < part:
            word = unicodedata.normalize("NFD", word.replace("”", '"'))
        if chance.random() < part / 8 and len(word) > 6:
            word = word[:3] + "\u00ad" + word[3:]
        if chance.random() < part / 10:
            word = word.upper()
        if blank == " " and chance.random() < part:
            blank = chance.choice(("\n", "\u00a0", "  "))
        return Token(word, blank, token.identity)

    return [rewritten(token) for token in tokens]


def change_everything(tokens: list[Token], part: float, chance: random.Random) -> list[Token]:
    """Do all of it, each a little."""
    moved = add_boilerplate(move_paragraphs(tokens, part / 3, chance), part / 2, chance)
    return change_typography(change_words(moved, part / 2, chance), part, chance)


EDITS: dict[str, Edit] = {
    "words": change_words,
    "paragraphs moved": move_paragraphs,
    "boilerplate": add_boilerplate,
    "typography": change_typography,
    "mixed": change_everything,
}
