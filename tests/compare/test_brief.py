"""The comparison as a document to take away."""

from datetime import UTC, datetime

from reader.article import Article, Label
from reader.bookmarks.bookmark import Bookmark, Colour, Selector
from reader.compare.brief import brief
from reader.compare.compare import compare_articles
from tests.compare.makers import article, mentions
from tests.compare.test_compare import DOCKS, HARBOUR

NAMES = {"Velmar": (Label.PLACE, "Velmar"), "Ilse Tarn": (Label.PERSON, "Ilse Tarn"), "Orsk": (Label.PLACE, "Orsk")}
NOON = datetime(2025, 11, 13, 12, tzinfo=UTC)


def note(of: Article, paragraph: int, text: str) -> Bookmark:
    span = of.blocks[paragraph].span
    selector = Selector(of.id, of.digest, span, span.of(of.text), "", "", paragraph + 1)
    return Bookmark("n1", (selector,), text, ("check",), Colour.GOLD, NOON, NOON)


def made(*bookmarks: Bookmark) -> str:
    a, b = article(HARBOUR, "a", title="Port of Velmar reopens"), article(DOCKS, "b", title="Velmar docks open")
    return brief([a, b], [compare_articles(a, b, mentions(a, NAMES), mentions(b, NAMES))], bookmarks)


def test_a_brief_holds_sources_pairs_figures_and_names() -> None:
    text = made()
    assert "1. Port of Velmar reopens." in text
    assert "### 1 ¶4 ≈ 2 ¶4 (sure" in text
    assert f"> {HARBOUR[3]}" in text
    assert "| $31 million (1 ¶4) | ~ | $30.8m (2 ¶4) |" in text
    assert "### Names only in 1 (1)\n\nIlse Tarn" in text


def test_another_figure_is_not_called_shared() -> None:
    told = "The quake in Velmar killed {} people and flattened the old market hall, said mayor Ilse Tarn."
    aid = "Aid from Orsk reached Velmar by noon on the coast road."
    a, b = article([told.format(56), aid], "a"), article([told.format(94), aid], "b")
    lines = brief([a, b], [compare_articles(a, b, mentions(a, NAMES), mentions(b, NAMES))]).split("\n")
    shared, _, others = next(line for line in lines if "56" in line and "Shared" in line).partition(" Other figures: ")
    assert others == "56 │ 94."
    assert "56" not in shared


def test_a_word_of_a_shared_name_is_not_told_again() -> None:
    line = next(line for line in made().split("\n") if line.startswith("Shared names: Velmar"))
    assert "Velmar" not in line.partition("words:")[2]


def test_a_brief_holds_the_readers_own_notes() -> None:
    text = made(note(article(HARBOUR, "a"), 4, "Ask the union."), note(article(["Else."], "z"), 0, "Not here."))
    assert f"> 1 ¶5: “{HARBOUR[4]}”\n\nAsk the union.\n\n#check" in text
    assert "Not here." not in text


def test_the_same_input_gives_the_same_bytes() -> None:
    assert made() == made()


def test_articles_without_a_common_passage_say_so() -> None:
    a, b = article(HARBOUR, "a"), article(["Parliament voted on school meals for all children."], "b")
    assert "These two share no passage." in brief([a, b], [compare_articles(a, b, (), ())])


def test_hostile_text_stays_harmless() -> None:
    a = article(["Escape \x1b[2J and <script>alert(1)</script> and [a link](http://x.test) in *bold* words today."], "a")
    text = brief([a, a], [compare_articles(a, a, (), ())])
    assert "\x1b" not in text
    assert "\\<script>" in text
    assert "[a link\\](http" in text


def test_a_quotation_is_one_line() -> None:
    a = article(["First line\nsecond line of the same paragraph, and some more words."], "a")
    text = brief([a, a], [compare_articles(a, a, (), ())])
    assert "> First line second line of the same paragraph" in text
