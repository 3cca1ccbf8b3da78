"""Options of the verbs that speak to AWS, and the collecting itself with its progress."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from innovate_model.cli.printing import fail

if TYPE_CHECKING:
    from innovate_model.aws.snapshot import Snapshot

regions_option = click.option(
    "--region", "regions", multiple=True, metavar="REGION", help="A region to ask; may be repeated."
)
role_option = click.option(
    "--role",
    default="OrganizationAccountAccessRole",
    show_default=True,
    metavar="NAME",
    help="The role to assume in each account of the organisation.",
)
endpoint_option = click.option(
    "--endpoint-url",
    metavar="URL",
    help="An emulator on this machine instead of AWS (loopback only, dummy credentials).",
)


def collected(
    regions: tuple[str, ...], role: str, endpoint_url: str | None, accounts: Mapping[str, str] | None
) -> Snapshot:
    """Collect a snapshot, with a progress bar on a terminal. Ends the run with exit code 2 where nothing could be
    asked."""
    from innovate_model.aws.access import Access, NoBoto3, NotLoopback, sandbox_access
    from innovate_model.aws.collect import CannotCollect, collect

    try:
        access = sandbox_access(endpoint_url) if endpoint_url else Access(role_name=role)
        with click.progressbar(length=1, label="asking AWS", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

            def progress(done: int, total: int) -> None:
                bar.length = total
                bar.update(done - bar.pos)

            return collect(access, regions or ("us-east-1",), accounts, progress=progress)
    except (CannotCollect, NoBoto3, NotLoopback) as error:
        raise fail(str(error)) from None
