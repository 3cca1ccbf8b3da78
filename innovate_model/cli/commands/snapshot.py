"""`innovate snapshot`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from innovate_model.cli.aws import collected, endpoint_option, regions_option, role_option
from innovate_model.cli.opening import Folder
from innovate_model.cli.printing import heading, say, table

if TYPE_CHECKING:
    from pathlib import Path


@click.command("snapshot")
@click.option("-o", "--output", "folder", type=Folder(), required=True)
@regions_option
@role_option
@endpoint_option
def command(folder: Path, regions: tuple[str, ...], role: str, endpoint_url: str | None) -> None:
    """Write what AWS has, as plain JSON, by read-only calls with the credentials of the environment.

    Exit code 0: everything answered; 2: incomplete (what is missing is said, and stands in the snapshot).
    """
    from innovate_model.aws.snapshot import write

    snapshot = collected(regions, role, endpoint_url, None)
    write(snapshot, folder)
    calls = sum(snapshot.calls.values())
    say(f"{folder}: {len(snapshot.accounts)} accounts, {len(snapshot.regions)} regions, {calls} calls")
    problems = snapshot.problems
    if problems:
        heading("not answered")
        table([(f"{place.account_id} {place.region}", call, reason) for place, call, reason in problems])
        raise click.exceptions.Exit(2)
