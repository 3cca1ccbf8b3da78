"""What a name means."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innovate_model.analyses.naming import UnknownName, find
from innovate_model.loader import load, load_text
from innovate_model.model import Model
from innovate_model.resources.kms_key import KmsKey
from tests.support import in_vpc

INNOVATE = load(Path(__file__).parents[2] / "models" / "innovate").model
MAIN = "accounts.production.vpcs.main"

PARTS = st.sampled_from(["accounts", "a", "b", "vpcs", "c", "keys"])
ADDRESSES = st.lists(PARTS, min_size=2, max_size=6).map(".".join)


def model_of(addresses: list[str]) -> Model:
    return Model({address: KmsKey(address=address) for address in addresses})


@given(st.lists(ADDRESSES, min_size=1, max_size=6, unique=True))
def test_every_address_means_itself(addresses: list[str]) -> None:
    """Whatever else ends with it."""
    model = model_of(addresses)
    assert [find(model, address) for address in addresses] == addresses


@given(st.lists(ADDRESSES, min_size=1, max_size=6, unique=True), ADDRESSES)
def test_a_name_means_one_resource_with_all_its_parts_or_none(addresses: list[str], name: str) -> None:
    """What is found ends as the name does and has its parts in order; no other resource ends with the whole name."""
    model = model_of(addresses)
    try:
        found = find(model, name)
    except UnknownName:
        return
    rest = iter(found.split("."))
    assert all(part in rest for part in name.split("."))
    assert found.rpartition(".")[2] == name.rpartition(".")[2]
    ending = [address for address in addresses if f".{address}".endswith(f".{name}")]
    assert ending in ([], [found]) or found == name


@pytest.mark.parametrize(
    ("name", "address"),
    [
        (f"{MAIN}.lbs.api", f"{MAIN}.lbs.api"),
        ("production.lbs.api", f"{MAIN}.lbs.api"),
        ("production.aurora_clusters.main", f"{MAIN}.aurora_clusters.main"),
        ("accounts.production", "accounts.production"),
        ("runner-a", "accounts.shared-services.vpcs.tools.instances.runner-a"),
        ("availability_zones.us-east-1a", "availability_zones.us-east-1a"),
        ("organization", "organization"),
        ("production.flask-api", None),
        ("production.deployments.flask-api", f"{MAIN}.eks_clusters.main.namespaces.api.deployments.flask-api"),
    ],
)
def test_names_of_the_reference_model(name: str, address: str | None) -> None:
    """The end of an address, or its end with some of the parts before; None: it may be several."""
    if address is None:
        with pytest.raises(UnknownName, match=f"`{name}` may be any of 2: accounts.production"):
            find(INNOVATE, name)
    else:
        assert find(INNOVATE, name) == address


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("lbs.api", r"`lbs.api` may be any of 3: accounts.dev.*, accounts.staging.*, accounts.production"),
        ("subnets.app-a", "may be any of 3: "),
        ("main", r"may be any of \d+: .* and \d+ more"),
        ("production.lbs.apii", "there is no resource `production.lbs.apii`"),
        ("lbs.apj", r"there is no resource `lbs.apj`; did you mean `accounts\.dev\.vpcs\.main\.lbs\.api`"),
        (
            "lbs",
            r"there is no resource `lbs`; did you mean `accounts\.shared-services\.vpcs\.tools\.lbs\.packages` or ",
        ),
        ("lb", r"did you mean .* or `accounts\.production\.vpcs\.main\.lbs\.api`\?"),
        ("aurora_cluster", r"did you mean `accounts\.dev\.vpcs\.main\.aurora_clusters\.main` or "),
        ("aurora_clustres", r"did you mean `accounts\.dev\.vpcs\.main\.aurora_clusters\.main` or "),
        ("zzzz", "there is no resource `zzzz`$"),
        ("region", "there is no resource `region`"),  # an attribute of the organisation, and no name of anything
        ("", "there is no resource ``"),
        ("production.", "there is no resource `production.`"),
    ],
)
def test_a_name_that_is_none(name: str, message: str) -> None:
    """The message says what it may be, or what is near."""
    with pytest.raises(UnknownName, match=message):
        find(INNOVATE, name)


def test_what_faults_keep_out_of_the_model_is_not_called_missing() -> None:
    """Its address and place are told, so that nobody looks for a spelling mistake in the name."""
    text = in_vpc("subnets: {web: {cidr_block: 10.0.0.0/24, availability_zone: zz}}")
    model = load_text(text).model
    with pytest.raises(
        UnknownName, match=r"`accounts\.dev\.vpcs\.main\.subnets\.web`, at model\.yaml:\d+:\d+, has faults"
    ):
        find(model, "subnets.web")


def test_the_one_organization_may_be_faulty_too() -> None:
    """What is single has no name but its section."""
    model = load_text("innovate: 1\norganization: {title: Test, region: nowhere at all}\n").model
    with pytest.raises(UnknownName, match=r"`organization`, at model\.yaml:2:\d+, has faults"):
        find(model, "organization")


def test_an_unknown_name_is_a_key_error_that_reads_well() -> None:
    """Its text is the message, without the quotes that KeyError puts around one."""
    error = UnknownName("there is no resource `x`")
    assert isinstance(error, KeyError)
    assert str(error) == "there is no resource `x`"


def test_a_misspelt_last_part_is_corrected_where_the_rest_is_right() -> None:
    """The suggestion stays in the account that was named; a word like nothing suggests nothing."""
    model = load(Path(__file__).parents[2] / "models" / "innovate").model
    with pytest.raises(UnknownName, match=r"did you mean `accounts\.production\.vpcs\.main\.aurora_clusters\.main`\?$"):
        find(model, "production.aurora_clusters.mian")
    with pytest.raises(UnknownName, match=r"^there is no resource `bogus`$"):
        find(model, "bogus")
