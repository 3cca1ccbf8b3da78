"""What provisioning says of itself."""

from __future__ import annotations

import pytest

from innovate_model.aws.access import DUMMY, client, enter, sandbox_access
from innovate_model.aws.disturbance import disturb
from innovate_model.aws.drift import drift
from innovate_model.aws.sandbox import seed
from innovate_model.aws.services import aws_types, not_asked
from innovate_model.loader import load_text

from .conftest import Provisioned, provision

pytestmark = [pytest.mark.moto, pytest.mark.slow]

NO_TAGS_TOLD = {
    "permission_set",
    "config_recorder",
    "budget",
    "securityhub_account",
    "route53_resolver_query_log_config",
}
"""Kinds that take tags in AWS, and of which the emulator tells none."""
HEADER = "innovate: 1\norganization: {title: T, region: us-east-1}\n"


def test_what_takes_tags_says_its_address(innovate: Provisioned) -> None:
    """Everything that was made and is seen again bears Name and innovate:address, unless AWS gives it no tags or the
    emulator does not tell them."""
    observed = drift(innovate.model, innovate.undisturbed).observed.model
    untagged = {"account", "organization", "prefix_list", *NO_TAGS_TOLD}
    taking = {kind for kind, type_ in aws_types().items() if type_.takes_tags} - untagged
    assert taking >= {"vpc", "sns_topic", "iam_policy"}
    for resource in observed:
        if resource.kind in taking:
            assert resource.tags["innovate:address"] == resource.address
            assert resource.tags["Name"] == innovate.model[resource.address].name


def test_accounts_are_apart(innovate: Provisioned) -> None:
    """What one account holds another does not: each was entered by its role."""
    access = sandbox_access(innovate.endpoint_url)
    names = {}
    for account in ("012345670124", "012345670126"):
        s3 = client(access, "s3", "us-east-1", enter(access, account, "us-east-1"))
        names[account] = {bucket["Name"] for bucket in s3.list_buckets()["Buckets"]}
    assert all(names.values())
    assert not names["012345670124"] & names["012345670126"]


def test_what_is_not_held_is_said_with_its_reason(innovate: Provisioned) -> None:
    """Whatever was designed and not made is in the report: no kind and no resource is passed over."""
    said = {gap.address for gap in innovate.seeded.unsupported if not gap.attribute}
    for resource in innovate.model:
        if resource.kind not in not_asked():
            assert (resource.address in innovate.seeded.ids) != (resource.address in said), resource.address
    assert all(gap.reason for gap in innovate.seeded.unsupported)


def test_a_small_model_is_disturbed_as_far_as_it_goes(endpoint: str) -> None:
    """A model without subnets and groups has only something to lose."""
    text = HEADER + "accounts: {dev: {account_id: '666677770001', s3_buckets: {b: {}}}}"
    small = provision(load_text(text).model, endpoint)
    done = disturb(small.model, small.seeded, endpoint)
    assert [each.what for each in done] == ["deleted"]
    assert "accounts.dev.s3_buckets.b" in done[0].sentence
    assert drift(small.model, small.snapshot()).difference.missing == ("accounts.dev.s3_buckets.b",)


def test_seeding_twice_says_what_stood_in_the_way(endpoint: str) -> None:
    """What is there already is not made again: its refusal is in the report, and nothing raises."""
    text = HEADER + "accounts: {dev: {account_id: '666677770002', ecr_repositories: {api: {}}}}"
    model = load_text(text).model
    assert "accounts.dev.ecr_repositories.api" in seed(model, endpoint).ids
    gaps = [gap for gap in seed(model, endpoint).unsupported if gap.kind == "ecr_repository"]
    assert "RepositoryAlreadyExistsException" in gaps[0].reason


def test_secrets_stay_out_of_sight() -> None:
    """What requests are signed with shows in no repr."""
    assert DUMMY.secret_access_key not in repr(DUMMY)
