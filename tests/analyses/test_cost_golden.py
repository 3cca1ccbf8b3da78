"""The whole bill of a small architecture, step by step on paper; and what AWS publishes as worked examples."""

from __future__ import annotations

from decimal import Decimal

from innovate_model.analyses.cost import ON_DEMAND, LineItems, Purchase, Standing, Usage, cost
from innovate_model.graph import Graph, build
from innovate_model.loader import load_text
from innovate_model.prices import Price, PriceBook, Tier, price_book

SHOP = """
innovate: 1
organization: {title: shop, region: us-east-1}
accounts:
  payer:
    account_id: "012345670120"
    reservations: # two of the three nodes
      nodes: {service: ec2, instance_type: m6i.large, instance_count: 2, term_years: 1, payment_option: NO_UPFRONT}
  shop:
    account_id: "012345670121"
    environment: production
    default_tags: {team: web}
    cloudfront_distributions:
      site:
        viewer_protocol_policy: redirect-to-https
        origins: {api: {lb: vpcs.main.lbs.api}}
        default_origin: api
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b, c]
        internet_gateways: {main: {}}
        nat_gateways: {egress: {subnet: public-a}} # one for three zones
        subnets:
          public: {per: availability_zone, newbits: 8, netnum: 0, route_table: public}
          app: {per: availability_zone, newbits: 8, netnum: 10, route_table: app}
          data: {per: availability_zone, newbits: 8, netnum: 20}
        route_tables:
          public: {routes: {0.0.0.0/0: internet_gateways.main}}
          app: {routes: {0.0.0.0/0: nat_gateways.egress}}
        security_groups:
          web:
            ingress: {web: {from: 0.0.0.0/0, ports: tcp/443}}
            egress: {all: {to: 0.0.0.0/0, ports: all}}
          data:
            ingress: {db: {from: 10.0.0.0/16, ports: tcp/5432}, cache: {from: 10.0.0.0/16, ports: tcp/6379}}
            egress: {}
        lbs: {api: {type: application, subnets: public, security_groups: web}}
        eks_clusters:
          main:
            version: 1.34
            subnets: app
            node_groups:
              general:
                instance_types: [m6i.large]
                scaling_config: {min_size: 3, desired_size: 3, max_size: 3}
                subnets: app
                security_groups: web
        aurora_clusters:
          db:
            engine: aurora-postgresql
            engine_version: 16.10
            storage_encrypted: yes
            subnets: data
            security_groups: data
            instances: {writer: {instance_class: db.r6g.large}}
        elasticache_replication_groups:
          cache:
            engine: valkey
            engine_version: 8.0
            at_rest_encryption_enabled: yes
            transit_encryption_enabled: yes
            node_type: cache.t4g.small
            num_cache_clusters: 2
            subnets: data
            security_groups: data
"""
NODES, LB, NAT = "vpcs.main.eks_clusters.main.node_groups.general", "vpcs.main.lbs.api", "vpcs.main.nat_gateways.egress"
USAGE = {
    LB: {"capacity_unit_hours": 1000},
    "vpcs.main.aurora_clusters.db": {"gb_stored": 50, "io_requests": 40_000_000, "gb_of_backups_over_cluster_size": 0},
    "vpcs.main.elasticache_replication_groups.cache": {"gb_of_backups": 0},
    "cloudfront_distributions.site": {"requests": 3_000_000, "gb_to_origin": 0},
    "internet -> shop.site": {"gb_sent": 6, "gb_received": 300},
    "shop.general -> internet": {"gb_sent": 30, "gb_received": 60},
    "shop.general -> shop.db": {"gb_sent": 9, "gb_received": 90},
    "shop.general -> shop.cache": {"gb_sent": 9, "gb_received": 90},
}
RESERVED = Price(
    "ec2.reserved.1y.no_upfront.m6i.large",
    "us-east-1",
    "hour",
    (Tier(None, Decimal("0.0635")),),
    "AmazonEC2",
    "HeavyUsage:m6i.large",
    "2026-08-08",
    "medium",
    "AWS price list",
)


def graph_of(text: str) -> Graph:
    loaded = load_text(text)
    assert [finding.message for finding in loaded.findings] == []
    return build(loaded.model)


def book() -> PriceBook:
    return price_book().with_prices([RESERVED])


def bill_of_the_shop() -> LineItems:
    usage = {
        (f"accounts.shop.{key}" if key.startswith(("vpcs", "cloudfront")) else key): value
        for key, value in USAGE.items()
    }
    return cost(graph_of(SHOP), book(), Usage.of(usage))


def test_the_shop_by_hand() -> None:
    """Every line of the bill, in the order of a sheet of paper, and the total in cents."""
    hours = 730
    by_hand = {
        # 1. the network: one NAT gateway, three public addresses of the load balancer and one of the NAT gateway
        ("", "NAT gateway"): hours * Decimal("0.045"),  # 32.85
        ("", "public IPv4 address"): (3 + 1) * hours * Decimal("0.005"),  # 14.60
        ("", "ALB"): hours * Decimal("0.0225"),  # 16.425
        ("", "LCUs of the ALB"): 1000 * Decimal("0.008"),  # 8.00
        # 2. compute: a control plane, three nodes (two of them reserved) with disks of 20 GiB
        ("", "EKS control plane"): hours * Decimal("0.10"),  # 73.00
        ("", "m6i.large nodes, reserved"): 2 * hours * Decimal("0.0635"),  # 92.71
        ("", "m6i.large nodes, on demand"): 1 * hours * Decimal("0.096"),  # 70.08
        ("", "m6i.large reserved, unused"): Decimal(0),
        ("", "EBS volumes of the nodes"): 3 * 20 * Decimal("0.08"),  # 4.80
        # 3. data: an instance, 50 GB, 40 million I/Os; two nodes of a cache
        ("", "Aurora db.r6g.large instance"): hours * Decimal("0.26"),  # 189.80
        ("", "Aurora storage"): 50 * Decimal("0.10"),  # 5.00
        ("", "Aurora I/O requests"): 40 * Decimal("0.20"),  # 8.00
        ("", "cache.t4g.small node"): 2 * hours * Decimal("0.0256"),  # 37.376
        ("", "Aurora backup storage"): Decimal(0),
        ("", "ElastiCache backup storage"): Decimal(0),
        # 4. what viewers load: 300 GB and three million requests
        ("site", "CloudFront data transfer to viewers"): 300 * Decimal("0.085"),  # 25.50
        ("", "CloudFront data transfer to origins"): Decimal(0),
        ("", "CloudFront HTTPS requests"): 300 * Decimal("0.01"),  # 3.00
        # 5. the nodes to the internet: 90 GB through the NAT gateway, 30 of them out; two of three zones are not its
        #    own, so 60 GB cross a border, paid at both ends
        ("internet", "data processed by the NAT gateway"): 90 * Decimal("0.045"),  # 4.05
        ("internet", "data transfer to the internet"): 30 * Decimal("0.09"),  # 2.70
        ("internet", "data transfer between zones"): 2 * 60 * Decimal("0.01"),  # 1.20
        # 6. the nodes to the database: of 99 GB two thirds cross, paid at both ends; to the cache at the nodes' alone
        ("db", "data transfer between zones"): 2 * 66 * Decimal("0.01"),  # 1.32
        ("cache", "data transfer between zones"): 66 * Decimal("0.01"),  # 0.66
    }
    found: dict[tuple[str, str], Decimal] = {}
    bill = bill_of_the_shop()
    for item in bill.items:
        _, arrow, end = item.subject.address.partition(" -> ")
        key = (end.rpartition(".")[2] if arrow else "", item.what)
        found[key] = found.get(key, Decimal(0)) + item.monthly_usd
    assert found == by_hand
    network, compute, data = Decimal("71.875"), Decimal("240.59"), Decimal("240.176")
    viewers, internet, stores = Decimal("28.50"), Decimal("7.95"), Decimal("1.98")
    assert bill.total.monthly_usd == network + compute + data + viewers + internet + stores == Decimal("591.071")
    assert not bill.gaps
    assert str(bill.total) == "USD 591.07 a month"


def test_the_groups_of_the_shop_by_hand() -> None:
    """What is bought in advance costs where it is used, so that the shop has its whole bill; each way of grouping makes
    the same total."""
    bill = bill_of_the_shop()
    sums = {
        key: {name: part.total.monthly_usd for name, part in bill.by(key).items() if part.items}
        for key in ("account", "environment", "tier", "purchase", "tag:team")
    }
    assert sums["account"] == {"payer": 0, "shop": Decimal("591.071")}
    assert sums["environment"] == {"(none)": 0, "production": Decimal("591.071")}
    assert sums["tag:team"] == {"(none)": 0, "web": Decimal("591.071")}
    assert sums["purchase"] == {"on demand": Decimal("498.361"), "reserved": Decimal("92.71")}
    # the network has its six lines (71.875), what passes the gateways (6.75) and both ends of a zone's border (1.20)
    assert sums["tier"]["network"] == Decimal("79.825")
    # what crosses a border of zones to a store is on the store's bill: both ends of the database's, the cache's one
    assert sums["tier"]["data"] == Decimal("240.176") + Decimal("1.32") + Decimal("0.66")
    assert sums["tier"]["edge"] == Decimal("28.50")
    assert sums["tier"]["compute"] == Decimal("240.59")


def test_what_the_reservation_saves_by_hand() -> None:
    """Two nodes at 0.0635 instead of 0.096: 2 x 730 x 0.0325."""
    graph = graph_of(SHOP)
    on_demand, bought = cost(graph, book(), terms=ON_DEMAND), cost(graph, book())
    saved = on_demand.total.monthly_usd - bought.total.monthly_usd
    assert saved == 2 * 730 * Decimal("0.0325") == Decimal("47.45")
    (line,) = [item for item in bought.items if item.purchase is Purchase.RESERVED and item.quantity]
    assert line.commitment == "accounts.payer.reservations.nodes"
    assert line.subject.account == "shop"


NLB = """
innovate: 1
organization: {title: nlb, region: us-east-1}
accounts:
  app:
    account_id: "012345670121"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {app: {per: availability_zone, newbits: 8, netnum: 10}}
        security_groups:
          open: {ingress: {all: {from: 10.0.0.0/8, ports: all}}, egress: {all: {to: 0.0.0.0/0, ports: all}}}
        lbs: {front: {type: network, internal: yes, subnets: app-b, security_groups: open}}
        instances:
          client: {instance_type: m5.large, subnet: app-a, security_groups: open}
          beside: {instance_type: m5.large, subnet: app-b, security_groups: open}
          back: {instance_type: m5.large, subnet: app-a, security_groups: open}
"""


def test_published_examples_of_a_network_load_balancer() -> None:
    """AWS's figure 1: the client in zone A, load balancer and target in zone B, USD 0.02 for a GB. Figure 2: the target
    back in zone A, USD 0.04.

    https://aws.amazon.com/blogs/networking-and-content-delivery/optimizing-data-transfer-costs-when-using-aws-network-load-balancer/
    """
    graph = graph_of(NLB)
    base = cost(graph).total.monthly_usd

    def usd(*edges: str) -> Decimal:
        flows = Usage.of({edge: {"gb_sent": 1, "gb_received": 0} for edge in edges})
        found = cost(graph, usage=flows)
        assert not [gap for gap in found.gaps if gap.standing is Standing.NO_WAY]
        return found.total.monthly_usd - base

    assert usd("client -> front", "front -> beside") == Decimal("0.02")
    assert usd("client -> front", "front -> back") == Decimal("0.04")
