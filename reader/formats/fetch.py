"""One page from the web, with the guards a curious reader needs and no more than it asked for.

Only http and https; at most five redirects, never from https to http; no private,
link-local or loopback address unless allowed, checked on the connected socket so
that a name cannot point elsewhere a moment later; bounded in time and size, after
unpacking; no cookies, no scripts, no images, no proxy.
"""

import ipaddress
import socket
import threading
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from urllib3 import BaseHTTPResponse, HTTPConnectionPool, HTTPSConnectionPool, Timeout
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NameResolutionError, SSLError

from reader import __version__
from reader.errors import Refused, SourceError
from reader.formats.web_address import http_address

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHUNK = 65_536
_HEADERS = {
    "User-Agent": f"broadsheet/{__version__}",
    "Accept": "text/html, application/xhtml+xml, application/xml;q=0.9, text/plain;q=0.8, */*;q=0.5",
    "Accept-Encoding": "gzip",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server answered."""

    content: bytes
    url: str
    """The address of the last redirect, which the content came from."""
    media_type: str


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """How long and how much."""

    redirects: int = 5
    connect_seconds: float = 10.0
    total_seconds: float = 30.0
    size_bytes: int = 20_000_000


DEFAULT_FETCH_LIMITS = FetchLimits()


def fetch(url: str, *, allow_private: bool = False, limits: FetchLimits = DEFAULT_FETCH_LIMITS) -> Fetched:
    """Fetch a page.

    Raises:
        Refused: the address, or where it leads, is not one that is fetched, or the answer is too large.
        SourceError: the server cannot be reached, is too slow or answers with an error.
    """
    address = http_address(url)
    if address is None:
        raise Refused(f"{url}: only http and https addresses without user and password are fetched")
    return _within(limits.total_seconds, address, lambda: _follow(address, allow_private, limits))


def _within(seconds: float, address: str, work: Callable[[], Fetched]) -> Fetched:
    """Run work that may be stuck anywhere, in a resolver or a handshake, and leave it behind when time is up."""
    outcome: list[Fetched | BaseException] = []

    def run() -> None:
        try:
            outcome.append(work())
        except BaseException as error:
            outcome.append(error)

    thread = threading.Thread(target=run, daemon=True, name="fetch")
    thread.start()
    thread.join(seconds)
    if not outcome:
        raise SourceError(f"{address}: no complete answer within {seconds:g} s")
    if isinstance(outcome[0], BaseException):
        raise outcome[0]
    return outcome[0]


def _follow(address: str, allow_private: bool, limits: FetchLimits) -> Fetched:
    for _ in range(limits.redirects + 1):
        answer = _ask(address, allow_private, limits)
        if isinstance(answer, Fetched):
            return answer
        address = _redirected(address, answer)
    raise Refused(f"{address}: more than {limits.redirects} redirects")


def _redirected(address: str, location: str) -> str:
    target = http_address(urljoin(address, location))
    if target is None:
        raise Refused(f"{address}: redirects to {location}, which is not fetched")
    if address.startswith("https:") and target.startswith("http:"):
        raise Refused(f"{address}: redirects to an address without encryption, {target}")
    return target


def _ask(address: str, allow_private: bool, limits: FetchLimits) -> Fetched | str:
    """Return the answer, or where it redirects to."""
    parts = urlsplit(address)
    try:
        with _pool(address, allow_private, limits) as pool:
            target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
            response = pool.urlopen(
                "GET", target, headers=_HEADERS, redirect=False, retries=False, preload_content=False, decode_content=False
            )
            try:
                return _answer(address, response, limits)
            finally:
                response.close()
    except _Private as error:
        raise Refused(f"{address}: {error}") from error
    except (HTTPError, OSError, UnicodeError) as error:
        raise SourceError(f"{address}: {_describe(error)}") from error


def _answer(address: str, response: BaseHTTPResponse, limits: FetchLimits) -> Fetched | str:
    location = response.headers.get("Location")
    if response.status in _REDIRECTS and location:
        return location
    if response.status != 200:
        raise SourceError(f"{address}: the server answered {response.status} {response.reason or ''}".rstrip())
    media_type = (response.headers.get("Content-Type") or "").split(";")[0].strip().lower()
    if media_type.startswith(("image/", "audio/", "video/", "font/")):
        raise Refused(f"{address}: {media_type} holds no text")
    return Fetched(_body(address, response, limits.size_bytes), address, media_type)


def _body(address: str, response: BaseHTTPResponse, limit: int) -> bytes:
    encoding = (response.headers.get("Content-Encoding") or "identity").strip().lower()
    if encoding not in ("identity", "gzip", "x-gzip"):
        raise Refused(f"{address}: packed as {encoding}, which was not asked for")
    chunks = response.stream(_CHUNK, decode_content=False)
    parts: list[bytes] = []
    size = 0
    for part in chunks if encoding == "identity" else _unpacked(chunks, address):
        size += len(part)
        if size > limit:
            raise Refused(f"{address}: larger than {limit // 1_000_000} MB")
        parts.append(part)
    return b"".join(parts)


def _unpacked(chunks: Iterator[bytes], address: str) -> Iterator[bytes]:
    """Unpack piece by piece, so that a small bomb never becomes a large one."""
    unpacker = zlib.decompressobj(wbits=31)
    try:
        for chunk in chunks:
            waiting = chunk
            while waiting and not unpacker.eof:
                yield unpacker.decompress(waiting, _CHUNK)
                waiting = unpacker.unconsumed_tail
        yield unpacker.flush()
    except zlib.error as error:
        raise SourceError(f"{address}: the answer cannot be unpacked") from error
    if not unpacker.eof:
        raise SourceError(f"{address}: the answer is cut short")


class _Private(HTTPError):
    """The address is one of this machine or network."""


def _check(connected: socket.socket) -> socket.socket:
    peer = connected.getpeername()[0].split("%")[0]
    address = ipaddress.ip_address(peer)
    mapped = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    if not (mapped or address).is_global or address.is_multicast:
        connected.close()
        raise _Private(f"{peer} is an address of this machine or a private network (--allow-private fetches it all the same)")
    return connected


class _PublicHTTP(HTTPConnection):
    """A connection that looks at whom it reached before it says a word."""

    def _new_conn(self) -> socket.socket:
        return _check(super()._new_conn())


class _PublicHTTPS(HTTPSConnection):
    """The same with encryption."""

    def _new_conn(self) -> socket.socket:
        return _check(super()._new_conn())


def _pool(address: str, allow_private: bool, limits: FetchLimits) -> HTTPConnectionPool:
    parts = urlsplit(address)
    host = (parts.hostname or "").encode("idna").decode() if ":" not in (parts.hostname or "") else parts.hostname
    options: dict[str, Any] = {"timeout": Timeout(connect=limits.connect_seconds, read=limits.total_seconds), "retries": False}
    pool = (HTTPSConnectionPool if parts.scheme == "https" else HTTPConnectionPool)(host or "", parts.port, **options)
    if not allow_private:
        pool.ConnectionCls = _PublicHTTPS if parts.scheme == "https" else _PublicHTTP
    return pool


def _describe(error: Exception) -> str:
    match error:
        case NameResolutionError():
            return "no such host"
        case ConnectTimeoutError():
            return "the server cannot be reached in time"
        case SSLError():
            return "the server's certificate cannot be trusted"
        case _:
            return f"the connection failed ({type(error).__name__})"
