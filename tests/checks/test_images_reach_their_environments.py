"""Where images come from."""

from .support import Planted, expect

CHECK = "images-reach-their-environments"
PLANTED = Planted(
    "accounts.shared-services.ecr_repositories.worker.replicates_to",
    "[accounts.dev.ecr_repositories.worker, accounts.staging.ecr_repositories.worker]",
)


def test_not_judged() -> None:
    """A repository of a name that no pipeline builds is somebody else's matter."""
    expect(
        CHECK,
        """\
accounts:
  tools:
    account_id: "111111111111"
    source_repositories: {code: {service: github, url: https://github.com/example/code}}
  dev:
    account_id: "222222222222"
    ecr_repositories: {api: {}, tool: {}}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
        eks_clusters:
          main:
            version: 1.34
            subnets: app
            node_groups:
              all:
                instance_types: [m5.large]
                scaling_config: {min_size: 1, desired_size: 1, max_size: 1}
                subnets: app
            namespaces:
              api:
                deployments:
                  tool: {replicas: {min: 1, max: 1}, requests: {cpu: 1}, image: tool, node_groups: all}
""",
    )


def test_from_afar() -> None:
    """An image of another account is fetched from there each time."""
    expect(
        CHECK,
        """\
accounts:
  tools: {account_id: "111111111111", ecr_repositories: {far: {}}}
  dev:
    account_id: "222222222222"
    ecr_repositories: {api: {}, tool: {}}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
        eks_clusters:
          main:
            version: 1.34
            subnets: app
            node_groups:
              all:
                instance_types: [m5.large]
                scaling_config: {min_size: 1, desired_size: 1, max_size: 1}
                subnets: app
            namespaces:
              api:
                deployments:
                  far:
                    replicas: {min: 1, max: 1}
                    requests: {cpu: 1}
                    image: accounts.tools.ecr_repositories.far
                    node_groups: all
""",
        (26, 28, "from another account"),
    )
