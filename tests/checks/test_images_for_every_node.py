"""Images and the processors of nodes."""

from .support import Planted, expect

CHECK = "images-for-every-node"
PLANTED = Planted(
    "accounts.production.ecr_repositories.flask-api.architectures",
    "[arm64]",
    found_at="accounts.production.vpcs.main.eks_clusters.main.namespaces.api.deployments.flask-api.image",
)


def test_replicas_of_images() -> None:
    """A replica is built for what its source says."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    ecr_repositories:
      source: {architectures: [amd64, arm64], replicates_to: api}
      api: {}
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
              general:
                instance_types: [t4g.medium]
                scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                subnets: app
            namespaces:
              api:
                deployments:
                  api:
                    replicas: {min: 2, max: 4}
                    requests: {cpu: 250m, memory: 256Mi}
                    node_groups: general
                    image: api
""",
    )


def test_unsaid() -> None:
    """Where nobody says, amd64 is taken for granted."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    ecr_repositories: {api: {}}
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
              general:
                instance_types: [m6i.large]
                scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                subnets: app
            namespaces:
              api:
                deployments:
                  api:
                    replicas: {min: 2, max: 4}
                    requests: {cpu: 250m, memory: 256Mi}
                    node_groups: general
                    image: api
""",
    )
