"""Grids of scenarios: by processes, by a Dask cluster, and what goes wrong in them."""

import pickle
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import innovate_model as im
from innovate_model.sweeping import Sweep, costs

MODEL = Path(__file__).parents[1] / "models" / "innovate"
ONE_GATEWAY = {
    "accounts": {"production": {"vpcs": {"main": {"nat_gateways": {"egress": {"per": None, "subnet": "public-a"}}}}}}
}
AXES = {
    "production.aurora_clusters.main.instances.writer.instance_class": ["db.r6g.large", "db.r6g.xlarge"],
    "gateways": {"three": {}, "one": ONE_GATEWAY},
}


@pytest.fixture(scope="module")
def innovate() -> im.Architecture:
    """The reference model."""
    return im.load(MODEL)


def with_users(architecture: im.Architecture, users: int, extra: str = "") -> Mapping[str, Any]:
    """A measure with parameters."""
    return {"seen": (users, extra, len(architecture))}


def by_hand(architecture: im.Architecture) -> list[Decimal]:
    """What each scenario of AXES costs, one after the other, without a sweep."""
    (path, classes), (_, overlays) = AXES.items()
    parts = [*architecture.find(path.rpartition(".")[0]).split("."), "instance_class"]
    found = []
    for instance_class in classes:
        overlay: Any = instance_class
        for part in reversed(parts):
            overlay = {part: overlay}
        for other in overlays.values():
            found.append(architecture.what_if(overlay).what_if(other).cost().total.monthly_usd)
    return found


def test_processes_find_what_is_found_by_hand(innovate: im.Architecture, capsys: pytest.CaptureFixture[str]) -> None:
    """In the order of the grid, with a bar on standard error."""
    found = im.sweep(innovate, AXES)
    assert [point.values["cost (USD/month)"] for point in found] == by_hand(innovate)
    assert [tuple(point.labels.values()) for point in found] == [
        ("db.r6g.large", "three"),
        ("db.r6g.large", "one"),
        ("db.r6g.xlarge", "three"),
        ("db.r6g.xlarge", "one"),
    ]
    assert "scenarios" in capsys.readouterr().err
    frame = found.to_frame()
    assert list(frame.columns) == [*AXES, "cost (USD/month)", "not in it (amounts)", "without a price (amounts)"]


@pytest.mark.slow
def test_a_dask_cluster_of_two_workers_finds_the_same(innovate: im.Architecture) -> None:
    """Through `Client.get_executor`, with workers that are processes."""
    from distributed import Client, LocalCluster

    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
        client.get_executor() as executor,
    ):
        found = im.sweep(innovate, AXES, executor=executor, progress=False)
    assert [point.values["cost (USD/month)"] for point in found] == by_hand(innovate)


def test_a_parameter_of_the_measure_is_an_axis(innovate: im.Architecture) -> None:
    """It varies nothing in the model."""
    with ThreadPoolExecutor(1) as executor:
        found = im.sweep(innovate, {"users": [1, 2]}, with_users, executor, progress=False)
    assert [point.values["seen"] for point in found] == [(1, "", len(innovate)), (2, "", len(innovate))]


def swept(innovate: im.Architecture, axes: Any, measure: Any = costs) -> Sweep:
    """A sweep in this process."""
    with ThreadPoolExecutor(1) as executor:
        return im.sweep(innovate, axes, measure, executor, progress=False)


def test_a_faulty_scenario_says_so_and_the_others_go_on(innovate: im.Architecture) -> None:
    """What it costs nobody knows."""
    faulty = {"accounts": {"production": {"vpcs": {"main": {"cidr_block": "10.48.0.0/99"}}}}}
    found = swept(innovate, {"block": {"as it is": {}, "wrong": faulty}})
    assert [bool(point.fault) for point in found] == [False, True]
    assert "10.48.0.0/99" in found.faults[0].fault
    assert not found.faults[0].values
    assert found.to_frame()["fault"].iloc[0] == ""


@pytest.mark.parametrize(
    ("axes", "error", "message"),
    [
        ({"production.node_groups.general.disk_sice": [1]}, KeyError, "did you mean `disk_size`"),
        ({"nothing.like.this": [1]}, KeyError, "no attribute of a resource"),
        ({"gateways": {}}, ValueError, "has no values"),
    ],
)
def test_an_axis_that_nothing_understands_is_refused(
    innovate: im.Architecture, axes: Any, error: type[Exception], message: str
) -> None:
    """Before anything is worked out."""
    with pytest.raises(error, match=message):
        swept(innovate, axes)


def test_a_varied_model_is_the_same_in_another_process(innovate: im.Architecture) -> None:
    """Overlays of mappings go with it; places, findings and costs are the same."""
    varied = innovate.what_if(ONE_GATEWAY)
    there = im.Architecture(pickle.loads(pickle.dumps(varied.loaded)))
    assert list(there.model.resources) == list(varied.model.resources)
    assert there.cost().total == varied.cost().total
    assert [str(one) for one in there.check()] == [str(one) for one in varied.check()]
