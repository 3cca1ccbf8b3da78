"""`innovate snapshot` and `innovate drift`, against a real emulator over HTTP."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from innovate_model.aws.access import client as client_of
from innovate_model.aws.access import sandbox_access
from innovate_model.aws.emulator import emulator
from innovate_model.aws.observe import observe
from innovate_model.aws.sandbox import seed
from innovate_model.aws.snapshot import read
from innovate_model.cli.main import innovate
from innovate_model.loader import load

MODEL = """\
innovate: 1
organization: {title: Shop, region: us-east-1, management_account: shop}
accounts:
  shop:
    account_id: "123456789012"
    vpcs:
      main:
        cidr_block: 10.9.0.0/16
        subnets: {web: {cidr_block: 10.9.1.0/24, availability_zone: a}}
        security_groups: {web: {description: web, ingress: {}, egress: {}}}
"""

CLUSTER = """\
accounts:
  shop:
    vpcs:
      main:
        subnets: {more: {cidr_block: 10.9.2.0/24, availability_zone: b}}
        eks_clusters:
          main:
            version: 1.35
            subnets: [web, more]
            namespaces:
              api: {service_accounts: {api: {}}}
              jobs: {}
"""


@dataclass(frozen=True)
class Shop:
    """A small model on disk, the emulator that holds it, and where its snapshot goes."""

    model: Path
    url: str
    snapshot: Path

    def innovate(self, *arguments: str) -> Result:
        """One run of the program."""
        return CliRunner().invoke(innovate, list(arguments), prog_name="innovate")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """Seeded once, not disturbed."""
    folder = tmp_path_factory.mktemp("shop")
    model = folder / "model.yaml"
    model.write_text(MODEL)
    with emulator() as url:
        seed(load(model).model, url)
        yield Shop(model, url, folder / "snapshot")


@pytest.mark.moto
def test_a_snapshot_is_written_and_compared(shop: Shop) -> None:
    """What the emulator was filled with does not drift; without the organisation, that is an incomplete answer: 2."""
    taken = shop.innovate("snapshot", "-o", str(shop.snapshot), "--endpoint-url", shop.url)
    assert "1 account" in taken.output, taken.output
    compared = shop.innovate("drift", str(shop.model), "--endpoint-url", shop.url)
    assert "0 missing, 0 unmanaged, 0 changed" in compared.output, compared.output
    assert compared.exit_code in (0, 2), compared.output


@pytest.mark.moto
def test_drift_is_exit_code_one_and_stable_json(shop: Shop) -> None:
    """A subnet that somebody deleted is missing, with the place where it was designed; JSON says the same twice."""
    access = sandbox_access(shop.url)
    from innovate_model.aws.access import enter

    ec2 = client_of(access, "ec2", "us-east-1", enter(access, "123456789012", "us-east-1"))
    (subnet,) = ec2.describe_subnets(Filters=[{"Name": "tag:Name", "Values": ["web"]}])["Subnets"]
    ec2.delete_subnet(SubnetId=subnet["SubnetId"])
    found = shop.innovate("drift", str(shop.model), "--endpoint-url", shop.url)
    assert found.exit_code == 1, found.output
    assert f"{shop.model}:9:" in found.output
    runs = [shop.innovate("drift", str(shop.model), "--endpoint-url", shop.url, "--format", "json") for _ in "ab"]
    documents = [json.loads(run.stdout) for run in runs]
    missing = [[item["address"] for item in document["missing"]] for document in documents]
    assert missing == [["accounts.shop.vpcs.main.subnets.web"]] * 2


@pytest.mark.parametrize("url", ["http://10.0.0.1:5000", "https://ec2.us-east-1.amazonaws.com"])
def test_an_endpoint_elsewhere_is_refused(shop_model: Path, url: str) -> None:
    """Only this machine may play AWS: exit code 2 before any request."""
    result = CliRunner().invoke(innovate, ["drift", str(shop_model), "--endpoint-url", url])
    assert result.exit_code == 2
    assert "is not on this machine" in result.output


def test_a_folder_that_is_no_snapshot(shop_model: Path, tmp_path: Path) -> None:
    """One sentence, exit code 2."""
    result = CliRunner().invoke(innovate, ["drift", str(shop_model), "--snapshot", str(tmp_path)])
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_accepting_needs_a_reason(shop_model: Path, tmp_path: Path) -> None:
    """Whoever accepts a gap says why."""
    arguments = ["drift", str(shop_model), "--snapshot", str(tmp_path), "--accept-unchecked", "deployment"]
    result = CliRunner().invoke(innovate, arguments)
    assert result.exit_code == 2
    assert "say why" in result.output


@pytest.mark.moto
def test_several_kinds_are_accepted_for_one_reason(shop: Shop, tmp_path: Path) -> None:
    """`KIND,KIND=REASON` accepts both, and the last line says which kinds the others are."""
    shop.innovate("snapshot", "-o", str(tmp_path), "--endpoint-url", shop.url)
    arguments = ["drift", str(shop.model), "--snapshot", str(tmp_path)]
    cluster = tmp_path / "cluster.yaml"
    cluster.write_text(CLUSTER)
    arguments += ["--scenario", str(cluster)]
    gaps = observe(read(tmp_path)).not_checked
    unknown = sorted({gap.kind for gap in gaps if gap.account_id and "not implemented there" in gap.reason})
    arguments += ["--accept-unchecked", f"{', '.join(unknown)}=the emulator does not know them"]
    plain = shop.innovate(*arguments).output.splitlines()
    assert plain[-1] == "  not checked: 2 namespace, 1 service_account"
    accepted = shop.innovate(*arguments, "--accept-unchecked", "namespace, service_account=Argo CD watches").output
    assert accepted.splitlines()[-1].endswith(" changed, 0 not checked")
    assert accepted.count("(accepted: Argo CD watches)") == 2


def test_accepting_a_kind_that_there_is_not(shop_model: Path, tmp_path: Path) -> None:
    """A misspelt kind accepts nothing silently: it ends the run, with what may have been meant."""
    arguments = ["drift", str(shop_model), "--snapshot", str(tmp_path), "--accept-unchecked", "namespace,deploymnt=x"]
    result = CliRunner().invoke(innovate, arguments)
    assert result.exit_code == 2
    assert "did you mean `deployment`?" in result.output


@pytest.fixture
def shop_model(tmp_path: Path) -> Path:
    """The model alone."""
    model = tmp_path / "model.yaml"
    model.write_text(MODEL)
    return model
