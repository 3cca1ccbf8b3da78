"""No request gets from one environment to another, and no role of one lets an identity of another in.

Each entry of `between` is one environment, whatever its selector means taken together; a single entry with patterns
makes one of each thing that it means (`accounts.*`). Nothing may be in two of them. For each two of them, both ways, no
request gets from the one to the other unless it passes through what `except_via` names (as in `never`), and no role in
the one trusts an account, a role or a service account in the other.

PASS:
    accounts:
      dev:
        account_id: "111111111111"
        vpcs: {main: {cidr_block: 10.1.0.0/16, subnets: {app: {cidr_block: 10.1.0.0/24, availability_zone: a}}}}
      production:
        account_id: "222222222222"
        vpcs: {main: {cidr_block: 10.2.0.0/16, subnets: {app: {cidr_block: 10.2.0.0/24, availability_zone: a}}}}
    properties:
      apart:
        isolated: {between: [accounts.dev, accounts.production]}
        because: A mistake in one is no mistake in the other
FAIL:
    accounts:
      dev:
        account_id: "111111111111"
        iam_roles: {ci: {trust: {services: [ec2.amazonaws.com]}}}
        vpcs: {main: {cidr_block: 10.1.0.0/16, subnets: {app: {cidr_block: 10.1.0.0/24, availability_zone: a}}}}
      production:
        account_id: "222222222222"
        iam_roles: {deploy: {trust: {roles: accounts.dev.iam_roles.ci}}}
        vpcs: {main: {cidr_block: 10.2.0.0/16, subnets: {app: {cidr_block: 10.2.0.0/24, availability_zone: a}}}}
    properties:
      apart:
        isolated: {between: accounts.*}
        because: A mistake in one is no mistake in the other
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, permutations
from typing import Annotated

from innovate_model.analyses.selecting import Selections
from innovate_model.analyses.terms import ALLOWS, Term
from innovate_model.edge import Relation
from innovate_model.finding import Related
from innovate_model.properties._ends import Ends, ends_of
from innovate_model.properties._outcome import HOLDS, Outcome, Verdict, unknown
from innovate_model.properties._ways import no_way, passed_through
from innovate_model.properties._world import World, WrongSelector
from innovate_model.resources.base import Part
from innovate_model.span import at

PILLAR = "security"


class Isolated(Part):
    """No environment gets at another one."""

    between: Annotated[Selections, Term(asks=True, is_whole=True, is_each=True)]
    """The environments: one for each entry, or for each thing that a single entry means."""
    except_via: Annotated[Selections, ALLOWS] = ()
    """What a request may pass through."""


BODY = Isolated


def prove(world: World, body: Isolated) -> Outcome:
    """Whether it holds, with what leads from one environment to another where it does not."""
    via = passed_through(world, body.except_via)
    groups = [world.meant(selection, ("between", index)) for index, selection in enumerate(body.between)]
    if len(groups) == 1:
        groups = [(address,) for address in groups[0]]
    if len(groups) < 2:
        message = f"`{body.between[0]}` is one environment, and there is nothing that it could be isolated from"
        raise WrongSelector(("between",), message, "between: [ONE, ANOTHER]")
    _refuse_overlap(world, body, groups)
    networks = [ends_of(world, group) for group in groups]
    missing: list[str] = []
    for outcome in chain(_trusts(world, groups), _networks(world, networks, via)):
        if outcome.verdict is Verdict.BROKEN:
            return outcome
        missing += outcome.missing
    return unknown(*missing) if missing else HOLDS


def _refuse_overlap(world: World, body: Isolated, groups: list[tuple[str, ...]]) -> None:
    """WrongSelector where something is in two environments: nothing is isolated from itself."""
    home: dict[str, int] = {}
    for number, group in enumerate(groups):
        for address in world.below(group):
            if home.setdefault(address, number) != number:
                where = ("between", number) if len(body.between) > 1 else ("between",)
                message = f"{address} is in two of the environments, and nothing is isolated from itself"
                raise WrongSelector(where, message, "name each environment once")


def _networks(world: World, networks: list[Ends], via: tuple[str, ...]) -> Iterator[Outcome]:
    for one, other in permutations(networks, 2):
        yield no_way(world, one, other, (), via)


def _trusts(world: World, groups: list[tuple[str, ...]]) -> Iterator[Outcome]:
    """A broken outcome for each role that lets somebody of another environment in."""
    member = {address: number for number, group in enumerate(groups) for address in world.below(group)}
    for edge in world.graph.edges(Relation.TRUSTS):
        own, other = member.get(edge.source), member.get(edge.target)
        if own is not None and other is not None and own != other:
            path = at(edge.source, *edge.path)
            told = (Related(f"{edge.source} trusts {edge.target}", path),)
            yield Outcome(Verdict.BROKEN, f"{edge.target} may act as {edge.source}", told, (path,))
