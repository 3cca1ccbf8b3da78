"""A number stays at or below a limit: how much fails at once, what it costs, how many addresses are taken.

One of four is said, with what it is counted `of`:

- `blast_radius`: how many other resources stop when any one of these is lost (what is only degraded does not count);
- `compromise_radius`: how many others an intruder in any one of these acts as, reads, changes or connects to (what
  nothing follows beyond that, `innovate blast --mode compromise` says);
- `usd_per_month`: what these, and all that stands in them, cost together, as `innovate cost` says it;
- `addresses_used`: of any one of these VPCs or subnets, in percent (`60%`) or as a number. Of a VPC, what its subnets
  take of its IPv4 blocks; of a subnet, what stands in it needs: nodes with their pods when they have grown as far as
  they may, one address for anything else, more for load balancers and control planes.

What is known in part is "at least": above the limit it breaks the promise, below it the answer is not known. A bill has
nearly always such parts, as traffic and requests are in no model: `counts: known` promises the limit of what is known
alone. That holds below the limit, and is a note that says what was not counted. What users do is told by `innovate
cost --demand`.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        vpcs: {main: {cidr_block: 10.0.0.0/16, subnets: {app: {cidr_block: 10.0.0.0/18, availability_zone: a}}}}
    properties:
      room-to-grow:
        at_most: {addresses_used: 50%, of: vpcs.main}
        because: Another region of it may come
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs: {main: {cidr_block: 10.0.0.0/16, subnets: {app: {cidr_block: 10.0.0.0/16, availability_zone: a}}}}
    properties:
      room-to-grow:
        at_most: {addresses_used: 50%, of: vpcs.main}
        because: Another region of it may come
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from innovate_model.analyses.addressing import addresses_in_subnet, spaces
from innovate_model.analyses.blast_radius import BlastRadius, State
from innovate_model.analyses.pod_addresses import needs, taken_by_others
from innovate_model.analyses.selecting import Selections
from innovate_model.analyses.terms import ASKS, LIMIT, Term
from innovate_model.finding import Related
from innovate_model.properties._outcome import HOLDS, Outcome, Verdict, unknown
from innovate_model.properties._world import World, WrongSelector
from innovate_model.resources.base import Part
from innovate_model.resources.eks_node_group import EksNodeGroup
from innovate_model.resources.subnet import Subnet
from innovate_model.resources.vpc import Vpc
from innovate_model.span import at
from innovate_model.values import network

PILLAR = "cost optimization"
_KINDS = (Vpc, Subnet)
_SHOWN = 5
_ALL = 100
_NARROWER = "narrow what it may read, change and act as, what its security groups let out, or what lets it in elsewhere"


def _share(value: Any) -> str:
    text = str(value).strip()
    number = text.removesuffix("%").strip()
    if number.isascii() and number.isdigit() and len(number) < 12:
        if text.endswith("%") and int(number) > _ALL:
            message = f"`{text}` of the addresses is more than there are: a share is 0% to 100%"
            raise PydanticCustomError("wrong_type", "{message}", {"message": message})
        return f"{int(number)}%" if text.endswith("%") else str(int(number))
    message = f"`{text}` is neither a number of addresses nor a share such as 60%"
    raise PydanticCustomError("wrong_type", "{message}", {"message": message})


Share = Annotated[str, BeforeValidator(_share), WithJsonSchema({"description": "a number of addresses, or 60%"})]


class AtMost(Part):
    """A number `of` something is no more than a limit."""

    of: Annotated[Selections, ASKS]
    """What is counted or added up."""
    blast_radius: Annotated[int | None, LIMIT] = Field(default=None, ge=0)
    """How many other resources may stop when any one of these is lost."""
    compromise_radius: Annotated[int | None, LIMIT] = Field(default=None, ge=0)
    """How many other resources an intruder in any one of these may get at."""
    usd_per_month: Annotated[float | None, LIMIT] = Field(default=None, ge=0)
    """What all of these may cost together."""
    addresses_used: Annotated[Share | None, LIMIT] = None
    """How many addresses of any one of these VPCs or subnets may be taken: a number, or a share such as `60%`."""
    counts: Annotated[Literal["everything", "known"], Term(asks=True, order=("known", "everything"))] = "everything"
    """Whether the limit is one of everything, not proven while a part is not known, or of what is known alone."""

    @model_validator(mode="after")
    def _has_one_limit(self) -> Any:
        limits = [name for name in _LIMITS if getattr(self, name) is not None]
        if len(limits) != 1:
            message = f"`at_most` has one limit of {', '.join(_LIMITS)}, not {len(limits)}"
            raise PydanticCustomError("missing_key", "{message}", {"message": message})
        return self


_LIMITS = ("blast_radius", "compromise_radius", "usd_per_month", "addresses_used")
BODY = AtMost


def prove(world: World, body: AtMost) -> Outcome:
    """Whether it holds, with what there is too much of where it does not."""
    outcome = _held(world, body)
    if outcome.verdict is not Verdict.NOT_KNOWN or body.counts == "everything":
        return outcome
    first, more = outcome.missing[0], len(outcome.missing) - 1
    rest = f" and {more} more {'thing' if more == 1 else 'things'}" if more else ""
    return Outcome(Verdict.HOLDS, f"{outcome.says}, with {first}{rest} not counted")


def _held(world: World, body: AtMost) -> Outcome:
    of = world.resources(body.of, "of")
    if body.blast_radius is not None:
        radii = ((address, world.failure([address])) for address in of)
        advice = "divide it, or give what depends on it another to turn to"
        return _radius(radii, body.blast_radius, (State.DOWN,), "takes {} others down", advice)
    if body.compromise_radius is not None:
        followed = ((address, world.compromise(address)) for address in of)
        states = (State.ENTERED, State.EXPOSED)
        return _radius(followed, body.compromise_radius, states, "gives an intruder {} others", _NARROWER)
    if body.usd_per_month is not None:
        return _cost(world, of, Decimal(str(body.usd_per_month)))
    return _addresses(world, body, of)


def _radius(
    found: Iterable[tuple[str, BlastRadius]], limit: int, states: tuple[State, ...], says: str, advice: str
) -> Outcome:
    missing: list[str] = []
    known: list[tuple[int, str]] = []
    for address, radius in found:
        members = [one for one in radius.members if one.state in states and one.address != address]
        if len(members) > limit:
            told = tuple(Related(f"{one.address} {one.reason}", at(one.address)) for one in members[:_SHOWN])
            text = f"{address} {says.format(len(members))}, and {limit} are promised at most"
            return Outcome(Verdict.BROKEN, text, told, advice=advice)
        if radius.not_known:
            known.append(
                (len(members), f"{address} {says.format(f'at least {len(members)}')} ({limit} at most are promised)")
            )
        missing += radius.not_known
    return unknown(*missing, says=max(known, key=lambda one: one[0])[1]) if missing else HOLDS


def _cost(world: World, of: tuple[str, ...], limit: Decimal) -> Outcome:
    from innovate_model.analyses.cost import cost, usd_text
    from innovate_model.prices import price_book

    meant = set(world.below(of))
    part = cost(world.graph, price_book()).by(lambda subject: "meant" if subject.address in meant else "")
    items = part.get("meant")
    if items is None:
        return HOLDS
    total = items.total
    if total.monthly_usd > limit:
        dearest = tuple(
            Related(f"{item.subject.address}: {item.what}, USD {usd_text(item.monthly_usd)}", at(item.subject.address))
            for item in items.largest(_SHOWN)
        )
        says = f"it costs {total}, and USD {usd_text(limit)} are promised at most"
        return Outcome(Verdict.BROKEN, says, dearest, advice="less of what is dear, or another limit")
    gaps = [f"what {gap.what} of {gap.subject.address} costs ({gap.standing})" for gap in total.gaps]
    return unknown(*gaps, says=f"it costs {total} (USD {usd_text(limit)} at most are promised)") if gaps else HOLDS


def _addresses(world: World, body: AtMost, of: tuple[str, ...]) -> Outcome:
    model, limit = world.graph.model, body.addresses_used or ""
    fitting = [address for address in of if isinstance(model[address], _KINDS)]
    if not fitting:
        message = f"`{body.of[0]}` has no addresses to be used: it is a {model[of[0]].kind}"
        raise WrongSelector(("of",), message, "name VPCs or subnets")
    open_ones: dict[str, str] = {}
    for address in fitting:
        used, whole, is_all = _taken(world, address)
        share = f"{used / whole:.0%}" if whole else "all"
        at_least = "" if is_all else "at least "
        says = f"{at_least}{used} of {whole} addresses of {address} are used"
        number = int(limit.removesuffix("%"))
        if used * 100 > number * whole if limit.endswith("%") else used > number:
            told = (Related("all of it", at(address, "cidr_block")),)
            text = f"{says} ({share}), and {limit} are promised at most"
            return Outcome(Verdict.BROKEN, text, told, advice="a larger block, or less in it")
        if not is_all:
            fact = f"how many addresses the nodes in {address} take: their instance types are not known"
            open_ones[fact] = f"{says} ({share}; {limit} at most are promised)"
    return unknown(*open_ones, says=next(iter(open_ones.values()))) if open_ones else HOLDS


def _taken(world: World, address: str) -> tuple[int, int, bool]:
    """How many IPv4 addresses of a VPC or subnet are taken, how many there are, and whether those are all that are."""
    subnet = world.graph.model.get(address, Subnet)
    if subnet is None:
        blocks = [space for space in spaces(world.graph) if space.vpc == address]
        whole = sum(network(space.block).num_addresses for space in blocks)
        return whole - sum(network(block).num_addresses for space in blocks for block in space.free), whole, True
    whole = addresses_in_subnet(subnet)
    needed = next((need.addresses for need in needs(world.graph) if need.subnet.address == address), None)
    if needed is not None:
        return needed, whole, True
    has_nodes = any(address in group.subnets for group in world.graph.model.of(EksNodeGroup))
    return taken_by_others(world.graph, address), whole, not has_nodes
