"""How pods get a database's credentials."""

from .support import Planted, expect

CHECK = "database-credentials-by-irsa"
PLANTED = Planted(
    "accounts.production.vpcs.main.eks_clusters.main.namespaces.api.deployments.flask-api.service_account", "null"
)


def test_iam_login() -> None:
    """A role that logs in to the database by IAM needs no secret."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    secrets: {db: {rotation_days: 30}}
    iam_roles:
      api:
        trust: {irsa: vpcs.main.eks_clusters.main.namespaces.api.service_accounts.api}
        permissions: {db: {effect: Allow, actions: ["rds-db:connect"], on: vpcs.main.aurora_clusters.main}}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets:
          app: {per: availability_zone, newbits: 4, netnum: 0}
          data: {per: availability_zone, newbits: 4, netnum: 1}
        aurora_clusters:
          main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
        eks_clusters:
          main:
            version: 1.34
            subnets: app
            node_groups:
              general:
                instance_types: [m6i.large]
                scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                subnets: app
            namespaces:
              api:
                service_accounts: {api: {}}
                deployments:
                  api:
                    replicas: {min: 2, max: 4}
                    requests: {cpu: 250m}
                    node_groups: general
                    service_account: api
                    connects_to: {db: aurora_clusters.main}
""",
    )


def test_reads_something_else() -> None:
    """A role that cannot read the secret does not help."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    secrets: {db: {rotation_days: 30}}
    iam_roles:
      api:
        trust: {irsa: vpcs.main.eks_clusters.main.namespaces.api.service_accounts.api}
        permissions: {db: {effect: Allow, actions: ["secretsmanager:DescribeSecret"], on: secrets.db}}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets:
          app: {per: availability_zone, newbits: 4, netnum: 0}
          data: {per: availability_zone, newbits: 4, netnum: 1}
        aurora_clusters:
          main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
        eks_clusters:
          main:
            version: 1.34
            subnets: app
            node_groups:
              general:
                instance_types: [m6i.large]
                scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                subnets: app
            namespaces:
              api:
                service_accounts: {api: {}}
                deployments:
                  api:
                    replicas: {min: 2, max: 4}
                    requests: {cpu: 250m}
                    node_groups: general
                    service_account: api
                    connects_to: {db: aurora_clusters.main}
""",
        (35, 38, "its role api can read no secret"),
    )


def test_untrusted() -> None:
    """A role that does not trust the service account does not help."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    secrets: {db: {rotation_days: 30}}
    iam_roles:
      api:
        trust: {services: [ec2.amazonaws.com]}
        permissions: {db: {effect: Allow, actions: ["secretsmanager:GetSecretValue"], on: secrets.db}}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets:
          app: {per: availability_zone, newbits: 4, netnum: 0}
          data: {per: availability_zone, newbits: 4, netnum: 1}
        aurora_clusters:
          main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
        eks_clusters:
          main:
            version: 1.34
            subnets: app
            node_groups:
              general:
                instance_types: [m6i.large]
                scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                subnets: app
            namespaces:
              api:
                service_accounts: {api: {}}
                deployments:
                  api:
                    replicas: {min: 2, max: 4}
                    requests: {cpu: 250m}
                    node_groups: general
                    service_account: api
                    connects_to: {db: aurora_clusters.main}
""",
        (35, 38, "no IAM role trusts"),
    )


def test_no_database() -> None:
    """A deployment that uses no database needs no credentials."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    secrets: {db: {rotation_days: 30}}
    iam_roles:
      api:
        trust: {services: [ec2.amazonaws.com]}
        permissions: {db: {effect: Allow, actions: ["secretsmanager:GetSecretValue"], on: secrets.db}}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets:
          app: {per: availability_zone, newbits: 4, netnum: 0}
          data: {per: availability_zone, newbits: 4, netnum: 1}
        aurora_clusters:
          main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
        eks_clusters:
          main:
            version: 1.34
            subnets: app
            node_groups:
              general:
                instance_types: [m6i.large]
                scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                subnets: app
            namespaces:
              api:
                service_accounts: {api: {}}
                deployments:
                  api:
                    replicas: {min: 2, max: 4}
                    requests: {cpu: 250m}
                    node_groups: general
                    service_account: api
                    connects_to: {}
""",
    )
