"""A typed relation between two resources."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from innovate_model.span import Path


class Relation(StrEnum):
    """What an edge means, read as a sentence from source to target."""

    CONTAINS = "contains"
    """The parent holds the child; the child cannot be without it."""
    PLACED_IN = "placed_in"
    """Stands in a subnet or an Availability Zone."""
    ATTACHED_TO = "attached_to"
    """Is plugged into a VPC or a gateway."""
    ROUTES_TO = "routes_to"
    """Sends packets on to."""
    ASSOCIATED_WITH = "associated_with"
    """Uses a table, a list or a policy that stands elsewhere (route table, network ACL, web ACL, prefix list)."""
    MEMBER_OF = "member_of"
    """Is in a security group, an organizational unit or a global database."""
    ALLOWS = "allows"
    """Lets traffic through from or to."""
    DEPENDS_ON = "depends_on"
    """Does not work without."""
    CONNECTS_TO = "connects_to"
    """Opens connections to."""
    FORWARDS_TO = "forwards_to"
    """Hands requests on to."""
    ENCRYPTED_BY = "encrypted_by"
    LOGS_TO = "logs_to"
    COPIES_TO = "copies_to"
    ASSUMES = "assumes"
    """May take the identity of a role."""
    TRUSTS = "trusts"
    """A role that lets somebody take its identity."""
    READS = "reads"
    """May read the content of."""
    CHANGES = "changes"
    """May write, replace or delete the content of."""
    ADMINISTERS = "administers"
    """May say what an identity is let in by and what it may do: one, or all of an account."""
    RUNS_ON = "runs_on"
    """Is scheduled onto."""
    RUNS_AS = "runs_as"
    """Acts with the identity of."""
    SHARED_WITH = "shared_with"
    """Lent to another account through AWS RAM."""
    APPLIES_TO = "applies_to"
    """A policy and what it governs."""
    WATCHES = "watches"
    """Looks at what happens in or to it, and says so (a detector, an alarm, a budget)."""
    NOTIFIES = "notifies"
    """Tells people through."""
    SENDS_TO = "sends_to"
    """Hands telemetry and other streams of records on to, and works without."""
    DEPLOYS = "deploys"
    """Puts new versions of it in place (a pipeline, a GitOps controller)."""


class Edge(NamedTuple):
    """`source` --relation--> `target`, both addresses.

    `path` is the attribute (below the source) that says so, for the reason behind an answer. Edges of one source
    with the same non-empty `alternatives` back one another up: the source stands as long as `at_least` of their targets
    do, one unless a quorum is needed. `detail` qualifies the relation (`tcp/5432`).
    """

    source: str
    relation: Relation
    target: str
    path: Path = ()
    alternatives: str = ""
    detail: str = ""
    at_least: int = 1
