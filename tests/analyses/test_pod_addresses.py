"""Addresses that nodes take, by the tables of the VPC CNI's own documents."""

import pytest

from innovate_model.analyses.instance_types import Shape, shape
from innovate_model.analyses.pod_addresses import addresses_of_node, needs
from innovate_model.graph import build
from innovate_model.loader import load_text
from innovate_model.resources.eks_addon import VpcCni

P3DN = Shape(96, 768, 15, 50)


def held(of: Shape | None, pods: int, **settings: int | bool) -> int:
    """The addresses of a node."""
    assert of is not None
    return addresses_of_node(of, pods, VpcCni(**settings))


@pytest.mark.parametrize(
    ("of", "pods", "interfaces", "secondary"),
    [
        (shape("t3.small"), 0, 1, 3),
        (shape("t3.small"), 5, 3, 9),
        (shape("t3.small"), 9, 3, 9),
        (P3DN, 0, 1, 49),
        (P3DN, 3, 2, 98),
        (P3DN, 95, 3, 147),
    ],
)
def test_a_whole_interface_in_reserve(of: Shape, pods: int, interfaces: int, secondary: int) -> None:
    """https://github.com/aws/amazon-vpc-cni-k8s/blob/master/docs/eni-and-ip-target.md, WARM_ENI_TARGET=1."""
    assert held(of, pods) == interfaces + secondary


@pytest.mark.parametrize(
    ("of", "warm", "minimum", "pods", "interfaces", "secondary"),
    [
        (shape("t3.small"), 1, 1, 0, 1, 1),
        (shape("t3.small"), 1, 1, 5, 2, 6),
        (shape("t3.small"), 1, 1, 9, 3, 9),
        (shape("t3.small"), 2, 5, 0, 2, 5),
        (shape("t3.small"), 2, 5, 5, 3, 7),
        (P3DN, 5, 10, 0, 1, 10),
        (P3DN, 5, 10, 7, 1, 12),
        (P3DN, 5, 10, 15, 1, 20),
        (P3DN, 5, 10, 45, 2, 50),
    ],
)
def test_some_addresses_in_reserve(
    of: Shape, warm: int, minimum: int, pods: int, interfaces: int, secondary: int
) -> None:
    """The same page, WARM_IP_TARGET and MINIMUM_IP_TARGET."""
    assert held(of, pods, warm_ip_target=warm, minimum_ip_target=minimum) == interfaces + secondary


@pytest.mark.parametrize(("pods", "interfaces", "prefixes"), [(0, 1, 1), (5, 1, 2), (16, 1, 2), (17, 1, 3), (58, 2, 5)])
def test_a_prefix_in_reserve(pods: int, interfaces: int, prefixes: int) -> None:
    """https://github.com/aws/amazon-vpc-cni-k8s/blob/master/docs/prefix-and-ip-target.md, WARM_PREFIX_TARGET=1."""
    assert held(shape("t3.small"), pods, enable_prefix_delegation=True) == interfaces + 16 * prefixes


@pytest.mark.parametrize(("pods", "interfaces", "prefixes"), [(0, 1, 1), (5, 1, 1), (17, 1, 2), (58, 2, 4)])
def test_prefixes_for_some_addresses_in_reserve(pods: int, interfaces: int, prefixes: int) -> None:
    """The same page, WARM_IP_TARGET=1 and MINIMUM_IP_TARGET=1."""
    counted = held(shape("t3.small"), pods, enable_prefix_delegation=True, warm_ip_target=1, minimum_ip_target=1)
    assert counted == interfaces + 16 * prefixes


MODEL = """\
innovate: 1
organization: {title: Example, region: us-east-1}
accounts:
  a:
    account_id: "111111111111"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
        vpc_endpoints: {ssm: {service: ssm, type: Interface, subnets: app}}
        eks_clusters:
          main:
            version: 1.35
            subnets: app
            node_groups:
              small:
                instance_types: [t3.small]
                scaling_config: {min_size: 1, desired_size: 1, max_size: 3}
                subnets: app
            namespaces:
              api:
                deployments: {api: {replicas: {min: 1, max: 4}, requests: {}, node_groups: small}}
                daemon_sets:
                  logs: {requests: {}, node_groups: small}
                  network: {requests: {}, node_groups: small, host_network: yes}
"""


def test_what_a_subnet_needs() -> None:
    """Three nodes over two subnets, four pods over three nodes, an agent on each that has an address; the control plane
    and the endpoint beside them."""
    first, second = needs(build(load_text(MODEL).model))
    assert [first.subnet.name, second.subnet.name] == ["app-a", "app-b"]
    assert [(draw.nodes, draw.addresses_per_node) for draw in first.draws] == [(2, 8)]
    assert first.others == 6 + 1
    assert first.addresses == 2 * 8 + 7
    assert first.usable == 2**10 - 5
