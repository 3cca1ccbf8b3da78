"""What a name stands for in a question: the instances of a cluster, what opens no sessions, what is misspelt."""

import pytest

from innovate_model.analyses.connecting import connections, starts_of
from innovate_model.analyses.naming import UnknownName
from innovate_model.analyses.reachability import NotInNetwork, Verdict, reach
from innovate_model.analyses.sessions import openings
from innovate_model.analyses.survey import survey
from innovate_model.values import parse_ports

from .networks import Yaml, network

CLUSTER = "aurora_clusters.main"
DATABASE = Yaml("""
vpcs:
  main:
    cidr_block: 10.0.0.0/16
    internet_gateways: {main: {}}
    nat_gateways: {egress: {subnet: a}}
    subnets:
      a: {availability_zone: a, cidr_block: 10.0.0.0/24, route_table: public}
      b: {availability_zone: b, cidr_block: 10.0.1.0/24, route_table: public}
    route_tables: {public: {routes: {0.0.0.0/0: internet_gateways.main}}}
    security_groups: {db: {ingress: {sql: {ports: tcp/5432, from: 0.0.0.0/0}}, egress: {}}}
    aurora_clusters:
      main:
        engine: aurora-postgresql
        engine_version: 16.10
        subnets: [a, b]
        security_groups: db
        storage_encrypted: yes
        instances:
          w: {instance_class: db.r6g.large, availability_zone: a, publicly_accessible: yes}
          r: {instance_class: db.r6g.large, availability_zone: b}
""")


def test_cluster_is_reached_by_its_public_instance():
    """The cluster has no public address of its own; its writer has one, and the answer about the cluster says so."""
    answer = reach(network(DATABASE), "internet", CLUSTER)
    assert answer.verdict is Verdict.REACHABLE
    assert answer.witness.destination.endswith("main.instances.w")
    assert openings(network(DATABASE), ["internet"], [CLUSTER], [parse_ports("tcp/5432")])
    assert list(connections(network(DATABASE), "internet", [f"accounts.dev.vpcs.main.{CLUSTER}"]))


def test_cluster_of_private_instances_stays_blocked():
    """Without a public instance the two agree that nothing gets in, and no pair is counted twice."""
    private = network(DATABASE.but("publicly_accessible: yes", "publicly_accessible: no"))
    answer = reach(private, "internet", CLUSTER)
    assert (answer.verdict, len(answer.traces)) == (Verdict.BLOCKED, 2)
    assert not openings(private, ["internet"], [CLUSTER])


def test_nat_gateway_is_refused_as_a_source():
    """It carries what others open: a question about its own sessions has no answer, `blocked` least of all."""
    graph = network(DATABASE)
    with pytest.raises(NotInNetwork, match="opens no sessions of its own"):
        reach(graph, "nat_gateways.egress", "internet")
    assert starts_of(survey(graph), "nat_gateways.egress") == ()
    assert reach(graph, "internet", "nat_gateways.egress").verdict is Verdict.BLOCKED


@pytest.mark.parametrize("name", ["internt", "Internet", "intenet"])
def test_misspelt_internet_is_recognised(name: str):
    """What is no resource has near names too, at either end."""
    with pytest.raises(UnknownName, match="did you mean `internet`"):
        reach(network(DATABASE), name, CLUSTER)
    with pytest.raises(UnknownName, match="did you mean `internet`"):
        reach(network(DATABASE), CLUSTER, name)
