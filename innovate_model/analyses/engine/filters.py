"""Network ACLs and security groups as rows: what each lets through to or from each column.

A cell of a row is the number of a pair of masks, what passes for certain and what may pass. They differ only for
addresses that are not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from innovate_model.analyses.engine.columns import Columns, Slice
from innovate_model.analyses.engine.port_atoms import ALL_CODES, PortAtoms
from innovate_model.analyses.engine.states import States, Verdict
from innovate_model.analyses.filtering import Direction
from innovate_model.analyses.stands import Guard
from innovate_model.analyses.survey import Survey
from innovate_model.resources.network_acl import NetworkAcl
from innovate_model.resources.peer import Peer
from innovate_model.resources.prefix_list import PrefixList
from innovate_model.resources.security_group import SecurityGroup

Row = np.ndarray[Any, np.dtype[np.int32]]
DIRECTIONS: tuple[Direction, ...] = ("ingress", "egress")
Rule = tuple[bool, int, tuple[Slice, ...]]
"""Whether it allows, the ports, the columns."""


@dataclass(slots=True, eq=False)
class RowsOnce:
    """Rows by number, each once: those that Filters makes are one where they say the same."""

    rows: list[Row] = field(default_factory=list)
    _numbers: dict[int, int] = field(default_factory=dict)
    """By the identity of a row, which is kept."""

    def number(self, row: Row) -> int:
        """The number of a row."""
        known = self._numbers.setdefault(id(row), len(self.rows))
        if known == len(self.rows):
            self.rows.append(row)
        return known


@dataclass(slots=True, eq=False)
class Filters:
    """Builds rows; rows with the same content are one."""

    survey: Survey
    columns: Columns
    atoms: PortAtoms
    pairs: list[tuple[int, int]] = field(default_factory=list)
    """Masks of what passes for certain and of what may pass, by number."""
    _numbers: dict[tuple[int, int, tuple[int, ...]], int] = field(default_factory=dict)
    _known_codes: dict[int, tuple[int, ...]] = field(default_factory=dict)
    _made: dict[Any, Row] = field(default_factory=dict)
    _between: dict[tuple[str, str, Direction], Row] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.number(self.atoms.everything, self.atoms.everything)

    def number(self, certain: int, possible: int, codes: tuple[int, ...] = ()) -> int:
        """The number of a pair of masks. `codes`: the answer codes of what may pass, where they do not follow from the
        mask. 0 is everything."""
        key = certain, possible, codes or self._codes(possible)
        if key not in self._numbers:
            self._numbers[key] = len(self.pairs)
            self.pairs.append((certain, possible))
        return self._numbers[key]

    def _codes(self, mask: int) -> tuple[int, ...]:
        known = self._known_codes.get(mask)
        if known is None:
            known = tuple(self.atoms.code(mask, one) for one in range(len(self.atoms.ranges)))
            self._known_codes[mask] = known
        return known

    def open_row(self) -> Row:
        """The row that lets everything through."""
        return np.zeros(len(self.columns), dtype=np.int32)

    def acl_row(self, acl: NetworkAcl | None, direction: Direction) -> Row:
        """What a network ACL lets through: of the rules that fit, the lowest number decides. Of one that is not in the
        model nobody knows."""
        if acl is None:
            return self._anything()
        rules: list[Rule] = []
        for rule in (acl.ingress if direction == "ingress" else acl.egress).values():
            blocks = [block for peer in rule.peers for block in peer.cidr_blocks]
            rules.append(
                (rule.allow is not None, self.atoms.mask(rule.ports), tuple(map(self.columns.slice_of, blocks)))
            )
        return self._row(tuple(rules))

    def group_row(self, groups: tuple[str, ...], guard: Guard, direction: Direction) -> Row:
        """What the rules of security groups let through by addresses; members of groups are not in it."""
        if guard is Guard.NONE:
            return self._made.setdefault(guard, self.open_row())
        if guard is Guard.UNKNOWN:
            return self._anything()
        rules: list[Rule] = []
        of_lists: dict[str, int] = {}
        for ports, peers in self._rules(groups, direction):
            mask = self.atoms.mask(ports)
            slices = tuple(map(self.columns.slice_of, self._blocks(peers, mask, of_lists)))
            if slices:
                rules.append((True, mask, slices))
        unsure = () if all(group in self.survey.model for group in groups) else (self._everything(),)
        return self._row(tuple(rules), tuple(sorted(of_lists.items())), unsure)

    def _everything(self) -> Rule:
        return True, self.atoms.everything, ((0, self.columns.atoms),)

    def _anything(self) -> Row:
        """The row of a filter that the model does not contain."""
        return self._row((), (), (self._everything(),))

    def policy_row(self, rules: tuple[Rule, ...], unsure: tuple[Rule, ...]) -> Row:
        """What rules that only allow let through, and what others may add."""
        return self._row(rules, (), unsure)

    def row_between(self, ends: tuple[str, str, Direction], made: Callable[[], Row]) -> Row:
        """The row of one workload for another, made when it is first asked for: every question asks for most of
        them."""
        known = self._between.get(ends)
        if known is None:
            known = self._between[ends] = made()
        return known

    def references(self, groups: tuple[str, ...], direction: Direction) -> dict[str, int]:
        """Security group -> the ports that rules let its members through on."""
        found: dict[str, int] = {}
        for ports, peers in self._rules(groups, direction):
            for peer in peers:
                if peer.kind == "security_group":
                    found[peer.address] = found.get(peer.address, 0) | self.atoms.mask(ports)
        return found

    def ports_for_anyone(self, groups: tuple[str, ...], guard: Guard) -> int:
        """The ports on which rules of security groups let in somebody, whoever that is."""
        if guard is not Guard.GROUPS or any(group not in self.survey.model for group in groups):
            return self.atoms.everything
        return sum_of(self.atoms.mask(ports) for ports, _ in self._rules(groups, "ingress"))

    def states(self) -> tuple[States, States]:
        """States of first packets, on which the verdicts are the pairs numbered so far, and of answers: for each pair
        its codes by client range."""
        first = [Verdict(*pair) for pair in self.pairs]
        answers = [
            Verdict(*codes)
            for certain, _, possible in self._numbers
            for codes in zip(self._codes(certain), possible, strict=True)
        ]
        return States(self.atoms.everything, first), States(ALL_CODES, answers)

    def _rules(self, groups: tuple[str, ...], direction: Direction) -> Iterator[tuple[Any, tuple[Peer, ...]]]:
        for address in groups:
            group = self.survey.model.get(address, SecurityGroup)
            rules = () if group is None else (group.ingress if direction == "ingress" else group.egress).values()
            for rule in rules:
                yield rule.ports, rule.peers

    def _blocks(self, peers: tuple[Peer, ...], mask: int, of_lists: dict[str, int]) -> Iterator[str]:
        """The blocks of a rule's peers; the ports for lists that only AWS knows are added to `of_lists`."""
        for peer in peers:
            if peer.kind != "prefix_list":
                yield from peer.cidr_blocks
                continue
            listed = self.survey.model.get(peer.address, PrefixList)
            if listed is not None and listed.is_known:
                yield from listed.entries
            elif listed is not None:
                of_lists[listed.aws_managed] = of_lists.get(listed.aws_managed, 0) | mask

    def _row(
        self, rules: tuple[Rule, ...], of_lists: tuple[tuple[str, int], ...] = (), unsure: tuple[Rule, ...] = ()
    ) -> Row:
        key = (rules, of_lists, unsure)
        if key not in self._made:
            self._made[key] = self._painted(rules, dict(of_lists), unsure)
        return self._made[key]

    def _painted(self, rules: tuple[Rule, ...], of_lists: dict[str, int], unsure: tuple[Rule, ...]) -> Row:
        atoms = self.columns.atoms
        edges = sorted({0, atoms, *(edge for _, _, slices in (*rules, *unsure) for pair in slices for edge in pair)})
        masks = [(mask := _decided(rules, edge), mask | _decided(unsure, edge)) for edge in edges[:-1]]
        numbers = np.array([self.number(*pair) for pair in masks], dtype=np.int32)
        row = np.empty(len(self.columns), dtype=np.int32)
        row[:atoms] = np.repeat(numbers, np.diff(edges))
        by_number = dict(zip(numbers.tolist(), masks, strict=True))
        for index, cloud in enumerate(self.columns.clouds):
            listed = sum_of(mask for name, mask in of_lists.items() if name in cloud.aws_lists)
            pairs = [by_number[number] for number in np.unique(row[self.columns.of_clouds[index]]).tolist()]
            row[atoms + index] = self._for_all(pairs, listed)
        return row

    def _for_all(self, pairs: list[tuple[int, int]], listed: int) -> int:
        """The number for an address that is in one of several columns: certain is what passes whichever it is. Answers
        need a whole range of ports, and they need it at one address."""
        certain, possible = self.atoms.everything, 0
        codes = [0] * len(self.atoms.ranges)
        for sure, maybe in pairs:
            certain &= sure | listed
            possible |= maybe | listed
            codes = [code | one for code, one in zip(codes, self._codes(maybe | listed), strict=True)]
        return self.number(certain, possible, tuple(codes))


def sum_of(masks: Iterable[int]) -> int:
    """The union of masks."""
    union = 0
    for mask in masks:
        union |= mask
    return union


def _decided(rules: tuple[Rule, ...], column: int) -> int:
    """What the first rule that fits decides, port by port: allowed ports."""
    allowed = decided = 0
    for allows, mask, slices in rules:
        if any(first <= column < after for first, after in slices):
            if allows:
                allowed |= mask & ~decided
            decided |= mask
    return allowed
