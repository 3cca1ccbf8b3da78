"""`innovate addresses`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from innovate_model.cli.opening import MODEL, open_sound_model, scenarios_option
from innovate_model.cli.printing import below, heading, say, table

if TYPE_CHECKING:
    from innovate_model.analyses.address_plan import AddressPlan
    from innovate_model.analyses.addressing import Space

_SHOWN = 4
"""So many of a block's free parts are printed; JSON has all."""


@click.command("addresses")
@MODEL
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True)
@scenarios_option
def command(model: str, format_name: str, scenarios: tuple[str, ...]) -> None:
    """Show what is free in the VPCs, and how many addresses each subnet can give out.

    AWS keeps five addresses of every subnet. Exit code 0: answered; 2: could not run.
    """
    plan = open_sound_model(model, scenarios).spaces()
    if format_name == "json":
        click.echo(as_json(plan))
    else:
        show(plan)


def show(plan: AddressPlan) -> None:
    """Each VPC's blocks with their free space, then its subnets."""
    if not plan.spaces:
        say("no VPC has an IPv4 block")
    for vpc in dict.fromkeys(space.vpc for space in plan.spaces):
        heading(vpc)
        table([_space_row(space) for space in plan.spaces if space.vpc == vpc])
        rows = [
            (below(vpc, one.subnet), " ".join(one.blocks), f"{one.usable_addresses:,}", "usable")
            for one in plan.subnets
            if one.vpc == vpc
        ]
        table(rows, indent=4, right=frozenset({2}))


def _space_row(space: Space) -> tuple[str, ...]:
    from innovate_model.analyses.address_plan import largest_first

    free = largest_first(space.free)
    more = f" and {len(free) - _SHOWN} smaller" if len(free) > _SHOWN else ""
    return space.block, f"{space.used:.1%} used", f"free: {' '.join(free[:_SHOWN]) or 'nothing'}{more}"


def as_json(plan: AddressPlan) -> str:
    """Versioned and stable; `used_share` is 0 to 1."""
    import json

    from innovate_model.analyses.address_plan import largest_first

    return json.dumps(
        {
            "version": 1,
            "vpc_blocks": [
                {
                    "vpc": space.vpc,
                    "block": space.block,
                    "used_share": space.used,
                    "free": list(largest_first(space.free)),
                }
                for space in plan.spaces
            ],
            "subnets": [
                {
                    "subnet": one.subnet,
                    "vpc": one.vpc,
                    "blocks": list(one.blocks),
                    "usable_addresses": one.usable_addresses,
                }
                for one in plan.subnets
            ],
        },
        indent=2,
    )
