"""The filters at both ends of a way: security groups, and the network policies of pods."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from innovate_model.analyses.engine.lookup import cells
from innovate_model.analyses.engine.net import Net
from innovate_model.analyses.engine.places import Numbers
from innovate_model.analyses.engine.policies import PolicyRows
from innovate_model.analyses.engine.settling import Way
from innovate_model.analyses.engine.states import States
from innovate_model.analyses.engine.travel import PEERING, TRANSIT, WITHIN_VPC, Flags, Index


@dataclass(frozen=True, slots=True, eq=False)
class RulesOfSets:
    """The rules of sets of security groups in one direction. `row`: [set] -> its row; `rows`: [row, column] -> verdict
    (`states`); `references`: [set, set of the other end] -> what references to groups add, a verdict plus one, 0 for
    nothing."""

    row: Numbers
    rows: Numbers
    references: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Guards:
    """What filters ends: their security groups, and where there are any the network policies of their pods. `set_of`
    and `workload_of`: [end] -> its set of groups, and who stands there (0 for nobody in particular). `anyhow`: [set] ->
    the verdict on what may come in on a way that is not known."""

    set_of: Numbers
    egress: RulesOfSets
    ingress: RulesOfSets
    workload_of: Numbers
    policies_out: PolicyRows | None
    policies_in: PolicyRows | None
    anyhow: Numbers


def guard(
    guards: Guards, net: Net, way: Way, chosen: Index, sources: Numbers, ends: Numbers, place: Numbers, called: Numbers
) -> tuple[Index, Numbers]:
    """The pairs of which the filters at both ends leave something, by their positions, and what they leave as states.

    `chosen`: [pair] -> its position in the way; the other arrays have the two ends of each pair, the place of the first
    and the one that it calls. References between groups hold as `filtering.references_hold` says. Whichever way a
    packet comes, where that is not known: on a port of which no rule of the second end speaks it does not come in.
    """
    state = _sent(guards, net, way, chosen, sources, ends, called)
    left = np.flatnonzero(net.states.is_open[state])
    state, chosen = state[left], chosen[left]
    arrives = np.flatnonzero(way.arrives[chosen])
    these = left[arrives]
    state[arrives] = _taken(
        guards, net, way, chosen[arrives], (sources[these], ends[these]), place[these], state[arrives]
    )
    astray = np.flatnonzero(net.states.has_lost[state] | ~way.arrives[chosen])
    state[astray] = net.states.after(state[astray], guards.anyhow[guards.set_of[ends[left[astray]]]])
    last = np.flatnonzero(net.states.is_open[state])
    return left[last], state[last]


def _sent(
    guards: Guards, net: Net, way: Way, chosen: Index, sources: Numbers, ends: Numbers, called: Numbers
) -> Numbers:
    """What the filters of the first end leave."""
    crossing = way.crossing[chosen]
    direct = (crossing == WITHIN_VPC) | (crossing == PEERING)
    column, is_itself = net.places.column[called], ~net.places.is_face[called]
    sets = guards.set_of[sources], guards.set_of[ends]
    state = net.states.after(way.ports[chosen], _of_groups(net.states, guards.egress, sets, column, direct & is_itself))
    return _past_policies(net.states, state, guards, guards.policies_out, (sources, ends), column, is_itself)


def _taken(
    guards: Guards, net: Net, way: Way, chosen: Index, pair: tuple[Numbers, Numbers], place: Numbers, state: Numbers
) -> Numbers:
    """What the filters of the second end leave of that. `pair`: both ends."""
    sources, ends = pair
    seen, crossing = way.seen[chosen], way.crossing[chosen]
    shows = (crossing == WITHIN_VPC) | (crossing == PEERING) | (crossing == TRANSIT)
    column, is_itself = net.places.column[seen], seen == place
    sets = guards.set_of[ends], guards.set_of[sources]
    state = net.states.after(state, _of_groups(net.states, guards.ingress, sets, column, shows & is_itself))
    return _past_policies(net.states, state, guards, guards.policies_in, (ends, sources), column, is_itself)


def _past_policies(
    states: States,
    state: Numbers,
    guards: Guards,
    policies: PolicyRows | None,
    pair: tuple[Numbers, Numbers],
    column: Numbers,
    is_itself: Flags,
) -> Numbers:
    """What network policies leave. `pair`: who is filtered, then who is at the other end; `is_itself`: whether that one
    shows its own address."""
    if policies is None:
        return state
    own, other = (guards.workload_of[each] for each in pair)
    row = policies.row[own, np.where(is_itself, other, 0)]
    return states.after(state, np.where(row >= 0, policies.rows[row, column], np.intp(states.open)))


def _of_groups(
    states: States, rules: RulesOfSets, sets: tuple[Numbers, Numbers], column: Numbers, is_member: Flags
) -> Numbers:
    """Verdicts of security groups. `sets`: of the end that filters, then of the other; `is_member`: whether AWS sees
    the groups of the other one."""
    own, other = sets
    verdict: Numbers = cells(rules.rows, rules.row[own], column)
    added = cells(rules.references, own, other)
    referred = np.flatnonzero((added > 0) & is_member)
    if len(referred):
        count = len(states.verdicts)
        keys, back = np.unique(verdict[referred].astype(np.int64) * count + added[referred] - 1, return_inverse=True)
        verdict[referred] = np.array([states.either(*divmod(key, count)) for key in keys.tolist()])[back]
    return verdict
