"""What is recommended is what the plain way to choose finds, and every reason against the others is true."""

from __future__ import annotations

import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from fractions import Fraction
from typing import Any
from warnings import catch_warnings, simplefilter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import innovate_model as im
from innovate_model.analyses.candidates import Reason, Why
from innovate_model.analyses.cost import AS_WRITTEN, ON_DEMAND, usd_text
from innovate_model.analyses.recommendation import Candidate, Recommendation

from .recommending import CHOICES, SERVICE, SHOP, Judged, demand_of, every_point, general, judge
from .support import examples

BASE = im.load_text(SHOP)


def recommended(axes: Mapping[str, Any], users: float = 1000, percent: str | None = None) -> Recommendation:
    """The recommendation, in this process."""
    with ThreadPoolExecutor(1) as executor:
        return im.recommend(
            BASE, axes, demand=demand_of(users), availability_percent=percent, executor=executor, progress=False
        )


def points_of(axes: Mapping[str, Any], users: float) -> list[tuple[dict[str, Any], Judged]]:
    """Every point, judged by everything; those with faults warn of them."""
    with catch_warnings():
        simplefilter("ignore", im.FaultyModel)
        return every_point(BASE, axes, demand_of(users))


@st.composite
def grids(draw: st.DrawFn) -> dict[str, Any]:
    """Some values of one to three axes."""
    axes: dict[str, Any] = {}
    for name in draw(st.lists(st.sampled_from(list(CHOICES)), min_size=1, max_size=3, unique=True)):
        values = CHOICES[name]
        kept = draw(st.lists(st.sampled_from(range(len(values))), min_size=1, max_size=3, unique=True))
        labels = list(values)
        chosen = [labels[number] for number in kept]
        axes[name] = {label: values[label] for label in chosen} if isinstance(values, Mapping) else chosen
    return axes


def is_fit(one: Judged, base: Judged, asked: Fraction | None) -> bool:
    """Whether it has no fault, holds the demand as far as that is known of the base, and is up as often as asked."""
    unknown = {(limit.address, limit.what, limit.missing) for limit in one.held.unknown}
    as_before = {(limit.address, limit.what, limit.missing) for limit in base.held.unknown}
    is_up = asked is None or (one.low is not None and one.low >= asked)
    return one.is_sound and not one.held.met and unknown <= as_before and is_up


def plain_front(points: list[Judged], base: Judged, asked: Fraction | None) -> list[Judged]:
    """Those that do all that is asked, less those that another one of them is as good as: by comparing each with
    each."""
    fit = [one for one in points if is_fit(one, base, asked) and one.unpriced <= base.unpriced]
    alike = [one for one in fit if all(one.unpriced <= other.unpriced for other in fit)]
    kept = [name for name, verdict in base.verdicts.items() if verdict == "holds"]
    proven = [one for one in alike if all(one.verdicts[name] == "holds" for name in kept)]
    front = []
    for number, one in enumerate(proven):
        better = [
            other
            for place, other in enumerate(proven)
            if all(theirs <= ours for theirs, ours in zip(other.numbers, one.numbers, strict=True))
            and (other.numbers != one.numbers or place < number)
        ]
        if not better:
            front.append(one)
    return sorted(front, key=lambda one: one.numbers)


@pytest.mark.slow
@examples(25, 1000)
@given(
    grids(),
    st.sampled_from([5_000, 100_000, 250_000, 700_000]),
    st.sampled_from([None, "99.5", "99.9", "99.95", "99.999"]),
)
def test_it_is_what_judging_every_point_by_everything_finds(
    axes: dict[str, Any], users: int, percent: str | None
) -> None:
    """The front, in its order, with all numbers; and the cheapest of it."""
    asked = Fraction(percent) / 100 if percent else None
    found = recommended(axes, users, percent)
    points = points_of(axes, users)
    front = plain_front([one for _, one in points], judge(BASE, demand_of(users)), asked)
    labels = [next(labels for labels, other in points if other is one) for one in front]
    assert [dict(each.labels) for each in found.front] == labels
    assert found.best == (found.front[0] if front else None)
    assert len(found) == len(points)
    for each, (_, one) in zip(found, points, strict=True):
        if each.figures is not None:
            assert each.figures.cost == one.bill.total.monthly_usd
            assert each.figures.up == one.low
            assert (float("inf") if each.figures.holds is None else each.figures.holds) == one.users


@pytest.mark.slow
@examples(15, 500)
@given(grids(), st.sampled_from([5_000, 100_000, 250_000, 700_000]), st.sampled_from(["99.5", "99.9", "99.95"]))
def test_every_reason_is_true(axes: dict[str, Any], users: int, percent: str) -> None:
    """Of each candidate that is rejected, by the single analyses; and what was not proven was out before."""
    found = recommended(axes, users, percent)
    base = judge(BASE, demand_of(users))
    for each, (_, one) in zip(found, points_of(axes, users), strict=True):
        for reason in each.reasons:
            assert_true(reason, each, one, base, found)
        assert each.is_proven or each.reasons
        assert each.is_proven == all(reason.why is Why.PROMISE for reason in each.reasons)


def test_every_kind_of_reason_is_met_and_true() -> None:
    """On three grids that have them all: no branch of the check below is idle."""
    types = "node_groups.general.instance_types"
    seen = set()
    for axes, users, percent in (
        ({name: CHOICES[name] for name in ("database", "node types")}, 250_000, "99.9"),
        ({types: CHOICES[types]}, 100_000, None),
        ({"zones": {"b": CHOICES["zones"]["b"]}}, 100_000, None),
    ):
        found = recommended(axes, users, percent)
        base = judge(BASE, demand_of(users))
        for each, (_, one) in zip(found, points_of(axes, users), strict=True):
            for reason in each.reasons:
                assert_true(reason, each, one, base, found)
                seen.add(reason.why)
    assert seen == set(Why)


def assert_true(reason: Reason, of: Candidate, one: Judged, base: Judged, found: Recommendation) -> None:
    """One reason, re-checked."""
    match reason.why:
        case Why.FAULT:
            assert reason.says in [finding.message for finding in one.architecture.findings]
        case Why.DEMAND:
            (use,) = [use for use in one.held.met if reason.says.endswith(f": {use.what} of {use.address}")]
            assert use.used > use.most
            assert f"{use.saturates_at:,} users a day" in reason.says
        case Why.LIMIT:
            assert any(reason.says.endswith(f"({limit.missing})") for limit in one.held.unknown)
            assert reason.about not in {limit.address for limit in base.held.unknown}
        case Why.AVAILABILITY:
            assert one.high is not None
            assert found.aim.availability is not None
            assert one.high < found.aim.availability
            had, asked = (Fraction(text) / 100 for text in re.findall(r"[\d.]+(?= %)", reason.says))
            assert had <= one.high < had + Fraction(1, 1_000_000)
            assert asked == found.aim.availability
        case Why.PRICE:
            mine = {gap[:2] for gap in one.unpriced if gap[0] == reason.about}
            assert any(reason.says.endswith(f"without a price of {what} of {address}") for address, what in mine)
        case Why.PROMISE:
            assert base.verdicts[reason.about] == "holds"
            assert one.verdicts[reason.about] != "holds"
        case Why.MATCHED:
            (other,) = [each for each in found.front if reason.says.startswith(f"{each.name}: ")]
            assert of.figures is not None
            assert other.figures is not None
            assert of.figures.is_matched_by(other.figures)


def test_the_reasons_in_words() -> None:
    """One of each kind, as a reader sees them."""
    by_name = {each.name: each for each in recommended({"deployments.api.replicas.max": [4, 40]}, 100_000)}
    assert re.fullmatch(
        rf"saturates at [\d,]+ users a day: pods of {re.escape(BASE.find('deployments.api'))}",
        by_name["deployments.api.replicas.max: 4"].reasons[0].says,
    )
    (broken,) = recommended({"zones": {"b": CHOICES["zones"]["b"]}})
    assert broken.reasons[0].says.startswith("`zone-b-may-burn` is broken: ")
    high = recommended({"database": {"alone": {}}}, percent="99.999")
    assert re.fullmatch(rf"99\.\d{{4}} % < 99.9990 %: {SERVICE}", high.candidates[0].reasons[0].says)
    assert high.best is None
    assert high.sentence.startswith("None of 1 does all that is asked: 1 because it is not up as often as asked.")


def test_an_unknown_price_does_not_win_silently() -> None:
    """Cheapest in figures, because what has no price is not in its cost."""
    types = "node_groups.general.instance_types"
    found = recommended({types: [["c6i.8xlarge"], ["m6i.xlarge"]]})
    unpriced, priced = found
    assert unpriced.figures is not None
    assert priced.figures is not None
    assert unpriced.figures.cost < priced.figures.cost
    assert found.best == priced
    assert unpriced.reasons[0].why is Why.PRICE
    assert unpriced.reasons[0].says.startswith(
        "costs cannot be compared without a price of c6i.8xlarge nodes, on demand of "
    )
    assert "1 cannot be compared by cost, as a price is unknown: one of them may be cheaper." in found.caveats


def test_more_of_what_has_no_price_even_in_the_base_does_not_win_silently() -> None:
    """The same gap at the same place, of another amount."""
    general = "accounts.shop.vpcs.main.eks_clusters.main.node_groups.general"
    base = BASE.what_if(
        "accounts: {shop: {vpcs: {main: {eks_clusters: {main: {node_groups: {general: "
        "{instance_types: [c6i.8xlarge]}}}}}}}}"
    )
    axes = {"node_groups.general.scaling_config.desired_size": [4, 2]}
    with ThreadPoolExecutor(1) as executor:
        more, same = found = im.recommend(base, axes, executor=executor, progress=False)
    assert more.figures is not None
    assert same.figures is not None
    assert [reason.about for reason in more.reasons if reason.why is Why.PRICE] == [general]
    assert found.best == same
    assert same.figures.is_at_least


SPOT = {"on demand": {}, "spot": general(capacity_type="SPOT", instance_types=["m5.large"])}


def test_what_has_no_figure_is_not_up_more_often() -> None:
    """AWS may take Spot capacity back: no agreement says how often, and a composite that leaves it out is higher."""
    with ThreadPoolExecutor(1) as executor:
        on_demand, spot = asked = im.recommend(
            BASE, {"nodes": SPOT}, availability_percent=99, executor=executor, progress=False
        )
        unasked = im.recommend(BASE, {"nodes": SPOT}, executor=executor, progress=False)
    assert asked.best == on_demand
    assert [reason.why for reason in spot.reasons] == [Why.AVAILABILITY]
    assert "no figure is known of" in spot.reasons[0].says
    assert "Spot" in spot.reasons[0].says
    assert spot.figures is not None
    assert on_demand.figures is not None
    assert spot.figures.up is not None
    assert on_demand.figures.up is not None
    assert spot.figures.up > on_demand.figures.up  # as if it never failed
    known, cheap = unasked
    assert cheap.figures is not None
    assert cheap.figures.up is None
    assert known in unasked.front
    assert cheap in unasked.front  # it costs less, and is not known to be up less
    assert unasked.best == cheap
    assert any(text.startswith(f"How often {SERVICE} is up cannot be compared: ") for text in unasked.caveats)


def test_without_a_demand_nothing_is_said_of_users() -> None:
    """Cost and availability decide."""
    with ThreadPoolExecutor(1) as executor:
        found = im.recommend(BASE, {"database": CHOICES["database"]}, executor=executor, progress=False)
    assert found.best is not None
    assert dict(found.best.labels) == {"database": "alone"}
    assert [dict(each.labels) for each in found.front] == [{"database": "alone"}, {"database": "two"}]
    assert "users" not in found.sentence
    assert found.judged == (
        "All 5 points of the grid are judged: 5 by faults, 4 by cost and availability, 2 by 2 promises."
    )


def test_a_promise_taken_back_is_asked_all_the_same() -> None:
    """A scenario cannot win by promising less; nor by taking away what a promise is about."""
    less = {"properties": {"zone-b-may-burn": None}, **CHOICES["zones"]["b"]}
    scaling = {"min_size": 2, "desired_size": 2, "max_size": 6}
    other = {"instance_types": ["m6i.large"], "scaling_config": scaling, "subnets": "app", "security_groups": "nodes"}
    api = {"deployments": {"api": {"node_groups": "other"}}}
    cluster = {"node_groups": {"general": None, "other": other}, "namespaces": {"shop": api}}
    gone = {"accounts": {"shop": {"vpcs": {"main": {"eks_clusters": {"main": cluster}}}}}}
    with ThreadPoolExecutor(1) as executor:
        found = im.recommend(BASE, {"way": {"less": less, "gone": gone}}, executor=executor, progress=False)
    first, second = ([reason.says for reason in each.reasons] for each in found)
    assert any(text.startswith("`zone-b-may-burn` is broken") for text in first)
    assert any("`zone-b-may-burn` says nothing any more: " in text for text in second), second


def test_terms_of_purchase_are_an_axis() -> None:
    """A reservation of which the price is unknown is not recommended, what is on demand is."""
    found = recommended({"buying": {"reserved": CHOICES["buying"]["reserved"]}, "terms": [AS_WRITTEN, ON_DEMAND]})
    assert [each.labels["terms"] for each in found] == [AS_WRITTEN, ON_DEMAND]
    assert found.best is not None
    assert found.best.name == "buying: reserved, terms: on demand"


def test_the_table_has_a_row_for_each() -> None:
    """The recommended first, money as Decimal, units in the names of the columns."""
    found = recommended({"deployments.api.replicas.max": [4, 10, 40]}, 100_000)
    frame = found.to_frame()
    assert list(frame.columns) == [
        "deployments.api.replicas.max",
        "cost (USD/month)",
        "cost is",
        "availability (%)",
        "holds (users/day)",
        "verdict",
        "why",
    ]
    assert len(frame) == 3
    assert found.best is not None
    assert found.best.figures is not None
    assert frame["verdict"].iloc[0] == "recommended"
    assert frame["cost (USD/month)"].iloc[0] == found.best.figures.cost.quantize(Decimal("0.01"))
    assert usd_text(found.best.figures.cost) in found.sentence
    assert found.best.name in found._repr_html_()


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"availability_percent": 101}, ValueError, "101 is not a percentage"),
        ({"services": ("nothing",)}, KeyError, "nothing"),
        ({"axes": {"nothing.like.this": [1]}}, KeyError, "no attribute of a resource"),
    ],
)
def test_what_cannot_be_asked(options: dict[str, Any], error: type[Exception], message: str) -> None:
    """Before anything is worked out."""
    given_axes = options.pop("axes", {"database": {"alone": {}}})
    with ThreadPoolExecutor(1) as executor, pytest.raises(error, match=message):
        im.recommend(BASE, given_axes, executor=executor, progress=False, **options)
