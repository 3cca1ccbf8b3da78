"""What is kept goes on when something else is lost.

`loss_of` is what goes: a selector or a list of them, all of it together; or `any KIND`, `any SELECTOR`, each thing of
it by itself; or `any 2 of ...`, each two of them at once. `keeps` is what must go on; with `degraded: no` it must not
even lose a part of its redundancy. Who stops without what is `innovate blast`'s answer: what the model says and AWS
makes so, dependencies that nobody wrote not among it.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {web: {per: availability_zone, newbits: 4, netnum: 0}}
            security_groups: {web: {ingress: {}, egress: {}}}
            lbs: {web: {type: application, internal: yes, subnets: web, security_groups: web}}
    properties:
      a-zone-may-burn:
        survives: {loss_of: any availability_zone, keeps: lbs.web}
        because: Customers do not ask which zone it was
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {web: {per: availability_zone, newbits: 4, netnum: 0}}
            security_groups: {web: {ingress: {}, egress: {}}}
            instances: {web: {instance_type: t3.micro, subnet: web-a, security_groups: web}}
    properties:
      a-zone-may-burn:
        survives: {loss_of: any availability_zone, keeps: instances.web}
        because: Customers do not ask which zone it was
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from math import comb
from typing import Annotated

from innovate_model.analyses.blast_radius import BlastRadius, State
from innovate_model.analyses.selecting import Selections, Selector
from innovate_model.analyses.terms import ALLOWS, ASKS
from innovate_model.finding import Related
from innovate_model.hints import did_you_mean, near
from innovate_model.properties._chain import told_chain
from innovate_model.properties._outcome import HOLDS, Outcome, Verdict, unknown
from innovate_model.properties._world import World, WrongSelector
from innovate_model.resources import types
from innovate_model.resources.availability_zone import AvailabilityZone
from innovate_model.resources.base import Part

PILLAR = "reliability"
_ANY = re.compile(r"any\s+(?:(?P<count>[0-9]+)\s+)?(?:of\s+)?(?P<what>\S.*)")
_MOST_LOSSES = 20_000
"""More combinations than this are not tried: the promise is not known then."""


class Survives(Part):
    """The loss of some things does not stop others."""

    loss_of: Annotated[Selections, ASKS]
    """What goes: selectors (all of it together), `any availability_zone`, `any nat_gateways.egress`, `any 2 of ...`."""
    keeps: Annotated[Selections, ASKS]
    """What goes on."""
    degraded: Annotated[bool, ALLOWS] = True
    """Whether it may lose redundancy."""


BODY = Survives


def prove(world: World, body: Survives) -> Outcome:
    """Whether it holds, with the reasons from a loss to what it stops where it does not."""
    keeps = world.resources(body.keeps, "keeps")
    groups = [_Losses(world, selection, index) for index, selection in enumerate(body.loss_of)]
    together = tuple(address for group in groups if not group.count for address in group.members)
    each = [group for group in groups if group.count]
    number = sum(group.number for group in each)
    if number > _MOST_LOSSES:
        return unknown(f"what {number} combinations of losses do: {_MOST_LOSSES} are tried at most")
    losses = [*([together] if together else []), *(loss for group in each for loss in group.combinations())]
    missing: list[str] = []
    for lost in losses:
        radius = world.failure(lost)
        if (broken := _broken(world, body, radius, keeps, lost)) is not None:
            return broken
        missing += radius.not_known
    return unknown(*missing) if missing else HOLDS


class _Losses:
    """What one entry of `loss_of` means: all of its members together (`count` 0), or each `count` of them."""

    def __init__(self, world: World, selection: str | Selector, index: int) -> None:
        found = _ANY.fullmatch(selection) if isinstance(selection, str) else None
        self.count = int(found["count"] or 1) if found else 0
        self.members: tuple[str, ...]
        if found and found["what"] in types().by_kind:
            self.members = world.meant(Selector(kind=found["what"]), ("loss_of", index))
        elif isinstance(selection, str):
            self.members = _members(world, selection, found["what"] if found else selection, index)
        else:
            self.members = world.meant(selection, ("loss_of", index))
        if found and not 0 < self.count <= len(self.members):
            message = f"`{selection}`: there {'is' if len(self.members) == 1 else 'are'} {len(self.members)}"
            raise WrongSelector(("loss_of", index), message, f"a number from 1 to {len(self.members)}")

    @property
    def number(self) -> int:
        """How many losses that is."""
        return comb(len(self.members), self.count)

    def combinations(self) -> Iterator[tuple[str, ...]]:
        """Each loss."""
        return combinations(self.members, self.count)


def _members(world: World, selection: str, what: str, index: int) -> tuple[str, ...]:
    """What is lost. Who misspelt it may have meant `any` of a kind."""
    try:
        return world.meant(what, ("loss_of", index))
    except WrongSelector as wrong:
        named = sorted({one.kind for one in world.graph.model}, key=lambda kind: (kind != AvailabilityZone.kind, kind))
        kinds = near(what, named) if "." not in what and not wrong.is_unjudged else ()
        if not kinds:
            raise
        before = selection.removesuffix(what) or "any "
        message = f"`{selection}` means nothing in this model"
        hint = did_you_mean(f"{before}{kind}" for kind in kinds)
        raise WrongSelector(wrong.path, message, hint) from None


def _broken(
    world: World, body: Survives, radius: BlastRadius, keeps: tuple[str, ...], lost: tuple[str, ...]
) -> Outcome | None:
    bad = (State.LOST, State.DOWN) if body.degraded else (State.LOST, State.DOWN, State.DEGRADED)
    hit = {member.address: member for member in radius.members if member.state in bad}
    found = [hit[address] for address in keeps if address in hit]
    if not found:
        return None
    member = min(found, key=lambda one: (one.state is State.DEGRADED, one.distance, one.address))
    more = len(found) - 1
    rest = f", and {more} more" if more else ""
    says = f"without {_named(lost)}, {member.address} is {member.state}{rest}"
    told = tuple(Related(note, path) for note, path in told_chain(world.graph, radius, member))
    return Outcome(Verdict.BROKEN, says, told, advice="a second one of what stops, or a way to do without it")


def _named(lost: tuple[str, ...]) -> str:
    return lost[0] if len(lost) == 1 else f"{', '.join(lost[:-1])} and {lost[-1]}"
