"""Everything the reader made, out and in."""

from pathlib import Path

import click

from reader.cli.invocation import Invocation, global_options, pass_invocation
from reader.cli.output import print_json
from reader.library.transfer import Carried

_FOLDER = click.Path(path_type=Path)


@click.command("export-all")
@click.argument("folder", type=_FOLDER, metavar="DIR")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@global_options
@pass_invocation
def export_all(invocation: Invocation, folder: Path, as_json: bool) -> int:
    """Write everything you made into DIR as plain files, without loss.

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
@click.argument("folder", type=_FOLDER, metavar="DIR")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@global_options
@pass_invocation
def import_all(invocation: Invocation, folder: Path, as_json: bool) -> int:
    """Bring in what `export-all` wrote; what is there already stays.

    \b
    broadsheet import-all ~/broadsheet-2026
    """
    with invocation.own() as library:
        carried = library.import_all(folder, is_dry=invocation.options.is_dry)
        if not invocation.options.is_dry:
            invocation.refresh(library, library.refresh_catalogue)
    _tell(invocation, carried, f"brought in from {folder}", as_json=as_json)
    for name in carried.conflicts:
        invocation.say(f"{name} is there with another content and was left alone")
    return 3 if carried.conflicts else 0


def _tell(invocation: Invocation, carried: Carried, what: str, *, as_json: bool) -> None:
    if as_json:
        counts = {"records": carried.records, "files": carried.files, "kept": carried.kept}
        print_json({**counts, "conflicts": list(carried.conflicts)})
    there = f", {carried.kept} there already" if carried.kept else ""
    invocation.say(f"{carried.records} records and {carried.files} files {what}{there}")
