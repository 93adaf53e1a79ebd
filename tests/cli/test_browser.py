"""The screens in a real browser: they show, a key works, and they end with the visitor and with the server."""

import asyncio
import base64
import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_processes import environment

aiohttp = pytest.importorskip("aiohttp", reason="textual-serve is not installed")
pytest.importorskip("textual_serve", reason="textual-serve is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PATIENCE = 40.0
pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are told apart by /proc")


class Visitor:
    """A page in a headless browser, driven over its debugging socket."""

    def __init__(self, socket: Any) -> None:
        self._socket = socket
        self._number = 0
        self.drawn = b""
        """What the server drew."""
        self.asked: dict[str, str] = {}
        """The addresses that the page asked for and was not forbidden, by the number of the question."""

    async def send(self, method: str, **parameters: object) -> None:
        """Ask the browser for something."""
        self._number += 1
        await self._socket.send_json({"id": self._number, "method": method, "params": parameters})

    async def press(self, key: str) -> None:
        """Click into the terminal, which takes the keys only then, and type one."""
        for kind in ("mousePressed", "mouseReleased"):
            await self.send("Input.dispatchMouseEvent", type=kind, x=400, y=300, button="left", clickCount=1)
        await self.send("Input.dispatchKeyEvent", type="keyDown", key=key, text=key, unmodifiedText=key)
        await self.send("Input.dispatchKeyEvent", type="keyUp", key=key)

    async def wait_for(self, words: bytes) -> None:
        """Wait until the server draws some words."""
        end, start = time.monotonic() + PATIENCE, len(self.drawn)
        while words not in self.drawn[start:]:
            assert time.monotonic() < end, f"{words!r} did not come: {self.drawn[-600:]!r}"
            with contextlib.suppress(TimeoutError):
                self._take(json.loads((await asyncio.wait_for(self._socket.receive(), 1)).data))

    def _take(self, message: dict[str, Any]) -> None:
        if message.get("method") == "Network.requestWillBeSent":
            self.asked[message["params"]["requestId"]] = message["params"]["request"]["url"]
        if message.get("method") == "Network.loadingFailed" and message["params"].get("blockedReason") == "csp":
            self.asked.pop(message["params"]["requestId"], None)
        if message.get("method") == "Network.webSocketFrameReceived":
            frame = message["params"]["response"]
            if frame["opcode"] == 2:
                self.drawn += base64.b64decode(frame["payloadData"])


@contextlib.asynccontextmanager
async def visitor(profile: Path, address: str) -> AsyncIterator[Visitor]:
    """Open a page in a browser of its own."""
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", f"--user-data-dir={profile}"]
    assert CHROMIUM
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    browser = subprocess.Popen([CHROMIUM, *options, "--window-size=1200,800", "about:blank"], **quiet)  # type: ignore[call-overload]
    try:
        told = profile / "DevToolsActivePort"
        wait_until(lambda: told.exists() and "\n" in told.read_text(), "the browser starts")
        port = told.read_text().split()[0]
        async with aiohttp.ClientSession() as session:
            pages = await (await session.get(f"http://127.0.0.1:{port}/json")).json()
            address_of_page = next(page["webSocketDebuggerUrl"] for page in pages if page["type"] == "page")
            async with session.ws_connect(address_of_page, max_msg_size=0) as socket:
                page = Visitor(socket)
                await page.send("Network.enable")
                await page.send("Page.navigate", url=address)
                yield page
    finally:
        browser.kill()
        browser.wait()


@pytest.fixture
def server(tmp_path: Path, folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A running server and its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "reader", "-C", str(folder), "serve", "--port", str(port)]
    with subprocess.Popen(command, env=environment(tmp_path), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        wait_until(lambda: is_open(port), "the server starts")
        yield process, f"http://127.0.0.1:{port}/"
        process.kill()


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def screens_of(server: int) -> list[int]:
    """Return the processes that draw for the visitors of a server."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
    below, found = {server}, []
    while below := {pid for pid, parent in parents.items() if parent in below}:
        found += sorted(below)
    return found


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(holds: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, f"not so in time: {what}"
        time.sleep(0.1)


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
async def test_a_browser_shows_the_screens_and_takes_keys(tmp_path: Path, server: tuple[subprocess.Popen[bytes], str]) -> None:
    process, address = server
    async with visitor(tmp_path / "profile", address) as page:
        await page.wait_for(b"harbour")
        await page.press("?")
        await page.wait_for(b"THIS SCREEN")
        assert screens_of(process.pid)
        assert [asked for asked in page.asked.values() if not asked.startswith(address)] == []
        await page.send("Page.close")
        await asyncio.to_thread(
            wait_until, lambda: not any(map(is_running, screens_of(process.pid))), "the screen ends with its visitor"
        )
    assert process.poll() is None


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
async def test_a_browser_that_changes_its_size_is_drawn_for_anew(
    tmp_path: Path, server: tuple[subprocess.Popen[bytes], str]
) -> None:
    _, address = server
    async with visitor(tmp_path / "profile", address) as page:
        await page.wait_for(b"harbour")
        size: dict[str, object] = {"deviceScaleFactor": 1, "mobile": False}
        await page.send("Emulation.setDeviceMetricsOverride", width=500, height=400, **size)
        await page.wait_for(b"harbour")
        await page.press("?")
        await page.wait_for(b"THIS SCREEN")


async def test_two_visitors_have_screens_of_their_own(server: tuple[subprocess.Popen[bytes], str]) -> None:
    process, address = server
    async with contextlib.AsyncExitStack() as stack:
        session = await stack.enter_async_context(aiohttp.ClientSession())
        headers = {"Origin": address.rstrip("/")}
        one, two = [await session.ws_connect(f"{address}ws?width=100&height=30", headers=headers) for _ in range(2)]
        for visit in (one, two):
            await drawn_until(visit, b"harbour")
        both = len(screens_of(process.pid))
        await one.send_json(["stdin", "?"])
        await drawn_until(one, b"THIS SCREEN")
        await one.close()
        await asyncio.to_thread(wait_until, lambda: len(screens_of(process.pid)) < both, "the first screen ends")
        await two.send_json(["resize", {"width": 60, "height": 20}])
        assert b"THIS SCREEN" not in await drawn_until(two, b"harbour"), "what one does the other does not see"
        await two.send_json(["stdin", "e"])
        await drawn_until(two, b"Lindhaven")
        await two.close()
    assert process.poll() is None


async def drawn_until(visit: Any, words: bytes) -> bytes:
    """Return what is drawn until some words have come."""
    drawn = b""
    while words not in drawn:
        message = await visit.receive(PATIENCE)
        drawn += message.data if isinstance(message.data, bytes) else b""
    return drawn


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
async def test_the_screens_end_with_the_server(server: tuple[subprocess.Popen[bytes], str], number: signal.Signals) -> None:
    process, address = server
    origin = address.rstrip("/")
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{address}ws?width=100&height=30", headers={"Origin": origin}) as socket,
    ):
        await drawn_until(socket, b"harbour")
        drawing = screens_of(process.pid)
        assert drawing
        os.kill(process.pid, number)
        await asyncio.to_thread(wait_until, lambda: process.poll() is not None, "the server ends")
        await asyncio.to_thread(wait_until, lambda: not any(map(is_running, drawing)), "its screens end")


async def test_a_page_from_elsewhere_gets_no_screen(server: tuple[subprocess.Popen[bytes], str]) -> None:
    process, address = server
    async with aiohttp.ClientSession() as session:
        for headers in ({"Origin": "http://evil.example"}, {"Host": "evil.example"}):
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await session.ws_connect(f"{address}ws", headers=headers)
    assert screens_of(process.pid) == []
