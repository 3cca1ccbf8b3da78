"""Security groups: who needs one."""

from .support import Planted, expect

CHECK = "segmented-by-security-groups"
PLANTED = Planted("accounts.production.vpcs.main.aurora_clusters.main.security_groups", "null")
MODEL = """\
accounts:
  a:
    account_id: "111111111111"
    environment: production
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
        security_groups: {nodes: {ingress: {}, egress: {}}}
        lbs: {wire: {type: network, internal: yes, subnets: app}}
        eks_clusters:
          main:
            version: 1.34
            subnets: app
            node_groups:
              one:
                instance_types: [m6i.large]
                scaling_config: {min_size: 1, desired_size: 1, max_size: 1}
                subnets: app
              two:
                instance_types: [m6i.large]
                scaling_config: {min_size: 1, desired_size: 1, max_size: 1}
                subnets: app
                MORE
"""


def test_nodes_share_the_clusters_group_or_none_does() -> None:
    """EKS gives nodes the cluster's; a cluster that tells its nodes apart tells all of them apart."""
    expect(CHECK, MODEL.replace("MORE", ""))
    expect(CHECK, MODEL.replace("MORE", "security_groups: nodes"), (17, 15, "the VPC's default security group"))


def test_accounts_without_an_environment_are_not_judged() -> None:
    """Tools may be as they are."""
    text = MODEL.replace("MORE", "security_groups: nodes").replace("    environment: production\n", "")
    expect(CHECK, text)
