"""Find who, what and where an article names.

The readable blocks are read line by line on text of the same length with
straight quotes and plain blanks, so that offsets stay true and no mention
crosses a line. A tagger (our own model, or a spaCy pipeline) proposes, rules
settle, and names of one entity within the article are linked.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from reader.article import Article, BlockKind, Mention
from reader.entities.candidates import Candidate
from reader.entities.casing import with_sentence_case
from reader.entities.crf import WORDS, CrfTagger
from reader.entities.gazetteer import Gazetteer, load_gazetteer
from reader.entities.linking import link_in_article
from reader.entities.rules import settled
from reader.entities.stamp import BUILT_IN, stamp_of
from reader.entities.words import WordTable
from reader.errors import ConfigError
from reader.text import plain

_LINE_BREAK = re.compile(r"[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_LETTER = re.compile(r"[^\W\d_]")
_OTHER_SCRIPT = re.compile(r"[\u0250-\U0010ffff]")


class Tagger(Protocol):
    """Proposes names in a text."""

    def find(self, text: str) -> Iterable[Candidate]:
        """Return candidates, none crossing a line."""
        ...


@dataclass(frozen=True, slots=True)
class Recogniser:
    """Everything that finding mentions needs, loaded once."""

    name: str
    """As in the configuration: `built-in` or `spacy:NAME`."""
    stamp: str
    """Changes whenever the same article could give other mentions."""
    tagger: Tagger
    gazetteer: Gazetteer
    words: WordTable


def load_recogniser(name: str = BUILT_IN) -> Recogniser:
    """Load the recogniser of a name: `built-in`, or `spacy:NAME` for an installed pipeline.

    Raises:
        ConfigError: the name is not understood, or the pipeline cannot be used.
    """
    gazetteer = load_gazetteer()
    words = WordTable.load(WORDS)
    if name == BUILT_IN:
        return Recogniser(name, stamp_of(name), CrfTagger(words, gazetteer), gazetteer, words)
    kind, _, pipeline = name.partition(":")
    if kind != "spacy" or not pipeline:
        raise ConfigError(f'entities.recogniser: "{name}" is not known; use "built-in" or "spacy:NAME"')
    from reader.entities.spacy_pipeline import load_pipeline

    return Recogniser(name, stamp_of(name), load_pipeline(pipeline), gazetteer, words)


def find_mentions(article: Article, recogniser: Recogniser) -> tuple[Mention, ...]:
    """Find the mentions in an article's readable blocks, linked within the article, in order, none overlapping."""
    text = with_sentence_case(readable_text(article), recogniser.words, recogniser.gazetteer)
    candidates = settled(text, recogniser.tagger.find(text), recogniser.gazetteer, recogniser.words)
    return link_in_article(text, tuple(candidates), recogniser.gazetteer)


def readable_text(article: Article) -> str:
    """Return the article's text, straightened, with everything that is not to be read blanked out by line ends.

    The length stays. Lines in other scripts than Latin are blanked too: nothing here can read them.
    """
    pieces: list[str] = []
    last = 0
    for block in article.readable_blocks:
        if block.kind is not BlockKind.CODE:
            pieces += ("\n" * (block.span.start - last), block.span.of(article.text))
            last = block.span.end
    pieces.append("\n" * (len(article.text) - last))
    straight = _LINE_BREAK.sub("\n", plain("".join(pieces)))
    return "\n".join(line if _is_latin(line) else "\n" * len(line) for line in straight.split("\n"))


def _is_latin(line: str) -> bool:
    if line.isascii() or not _OTHER_SCRIPT.search(line):
        return True
    return len(_LATIN.findall(line)) * 2 >= len(_LETTER.findall(line))
