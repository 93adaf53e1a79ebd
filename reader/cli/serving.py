"""The screens in a browser, on this machine unless asked otherwise."""

import shlex
import socket
import sys

import click

from reader.cli.invocation import Invocation, global_options, pass_invocation
from reader.errors import SourceError, UsageError
from reader.files import describe_os_error
from reader.library.places import choose_collection

_HERE = frozenset({"127.0.0.1", "localhost", "::1"})


@click.command()
@click.option("--host", default="127.0.0.1", help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, help="The port to listen on.")
@click.option("--allow-remote", is_flag=True, help="Listen on an address that others can reach, too: nobody is asked who they are.")
@global_options
@pass_invocation
def serve(invocation: Invocation, host: str, port: int, allow_remote: bool) -> int:
    """Open the screens in a browser.

    It needs one more package: pip install 'broadsheet[web]'. Only this machine can reach it, unless asked otherwise.

    \b
    broadsheet serve
    broadsheet -C DIR serve --port 8001
    """
    if host not in _HERE and not allow_remote:
        raise UsageError(f"{host} can be reached by others, and nobody is asked who they are; --allow-remote says you want that")
    choose_collection(invocation.paths, invocation.config(), invocation.options.collection)  # or every visitor would be told
    if invocation.options.is_dry:
        invocation.say(f"would serve on http://{host}:{port}")
        return 0
    mind_package()
    from reader.cli.browser import serve_guarded

    mind_address(host, port)
    serve_guarded(command_line(invocation), host=host, port=port, is_remote=allow_remote)
    return 0


def mind_package() -> None:
    """Look for the package of the extra before anything else is tried.

    Raises:
        UsageError: it is not installed.
    """
    try:
        import textual_serve.server  # noqa: F401
    except ModuleNotFoundError as error:
        raise UsageError("serve needs one more package: pip install 'broadsheet[web]'") from error


def mind_address(host: str, port: int) -> None:
    """Try an address before it is announced.

    Raises:
        SourceError: it cannot be listened on.
    """
    try:
        family, kind, number, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        with socket.socket(family, kind, number) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise SourceError(f"{host}, port {port}: {describe_os_error(error)}; --port and --host name another address") from error


def command_line(invocation: Invocation) -> str:
    """Return the command that each visitor gets a screen of."""
    options = invocation.options
    words = [sys.executable, "-m", "reader"]
    if options.collection is not None:
        words += ["-C", str(options.collection)]
    if options.config is not None:
        words += ["--config", str(options.config)]
    return shlex.join(words)
