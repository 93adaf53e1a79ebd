"""The guarded child: reuse, limits, replacement."""

import resource
import subprocess
import sys
from collections.abc import Iterator

import pytest

from reader.errors import Refused
from reader.formats.child import GuardedReader
from reader.formats.child_process import most_memory
from reader.formats.extracted import Extracted, NotExtracted
from reader.formats.limits import Limits
from reader.formats.parsing import parse_document
from reader.formats.reading import read_document
from reader.formats.wire import from_wire, to_wire

PARAGRAPH = "The harbour was closed on Monday after the storm had torn away two of its cranes, and it will stay so for weeks."
PAGE = f"<html><head><title>Storm</title></head><body><article><h1>Storm closes a harbour</h1><p>{PARAGRAPH}</p></article>".encode()


@pytest.fixture
def guarded() -> Iterator[GuardedReader]:
    with GuardedReader() as reader:
        yield reader


def test_a_page_is_read_in_the_child_as_it_would_be_here(guarded: GuardedReader) -> None:
    assert guarded.read(PAGE, "a.html") == parse_document(PAGE, "a.html")


def test_articles_cross_the_border_unchanged() -> None:
    articles = parse_document(f"Storm closes a harbour\n\nBy Ann Example\n\n{PARAGRAPH}".encode(), "a.txt")
    assert from_wire(to_wire(articles)) == articles


def test_a_refusal_in_the_child_is_one_here(guarded: GuardedReader) -> None:
    with pytest.raises(Refused, match=r"^a.html: no text found$"):
        guarded.read(b"<html><body></body></html>", "a.html")


def test_a_document_that_needs_too_much_costs_only_itself() -> None:
    with GuardedReader(Limits(child_cpu_seconds=1, child_wall_seconds=0.0)) as reader:
        with pytest.raises(NotExtracted, match="kept, not extracted"):
            reader.read(PAGE, "a.html")
        assert reader.read(PARAGRAPH.encode(), "b.txt")


def test_a_dead_child_is_replaced(guarded: GuardedReader) -> None:
    first = guarded.read(PAGE, "a.html")
    guarded.close()
    assert guarded.read(PAGE, "a.html") == first


def test_a_file_over_the_limit_is_refused() -> None:
    with pytest.raises(Refused, match=r"a.txt: larger than 0 MB"):
        read_document(b"x" * 20, "a.txt", limits=Limits(file_bytes=10))


def test_an_interrupted_answer_is_not_given_to_the_next_document(guarded: GuardedReader, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: bytes) -> tuple[Extracted, ...]:
        raise KeyboardInterrupt

    other = PAGE.replace(b"Monday", b"Friday")
    monkeypatch.setattr("reader.formats.child.json.loads", interrupted)
    with pytest.raises(KeyboardInterrupt):
        guarded.read(PAGE, "a.html")
    monkeypatch.undo()
    assert "Friday" in guarded.read(other, "b.html")[0].text


_GREEDY = """
import resource, sys, time
from reader.formats import child_process
def refused(*_): raise ValueError("current limit exceeds maximum limit")
resource.setrlimit = refused
held = b""
child_process.most_memory = lambda: len(held)  # the system counts what a test's own process held as well
child_process.cap_memory(30_000_000)
held = bytes(int(sys.argv[1]))
time.sleep(float(sys.argv[2]))
"""


@pytest.mark.parametrize(("held", "seconds", "code"), [(80_000_000, 20, 1), (1_000, 0.3, 0)])
def test_where_the_system_sets_no_limit_the_child_ends_itself(held: int, seconds: float, code: int) -> None:
    done = subprocess.run([sys.executable, "-c", _GREEDY, str(held), str(seconds)], timeout=60)
    assert done.returncode == code


@pytest.mark.parametrize(("platform", "unit"), [("linux", 1024), ("darwin", 1)])
def test_memory_is_told_in_bytes_whatever_the_system_counts_in(monkeypatch: pytest.MonkeyPatch, platform: str, unit: int) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert most_memory() // unit == pytest.approx(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, rel=0.01)
