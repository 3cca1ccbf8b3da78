"""Route tables as rows: where each sends a packet to each column.

A cell is a code: a kind of target, and the number of the target among its kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import IntEnum
from typing import Any

import numpy as np

from innovate_model.analyses.engine.columns import Columns
from innovate_model.analyses.routing import Route

Row = np.ndarray[Any, np.dtype[np.int32]]


class To(IntEnum):
    """What a route leads to."""

    NOWHERE = 0
    NOT_KNOWN = 1
    LOCAL = 2
    INTERNET_GATEWAY = 3
    EGRESS_ONLY = 4
    NAT = 5
    PEERING = 6
    ATTACHMENT = 7
    VPN_GATEWAY = 8
    GATEWAY_ENDPOINT = 9
    CONNECTION = 10
    TRANSIT_PEERING = 11
    INTERFACE = 12
    """Whatever has an interface and is no gateway: it takes what is addressed to it."""


SHIFT = 24
REF = (1 << SHIFT) - 1


def code(kind: To, number: int = 0) -> int:
    """A target."""
    return kind << SHIFT | number


NOWHERE = code(To.NOWHERE)
NOT_KNOWN = code(To.NOT_KNOWN)
LOCAL = code(To.LOCAL)


def painted(routes: Iterable[Route], columns: Columns, code_of: Callable[[Route], int]) -> Row:
    """Routes as a row: painted from the least to the most preferred, so that what is seen at the end is what AWS takes.

    https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
    """
    routes = list(routes)
    row = np.zeros(len(columns), dtype=np.int32)
    known = [route for route in routes if route.block is not None]
    for block, equals in _by_preference(known):
        is_one = len({route.leads_to for route in equals}) == 1
        row[slice(*columns.slice_of(block))] = code_of(equals[0]) if is_one else NOT_KNOWN
    unknown = [route for route in routes if route.unknown_list is not None]
    for index, cloud in enumerate(columns.clouds):
        listed = [one for one in unknown if one.unknown_list and one.unknown_list.aws_managed in cloud.aws_lists]
        if listed:
            row[columns.atoms + index] = code_of(listed[0])
        else:
            targets = np.unique(row[columns.of_clouds[index]])
            row[columns.atoms + index] = targets[0] if len(targets) == 1 else NOT_KNOWN
    return row


def _by_preference(routes: list[Route]) -> Iterator[tuple[str, list[Route]]]:
    """(block, its routes that nothing tells apart), from the least to the most preferred."""
    groups: dict[tuple[int, int, str], list[Route]] = {}
    for route in sorted(routes, key=lambda route: (route.destination, route.target)):
        if route.block is not None:
            groups.setdefault((route.block.prefixlen, -route.rank, str(route.block)), []).append(route)
    return ((key[2], groups[key]) for key in sorted(groups))
