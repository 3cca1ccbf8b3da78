"""The notebooks are kept without outputs, and the tour runs from its own folder and shows what its text promises."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from .notebooks import FOLDER, executed, shown, shows_html
from .test_growth_notebooks import BOOKS

pytestmark = pytest.mark.slow

NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
TOUR = "01-tour.ipynb"


def test_tour_runs_and_every_code_cell_that_ends_in_a_value_shows_it() -> None:
    """No cell raises."""
    assert shows_html(TOUR)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebook_is_kept_without_outputs(path: Path) -> None:
    """`nbstripout --verify` has nothing to strip."""
    program = Path(sys.executable).with_name("nbstripout")
    done = subprocess.run([str(program), "--verify", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_notebook_is_run_by_a_test() -> None:
    """The tour here, the others in their own file."""
    assert {path.name for path in NOTEBOOKS} == {TOUR, *BOOKS}


def test_tour_shows_the_picture_as_an_image() -> None:
    """The picture is an <img> that carries its SVG: inline SVG vanishes in a notebook that is not trusted."""
    (outputs,) = [outputs for source, outputs in executed(TOUR).items() if source.startswith("architecture.picture")]
    assert re.match(
        r'<img alt="[^"]*production[^"]*"[^>]* src="data:image/svg\+xml;base64,', outputs[0].data["text/html"]
    )


@pytest.mark.parametrize(
    ("start", "promises"),
    [
        ("import pandas", ["724 resources", "production", "shared-services"]),
        ("architecture.check()", ["0 errors, 0 warnings, 0 notes"]),
        ("API = ", ["flask-api reaches accounts.production", "tcp/5432", "NACL egress rule 120 allows", "back"]),
        ('architecture.reach("internet"', ["internet does not reach", "DENIED_IN", "NO_ROUTE", "a public address"]),
        ('architecture.blast("production.kms', ["1 lost, 15 down, 4 degraded", "encrypted by accounts.production"]),
        ("architecture.blast(API", ["entered", "exposed", "iam_roles.api may read it (secretsmanager:GetSecretValue)"]),
        ("architecture.explain", ["backup_retention_days 35", "production.yaml:", "blueprint.yaml:"]),
        ("architecture.cost()", ["at least USD", "cost (USD/month)", "AmazonRDS"]),
        ("from innovate_model.analyses.cost import Usage", ["13.500", "June's bill", "price (USD/unit)"]),
        ("one_gateway = ", ["as designed", "one NAT gateway", "bigger writer", "nat_gateway 8 6 8", "warnings 0 2 0"]),
        ("from innovate_model.analyses.cost import compare", ["saves USD 73.00 a month", "change (USD/month)"]),
        (
            "one_gateway.check()",
            ["1 errors, 2 warnings", "a-zone-leaves-by-itself", "nat-in-the-same-zone", "us-east-1c"],
        ),
        ("before, after = ", ["subnets.app-b", "subnets.app-c", "sends 0.0.0.0/0 to"]),
    ],
)
def test_tour_shows_what_its_text_says(start: str, promises: list[str]) -> None:
    """The cell that starts so shows these, whatever else."""
    text = shown(TOUR, start)
    assert [promise for promise in promises if promise not in text] == [], text


def test_tour_shows_more_degraded_where_one_gateway_serves_all_zones() -> None:
    """The loss of a zone degrades more with one NAT gateway than as designed, and a bigger writer changes nothing."""
    found = re.search(r"degraded (\d+) (\d+) (\d+)", shown(TOUR, "def outage"))
    assert found is not None
    as_designed, one_gateway, bigger_writer = map(int, found.groups())
    assert as_designed == bigger_writer < one_gateway
