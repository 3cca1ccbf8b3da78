"""Nobody signs in to IAM Identity Center without a second factor.

Design document §7: "Enforce MFA". A prompt enforces nothing as long as who has no device is let in: AWS can make them
register one at sign-in, or block them. A code by e-mail proves the mailbox, which a stolen password may open as well:
https://docs.aws.amazon.com/singlesignon/latest/userguide/how-to-configure-mfa-device-enforcement.html

`CONTEXT_AWARE` counts as enforced. With an external identity source, that one asks, and nothing is judged here.

PASS:
    organization:
      title: Example
      region: us-east-1
      identity_center: {mfa_mode: CONTEXT_AWARE, without_mfa_device: register}
FAIL:
    organization:
      title: Example
      region: us-east-1
      identity_center: {mfa_mode: DISABLED, without_mfa_device: register}
FAIL:
    organization:
      title: Example
      region: us-east-1
      identity_center: {mfa_mode: ALWAYS_ON, without_mfa_device: allow}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.identity_center import IdentityCenter

SEVERITY = Severity.ERROR
PILLAR: Pillar = "security"
SECTION = "7"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint when it does not ask, and one when who has no device is let in."""
    for center in graph.model.of(IdentityCenter):
        if center.identity_source == "external":
            continue
        if center.mfa_mode == "DISABLED":
            message = "IAM Identity Center asks nobody for a second factor"
            yield Complaint(at(center.address, "mfa_mode"), message, "mfa_mode: ALWAYS_ON")
        if center.without_mfa_device not in ("register", "block"):
            message = "who has no MFA device is let in"
            yield Complaint(at(center.address, "without_mfa_device"), message, "without_mfa_device: register")
