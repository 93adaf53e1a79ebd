"""What the length of an article does to its scores: the norms of BM25F."""

from collections.abc import Sequence
from dataclasses import dataclass

from reader.search.plan import K1, B


@dataclass(frozen=True, slots=True)
class Norms:
    """What the length of a field adds below the line of BM25F."""

    by_article: Sequence[float]
    lowest: float
    """That of the shortest article."""
    codes: bytes
    """For each article its length, as a byte that rises with it."""
    by_code: Sequence[float]
    """For each such byte, rising."""

    @classmethod
    def of(cls, codes: bytes, lengths: Sequence[int], average: float) -> "Norms":
        """Return the norms of a field.

        Args:
            codes: for each article the byte that stands for the length of the field.
            lengths: what each byte stands for; 0 counts as one word.
            average: length over all articles.
        """
        by_code = [K1 * ((1 - B) + B * (length or 1) / average) for length in lengths]
        by_article = [by_code[code] for code in codes]
        return cls(by_article, by_code[min(codes)] if codes else 0.0, codes, by_code)
