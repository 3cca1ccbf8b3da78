"""The façade: each method does what it says, on the reference model."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from innovate_model import api
from innovate_model.analyses.blast_radius import State
from innovate_model.analyses.naming import UnknownName
from innovate_model.resources.lb import Lb

ROOT = Path(__file__).parents[1]
INNOVATE = api.load(ROOT / "models" / "innovate")
DATABASE = "accounts.production.vpcs.main.aurora_clusters.main"
SMALL = """
innovate: 1
organization: {title: Test, region: us-east-1}
accounts:
  dev: {account_id: 012345670123, kms_keys: {k: {enable_key_rotation: %s}}}
"""


def test_a_folder_and_its_file_are_the_same_model() -> None:
    """A path as text or as a Path, of the folder or of its model.yaml."""
    for path in (str(ROOT / "models" / "innovate"), ROOT / "models" / "innovate" / "model.yaml"):
        assert list(api.load(path).model.resources) == list(INNOVATE.model.resources)


@pytest.mark.filterwarnings("ignore::innovate_model.api.FaultyModel")
def test_loading_never_raises(tmp_path: Path) -> None:
    """What is not there, or is nonsense, is an architecture without resources and with a finding."""
    nonsense = tmp_path / "model.yaml"
    nonsense.write_bytes(b"\xff\x00{[")
    for path in (tmp_path / "nothing.yaml", nonsense, tmp_path):
        architecture = api.load(path)
        assert (len(architecture), bool(architecture.findings)) == (0, True)


def test_it_is_a_collection_of_resources() -> None:
    """Length, iteration, and access by address or by the unique end of one."""
    assert len(INNOVATE) == len(list(INNOVATE)) == len(INNOVATE.model)
    assert isinstance(INNOVATE["production.lbs.api"], Lb)
    assert INNOVATE[DATABASE].address == DATABASE == INNOVATE.find("production.aurora_clusters.main")
    with pytest.raises(UnknownName, match="did you mean"):
        INNOVATE["production.aurora_clusters.mian"]


def test_check_tells_faults_of_the_text_and_of_the_design() -> None:
    """In the order of the lines."""
    with pytest.warns(api.FaultyModel):
        small = api.load_text(SMALL % "maybe")
    assert [finding.check for finding in small.check()] == [*(f.check for f in small.findings), "not-judged"]
    assert len(small.findings) == 1
    assert list(INNOVATE.check()) == []


def test_reach() -> None:
    """Ports as text; names by their end."""
    answer = INNOVATE.reach("production.deployments.flask-api", "production.aurora_clusters.main", "tcp/5432")
    assert answer.is_reachable
    assert not INNOVATE.reach("internet", DATABASE).is_reachable
    with pytest.raises(ValueError, match="65535"):
        INNOVATE.reach("internet", DATABASE, "tcp/70000")


def test_blast_in_both_modes() -> None:
    """Failure by default; several at once."""
    lost = INNOVATE.blast("production.nat_gateways.egress-a", "production.nat_gateways.egress-b")
    assert [member.state for member in lost.members][:2] == [State.LOST, State.LOST]
    assert len(lost) == len(lost.members)
    entered = INNOVATE.blast("production.deployments.worker", mode="compromise")
    assert entered.of(State.ENTERED)
    assert not entered.down


def test_blast_of_a_region_and_of_any_k() -> None:
    """Names of regions and zones; every choice of them; the chain of a member, and the ranking of all."""
    region = INNOVATE.blast("us-east-1")
    assert DATABASE in {member.address for member in region.members}
    choices = INNOVATE.blast_any(2, "us-east-1a", "us-east-1b", "us-east-1c")
    assert len(choices) == 3
    assert DATABASE in choices.always(State.DOWN)
    why = INNOVATE.why(INNOVATE.blast("production.kms_keys.aurora"), "production.lbs.api")
    assert why.links[0].member.state is State.LOST
    assert why.links[-1].member.address == INNOVATE.find("production.lbs.api")
    for mode in ("failure", "compromise"):
        ranking = INNOVATE.blast_ranking(mode)
        assert (len(ranking), ranking.ranks[0].kind) == (len(INNOVATE), "account")
        assert ranking.table().sentence


def test_resilience_and_choke_points() -> None:
    """Of one service, of all that people use, and between doors and content."""
    (api,) = INNOVATE.resilience("production.applications.api", most=1).services
    assert "region us-east-1" in api.single_points
    assert str(api.availability).endswith("% at most")
    assert len(INNOVATE.resilience(most=1)) > 10
    assert INNOVATE.choke_points("production.deployments.flask-api").points[0].address.endswith("iam_roles.api")


@pytest.mark.parametrize("form", ["mapping", "text", "path"])
def test_what_if_takes_an_overlay_in_any_form(tmp_path: Path, form: str) -> None:
    """A mapping, YAML text, a file: the same new architecture; the old one stays as it was."""
    text = "accounts: {dev: {kms_keys: {k: {enable_key_rotation: no}}}}"
    mapping = {"accounts": {"dev": {"kms_keys": {"k": {"enable_key_rotation": False}}}}}
    file = tmp_path / "overlay.yaml"
    file.write_text(text)
    before = api.load_text(SMALL % "yes")
    after = before.what_if({"mapping": mapping, "text": text, "path": file}[form])
    assert after.findings == ()
    states = [item["kms_keys.k"].__dict__["enable_key_rotation"] for item in (before, after)]
    assert states == [True, False]


def test_a_what_if_shares_what_it_does_not_touch() -> None:
    """The other accounts' resources are the same objects."""
    after = INNOVATE.what_if({"accounts": {"dev": {"purpose": "another"}}})
    assert after[DATABASE] is INNOVATE[DATABASE]
    assert after["accounts.dev"] is not INNOVATE["accounts.dev"]


def test_explain_view_cost_and_export() -> None:
    """Each of them answers, with the same names as the command line."""
    assert any(item.text == "aurora-postgresql" for item in INNOVATE.explain("production.aurora_clusters.main"))
    assert INNOVATE.view("network", "production").name == "network-production"
    assert INNOVATE.view("organization").title == "Innovate Inc.: organisation"
    assert INNOVATE.cost().total.monthly_usd > 0
    assert INNOVATE.export("terraform").files
    with pytest.raises(KeyError):
        INNOVATE.export("teraform")


def test_to_frame_has_a_row_for_each_resource() -> None:
    """Indexed by address, with its account, its place and how many edges start and end there."""
    frame = INNOVATE.to_frame()
    assert list(frame.index) == list(INNOVATE.model.resources)
    row = frame.loc[DATABASE]
    assert (row["kind"], row["name"], row["account"]) == ("aurora_cluster", "main", "production")
    assert row["parent"] == "accounts.production.vpcs.main"
    assert row["edges_in"] == sum(1 for _ in INNOVATE.graph.into(DATABASE))
    assert frame["edges_out"].sum() == frame["edges_in"].sum() == sum(1 for _ in INNOVATE.graph.edges())
    assert "models/innovate/" in row["place"]


def test_importing_the_facade_is_light() -> None:
    """No library that only some questions need is loaded before one is asked."""
    heavy = ("numpy", "networkx", "pandas", "boto3", "diagrams", "click")
    code = f"import sys, innovate_model.api; print(*(name for name in {heavy!r} if name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == ""


FAULTY = """\
innovate: 1
organization: {title: T, region: us-east-1}
accounts:
  a:
    account_id: "111111111111"
    vpcs:
      one: {cidr_block: 10.0.0.0/33}
      two: {cidr_block: 10.1.0.0/16}
"""


def test_a_faulty_model_warns_whoever_asks_it() -> None:
    """A notebook goes on with what is sound, and is told so at once; the place is in the warning."""
    with pytest.warns(api.FaultyModel, match=r"a fault.*model\.yaml:7:"):
        architecture = api.load_text(FAULTY)
    assert architecture.unjudged == ("accounts.a.vpcs.one",)
    with pytest.warns(api.FaultyModel):
        architecture.what_if({"accounts": {"a": {"vpcs": {"two": {"cidr_block": "10.1.0.1/16"}}}}})


def test_what_no_check_saw_is_said() -> None:
    """With a faulty resource the checks are not silently green: one note names what they did not see."""
    with pytest.warns(api.FaultyModel):
        found = api.load_text(FAULTY).check()
    (note,) = [finding for finding in found if finding.check == "not-judged"]
    assert "accounts.a.vpcs.one" in note.message


def test_a_sound_model_is_quiet_and_short() -> None:
    """No warning, and a repr of one line."""
    architecture = api.load(ROOT / "models" / "innovate")
    assert repr(architecture).startswith("<Architecture: ")
    assert max(map(len, (repr(architecture), repr(architecture.model), repr(architecture.graph)))) < 80
    assert architecture.unjudged == ()
