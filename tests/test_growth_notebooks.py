"""The notebooks of capacity, cost, growth and resilience show what the same questions give here, asked otherwise."""

import base64
import re
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import numpy
import pytest

import innovate_model as im
from innovate_model.analyses.capacity import Capacity, capacity, read_demand, usage_of
from innovate_model.analyses.capacity.worlds import Worlds, worlds
from innovate_model.analyses.cost import ON_DEMAND, LineItems, cost
from innovate_model.plots import number

from .notebooks import executed, shown, shows_html

pytestmark = pytest.mark.slow

MODEL = Path(__file__).parents[1] / "models" / "innovate"
DEMAND = read_demand(MODEL / "demand.yaml")
CAPACITY, COST, GROWTH, RESILIENCE = (
    "02-capacity.ipynb",
    "03-cost.ipynb",
    "04-growth-to-millions.ipynb",
    "05-resilience.ipynb",
)
BOOKS = (CAPACITY, COST, GROWTH, RESILIENCE)


@cache
def model() -> im.Architecture:
    """Innovate Inc. as designed."""
    return im.load(MODEL)


@cache
def held(users: int) -> Capacity:
    """What it holds."""
    return capacity(model().graph, DEMAND.with_users(users))


@cache
def bill(users: int) -> LineItems:
    """The month on demand."""
    return cost(model().graph, usage=usage_of(model().graph, DEMAND.with_users(users)), terms=ON_DEMAND)


@cache
def run() -> Worlds:
    """The worlds that the notebooks draw."""
    return worlds(model().graph, DEMAND, 24, 2_000)


def rows(book: str, start: str) -> list[list[str]]:
    """The cells of the tables that the one cell that starts so shows, row by row."""
    (outputs,) = [outputs for source, outputs in executed(book).items() if source.startswith(start)]
    html = "".join(output.get("data", {}).get("text/html", "") for output in outputs)
    found = re.findall(r"<tr.*?>(.*?)</tr>", html, re.DOTALL)
    return [[cell.strip() for cell in re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row, re.DOTALL)] for row in found]


def row(book: str, start: str, label: str) -> list[str]:
    """The one row whose first cells hold a label."""
    (found,) = [cells for cells in rows(book, start) if label in cells[:2]]
    return found[found.index(label) + 1 :]


def plots(book: str) -> list[str]:
    """The plots of a notebook as SVG."""
    pages = [output.get("data", {}).get("text/html", "") for outputs in executed(book).values() for output in outputs]
    found = re.findall(r'src="data:image/svg\+xml;base64,(.*?)"', "".join(pages))
    return [base64.b64decode(data).decode() for data in found]


@pytest.mark.parametrize("book", BOOKS)
def test_every_code_cell_that_ends_in_a_value_shows_it(book: str) -> None:
    """No cell raises."""
    assert shows_html(book)


@pytest.mark.parametrize(("book", "count"), list(zip(BOOKS, (4, 1, 6, 3), strict=True)), ids=BOOKS)
def test_every_plot_is_drawn_in_grey(book: str, count: int) -> None:
    """For print; each has text on its axes."""
    found = plots(book)
    assert len(found) == count
    colours = {colour for svg in found for colour in re.findall(r"#([0-9a-f]{6})\b", svg)}
    assert [colour for colour in colours if len({colour[:2], colour[2:4], colour[4:]}) > 1] == []


def test_capacity_shows_every_estimate_with_its_reason() -> None:
    """The table of the demand is the file."""
    text = shown(CAPACITY, "pd.DataFrame(\n    [\n        (name, each.low")
    assert [name for name, each in DEMAND.estimates.items() if name not in text or each.reason not in text] == []


@pytest.mark.parametrize("users", [500, 50_000, 5_000_000])
def test_capacity_shows_what_is_first_and_what_lifts_it(users: int) -> None:
    """At each of the three numbers of users."""
    found = held(users)
    assert found.first is not None
    assert found.change is not None
    known, met, _, first, change, holds = row(CAPACITY, "USERS = ", f"{users:,}")
    assert (known, met) == (str(len(found.uses)), str(len(found.met)))
    assert first == f"{found.first.saturates_at:,}"
    assert change.endswith(f"{found.change.old} → {found.change.new}")
    assert holds == f"{found.change.holds_until:,}"


def test_capacity_lists_what_is_too_small_at_millions_and_by_how_much() -> None:
    """Every limit that is met, and none else."""
    table = rows(CAPACITY, "pd.DataFrame(\n    [\n        (\n            label(use.address")[1:]
    assert [cells[2:4] for cells in table] == [[number(use.used), number(use.most)] for use in held(5_000_000).met]


def test_capacity_says_what_is_not_known() -> None:
    """With the fact that is missing."""
    text = shown(CAPACITY, "pd.DataFrame(\n    [(short(each.address), each.what, each.missing)")
    assert held(500).unknown
    assert all(item.missing in text and item.address.rpartition(".")[2] in text for item in held(500).unknown)


def test_capacity_says_where_no_value_helps() -> None:
    """The writer of the database at five million users a day: a larger class lifts its processors alone."""
    (change,) = [change for change in held(5_000_000).changes if change.not_lifted]
    cell = row(CAPACITY, "steps = ", ".".join(map(str, change.path[-3:])))[-1]
    assert cell == "db.r6g.2xlarge, too little for connections"


def test_months_of_limits_are_percentiles_of_the_worlds() -> None:
    """Counted here from the months of the worlds themselves."""
    flask, what = next(key for key in run().met if key[0].endswith("flask-api") and key[1] == "processor time")
    months = numpy.sort(run().met[flask, what])
    expected = [str(months[int(numpy.ceil(part * 2_000)) - 1]) for part in (0.05, 0.5, 0.95)]
    shown_row = row(CAPACITY, "MONTHS = 24", "deployments.flask-api: processor time")
    assert shown_row[:3] == expected
    assert shown_row[3] == number(100 * float((months < 24).mean()))


def test_growth_decides_most() -> None:
    """Of all estimates, it is drawn first in both plots of sensitivity."""
    for book in (CAPACITY, GROWTH):
        assert any(re.findall(r"<!-- (\w+_per_\w+) -->", svg)[:1] == ["growth_per_month"] for svg in plots(book))


def test_sliders_have_a_table_that_stands_for_them() -> None:
    """Twelve turns of three numbers; one is computed here."""
    table = rows(CAPACITY, "pd.DataFrame(\n    [\n        turned(")
    values = [cells[-5:] for cells in table if len(cells) >= 5 and cells[-5].startswith("deployments")]
    assert len(values) == 12
    asked = DEMAND.with_users(5_000_000)
    for name, value in (("api_requests_per_session", 60), ("cache_hit", 0.85)):
        point = getattr(asked, name).model_copy(update={"low": value, "mid": value, "high": value})
        asked = asked.model_copy(update={name: point})
    expected = capacity(model().graph, asked)
    total = model().cost(usage_of(model().graph, asked)).total.monthly_usd
    assert expected.first is not None
    assert values[-1][1:3] == [f"{expected.first.saturates_at:,}", str(len(expected.met))]
    assert values[-1][4] == number(float(total))


def test_cost_says_at_least_and_how_many_amounts_are_missing() -> None:
    """The total is a lower bound."""
    today = bill(500)
    text = shown(COST, "today = ")
    assert text.startswith(f"{today.total}, at the prices of {today.date}; {len(today.gaps)} amounts")
    assert "at least" in text


def test_tiers_environments_and_services_add_up_to_the_total() -> None:
    """Each of the groupings, summed from the lines."""
    for start, key in (
        ("def grouped", lambda item: item.subject.tier),
        ('grouped(today, "environment")', lambda item: item.subject.environment or "(none)"),
        ('grouped(today, "service")', lambda item: item.service),
    ):
        sums: Counter[str] = Counter()
        for item in bill(500).items:
            sums[key(item)] += item.monthly_usd  # type: ignore[assignment]
        table = {cells[0]: cells[1] for cells in rows(COST, start)[2:]}
        assert {name: table[name] for name in sums} == {
            name: number(round(float(usd), 3)) for name, usd in sums.items()
        }


def test_reserved_nodes_save_what_their_price_says() -> None:
    """Three m6i.xlarge for 730 hours, at the difference of the two prices of the book."""
    from innovate_model.prices import Price, price_book

    rates = [
        price_book().find(f"ec2.{name}.m6i.xlarge", "us-east-1") for name in ("on_demand", "reserved.1y.no_upfront")
    ]
    dear, cheap = [rate.usd for rate in rates if isinstance(rate, Price)]
    saved = 3 * 730 * (dear - cheap)
    assert row(COST, "CHOICES = ", "reserved nodes for the API change (USD/month)") == [number(-float(saved))]


def test_the_savings_plan_saves_no_more_than_what_it_may_pay_for() -> None:
    """The bound: USD 0.50 for 730 hours against the on-demand price of its machines, by hand: three m6i.xlarge, three
    m6i.large, four runners and five nodes of t3.medium, two t4g.medium."""
    paid, worth, most = rows(COST, "def bought(line)")[1][1:]
    on_demand = 730 * (3 * 0.192 + 3 * 0.096 + 9 * 0.0416 + 2 * 0.0336)
    assert paid == number(float(Decimal("0.5") * 730))
    assert worth == number(on_demand)
    assert most == number(on_demand - 365)


def test_a_connection_between_zones_is_paid_both_ways() -> None:
    """1,200 GB over 9 ways of which 6 cross: 800 GB, a cent at each of the two ends, both on the database's bill."""
    found = [cells for cells in rows(COST, "API = ") if "deployments.flask-api → aurora_clusters.main" in cells]
    assert [cells[3:6] for cells in found] == [["1,600", "0.01", "16"]]
    assert "a flow without a way" in shown(COST, "API = ")


def test_what_is_missing_is_counted_by_reason() -> None:
    """Every gap is in one row."""
    table = rows(COST, "absent = ")[1:]
    assert sum(int(cells[-1]) for cells in table) == len(bill(500).gaps)


def test_the_band_of_users_is_that_of_the_worlds() -> None:
    """At month 23, by hand from what was drawn."""
    drawn = run().inputs
    users = drawn["users_per_day"] * numpy.exp(23 * numpy.log1p(drawn["growth_per_month"]))
    expected = [number(float(value)) for value in numpy.percentile(users, (5, 50, 95))]
    assert row(GROWTH, "run = worlds", "23")[1:] == expected


def test_a_limit_has_a_date() -> None:
    """The month of the prices, and as many months as the worlds say."""
    year, month = map(int, bill(500).date.split("-")[:2])
    band = run().month_band(next(key for key in run().met if key[0].endswith("flask-api") and key[1] == "pods"))
    counted = [12 * year + month - 1 + later for later in band if later is not None]
    expected = [f"{count // 12}-{count % 12 + 1:02}" for count in counted]
    assert row(GROWTH, "def date", "deployments.flask-api: pods")[: len(expected)] == expected


def on_demand() -> im.Architecture:
    """As designed, nothing bought in advance."""
    return model().what_if({"accounts": {"management": {"savings_plans": None, "reservations": None}}})


@pytest.mark.parametrize("month", [0, 12, 23])
def test_the_step_by_step_bill_is_that_of_the_changed_architecture(month: int) -> None:
    """Worked out anew, and what the price book lacks is counted."""
    found = capacity(model().graph, DEMAND, month)
    needed = on_demand().what_if(found.overlay) if found.overlay else on_demand()
    expected = needed.cost(usage_of(needed.graph, DEMAND, month))
    cells = row(GROWTH, "steps = ", str(month))
    assert cells[1:3] == [number(found.users), str(len(found.met))]
    assert cells[4] == number(float(expected.total.monthly_usd))
    assert int(cells[5]) == sum(gap.standing == "unknown price" for gap in expected.gaps)


def test_the_first_year_costs_what_stands_there() -> None:
    """The text says so: the middle of the worlds rises by a twentieth, while users become sixty times as many."""
    first, then = (float(row(GROWTH, "on_demand = ", month)[2].replace(",", "")) for month in ("0", "12"))
    assert 1 / 25 < then / first - 1 < 1 / 15
    users = [float(row(GROWTH, "steps = ", month)[1].replace(",", "")) for month in ("0", "12")]
    assert 55 < users[1] / users[0] < 65


def test_a_fourth_zone_costs_its_gateway_its_addresses_and_its_endpoints() -> None:
    """By hand: a NAT gateway, public addresses of it and of the load balancer, ten interface endpoints, 730 hours; a
    file of the load balancer's log every 5 minutes, 8,760 at 0.005 a thousand, each an event of S3 for GuardDuty at 0.8
    a million; and of what a request exchanges with the
    database (2.94 KB, paid twice) and the cache (6 KB) three quarters cross a border instead of two thirds. What
    Firehose asks in one more zone of its VPC is in no book, so the notebook says that the change is not known."""
    added = on_demand().what_if({"accounts": {"production": {"vpcs": {"main": {"availability_zones": list("abcd")}}}}})
    endpoints = [each for each in added if each.kind == "vpc_endpoint" and "production" in each.address]
    interfaces = [each for each in endpoints if getattr(each, "vpc_endpoint_type", "Interface") == "Interface"]
    by_hand = 730 * (Decimal("0.045") + 2 * Decimal("0.005") + 10 * Decimal("0.01")) + 8760 * Decimal("0.0000058")
    assert len(interfaces) >= 10
    for users in (500, 50_000):
        crossing = users * 45 * (730 / 24) * (2 * 2.94 + 6) / 1024**2 / 12 * 0.01
        bills = [each.cost(usage_of(each.graph, DEMAND.with_users(users))).total for each in (added, on_demand())]
        assert float(bills[0].monthly_usd - bills[1].monthly_usd) == pytest.approx(float(by_hand) + crossing)
    assert row(GROWTH, "ARM = ", "a fourth Availability Zone")[:4] == ["not known"] * 3 + ["1"]


@pytest.mark.parametrize("choice", ["Savings Plan of USD 0.50 an hour", "a second region"])
def test_what_has_no_price_is_not_known_rather_than_cheap(choice: str) -> None:
    """As long as the book lacks the rates."""
    cells = row(GROWTH, "ARM = ", choice)
    assert (cells[:3] == ["not known"] * 3) is (cells[3] != "0")


def test_io_optimized_pays_once_there_is_much_io() -> None:
    """Three db.r6g.xlarge are 0.1557 dearer an hour; at 500 users a day little else is different."""
    changes = [float(cells[-1].replace(",", "")) for cells in rows(GROWTH, "AURORA = ")[2:]]
    assert changes[0] == pytest.approx(3 * 730 * 0.1557, rel=0.01)
    assert changes[0] > 0 > changes[-1]
    assert changes == sorted(changes, reverse=True)


@pytest.mark.parametrize(
    ("label", "lost"),
    [
        ("one zone", ["us-east-1a"]),
        ("the database's key", ["production.kms_keys.aurora"]),
        ("the account of dev", ["account dev"]),
    ],
)
def test_resilience_counts_the_members_of_the_blast_radius(label: str, lost: list[str]) -> None:
    """Of production alone."""
    radius = model().blast(*lost)
    ours: Counter[Any] = Counter(
        str(member.state) for member in radius.members if member.address.startswith("accounts.production.")
    )
    assert row(RESILIENCE, "LOSSES = ", label) == [str(ours[state]) for state in ("lost", "down", "degraded")]


def test_resilience_shows_the_api_its_single_points_and_its_promises() -> None:
    """As the API answers."""
    (api,) = model().resilience("production.applications.api").services
    table = rows(RESILIENCE, "(api,) = ")[1:]
    assert Counter(cells[1] for cells in table) == {"alone": len(api.single_points), "together": len(api.together)}
    verdicts = Counter(cells[3] for cells in rows(RESILIENCE, "proofs = ")[1:])
    assert verdicts == {"holds": len(model().properties())}


def test_resilience_shows_the_promise_that_one_gateway_breaks() -> None:
    """And no other one."""
    text = shown(RESILIENCE, "one_gateway = ")
    assert "a-zone-leaves-by-itself" in text
    assert len(rows(RESILIENCE, "one_gateway = ")) == 2


def test_resilience_shows_every_choke_point() -> None:
    """With how many pairs of how many it cuts."""
    points = model().choke_points("production.deployments.flask-api")
    table = rows(RESILIENCE, "API = ")[1:]
    assert [cells[-2:] for cells in table] == [
        [str(len(point.pairs)), str(len(points.connected))] for point in points.points
    ]
