"""What a permissions boundary leaves of a role's powers."""

from innovate_model.analyses.boundaries import boundary_of, is_followed
from innovate_model.analyses.compromise import compromise
from innovate_model.analyses.reading_rights import readable
from innovate_model.graph import Graph, build
from innovate_model.loader import load_text
from innovate_model.resources.iam_role import IamRole

MODEL = """
innovate: 1
organization: {{title: Example, region: us-east-1}}
accounts:
  a:
    account_id: "111111111111"
    s3_buckets: {{one: {{}}, two: {{}}}}
    secrets: {{password: {{}}}}
    iam_policies:
      bound:
        permissions: {permissions}
    iam_roles:
      target: {{trust: {{roles: role}}}}
      role:
        trust: {{services: [ec2.amazonaws.com]}}
        permissions_boundary: {boundary}
        permissions:
          all: {{effect: Allow, actions: ["s3:*", "secretsmanager:*", "sts:AssumeRole"], resources: ["*"]}}
"""
ROLE = "accounts.a.iam_roles.role"


def graph_of(permissions: str, boundary: str = "bound") -> Graph:
    """The model under one boundary."""
    loaded = load_text(MODEL.format(permissions=permissions, boundary=boundary))
    assert not loaded.findings, loaded.findings
    return build(loaded.model)


def read(graph: Graph) -> set[str]:
    """What the role reads, by name."""
    return {address.rpartition(".")[2] for address in readable(graph, ROLE)}


def test_what_it_does_not_allow_is_taken_away() -> None:
    """A boundary grants nothing, and what it does not name is gone."""
    graph = graph_of('{s3: {effect: Allow, actions: ["s3:*"], resources: ["*"]}}')
    assert read(graph) == {"one", "two"}
    role = graph.model.get(ROLE, IamRole)
    assert role is not None
    assert is_followed(graph, role)
    assert not any("boundary" in each for each in compromise(graph, [ROLE]).not_known)


def test_a_denial_in_it_wins() -> None:
    """On the resource that it names, whatever is allowed beside it."""
    graph = graph_of(
        '{all: {effect: Allow, actions: ["*"], resources: ["*"]}, '
        'no: {effect: Deny, actions: ["s3:*"], on: s3_buckets.one}}'
    )
    assert read(graph) == {"two", "password"}


def test_what_a_pattern_or_a_condition_decides_is_said() -> None:
    """Then nothing is taken away, and the answer says that something may be."""
    graph = graph_of('{s3: {effect: Allow, actions: ["*"], resources: ["arn:aws:s3:::public-*"]}}')
    assert read(graph) == {"one", "two", "password"}
    assert f"{ROLE}: what the permissions boundary bound takes away" in compromise(graph, [ROLE]).not_known


def test_a_boundary_outside_of_the_model_is_said() -> None:
    """Of a policy that stands nowhere nothing is known."""
    graph = graph_of('{s3: {effect: Allow, actions: ["s3:*"], resources: ["*"]}}', "elsewhere")
    assert boundary_of(graph, graph.model.get(ROLE, IamRole)) is None
    assert f"{ROLE}: what the permissions boundary elsewhere takes away" in compromise(graph, [ROLE]).not_known


def test_a_role_that_may_not_assume_under_its_boundary() -> None:
    """Roles that trust the account are not let in either."""
    may_not = graph_of('{s3: {effect: Allow, actions: ["s3:*"], resources: ["*"]}}')
    assert not any(edge.target == "accounts.a.iam_roles.target" for edge in may_not.out(ROLE))
