"""The caps on what is read: sizes, counts and times that no honest document needs more of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps on one document; the defaults suit everybody."""

    file_bytes: int = 64_000_000
    text_characters: int = 20_000_000
    paragraphs: int = 100_000
    text_bytes_in_process: int = 2_000_000
    """Longer texts are read by the guarded child."""
    markdown_bytes_in_process: int = 300_000
    html_depth: int = 5_000
    html_attributes: int = 2_000
    """On one tag: parsers are quadratic in them."""
    archive_members: int = 5_000
    archive_bytes: int = 200_000_000
    archive_ratio: int = 100
    member_bytes: int = 32_000_000
    pdf_pages: int = 1_000
    parts: int = 50_000
    """Articles out of one document."""
    child_memory_bytes: int = 1_000_000_000
    child_cpu_seconds: int = 10
    child_wall_seconds: float = 18.0
    child_seconds_per_megabyte: float = 2.0
    """More time for documents of many articles: exports, mailboxes, books and feeds."""
    child_documents: int = 400
    """After so many documents the child is replaced, so that what its parsers leak is given back."""


DEFAULT_LIMITS = Limits()
