"""Streams of activity: who needs one."""

from .support import Planted, expect

CHECK = "activity-stream-in-production"
PLANTED = Planted("accounts.production.vpcs.main.aurora_clusters.main.activity_stream", "null")


def test_elsewhere() -> None:
    """Outside of production no stream is asked for."""
    expect(
        CHECK,
        """\
accounts:
  s:
    account_id: "111111111111"
    environment: staging
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
        aurora_clusters:
          main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
""",
    )
