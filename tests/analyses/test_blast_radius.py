"""Who stops working when something is lost: laws on arbitrary graphs, then what architects ask."""

import random
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innovate_model.analyses.blast_radius import BlastRadius, State, failure
from innovate_model.analyses.falling import NEEDS
from innovate_model.edge import Edge, Relation
from innovate_model.graph import Graph, build
from innovate_model.loader import load, load_text
from innovate_model.model import Model
from innovate_model.resources.kms_key import KmsKey
from tests.support import in_account, in_vpc

from .dependencies import EDGES, LOST, NODES, graph_of

INNOVATE = build(load(Path(__file__).parents[2] / "models" / "innovate").model)
PRODUCTION = "accounts.production.vpcs.main"


def stopped(radius: BlastRadius) -> set[str]:
    """What is lost or down."""
    return {member.address for member in radius.members if member.state is not State.DEGRADED}


def by_hand(edges: list[Edge], lost: list[str]) -> set[str]:
    """What stops, by the definition, round after round over all edges: too few are left of what one needs."""
    gone = set(lost)
    while True:
        more = {edge.target for edge in edges if edge.relation is Relation.CONTAINS and edge.source in gone}
        for edge in edges:
            if edge.relation in NEEDS:
                same = [
                    other
                    for other in edges
                    if other.source == edge.source
                    and other.relation in NEEDS
                    and (
                        other.alternatives == edge.alternatives
                        if edge.alternatives
                        else other.relation is edge.relation is Relation.FORWARDS_TO and not other.alternatives
                    )
                ]
                targets = {other.target for other in same} or {edge.target}
                needed = min(len(targets), max((other.at_least for other in same), default=1))
                if edge.target in gone and len(targets - gone) < needed:
                    more.add(edge.source)
        if more <= gone:
            return gone
        gone |= more


@given(EDGES, LOST)
def test_what_stops_is_what_the_definition_says(edges: list[Edge], lost: list[str]) -> None:
    """Parts of what stopped, what needs it alone, and what has lost all of several that back one another up."""
    assert stopped(failure(graph_of(edges), lost)) == by_hand(edges, lost)


@given(EDGES, LOST, LOST)
def test_losing_more_never_stops_less(edges: list[Edge], lost: list[str], more: list[str]) -> None:
    """Whatever one loss stops, that loss and another stop too; and what was degraded is not well again."""
    graph = graph_of(edges)
    fewer, all_of_it = failure(graph, lost), failure(graph, [*lost, *more])
    assert stopped(fewer) <= stopped(all_of_it)
    assert {member.address for member in fewer.members} <= {member.address for member in all_of_it.members}


@given(EDGES, LOST)
def test_nothing_more_stops_when_what_stopped_is_lost(edges: list[Edge], lost: list[str]) -> None:
    """The answer is closed: taking away all that is down takes nothing else down, and degrades the same."""
    graph = graph_of(edges)
    once = failure(graph, lost)
    twice = failure(graph, stopped(once))
    assert stopped(twice) == stopped(once)
    assert {m.address for m in twice.degraded} == {m.address for m in once.degraded}


@given(EDGES, LOST, st.randoms(use_true_random=False))
def test_no_order_matters(edges: list[Edge], lost: list[str], chance: random.Random) -> None:
    """The same members with the same reasons, however the losses and the resources are ordered."""
    order = list(NODES)
    chance.shuffle(order)
    assert failure(graph_of(edges, tuple(order)), lost[::-1]) == failure(graph_of(edges), lost)


@given(EDGES, LOST)
def test_every_member_has_a_reason_that_stands_in_the_graph(edges: list[Edge], lost: list[str]) -> None:
    """But for what was lost itself: an edge of the graph with what hit the member at one end, and at the other the
    member, or the identity as which it reads."""
    radius = failure(graph_of(edges), lost)
    distances = {member.address: member.distance for member in radius.members}
    for member in radius.members:
        if member.state is State.LOST:
            assert (member.distance, member.reason, member.because) == (0, "lost", None)
            continue
        assert member.because in edges
        assert member.because is not None
        ends = [member.because.source, member.because.target]
        is_reader = member.because.relation is Relation.READS
        ends.remove(member.because.source if is_reader else member.address)
        assert not is_reader or (member.address, Relation.RUNS_AS, member.because.source) in {e[:3] for e in edges}
        assert distances[ends[0]] == member.distance - 1
        assert ends[0] in member.reason


@given(EDGES, LOST)
def test_every_member_follows_from_members(edges: list[Edge], lost: list[str]) -> None:
    """And from nothing later than itself: with only what it follows from lost, it is hit all the same."""
    graph = graph_of(edges)
    radius = failure(graph, lost)
    members = {member.address: member for member in radius.members}
    for member in radius.members:
        assert bool(member.after) is (member.state is not State.LOST)
        if member.after:
            again = {m.address: m.state for m in failure(graph, member.after).members}
            assert again[member.address] is member.state
            assert all(members[address].state is not State.DEGRADED for address in member.after)


@pytest.mark.parametrize("left", [0, 1])
def test_many_backups_cost_no_more_each_than_few(left: int) -> None:
    """Twenty thousand that back one another up, lost at once: looking at all of them for each would take a minute."""
    *many, user = (f"accounts.a.kms_keys.k{number}" for number in range(20_001))
    edges = [Edge(user, Relation.FORWARDS_TO, each) for each in many]
    resources = {name: KmsKey(address=name) for name in (*many, user)}
    graph = Graph(Model(resources), {user: tuple(edges)}, {edge.target: (edge,) for edge in edges})
    started = time.process_time()
    radius = failure(graph, many[left:])
    assert time.process_time() - started < 5
    state = {member.address: member.state for member in radius.members}[user]
    assert state is (State.DEGRADED if left else State.DOWN)


def test_an_unknown_address_is_a_key_error() -> None:
    """What is not in the model cannot be lost."""
    with pytest.raises(KeyError):
        failure(graph_of([]), ["accounts.a.kms_keys.zz"])


def told(radius: BlastRadius, scope: str) -> dict[str, tuple[str, str]]:
    """Address below the scope -> state and reason, addresses there shortened as well."""
    return {
        m.address.replace(scope + ".", ""): (str(m.state), m.reason.replace(scope + ".", "")) for m in radius.members
    }


def in_main(text: str, *lost: str) -> dict[str, tuple[str, str]]:
    """The blast radius in a small VPC; losses are named below it, or in full."""
    loaded = load_text(in_vpc(text))
    assert not loaded.findings, [finding.message for finding in loaded.findings]
    scope = "accounts.dev.vpcs.main"
    full = [name if name in loaded.model else f"{scope}.{name}" for name in lost]
    return told(failure(build(loaded.model), full), scope)


THREE = """
subnets:
  app-a: {cidr_block: 10.0.0.0/24, availability_zone: a}
  app-b: {cidr_block: 10.0.1.0/24, availability_zone: b}
  app-c: {cidr_block: 10.0.2.0/24, availability_zone: c}
lbs:
  api: {type: network, subnets: [app-a, app-b, app-c]}
  narrow: {type: network, subnets: app-a}
"""


def test_what_stands_in_three_zones_survives_one_and_two_but_not_three() -> None:
    """It is degraded with the count of what is left, and down when nothing is; what stands in one zone goes with
    it."""
    one = in_main(THREE, "availability_zones.us-east-1a")
    assert one["lbs.api"] == ("degraded", "placed in subnets.app-a (2 of 3 left)")
    assert one["lbs.narrow"] == ("down", "placed in subnets.app-a, and there is no other")
    two = in_main(THREE, "availability_zones.us-east-1a", "availability_zones.us-east-1c")
    assert two["lbs.api"] == ("degraded", "placed in subnets.app-a (1 of 3 left)")
    three = in_main(THREE, *(f"availability_zones.us-east-1{zone}" for zone in "abc"))
    assert three["lbs.api"] == ("down", "placed in subnets.app-a, and none of the 3 is left")


EGRESS = """
internet_gateways: {main: {}}
subnets:
  public: {per: availability_zone, newbits: 4, netnum: 0, route_table: public}
  app: {per: availability_zone, newbits: 2, netnum: 1, route_table: app}
"""
PER_ZONE = """
nat_gateways: {egress: {per: availability_zone, subnet: public}}
route_tables:
  public: {routes: {0.0.0.0/0: internet_gateways.main}}
  app: {per: availability_zone, routes: {0.0.0.0/0: nat_gateways.egress}}
"""
SINGLE = """
nat_gateways: {egress: {subnet: public-a}}
route_tables:
  public: {routes: {0.0.0.0/0: internet_gateways.main}}
  app: {routes: {0.0.0.0/0: nat_gateways.egress}}
"""
MAIN_TABLE = SINGLE.replace("app: {routes", "app: {main: yes, routes")


def test_a_nat_gateway_for_each_zone_loses_one_zone_its_way_out() -> None:
    """The other zone's subnet is untouched."""
    radius = in_main(EGRESS + PER_ZONE, "nat_gateways.egress-a")
    assert radius == {
        "nat_gateways.egress-a": ("lost", "lost"),
        "route_tables.app-a": ("degraded", "routes to nat_gateways.egress-a (0.0.0.0/0)"),
        "subnets.app-a": ("degraded", "sends 0.0.0.0/0 to nat_gateways.egress-a, by route_tables.app-a"),
    }


@pytest.mark.parametrize("subnets", [EGRESS, EGRESS.replace(", route_table: app", "")])
def test_a_single_nat_gateway_loses_every_zone_its_way_out(subnets: str) -> None:
    """Even when only its own zone is gone; the same by the VPC's main table as by a table that the subnet names."""
    tables = SINGLE if subnets is EGRESS else MAIN_TABLE
    radius = in_main(subnets + tables, "nat_gateways.egress")
    assert {name for name in radius if name.startswith("subnets.")} == {"subnets.app-a", "subnets.app-b"}
    zone = in_main(subnets + tables, "availability_zones.us-east-1a")
    assert zone["nat_gateways.egress"][0] == "down"
    assert zone["subnets.app-a"][0] == "down"
    assert zone["subnets.app-b"] == ("degraded", "sends 0.0.0.0/0 to nat_gateways.egress, by route_tables.app")


def test_the_way_from_the_loss_is_counted() -> None:
    """The route table is one relation from its NAT gateway, the subnet that uses the table two."""
    graph = build(load_text(in_vpc(EGRESS + PER_ZONE)).model)
    members = failure(graph, ["accounts.dev.vpcs.main.nat_gateways.egress-a"]).members
    assert [(m.kind, m.distance) for m in members] == [("nat_gateway", 0), ("route_table", 1), ("subnet", 2)]


def test_a_role_is_missed_by_whoever_acts_as_it() -> None:
    """Pods go on without their role, by its trust in their service account, and without a secret that it reads."""
    text = """
    iam_roles:
      api:
        trust: {irsa: vpcs.main.eks_clusters.main.namespaces.api.service_accounts.api}
        permissions: {read: {effect: Allow, actions: [secretsmanager:GetSecretValue], on: secrets.password}}
    secrets: {password: {}}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        subnets: {app: {cidr_block: 10.0.0.0/24, availability_zone: a}}
        eks_clusters:
          main:
            version: 1.34
            subnets: app
            node_groups:
              general:
                instance_types: [m6i.large]
                scaling_config: {min_size: 1, desired_size: 1, max_size: 1}
                subnets: app
            namespaces:
              api:
                service_accounts: {api: {}}
                deployments:
                  api:
                    replicas: {min: 1, max: 1}
                    requests: {cpu: 1, memory: 1Gi}
                    node_groups: general
                    service_account: api
    """
    graph = build(load_text(in_account(text)).model)
    pods = "vpcs.main.eks_clusters.main.namespaces.api.deployments.api"
    role = told(failure(graph, ["accounts.dev.iam_roles.api"]), "accounts.dev")
    assert role[pods] == ("degraded", "acts in AWS as iam_roles.api")
    secret = told(failure(graph, ["accounts.dev.secrets.password"]), "accounts.dev")
    assert secret[pods] == ("degraded", "reads secrets.password as iam_roles.api")


def test_a_listener_less_is_not_a_load_balancer_less() -> None:
    """A load balancer whose one service of two is gone goes on with the other."""
    text = """
    subnets: {app: {cidr_block: 10.0.0.0/24, availability_zone: a}}
    instances: {one: {instance_type: t3.micro, subnet: app}, two: {instance_type: t3.micro, subnet: app}}
    lbs:
      main:
        type: network
        subnets: app
        target_groups:
          one: {port: 80, protocol: TCP, targets: instances.one}
          two: {port: 81, protocol: TCP, targets: instances.two}
        listeners:
          one: {port: 80, protocol: TCP, forward_to: one}
          two: {port: 81, protocol: TCP, forward_to: two}
    """
    one = in_main(text, "instances.one")
    assert one["lbs.main.listeners.one"][0] == "down"
    assert one["lbs.main"] == ("degraded", "forwards to lbs.main.listeners.one (1 of 2 left)")
    assert in_main(text, "instances.one", "instances.two")["lbs.main"][0] == "down"


def hit_by_zones(text: str, zones: str) -> dict[str, str]:
    """The states of what stands in a VPC of three zones when some of them are lost."""
    losses = (f"availability_zones.us-east-1{zone}" for zone in zones)
    return {name: state for name, (state, _) in in_main(SUBNETS + text, *losses).items()}


SUBNETS = """
subnets:
  a: {cidr_block: 10.0.0.0/24, availability_zone: a}
  b: {cidr_block: 10.0.1.0/24, availability_zone: b}
  c: {cidr_block: 10.0.2.0/24, availability_zone: c}
"""
AURORA = """
aurora_clusters:
  it:
    {engine: aurora-postgresql, engine_version: 16.4, storage_encrypted: yes, subnets: [%s], instances: {
      one: {instance_class: db.r6g.large, availability_zone: a},
      two: {instance_class: db.r6g.large, availability_zone: b},
      three: {instance_class: db.r6g.large, availability_zone: c}}}
"""
CACHE = """
elasticache_replication_groups:
  it:
    {engine: valkey, engine_version: 8.0, node_type: cache.r7g.large, num_cache_clusters: %d, subnets: [a, b, c],
     automatic_failover_enabled: yes, multi_az_enabled: yes, at_rest_encryption_enabled: yes,
     transit_encryption_enabled: yes}
"""
SEARCH = """
opensearch_domains:
  it:
    {engine_version: OpenSearch_2.17, instance_type: r6g.large.search, instance_count: 3, zone_awareness_enabled: yes,
     subnets: [%s], encrypt_at_rest: yes, node_to_node_encryption: yes}
"""


@pytest.mark.parametrize(
    ("text", "degraded", "down"),
    [
        (AURORA % "a, b, c", "a", "ab"),  # six copies, two in each zone: three must be there
        (AURORA % "a, b", "c", "abc"),  # where the copies lie is not said: down with the last instance
        (CACHE % 3, "ab", "abc"),
        (CACHE % 2, "a", "bc"),  # both nodes may have stood in the two
        (SEARCH % "a, b, c", "c", "ac"),  # one of three nodes elects nobody
        (SEARCH % "a, b", "a", "ab"),
    ],
)
def test_a_quorum_is_more_than_one(text: str, degraded: str, down: str) -> None:
    """How many of its zones a store can lose, by what AWS says of its copies."""
    (store,) = (name for name in hit_by_zones(text, down) if name.endswith(".it"))
    assert hit_by_zones(text, down)[store] == "down"
    assert hit_by_zones(text, degraded)[store] == "degraded"


def test_too_few_left_is_told() -> None:
    """The reason counts what is left and what is needed."""
    reason = in_main(SUBNETS + AURORA % "a, b, c", "subnets.a", "subnets.b")["aurora_clusters.it"][1]
    assert reason == "placed in subnets.a, and 1 of 3 are too few: 2 needed"


def test_pods_are_missed_with_their_zone() -> None:
    """A deployment on nodes in three zones goes on with fewer pods; one of a single pod may have to start anew."""
    radius = failure(INNOVATE, ["availability_zones.us-east-1a"])
    pods = {m.address: m for m in radius.degraded if m.kind == "deployment"}
    api = pods[f"{PRODUCTION}.eks_clusters.main.namespaces.api.deployments.flask-api"]
    nodes = f"{PRODUCTION}.eks_clusters.main.node_groups.general"
    assert api.reason == f"its pods are lost in {PRODUCTION}.subnets.app-a on {nodes}"
    assert (api.after, api.distance) == ((nodes,), 3)
    assert any(member.reason.startswith("its only pod may have stood in ") for member in pods.values())


def innovate(*lost: str) -> dict[str, tuple[str, str]]:
    return told(failure(INNOVATE, lost), "accounts.production")


def test_production_survives_a_zone_and_dev_does_not() -> None:
    """§2: production stands in three zones with a NAT gateway each; dev has one database instance and one NAT
    gateway."""
    radius = failure(INNOVATE, ["availability_zones.us-east-1a"])
    down = {member.address for member in radius.down if member.kind in ("deployment", "lb", "aurora_cluster")}
    assert {address.split(".")[1] for address in down} == {"dev"}
    assert {address.rpartition(".")[2] for address in down} == {"flask-api", "reports", "api", "main"}
    states = {member.address: member for member in radius.members}
    assert states[f"{PRODUCTION}.aurora_clusters.main"].reason.replace(PRODUCTION + ".", "") == (
        "depends on aurora_clusters.main.instances.writer (2 of 3 left); placed in subnets.data-a (2 of 3 left)"
    )
    assert f"{PRODUCTION}.subnets.app-b" not in states
    assert states["accounts.dev.vpcs.main.subnets.app-b"].state is State.DEGRADED


def test_the_key_of_the_database_takes_the_api_down_and_leaves_the_page() -> None:
    """Each step of the chain names the one before it; CloudFront still serves what lies in S3."""
    radius = innovate("accounts.production.kms_keys.aurora")
    pods = "vpcs.main.eks_clusters.main.namespaces.api.deployments.flask-api"
    group, listener = "vpcs.main.lbs.api.target_groups.api", "vpcs.main.lbs.api.listeners.https"
    chain = {
        "secrets.aurora-app": ("down", "encrypted by kms_keys.aurora"),
        "vpcs.main.aurora_clusters.main": ("down", "encrypted by kms_keys.aurora"),
        pods: ("down", "connects to vpcs.main.aurora_clusters.main"),
        group: ("down", f"forwards to {pods}, and there is no other"),
        listener: ("down", f"forwards to {group}, and there is no other"),
        "vpcs.main.lbs.api": ("down", f"forwards to {listener}, and there is no other"),
        "cloudfront_distributions.spa": ("degraded", "forwards to vpcs.main.lbs.api (1 of 2 left)"),
    }
    assert {name: radius[name] for name in chain} == chain
    assert not any("worker" in name for name in radius)


def test_without_the_hub_no_environment_is_down() -> None:
    """The transit gateway carries deployments from the runners, not customers: subnets lose that one route."""
    radius = failure(INNOVATE, ["accounts.networking.transit_gateways.hub"])
    assert {m.kind for m in radius.down} == {"transit_gateway_route_table", "transit_gateway_attachment"}
    reasons = {m.address: m.reason for m in radius.degraded if m.kind == "subnet"}
    table, hub = f"{PRODUCTION}.route_tables.app-b", f"{PRODUCTION}.transit_gateway_attachments.hub"
    assert reasons[f"{PRODUCTION}.subnets.app-b"] == f"sends 10.0.0.0/20 to {hub}, by {table}"
    assert not any(".subnets.data" in address for address in reasons)


def test_a_node_group_takes_those_down_that_run_nowhere_else() -> None:
    """The API runs on the general nodes alone; reports have the compute nodes too."""
    groups = "vpcs.main.eks_clusters.main.node_groups"
    radius = innovate(f"accounts.production.{groups}.general")
    spaces = "vpcs.main.eks_clusters.main.namespaces"
    assert radius[f"{spaces}.api.deployments.flask-api"] == (
        "down",
        f"runs on {groups}.general, and there is no other",
    )
    assert radius[f"{spaces}.reports.deployments.reports"] == ("degraded", f"runs on {groups}.general (1 of 2 left)")


def test_the_log_archive_is_missed_by_logs_only() -> None:
    """Nothing stops when flow logs find no bucket."""
    radius = failure(INNOVATE, ["accounts.log-archive.s3_buckets.flow-logs"])
    assert radius.down == ()
    assert {(m.kind, m.reason) for m in radius.degraded} == {
        ("flow_log", "logs to accounts.log-archive.s3_buckets.flow-logs")
    }
    assert len(radius.degraded) == 4


def test_pods_go_on_without_their_repository() -> None:
    """Their nodes hold the image: only new pods miss it."""
    radius = innovate("accounts.production.ecr_repositories.flask-api")
    pods = "vpcs.main.eks_clusters.main.namespaces.api.deployments.flask-api"
    assert radius[pods] == ("degraded", "starts no new pods without ecr_repositories.flask-api")
    assert {state for state, _ in radius.values()} == {"lost", "degraded"}


def test_without_the_internet_gateway_nobody_comes_in_or_goes_out() -> None:
    """The load balancer is down, and CloudFront has one origin less; the public NAT gateways are down, and the app
    subnets of all zones lose their way out. What is private goes on."""
    radius = innovate("accounts.production.vpcs.main.internet_gateways.main")
    gateway = "vpcs.main.internet_gateways.main"
    why = ("down", f"depends on {gateway} (0.0.0.0/0 by vpcs.main.route_tables.public)")
    assert radius["vpcs.main.lbs.api"] == why
    assert radius["cloudfront_distributions.spa"] == ("degraded", "forwards to vpcs.main.lbs.api (1 of 2 left)")
    for zone in "abc":
        nat = f"vpcs.main.nat_gateways.egress-{zone}"
        assert radius[nat] == why
        assert radius[f"vpcs.main.subnets.app-{zone}"] == (
            "degraded",
            f"sends 0.0.0.0/0 to {nat}, by vpcs.main.route_tables.app-{zone}",
        )
    assert not any("deployments" in address or "data" in address for address in radius)


@pytest.mark.parametrize(
    ("lb", "nat", "down"),
    [
        ("{}", "{}", {"lbs.it", "nat_gateways.it"}),
        ("{internal: yes}", "{connectivity_type: private}", set()),
    ],
)
def test_only_what_faces_the_internet_needs_its_gateway(lb: str, nat: str, down: set[str]) -> None:
    """An internal load balancer and a private NAT gateway in a public subnet go on, here by the VPC's main table."""
    text = f"""
    internet_gateways: {{main: {{}}}}
    route_tables: {{all: {{main: yes, routes: {{0.0.0.0/0: internet_gateways.main}}}}}}
    subnets: {{web: {{cidr_block: 10.0.0.0/24, availability_zone: a}}}}
    lbs: {{it: {{type: network, subnets: web, {lb.strip("{}")}}}}}
    nat_gateways: {{it: {{subnet: web, {nat.strip("{}")}}}}}
    """
    radius = in_main(text, "internet_gateways.main")
    assert {name for name, (state, _) in radius.items() if state == "down"} == down


@pytest.mark.parametrize(
    ("lost", "reason"),
    [
        ("secrets.aurora-app", "reads secrets.aurora-app as iam_roles.api"),
        ("iam_roles.api", "acts in AWS as iam_roles.api"),
        ("ecr_repositories.flask-api", "starts no new pods without ecr_repositories.flask-api"),
        (
            "vpcs.main.vpc_endpoints.secretsmanager",
            "starts no new pods without vpcs.main.vpc_endpoints.secretsmanager",
        ),
        (
            "vpcs.main.eks_clusters.main.namespaces.api.service_accounts.api",
            "runs as vpcs.main.eks_clusters.main.namespaces.api.service_accounts.api",
        ),
    ],
)
def test_what_pods_hold_already_they_go_on_with(lost: str, reason: str) -> None:
    """One verdict for one need: image, identity and credentials, and the way to them, degrade and stop nothing."""
    radius = innovate(f"accounts.production.{lost}")
    assert radius["vpcs.main.eks_clusters.main.namespaces.api.deployments.flask-api"] == ("degraded", reason)
    assert "down" not in {state for state, _ in radius.values()}


def test_a_machine_goes_on_without_its_role() -> None:
    """Its credentials end later: it is degraded as pods are, and stops for no role."""
    radius = failure(INNOVATE, ["accounts.shared-services.iam_roles.runner"])
    runners = {member.address: member for member in radius.degraded if member.kind == "instance"}
    assert len(runners) == 2
    assert {member.reason for member in runners.values()} == {"runs as accounts.shared-services.iam_roles.runner"}
    assert radius.down == ()


def test_a_replica_misses_its_source_and_not_the_other_way() -> None:
    """Images are copied to it; the source lacks nothing without it."""
    source = "accounts.shared-services.ecr_repositories.flask-api"
    replica = "accounts.production.ecr_repositories.flask-api"
    by_source = {m.address: m.reason for m in failure(INNOVATE, [source]).degraded}
    assert by_source[replica] == f"gets no new images from {source}"
    assert source not in {m.address for m in failure(INNOVATE, [replica]).members}


def test_an_application_with_degraded_parts_is_degraded() -> None:
    """The API that loses a zone, and the SPA that it is a part of; neither more than once, and neither down."""
    radius = failure(INNOVATE, ["availability_zones.us-east-1a"])
    members = {member.address: member for member in radius.members}
    api, spa = (members[f"accounts.production.applications.{name}"] for name in ("api", "spa"))
    assert (api.state, spa.state) == (State.DEGRADED, State.DEGRADED)
    assert f"depends on {PRODUCTION}.lbs.api, which is degraded" in api.reason
    assert f"depends on {PRODUCTION}.aurora_clusters.main, which is degraded" in api.reason
    assert api.address in spa.after
    for one in (api, spa):
        assert min(members[address].distance for address in one.after) == one.distance - 1
        assert all(members[address].state is State.DEGRADED for address in one.after)


def test_applications_that_are_parts_of_one_another_are_degraded_both() -> None:
    """The way round ends."""
    text = """
    applications:
      a: {type: web_site, entry: vpcs.main.lbs.web, parts: {other: applications.b}}
      b: {type: web_site, parts: {other: applications.a}}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {web: {per: availability_zone, newbits: 4, netnum: 0}}
        security_groups: {web: {ingress: {}, egress: {}}}
        lbs: {web: {type: application, internal: yes, subnets: web, security_groups: web}}
    """
    loaded = load_text(in_account(text))
    assert not loaded.findings
    radius = failure(build(loaded.model), ["accounts.dev.vpcs.main.subnets.web-a"])
    told = {member.address: (member.distance, member.after) for member in radius.degraded}
    web, one, other = "accounts.dev.vpcs.main.lbs.web", "accounts.dev.applications.a", "accounts.dev.applications.b"
    assert told[one] == (2, (web, other))
    assert told[other] == (3, (one,))
