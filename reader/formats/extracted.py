"""What comes out of a document: one article, or several for a book, a feed or an export.

`Extracted.text` is the whole visible text with page furniture included and
labelled. Its rules, the same for every format:

- lines end with a line feed; a form feed or carriage return is one, too;
- no block holds a line break except code and tables; what lies between blocks is blank;
- plain text keeps its characters one for one, so that offsets are offsets into
  the decoded file (a hard-wrapped line's break and a bullet become blanks);
- all other formats put a blank line ("\\n\\n") between blocks, a line feed between
  the rows of one list or table; bullets and Markdown signs are not in the text;
- at most four combining marks stand on a letter; other control and hidden
  characters stay, the gate to the terminal (`reader.safetext`) makes them visible.
"""

from dataclasses import dataclass

from reader.article import Block, Metadata
from reader.errors import Refused


class NotExtracted(Refused):
    """A document of a kind that is read, whose parser failed or went over a limit: its bytes are kept."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """One article out of one document."""

    text: str
    blocks: tuple[Block, ...]
    """In order, not overlapping, covering all that is not blank."""
    metadata: Metadata
    part: str = ""
    """Unique and stable within the document, empty when the document is one article."""
    group: str = ""
    """What the parts of a document have in common: a book's or a feed's title."""
    extractor: str = ""
    """Name and version of what read it, so that derived data can be made again."""
    notes: tuple[str, ...] = ()
    """What a person should know about the reading, one line each."""
    tags: tuple[str, ...] = ()
    """Tags and folders that an export carries."""

    @property
    def shown_share(self) -> float:
        """How much of the visible text is not folded, 0 to 1."""
        total = sum(len(block.span) for block in self.blocks)
        return sum(len(block.span) for block in self.blocks if not block.is_furniture) / total if total else 1.0
