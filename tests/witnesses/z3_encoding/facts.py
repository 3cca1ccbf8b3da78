"""What the model does not say, as free variables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from z3 import ULT, And, BitVec, BitVecRef, BitVecVal, Bool, BoolRef, BoolVal, ExprRef

from innovate_model.values import Network

from .terms import in_any, width


@dataclass
class Facts:
    """Free variables by name, and what is known of them all the same."""

    variables: dict[str, ExprRef] = field(default_factory=dict)
    known: list[BoolRef] = field(default_factory=list)

    def flag(self, name: str) -> BoolRef:
        """Something that is so or not."""
        return self.variables.setdefault(name, Bool(name))

    def address(self, name: str, possible: Sequence[Network]) -> BitVecRef:
        """An address that is one of the possible ones; the address itself where there is only one."""
        bits = width(possible[0].version)
        if len(possible) == 1 and possible[0].num_addresses == 1:
            return BitVecVal(int(possible[0].network_address), bits)
        if name not in self.variables:
            self.variables[name] = BitVec(name, bits)
            self.known.append(in_any(self.variables[name], possible))
        return self.variables[name]

    def choice(self, name: str, count: int) -> list[BoolRef]:
        """Which of `count` things AWS or somebody else takes: a condition for each, of which one holds."""
        if count == 1:
            return [BoolVal(True)]
        if name not in self.variables:
            self.variables[name] = BitVec(name, 16)
            self.known.append(ULT(self.variables[name], count))
        return [self.variables[name] == index for index in range(count)]

    @property
    def holds(self) -> BoolRef:
        """What is known of the variables."""
        return And(self.known)
