"""Open security groups: what is everybody, and who may let them in."""

from .support import Planted, expect

CHECK = "security-group-open-to-the-world"
PLANTED = Planted("accounts.production.vpcs.main.security_groups.nodes.ingress.ssh", "{ports: tcp/22, from: 0.0.0.0/0}")


def test_halves() -> None:
    """The internet in two halves is the internet; the wrong one of several peers is pointed at."""
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
        security_groups:
          app: {ingress: {api: {ports: tcp/8080, from: [10.0.0.0/8, 0.0.0.0/1]}}, egress: {}}
""",
        (9, 69, "everybody (0.0.0.0/1) may connect to tcp/8080"),
    )


def test_in_a_list() -> None:
    """A prefix list that holds everybody does not hide them."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    prefix_lists: {all: {entries: [0.0.0.0/0]}}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        security_groups: {app: {ingress: {api: {ports: tcp/443, from: prefix_lists.all}}, egress: {}}}
""",
        (8, 71, "everybody (0.0.0.0/0)"),
    )


def test_private_blocks() -> None:
    """The private blocks are wide, and nobody's on the internet."""
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
        security_groups:
          app: {ingress: {api: {ports: all, from: [10.0.0.0/8, "fc00::/7"]}}, egress: {}}
""",
    )


def test_egress() -> None:
    """Where a group lets connections out to is another question."""
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
        security_groups: {app: {ingress: {}, egress: {all: {ports: all, to: 0.0.0.0/0}}}}
""",
    )


def test_shared_group() -> None:
    """A load balancer's group that others share is open for them too."""
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
        subnets: {public: {per: availability_zone, newbits: 4, netnum: 0}}
        security_groups: {alb: {ingress: {https: {ports: tcp/443, from: 0.0.0.0/0}}, egress: {}}}
        lbs: {api: {type: application, subnets: public, security_groups: alb}}
        instances: {tool: {instance_type: t3.micro, subnet: public-a, security_groups: alb}}
""",
        (9, 73, "tcp/443"),
    )


def test_internal_load_balancer() -> None:
    """An internal load balancer lets nobody in from the internet."""
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
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
        security_groups: {alb: {ingress: {https: {ports: tcp/443, from: "::/0"}}, egress: {}}}
        lbs: {api: {type: application, internal: yes, subnets: app, security_groups: alb}}
""",
        (9, 73, "everybody (::/0)"),
    )
