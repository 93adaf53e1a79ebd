"""Care of what is derived and of what is kept: index, doctor."""

from typing import TYPE_CHECKING

import click

from reader.cli.invocation import Invocation, global_options, pass_invocation
from reader.cli.output import print_json, print_styled
from reader.config import read_config
from reader.library.listing import Report

if TYPE_CHECKING:
    from reader.library.doctor import Check


@click.command()
@click.option("--rebuild", is_flag=True, help="Throw catalogue and index away and make them anew.")
@global_options
@pass_invocation
def index(invocation: Invocation, rebuild: bool) -> int:
    """Bring catalogue, names and search index up to date.

    The screens and every command do so by themselves; this does it ahead of them, or anew.

    \b
    broadsheet index
    broadsheet -C DIR index --rebuild
    """
    with invocation.library() as library:
        if invocation.options.is_dry:
            invocation.say(f"would bring the index of {library.collection.folder} up to date")
            return 0
        report = invocation.refresh(library, library.rebuild if rebuild else library.refresh)
        total = len(library.listed())
    invocation.say(f"{total} articles; {tally(report)}")
    return 3 if report.refused and not total else 0


def tally(report: Report) -> str:
    """Say in a few words what became of the files."""
    kinds = ("added", "updated", "removed", "unchanged", "refused")
    counted = [f"{len(getattr(report, kind))} {kind}" for kind in kinds if getattr(report, kind)]
    return ", ".join(counted) or "nothing changed"


@click.command()
@click.option("--fix", is_flag=True, help="Repair what can be repaired.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@global_options
@pass_invocation
def doctor(invocation: Invocation, fix: bool, as_json: bool) -> int:
    """Check everything and report; with --fix, repair what can be repaired.

    The exit code is 4 while a fault is left.

    \b
    broadsheet doctor
    broadsheet doctor --fix
    """
    from reader.library.doctor import Doctor

    checks = (
        _of_screens(invocation),
        *Doctor(invocation.paths, invocation.config_file, invocation.options.collection).examine(fix=fix),
    )
    if as_json:
        print_json({"checks": [{"name": c.name, "state": str(c.state), "detail": c.detail} for c in checks]})
    else:
        for check in checks:
            role = "fault" if check.is_fault else "quiet"
            print_styled(f"{invocation.style.paint(f'{check.state:<6}', role)} {check.name}: {check.harmless_detail}")
    return 4 if any(check.is_fault for check in checks) else 0


def _of_screens(invocation: Invocation) -> "Check":
    """Check what of the settings only the screens know."""
    from reader.library.doctor import Check, State
    from reader.tui.setting_faults import screen_faults

    config = read_config(invocation.config_file)
    faults = screen_faults(config, invocation.config_file)
    return Check("theme and keys", State.FAULT if faults else State.OK, "; ".join(faults) or f"known; keys: {config.key_preset}")
