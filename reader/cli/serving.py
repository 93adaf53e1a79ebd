"""The screens in a browser, on this machine unless asked otherwise."""

import shlex
import sys

import click

from reader.cli.invocation import Invocation, global_options, pass_invocation
from reader.errors import UsageError

_HERE = frozenset({"127.0.0.1", "localhost", "::1"})


@click.command()
@click.option("--host", default="127.0.0.1", help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, help="The port to listen on.")
@click.option("--allow-remote", is_flag=True, help="Listen on an address that others can reach, too: nobody is asked who they are.")
@global_options
@pass_invocation
def serve(invocation: Invocation, host: str, port: int, allow_remote: bool) -> int:
    """Open the screens in a browser.

    \b
    broadsheet serve --port 8000
    """
    if host not in _HERE and not allow_remote:
        raise UsageError(f"{host} can be reached by others, and nobody is asked who they are; --allow-remote says you want that")
    if invocation.options.is_dry:
        invocation.say(f"would serve on http://{host}:{port}")
        return 0
    from reader.cli.browser import serve_guarded

    try:
        serve_guarded(command_line(invocation), host=host, port=port, is_remote=allow_remote)
    except ModuleNotFoundError as error:
        raise UsageError("serve needs one more package: pip install 'broadsheet[web]'") from error
    return 0


def command_line(invocation: Invocation) -> str:
    """Return the command that each visitor gets a screen of."""
    options = invocation.options
    words = [sys.executable, "-m", "reader"]
    if options.collection is not None:
        words += ["-C", str(options.collection)]
    if options.config is not None:
        words += ["--config", str(options.config)]
    return shlex.join(words)
