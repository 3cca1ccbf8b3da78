"""On which terms an architecture is bought."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Terms:
    """`commitments`: do the reservations and Savings Plans of the model pay for what they fit? Without them everything
    that is not Spot is on demand, which is what a purchase is compared with."""

    commitments: bool = True

    def __str__(self) -> str:
        return "as written" if self.commitments else "on demand"


AS_WRITTEN = Terms()
ON_DEMAND = Terms(commitments=False)
