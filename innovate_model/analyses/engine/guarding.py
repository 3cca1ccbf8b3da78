"""The filters at both ends of a way: security groups, and the network policies of pods."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

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
    and `workload_of`: [end] -> its set of groups, and who stands there (0 for nobody in particular)."""

    set_of: Numbers
    egress: RulesOfSets
    ingress: RulesOfSets
    workload_of: Numbers
    policies_out: PolicyRows | None
    policies_in: PolicyRows | None


def guard(
    guards: Guards, net: Net, way: Way, chosen: Index, sources: Numbers, ends: Numbers, place: Numbers, called: Numbers
) -> Numbers:
    """What the filters at both ends leave of a way, as states.

    `chosen`: [pair] -> its position in the way; the other arrays have the two ends of each pair, the place of the first
    and the one that it calls. References between groups hold as `filtering.references_hold` says.
    """
    seen, crossing = way.seen[chosen], way.crossing[chosen]
    direct = (crossing == WITHIN_VPC) | (crossing == PEERING)
    own, other = guards.set_of[sources], guards.set_of[ends]
    who, peer = guards.workload_of[sources], guards.workload_of[ends]
    states, state = net.states, way.ports[chosen]
    column, is_itself = net.places.column[called], ~net.places.is_face[called]
    state = states.after(state, _of_groups(states, guards.egress, (own, other), column, direct & is_itself))
    state = states.after(state, _of_policies(states, guards.policies_out, (who, peer), column, is_itself))
    arrives = np.flatnonzero(way.arrives[chosen])
    column, is_itself = net.places.column[seen], seen == place
    is_member = (direct | (crossing == TRANSIT)) & is_itself
    groups = _of_groups(states, guards.ingress, (other, own), column, is_member)
    policies = _of_policies(states, guards.policies_in, (peer, who), column, is_itself)
    state[arrives] = states.after(states.after(state, groups), policies)[arrives]
    return state


def _of_groups(
    states: States, rules: RulesOfSets, sets: tuple[Numbers, Numbers], column: Numbers, is_member: Flags
) -> Numbers:
    """Verdicts of security groups. `sets`: of the end that filters, then of the other; `is_member`: whether AWS sees
    the groups of the other one."""
    own, other = sets
    verdict: Numbers = rules.rows[rules.row[own], column]
    added = rules.references[own, other]
    referred = np.flatnonzero((added > 0) & is_member)
    if len(referred):
        count = len(states.verdicts)
        keys, back = np.unique(verdict[referred].astype(np.int64) * count + added[referred] - 1, return_inverse=True)
        verdict[referred] = np.array([states.either(*divmod(key, count)) for key in keys.tolist()])[back]
    return verdict


def _of_policies(
    states: States, policies: PolicyRows | None, workloads: tuple[Numbers, Numbers], column: Numbers, is_itself: Flags
) -> Numbers | int:
    """Verdicts of network policies. `workloads`: who is filtered, then who is at the other end; `is_itself`: whether
    that one shows its own address."""
    if policies is None:
        return states.open
    row = policies.row[workloads[0], np.where(is_itself, workloads[1], 0)]
    return np.where(row >= 0, policies.rows[row, column], np.int32(states.open))
