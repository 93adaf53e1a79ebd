"""Fetching, against a server on the loopback that the tests start."""

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from reader.errors import Refused, SourceError
from reader.formats.fetch import FetchLimits, fetch

PAGE = b"<html><body><p>A storm closed the harbour.</p></body></html>"
SMALL = FetchLimits(size_bytes=100_000)
QUICK = FetchLimits(total_seconds=0.5)


class _Handler(BaseHTTPRequestHandler):
    """Answers by the first word of the path."""

    def do_GET(self) -> None:
        getattr(self, f"answer_{self.path.split('/')[1].split('?')[0]}", self.answer_missing)()

    def log_message(self, format: str, *_: object) -> None:
        """Stay silent."""

    def answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        fields = {"Content_Type": "text/html; charset=utf-8", "Content_Length": str(len(body))} | headers
        for name, value in fields.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def answer_page(self) -> None:
        self.answer(PAGE, Set_Cookie="a=b")

    def answer_cookies(self) -> None:
        self.answer(repr(self.headers.items()).encode())

    def answer_packed(self) -> None:
        self.answer(gzip.compress(PAGE), Content_Encoding="gzip")

    def answer_bomb(self) -> None:
        self.answer(gzip.compress(b"x" * 2_000_000), Content_Encoding="gzip")

    def answer_cut(self) -> None:
        self.answer(gzip.compress(PAGE)[:20], Content_Encoding="gzip")

    def answer_brotli(self) -> None:
        self.answer(PAGE, Content_Encoding="br")

    def answer_large(self) -> None:
        self.answer(b"x" * 200_000)

    def answer_lying(self) -> None:
        self.answer(PAGE, Content_Length="5000")
        self.close_connection = True

    def answer_image(self) -> None:
        self.answer(b"GIF89a", Content_Type="image/gif")

    def answer_missing(self) -> None:
        self.answer(b"gone", 404)

    def answer_moved(self) -> None:
        self.answer(b"", 302, Location="/page")

    def answer_loop(self) -> None:
        self.answer(b"", 302, Location="/loop")

    def answer_file(self) -> None:
        self.answer(b"", 302, Location="file:///etc/passwd")

    def answer_slow(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(40):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.05)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is no error here."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with _Server(("127.0.0.1", 0), _Handler) as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


def test_a_page_comes_with_address_and_type(server: str) -> None:
    fetched = fetch(f"{server}/page?x=1#part", allow_private=True)
    assert (fetched.content, fetched.url, fetched.media_type) == (PAGE, f"{server}/page?x=1", "text/html")


def test_a_packed_page_is_unpacked(server: str) -> None:
    assert fetch(f"{server}/packed", allow_private=True).content == PAGE


def test_a_redirect_is_followed(server: str) -> None:
    assert fetch(f"{server}/moved", allow_private=True).url == f"{server}/page"


def test_no_cookie_is_sent(server: str) -> None:
    fetch(f"{server}/page", allow_private=True)
    assert b"ookie" not in fetch(f"{server}/cookies", allow_private=True).content


def test_a_private_address_is_refused_on_the_socket(server: str) -> None:
    with pytest.raises(Refused, match="private network"):
        fetch(f"{server}/page")


def test_a_name_of_this_machine_is_refused(server: str) -> None:
    with pytest.raises(Refused, match="private network"):
        fetch(f"{server}/page".replace("127.0.0.1", "localhost"))


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("loop", "more than 5 redirects"),
        ("file", "which is not fetched"),
        ("bomb", "larger than"),
        ("large", "larger than"),
        ("brotli", "packed as br"),
        ("image", "holds no text"),
    ],
)
def test_an_answer_is_refused(server: str, path: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        fetch(f"{server}/{path}", allow_private=True, limits=SMALL)


@pytest.mark.parametrize(("path", "reason"), [("missing", "404"), ("cut", "cut short"), ("lying", "failed")])
def test_a_failing_server_is_reported(server: str, path: str, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        fetch(f"{server}/{path}", allow_private=True)


def test_a_server_that_trickles_is_left(server: str) -> None:
    with pytest.raises(SourceError, match=r"within 0.5 s"):
        fetch(f"{server}/slow", allow_private=True, limits=QUICK)


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://example.org/", "http://a:b@example.org/", "gopher://x", "example.org", "http://"]
)
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(Refused, match="only http and https"):
        fetch(address)
