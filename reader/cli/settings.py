"""What is set and where things are: config, keys, paths, completion."""

import click

from reader.cli.invocation import Invocation, global_options, pass_invocation
from reader.cli.output import print_json, print_text
from reader.cli.table import columns
from reader.config import SETTINGS, read_config
from reader.paths import sample_folder

SHELLS = ("bash", "zsh", "fish")
"""The shells that completion is made for."""
_HELP_WITH_COMMAS = ('string split "," ', 'string split --max 1 "," ')
"""Fish would show an explanation up to its first comma only."""


@click.group(no_args_is_help=False)
@global_options
def config() -> None:
    """Find, show and check the configuration.

    \b
    broadsheet config show --origin
    """


@config.command()
@global_options
@pass_invocation
def path(invocation: Invocation) -> int:
    """Print the path of the configuration file.

    \b
    $EDITOR "$(broadsheet config path)"
    """
    print_text(str(invocation.config_file))
    return 0


@config.command()
@click.option("--origin", "with_origin", is_flag=True, help="With the file and line that set it, or `default`.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@global_options
@pass_invocation
def show(invocation: Invocation, as_json: bool, with_origin: bool) -> int:
    """Print every setting with the value in force.

    \b
    broadsheet config show --origin
    """
    current = invocation.config()
    values = {setting.key: getattr(current, setting.field) for setting in SETTINGS}
    origins = {key: current.origins.get(key, "default") for key in values}
    if as_json:
        plain = {k: str(v) if k == "collection" and v else list(v) if isinstance(v, tuple) else v for k, v in values.items()}
        faults = list(current.faults)
        print_json({"file": str(invocation.config_file), "settings": plain, "origins": origins, "faults": faults})
    else:
        told = [(key, "=", _shown(value), *([origins[key]] if with_origin else [])) for key, value in values.items()]
        for line in columns(told):
            print_text(line)
    for fault in current.faults:
        invocation.say(fault)
    return 0


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return "[" + ", ".join(f'"{word}"' for word in value) + "]"
    return str(value) if isinstance(value, int) else f'"{value or ""}"'


@config.command()
@global_options
@pass_invocation
def check(invocation: Invocation) -> int:
    """Check the configuration; a fault is named with file and line.

    \b
    broadsheet config check
    """
    from reader.tui.setting_faults import screen_faults

    current = read_config(invocation.config_file, must_exist=invocation.options.config is not None)
    faults = (*current.faults, *screen_faults(current, invocation.config_file))
    for fault in faults:
        print_text(fault)
    if not faults:
        invocation.say(f"{invocation.config_file}: no fault")
    return 2 if faults else 0


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@global_options
@pass_invocation
def keys(invocation: Invocation, as_json: bool) -> int:
    """Print the commands of the screens with their keys.

    \b
    broadsheet keys
    broadsheet keys --json
    """
    from reader.tui.commands import key_rows
    from reader.tui.key_names import shown_key
    from reader.tui.keymap import keymap_of

    keymap = keymap_of(invocation.config(), invocation.config_file)
    if as_json:
        print_json({"preset": keymap.preset, "commands": key_rows(keymap.all_commands())})
    else:
        rows = [(c.scope.value, "  ".join(shown_key(key) for key in c.keys) or "–", c.id, c.title) for c in keymap.all_commands()]
        for line in columns(rows):
            print_text(line)
    for fault in keymap.faults:
        invocation.say(fault)
    return 0


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@global_options
@pass_invocation
def paths(invocation: Invocation, as_json: bool) -> int:
    """Print the folders in use.

    \b
    broadsheet paths
    """
    places = invocation.paths
    folders = {
        "data": places.data,
        "articles": places.articles,
        "cache": places.cache,
        "config": invocation.config_file,
        "state": places.state,
        "sample": sample_folder(),
    }
    if as_json:
        print_json({"paths": {name: str(folder) for name, folder in folders.items()}})
    else:
        for line in columns([(name, str(folder)) for name, folder in folders.items()]):
            print_text(line)
    return 0


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@global_options
@click.pass_context
def completion(context: click.Context, shell: str) -> int:
    """Print the completion script of a shell.

    What stands here belongs into the file that the shell reads at its start; packages bring the scripts along.

    \b
    eval "$(broadsheet completion bash)"      in ~/.bashrc
    eval "$(broadsheet completion zsh)"       in ~/.zshrc, behind compinit
    broadsheet completion fish | source       in ~/.config/fish/config.fish
    """
    root = context.find_root().command
    print_text(completion_script(root, shell).rstrip("\n"))
    return 0


def completion_script(command: click.Command, shell: str) -> str:
    """Return the script that lets a shell ask this program how a line goes on.

    Args:
        command: the commands of the shell.
        shell: one of `SHELLS`.
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"no completion for {shell}")
    script = kind(command, {}, "broadsheet", "_BROADSHEET_COMPLETE")
    source = str(script.source_template % script.source_vars()).replace(*_HELP_WITH_COMMAS)
    return source.strip("\n") + "\n"
