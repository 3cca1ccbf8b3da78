"""What fills the cells, on a small model."""

from innovate_model.coverage import Document, coverage
from innovate_model.coverage.cells import State
from innovate_model.coverage.columns import who_judges
from innovate_model.coverage.judging import complaints, missed_by, sores
from innovate_model.coverage.markdown import markdown
from innovate_model.coverage.rows import Selector
from innovate_model.coverage.table import summary
from innovate_model.graph import build
from innovate_model.loader import load_text

GRAPH = build(
    load_text("""\
innovate: 1
organization: {title: Example, region: us-east-1}
accounts:
  a:
    account_id: "111111111111"
    kms_keys: {main: {enable_key_rotation: yes}}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {public: {per: availability_zone, newbits: 4, netnum: 0}}
        lbs: {api: {type: application, subnets: public, shield_advanced: yes}}
""").model
)


def cells(**row: object) -> dict[str, str]:
    """The cells of one row, as text."""
    document = Document.model_validate(
        {"document": "D", "sections": {"1": {"title": "T", "rows": {"it": {"system": "it", **row}}}}}
    )
    (line,) = coverage(GRAPH, document).lines
    return {column: str(cell) for column, cell in line.cells.items()}


def test_a_row_with_its_resource() -> None:
    """Every cell comes from the model and the code."""
    found = cells(resources=[{"kind": "lb", "where": {"shield_advanced": "yes"}}])
    assert found["model"] == "accounts.a.vpcs.main.lbs.api"
    assert found["checks"].split(", ") == ["shield-in-production"]
    assert found["views"] == "network, organization"
    assert (found["terraform"], found["drift"]) == ("lb", "lb")
    assert found["price"].startswith("at least USD ")


def test_counted_resources_are_drawn() -> None:
    """A box that counts keys shows each of them."""
    assert cells(resources=[{"kind": "kms_key"}])["views"] == "network, organization"


def test_what_is_not_there_is_open() -> None:
    """No resource, no cell."""
    assert set(cells(resources=[{"kind": "secret"}]).values()) == {"open"}


def test_all_of_a_system_must_be_there() -> None:
    """One selector that finds nothing leaves the row open, whatever the others find."""
    assert set(cells(resources=[{"kind": "lb"}, {"kind": "secret"}]).values()) == {"open"}


def test_who_misses_a_resource_judges_it() -> None:
    """Without the only VPC nobody records anything; the key is missed by nobody."""
    assert "flow-logs-to-log-archive" not in cells(resources=[{"kind": "kms_key"}])["checks"]
    assert missed_by(GRAPH, ["accounts.a.kms_keys.main"], complaints(GRAPH)) == ()


def test_the_price_is_that_of_the_system_itself() -> None:
    """What it uses is priced in rows of its own, and a reason wins over a figure."""
    key, lb = {"kind": "kms_key"}, {"kind": "lb"}
    assert cells(resources=[key, lb])["price"] == cells(resources=[key])["price"]
    assert (
        cells(resources=[lb], not_applicable={"price": "paid elsewhere"})["price"] == "not applicable: paid elsewhere"
    )


def test_what_was_not_chosen_says_why() -> None:
    """In every cell."""
    assert set(cells(not_chosen="the other one is there").values()) == {"not chosen: the other one is there"}


def test_a_reason_does_not_hide_what_is_there() -> None:
    """A reason stands where nothing fills the cell, and nowhere else but at the price."""
    said = {"checks": "AWS sees to it", "views": "no"}
    found = cells(resources=[{"kind": "availability_zone"}], not_applicable=said)
    assert found["checks"] == "not applicable: AWS sees to it"
    assert found["views"] == "network"
    assert found["price"] == "free"
    assert found["terraform"].startswith("not applicable: ")


def test_further_places_and_pillars_bring_their_checks() -> None:
    """`decided_at` and `pillar` add the checks of a place and of a pillar."""
    assert "waf-in-front" in cells(resources=[{"kind": "kms_key"}], decided_at=["lb.web_acl"])["checks"]
    assert "shield-in-production" in cells(not_applicable={"model": "a principle"}, pillar="reliability")["checks"]


def test_who_judges_what_comes_from_the_manuals() -> None:
    """A check judges the places where it complains of its own failing examples; a missing resource is its kind's."""
    places = {(sore.check, sore.kind, sore.attribute, sore.resource is None) for sore in sores()}
    assert ("flow-logs-to-log-archive", "flow_log", "", True) in places
    assert ("shield-in-production", "lb", "shield_advanced", False) in places


def test_a_check_of_another_sort_of_thing_judges_nothing_here() -> None:
    """Penetration tests are practices, and say nothing of a review of costs."""
    assert "regular-penetration-tests" in cells_in("penetration_test")
    assert "regular-penetration-tests" not in cells_in("cost_review")


def cells_in(practice: str) -> str:
    """The checks that judge a practice of a type."""
    selector = Selector.model_validate({"kind": "practice", "where": {"type": practice}})
    return ", ".join(who_judges(selector))


def test_text_is_no_markup() -> None:
    """Names from a file cannot break the table or put a tag into it."""
    document = Document.model_validate(
        {
            "document": "D",
            "sections": {
                "1": {"title": "<b>", "rows": {"it": {"system": "a|b <i>", "not_chosen": "*", "note": "[x](y)"}}}
            },
        }
    )
    page = markdown(coverage(GRAPH, document))
    assert "a\\|b &lt;i&gt;" in page
    assert "<b>" not in page
    assert "\\[x\\](y)" in page


def test_open_means_not_modelled_or_not_judged() -> None:
    """A missing picture or price leaves a row closed."""
    document = Document.model_validate(
        {
            "document": "D",
            "sections": {
                "1": {
                    "title": "T",
                    "rows": {
                        "there": {"system": "t", "resources": [{"kind": "lb"}]},
                        "gone": {"system": "g", "resources": [{"kind": "secret"}]},
                    },
                }
            },
        }
    )
    table = coverage(GRAPH, document)
    assert [line.name for line in table.open()] == ["gone"]
    assert table.count("model", State.OPEN) == 1


def test_a_price_that_nobody_knows_says_why() -> None:
    """A mark of its own, counted apart from open cells; nothing else of the row changes."""
    row = {"system": "x", "resources": [{"kind": "source_repository"}], "no_price": "no copy of the rates"}
    text = """\
innovate: 1
organization: {title: Example, region: us-east-1}
accounts: {a: {account_id: "111111111111", source_repositories: {shop: {service: github, url: "https://github.com/a/b"}}}}
"""
    document = Document.model_validate({"document": "D", "sections": {"1": {"title": "T", "rows": {"it": row}}}})
    table = coverage(build(load_text(text).model), document)
    (line,) = table.lines
    assert str(line.cells["price"]) == "not known: no copy of the rates"
    assert not line.is_answered
    assert (table.count("price", State.OPEN), table.count("price", State.NOT_KNOWN)) == (0, 1)
    assert summary(table).endswith("price 0; price not known, with the reason: 1")
    assert "| *not known*: no copy of the rates |" in markdown(table)
    assert line.cells["checks"].state is not State.NOT_KNOWN


def test_a_price_that_is_known_wins_over_the_reason() -> None:
    """And the row says that its reason can go."""
    row = {"system": "x", "resources": [{"kind": "kms_key"}], "no_price": "no copy of the rates"}
    document = Document.model_validate({"document": "D", "sections": {"1": {"title": "T", "rows": {"it": row}}}})
    (line,) = coverage(GRAPH, document).lines
    assert str(line.cells["price"]) == "at least USD 1.00"
    assert line.is_answered


def test_by_use_means_that_the_rates_are_known() -> None:
    """All of them, some of them, or none, where the amounts are not stated."""
    text = """\
innovate: 1
organization: {title: Example, region: REGION}
accounts:
  a:
    account_id: "111111111111"
    s3_buckets: {logs: {bucket: example-logs}}
    guardduty_detectors: {plain: {}, wide: {features: [AI_ANALYST]}}
"""

    def price(region: str, **where: str) -> str:
        graph = build(load_text(text.replace("REGION", region)).model)
        resources = [{"kind": "guardduty_detector", "where": where}] if where else [{"kind": "s3_bucket"}]
        rows = {"it": {"system": "x", "resources": resources}}
        document = Document.model_validate({"document": "D", "sections": {"1": {"title": "T", "rows": rows}}})
        return str(next(iter(coverage(graph, document).lines)).cells["price"])

    assert price("us-east-1") == "by use"
    assert price("us-east-1", features="set") == "by use, in part"
    assert price("eu-west-1", enable="yes") == "by use, in part"
    assert price("ap-south-1").startswith(
        "open: not counted: usage `gb_stored` is not stated, and the price book has no"
    )
