"""Collecting from a real server over HTTP, with and without things in the way."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest

from innovate_model.aws.access import DUMMY, Access, client, enter, sandbox_access
from innovate_model.aws.collect import CannotCollect, collect, plain_json
from innovate_model.aws.designed import known_in
from innovate_model.aws.drift import drift
from innovate_model.aws.observe import observe
from innovate_model.aws.snapshot import Snapshot, files_of
from innovate_model.loader import load_text

from .conftest import Provisioned, provision
from .refusing import HTML, Refusal, refusing

pytestmark = pytest.mark.moto

SMALL = """
innovate: 1
organization: {title: T, region: eu-west-1}
accounts:
  first:
    account_id: 333344440001
    s3_buckets: {data: {versioning: yes}}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a]
        subnets: {app: {cidr_block: 10.0.1.0/24, availability_zone: a, route_table: app}}
        route_tables: {app: {routes: {}}}
        security_groups: {app: {egress: {web: {ports: tcp/443, to: 0.0.0.0/0}}}}
  second:
    account_id: 333344440002
    kms_keys: {data: {}}
"""
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.fixture(scope="module")
def small(endpoint: str) -> Provisioned:
    """A model of two accounts in the emulator."""
    loaded = load_text(SMALL)
    assert not loaded.findings
    return provision(loaded.model, endpoint)


def _collect(small: Provisioned, url: str = "", **more: Any) -> Snapshot:
    accounts = {"333344440001": "first", "333344440002": "second"}
    return collect(sandbox_access(url or small.endpoint_url), ["eu-west-1"], accounts, now=NOW, **more)


@pytest.fixture(scope="module")
def hindered(small: Provisioned) -> Snapshot:
    """What is collected where single questions are refused, in the shapes in which AWS and its imitations refuse."""
    refusals = {
        "ec2.DescribeSecurityGroups": Refusal(403, HTML),
        "ec2.DescribeNetworkAcls": Refusal(500, HTML),
        "ec2.DescribeVpnGateways": Refusal(404, HTML),
        "ec2.DescribeVpcAttribute": Refusal(403),
        "ec2.DescribeRouteTables": Refusal(403),
    }
    with refusing(small.endpoint_url, refusals) as url:
        return _collect(small, url)


@pytest.fixture(scope="module")
def closed(small: Provisioned) -> Snapshot:
    """What is collected where EC2 is denied as a whole, and one account cannot be entered."""
    with refusing(small.endpoint_url, {"ec2": Refusal(403), "role in 333344440002": Refusal(403)}) as url:
        return _collect(small, url)


def test_what_was_made_is_seen(small: Provisioned) -> None:
    """Each resource is found in its own account, and only there."""
    observed = observe(small.undisturbed, known_in(small.model)).model
    assert "accounts.first.vpcs.main.subnets.app" in observed
    assert "accounts.second.kms_keys.data" in observed
    assert "accounts.second.vpcs.main" not in observed
    assert not drift(small.model, small.undisturbed).difference.has_drift


def test_a_denied_service_is_not_checked_and_not_missing(small: Provisioned, closed: Snapshot) -> None:
    """Where EC2 says 403, nothing of EC2 counts as missing: it is not checked, with the reason, account and region."""
    found = drift(small.model, closed).difference
    assert found.missing == ()
    gaps = {(gap.kind, gap.account_id, gap.region) for gap in found.not_checked if "denied (403" in gap.reason}
    assert ("vpc", "333344440001", "eu-west-1") in gaps
    assert ("subnet", "333344440001", "eu-west-1") in gaps
    assert "accounts.first.s3_buckets.data" in observe(closed, known_in(small.model)).model


def test_an_account_that_cannot_be_entered(small: Provisioned, closed: Snapshot) -> None:
    """One closed account is not checked as a whole, with the reason."""
    found = drift(small.model, closed).difference
    gap = next(gap for gap in found.not_checked if gap.account_id == "333344440002" and not gap.kind)
    assert "cannot be entered by the role OrganizationAccountAccessRole: denied (403" in gap.reason
    assert not [
        gap for gap in found.not_checked if gap.account_id == "333344440002" and gap.kind and not gap.address
    ], "said once"


@pytest.mark.parametrize(
    ("operation", "words"),
    [
        ("security_groups", "denied (403"),
        ("network_acls", "not implemented there (500)"),
        ("vpn_gateways", "not implemented there (404)"),
    ],
)
def test_answers_that_are_no_answers(hindered: Snapshot, operation: str, words: str) -> None:
    """Refusals in HTML, which botocore cannot read, are judged by their status."""
    problems = [problem for _, key, problem in hindered.problems if key == f"ec2.describe_{operation}"]
    assert len(problems) == 2, "one for each account"
    assert all(words in problem for problem in problems)


def test_a_refused_question_about_one_attribute(small: Provisioned, hindered: Snapshot) -> None:
    """Where only a follow-up is refused, the rest of the resource is compared and the attribute is not checked."""
    found = drift(small.model, hindered).difference
    assert not found.has_drift
    assert "enable_dns_support" in found.compared["vpc"]
    gaps = {(gap.address, gap.attribute) for gap in found.not_checked}
    assert ("accounts.first.vpcs.main", ("enable_dns_support",)) in gaps


def test_where_a_table_is_listed_elsewhere(small: Provisioned, hindered: Snapshot) -> None:
    """Subnets without their route tables' list: the subnets are there, what they use is not checked."""
    found = drift(small.model, hindered).difference
    gaps = {(gap.address, gap.attribute) for gap in found.not_checked}
    assert ("accounts.first.vpcs.main.subnets.app", ("route_table",)) in gaps
    assert ("accounts.first.vpcs.main.subnets.app", ()) not in gaps


def test_without_any_answer(endpoint: str) -> None:
    """Denied at the door, nobody there, nonsense for a region: one sentence each, no snapshot."""
    with refusing(endpoint, {"sts": Refusal(403)}) as url, pytest.raises(CannotCollect, match="denied"):
        collect(sandbox_access(url), ["us-east-1"], {})
    with pytest.raises(CannotCollect, match="failed"):
        collect(sandbox_access("http://127.0.0.1:9"), ["us-east-1"], {})
    with pytest.raises(CannotCollect, match=r"\.\./us"):
        collect(sandbox_access(endpoint), ["../us"], {})
    with pytest.raises(CannotCollect, match="'1234'"):
        collect(sandbox_access(endpoint), ["us-east-1"], {"1234": "x"})
    with pytest.raises(CannotCollect, match="no region"):
        collect(sandbox_access(endpoint), [], {})


class _Backwards(Executor):
    """Runs the last task first, in this thread: whatever depends on the order shows."""

    def map(self, fn: Any, *iterables: Any, timeout: Any = None, chunksize: int = 1) -> Iterator[Any]:
        """Results in the order of the tasks, as Executor promises; pickled on the way, as processes would."""
        tasks = [pickle.loads(pickle.dumps(task)) for task in zip(*iterables, strict=True)]
        results = [fn(*task) for task in reversed(tasks)]
        return iter(pickle.loads(pickle.dumps(list(reversed(results)))))

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        raise NotImplementedError


def test_any_executor_brings_the_same_bytes(small: Provisioned) -> None:
    """Eight threads, one thread, or tasks pickled and run backwards: the same files."""
    with ThreadPoolExecutor(1) as alone:
        one = files_of(_collect(small, executor=alone))
    assert files_of(_collect(small)) == one
    assert files_of(_collect(small, executor=_Backwards())) == one


def test_every_page_is_read(endpoint: str) -> None:
    """120 roles come in two pages; all are seen."""
    access = Access(endpoint, credentials=DUMMY, max_attempts=1)
    iam = client(access, "iam", "us-east-1")
    for number in range(120):
        iam.create_role(
            RoleName=f"role-{number:03}", AssumeRolePolicyDocument='{"Version": "2012-10-17", "Statement": []}'
        )
    snapshot = collect(access, ["us-east-1"], {"123456789012": "own"})
    details = [
        item
        for (_, key), answers in snapshot.answers.items()
        if key == "iam.get_account_authorization_details"
        for answer in answers
        for item in answer.items
    ]
    assert len([item for item in details if item["RoleName"].startswith("role-")]) == 120


def test_the_accounts_of_organizations(endpoint: str) -> None:
    """Without a model's accounts, those that Organizations lists are asked, under the names that it has."""
    outside = sandbox_access(endpoint)
    inside = Access(endpoint, credentials=enter(outside, "333344440009", "us-east-1"), max_attempts=1)
    organizations = client(inside, "organizations", "us-east-1")
    organizations.create_organization(FeatureSet="ALL")
    made = organizations.create_account(AccountName="Team One", Email="one@example.com")["CreateAccountStatus"]
    snapshot = collect(inside, ["us-east-1"])
    assert dict(snapshot.accounts) == {"333344440009": "master", made["AccountId"]: "Team One"}
    assert snapshot.management_account_id == "333344440009"
    assert {"accounts.master", "accounts.Team-One"} <= observe(snapshot).model.resources.keys()


def test_progress_is_told(small: Provisioned) -> None:
    """The caller hears after each visit how many are done, of how many."""
    heard: list[tuple[int, int]] = []
    _collect(small, progress=lambda done, of: heard.append((done, of)))
    assert heard[-1][0] == heard[-1][1] == len(heard) > 50


def test_times_and_bytes_are_plain() -> None:
    """What JSON does not know becomes text, times in UTC."""
    assert plain_json({"At": NOW, "Raw": b"x", "Many": (1, None)}) == {
        "At": "2026-01-02T03:04:05+00:00",
        "Raw": "x",
        "Many": [1, None],
    }
