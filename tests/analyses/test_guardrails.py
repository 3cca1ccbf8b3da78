"""Which policies bind an account, and which stage a resource serves."""

from innovate_model.analyses.environments import account_of, environment_of, in_environment
from innovate_model.analyses.guardrails import chain_above, is_limiting, policies_over
from innovate_model.graph import build
from innovate_model.loader import load_text
from innovate_model.resources.account import Account
from innovate_model.resources.s3_bucket import S3Bucket
from innovate_model.resources.service_control_policy import ServiceControlPolicy, Statement

LOADED = load_text("""
innovate: 1
organization:
  title: Example
  region: us-east-1
  organizational_units:
    workloads: {}
    production: {parent_unit: workloads}
    ring: {parent_unit: chain}
    chain: {parent_unit: ring}
  service_control_policies:
    everybody: {targets: organization, statements: {one: {effect: Deny, actions: ["a:*"]}}}
    workloads:
      targets: [organizational_units.workloads, organizational_units.production]
      statements: {one: {effect: Deny, actions: ["a:*"]}}
    others: {targets: organizational_units.ring, statements: {one: {effect: Deny, actions: ["a:*"]}}}
    own: {targets: accounts.shop, statements: {one: {effect: Deny, actions: ["a:*"]}}}
accounts:
  shop: {account_id: "111111111111", environment: production, organizational_unit: production, s3_buckets: {a: {}}}
  lost: {account_id: "222222222222", organizational_unit: ring, s3_buckets: {b: {}}}
""")
GRAPH = build(LOADED.model)


def account(name: str) -> Account:
    """An account of the model."""
    found = GRAPH.model.get(f"accounts.{name}", Account)
    assert found is not None
    return found


def test_policies() -> None:
    """Nearest first: the account's own, those of its units, those of the organisation; each once."""
    assert LOADED.findings == ()
    assert [policy.name for policy in policies_over(GRAPH, account("shop"))] == ["own", "workloads", "everybody"]


def test_a_ring_of_units_ends() -> None:
    """Units within one another are followed once round."""
    units = "organization.organizational_units"
    chain = ["accounts.lost", f"{units}.ring", f"{units}.chain", "organization"]
    assert list(chain_above(GRAPH, account("lost"))) == chain
    assert [policy.name for policy in policies_over(GRAPH, account("lost"))] == ["others", "everybody"]


def test_what_limits() -> None:
    """A denial limits, and so does a list of what is allowed; leave to do everything does not."""

    def policy(statement: Statement) -> ServiceControlPolicy:
        return ServiceControlPolicy(address="organization.p", targets=(), statements={"one": statement})

    assert is_limiting(policy(Statement(effect="Deny", actions=("s3:*",))))
    assert is_limiting(policy(Statement(effect="Allow", actions=("s3:*",))))
    assert not is_limiting(policy(Statement(effect="Allow", actions=("*",))))


def test_environments() -> None:
    """A resource serves the stage that its account names, if it names one; outside of accounts there is none."""
    buckets = list(GRAPH.model.of(S3Bucket))
    assert [environment_of(GRAPH, bucket) for bucket in buckets] == ["production", ""]
    assert list(in_environment(GRAPH, S3Bucket, "production")) == buckets[:1]
    assert account_of(GRAPH, GRAPH.model["organization"]) is None
