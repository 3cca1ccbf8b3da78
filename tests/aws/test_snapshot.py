"""Snapshots on disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innovate_model.analyses.difference import NotChecked
from innovate_model.aws.snapshot import Answer, NotASnapshot, Place, Snapshot, files_of, read, write

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
_ANSWERS = st.builds(
    lambda request, items, problem: Answer(request, () if problem else tuple(items), problem),
    st.dictionaries(st.sampled_from(["Id", "Name"]), st.text(), max_size=2),
    st.lists(_JSON, max_size=2),
    st.sampled_from(["", "denied (403 AccessDenied)"]),
)
_KEYS = st.tuples(
    st.builds(Place, st.sampled_from(["111122223333", "444455556666"]), st.sampled_from(["us-east-1", "eu-west-1"])),
    st.sampled_from(["ec2.describe_vpcs", "wafv2.list_web_acls.CLOUDFRONT"]),
)
SNAPSHOTS = st.builds(
    Snapshot,
    st.just("2026-01-02T03:04:05+00:00"),
    st.just("111122223333"),
    st.just({"111122223333": "main", "444455556666": ""}),
    st.just(("us-east-1", "eu-west-1")),
    st.dictionaries(_KEYS, st.lists(_ANSWERS, min_size=1, max_size=2).map(tuple), max_size=3),
    st.lists(st.builds(NotChecked, st.text(min_size=1), st.sampled_from(["", "vpc"])), max_size=2).map(tuple),
)


@given(SNAPSHOTS)
def test_reading_is_the_inverse_of_writing(tmp_path_factory: pytest.TempPathFactory, snapshot: Snapshot) -> None:
    """What was written reads back as the same files, whatever AWS put into its answers."""
    folder = tmp_path_factory.mktemp("snapshots") / "one"
    write(snapshot, folder)
    assert files_of(read(folder)) == files_of(snapshot)


@given(SNAPSHOTS)
def test_bytes_do_not_depend_on_the_order_of_answers(snapshot: Snapshot) -> None:
    """Answers that came in another order make the same files."""
    backwards = Snapshot(
        snapshot.collected_at,
        snapshot.management_account_id,
        dict(reversed(snapshot.accounts.items())),
        snapshot.regions,
        dict(reversed(snapshot.answers.items())),
        snapshot.not_checked,
    )
    assert files_of(backwards) == files_of(snapshot)


def _snapshot(*places: str) -> Snapshot:
    answers = {(Place(each, "us-east-1"), "ec2.describe_vpcs"): (Answer({}, ({"VpcId": "vpc-1"},)),) for each in places}
    return Snapshot("now", places[0], dict.fromkeys(places, ""), ("us-east-1",), answers)


def test_a_snapshot_replaces_the_one_before(tmp_path: Path) -> None:
    """Nothing of an older snapshot is left in the folder, nor anything beside it."""
    folder = tmp_path / "snapshot"
    write(_snapshot("111122223333", "444455556666"), folder)
    write(_snapshot("111122223333"), folder)
    assert read(folder) == _snapshot("111122223333")
    assert [each.name for each in tmp_path.iterdir()] == ["snapshot"]


def test_what_is_no_snapshot_is_left_alone(tmp_path: Path) -> None:
    """A folder with other files, a file, a link: refused, and untouched."""
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "thesis.txt").write_text("precious")
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "work")
    for name in ("work", "file", "link"):
        with pytest.raises(NotASnapshot):
            write(_snapshot("111122223333"), tmp_path / name)
    assert (tmp_path / "work" / "thesis.txt").read_text() == "precious"


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "null", '{"format": "another 7"}', '{"format": "innovate-model snapshot 1"}', "\xff"]
)
def test_what_cannot_be_read_is_said(tmp_path: Path, text: str) -> None:
    """A broken index is one sentence that names the folder."""
    (tmp_path / "snapshot.json").write_bytes(text.encode("latin-1"))
    with pytest.raises(NotASnapshot, match=str(tmp_path)):
        read(tmp_path)


def test_an_absent_folder_is_said(tmp_path: Path) -> None:
    """So is a folder that is not there."""
    with pytest.raises(NotASnapshot, match=r"no snapshot\.json"):
        read(tmp_path / "absent")
