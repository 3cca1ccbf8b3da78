"""`innovate diff`."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from ..repositories import committed
from .support import CLEAN, FAULTY, INNOVATE, SOUND, run

SHOP = SOUND.replace("subnet: web, ", "subnet: web, associate_public_ip_address: yes, ")
CHANGED = SHOP.replace("from: 10.0.0.0/16}", "from: 0.0.0.0/0}")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a model that has changed since its first commit, and the working folder in it."""
    monkeypatch.chdir(tmp_path)
    committed(tmp_path, {"shop/model.yaml": SHOP})
    committed(tmp_path, {"shop/model.yaml": CHANGED})
    return tmp_path


def test_two_files(tmp_path: Path) -> None:
    """Exit code 1 for a difference, 0 for none."""
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(SHOP, "utf-8")
    new.write_text(CHANGED, "utf-8")
    found = run("diff", str(old), str(new))
    assert found.exit_code == 1
    assert f"{old} -> {new}: differs" in found.output
    assert "ingress tcp/443 0.0.0.0/0" in found.output
    same = run("diff", str(old), str(old))
    assert (same.exit_code, same.output) == (0, f"{old} -> {old}: no difference\n")


def test_a_revision_against_the_working_tree(repository: Path) -> None:
    """Places of the old side name the revision."""
    assert run("diff", "HEAD:shop", "shop").exit_code == 0
    found = run("diff", "HEAD~1:shop", "shop", "--format", "json")
    assert found.exit_code == 1
    document = json.loads(found.stdout)
    (changed,) = document["resources"]["changed"]
    places = {(each["old_place"], each["new_place"]) for each in changed["attributes"]}
    line = next(number for number, text in enumerate(SOUND.splitlines(), 1) if "from: 10.0.0.0/16" in text)
    assert all(old.startswith(f"HEAD~1:shop/model.yaml:{line}:") for old, _ in places)
    assert all(new.startswith(f"shop/model.yaml:{line}:") for _, new in places)
    (flow,) = document["flows"]
    assert (flow["sources"], flow["turn"]) == (["internet"], "opened")


def test_two_revisions(repository: Path) -> None:
    """Nothing of the working tree is read."""
    (repository / "shop/model.yaml").write_text("nonsense: [")
    assert run("diff", "HEAD~1:shop", "HEAD:shop").exit_code == 1
    assert run("diff", "HEAD:shop", "HEAD:shop").exit_code == 0


def test_standard_input(tmp_path: Path) -> None:
    """On either side, not on both."""
    (tmp_path / "model.yaml").write_text(SHOP, "utf-8")
    assert run("diff", str(tmp_path), "-", text=CHANGED).exit_code == 1
    assert run("diff", "-", str(tmp_path), text=SHOP).exit_code == 0
    both = run("diff", "-", "-", text=SOUND)
    assert both.exit_code == 2
    assert "cannot both be standard input" in both.stderr


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nope:shop", "git knows no revision `nope`"),
        ("HEAD:nope", "there is no nope in the revision `HEAD`"),
        ("nowhere", "there is no nowhere"),
    ],
)
def test_what_is_not_there(name: str, message: str, repository: Path) -> None:
    """Exit code 2, and why, on standard error."""
    for args in ((name, "shop"), ("shop", name)):
        found = run("diff", *args)
        assert (found.exit_code, found.stdout) == (2, "")
        assert message in found.stderr


def test_a_faulty_model_is_compared_as_far_as_it_loads(repository: Path) -> None:
    """It is said, with the fault and its place; what it wrote and could not build is no difference. Exit code 2."""
    broken = repository / "broken.yaml"
    broken.write_text(FAULTY, "utf-8")
    found = run("diff", "HEAD~1:shop", str(broken))
    assert found.exit_code == 2
    assert "has 1 fault: what is said below may be wrong" in found.output
    assert "`pubilc`" in found.output
    assert "not compared, for these faults: 1 resource" in found.output
    assert "subnet `accounts" not in found.output
    same = run("diff", str(broken), str(broken))
    assert same.exit_code == 2
    assert "no difference" in same.output


def test_a_model_of_which_nothing_loads(repository: Path) -> None:
    """Exit code 2 on either side."""
    (repository / "empty.yaml").write_text("- no mapping")
    for args in (("empty.yaml", "shop"), ("shop", "empty.yaml")):
        found = run("diff", *args)
        assert found.exit_code == 2
        assert "nothing could be loaded from empty.yaml" in found.output


def test_output_to_a_file(repository: Path) -> None:
    """Each format, the same as is printed; standard output stays empty."""
    for name in ("text", "json", "markdown"):
        printed = run("diff", "HEAD~1:shop", "shop", "--format", name)
        written = run("diff", "HEAD~1:shop", "shop", "--format", name, "-o", "out/report")
        assert (written.exit_code, written.stdout) == (1, "")
        assert (repository / "out/report").read_text("utf-8") == printed.stdout


def test_scenarios_are_laid_over_both(repository: Path) -> None:
    """What a scenario says of both sides is no difference."""
    (repository / "over.yaml").write_text(
        "accounts: {shop: {vpcs: {main: {security_groups: {web: {ingress: {https: {from: 10.9.0.0/16}}}}}}}}"
    )
    assert run("diff", "HEAD~1:shop", "shop", "--scenario", "over.yaml").exit_code == 0


def test_a_scenario_alone_is_what_is_compared(repository: Path) -> None:
    """Without NEW: the model against itself under it. Without either there is nothing to compare."""
    (repository / "over.yaml").write_text("accounts: {shop: {kms_keys: {main: {description: Another}}}}")
    found = run("diff", "shop", "--scenario", "over.yaml")
    assert found.exit_code == 1
    assert "shop -> shop under over.yaml: differs" in found.output
    assert run("diff", "shop").exit_code == 2
    assert run("diff", "-", "--scenario", "over.yaml", text=SHOP).exit_code == 2


def test_all_the_lines(tmp_path: Path) -> None:
    """A list is cut, and `--all` prints it to its end."""
    keys = "".join(f"      key-{number}: {{description: Key {number}}}\n" for number in range(60))
    (tmp_path / "old.yaml").write_text(CLEAN)
    text = CLEAN.replace(
        "accounts: {shop: {account_id: 012345670123}}",
        "accounts:\n  shop:\n    account_id: 012345670123\n    kms_keys:\n" + keys,
    )
    (tmp_path / "new.yaml").write_text(text)
    short = run("diff", str(tmp_path / "old.yaml"), str(tmp_path / "new.yaml"))
    whole = run("diff", str(tmp_path / "old.yaml"), str(tmp_path / "new.yaml"), "--all")
    assert "... and 20 more: --all prints them" in short.output
    assert "key-59" not in short.output
    assert "key-59" in whole.output


def test_an_everyday_change_of_the_reference_model(tmp_path: Path) -> None:
    """A rule that lets background jobs to the database: one line says it."""
    overlay = tmp_path / "open.yaml"
    overlay.write_text(
        "accounts: {production: {vpcs: {main: {security_groups: {"
        "aurora: {ingress: {jobs: {ports: tcp/5432, from: security_groups.jobs}}}, "
        "jobs: {egress: {db: {ports: tcp/5432, to: security_groups.aurora}}}}}}}}"
    )
    from innovate_model import api

    old = api.load(INNOVATE)
    found = old.diff(old.what_if(overlay))
    (group,) = found.flows
    assert {each.rpartition(".")[2] for each in group.sources} == {"jobs"}  # pods of it have a network policy
    assert (group.tier, group.account, [str(ports) for ports in group.ports]) == ("data", "production", ["tcp/5432"])
    assert "accounts.production.vpcs.main.aurora_clusters.main" in group.destinations
    assert (group.pairs_before, group.pairs_after) == (0, 18)


@pytest.mark.parametrize(
    ("args", "folder", "hint"),
    [
        (("HEAD", "."), "shop", "the model of the revision `HEAD`: HEAD:."),
        (("HEAD~1", "shop"), ".", "the model of the revision `HEAD~1`: HEAD~1:./shop"),
        (("shop", "HEAD"), ".", "the model of the revision `HEAD`: HEAD:./shop"),
        (("nowhere", "shop"), ".", "a model is a YAML file, or a folder with a model.yaml"),
    ],
)
def test_a_revision_without_a_path_is_told_how(
    args: tuple[str, str], folder: str, hint: str, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The path is that of the other model, from here on; and what is advised works."""
    monkeypatch.chdir(repository / folder)
    found = run("diff", *args)
    assert (found.exit_code, found.stdout) == (2, "")
    assert f"help: {hint}" in found.stderr
    advised = hint.rpartition(" ")[2]
    if ":" in advised:
        named = [each if not each.startswith("HEAD") else advised for each in args]
        assert run("diff", *named).exit_code in (0, 1)


def test_the_monthly_difference_under_a_usage(tmp_path: Path) -> None:
    """One NAT gateway instead of three: 73.00 less a month; with 300 GB a month from the nodes, two thirds of which now
    cross a border of a zone at both ends, 4.00 more than that."""
    overlay = tmp_path / "one.yaml"
    overlay.write_text(
        "accounts: {production: {vpcs: {main: {nat_gateways: {egress: {per: null, subnet: public-a}}}}}}\n", "utf-8"
    )
    usage = tmp_path / "usage.yaml"
    usage.write_text("production.node_groups.general -> internet: {gb_sent: 100, gb_received: 200}\n", "utf-8")
    more = []
    for arguments in ((), ("--usage", str(usage))):
        result = run("diff", INNOVATE, "--scenario", str(overlay), "--format", "json", *arguments)
        cost = json.loads(result.stdout)["cost"]
        more.append(Decimal(cost["usd_per_month_after"]) - Decimal(cost["usd_per_month_before"]))
    assert more == [Decimal("-73"), Decimal("-69")]
