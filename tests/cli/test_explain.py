"""`innovate explain`."""

import pytest

from .support import FAULTY, INNOVATE, SOUND, line_of, run


def test_every_value_with_its_place_and_every_relation() -> None:
    """The attributes in columns, then what points here and where this points."""
    result = run("explain", "-", "subnets.web", text=SOUND)
    assert result.exit_code == 0
    line = line_of("  web: {cidr")
    assert result.output.splitlines() == [
        "",
        "accounts.shop.vpcs.main.subnets.web  (subnet)",
        f"  cidr_block         10.0.1.0/24  -:{line}:29",
        f"  availability_zone  a            -:{line}:61",
        f"  route_table        public       -:{line}:77",
        "",
        "relations, in accounts.shop.vpcs.main",
        "  (this)                   associated_with  route_tables.public",
        "  (this)                   placed_in        availability_zones.eu-central-1a",
        "  accounts.shop.vpcs.main  contains         (this)",
        "  instances.web            placed_in        (this)",
    ]


def test_a_value_from_a_blueprint_names_the_blueprint() -> None:
    """The place is that of the file and line which set it, whatever file the resource stands in."""
    result = run("explain", INNOVATE, "production.lbs.api")
    rows = {line.split()[0]: line.split()[-1] for line in result.output.splitlines() if line.startswith("  ")}
    assert rows["type"].split(":")[0].endswith("blueprint.yaml")
    assert rows["listeners.https.certificate"].split(":")[0].endswith("production.yaml")


def test_columns_align_under_wide_characters() -> None:
    """A Chinese character takes two columns: what follows it stands under what follows the others."""
    lines = run("explain", "-", "kms_keys.main", text=SOUND).output.splitlines()
    wide = next(line for line in lines if "鍵" in line)
    other = next(line for line in lines if "enable_key_rotation" in line)
    assert wide.index("-:6") + 1 == other.index("-:6")


def test_what_nobody_wrote_says_who_names_it() -> None:
    """An Availability Zone is there because something stands in it."""
    result = run("explain", "-", "availability_zones.eu-central-1b", text=SOUND)
    assert result.exit_code == 0
    assert f"named by what stands in it  -:{line_of('  db: {cidr')}:" in result.output


def test_an_empty_resource_is_itself() -> None:
    """A gateway has nothing but its place."""
    assert f"  (itself)  {{}}  -:{line_of('igw: {}')}:29" in run("explain", "-", "igw", text=SOUND).output.splitlines()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("web", "`web` may be any of 3: "),
        ("subnets.wbe", "there is no resource `subnets.wbe`; did you mean `accounts.shop.vpcs.main.subnets.web`"),
        ("zzz", "there is no resource `zzz`\n"),
    ],
)
def test_a_name_that_is_none(name: str, message: str) -> None:
    """Several, a near miss, nothing like it: exit code 2."""
    result = run("explain", "-", name, text=SOUND)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stdout == ""


def test_a_resource_with_faults_is_not_said_to_be_missing() -> None:
    """It is written, at this place; its faults keep it out."""
    result = run("explain", "-", "subnets.web", text=FAULTY.replace("availability_zone: a, ", ""))
    assert result.exit_code == 2
    place = f"-:{line_of('  web: {cidr')}:11"
    assert f"`accounts.shop.vpcs.main.subnets.web`, at {place}, has faults that keep it out" in result.stderr


def test_expanded_yaml_is_a_model() -> None:
    """What `--expand` prints for the whole model is judged as the model is, and can be explained."""
    text = run("explain", "-", "--expand", text=SOUND).stdout
    assert run("check", "-", text=text).stdout.splitlines()[0] == run("check", "-", text=SOUND).stdout.splitlines()[0]
    part = run("explain", "-", "subnets.web", "--expand", text=SOUND)
    assert part.exit_code == 0
    assert part.stdout.startswith("accounts:\n  shop:\n    vpcs:\n      main:\n        subnets:\n          web:\n")
    assert "route_table: accounts.shop.vpcs.main.route_tables.public\n" in part.stdout


def test_what_cannot_be_expanded() -> None:
    """A model with faults would lose what they hide; without an address there must be `--expand`."""
    assert run("explain", "-", "--expand", text=FAULTY).exit_code == 2
    assert run("explain", "-", "zzz", "--expand", text=SOUND).exit_code == 2
    assert "Missing argument 'ADDRESS'" in run("explain", "-", text=SOUND).output
