"""The search process answers, gives way to newer questions and comes back from the dead."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from reader.errors import QueryError
from reader.search.hits import UserState
from reader.search.process import SearchProcess
from tests.search.corpus import open_invented

TODAY = date(2026, 1, 15)


@pytest.fixture
async def process(tmp_path: Path) -> AsyncIterator[SearchProcess]:
    process = SearchProcess(tmp_path / "index", partial(open_invented, 40))
    await process.refresh()
    yield process
    process.close()


async def test_it_indexes_and_answers(process: SearchProcess) -> None:
    result = await process.search("source", today=TODAY)
    assert result is not None
    result = await process.search("source:source", today=TODAY)
    assert result is not None
    assert result.total == 40


async def test_progress_arrives(tmp_path: Path) -> None:
    process = SearchProcess(tmp_path / "index", partial(open_invented, 5))
    seen: list[tuple[int, int]] = []
    await process.refresh(lambda done, total: seen.append((done, total)))
    process.close()
    assert seen[-1] == (5, 5)


async def test_helpers_build_a_large_collection(tmp_path: Path) -> None:
    process = SearchProcess(tmp_path / "index", partial(open_invented, 450))
    seen: list[tuple[int, int]] = []
    await process.refresh(lambda done, total: seen.append((done, total)))
    result = await process.search("source:source", today=TODAY)
    process.close()
    assert result is not None
    assert result.total == 450
    assert seen[-1] == (450, 450)
    assert not list((tmp_path / "index").glob("build-*"))


async def test_a_newer_search_overtakes(process: SearchProcess) -> None:
    queries = [process.search("ka* OR ro* OR mi*", today=TODAY) for _ in range(20)]
    answers = await asyncio.gather(*queries)
    assert answers[-1] is not None
    assert answers[-1].total > 0


async def test_a_fault_in_a_query_comes_back_with_its_place(process: SearchProcess) -> None:
    with pytest.raises(QueryError) as caught:
        await process.search("bank (", today=TODAY)
    assert (caught.value.start, caught.value.end) == (5, 6)


async def test_it_is_started_again_when_it_dies(process: SearchProcess) -> None:
    os.kill(process.pid, signal.SIGKILL)
    process.set_state(UserState(read=frozenset({"a1"})))
    result = await process.search("is:read", today=TODAY)
    assert result is not None
    assert [hit.article for hit in result.hits] == ["a1"]


async def test_an_index_that_breaks_is_built_again_and_answers(process: SearchProcess, tmp_path: Path) -> None:
    for path in (tmp_path / "index").rglob("*.words"):
        path.write_bytes(b"")
    (tmp_path / "index" / "current").unlink()
    assert await process.search("source:source", today=TODAY)
    await process.refresh()
    result = await process.search("source:source", today=TODAY)
    assert result is not None
    assert result.total == 40


async def test_passages_and_similar_articles(process: SearchProcess) -> None:
    passages = await process.passages("ka*", 5, today=TODAY)
    assert passages and len(passages) <= 5
    assert "a1" not in await process.similar("a1")


async def test_passages_while_typing_give_way_to_newer_ones(process: SearchProcess) -> None:
    asked = [process.passages("k", 5, today=TODAY, is_typing=True) for _ in range(20)]
    answers = await asyncio.gather(*asked, process.passages("k", 5, today=TODAY, is_typing=True))
    assert None in answers[:-1]
    assert answers[-1]
    assert not await process.passages("k", 5, today=TODAY)  # as a whole word it stands nowhere


def test_the_screen_never_imports_whoosh() -> None:
    code = "import sys, reader.search.process, reader.search.engine; sys.exit('whoosh' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
