"""The large organisation whose VPCs are joined."""

from ipaddress import ip_network
from itertools import combinations, product

import pytest

from innovate_model.loader import load_text
from innovate_model.resources.instance import Instance
from innovate_model.resources.subnet import Subnet
from innovate_model.resources.vpc import Vpc
from innovate_model.testing.connected import MOST_VPCS, segment_table
from innovate_model.testing.organizations import connected_organization


def test_it_loads_without_faults_and_has_what_it_promises():
    """Nine subnets and eighteen groups in each VPC."""
    loaded = load_text(connected_organization(37))
    assert not loaded.findings
    assert len(list(loaded.model.of(Vpc))) == 37
    assert len(list(loaded.model.of(Subnet))) == 37 * 9
    groups = {(one.subnet, one.security_groups) for one in loaded.model.of(Instance)}
    assert len(groups) == 37 * 18


def test_blocks_do_not_overlap():
    """Of no two VPCs, up to the most that there can be, and subnets lie in their VPC."""
    vpcs = [
        line.split()[1]
        for line in connected_organization(MOST_VPCS).splitlines()
        if line.startswith("        cidr_block:")
    ]
    assert len(vpcs) == MOST_VPCS
    assert not any(one.overlaps(other) for one, other in combinations(sorted(map(ip_network, vpcs)), 2))


def test_one_pair_of_vpcs_in_eight_sees_one_another():
    """Whoever is in one unit, and everybody and what is shared."""
    tables = [segment_table(number) for number in range(300)]
    seen = sum(one == other or "shared" in (one, other) for one, other in product(tables, tables))
    assert 1 / 9 < seen / 300**2 < 1 / 7


@pytest.mark.parametrize("vpcs", [0, MOST_VPCS + 1])
def test_as_many_as_there_are_blocks_for(vpcs: int):
    """No VPC is no organisation, and too many cannot be told apart."""
    with pytest.raises(ValueError, match="1 to 750"):
        connected_organization(vpcs)


def test_the_same_numbers_give_the_same_bytes():
    """Twice."""
    assert connected_organization(4) == connected_organization(4)
