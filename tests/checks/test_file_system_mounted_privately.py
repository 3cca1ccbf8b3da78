"""Mount targets: where, and for whom."""

from .support import Planted, expect

CHECK = "file-system-mounted-privately"
PLANTED = Planted("accounts.production.vpcs.main.security_groups.efs.ingress.nfs.from", "vpc")


def test_without_a_group() -> None:
    """A mount target without a security group of its own gets the VPC's default one."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
        efs_file_systems: {files: {subnets: data, encrypted: yes}}
""",
        (9, 28, "default security group"),
    )
