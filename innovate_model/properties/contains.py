"""What an intruder in something gets at stays within bounds.

`compromise` is where the intruder is: each thing that it means, by itself. What follows is `innovate blast --mode
compromise`'s answer: what can be acted as, read, changed, or connected to, step by step; nothing is followed beyond
a session or a change. All of it must be `within` what these mean (and what stands in it), and none of it in what
`spares` means: one of the two must be said. What the compromise leaves "not known" (a managed policy, a condition)
makes the answer so.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        s3_buckets: {files: {}, payroll: {}}
        iam_roles:
          worker:
            trust: {services: [ec2.amazonaws.com]}
            permissions: {files: {effect: Allow, actions: [s3:GetObject], on: s3_buckets.files}}
    properties:
      workers-read-files-only:
        contains: {compromise: iam_roles.worker, spares: s3_buckets.payroll}
        because: It runs what others have written
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        s3_buckets: {files: {}, payroll: {}}
        iam_roles:
          worker:
            trust: {services: [ec2.amazonaws.com]}
            permissions:
              all: {effect: Allow, actions: [s3:GetObject], on: [s3_buckets.files, s3_buckets.payroll]}
    properties:
      workers-read-files-only:
        contains: {compromise: iam_roles.worker, spares: s3_buckets.payroll}
        because: It runs what others have written
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from innovate_model.analyses.blast_radius import BlastRadius, Member, State
from innovate_model.analyses.connecting import connections
from innovate_model.analyses.flow import Trace
from innovate_model.analyses.footholds import footholds
from innovate_model.analyses.selecting import Selections
from innovate_model.analyses.sessions import openings, witness
from innovate_model.analyses.survey import survey
from innovate_model.analyses.terms import ASKS, ASKS_WHOLE, Term
from innovate_model.finding import Related
from innovate_model.properties._chain import relations_to, told_chain
from innovate_model.properties._outcome import HOLDS, Outcome, Verdict, unknown
from innovate_model.properties._ways import told_hops
from innovate_model.properties._world import World, WrongSelector
from innovate_model.resources.base import Part
from innovate_model.resources.deployment import Deployment

PILLAR = "security"
_ABOUT_PODS = "whether pods of "
"""How `compromise` begins its word on pods that declare no ports."""


class Contains(Part):
    """A `compromise` stays within bounds."""

    compromise: Annotated[Selections, ASKS]
    """What the intruder has: each thing that it means, by itself."""
    within: Annotated[Selections, Term(asks=False, is_all_if_empty=True, is_whole=True)] = ()
    """What all that follows must stand in."""
    spares: Annotated[Selections, ASKS_WHOLE] = ()
    """What nothing of it may be, or stand in."""

    @model_validator(mode="after")
    def _has_bounds(self) -> Any:
        if not (self.within or self.spares):
            message = "`contains` says what the intruder stays `within`, or what it `spares`"
            raise PydanticCustomError("missing_key", "{message}", {"message": message})
        return self


BODY = Contains


def prove(world: World, body: Contains) -> Outcome:
    """Whether it holds, with the steps of the intruder where it does not."""
    entered = world.resources(body.compromise, "compromise")
    within = set(world.below(world.resources(body.within, "within")))
    spares = set(world.below(world.resources(body.spares, "spares")))
    _refuse_lost(world, body, entered)
    missing: list[str] = []
    for address in entered:
        radius = world.compromise(address)
        followers = [one for one in radius.members if one.address != address]
        bad = [one for one in followers if one.address in spares or (within and one.address not in within)]
        if bad:
            return _broken(world, radius, address, bad)
        missing += (fact for fact in radius.not_known if not fact.startswith(_ABOUT_PODS))
        missing += _silent_pods(world, radius, within, spares)
    return unknown(*missing) if missing else HOLDS


def _refuse_lost(world: World, body: Contains, entered: tuple[str, ...]) -> None:
    """WrongSelector where what is to be spared is the intruder's already."""
    for index, selection in enumerate(body.spares):
        meant = set(world.below(world.meant(selection, ("spares", index))))
        lost = next((address for address in entered if address in meant), None)
        if lost is not None:
            message = f"`{selection}` cannot be spared: it holds {lost}, which the intruder has from the start"
            raise WrongSelector(("spares", index), message, "name what else is to be spared")


def _silent_pods(world: World, radius: BlastRadius, within: set[str], spares: set[str]) -> Iterator[str]:
    """Whether pods that are spared or out of bounds listen, where they declare no ports and the network lets through:
    of all others it does not matter."""
    silent = [one.address for one in world.graph.model.of(Deployment) if not one.ports]
    asked = [one for one in silent if one in spares or (within and one not in within)]
    entered = {member.address: member for member in radius.of(State.ENTERED)}
    for address in entered if asked else ():
        for stand in footholds(world.graph, survey(world.graph), entered, address):
            for found in connections(world.graph, address, asked, stand.starts):
                yield f"whether pods of {found.destination} listen: they declare no `ports`"


def _broken(world: World, radius: BlastRadius, entered: str, bad: list[Member]) -> Outcome:
    member = min(bad, key=lambda one: (one.distance, one.address))
    more = len(bad) - 1
    rest = f", and at {more} more" if more else ""
    way = list(told_chain(world.graph, radius, member))
    permits = relations_to(world.graph, radius, member)
    if member.because is None:
        trace = _by_network(world, radius, member)
        way += told_hops(trace) if trace is not None else ()
        permits += [hop.path for hop in trace.hops if hop.path] if trace is not None else []
    says = f"an intruder in {entered} gets at {member.address} ({member.reason}){rest}"
    told = tuple(Related(note, path) for note, path in way)
    advice = "narrow what it may do, or what lets it in"
    return Outcome(Verdict.BROKEN, says, told, tuple(dict.fromkeys(permits)), advice=advice)


def _by_network(world: World, radius: BlastRadius, member: Member) -> Trace | None:
    """A session that exposes a member; None where it is by none."""
    entered = {one.address: one for one in radius.of(State.ENTERED)}
    known = survey(world.graph)
    starts = {
        end for name in member.after for one in footholds(world.graph, known, entered, name) for end in one.starts
    }
    found = [one for one in openings(world.graph, member.after, [member.address]) if one.source in starts]
    return witness(world.graph, min(found, key=lambda one: not one.is_certain)) if found else None
