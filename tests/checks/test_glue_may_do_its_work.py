"""Glue and its role: what is judged, and what is not known."""

import pytest

from .support import Planted, expect

CHECK = "glue-may-do-its-work"
PLANTED = Planted(
    "accounts.production",
    "{glue_jobs: {curate: {glue_version: 5.0, sources: s3_buckets.artifacts, destinations: s3_buckets.spa,"
    " iam_role: worker}}}",
    found_at="accounts.production.glue_jobs.curate.destinations",
)

MODEL = """\
accounts:
  a:
    account_id: "111111111111"
    s3_buckets: {raw: {}}
    iam_roles:
      glue: {trust: {services: [glue.amazonaws.com]}ROLE}
    glue_crawlers:
      raw: {database_name: raw, targets: s3_buckets.rawACTS}
"""


def test_nobody() -> None:
    """Without a role it cannot start."""
    expect(CHECK, MODEL.replace("ROLE", "").replace("ACTS", ""), (8, 7, "it acts as nobody"))


@pytest.mark.parametrize(
    ("role", "is_told"),
    [
        ("", True),
        (", permissions: {all: {effect: Allow, actions: ['s3:*'], on: s3_buckets.raw}}", False),
        (", permissions: {no: {effect: Deny, actions: ['s3:*'], on: s3_buckets.raw}}", True),
        (", permissions: {some: {effect: Allow, actions: ['s3:Get*'], resources: ['arn:aws:s3:::x/*']}}", False),
        (", managed_policies: [AmazonS3ReadOnlyAccess]", False),
    ],
)
def test_what_the_role_may(role: str, is_told: bool) -> None:
    """A pattern or a managed policy may allow it: that is not known, and no complaint."""
    text = MODEL.replace("ROLE", role).replace("ACTS", ", iam_role: glue")
    expect(CHECK, text, *([(8, 42, "its role may not s3:GetObject on raw")] if is_told else []))
