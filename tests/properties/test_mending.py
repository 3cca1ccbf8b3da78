"""Which of the smallest changes is advised: the one that does the least harm, and what harm it does."""

from __future__ import annotations

from innovate_model.properties import Change, Proof, proofs

from .networks import NETWORK, VPC
from .support import architecture, proven

LOCKED = NETWORK.replace("route_table: data}", "route_table: data, network_acl: data}").replace(
    "        security_groups:\n",
    "        network_acls:\n          data:\n"
    "            ingress: {100: {allow: all, from: 10.0.0.0/16}}\n"
    "            egress: {100: {allow: all, to: 0.0.0.0/0}}\n        security_groups:\n",
    1,
)
"""The database's subnets have a network ACL that lets everything of the VPC in."""
BACKUP = "          backup: {instance_type: t3.micro, subnet: app-b, security_groups: backup}\n"
GROUP = """\
          backup:
            ingress: {}
            egress: {db: {ports: tcp/5432, to: security_groups.db}}
          db:
            ingress: {backup: {ports: tcp/5432, from: security_groups.backup}, """
WITH_BACKUP = LOCKED.replace("          db:\n            ingress: {", GROUP).replace(
    "        instances:\n", "        instances:\n" + BACKUP
)
"""Another program, with a rule of its own, may call the database."""
DATABASE = """\
  app-has-its-database:
    always: {from: instances.app, to: instances.db, ports: tcp/5432}
    because: A test
"""


def mended(text: str, *promises: str) -> tuple[Proof, Change]:
    """The first promise, which is broken, with what would restore it."""
    first, *_ = proven(text + "properties:\n" + "".join(promises))
    assert first.change is not None
    return first, first.change


def lines(change: Change) -> list[str]:
    return [".".join(map(str, line[0])).removeprefix(f"{VPC}.") for line in change.lines]


APART = """\
  backup-stays-out:
    never: {from: instances.backup, to: instances.db}
    because: A test
"""


def test_a_rule_of_its_own_rather_than_the_filter_of_all() -> None:
    """The network ACL would do as well, and end what the application does."""
    _, change = mended(WITH_BACKUP, APART, DATABASE)
    assert lines(change) == ["security_groups.db.ingress.backup"]
    assert "break" not in change.advice


def test_an_intruder_is_held_by_the_narrow_rule() -> None:
    """Likewise for what is exposed by the network."""
    spared = APART.replace(
        "never: {from: instances.backup, to: instances.db}",
        "contains: {compromise: instances.backup, spares: instances.db}",
    )
    _, change = mended(WITH_BACKUP, spared, DATABASE)
    assert lines(change) == ["security_groups.db.ingress.backup"]


SHARED = WITH_BACKUP.replace(
    "ingress: {backup: {ports: tcp/5432, from: security_groups.backup}, "
    "app: {ports: tcp/5432, from: security_groups.app}}",
    "ingress: {vpc: {ports: tcp/5432, from: vpc}}",
)
"""One rule for both programs."""


def test_measured_harm_comes_before_the_sort_of_rule() -> None:
    """The group of the database lets both in by one rule; the backup's own egress rule is nobody else's."""
    assert SHARED != WITH_BACKUP
    _, change = mended(SHARED, APART, DATABASE)
    assert lines(change) == ["security_groups.backup.egress.db"]
    assert "but it" not in change.advice
    assert "or security_groups.db.ingress.vpc" in change.advice.replace(f"{VPC}.", "")
    assert "which breaks `app-has-its-database`" in change.advice


def test_what_else_it_would_break_is_said() -> None:
    """Two promises that contradict one another."""
    never = "  never-the-database: {never: {from: instances.app, to: instances.db}, because: A test}\n"
    _, change = mended(NETWORK, never, DATABASE)
    assert lines(change) == ["security_groups.db.ingress.app"]
    assert "then it holds; but it breaks `app-has-its-database`" in change.advice


def test_a_promise_that_is_broken_anyway_is_none_that_it_breaks() -> None:
    """Nothing is said of it."""
    never = "  never-the-database: {never: {from: instances.app, to: instances.db}, because: A test}\n"
    broken = DATABASE.replace("tcp/5432", "tcp/5433")
    _, change = mended(NETWORK, never, broken)
    assert "breaks" not in change.advice


PEERS = """\
accounts:
  a:
    account_id: "111111111111"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a]
        internet_gateways: {main: {}}
        route_tables: {main: {main: yes, routes: {0.0.0.0/0: internet_gateways.main}}}
        subnets: {web: {cidr_block: 10.0.0.0/24, availability_zone: a, network_acl: web, map_public_ip_on_launch: yes}}
        network_acls:
          web:
            ingress: {100: {allow: tcp/22, from: 0.0.0.0/0}}
            egress: {100: {allow: tcp/1024-65535, to: 0.0.0.0/0}}
        security_groups: {web: {ingress: {ssh: {ports: tcp/22, from: 0.0.0.0/0}}, egress: {}}}
        instances: {web: {instance_type: t3.micro, subnet: web, security_groups: web}}
"""


def test_what_only_carries_answers_is_never_taken_out() -> None:
    """Nor is it one of the alternatives."""
    shell = "  no-shell: {never: {from: internet, to: instances.web}, because: A test}\n"
    found, change = mended(PEERS, shell)
    assert lines(change) == ["security_groups.web.ingress.ssh"]
    permits = [".".join(map(str, path)) for path in found.outcome.permits]
    assert f"{VPC}.network_acls.web.ingress.100" in permits
    assert f"{VPC}.network_acls.web.egress.100" not in permits
    assert any("for the answer" in related.note for related in found.outcome.witness)


CALLS = """\
accounts:
  a:
    account_id: "111111111111"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a]
        subnets: {app: {cidr_block: 10.0.0.0/24, availability_zone: a}}
        security_groups:
          nodes: {ingress: {mesh: {ports: all, from: self}}, egress: {mesh: {ports: all, to: self}}}
        eks_clusters:
          main:
            version: 1.35
            subnets: app
            security_groups: nodes
            node_groups:
              all:
                instance_types: [m6i.large]
                scaling_config: {min_size: 1, desired_size: 1, max_size: 1}
                subnets: app
                security_groups: nodes
            namespaces:
              one:
                deployments:
                  api: {replicas: {min: 1, max: 1}, requests: {cpu: 1}, node_groups: all, ports: {http: tcp/8080}}
                  shop:
                    replicas: {min: 1, max: 1}
                    requests: {cpu: 1}
                    node_groups: all
                    ports: {http: tcp/8080}
                    connects_to: {api: api}
                  odd: {replicas: {min: 1, max: 1}, requests: {cpu: 1}, node_groups: all, ports: {http: tcp/8080}}
"""


def test_a_connection_that_is_written_counts() -> None:
    """No promise speaks of it, and it would end."""
    _, change = mended(CALLS, "  apart: {never: {from: deployments.odd, to: deployments.api}, because: A test}\n")
    assert "closes 1 written connection (" in change.advice


def test_only_what_is_asked_of_need_be_proven() -> None:
    """The others count all the same."""
    never = "  never-the-database: {never: {from: instances.app, to: instances.db}, because: A test}\n"
    graph = architecture(f"{NETWORK}properties:\n{never}{DATABASE}").graph
    (only,) = proofs(graph, names=["never-the-database"])
    assert only.change is not None
    assert "it breaks `app-has-its-database`" in only.change.advice
