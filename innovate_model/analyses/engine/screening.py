"""Pairs that the first routes alone rule out, before anything travels: in a large organisation nearly all of them.

What is left need not work; what is ruled out cannot.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from innovate_model.analyses.engine.net import Net
from innovate_model.analyses.engine.places import PUBLIC_NOT_KNOWN, Numbers
from innovate_model.analyses.engine.tables import REF, SHIFT, To
from innovate_model.analyses.engine.travel import Flags


def promising(net: Net, sources: Numbers, called: Numbers) -> tuple[Any, ...]:
    """Of every source with every called place, the positions of those pairs that a route may join."""
    subnet = net.places.subnet[sources]
    tables, row = np.unique(np.where(subnet >= 0, net.fabric.subnet_table[subnet], -1), return_inverse=True)
    alive = _joined(net, tables, _vpcs_of(net, tables), called)
    alive[tables < 0] = True
    return np.nonzero(alive[row])


def _vpcs_of(net: Net, tables: Numbers) -> Numbers:
    """A route table is one VPC's."""
    found = np.full(len(net.fabric.routes), -1, dtype=np.intp)
    found[net.fabric.subnet_table] = net.fabric.subnet_vpc
    return found[tables]


def _joined(net: Net, tables: Numbers, vpc: Numbers, called: Numbers) -> Flags:
    """[table, called place]"""
    fabric, places = net.fabric, net.places
    column = places.column[called]
    code = fabric.routes[tables][:, column]
    alive = code != 0
    kind = code >> SHIFT
    _through_transit(net, alive, kind, code, column)
    stays_private = fabric.is_private[column] & (places.public[called] != PUBLIC_NOT_KNOWN)
    outward = (kind == To.INTERNET_GATEWAY) | (kind == To.EGRESS_ONLY)
    alive &= ~(outward & stays_private)
    _through_nats(net, alive, kind, code, column, stays_private)
    subnet = places.subnet[called]
    home = np.where(subnet >= 0, fabric.subnet_vpc[subnet], -2)
    joined: Flags = alive | (vpc[:, None] == home) | (fabric.near[vpc][:, column] >= 0)
    return joined


def _through_transit(net: Net, alive: Flags, kind: Numbers, code: Numbers, column: Numbers) -> None:
    attached = kind == To.ATTACHMENT
    table = np.where(attached, net.fabric.attachment_table[np.where(attached, code & REF, 0)], np.intp(-1))
    leads = net.fabric.transit != 0
    alive &= ~attached | (table >= 0) & leads[table, column]


def _through_nats(net: Net, alive: Flags, kind: Numbers, code: Numbers, column: Numbers, stays_private: Flags) -> None:
    fabric = net.fabric
    row, position = np.nonzero((kind == To.NAT) & stays_private)
    subnet = fabric.nat_subnet[code[row, position] & REF]
    onward = fabric.routes[fabric.subnet_table[subnet], column[position]] >> SHIFT
    near = fabric.near[fabric.subnet_vpc[subnet], column[position]] == subnet
    ends = (onward == To.NOWHERE) | (onward == To.INTERNET_GATEWAY)
    alive[row, position] = near | ~ends
