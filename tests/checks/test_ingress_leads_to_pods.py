"""Paths of an ingress: whose target group, and what stands in it."""

from .support import Planted, expect

CHECK = "ingress-leads-to-pods"
PLANTED = Planted(
    "accounts.production.vpcs.main.lbs.api.target_groups.api.targets",
    "null",
    found_at="accounts.production.vpcs.main.eks_clusters.main.namespaces.api.ingresses.api.paths",
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
        lbs:
          api:
            type: application
            internal: yes
            subnets: app
            target_groups:
              api:
                port: 8080
                protocol: HTTP
                target_type: ip
                targets: eks_clusters.main.namespaces.api.deployments.api
        eks_clusters:
          main:
            version: 1.34
            subnets: app
            node_groups:
              all:
                instance_types: [m6i.large]
                scaling_config: {min_size: 1, desired_size: 1, max_size: 1}
                subnets: app
            namespaces:
              api:
                ingresses: {api: {ingress_class: alb, lb: lbs.api, paths: {/: lbs.api.target_groups.api}}}
                deployments:
                  api: {replicas: {min: 1, max: 1}, requests: {}, node_groups: all, ports: {http: tcp/8080}}
"""
OTHER = """\
            lbs:
              other: {type: application, internal: yes, subnets: app, target_groups: {api: {port: 80, protocol: HTTP}}}
"""


def test_a_group_of_another_load_balancer() -> None:
    """The controller does not configure that one."""
    text = MODEL.replace("        lbs:\n", OTHER[4:].replace("\n    ", "\n")).replace(
        "paths: {/: lbs.api.target_groups.api}", "paths: {/: lbs.other.target_groups.api}"
    )
    expect(CHECK, text, (32, 79, "another load balancer's"))


def test_without_paths_nothing_is_asked() -> None:
    """An ingress may wait for its first path."""
    expect(CHECK, MODEL.replace(", paths: {/: lbs.api.target_groups.api}", ""))
