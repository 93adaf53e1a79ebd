"""The annotated accounts as articles, and the raw articles where they are at hand."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from reader.article import Article
from tests.compare.makers import article

DATA = Path(__file__).parent / "data" / "accounts"
_MARKED = re.compile(r"\{([^}]*)\} (.*)")
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Annotated:
    """Two accounts of one event with the links a person found."""

    name: str
    a: Article
    b: Article
    required: frozenset[Pair]
    optional: frozenset[Pair]


def read_pairs(half: str) -> list[Annotated]:
    """Read the pairs of a half, `dev` or `unseen`."""
    return read_pairs_in(DATA / half)


def read_pairs_in(folder: Path) -> list[Annotated]:
    """Read all annotated pairs of a folder."""
    return [_read_pair(path) for path in sorted(folder.glob("*.txt")) if "third" not in path.name]


def read_articles(half: str) -> dict[str, list[Article]]:
    """Read all accounts of a half by event; the event's name begins with its kind."""
    events: dict[str, list[Article]] = {}
    for pair in read_pairs(half):
        event = pair.name.partition("+")[0]
        events.setdefault(event, [pair.a]).append(pair.b)
    for path in sorted((DATA / half).glob("*third.txt")):
        events[path.stem] = [article(_accounts(path)[1], path.stem)]
    return events


def _accounts(path: Path) -> tuple[str, list[str], list[str]]:
    """Return the event that account A is taken from, if it is another file's, and the lines of A and B."""
    parts = re.split(r"^== [AB](?: of (\S+))?$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    lines = [[line for line in part.strip().split("\n") if line] for part in parts[2::2]]
    return parts[1] or "", lines[0], lines[1] if len(lines) > 1 else []


def _read_pair(path: Path) -> Annotated:
    event, paragraphs_a, marked = _accounts(path)
    if event:
        paragraphs_a = _accounts(path.with_name(f"{event}.txt"))[1]
    required, optional, paragraphs_b = set(), set(), []
    for j, line in enumerate(marked):
        match = _MARKED.fullmatch(line)
        if match is None:
            raise ValueError(f"{path.name}: no annotation before: {line[:40]}")
        paragraphs_b.append(match[2])
        references = match[1].split()
        required |= {(int(one), j) for one in references if not one.startswith("?")}
        optional |= {(int(one[1:]), j) for one in references if one.startswith("?")}
    a, b = article(paragraphs_a, f"{path.stem}-a"), article(paragraphs_b, f"{path.stem}-b")
    return Annotated(path.stem, a, b, frozenset(required), frozenset(optional))


RAW = Path(__file__).parents[3] / "shared"


def has_raw_articles() -> bool:
    """Tell whether the raw articles and their annotation are at hand."""
    return (RAW / "articles").is_dir() and (RAW / "tools" / "compare" / "gold_dev.json").is_file()


def read_raw_pairs() -> list[Annotated]:
    """Read the ten pairs of the raw articles; paragraphs are counted as the annotation counts them."""
    gold = json.loads((RAW / "tools" / "compare" / "gold_dev.json").read_text(encoding="utf-8"))["seeds"]
    texts = {path.name[:3]: _without_furniture(path) for path in sorted((RAW / "articles").glob("*.txt"))}
    articles = {name: article(paragraphs, name) for name, paragraphs in texts.items()}
    names = sorted(articles)
    return [
        Annotated(
            f"{x} {y}",
            articles[x],
            articles[y],
            frozenset((i, j) for i, j in gold["required"].get(f"{x} {y}", ())),
            frozenset((i, j) for i, j in gold["optional"].get(f"{x} {y}", ())),
        )
        for n, x in enumerate(names)
        for y in names[n + 1 :]
    ]


def _without_furniture(path: Path) -> list[str]:
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    match path.name[:3]:
        case "000":
            return [line for line in lines[1:] if not line.startswith(("By ", "No comments"))]
        case "001":
            return [line for line in lines[1:] if not line.startswith(("By ", "News", "Dismiss"))]
        case "002":
            end = next(k for k, line in enumerate(lines) if line.startswith("This article has been republished"))
            return [line for line in lines[3:end] if line not in {"google cta", "Analysis | Middle East"}]
        case "004":
            return [lines[0], *lines[3:]]
        case _:
            return lines
