"""The drift report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from exporters.drift import EXPORTER
from innovate_model.aws.services import root_calls
from innovate_model.aws.snapshot import Answer, Place, Snapshot, write
from innovate_model.exporting import exporter
from innovate_model.graph import Graph, build
from innovate_model.loader import load_text
from innovate_model.resources import types

DESIGN = """\
innovate: 1
organization: {title: T, region: us-east-1}
accounts:
  dev:
    account_id: 111122223333
    ecr_repositories:
      api: {image_tag_mutability: IMMUTABLE}
      worker: {}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        eks_clusters: {}
"""
GOLDEN = Path(__file__).with_name("golden") / "drift.md"
PLACE = Place("111122223333", "us-east-1")


def _graph() -> Graph:
    loaded = load_text(DESIGN)
    assert not loaded.findings
    return build(loaded.model)


def _repository(name: str) -> dict[str, object]:
    return {
        "repositoryName": name,
        "repositoryArn": f"arn:aws:ecr:us-east-1:111122223333:repository/{name}",
        "imageTagMutability": "MUTABLE",
        "imageScanningConfiguration": {"scanOnPush": False},
        "encryptionConfiguration": {"encryptionType": "AES256"},
    }


def _snapshot(*names: str) -> Snapshot:
    """An account in which EC2 is closed and these repositories are."""
    answers = {(PLACE, key): (Answer(dict(call.arguments)),) for key, call in root_calls().items()}
    answers |= {
        (PLACE, key): (Answer(dict(call.arguments), problem="denied (403 UnauthorizedOperation)"),)
        for key, call in root_calls().items()
        if call.service == "ec2"
    }
    answers[PLACE, "sts.get_caller_identity"] = (Answer({}, ("111122223333",)),)
    answers[PLACE, "ecr.describe_repositories"] = (Answer({}, tuple(_repository(name) for name in names)),)
    answers[PLACE, "ecr.get_lifecycle_policy"] = tuple(Answer({"repositoryName": name}) for name in names)
    answers[PLACE, "ecr.list_tags_for_resource"] = tuple(
        Answer({"resourceArn": _repository(name)["repositoryArn"]}) for name in names
    )
    return Snapshot("2026-01-02T03:04:05+00:00", "999999999999", {"111122223333": "dev"}, ("us-east-1",), answers)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A snapshot on disk: one repository is missing, one changed, one nobody knows; EC2 is closed."""
    write(_snapshot("api", "by-hand"), tmp_path / "snapshot")
    return tmp_path / "snapshot"


def test_every_kind_is_handled_or_declared() -> None:
    """No resource type is neither compared nor named with the reason why not."""
    kinds = set(types().by_kind)
    assert EXPORTER.handles | set(EXPORTER.unsupported) >= kinds
    assert not EXPORTER.handles & set(EXPORTER.unsupported)
    assert EXPORTER.handles <= kinds
    assert all(EXPORTER.unsupported.values())


def test_it_is_found_by_its_name() -> None:
    """The entry point leads to it."""
    assert exporter("drift") is EXPORTER


def test_the_report_for_programs(folder: Path) -> None:
    """drift.json says what is missing, unmanaged, changed and not checked, with the places in the design."""
    document = json.loads(EXPORTER.export(_graph(), {"snapshot": str(folder)}).files["drift.json"])
    assert document["format"] == "innovate-model drift 1"
    assert document["missing"] == [
        {
            "address": "accounts.dev.ecr_repositories.worker",
            "kind": "ecr_repository",
            "place": "model.yaml:8:7",
        }
    ]
    assert [each["address"] for each in document["unmanaged"]] == ["accounts.dev.ecr_repositories.by-hand"]
    assert document["changed"] == [
        {
            "address": "accounts.dev.ecr_repositories.api",
            "kind": "ecr_repository",
            "aws_id": "arn:aws:ecr:us-east-1:111122223333:repository/api",
            "attribute": "image_tag_mutability",
            "designed": "IMMUTABLE",
            "observed": "MUTABLE",
            "place": "model.yaml:7:35",
        }
    ]
    closed = [each for each in document["not_checked"] if each.get("kind") == "vpc"]
    assert closed == [
        {
            "reason": "ec2.describe_vpcs: denied (403 UnauthorizedOperation)",
            "kind": "vpc",
            "account_id": "111122223333",
            "region": "us-east-1",
        },
        {
            "reason": "ec2.describe_vpcs: denied (403 UnauthorizedOperation)",
            "kind": "vpc",
            "account_id": "111122223333",
            "region": "us-east-1",
            "address": "accounts.dev.vpcs.main",
            "place": "model.yaml:10:7",
        },
    ]
    assert document["summary"]["not_checked"] == len(document["not_checked"])


def test_the_report_for_people(folder: Path) -> None:
    """drift.md is the golden one: short, aligned, with the place of everything that was designed."""
    assert EXPORTER.export(_graph(), {"snapshot": str(folder)}).files["drift.md"].decode() == GOLDEN.read_text("utf-8")


def test_the_same_snapshot_gives_the_same_bytes(folder: Path) -> None:
    """Two runs, two graphs: the same files."""
    first, second = (EXPORTER.export(_graph(), {"snapshot": str(folder)}).files for _ in range(2))
    assert first == second


def test_nothing_that_aws_answers_is_markup(tmp_path: Path) -> None:
    """Names from AWS neither end a cell nor become a link, a tag or code."""
    write(_snapshot("a|b`c<img src=x>[d](http://x)\n## e"), tmp_path / "snapshot")
    report = EXPORTER.export(_graph(), {"snapshot": str(tmp_path / "snapshot")}).files["drift.md"].decode()
    line = next(line for line in report.splitlines() if "img" in line)
    assert "\\|b\\`c\\<img" in line
    assert "](" not in line
    assert "\n## e" not in report


@pytest.mark.parametrize("options", [{}, {"snapshot": "/nowhere"}, {"snapshot": "/dev/null"}])
def test_without_a_snapshot_there_is_an_error_and_no_report(options: dict[str, str]) -> None:
    """No option, no folder, no snapshot: a finding, never an empty report that looks clean."""
    export = EXPORTER.export(_graph(), options)
    assert export.files == {}
    assert [finding.check for finding in export.findings] == ["no-snapshot"]
    assert "snapshot" in export.findings[0].message
