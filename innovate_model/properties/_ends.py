"""The ends of requests that a promise speaks of: everything with a place in the network that its selectors mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from innovate_model.analyses.connecting import starts_of
from innovate_model.analyses.endpoints import INTERNET, Kind
from innovate_model.analyses.parties import SERVICES, blocks_of_site, parties
from innovate_model.analyses.places import Networks, inside, outside, public_blocks
from innovate_model.analyses.relaying import Side
from innovate_model.analyses.survey import survey
from innovate_model.graph import Graph
from innovate_model.properties._world import Chosen, World, WrongSelector
from innovate_model.resources.apigatewayv2_api import Apigatewayv2Api
from innovate_model.resources.cloudfront_distribution import CloudfrontDistribution
from innovate_model.resources.customer_gateway import CustomerGateway
from innovate_model.resources.s3_bucket import S3Bucket
from innovate_model.resources.subnet import Subnet
from innovate_model.values import Network, network

_WITHOUT_INTERFACES = (Subnet, CustomerGateway, CloudfrontDistribution, Apigatewayv2Api, S3Bucket)


@dataclass(frozen=True, slots=True)
class Ends:
    """`names` as `sessions.openings` takes them; `blocks`: of those that stand for blocks of addresses, these, none of
    which overlaps another."""

    names: tuple[str, ...]
    blocks: Mapping[str, Networks]

    @property
    def side(self) -> Side:
        """The same as `relaying` takes it."""
        return {name: self.blocks.get(name) for name in self.names}

    def kept(self, graph: Graph) -> Ends:
        """Those that are in a graph, which has less than the one they were found in."""
        names = (name for name in self.names if name in graph.model or not name.startswith(_SECTIONS))
        return Ends(tuple(names), self.blocks)


_SECTIONS = ("accounts.", "organization")


def ends(world: World, chosen: Chosen, key: str) -> Ends:
    """What the selectors under a key mean: a resource and all that stands in it, and hosts that could stand in a subnet
    of it.

    An account or VPC is all of its network, a subnet also every interface in it, a cluster its nodes and pods. A block
    of addresses is whatever may have one of them. WrongSelector where a selector means nothing in the network.
    """
    found: list[Ends] = []
    for index, selection in enumerate(chosen):
        parties = world.parties(selection, (key, index))
        meant = ends_of(world, parties)
        if not meant.names:
            raise WrongSelector((key, index), *_without_place(world, str(selection), parties))
        if key == "from" and not any(starts_of(survey(world.graph), name) for name in meant.names):
            message, hint = (
                f"no session starts from `{selection}`",
                "name what opens connections: a deployment, internet",
            )
            raise WrongSelector((key, index), message, hint)
        found.append(meant)
    names = dict.fromkeys(name for one in found for name in one.names)
    whole = {name for one in found for name in one.names if name not in one.blocks}
    blocks: dict[str, Networks] = {}
    for one in found:
        for name, own in one.blocks.items():
            before = blocks.get(name, ())
            blocks[name] = (*before, *outside(own, before))
    return Ends(tuple(names), {name: own for name, own in blocks.items() if name not in whole})


def refuse_outside(world: World, sources: Iterable[str], destinations: Iterable[str]) -> None:
    """WrongSelector where no end is in the model: what others do with one another passes nothing that it speaks of."""
    if all(_is_outside(world, name) for name in (*sources, *destinations)):
        message = "whatever `from` and `to` mean is outside the model, which says nothing of what passes between them"
        raise WrongSelector(("to",), message, "name something of the model at one end")


def _is_outside(world: World, name: str) -> bool:
    if name in world.graph.model:
        return False
    return all(end.kind in (Kind.INTERNET, Kind.SERVICE) for end in parties(survey(world.graph), name))


def ends_of(world: World, parties: Iterable[str]) -> Ends:
    """What parties are in the network; nothing, for those that have no place there."""
    names: dict[str, None] = {}
    blocks: dict[str, Networks] = {}
    for party in parties:
        found = dict.fromkeys(_in_network(world, party))
        names.update(found)
        if "/" in party:
            blocks.update({name: (network(party),) for name in found})
    return Ends(tuple(names), blocks)


def _in_network(world: World, party: str) -> Iterator[str]:
    model, known = world.graph.model, survey(world.graph)
    if "/" in party:
        yield from _in_block(world, network(party))
        return
    if party not in model:
        yield party
        return
    for address in world.below((party,)):
        resource = model[address]
        if address in known.endpoints.by_owner or isinstance(resource, _WITHOUT_INTERFACES):
            yield address
        if isinstance(resource, Subnet):
            yield from (end.address for end in known.endpoints.by_subnet.get(address, ()))


def _in_block(world: World, block: Network) -> Iterator[str]:
    model = world.graph.model
    known = survey(world.graph)
    networks = [(one.address, one.cidr_blocks) for one in model.of(Subnet)]
    networks += [(one.address, blocks_of_site(known, one.address)) for one in model.of(CustomerGateway)]
    for address, own in networks:
        if any(_overlap(network(each), block) for each in own):
            yield from _in_network(world, address)
    for owner, group in known.endpoints.by_owner.items():
        if any(one.public is not None and one.public.ip and inside(one.public.possible, (block,)) for one in group):
            yield owner
    if inside((block,), public_blocks(block.version)):
        yield INTERNET


def _overlap(one: Network, other: Network) -> bool:
    return one.version == other.version and one.overlaps(other)


def _without_place(world: World, text: str, parties: Iterable[str]) -> tuple[str, str]:
    """Why nothing of what a selector means is in the network, and what to write instead."""
    kinds = {world.graph.model[party].kind for party in parties if party in world.graph.model}
    if kinds & set(SERVICES):
        what = "its service answers everybody, and policies say whom it tells something"
        return f"`{text}`: {what}", "`contains` says who reads it; com.amazonaws.REGION.SERVICE is the service itself"
    hint = "name what opens or takes connections: a load balancer, an instance, a deployment, a subnet, internet"
    return f"`{text}` has no place in the network", hint
