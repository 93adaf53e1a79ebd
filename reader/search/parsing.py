"""The query language: what a person types becomes a tree, or a fault with its place.

    word  "a phrase"  "near words"~5  part*  fuzzy~  =exact      words are joined by AND
    a OR b   -word   NOT word   ( … )   field:value   date:2022-06..2023   sort:date

A fault raises a `QueryError` that knows where it stands, so that a caret can
be put under it. The bounds keep a query from asking for minutes of work; they
are the same on screen and in the shell.
"""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from reader.errors import QueryError
from reader.search.dates import read_date_range
from reader.search.query import (
    BODY,
    FURNITURE,
    And,
    Asked,
    Dated,
    Everything,
    Exact,
    Fuzzy,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    State,
    Wildcard,
    Word,
)
from reader.search.words import is_cjk, plain_word, tokens_of
from reader.text import plain as straighten

MAX_CHARACTERS = 1_000
MAX_TERMS = 64
MAX_BEGINNINGS = 16
"""Words that end in *: each may stand for 64 words."""
MAX_LOOKS = 4
"""Words with ~, or * inside: each looks through all words of the index."""
MAX_DEPTH = 16
MAX_FUZZ = 2
MAX_SLOP = 50
SHORTEST_FUZZY = 4
SHORTEST_ENDING = 3

TEXT_FIELDS = ("title", "source", "author", "person", "org", "place", "entity", "lang")
"""Fields of the index that a query may name."""
OTHER_FIELDS = ("tag", "note", "is", "has", "in", "date", "sort")


class _Kind(StrEnum):
    OPEN = "("
    CLOSE = ")"
    OR = "OR"
    AND = "AND"
    NOT = "NOT"
    FIELD = "field"
    PHRASE = "phrase"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: _Kind
    text: str
    start: int
    end: int


_PIECE = re.compile(
    r'(?P<open>\()|(?P<close>\))|(?P<phrase>"(?P<quoted>[^"]*)(?P<closed>"?)(?:~(?P<slop>\d+))?)'
    r"|(?P<not>-(?=[^\s)]))|(?P<field>[A-Za-z]+:(?=[^\s/)]|$))|(?P<word>[^\s()\"]+)"
)
_FUZZ = re.compile(r"(.+?)~(\d*)$")
_NAMES = {"OR": _Kind.OR, "AND": _Kind.AND, "NOT": _Kind.NOT}


def parse(text: str, today: date, *, is_typing: bool = False) -> Query:
    """Understand a query.

    Args:
        text: the query as typed.
        today: what relative dates count from.
        is_typing: the query is still being typed: its last word may be unfinished, a quote or parenthesis open.

    Raises:
        QueryError: it cannot be read or asks for too much.
    """
    if len(text) > MAX_CHARACTERS:
        raise QueryError(f"the query is longer than {MAX_CHARACTERS} characters", text, MAX_CHARACTERS)
    return _Parser(text, today, is_typing, may_be_open=is_typing).parse()


def left_out(text: str, today: date) -> QueryError | None:
    """Return why something is left out of a query that was answered as one being typed; an open quote or parenthesis is not.

    >>> left_out("tokayev date:20x5", date(2025, 11, 22)).start
    13
    """
    try:
        _Parser(text, today, is_typing=False, may_be_open=True).parse()
    except QueryError as error:
        return error
    return None


@dataclass
class _Parser:
    text: str
    today: date
    is_typing: bool
    may_be_open: bool
    """A quote or parenthesis need not be closed."""
    pieces: list[_Piece] = field(default_factory=list)
    at: int = 0
    terms: int = 0
    beginnings: int = 0
    looks: int = 0
    by_date: bool = False
    scope: str = BODY

    def parse(self) -> Query:
        straight = straighten(self.text)
        self.pieces = list(self._pieces(straight))
        self.scope = self._scope()
        root = self._any(BODY, 0)
        if piece := self._peek():
            raise self._fault("this closing parenthesis has no opening one", piece)
        if root is None and not self.by_date:
            if self.is_typing:  # what is missing is best said of the query as it stands
                return parse(self.text, self.today)
            raise QueryError("there is no word to look for", self.text)
        return Query(self.text, root or Everything(), self.by_date)

    def _pieces(self, straight: str) -> Iterator[_Piece]:
        for match in _PIECE.finditer(straight):
            kind = _Kind.WORD
            text = match.group()
            match match.lastgroup, text:
                case "open", _:
                    kind = _Kind.OPEN
                case "close", _:
                    kind = _Kind.CLOSE
                case "not", _:
                    kind = _Kind.NOT
                case "field", _:
                    kind = _Kind.FIELD
                case "phrase", _:
                    kind = _Kind.PHRASE
                case _, "OR" | "AND" | "NOT":
                    kind = _NAMES[text]
            yield _Piece(kind, text, match.start(), match.end())

    def _scope(self) -> str:
        """Read `in:furniture`, which holds for the whole query wherever it stands."""
        for field_piece, value in zip(self.pieces, self.pieces[1:], strict=False):
            if field_piece.text.lower() == "in:" and value.text.lower() == FURNITURE:
                return FURNITURE
        return BODY

    def _peek(self) -> _Piece | None:
        return self.pieces[self.at] if self.at < len(self.pieces) else None

    def _next_is(self, *kinds: _Kind) -> bool:
        piece = self._peek()
        return piece is not None and piece.kind in kinds

    def _take(self) -> _Piece:
        self.at += 1
        return self.pieces[self.at - 1]

    def _fault(self, message: str, piece: _Piece) -> QueryError:
        return QueryError(message, self.text, piece.start, piece.end)

    def _any(self, field_name: str, depth: int) -> Node | None:
        branches = [self._all(field_name, depth)]
        while self._next_is(_Kind.OR):
            operator = self._take()
            branch = self._all(field_name, depth)
            if (branch is None or branches[-1] is None) and not self.is_typing:
                raise self._fault("OR needs a word before and after it", operator)
            branches.append(branch)
        return _joined(Or, branches)

    def _all(self, field_name: str, depth: int) -> Node | None:
        parts: list[Node | None] = []
        while self._peek() and not self._next_is(_Kind.OR, _Kind.CLOSE):
            if self._next_is(_Kind.AND):
                self._take()
                continue
            parts.append(self._one(field_name, depth))
        if parts and all(isinstance(part, Not) for part in parts if part):
            parts.insert(0, Everything() if any(parts) else None)
        return _joined(And, parts)

    def _one(self, field_name: str, depth: int) -> Node | None:
        piece = self._take()
        if depth > MAX_DEPTH:
            raise self._fault(f"more than {MAX_DEPTH} parentheses deep", piece)
        match piece.kind:
            case _Kind.NOT:
                return self._negated(piece, field_name, depth)
            case _Kind.OPEN:
                return self._group(piece, field_name, depth)
            case _Kind.FIELD:
                return self._fielded(piece, depth)
            case _Kind.PHRASE:
                return self._counted(piece, self._phrase(piece, field_name))
            case _:
                return self._counted(piece, self._word(piece, field_name))

    def _counted(self, piece: _Piece, node: Node | None) -> Node | None:
        self.terms += len(node.words) if isinstance(node, Phrase) else node is not None
        if self.terms > MAX_TERMS:
            raise self._fault(f"more than {MAX_TERMS} words", piece)
        self.beginnings += isinstance(node, Prefix) or (isinstance(node, Phrase) and node.is_open)
        if self.beginnings > MAX_BEGINNINGS:
            raise self._fault(f"more than {MAX_BEGINNINGS} words that end in *", piece)
        self.looks += isinstance(node, Fuzzy | Wildcard)
        if self.looks > MAX_LOOKS:
            raise self._fault(f"more than {MAX_LOOKS} words with ~ or a * inside", piece)
        return node

    def _negated(self, piece: _Piece, field_name: str, depth: int) -> Node | None:
        if not self._peek() or self._next_is(_Kind.OR, _Kind.AND, _Kind.CLOSE):
            if self.is_typing:
                return None
            raise self._fault(f"{piece.text} needs a word after it", piece)
        child = self._one(field_name, depth + 1)
        return Not(child) if child else None

    def _group(self, piece: _Piece, field_name: str, depth: int) -> Node | None:
        inside = self._any(field_name, depth + 1)
        if self._next_is(_Kind.CLOSE):
            self._take()
        elif not self.may_be_open:
            raise self._fault("this parenthesis is not closed", piece)
        return inside

    def _fielded(self, piece: _Piece, depth: int) -> Node | None:
        name = piece.text[:-1].lower()
        if name not in (*TEXT_FIELDS, *OTHER_FIELDS):
            raise self._fault(f"there is no field {name!r}{_nearest_field(name)}", piece)
        value = self._peek()
        if value is None or value.kind not in (_Kind.WORD, _Kind.PHRASE, _Kind.OPEN, *_NAMES.values()):
            if self.is_typing and value is None:
                return None
            raise self._fault(f"{piece.text} needs a value", piece)
        if name in TEXT_FIELDS:
            return self._one(name, depth + 1)
        if value.kind is _Kind.OPEN:
            raise self._fault(f"{piece.text} takes one value", value)
        return self._counted(value, self._special(name, self._take()))

    def _special(self, name: str, value: _Piece) -> Node | None:
        said = value.text.split('"')[1] if value.kind is _Kind.PHRASE else value.text
        match name, said.lower():
            case "sort", "date" | "rank":
                self.by_date = said.lower() == "date"
                return None
            case "in", "furniture":
                return None
            case "tag", _:
                return State(Asked.TAG, said)
            case "note", _:
                return State(Asked.NOTE, said)
            case "date", _:
                return self._dated(value, said)
            case "is" | "has", known if f"{name}:{known}" in [*Asked]:
                return State(Asked(f"{name}:{known}"))
        if self.is_typing:
            return None
        raise self._fault(f"{name}: takes {_values_of(name)}", value)

    def _dated(self, value: _Piece, said: str) -> Node | None:
        days = read_date_range(said.lower(), self.today)
        if days is not None:
            return Dated(days, said)
        if self.is_typing and value.end == len(self.text):
            return None
        first, _, last = said.lower().partition("..")
        if read_date_range(f"{last}..{first}", self.today):
            raise self._fault("the later date stands first", value)
        raise self._fault("a date is 2022, 2022-06, 2022-06-01, 2022..2023, >2024, today or 30d", value)

    def _phrase(self, piece: _Piece, field_name: str) -> Node | None:
        match = _PIECE.match(piece.text)
        assert match
        if not match["closed"] and not self.may_be_open:
            raise self._fault("this quotation mark is not closed", piece)
        slop = int(match["slop"] or 1)
        if not 1 <= slop <= MAX_SLOP:
            raise self._fault(f"words can be 1 to {MAX_SLOP} apart", piece)
        quoted = match["quoted"]
        words = tuple(token.plain for token in tokens_of(quoted))
        is_open = quoted.endswith("*") or (not match["closed"] and quoted[-1:].isalnum())
        return self._words(words, field_name, slop, is_open=is_open)

    def _words(self, words: tuple[str, ...], field_name: str, slop: int = 1, *, is_open: bool = False) -> Node | None:
        name = field_name or self.scope
        if len(words) == 1:
            only = words[0]
            return Prefix(only, name) if is_open or (is_cjk(only) and len(only) == 1) else Word(only, name)
        return Phrase(words, slop, name, is_open) if words else None

    def _word(self, piece: _Piece, field_name: str) -> Node | None:
        name = field_name or self.scope
        text = piece.text
        if text.startswith("=") and len(text) > 1:
            words = tuple(token.plain for token in tokens_of(text))
            return Exact(words[0], name) if len(words) == 1 else self._words(words, field_name)
        if (fuzz := _FUZZ.match(text)) and len(fuzzy := list(tokens_of(fuzz[1]))) == 1:
            return self._fuzzy(piece, fuzzy[0].plain, fuzz[2], name)
        if "*" in text:
            return self._wildcard(piece, name)
        words = tuple(token.plain for token in tokens_of(text))
        if self.is_typing and piece.end == len(self.text) and len(words) == 1 and text[-1].isalnum():
            return Prefix(words[0], name, or_word=True)
        return self._words(words, field_name)

    def _fuzzy(self, piece: _Piece, plain: str, letters_off: str, name: str) -> Node:
        distance = int(letters_off or 1)
        if distance > MAX_FUZZ or distance < 1:
            raise self._fault(f"a fuzzy word can be 1 to {MAX_FUZZ} letters off", piece)
        if len(plain) < SHORTEST_FUZZY:
            raise self._fault(f"a fuzzy word needs {SHORTEST_FUZZY} letters or more", piece)
        return Fuzzy(plain, distance, name)

    def _wildcard(self, piece: _Piece, name: str) -> Node | None:
        parts = [_plain_part(part) for part in piece.text.split("*")]
        if len(parts) == 2 and not parts[1]:
            return Prefix(parts[0], name) if parts[0] else self._nothing_before_star(piece)
        letters = max(map(len, parts))
        if not parts[0] and letters < SHORTEST_ENDING:
            raise self._fault(f"a word that begins with * needs {SHORTEST_ENDING} letters after it", piece)
        if not letters:
            return self._nothing_before_star(piece)
        return Wildcard("*".join(parts), name)

    def _nothing_before_star(self, piece: _Piece) -> Node | None:
        if self.is_typing:
            return None
        raise self._fault("* needs letters before it", piece)


def _plain_part(part: str) -> str:
    """Return the plain form of what stands between stars."""
    words = [token.plain for token in tokens_of(part)]
    return words[0] if len(words) == 1 else plain_word("".join(filter(str.isalnum, part)))


def _joined(kind: type[And] | type[Or], parts: list[Node | None]) -> Node | None:
    present = tuple(part for part in parts if part is not None)
    if len(present) < 2:
        return present[0] if present else None
    return kind(present)


def _nearest_field(name: str) -> str:
    near = difflib.get_close_matches(name, (*TEXT_FIELDS, *OTHER_FIELDS), 1)
    return f"; did you mean {near[0]}:?" if near else "; put the text in quotation marks to look for it"


def _values_of(name: str) -> str:
    values = {"is": "read or unread", "has": "note or date", "sort": "date or rank", "in": FURNITURE}
    return values[name]
