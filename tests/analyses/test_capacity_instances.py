"""Architectures without EKS: instances behind a load balancer, and what of an application cannot be judged."""

from __future__ import annotations

from math import ceil, sqrt
from pathlib import Path
from typing import Any

import pytest

import innovate_model as im
from innovate_model.analyses.capacity import Capacity, capacity, read_demand, usage_of
from innovate_model.analyses.capacity.database_classes import larger
from innovate_model.resources.instance import Instance

from .capacity_models import demand_of, in_vpc
from .instance_models import MACHINES, machines
from .test_capacity_limits import CACHE, DB, missing_of, use_of

VPC = "accounts.shop.vpcs.main"
WEB = [f"{VPC}.instances.web-{number}" for number in (1, 2, 3, 4)]
REFERENCE = Path(__file__).parents[2] / "models" / "innovate" / "demand.yaml"


def app(**attributes: Any) -> dict[str, Any]:
    return {"accounts": {"shop": {"applications": {"shop": attributes}}}}


def test_every_limit_of_a_shop_on_instances() -> None:
    """20 requests a second in the busiest minute, 0.05 s each: one core of work, 1 + 1 x √1 = 2 cores for the four, so
    half a core for each. The database does 20 x 0.02 = 0.4 processors, of which half reads and goes to the reader. Four
    instances with a pool of 20 each are 80 connections."""
    found = capacity(machines(), demand_of(database_connections_per_instance=20))
    table = {(use.address, use.what): (use.used, use.most) for use in found.uses if use.kind != "nat_gateway"}
    assert table == {
        **{(address, "processor time"): (pytest.approx(0.5), 2) for address in WEB},
        ("accounts.shop.cloudfront_distributions.web", "requests"): (20, 250_000),
        ("accounts.shop.cloudfront_distributions.web", "data transfer"): (pytest.approx(60 * 8 * 1024 / 1e9), 150),
        (f"{VPC}.lbs.web", "targets"): (4, 1000),
        (DB, "processors of the writer"): (pytest.approx(0.2), 2),
        (DB, "readers"): (1, 1),
        (DB, "connections"): (80, 1722),
        (DB, "storage"): (pytest.approx(86_400 * 10 / 1024), 131_072),
    }
    gateway = f"{VPC}.nat_gateways.egress"
    assert use_of(found, gateway, "connections to one destination").used == 10
    assert found.unknown == ()


def test_the_instances_end_before_the_edge() -> None:
    """a + 1.761 √a = 8 processors at a = 4.334 cores; 0.03 s a request: 144.5 a second in the busiest minute, which is
    3.38 times the average. A session has 30 API requests, and 5 % of 12 files that the edge does not have: 1.5 x 30.6 =
    45.9 a user. So 144.5 x 86,400 / 45.9 / 3.38 = 80,447 users a day."""
    found = capacity(machines(), read_demand(REFERENCE).with_users(50_000))
    offered = ((-1.761 + sqrt(1.761**2 + 4 * 8)) / 2) ** 2
    users = ceil(offered / 0.03 * 86_400 / 45.9 / (2 * 10 * 24 / 142))
    assert found.first is not None
    assert (found.first.address, found.first.what) == (WEB[0], "processor time")
    assert found.first.saturates_at == users == 80_447
    assert found.sentence.startswith(f"`{WEB[0]}` saturates first: processor time, 2 vCPU")


def test_one_change_lifts_all_that_share_the_requests() -> None:
    """The next size holds; each of the four needs it, and the overlay gives it to each."""
    demand = demand_of(api_requests_per_session=100)  # 10 cores of work, 10 + √10 = 13.2, 3.3 each
    found = capacity(machines(), demand)
    (change,) = [each for each in found.changes if each.path[-1] == "instance_type"]
    assert (change.old, change.new) == ("m5.large", "m5.xlarge")
    assert [".".join(map(str, path)) for path in change.also] == [f"{each}.instance_type" for each in WEB[1:]]
    assert all(address.rpartition(".")[2] in str(change) for address in WEB)
    after = im.load_text(MACHINES).what_if(found.overlay)
    assert [use for use in after.capacity(demand).met if use.kind == "instance"] == []
    assert {each.instance_type for each in after.model.of(Instance)} == {"m5.xlarge"}


def test_an_instance_of_another_size_gets_an_even_part_all_the_same() -> None:
    """The load balancer does not know sizes; the smallest is the first to be full."""
    found = capacity(machines(in_vpc(instances={"web-2": {"instance_type": "m5.2xlarge"}})), demand_of())
    assert [use_of(found, each, "processor time").used for each in WEB] == [pytest.approx(0.5)] * 4
    assert [use_of(found, each, "processor time").most for each in WEB] == [2, 8, 2, 2]
    small, large = (use_of(found, each, "processor time").saturates_at for each in WEB[:2])
    assert small is not None
    assert large is not None
    assert small < large


def test_what_the_demand_does_not_say_of_instances_is_not_known() -> None:
    """Connections of a pod are none of an instance."""
    found = capacity(machines(), demand_of())
    assert missing_of(found, DB, "connections") == "the demand does not state `database_connections_per_instance`"
    assert "Not known: 1 limit more." in found.sentence


def test_a_cache_beside_instances() -> None:
    """It takes its half of the reads, 0.1 of 0.2 processors at the reader and none at the writer."""
    overlay = in_vpc(elasticache_replication_groups={"cache": CACHE})
    overlay["accounts"]["shop"] |= app(parts={"cache": "vpcs.main.elasticache_replication_groups.cache"})["accounts"][
        "shop"
    ]
    demand = demand_of(cache_connections_per_instance=7, database_connections_per_instance=1, reads_on_readers=0)
    found = capacity(machines(overlay), demand)
    assert use_of(found, f"{VPC}.elasticache_replication_groups.cache", "connections").used == 28
    assert use_of(found, DB, "processors of the writer").used == pytest.approx(0.3)


def test_a_type_whose_size_is_not_known() -> None:
    """It is said of that instance; the others are known."""
    found = capacity(machines(in_vpc(instances={"web-2": {"instance_type": "z9.huge"}})), demand_of())
    assert missing_of(found, WEB[1], "processor time") == "the size of `z9.huge` is not known here"
    assert use_of(found, WEB[0], "processor time").used == pytest.approx(0.5)


def test_a_database_that_nobody_is_said_to_use() -> None:
    """Whether the instances beside it do is not known, and the bill says nothing of it either."""
    overlay = app(parts={"database": None})
    found = capacity(machines(overlay), demand_of())
    assert "make it and its instances `parts` of one application" in missing_of(found, DB, "connections")
    assert (DB, "io_requests") not in usage_of(machines(overlay), demand_of()).amounts


def in_group(**attributes: Any) -> dict[str, Any]:
    return in_vpc(lbs={"web": {"target_groups": {"web": attributes}}})


INTERFACE = {
    **in_group(target_type="ip", targets="network_interfaces.box"),
}
INTERFACE["accounts"]["shop"]["vpcs"]["main"]["network_interfaces"] = {"box": {"subnet": "app-a"}}


@pytest.mark.parametrize(
    ("overlay", "place", "missing"),
    [
        (in_group(targets=[]), "lbs.web.target_groups.web", "nothing says who takes them"),
        (INTERFACE, "network_interfaces.box", "nothing says what stands behind it"),
        (in_vpc(lbs={"web": {"listeners": None}}), "lbs.web", "nothing says to whom it hands them"),
    ],
)
def test_a_way_that_ends_is_told(overlay: dict[str, Any], place: str, missing: str) -> None:
    """What does the work is not known then, and the first words say so."""
    found = capacity(machines(overlay), demand_of())
    assert missing in next(item.missing for item in found.unknown if item.address == f"{VPC}.{place}")
    assert found.sentence.startswith("How much of the work of requests can be done is not known.")
    assert {item.address for item in found.unknown if item.what == "work"} >= set(WEB)


def test_an_interface_of_an_instance_is_the_instance() -> None:
    """Requests to its card are requests to it."""
    overlay = in_group(target_type="ip", targets="network_interfaces.box")
    overlay["accounts"]["shop"]["vpcs"]["main"]["network_interfaces"] = {
        "box": {"subnet": "app-a", "instance": "instances.web-1"}
    }
    assert use_of(capacity(machines(overlay), demand_of()), WEB[0], "processor time").used == pytest.approx(2)


def test_an_api_gateway_leads_to_its_load_balancer() -> None:
    """As an entry it is no less than a distribution."""
    overlay = in_vpc(apigatewayv2_vpc_links={"web": {"subnets": "app"}})
    overlay["accounts"]["shop"] |= app(entry="apigatewayv2_apis.web")["accounts"]["shop"]
    overlay["accounts"]["shop"]["apigatewayv2_apis"] = {
        "web": {
            "authorization": "JWT",
            "integrations": {
                "web": {
                    "listener": "vpcs.main.lbs.web.listeners.https",
                    "vpc_link": "vpcs.main.apigatewayv2_vpc_links.web",
                    "tls_server_name": "shop.example",
                }
            },
            "routes": {"$default": "web"},
        }
    }
    found = capacity(machines(overlay), demand_of())
    assert use_of(found, WEB[3], "processor time").used == pytest.approx(0.5)
    assert use_of(found, f"{VPC}.lbs.web", "targets").used == 4


@pytest.mark.parametrize(
    ("overlay", "why"),
    [
        ({"accounts": {"shop": {"applications": None}}}, "the model has no application"),
        (app(entry=None), "no application that people use says where they come in (`entry`): `accounts.shop.app"),
    ],
)
def test_a_demand_that_reaches_nothing_says_so(overlay: dict[str, Any], why: str) -> None:
    """Rather than that nothing saturates."""
    found: Capacity = capacity(machines(overlay), demand_of())
    assert found.uses == ()
    assert why in found.lost
    assert found.sentence.startswith("The demand reaches no application")
    assert "saturates" not in found.sentence


@pytest.mark.parametrize(
    ("instance_type", "sizes"),
    [
        ("m5.12xlarge", ["16xlarge", "24xlarge"]),
        ("c5.4xlarge", ["12xlarge", "24xlarge"]),
        ("m6g.12xlarge", ["16xlarge"]),
        ("m6i.16xlarge", ["24xlarge", "32xlarge"]),
        ("m7i.24xlarge", ["48xlarge"]),
        ("t3.micro", ["small", "medium", "large", "xlarge", "2xlarge"]),
        ("db.r6g.12xlarge", ["16xlarge"]),
        ("z9.huge", []),
    ],
)
def test_larger_types_are_those_that_there_are(instance_type: str, sizes: list[str]) -> None:
    """https://docs.aws.amazon.com/ec2/latest/instancetypes/gp.html, co.html. (A c5 also has sizes of its own, 9xlarge
    and 18xlarge, which are not known here.)"""
    family = instance_type.rpartition(".")[0]
    assert list(larger(instance_type)) == [f"{family}.{size}" for size in sizes]
