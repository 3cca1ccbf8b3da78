"""Pods that are larger than every node of their groups."""

from .support import Planted, expect

CHECK = "pods-fit-onto-a-node"
PLANTED = Planted(
    "accounts.production.vpcs.main.eks_clusters.main.namespaces.api.deployments.flask-api.requests.cpu",
    "500",
    found_at="accounts.production.vpcs.main.eks_clusters.main.namespaces.api.deployments.flask-api.requests",
)

MODEL = """\
accounts:
  a:
    account_id: "111111111111"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
        eks_clusters:
          main:
            version: 1.35
            subnets: app
            node_groups:
              small:
                instance_types: [m6i.large]
                scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                subnets: app
              other:
                instance_types: [OTHER]
                scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                subnets: app
            namespaces:
              api:
                deployments:
                  api: {replicas: {min: 2, max: 4}, requests: {cpu: "1.9", memory: 1Gi}, node_groups: [small, other]}
"""


def test_types_that_are_not_known_may_be_large_enough() -> None:
    """Nor is anything said where one group has room: an m6i.large gives out 1.93 processors."""
    agent = """\
                daemon_sets: {agent: {requests: {cpu: 100m, memory: 100Mi}, node_groups: [small, other]}}
"""
    for other in ("z9.huge", "m6i.xlarge"):
        expect(CHECK, MODEL.replace("OTHER", other) + agent)
    expect(CHECK, MODEL.replace("OTHER", "m6i.large"))


def test_what_agents_take_is_no_room() -> None:
    """0.1 of 1.93 leave 1.83, and a pod requests 1.9."""
    agent = """\
                daemon_sets: {agent: {requests: {cpu: 100m, memory: 100Mi}, node_groups: [small, other]}}
"""
    place = (25, 53, "no pod fits onto an empty m6i.large: it requests cpu 1.9 and memory 1Gi")
    expect(CHECK, MODEL.replace("OTHER", "m6i.large") + agent, place)
