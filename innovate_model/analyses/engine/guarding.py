"""The filters at both ends of a way: security groups, and the network policies of pods."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from innovate_model.analyses.engine.distinct import Distinct, Kinds, combined
from innovate_model.analyses.engine.filters import MaskPairs
from innovate_model.analyses.engine.net import Net
from innovate_model.analyses.engine.places import Numbers
from innovate_model.analyses.engine.policies import PolicyRows
from innovate_model.analyses.engine.settling import Way
from innovate_model.analyses.engine.travel import PEERING, TRANSIT, WITHIN_VPC, Flags


@dataclass(frozen=True, slots=True, eq=False)
class RulesOfSets:
    """The rules of sets of security groups in one direction. `row`: [set] -> its row; `rows`: [row, column] -> number
    of a pair of masks; `references`: [set, set of the other end] -> the same plus one, 0 for none."""

    row: Numbers
    rows: Numbers
    references: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Guards:
    """What filters ends: their security groups, and where there are any the network policies of their pods. `set_of`
    and `workload_of`: [end] -> its set of groups, and who stands there (0 for nobody in particular)."""

    masks: MaskPairs
    set_of: Numbers
    egress: RulesOfSets
    ingress: RulesOfSets
    workload_of: Numbers
    policies_out: PolicyRows | None
    policies_in: PolicyRows | None


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """The filters of one end that judge each pair: numbers of pairs of masks plus one, 0 for none. `by_address` and
    `by_group` add to one another."""

    by_address: Numbers
    by_group: Numbers
    by_policy: Numbers

    @property
    def parts(self) -> tuple[Numbers, Numbers, Numbers]:
        """All of them."""
        return self.by_address, self.by_group, self.by_policy


def guard(
    guards: Guards, net: Net, way: Way, chosen: Any, sources: Numbers, ends: Numbers, place: Numbers, called: Numbers
) -> Distinct:
    """What the filters at both ends leave of a way: certain and possible ports.

    `chosen`: [pair] -> its position in the way; the other arrays have the two ends of each pair, the place of the first
    and the one that it calls. References between groups hold as `filtering.references_hold` says.
    """
    seen, crossing = way.seen[chosen], way.crossing[chosen]
    direct = (crossing == WITHIN_VPC) | (crossing == PEERING)
    own, other = guards.set_of[sources], guards.set_of[ends]
    who, peer = guards.workload_of[sources], guards.workload_of[ends]
    column, is_itself = net.places.column[called], ~net.places.is_face[called]
    out = _side(guards.egress, guards.policies_out, (own, other), (who, peer), column, direct & is_itself, is_itself)
    column, is_itself = net.places.column[seen], seen == place
    is_member = (direct | (crossing == TRANSIT)) & is_itself
    inward = _side(guards.ingress, guards.policies_in, (other, own), (peer, who), column, is_member, is_itself)
    outside = ~way.arrives[chosen]
    for part in inward.parts:
        part[outside] = 0
    kind, first = combined([way.ports.kind[chosen], *out.parts, *inward.parts])
    return Distinct(kind, _laid(guards.masks, way, way.ports.kind[chosen[first]], first, (out, inward)))


def _side(
    rules: RulesOfSets,
    policies: PolicyRows | None,
    sets: tuple[Numbers, Numbers],
    workloads: tuple[Numbers, Numbers],
    column: Numbers,
    is_member: Flags,
    is_itself: Flags,
) -> Side:
    """`sets` and `workloads`: of the end that filters, then of the other; `is_member`: whether AWS sees the groups of
    the other one, `is_itself`: whether it shows its own address."""
    own, other = sets
    by_address = rules.rows[rules.row[own], column] + np.int32(1)
    by_group = np.where(is_member, rules.references[own, other], np.int32(0))
    by_policy = np.zeros(len(own), dtype=np.int32)
    if policies is not None:
        row = policies.row[workloads[0], np.where(is_itself, workloads[1], 0)]
        by_policy = np.where(row >= 0, policies.rows[row, column] + np.int32(1), np.int32(0))
    return Side(by_address, by_group, by_policy)


def _laid(masks: MaskPairs, way: Way, kind: Kinds, first: Kinds, sides: tuple[Side, Side]) -> tuple[Any, ...]:
    """Certain and possible ports of one pair of each kind. What is lost on the way comes to no end but the first."""
    certain, possible, lost = (rows[kind].copy() for rows in way.ports.rows)
    for side, touched in zip(sides, ((possible, lost), (possible,)), strict=True):
        by_address, by_group, by_policy = (part[first] for part in side.parts)
        for numbers, added in ((by_address, by_group), (by_policy, np.zeros_like(by_policy))):
            judged, referred = np.flatnonzero(numbers), np.flatnonzero(added)
            sure, maybe = np.full_like(certain, _ALL), np.full_like(certain, _ALL)
            sure[judged], maybe[judged] = masks.certain[numbers[judged] - 1], masks.possible[numbers[judged] - 1]
            sure[referred] |= masks.certain[added[referred] - 1]
            maybe[referred] |= masks.possible[added[referred] - 1]
            certain &= sure
            for rows in touched:
                rows &= maybe
    return certain, possible | lost


_ALL = np.uint64(2**64 - 1)
