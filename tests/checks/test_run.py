"""How the checks are run: placed, in reading order, one finding for one fault."""

from innovate_model.checks import run
from innovate_model.graph import build
from innovate_model.span import path_text

from .support import CHECKS, loaded

TEXT = """\
blueprints:
  site: {s3_buckets: {spa: {block_public_access: no}}}
accounts:
  dev: {extends: blueprints.site, account_id: "111111111111"}
  staging: {extends: blueprints.site, account_id: "222222222222", secrets: {b: {}, a: {}}}
"""


def test_a_fault_in_a_blueprint_lists_its_users() -> None:
    """One line that is wrong is one finding, whoever uses it; two things said about one line stay two."""
    findings = run(build(loaded(TEXT).model))
    at_the_blueprint = [finding for finding in findings if finding.span and finding.span.line == 2]
    told = {finding.check: [related.note for related in finding.related] for finding in at_the_blueprint}
    assert told == {
        "bucket-blocks-public-access": [
            "used by accounts.dev.s3_buckets.spa.block_public_access",
            "used by accounts.staging.s3_buckets.spa.block_public_access",
        ],
        "encrypted-with-customer-key": [
            "used by accounts.dev.s3_buckets.spa.kms_key",
            "used by accounts.staging.s3_buckets.spa.kms_key",
        ],
    }


def test_some_checks_in_reading_order() -> None:
    """Only the chosen checks run, and what they find is in the order of the text."""
    findings = run(build(loaded(TEXT).model), [CHECKS["secrets-rotated"]])
    assert [path_text(finding.path) for finding in findings] == [
        "accounts.staging.secrets.b.rotation_days",
        "accounts.staging.secrets.a.rotation_days",
    ]
