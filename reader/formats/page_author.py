"""Who wrote a page: names in its data, and the byline that it prints.

Each has its faults: data name the account of an editor, the outlet, or the first of
three authors; a byline carries papers, jobs and handles. `names_in` takes the names
out of either. Where data and print share a name, the longer list is taken; a person
in print goes before an outlet in data.
"""

import re
from collections.abc import Iterator, Sequence
from html import unescape

from selectolax.lexbor import LexborHTMLParser

from reader.article import UNKNOWN, BlockKind, Origin, Value
from reader.formats.page_data import ARTICLE, KIND_OF_ARTICLE, PageData, squeezed
from reader.formats.page_title import lines_by_headline
from reader.formats.phrases import is_caption
from reader.formats.visible import VisibleBlock

_FIELDS = (
    "author", "article:author", "article.author", "article:author_name", "dc.creator", "dcterms.creator", "parsely-author",
    "sailthru.author", "byl", "citation_author", "article_author", "byline", "twitter:data1",
)  # fmt: skip
_BY = (
    r"(?:(?:written|words|story|text|report(?:ed|ing)?|analysis|opinion|review|reviewed|column|interview|posted|published|exclusive"
    r"|guest post|commentary|perspective)\s+)?by|von|par|por|di|door|av|texte?|te[ck]st|\u0422\u0435\u043a\u0441\u0442"
    r"|\u0410\u0432\u0442\u043e\u0440|author|autor|autore|auteur"
)
_PREFIX = re.compile(rf"^\W*(?:{_BY})\b\s*:?\s*", re.IGNORECASE)
_ROLE = re.compile(rf"^\W*(?:{_BY})\s*:\s*", re.IGNORECASE)
_BYLINE = re.compile(rf"(?:^|[|\u2022\u00b7]\s*|\d\s+|\b[ap]\.?m\.?(?: [A-Z]{{2,4}})?\s+)\W*(?:{_BY})\b:?\s+(?=\S)", re.IGNORECASE)
_ALONE = re.compile(rf"\W*(?:{_BY}|authors)\b\W*", re.IGNORECASE)
_CUT = re.compile(
    r"\s*(?:[|\u2022\u00b7(\[\n]|\s[-\u2013\u2014]\s|(?<=[a-z]{2})\.\s|\bon (?=\w+ \d)|\b(?:for|in|at) (?=the\b|[A-Z])).*",
    re.DOTALL,
)
_INSIDE = re.compile(r"\s*\([^()]{0,60}\)(?=\s+(?!(?:and|und|et|y|e)\b)[^\W\d_])", re.IGNORECASE)
"""What stands in parentheses between the parts of a name: a birth name, a nickname."""
_BORDER = re.compile(r"\s*(?:[;,/]|\band\b|\bund\b|\bet\b|&|\+)\s*", re.IGNORECASE)
_BARS = re.compile(r"[|\u2022\u00b7]")
_NO_NAME = re.compile(r"://|www\.|@|\.(?:com?|org|net|uk|de)\b|^\W*$|\d{2}", re.IGNORECASE)
_ACCOUNT = re.compile(
    r"(?:admin\w*|administrator|webmaster|root|user\d*|editor|editors|staff|guest|anonymous|unknown|null|none|undefined)$"
)
_LOGIN = re.compile(r"[a-z]+[._][a-z]+\d*$")
"""The name of an account; a name in print goes before it."""
_JOB = re.compile(
    r"\b(?:writers?|editors?|reporters?|correspondents?|columnists?|contributors?|contributing|staff|producers?|analysts?|editorial"
    r"|journalists?|photographers?|bureau|desk|newsroom|chief|director|professor|fellow|special to|senior|associate|host|anchor)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(r"(?:Jr|Sr|II|III|IV|M\.?D|Ph\.?\s?D|M\.?S|M\.?A|B\.?A|J\.?D|MBA|R\.?D|RDN|R\.?N|D\.?O|CFA|CPA|Esq|Dr|DDS)\.?$")
_ORGANISATION = re.compile(
    r"\b(?:associated press|ap|reuters|afp|agence france-presse|bloomberg|pti|ians|ani|xinhua|tass|upi|dpa|press association|cnn"
    r"|news|times|press|media|newspapers?|magazine|radio|tv|television|network|today|post|daily|tribune|herald|journal|wires?"
    r"|services?|team|inc|ltd|company|institute|university|agency|office)\b",
    re.IGNORECASE,
)
_PARTICLES = frozenset("de da di del della dos do van von der den ter ten bin ibn al el la le du st abu ben y e".split())
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct"
    " nov dec".split()
)
_NO_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun"
    " updated published posted the a an in on at from more about photo image share read follow view".split()
)
_ABOVE, _BELOW = 4, 14
_MOST_WORDS = 20
_MOST_TOKENS = 4
_RARE = 0.2
_LONGEST = 80
_MOST_READ = 500
"""Characters of a field or a line; no byline has more."""


def find_author(page: LexborHTMLParser, data: PageData, blocks: Sequence[VisibleBlock], title: int | None) -> Value:
    """Find who wrote a page; `title` is the number of the block that prints the headline."""
    stated, where = _stated(data)
    printed = _bylines(blocks, data, title)
    if not stated:
        printed = _apart(printed, _marked(page, data))
    persons = [name for name in stated if not _LOGIN.match(name) and not _is_outlet(name, data)]
    if _is_fuller(printed, persons):
        return Value(", ".join(printed), Origin.FOUND, where="byline")
    names = persons or stated
    if not names:
        return UNKNOWN
    is_word = where == "author" and all(" " not in name for name in names)
    is_account = (is_word or all(map(_LOGIN.match, names))) and not _is_printed(names, blocks)
    return Value(", ".join(names), Origin.GUESSED if is_account else Origin.FOUND, where=where)


def _apart(printed: list[str], marked: list[str]) -> list[str]:
    """The names as elements mark them, where nothing is printed, or the same names without anything between them."""
    is_glued = len(marked) > len(printed) and squeezed("".join(printed)) == squeezed("".join(marked))
    return marked if not printed or is_glued else printed


def _is_fuller(printed: Sequence[str], persons: Sequence[str]) -> bool:
    """Tell whether a byline names all persons that the data name, and more."""
    own = {squeezed(name) for name in persons}
    return len(printed) > len(persons) and own <= {squeezed(name) for name in printed}


def _is_printed(names: Sequence[str], blocks: Sequence[VisibleBlock]) -> bool:
    return any(name.casefold() in block.text.casefold() for block in blocks for name in names)


def _is_outlet(name: str, data: PageData) -> bool:
    return data.is_like_site_name(name) or bool(_ORGANISATION.search(name) or _JOB.search(name))


def _stated(data: PageData) -> tuple[list[str], str]:
    """The names in the first field that holds any, and the field."""
    for kind, part in data.linked:
        if kind in (ARTICLE, KIND_OF_ARTICLE):
            for field in ("author", "creator"):
                if names := _names_of(data.entries(part.get(field)), data):
                    return names, f"{field} in JSON-LD"
    for field in _FIELDS:
        if data.meta.get(field) and (names := names_in(data.meta[field], data)):
            return names, field
    for _, part in data.linked:
        if names := _names_of(data.entries(part.get("author")), data):
            return names, "author in JSON-LD"
    return [], ""


def _names_of(entries: Sequence[object], data: PageData) -> list[str]:
    """The names of entries of an author field: texts, or persons and organisations."""
    texts: list[str] = []
    for entry in entries:
        stated = entry.get("name") if isinstance(entry, dict) else entry
        texts += [text for text in (stated if isinstance(stated, list) else [stated]) if isinstance(text, str)]
    return list(dict.fromkeys(name for text in texts for name in names_in(text, data)))


def names_in(stated: str, data: PageData) -> list[str]:
    """Take the names out of a field or a byline.

    >>> names_in("By Ann Example and Bob O'Example, Harbour Times", PageData((), {}, {}, "", None))
    ['Ann Example', "Bob O'Example"]
    """
    line = _PREFIX.sub("", " ".join(unescape(re.sub(r"<[^<>]{0,200}>", " ", stated[:_MOST_READ])).split()))
    names = [] if "://" in line or line.startswith(("www.", "/")) else _parts_of(line)
    persons = [name for name in names if " " in name and not _is_outlet(name, data)]
    if persons or len(names) < 2:
        return list(dict.fromkeys(persons or names))
    # Family name first, as libraries write it: "Example, Ann".
    is_turned = len(names) == 2 and "," in line and not any(" " in name or _is_outlet(name, data) for name in names)
    return [f"{names[1]} {names[0]}"] if is_turned else names[:1]


def _parts_of(line: str) -> list[str]:
    """The parts of a line that may be names."""
    whole = _INSIDE.sub("", line)
    parts = [part.strip(" .\u00a0") for part in _BORDER.split(_CUT.sub("", whole) or whole)]
    named = [part for part in parts if 0 < len(part) < _LONGEST and not _NO_NAME.search(part)]
    return _joined_titles([part for part in named if not _ACCOUNT.match(part.casefold())])


def _joined_titles(parts: Sequence[str]) -> list[str]:
    """Drop degrees that stand alone; `Jr` and `Sr` stay with their name."""
    names: list[str] = []
    for part in parts:
        if not _TITLE.match(part):
            names.append(part)
        elif names and part[:2] in ("Jr", "Sr"):
            names[-1] += f" {part}"
    return names


def _bylines(blocks: Sequence[VisibleBlock], data: PageData, title: int | None) -> list[str]:
    """The names in the byline by the headline: a line that says "by", or one in an element that is named for it."""
    numbers = list(lines_by_headline(blocks, title, below=_BELOW, above=_ABOVE))
    for number in numbers:
        if names := _spoken(blocks, data, number):
            return names
    for hint in ("byline", "author"):
        # Class names of the whole page speak of authors, too.
        if sum(hint in block.hints for block in blocks) > _RARE * len(blocks):
            continue
        for number in numbers:
            block = blocks[number]
            if hint in block.hints and len(block.text) < 120 and (names := _persons(_PREFIX.sub("", block.text), data)):
                return names
    return []


def _spoken(blocks: Sequence[VisibleBlock], data: PageData, number: int) -> list[str]:
    """The names of a line that says that it names the author, or of the line below one that says nothing else."""
    text = _by_part(blocks[number].text)
    if len(text.split()) > _MOST_WORDS or blocks[number].kind is BlockKind.CAPTION or is_caption(text):
        return []
    if _ALONE.fullmatch(text):
        below = blocks[number + 1].text if number + 1 < len(blocks) else ""
        return _persons(below, data) if len(below) < 120 else []
    match = _BYLINE.search(text)
    return _persons(_ROLE.sub("", text[match.end() :]), data) if match else []


def _by_part(text: str) -> str:
    """Of a long line of parts with bars between, the part that says "by"; a short line as it is, of others nothing."""
    if len(text) > _MOST_READ:
        return ""
    if len(text.split()) <= _MOST_WORDS:
        return text
    return next((part.strip() for part in _BARS.split(text) if _PREFIX.match(part.strip())), text)


def _persons(line: str, data: PageData) -> list[str]:
    """The names that a line begins with: capitalised words, joined by commas and "and".

    >>> nothing = PageData((), {}, {}, "", None)
    >>> _persons("Ann Example, Bob van Example and C. D. Example November 18, 2019", nothing)
    ['Ann Example', 'Bob van Example', 'C. D. Example']
    """
    names: list[str] = []
    for run in _CUT.sub("", _INSIDE.sub("", line)).split(","):
        # Behind a comma an organisation stands whole; one behind a name without it is cut off the name.
        if names and _ORGANISATION.search(run):
            break
        for part in filter(None, _BORDER.split(run)):
            name = _name(part.split(), data)
            if not name or _TITLE.match(part) or _is_outlet(name, data):
                return list(dict.fromkeys(names))
            names.append(name)
    return list(dict.fromkeys(names))


def _name(tokens: Sequence[str], data: PageData) -> str:
    """The name that a run of words begins with, or nothing; the paper behind it is left out."""
    taken = list(_capitalised(tokens))
    paper = (end for end in range(2, len(taken)) if _is_paper(" ".join(taken[end:]), data))
    taken = taken[: next(paper, len(taken))]
    half = len(taken) // 2
    if len(taken) > _MOST_TOKENS or (half and taken[:half] == taken[half:]):
        taken = taken[:3] if len(taken[1]) <= 2 or taken[1] in _PARTICLES else taken[:2]
    return " ".join(taken) if len(taken) >= 2 else ""


def _capitalised(tokens: Sequence[str]) -> Iterator[str]:
    """Iterate over the words at the beginning that may belong to a name."""
    for number, (token, following) in enumerate(zip(tokens, (*tokens[1:], ""), strict=True)):
        if _JOB.fullmatch(token) or not (_is_name_word(token, following) or (number and token in _PARTICLES)):
            return
        yield token.strip(",:")


def _is_name_word(token: str, following: str) -> bool:
    word = token.casefold().strip(".,")
    is_other = word in _NO_NAMES or (word in _MONTHS and following[:1].isdigit())
    return token[:1].isupper() and not is_other and not _NO_NAME.search(token)


def _is_paper(words: str, data: PageData) -> bool:
    return bool(_ORGANISATION.search(words)) or data.is_like_site_name(words)


def _marked(page: LexborHTMLParser, data: PageData) -> list[str]:
    """The names in elements that are marked as the author's."""
    texts = [element.text(deep=True) or "" for element in page.css('[rel="author"], [itemprop="author"] [itemprop="name"]')[:6]]
    return list(dict.fromkeys(name for text in texts if 3 < len(text.strip()) < 60 for name in names_in(text, data)))
