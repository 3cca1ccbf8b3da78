"""Security groups and network ACLs: order, answers, references, lists, and what is not known."""

from innovate_model.analyses.flow import Disposition
from innovate_model.analyses.parties import parties
from innovate_model.analyses.reachability import Verdict, reach
from innovate_model.analyses.survey import survey
from innovate_model.analyses.walking import walk
from innovate_model.span import Path
from innovate_model.values import parse_ports

from .networks import Yaml, ask, decided, network, tail

D = Disposition

TWO_TIERS = Yaml("""
vpcs:
  main:
    cidr_block: 10.0.0.0/16
    subnets:
      app: {availability_zone: a, cidr_block: 10.0.1.0/24, network_acl: app}
      data: {availability_zone: a, cidr_block: 10.0.2.0/24, network_acl: data}
    network_acls:
      app:
        ingress: {100: {allow: tcp/1024-65535, from: 10.0.2.0/24}}
        egress: {100: {allow: tcp/5432, to: 10.0.2.0/24}}
      data:
        ingress: {100: {allow: tcp/5432, from: 10.0.1.0/24}}
        egress: {100: {allow: tcp/1024-65535, to: 10.0.1.0/24}}
    security_groups:
      app: {egress: {db: {ports: tcp/5432, to: security_groups.db}}}
      db: {ingress: {app: {ports: tcp/5432, from: security_groups.app}}, egress: {}}
      other: {egress: {db: {ports: all, to: 0.0.0.0/0}}}
    instances:
      app: {instance_type: t3.small, subnet: app, security_groups: app, private_ip: 10.0.1.5}
      other: {instance_type: t3.small, subnet: app, security_groups: other, private_ip: 10.0.1.6}
      bare: {instance_type: t3.small, subnet: app, private_ip: 10.0.1.7}
      db: {instance_type: t3.small, subnet: data, security_groups: db, private_ip: 10.0.2.5}
      db2: {instance_type: t3.small, subnet: data, security_groups: [db, app], private_ip: 10.0.2.6}
""")


def path(*keys: str) -> Path:
    """A path in the only VPC of the tests."""
    return ("accounts", "dev", "vpcs", "main", *keys)


def test_least_privilege_between_two_tiers_works():
    """With exactly the rules that it needs, there and back, a session is accepted."""
    assert ask(TWO_TIERS, "instances.app", "instances.db", "tcp/5432").disposition is D.ACCEPTED


def test_hop_names_the_deciding_rule():
    """A hop carries the path of the rule that let the packet through, so that its line can be looked up."""
    trace = ask(TWO_TIERS, "instances.app", "instances.db", "tcp/5432")
    paths = [hop.path for hop in trace.hops]
    assert path("security_groups", "app", "egress", "db") in paths
    assert path("network_acls", "data", "ingress", "100") in paths
    assert path("security_groups", "db", "ingress", "app") in paths


def test_security_group_reference_follows_membership():
    """Who is no member of the group that a rule names is denied, whatever its address."""
    assert decided(ask(TWO_TIERS, "instances.other", "instances.db", "tcp/5432"))[:2] == (
        D.DENIED_IN,
        "security_groups.db",
    )


def test_security_group_without_egress_rules_opens_nothing():
    """An empty `egress` denies every session from inside, and no answer."""
    trace = ask(TWO_TIERS, "instances.db", "instances.app", "tcp/5432")
    assert decided(trace)[:2] == (D.DENIED_OUT, "security_groups.db")


def test_security_groups_of_an_interface_add_up():
    """A second group's rules let through what the first one's do not."""
    trace = ask(TWO_TIERS, "instances.db2", "instances.db", "tcp/5432")
    assert trace.disposition is D.ACCEPTED


def test_neighbours_in_a_subnet_pass_no_network_acl():
    """Inside a subnet only security groups are asked."""
    trace = ask(TWO_TIERS, "instances.db2", "instances.db", "tcp/5432")
    assert not [hop for hop in (*trace.hops, *trace.return_hops) if "network_acls" in hop.component]


def test_interface_without_a_group_is_not_known():
    """AWS gives it the VPC's default group, of which the model says nothing."""
    trace = ask(TWO_TIERS, "instances.bare", "instances.db", "tcp/9999")
    assert trace.missing
    assert tail(trace.missing[0]) == "instances.bare"


def test_certain_denial_settles_it_whatever_else_is_not_known():
    """What is denied further on is blocked, not unknown."""
    trace = ask(TWO_TIERS, "instances.bare", "instances.db", "tcp/9999")
    assert trace.disposition is D.DENIED_OUT
    assert tail(trace.deciding) == "network_acls.app"


def test_answer_needs_the_ephemeral_ports_on_the_way_out():
    """A stateless network ACL that admits the request and not the answer breaks the session."""
    text = TWO_TIERS.but("egress: {100: {allow: tcp/1024-65535, to: 10.0.1.0/24}}", "egress: {}")
    trace = ask(text, "instances.app", "instances.db", "tcp/5432")
    assert decided(trace) == (D.DENIED_OUT, "network_acls.data", "NACL egress has no rule for it")
    assert trace.fails_on_return


def test_answer_needs_the_ephemeral_ports_on_the_way_in():
    """The same at the client's own subnet, where a Linux client's ports start at 32768."""
    text = TWO_TIERS.but("allow: tcp/1024-65535, from: 10.0.2.0/24", "allow: tcp/49152-65535, from: 10.0.2.0/24")
    trace = ask(text, "instances.app", "instances.db", "tcp/5432")
    assert decided(trace)[:2] == (D.DENIED_IN, "network_acls.app")
    assert trace.flow.source_port == 32768


def test_lowest_rule_number_decides():
    """A deny before the allow wins, though it is written after it."""
    rules = "ingress: {100: {allow: tcp/5432, from: 10.0.1.0/24}, 50: {deny: tcp/5000-6000, from: 10.0.1.0/25}}"
    text = TWO_TIERS.but("ingress: {100: {allow: tcp/5432, from: 10.0.1.0/24}}", rules)
    assert decided(ask(text, "instances.app", "instances.db", "tcp/5432")) == (
        D.DENIED_IN,
        "network_acls.data",
        "NACL ingress rule 50 denies",
    )


def test_every_blocking_point_is_given():
    """Both filters that deny are named, not only the first."""
    trace = ask(TWO_TIERS, "instances.app", "instances.db", "tcp/22")
    assert [tail(hop) for hop in trace.blocking][:4] == [
        "security_groups.app",
        "network_acls.app",
        "network_acls.data",
        "security_groups.db",
    ]
    assert all(hop.remedy for hop in trace.blocking)


ONE_OF_A_SUBNET = TWO_TIERS.but(", private_ip: 10.0.1.5", "")


def test_part_of_a_subnet_is_not_known_for_an_interface_without_address():
    """A rule for half of the subnet decides nothing for an instance that may stand in either half."""
    text = ONE_OF_A_SUBNET.but("from: 10.0.1.0/24}}", "from: 10.0.1.0/25}}")
    trace = ask(text, "instances.app", "instances.db", "tcp/5432")
    assert (trace.disposition, tail(trace.deciding)) == (D.INSUFFICIENT_INFO, "network_acls.data")


def test_two_halves_of_a_subnet_are_the_whole():
    """Two rules for the two halves together admit what may stand in either."""
    halves = "ingress: {100: {allow: tcp/5432, from: 10.0.1.0/25}, 110: {allow: tcp/5432, from: 10.0.1.128/25}}"
    text = ONE_OF_A_SUBNET.but("ingress: {100: {allow: tcp/5432, from: 10.0.1.0/24}}", halves)
    assert ask(text, "instances.app", "instances.db", "tcp/5432").disposition is D.ACCEPTED


LISTS = Yaml("""
prefix_lists:
  office: {entries: [203.0.113.0/24]}
cloudfront_distributions:
  edge:
    origins: {web: {lb: vpcs.main.lbs.web}}
    default_origin: web
    viewer_protocol_policy: https-only
vpcs:
  main:
    cidr_block: 10.0.0.0/16
    internet_gateways: {main: {}}
    subnets:
      a: {availability_zone: a, cidr_block: 10.0.1.0/24, route_table: public}
      b: {availability_zone: b, cidr_block: 10.0.2.0/24, route_table: public}
    route_tables: {public: {routes: {0.0.0.0/0: internet_gateways.main}}}
    security_groups:
      web:
        ingress:
          edge: {ports: tcp/443, from: prefix_lists.cloudfront}
          admin: {ports: tcp/8443, from: prefix_lists.office}
        egress: {}
    lbs:
      web: {type: application, subnets: [a, b], security_groups: web}
""")


def test_internet_is_not_in_cloudfronts_list():
    """A host outside AWS is no CloudFront server, even though the list's blocks are not known."""
    assert decided(ask(LISTS, "internet", "lbs.web"))[:2] == (D.DENIED_IN, "security_groups.web")


def test_cloudfront_is_in_its_own_list():
    """A distribution reaches what admits the list of its servers, and nothing else."""
    assert ask(LISTS, "cloudfront_distributions.edge", "lbs.web").disposition is D.ACCEPTED
    assert not ask(LISTS, "cloudfront_distributions.edge", "lbs.web", "tcp/8443").is_open


def test_a_public_address_may_be_in_cloudfronts_list():
    """Of an arbitrary public address nobody knows whether AWS's list holds it."""
    trace = ask(LISTS, "130.176.1.2", "lbs.web")
    assert trace.disposition is D.INSUFFICIENT_INFO
    assert "com.amazonaws.global.cloudfront.origin-facing" in trace.deciding.remedy


def test_internet_means_any_host_that_a_rule_lets_in():
    """A port that is open to an office is reachable from the internet, and the answer says from where only."""
    answer = reach(network(LISTS), "internet", "lbs.web", parse_ports("tcp/8443"))
    assert answer.verdict is Verdict.REACHABLE
    assert answer.note == "from 203.0.113.0/24 only"
    assert (answer.agreeing, len(answer.traces)) == (2, 4)


def test_only_rules_for_all_protocols_fit_any_other_protocol():
    """A protocol that no rule can name (ESP, GRE) passes where every protocol does, and has no ports."""
    graph = network(
        TWO_TIERS.but(
            "app: {availability_zone: a, cidr_block: 10.0.1.0/24, network_acl: app}",
            "app: {availability_zone: a, cidr_block: 10.0.1.0/24}",
        )
    )
    (other,), (bare,), (db,) = (parties(survey(graph), f"instances.{name}") for name in ("other", "bare", "db"))
    trace = walk(graph, other, db, "other", 443)
    assert trace.flow.destination_port == 0
    assert [(hop.stops, tail(hop)) for hop in trace.hops if hop.stops] == [
        (D.DENIED_IN, "network_acls.data"),
        (D.DENIED_IN, "security_groups.db"),
    ]
    assert walk(graph, other, bare, "other", 0).hops[0].stops is None
