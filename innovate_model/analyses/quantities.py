"""Kubernetes' quantities as numbers, so that they can be added and compared."""

from __future__ import annotations

from decimal import Decimal

from innovate_model.resources.quantity import Quantities

_UNITS = {
    "": 1,
    "k": 10**3,
    "K": 10**3,
    "M": 10**6,
    "G": 10**9,
    "T": 10**12,
    "Ki": 2**10,
    "Mi": 2**20,
    "Gi": 2**30,
    "Ti": 2**40,
}


def cores(cpu: str) -> Decimal:
    """`250m` is 0.25."""
    return Decimal(cpu[:-1]) / 1000 if cpu.endswith("m") else Decimal(cpu)


def size(memory: str) -> Decimal:
    """Bytes: `1Ki` is 1024.

    https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#meaning-of-memory
    """
    number = memory.rstrip("KkMGTi")
    return Decimal(number) * _UNITS[memory[len(number) :]]


def amounts(of: Quantities | None) -> dict[str, Decimal]:
    """What is written of `cpu` (cores) and `memory` (bytes)."""
    found: dict[str, Decimal] = {}
    if of is not None and of.cpu is not None:
        found["cpu"] = cores(of.cpu)
    if of is not None and of.memory is not None:
        found["memory"] = size(of.memory)
    return found
