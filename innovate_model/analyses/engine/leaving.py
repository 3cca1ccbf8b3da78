"""Out of a subnet by its route table, and through the gateways that it leads to.

Each function takes the packets that it is about by their indexes; `forwarding` has the AWS pages of the same steps.
"""

from __future__ import annotations

import numpy as np

from innovate_model.analyses.engine.crossing import into_transit, to_customer
from innovate_model.analyses.engine.lookup import cells, split
from innovate_model.analyses.engine.net import Net
from innovate_model.analyses.engine.places import PUBLIC, PUBLIC_NOT_KNOWN, Numbers
from innovate_model.analyses.engine.tables import REF, SHIFT, To
from innovate_model.analyses.engine.travel import DEEPEST, ELSEWHERE, PEERING, WITHIN_VPC, At, Index, Packets


def leave_subnet(net: Net, packets: Packets, which: Index) -> None:
    fabric, places = net.fabric, net.places
    subnet, to = packets.spot[which], packets.destination[which]
    vpc = fabric.subnet_vpc[subnet]
    inside, rest = split(net.subnet_of(vpc, to) == subnet)
    packets.move(which[inside], At.VPC, vpc[inside], subnet[inside])
    which, subnet, column = which[rest], subnet[rest], places.column[to[rest]]
    code = cells(fabric.routes, fabric.subnet_table[subnet], column)
    lost, goes = split(code == To.NOWHERE)
    packets.stop(which[lost])
    which, subnet, column, code = which[goes], subnet[goes], column[goes], code[goes]
    net.judge(packets, which, "egress", fabric.subnet_acl[subnet], column)
    left = np.flatnonzero(packets.at[which] == At.SUBNET)
    _take(net, packets, which[left], subnet[left], code[left])


def _take(net: Net, packets: Packets, which: Index, subnet: Numbers, code: Numbers) -> None:
    kinds = code >> SHIFT
    for kind in np.flatnonzero(np.bincount(kinds)).tolist():
        chosen = np.flatnonzero(kinds == kind)
        _GATES[To(kind)](net, packets, which[chosen], subnet[chosen], code[chosen] & REF)


def _local(net: Net, packets: Packets, which: Index, subnet: Numbers, ref: Numbers) -> None:
    packets.move(which, At.VPC, net.fabric.subnet_vpc[subnet], subnet)


def _anywhere(net: Net, packets: Packets, which: Index, subnet: Numbers, ref: Numbers) -> None:
    packets.lose(which)


def _to_endpoint(net: Net, packets: Packets, which: Index, subnet: Numbers, vpc: Numbers) -> None:
    """A gateway endpoint serves its own VPC only."""
    own = net.vpc[packets.source[which]] == vpc
    packets.stop(which[~own])
    packets.move(which[own], At.ENDPOINT, vpc[own])


def _to_interface(net: Net, packets: Packets, which: Index, subnet: Numbers, middlebox: Numbers) -> None:
    """An interface takes what is addressed to it; what it does with the rest, if it may, nobody knows."""
    vpc, to = net.fabric.subnet_vpc[subnet], packets.destination[which]
    takes = (net.places.middlebox[to] == middlebox) & (net.subnet_of(vpc, to) >= 0)
    may = net.fabric.may_forward[middlebox] & ~takes
    packets.lose(which[may])
    packets.stop(which[~takes & ~may])
    packets.move(which[takes], At.VPC, vpc[takes], subnet[takes])


def _out(net: Net, packets: Packets, which: Index, subnet: Numbers, vpc: Numbers) -> None:
    """Through an internet gateway: the public address in place of the private one."""
    source = packets.source[which]
    is_own = net.vpc[source] == vpc
    public = net.places.public[source]
    packets.lose(which[is_own & (public == PUBLIC_NOT_KNOWN)])
    goes = is_own & (public == PUBLIC)
    packets.stop(which[~goes & ~(is_own & (public == PUBLIC_NOT_KNOWN))])
    out = which[goes]
    packets.source[out] = net.places.face[source[goes]]
    packets.crossing[out] = ELSEWHERE
    packets.move(out, At.INTERNET)


def _out_only(net: Net, packets: Packets, which: Index, subnet: Numbers, gateway: Numbers) -> None:
    goes = net.places.version[packets.source[which]] == 6
    if packets.is_answer:
        goes &= packets.egress_only[which] == gateway
    packets.stop(which[~goes])
    out = which[goes]
    packets.egress_only[out] = gateway[goes]
    packets.crossing[out] = ELSEWHERE
    packets.move(out, At.INTERNET)


def _through_nat(net: Net, packets: Packets, which: Index, subnet: Numbers, nat: Numbers) -> None:
    own = net.fabric.nat_subnet[nat]
    crosses = own != subnet
    border = which[crosses]
    column = net.places.column[packets.source[border]]
    net.judge(packets, border, "ingress", net.fabric.subnet_acl[own[crosses]], column)
    left = packets.at[which] == At.SUBNET
    which, nat, own = which[left], nat[left], own[left]
    has_place = net.fabric.nat_place[nat] >= 0
    is_v6 = net.places.version[packets.source[which]] == 6
    packets.lose(which[is_v6])
    dead = ~is_v6 & (~has_place | packets.is_answer)
    packets.stop(which[dead])
    go = ~is_v6 & ~dead
    _translate(net, packets, which[go], nat[go], own[go])


def _translate(net: Net, packets: Packets, which: Index, nat: Numbers, subnet: Numbers) -> None:
    again = (packets.nats[:, which] == nat).any(axis=0)  # it was here before, with the same source: it goes round
    packets.stop(which[again])
    which, nat, subnet = which[~again], nat[~again], subnet[~again]
    deep = packets.depth[which] >= DEEPEST
    packets.lose(which[deep])
    which, nat, subnet = which[~deep], nat[~deep], subnet[~deep]
    level = packets.depth[which]
    packets.nats[level, which] = nat
    packets.inner[level, which] = packets.source[which]
    packets.depth[which] += 1
    packets.source[which] = net.fabric.nat_place[nat]
    packets.crossing[which] = ELSEWHERE
    packets.meet(which, net.natted)
    packets.move(which, At.SUBNET, subnet)


def _through_peering(net: Net, packets: Packets, which: Index, subnet: Numbers, peering: Numbers) -> None:
    other = net.fabric.peering_vpc[peering]
    is_own = net.vpc[packets.source[which]] == net.fabric.subnet_vpc[subnet]
    goes = is_own & (net.subnet_of(other, packets.destination[which]) >= 0)
    packets.stop(which[~goes])
    over = which[goes]
    near = net.fabric.peering_is_near[peering[goes]] & (packets.crossing[over] == WITHIN_VPC)
    packets.crossing[over] = np.where(near, PEERING, ELSEWHERE)
    packets.move(over, At.VPC, other[goes])


def _through_vpn_gateway(net: Net, packets: Packets, which: Index, subnet: Numbers, gateway: Numbers) -> None:
    to = packets.destination[which]
    code = net.fabric.vpn_routes[gateway, net.places.column[to]]
    is_v4 = net.places.version[to] == 4
    packets.lose(which[is_v4 & (code >> SHIFT == To.NOT_KNOWN)])
    goes = is_v4 & (code >> SHIFT == To.CONNECTION)
    packets.stop(which[~goes & ~(is_v4 & (code >> SHIFT == To.NOT_KNOWN))])
    packets.crossing[which[goes]] = ELSEWHERE
    to_customer(net, packets, which[goes], code[goes] & REF)


_GATES = {
    To.LOCAL: _local,
    To.NOT_KNOWN: _anywhere,
    To.INTERNET_GATEWAY: _out,
    To.EGRESS_ONLY: _out_only,
    To.NAT: _through_nat,
    To.PEERING: _through_peering,
    To.ATTACHMENT: into_transit,
    To.VPN_GATEWAY: _through_vpn_gateway,
    To.INTERFACE: _to_interface,
    To.GATEWAY_ENDPOINT: _to_endpoint,
}
"""What takes packets over from a route: (net, packets, which, the subnet that they leave, the target's number)."""
