"""PDF, with the extra `[pdf]`: the text of the pages, lines joined to paragraphs, running heads folded."""

import importlib.util
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reader.article import Block, BlockKind, BlockState, Metadata, Origin, Value
from reader.errors import Refused
from reader.formats.decoding import clean
from reader.formats.extracted import Extracted
from reader.formats.limits import Limits
from reader.formats.plain import extract_plain

EXTRACTOR = "pdf/1"
_EDGE_LINES = 2


def read_pdf(content: bytes, limits: Limits) -> Extracted:
    """Read a PDF document.

    Raises:
        Refused: pypdf is not installed, or the document is damaged, protected or without text.
    """
    if importlib.util.find_spec("pypdf") is None:
        raise Refused("PDF needs an extra: pip install 'broadsheet[pdf]'")
    pages, title, author = _pages(content, limits)
    heads = _running_heads(pages)
    article = extract_plain(clean("\n\n".join(_paragraphs(pages, heads))), limits)
    blocks = tuple(_without_head(block, article.text, heads) for block in article.blocks)
    metadata = _metadata(article, title, author)
    note = () if len(pages) < limits.pdf_pages else (f"only the first {limits.pdf_pages} pages",)
    return replace(article, blocks=blocks, metadata=metadata, extractor=EXTRACTOR, notes=note)


def _pages(content: bytes, limits: Limits) -> tuple[list[str], str, str]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        document = PdfReader(io.BytesIO(content))
        information = document.metadata
        pages = [page.extract_text() for page in document.pages[: limits.pdf_pages]]
        stated = (information.title, information.author) if information else (None, None)
    # pypdf meets damage with whatever error it stumbles over.
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, AssertionError, OSError) as error:
        raise Refused("damaged or protected: its pages cannot be read") from error
    return pages, str(stated[0] or "").strip(), str(stated[1] or "").strip()


def _paragraphs(pages: Sequence[str], heads: frozenset[str]) -> Iterator[str]:
    """Join lines that go on in the next one: full lines, and lines broken inside a sentence."""
    lengths = sorted(len(line) for page in pages for line in page.splitlines() if len(line) > 20)
    full = 0.75 * lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0.0
    for page in pages:
        paragraph = ""
        for line in (" ".join(raw.split()) for raw in page.splitlines()):
            is_apart = not line or _shape(line) in heads
            if paragraph and (is_apart or not _goes_on(paragraph, line, full)):
                yield paragraph.replace("\n", " ")
                paragraph = ""
            if is_apart:
                yield line
            else:
                paragraph = _joined(paragraph, line)
        yield paragraph.replace("\n", " ")


def _goes_on(paragraph: str, line: str, full: float) -> bool:
    last = paragraph[paragraph.rfind("\n") + 1 :]
    ends = bool(re.search(r"[.?!:][\"'\u201d\u2019)]*$", paragraph))
    return (len(last) >= full and not (ends and len(last) < full * 1.2)) or (not ends and line[:1].islower())


def _joined(paragraph: str, line: str) -> str:
    if re.search(r"[a-z]-$", paragraph) and line[:1].islower():
        return paragraph[:-1] + line
    return f"{paragraph}\n{line}" if paragraph else line


def _running_heads(pages: Sequence[str]) -> frozenset[str]:
    """Lines at the edge of a page that stand on half of all pages, numbers aside."""
    counts: Counter[str] = Counter()
    for page in pages:
        lines = [line for line in page.splitlines() if line.strip()]
        counts.update({_shape(line) for line in (*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:])})
    return frozenset(shape for shape, count in counts.items() if count >= max(3, len(pages) / 2))


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", " ".join(line.split()))


def _without_head(block: Block, text: str, heads: frozenset[str]) -> Block:
    if _shape(block.span.of(text)) not in heads:
        return block
    return Block(BlockKind.FURNITURE, block.span, 0, BlockState.FOLDED, "stands on every page")


def _metadata(article: Extracted, title: str, author: str) -> Metadata:
    """A title field counts when the first page prints it: many hold the name of a file."""
    head = " ".join(article.text[:3000].split())
    found = article.metadata
    if title and " ".join(title.split()) in head:
        found = replace(found, title=Value(" ".join(title.split()), Origin.FOUND, where="document information"))
    if author and found.author.text is None:
        origin = Origin.FOUND if " ".join(author.split()) in head else Origin.GUESSED
        found = replace(found, author=Value(" ".join(author.split()), origin, where="document information"))
    return found
