"""Whom a surname alone stands for in a family: the president, not the first lady.

Who is brought in as somebody's wife or son is not who the surname alone
stands for. That is the other one who bears it; where the article never names
that one in full, as it may a president, the surname stays a name of its own,
which is offered for merging.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

_KIN = r"(?:[Ff]irst [Ll]ady|wife|widow|son|daughter|brother|sister|nephew|niece|cousin)"
_KIN_BEFORE = re.compile(rf"(?<![\w-]){_KIN}(?:,| of [\w ]{{1,20}},)? $")
_KIN_BEHIND = re.compile(rf",(?: \d+,)?(?: (?!and\b|with\b|whose\b|who\b)[\w']+){{0,4}} {_KIN}\b")
_LONGEST_BEFORE = 48


class Named(NamedTuple):
    """A mention of a person: where it stands and the name, bare of titles."""

    start: int
    end: int
    name: str


class Kin:
    """Who of an article's people came into it as somebody's kin, and where each name stands first."""

    def __init__(self, text: str, found: Sequence[Named]) -> None:
        """Take the text of an article, with plain blanks, and the mentions of people in it, in order."""
        self._text = text
        self._first: dict[str, Named] = {}
        for mention in found:
            self._first.setdefault(mention.name, mention)

    def owner(self, surname: str, bearers: Mapping[str, Sequence[str]]) -> str | None:
        """Return whom a surname alone stands for: a person who bears it, itself for somebody else; None when kinship tells nothing.

        Args:
            surname: as it stands alone.
            bearers: each person who bears it, with all forms of the full name in the article.
        """
        introduced = {person: min(self._first[form] for form in forms if form in self._first) for person, forms in bearers.items()}
        kin = [person for person, mention in introduced.items() if self._is_kin(mention)]
        others = introduced.keys() - kin
        if others or not kin:
            return next(iter(others)) if kin and len(others) == 1 else None
        alone = self._first.get(surname)
        return surname if alone and alone < min(introduced.values()) else None

    def _is_kin(self, mention: Named) -> bool:
        before = _KIN_BEFORE.search(self._text, max(0, mention.start - _LONGEST_BEFORE), mention.start)
        return bool(before or _KIN_BEHIND.match(self._text, mention.end))
