"""`innovate recommend`."""

import json
from pathlib import Path

import pytest

from innovate_model import api
from innovate_model.choosing import read_choices
from innovate_model.recommending import recommend

from .support import SOUND, run

CHOICES = """\
choices:
  instances.web.instance_type: [m6i.xlarge, m6i.large, m6x.large]
  beside:
    another:
      accounts: {shop: {vpcs: {main: {instances: {two: {instance_type: m6i.large, subnet: db, security_groups: web}}}}}}
    nothing: {}
  terms: [as written, on demand]
"""
SHOP = SOUND.replace("eu-central-1", "us-east-1")
ALIKE = """\
properties:
  closed: {never: {from: internet, to: accounts.shop.vpcs.main.instances.web}, because: test}
"""
OPEN = """\
choices:
  way in:
    open: {accounts: {shop: {vpcs: {main: {security_groups: {web: {ingress: {https: {from: 0.0.0.0/0}}}}}}}}}
"""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model and what may be chosen, in the working folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "model.yaml").write_text(SHOP + ALIKE, "utf-8")
    (tmp_path / "choices.yaml").write_text(CHOICES, "utf-8")
    return tmp_path


def test_the_cheapest_is_told_and_why_not_the_others(shop: Path) -> None:
    """One m6i.large for USD 0.096 an hour, and a key for USD 1; the type that is none has no price, and the second
    instance costs more."""
    found = run("recommend", ".", "--choices", "choices.yaml")
    assert found.exit_code == 0, found.output
    choices, why, answer = found.output.split("\n\n")
    rows = [line.split() for line in choices.strip().splitlines()[2:]]
    assert [row[0] for row in rows] == [str(number) for number in range(1, 13)]
    assert rows[0][1:3] == ["m6i.large", "nothing"]
    assert "71.08" in rows[0]
    assert rows[0][-1] == "recommended"
    assert "costs cannot be compared without a price of m6x.large instance" in why
    assert "is up as often, holds as many users, and costs no more" in why
    assert "The cheapest of 12 that does all that is asked is instances.web.instance_type: m6i.large" in answer
    assert "All 12 points of the grid are judged: 12 by faults" in answer


def test_json_says_what_python_says(shop: Path) -> None:
    """In the order of the grid, each with its figures and reasons."""
    document = json.loads(run("recommend", ".", "--choices", "choices.yaml", "--format", "json").stdout)
    architecture = api.load(shop)
    axes, faults = read_choices(shop / "choices.yaml", architecture)
    assert faults == ()
    known = recommend(architecture, axes, progress=False)
    assert document["best"] == {name: str(label) for name, label in known.best.labels.items()} if known.best else None
    assert document["answer"] == known.sentence
    for told, one in zip(document["candidates"], known, strict=True):
        assert told["labels"] == {name: str(label) for name, label in one.labels.items()}
        assert told["is_best"] is (one is known.best)
        assert [each["says"] for each in told["reasons"]] == [each.says for each in one.reasons]
        if one.figures is not None:
            assert told["usd_per_month"] == str(one.figures.cost)


def test_none_that_keeps_the_promises_is_exit_code_1(shop: Path) -> None:
    """What opens a port to the internet breaks the promise, and is all that may be chosen."""
    (shop / "model.yaml").write_text(
        SHOP.replace("subnet: web, ", "subnet: web, associate_public_ip_address: yes, ") + ALIKE, "utf-8"
    )
    (shop / "choices.yaml").write_text(OPEN, "utf-8")
    found = run("recommend", ".", "--choices", "choices.yaml")
    assert found.exit_code == 1
    assert "`closed` is broken" in found.output
    assert "None of 1 does all that is asked: 1 because a promise is not kept." in found.output


@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        ("", ":1", "there are no `choices`", "choices: {"),
        ("choices: {}\n", ":1:1", "there are no `choices`", "choices: {"),
        ("choices: {instances.web.instance_typ: [a]}\n", ":1:11", "no attribute", "`instance_type`"),
        ("choices: {instances.wex.instance_type: [a]}\n", ":1:11", "no attribute", "no resource `instances.wex`"),
        ("choices: {colour: [a]}\n", ":1:11", "no attribute", "RESOURCE.ATTRIBUTE"),
        ("choices: {instances.web.instance_type: m6i.large}\n", ":1:", "must be a list of values", "[ONE, OTHER]"),
        ("choices: {instances.web.instance_type: []}\n", ":1:", "one value at least", "[ONE, OTHER]"),
        ("choices: {size: {big: 3}}\n", ":1:23", "`big` must be an overlay, not `3`", "{} for none"),
        ("choices: {terms: [spot]}\n", ":1:19", "`spot`: no such terms", "as written or on demand"),
        ("choices: {size: {big: {}}}\nchoice: 3\n", ":2:1", "`choice` is not part", "`choices`"),
        ("choices: {size: [", ":1", "", ""),
    ],
)
def test_faults_are_told_at_their_place(shop: Path, text: str, place: str, message: str, hint: str) -> None:
    """And nothing is recommended."""
    (shop / "choices.yaml").write_text(text, "utf-8")
    found = run("recommend", ".", "--choices", "choices.yaml")
    assert found.exit_code == 2
    assert found.stdout == ""
    assert f"choices.yaml{place}" in found.stderr
    assert message in found.stderr
    assert hint in found.stderr


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--choices", "gone.yaml"), "there is no gone.yaml"),
        (("--choices", "choices.yaml", "--availability", "often"), "often is not a percentage of 0 to 100"),
        (("--choices", "choices.yaml", "--availability", "101"), "101 is not a percentage of 0 to 100"),
        (("--choices", "choices.yaml", "--service", "gone"), "gone"),
        (("--choices", "choices.yaml", "--users", "5"), "there is no"),
    ],
)
def test_what_cannot_be_asked(shop: Path, args: tuple[str, ...], message: str) -> None:
    """One error, and nothing else."""
    found = run("recommend", ".", *args)
    assert found.exit_code == 2
    assert found.stdout == ""
    assert message in found.stderr
