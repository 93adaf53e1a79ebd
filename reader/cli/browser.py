"""The server behind `serve`, with the guards that a page with private notes needs.

A page on the web must not reach it: the Host header has to be ours (a name
that points elsewhere a moment later is not), the Origin of a connection has to
be our own page, and that page may load nothing from anywhere else.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

_POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; "
    "connect-src 'self' {sockets}; img-src 'self' data:; font-src 'self'; frame-ancestors 'none'"
)


def serve_guarded(command: str, *, host: str, port: int, is_remote: bool) -> None:
    """Serve a screen to each visitor until Ctrl+C.

    Raises:
        ModuleNotFoundError: the extra package is not installed.
        OSError: the address cannot be listened on.
    """
    from aiohttp import web
    from textual_serve.server import Server

    names = allowed_names(host, port)

    async def guard(request: Any, handler: Callable[[Any], Awaitable[Any]]) -> Any:
        if not is_remote and not is_ours(request.headers, names):
            raise web.HTTPForbidden(text="This page is only for the browser on this machine.")
        response = await handler(request)
        if not response.prepared:
            response.headers["Content-Security-Policy"] = _POLICY.format(sockets=" ".join(f"ws://{name}" for name in names))
            response.headers["X-Content-Type-Options"] = "nosniff"
            response.headers["Referrer-Policy"] = "no-referrer"
        return response

    class GuardedServer(Server):
        visits: set[asyncio.Task[Any]]

        async def _make_app(self) -> Any:
            self.visits = set()
            app = await super()._make_app()
            app.middlewares.append(web.middleware(guard))
            return app

        async def on_startup(self, app: Any) -> None:
            """Say where it is."""
            self.console.print(f"Broadsheet is on {self.public_url}; Ctrl+C ends it")

        async def handle_websocket(self, request: Any) -> Any:
            """Draw for a visitor until either goes."""
            visit = asyncio.current_task()
            assert visit is not None
            self.visits.add(visit)
            try:
                return await super().handle_websocket(request)
            finally:
                self.visits.discard(visit)

        async def on_shutdown(self, app: Any) -> None:
            """Close the screens of all visitors; otherwise the server waits a minute for them to go."""
            for visit in self.visits:
                visit.cancel()
            await super().on_shutdown(app)

    GuardedServer(command, host=host, port=port, title="Broadsheet").serve()


def allowed_names(host: str, port: int) -> tuple[str, ...]:
    """Return the names under which a browser on this machine may call.

    >>> allowed_names("127.0.0.1", 8000)
    ('127.0.0.1:8000', 'localhost:8000')
    """
    shown = f"[{host}]" if ":" in host else host
    return tuple(dict.fromkeys((f"{shown}:{port}", f"localhost:{port}")))


def is_ours(headers: Any, names: Iterable[str]) -> bool:
    """Tell whether a request comes to one of our names, and from our own page if it says from where.

    >>> is_ours({"Host": "localhost:8000", "Origin": "http://evil.example"}, ["localhost:8000"])
    False
    """
    origin = headers.get("Origin")
    return headers.get("Host") in names and (origin is None or origin.removeprefix("http://") in names)
