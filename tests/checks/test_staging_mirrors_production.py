"""Staging and production: what is compared."""

from .support import Planted, expect

CHECK = "staging-mirrors-production"
PLANTED = Planted("accounts.production.vpcs.main.aurora_clusters.main.engine_version", "17.4")

MODEL = """\
accounts:
  staging:
    account_id: "111111111111"
    environment: STAGING
    vpcs:
      net:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
  production:
    account_id: "222222222222"
    environment: production
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
        aurora_clusters:
          db: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
"""
DB = "aurora_clusters: {db: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}}"


def test_what_staging_lacks() -> None:
    """It is named at production's."""
    expect(CHECK, MODEL.replace("STAGING", "staging"), (19, 11, "staging has no aurora_cluster db"))


def test_the_name_of_the_vpc_does_not_matter() -> None:
    """Names below it do."""
    text = MODEL.replace("STAGING", "staging").replace("  production:\n", f"        {DB}\n  production:\n")
    assert DB in text
    expect(CHECK, text)


def test_without_staging_nothing_is_compared() -> None:
    """Whoever has none knows it."""
    expect(CHECK, MODEL.replace("STAGING", "dev"))
