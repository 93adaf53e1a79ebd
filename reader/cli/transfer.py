"""Everything the reader made, out and in."""

from collections.abc import Sequence
from pathlib import Path

import click

from reader.cli.invocation import FILE_OR_FOLDER, Invocation, global_options, pass_invocation
from reader.cli.output import print_json
from reader.library.transfer import Carried

_MAX_LINES = 20


@click.command("export-all")
@click.argument("folder", type=FILE_OR_FOLDER, metavar="DIR")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@global_options
@pass_invocation
def export_all(invocation: Invocation, folder: Path, as_json: bool) -> int:
    """Write everything you made into DIR as plain files, without loss.

    DIR may be a Git repository, or a folder that is kept the same on several machines: bring in first, then carry out.

    \b
    broadsheet export-all ~/broadsheet-2026
    """
    if invocation.options.is_dry:
        invocation.say(f"would write everything to {folder}")
        return 0
    with invocation.own() as library:
        carried = library.export_all(folder)
    _tell(invocation, carried, f"written to {folder}", as_json=as_json)
    return 0


@click.command("import-all")
@click.argument("folder", type=FILE_OR_FOLDER, metavar="DIR")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@global_options
@pass_invocation
def import_all(invocation: Invocation, folder: Path, as_json: bool) -> int:
    """Bring in what `export-all` wrote; what you changed here stays.

    A note that was changed here and there is kept twice; what else differs is told, with its line, and stays as it is here.

    \b
    broadsheet import-all ~/broadsheet-2026
    """
    with invocation.own() as library:
        carried = library.import_all(folder, is_dry=invocation.options.is_dry)
        if not invocation.options.is_dry:
            invocation.refresh(library, library.refresh_catalogue)
    _tell(invocation, carried, f"brought in from {folder}", as_json=as_json)
    _tell_some(invocation, carried.told)
    _tell_some(invocation, [f"{name} is there with another content and was left alone" for name in carried.conflicts])
    _tell_some(invocation, [f"{name} is named in the export and not in it; the rest was brought in" for name in carried.missing])
    return 3 if carried.conflicts or carried.missing else 0


def _tell_some(invocation: Invocation, lines: Sequence[str]) -> None:
    limit = len(lines) if invocation.options.is_verbose else _MAX_LINES
    for line in lines[:limit]:
        invocation.say(line)
    if len(lines) > limit:
        invocation.say(f"and {len(lines) - limit} more; -v names them all")


def _tell(invocation: Invocation, carried: Carried, what: str, *, as_json: bool) -> None:
    if as_json:
        counts = {"records": carried.records, "files": carried.files, "kept": carried.kept}
        print_json({**counts, "conflicts": list(carried.conflicts), "missing": list(carried.missing), "told": list(carried.told)})
    there = f", {carried.kept} there already" if carried.kept else ""
    invocation.say(f"{carried.records} records and {carried.files} files {what}{there}")
