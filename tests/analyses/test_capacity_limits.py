"""Each limit on a small model: what is used, what there is, and what is not known."""

from __future__ import annotations

from decimal import Decimal
from math import log
from typing import Any

import pytest

from innovate_model.analyses.capacity import Capacity, Use, capacity, usage_of
from innovate_model.analyses.capacity.assessing import limits
from innovate_model.analyses.capacity.load import load
from innovate_model.analyses.capacity.usage import Untold, amounts, measures
from innovate_model.analyses.cost import cost
from innovate_model.analyses.cost.asking import demands
from innovate_model.analyses.cost.demand import Metered
from innovate_model.graph import Graph
from innovate_model.prices import price_book
from innovate_model.resources import types

from .capacity_models import demand_of, graph_of, in_vpc

VPC = "accounts.shop.vpcs.main"
CLUSTER = f"{VPC}.eks_clusters.main"
API = f"{CLUSTER}.namespaces.shop.deployments.api"
DB = f"{VPC}.aurora_clusters.main"
GROUP = f"{CLUSTER}.node_groups.general"
CACHE = {
    "engine": "valkey",
    "engine_version": "8.0",
    "node_type": "cache.r6g.large",
    "subnets": "app",
    "at_rest_encryption_enabled": True,
    "transit_encryption_enabled": True,
}
EDGE = {
    "accounts": {
        "shop": {
            "s3_buckets": {"spa": {}},
            "applications": {"spa": {"type": "single_page_application", "entry": "cloudfront_distributions.spa"}},
            "cloudfront_distributions": {
                "spa": {
                    "origins": {
                        "spa": {"s3_bucket": "s3_buckets.spa"},
                        "api": {"lb": "vpcs.main.lbs.api"},
                    },
                    "default_origin": "spa",
                    "path_patterns": {"/api/*": "api"},
                    "viewer_protocol_policy": "https-only",
                }
            },
        }
    }
}


def deployment(**attributes: Any) -> dict[str, Any]:
    return in_vpc(eks_clusters={"main": {"namespaces": {"shop": {"deployments": {"api": attributes}}}}})


def use_of(found: Capacity, address: str, what: str) -> Use:
    return next(use for use in found.uses if (use.address, use.what) == (address, what))


def missing_of(found: Capacity, address: str, what: str) -> str:
    return next(item.missing for item in found.unknown if (item.address, item.what) == (address, what))


def amount_of(graph: Graph, address: str, measure: str, **points: float) -> float:
    return float(usage_of(graph, demand_of(**points)).amounts[address, measure].quantity)


def test_every_limit_of_the_shop() -> None:
    """20 requests a second in the busiest minute, 0.05 s each: one core of work, 0.25 held by a pod: 4 pods. Three fit
    onto an m5.large (1,930 - 30 millicores, 500 each), so 2 nodes, which hold 30 addresses each."""
    found = capacity(graph_of(), demand_of())
    table = {(use.address, use.what): (use.used, use.most) for use in found.uses}
    assert table == {
        (API, "pods"): (4, 10),
        (API, "processor time"): (2, 5),  # a = 1, 1 + 1 x √1
        (GROUP, "nodes"): (2, 5),
        (f"{VPC}.subnets.app-a", "addresses"): (27, 59),  # 6 for the cluster, the database, a node of 20
        (f"{VPC}.subnets.app-b", "addresses"): (27, 59),
        (f"{VPC}.lbs.api", "targets"): (4, 1000),
        (DB, "processors of the writer"): (pytest.approx(0.4), 2),
        (DB, "connections"): (40, 1722),
        (DB, "storage"): (pytest.approx(86_400 * 10 / 1024), 131_072),
        (f"{VPC}.nat_gateways.egress", "connections to one destination"): (10, 55_000),
        (f"{VPC}.nat_gateways.egress", "bandwidth"): (pytest.approx((4 + 2) * 20 * 8 * 1024 / 1e9), 100),
    }
    assert found.unknown == ()


def test_every_measure_of_the_shop() -> None:
    """10 requests a second on the average: 26,280,000 a month of 2,628,000 s."""
    graph = graph_of()
    month = 2_628_000
    found = {key: float(amount.quantity) for key, amount in usage_of(graph, demand_of()).amounts.items()}
    logs = "accounts.shop.cloudwatch_log_groups.logs"
    assert found == {
        (f"{VPC}.lbs.api", "capacity_unit_hours"): pytest.approx(10 / 2 / 25 * 730),  # new connections decide
        (DB, "io_requests"): pytest.approx(20 * month),
        (DB, "gb_stored"): pytest.approx(843.75),
        (DB, "gb_of_backups_over_cluster_size"): 0,  # kept a day
        (DB, "gb_between_zones"): pytest.approx(80 / 2 * month / 1024**2),  # of two zones half is elsewhere
        (GROUP, "node_hours_above_desired"): 0,  # on the average 2 pods, on one node
        (logs, "gb_ingested"): pytest.approx(20 * month / 1024**2),
        # 30 days are 0.986 months, through which users grew by a half a month
        (logs, "gb_stored"): pytest.approx(20 * month / 1024**2 * (1 - 1.5 ** -(720 / 730)) / log(1.5) * 0.5),
        (f"{VPC}.nat_gateways.egress", "gb_processed"): pytest.approx((40 + 20) * month / 1024**2),
        (f"{VPC}.nat_gateways.egress", "gb_between_zones"): pytest.approx(30 * month / 1024**2),  # app-b's half
        (f"{VPC}.internet_gateways.main", "gb_internet_out"): pytest.approx((10 + 30) * month / 1024**2),
    }


def test_an_endpoint_takes_the_logs_from_the_nat_gateway() -> None:
    """What one carries the other does not."""
    endpoint = in_vpc(vpc_endpoints={"logs": {"service": "logs", "type": "Interface", "subnets": "app"}})
    graph = graph_of(endpoint)
    assert amount_of(graph, f"{VPC}.vpc_endpoints.logs", "gb_processed") == pytest.approx(20 * 2_628_000 / 1024**2)
    assert amount_of(graph, f"{VPC}.nat_gateways.egress", "gb_processed") == pytest.approx(40 * 2_628_000 / 1024**2)


def test_the_edge_takes_what_it_has_in_front_of_the_load_balancer() -> None:
    """With a distribution before it the load balancer's answers go to CloudFront, which is free; static files of 10 KB
    come from the bucket where the edge does not have them."""
    graph = graph_of(EDGE)
    spa = "accounts.shop.cloudfront_distributions.spa"
    points = {"static_requests_per_session": 5.0}
    assert amount_of(graph, spa, "requests", **points) == pytest.approx(15 * 2_628_000)
    assert amount_of(graph, spa, "gb_to_viewers", **points) == pytest.approx((30 + 50) * 2_628_000 / 1024**2)
    assert amount_of(graph, "accounts.shop.s3_buckets.spa", "read_requests", **points) == pytest.approx(0.5 * 2_628_000)
    out = amount_of(graph, f"{VPC}.internet_gateways.main", "gb_internet_out", **points)
    assert out == pytest.approx(10 * 2_628_000 / 1024**2)
    assert use_of(capacity(graph, demand_of(**points)), spa, "requests").used == pytest.approx(30)


def test_viewers_in_europe_are_told_apart_where_the_demand_says_how_many_they_are() -> None:
    """A quarter of 80 KB a second, of 15 requests a second, and of 5 KB a second to origins (half of 10 requests change
    something); nothing is told of Europe, and nothing missing, where the demand is silent."""
    graph, spa = graph_of(EDGE), "accounts.shop.cloudfront_distributions.spa"
    points = {"static_requests_per_session": 5.0, "viewers_in_europe": 0.25}
    gb = 2_628_000 / 1024**2
    assert amount_of(graph, spa, "gb_to_viewers", **points) == pytest.approx(60 * gb)
    assert amount_of(graph, spa, "gb_to_viewers_in_europe", **points) == pytest.approx(20 * gb)
    assert amount_of(graph, spa, "gb_to_origin_from_europe", **points) == pytest.approx(1.25 * gb)
    assert amount_of(graph, spa, "requests_from_europe", **points) == pytest.approx(3.75 * 2_628_000)
    bill = cost(graph, usage=usage_of(graph, demand_of(**points)))
    of_edge = {item.what: item for item in bill.items if item.subject.address == spa}
    requests = of_edge["CloudFront HTTPS requests, Europe"]
    assert requests.monthly_usd == Decimal("9.855") * Decimal("1.2")  # 9,855,000 at USD 0.012 for ten thousand
    assert of_edge["CloudFront HTTPS requests"].monthly_usd == Decimal("29.565")  # 29,565,000 at 0.01
    silent = cost(graph, usage=usage_of(graph, demand_of()))
    assert not [line for line in (*silent.items, *silent.gaps) if line.what.endswith("Europe")]


def test_jobs_of_a_program_that_does_not_scale_have_a_limit() -> None:
    """A job a second of 0.2 seconds keeps 0.2 of the 0.5 cores of one pod busy; at two and a half they are all."""
    worker = {"replicas": {"min": 1, "max": 1}, "requests": {"cpu": "500m", "memory": "1Gi"}, "node_groups": "general"}
    overlay = in_vpc(eks_clusters={"main": {"namespaces": {"shop": {"deployments": {"worker": worker}}}}})
    place = "vpcs.main.eks_clusters.main.namespaces.shop.deployments.worker"
    overlay["accounts"]["shop"]["applications"] = {"jobs": {"type": "background_jobs", "parts": {"worker": place}}}
    found = capacity(graph_of(overlay), demand_of(jobs_per_user=1, cpu_seconds_per_job=0.2, peak_factor=1))
    use = use_of(found, f"accounts.shop.{place}", "processor time")
    assert (use.used, use.most) == (pytest.approx(0.2), 0.5)
    assert use.saturates_at == 216_001  # 2.5 jobs a second
    assert use.lever is None
    assert "autoscaling" in use.lifts


def test_without_an_edge_static_files_come_from_the_load_balancer() -> None:
    """They are requests like others: 10 and 5 a second."""
    found = capacity(graph_of(), demand_of(static_requests_per_session=5))
    assert use_of(found, API, "pods").used == 6  # 30 a second, 1.5 cores


@pytest.mark.parametrize(
    ("overlay", "what", "missing"),
    [
        (deployment(requests={"cpu": None}), "pods", "requests no processor time"),
        (deployment(requests={"cpu": "0"}), "pods", "requests no processor time"),
        (deployment(requests={"cpu": None}), "processor time", "requests no processor time"),
    ],
)
def test_pods_that_request_nothing(overlay: dict[str, Any], what: str, missing: str) -> None:
    """How many are needed is not known then."""
    found = capacity(graph_of(overlay), demand_of())
    assert missing in missing_of(found, API, what)
    assert found.queues == ()


def test_a_fixed_number_of_pods_is_no_bound_of_autoscaling() -> None:
    """Without an autoscaler the pods that run must do; their processor time is what counts."""
    found = capacity(graph_of(deployment(autoscaling=None)), demand_of())
    assert not [use for use in found.uses if use.what == "pods"]
    assert use_of(found, API, "processor time").most == 0.5
    assert use_of(found, f"{VPC}.lbs.api", "targets").used == 1


def test_a_limit_of_processor_time_counts_more_than_the_request() -> None:
    """What a pod may use, where that is written."""
    found = capacity(graph_of(deployment(limits={"cpu": "1"})), demand_of())
    assert use_of(found, API, "processor time").most == 10


def group(**attributes: Any) -> dict[str, Any]:
    return in_vpc(eks_clusters={"main": {"node_groups": {"general": attributes}}})


@pytest.mark.parametrize(
    ("overlay", "missing"),
    [
        (group(instance_types=["z9.huge"]), "the size of `z9.huge` is not known here"),
        (group(instance_types=["t3.nano"]), "no pod of `api` fits onto a t3.nano"),
    ],
)
def test_nodes_that_are_not_known(overlay: dict[str, Any], missing: str) -> None:
    """Neither are the addresses that they take, nor their hours."""
    graph = graph_of(overlay)
    found = capacity(graph, demand_of())
    assert missing_of(found, GROUP, "nodes") == missing
    assert missing_of(found, f"{VPC}.subnets.app-a", "addresses") == missing
    untold = dict(amounts(graph, load(demand_of())))[GROUP, "node_hours_above_desired"]
    assert untold == Untold(GROUP, "node_hours_above_desired", missing)


@pytest.mark.parametrize("requests", [{"cpu": "4"}, {"memory": "64Gi"}])
def test_a_program_that_fits_onto_no_node_holds_nobody(requests: dict[str, str]) -> None:
    """No pod of it runs, however many nodes are started: that is met already, with no users, and goes before all else.

    https://kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/
    """
    found = capacity(graph_of(deployment(requests=requests)), demand_of())
    use = use_of(found, API, "room on nodes")
    assert (use.used, use.most, use.saturates_at) == (1 if "cpu" in requests else 4, 0, 0)
    assert found.first == use
    assert "is too little already: room on nodes" in found.sentence
    assert "an m5.large" not in found.sentence
    assert "onto an empty m5.large" in use.because
    assert missing_of(found, GROUP, "nodes") == "no pod of `api` fits onto a m5.large"


def test_one_type_that_is_large_enough_is_room() -> None:
    """Which of its types a group starts is not told, so that nothing is said of the room; nor where a type is not
    known, or nobody asks the program for anything."""
    for names in (["m5.large", "m5.2xlarge"], ["m5.large", "z9.huge"]):
        body = {"node_groups": {"general": {"instance_types": names}}}
        body["namespaces"] = {"shop": {"deployments": {"api": {"requests": {"cpu": "4"}}}}}
        found = capacity(graph_of(in_vpc(eks_clusters={"main": body})), demand_of())
        assert "room on nodes" not in {use.what for use in found.uses}


def test_nobody_starts_nodes() -> None:
    """Where charts are installed and none of them is an autoscaler, the desired nodes are all."""
    release = {"chart": "keda", "repository": "https://kedacore.github.io/charts", "version": "2.18.0"}
    charts = in_vpc(eks_clusters={"main": {"namespaces": {"shop": {"helm_releases": {"keda": release}}}}})
    use = use_of(capacity(graph_of(charts), demand_of()), GROUP, "nodes")
    assert (use.used, use.most) == (2, 1)
    assert "nothing starts nodes" in use.because
    assert use.lever is not None
    assert use.lever.path == ("scaling_config", "desired_size")


def test_nodes_above_the_desired_one_are_billed() -> None:
    """40 requests a second on the average are 2 cores, 8 pods, 3 nodes: 2 more than desired, USD 0.096 an hour each and
    20 GiB at 0.08 a month."""
    graph = graph_of()
    usage = usage_of(graph, demand_of(api_requests_per_session=40))
    assert usage.amounts[GROUP, "node_hours_above_desired"].quantity == 2 * 730
    from innovate_model.analyses.cost import cost

    lines = {item.what: float(item.monthly_usd) for item in cost(graph, usage=usage).items}
    assert lines["nodes above the desired ones"] == pytest.approx(2 * 730 * 0.096)
    assert lines["EBS volumes of nodes above"] == pytest.approx(2 * 20 * 0.08)


def database(**attributes: Any) -> dict[str, Any]:
    return in_vpc(aurora_clusters={"main": attributes})


READERS = {
    "writer": {"instance_class": "db.r6g.large"},
    "reader": {"instance_class": "db.r6g.large", "promotion_tier": 1},
}


def test_readers_take_the_reads() -> None:
    """Half of the work reads: 0.2 of 0.4 processors, of which a reader may do 2 x 0.5."""
    found = capacity(graph_of(database(instances=READERS)), demand_of())
    assert use_of(found, DB, "processors of the writer").used == pytest.approx(0.2)
    assert (use_of(found, DB, "readers").used, use_of(found, DB, "readers").most) == (1, 1)
    assert "nothing adds readers" in use_of(found, DB, "readers").because


def test_readers_above_the_minimum_are_billed() -> None:
    """100 requests a second on the average: 1 processor of reads is one reader, 300 are three: two more than kept."""
    overlay = database(instances=READERS, reader_autoscaling={"min_capacity": 1, "max_capacity": 2})
    graph = graph_of(overlay)
    assert amount_of(graph, DB, "reader_hours_above_minimum", api_requests_per_session=100) == 0
    assert amount_of(graph, DB, "reader_hours_above_minimum", api_requests_per_session=300) == 730
    use = use_of(capacity(graph, demand_of(api_requests_per_session=300)), DB, "readers")
    assert (use.used, use.most) == (6, 2)
    assert use.lever is not None
    assert (use.lever.needed(6), use.lever.needed(16)) == (6, None)


def test_a_serverless_writer() -> None:
    """0.4 processors are 1.6 ACU of the 4 that it may have; on the average 0.8, 0.3 above its minimum."""
    scaling = {"min_capacity": 0.5, "max_capacity": 4}
    instances = {"writer": {"instance_class": "db.serverless"}}
    graph = graph_of(database(instances=instances, serverlessv2_scaling_configuration=scaling))
    found = capacity(graph, demand_of())
    use = use_of(found, DB, "processors of the writer")
    assert (use.used, use.most, use.unit) == (pytest.approx(1.6), 4, "ACU")
    assert use.lever is not None
    assert (use.lever.needed(4.2), use.lever.needed(300)) == (4.5, None)
    writer = f"{DB}.instances.writer"
    assert amount_of(graph, writer, "acu_hours_above_minimum") == pytest.approx(0.3 * 730)


SERVERLESS = {
    "writer": {"instance_class": "db.serverless"},
    "near": {"instance_class": "db.serverless", "promotion_tier": 1},
    "far": {"instance_class": "db.serverless", "promotion_tier": 2},
}


def test_serverless_readers() -> None:
    """0.2 of 0.4 processors read: a reader of 4 ACU, one processor, may do half of one. On the average of 30 requests a
    second the two readers have 0.15 processors each, 0.6 ACU, and the writer 0.3, 1.2 ACU, which the first of them
    has, too."""
    scaling = {"min_capacity": 0, "max_capacity": 4}
    graph = graph_of(database(instances=SERVERLESS, serverlessv2_scaling_configuration=scaling))
    use = use_of(capacity(graph, demand_of()), DB, "readers")
    assert (use.used, use.most) == (1, 2)
    busy = use_of(capacity(graph, demand_of(api_requests_per_session=60)), DB, "readers")
    assert busy.used == 3  # six times 0.2 processors, half a processor each
    assert _acu(graph, api_requests_per_session=30) == pytest.approx({"writer": 1.2, "near": 1.2, "far": 0.6})


def _acu(graph: Graph, **points: float) -> dict[str, float]:
    measure = "acu_hours_above_minimum"
    return {name: amount_of(graph, f"{DB}.instances.{name}", measure, **points) / 730 for name in SERVERLESS}


PAUSING = {"min_capacity": 0, "max_capacity": 4}


def test_what_has_connections_does_not_pause() -> None:
    """A pod keeps its pool open all day, and half an ACU is the least of an instance that runs. Where nobody connects
    to readers those that need not follow the writer pause.

    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html
    """
    graph = graph_of(database(instances=SERVERLESS, serverlessv2_scaling_configuration=PAUSING))
    few = {"api_requests_per_session": 0.1}
    assert _acu(graph, **few) == {"writer": 0.5, "near": 0.5, "far": 0.5}
    assert _acu(graph, **few, reads_on_readers=0) == {"writer": 0.5, "near": 0.5, "far": 0}
    assert _acu(graph, **few, database_connections_per_pod=0) == pytest.approx(
        {"writer": 4e-3, "near": 4e-3, "far": 2e-3}
    )
    writer = f"{DB}.instances.writer", "acu_hours_above_minimum"
    assert "do not let it pause" in usage_of(graph, demand_of(**few)).amounts[writer].reason
    use = use_of(capacity(graph, demand_of(**few)), DB, "processors of the writer")
    assert use.used == 0.5
    assert "do not let it pause" in use.because
    untold = dict(amounts(graph, load(demand_of("database_connections_per_pod"))))[writer]
    assert isinstance(untold, Untold)
    least = graph_of(
        database(instances=SERVERLESS, serverlessv2_scaling_configuration={"min_capacity": 0.5, "max_capacity": 4})
    )
    assert _acu(least, **few) == {"writer": 0, "near": 0, "far": 0}


@pytest.mark.parametrize(
    ("least", "most", "connections"),
    [
        (1, 1, 189),
        (1, 4, 823),
        (1, 8, 1669),
        (1, 16, 3360),
        (1, 32, 5000),
        (2, 100, 5000),
        (0, 16, 2000),
        (0.5, 8, 1669),
    ],
)
def test_connections_of_a_serverless_writer(least: float, most: float, connections: int) -> None:
    """By its maximum, and no more than 2,000 with a minimum of 0 or 0.5.

    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html
    """
    scaling = {"min_capacity": least, "max_capacity": most}
    graph = graph_of(database(instances=SERVERLESS, serverlessv2_scaling_configuration=scaling))
    use = use_of(capacity(graph, demand_of()), DB, "connections")
    assert (use.used, use.most) == (40, connections)
    assert use.lever is not None
    needed = {name: use.lever.needed(name) for name in (1700, 3000, 5001)}
    if most == 16 and not least:
        assert (use.lever.path[-1], needed) == ("min_capacity", {1700: 1, 3000: 1, 5001: None})
    elif least < 1:
        assert (use.lever.path[-1], needed) == ("max_capacity", {1700: 16, 3000: None, 5001: None})
    else:
        assert (use.lever.path[-1], needed) == ("max_capacity", {1700: 16, 3000: 16, 5001: None})


def test_connections_between_the_sizes_that_aws_lists_are_not_known() -> None:
    """AWS says what of the memory counts for a few maxima alone."""
    scaling = {"min_capacity": 1, "max_capacity": 6}
    graph = graph_of(database(instances=SERVERLESS, serverlessv2_scaling_configuration=scaling))
    assert "of 6 ACU at most is not known" in missing_of(capacity(graph, demand_of()), DB, "connections")


def test_serverless_readers_that_autoscaling_adds_are_not_known() -> None:
    """How it counts their use is not written."""
    scaling = {"min_capacity": 0, "max_capacity": 4}
    more = {"min_capacity": 2, "max_capacity": 4}
    overlay = database(instances=SERVERLESS, serverlessv2_scaling_configuration=scaling, reader_autoscaling=more)
    untold = dict(amounts(graph_of(overlay), load(demand_of())))[f"{DB}.instances.far", "acu_hours_above_minimum"]
    assert isinstance(untold, Untold)
    assert "autoscaling adds serverless ones" in untold.reason


@pytest.mark.parametrize(("region", "most"), [("us-east-1", 5), ("eu-central-1", 1)])
def test_what_may_be_put_into_a_stream(region: str, most: float) -> None:
    """20 requests a second write 40 KB, compressed to 20. What a stream reads by itself is not put into it.

    https://docs.aws.amazon.com/firehose/latest/dev/limits.html
    """
    place = "accounts.shop.kinesis_firehose_delivery_streams.logs"
    to_stream = {"archive": {"to": place, "iam_role": "logs"}}
    body = {
        "s3_buckets": {"files": {}},
        "kinesis_firehose_delivery_streams": {"logs": {"s3_bucket": "s3_buckets.files", "region": region}},
        "iam_roles": {"logs": {"trust": {"services": ["logs.amazonaws.com"]}}},
        "cloudwatch_log_groups": {"logs": {"subscriptions": to_stream}},
    }
    use = use_of(capacity(graph_of({"accounts": {"shop": body}}), demand_of()), place, "data put")
    assert (use.used, use.most) == (pytest.approx(20 / 1024), most)


@pytest.mark.parametrize(("attributes", "gb"), [({"keep_images": 1}, 1), ({"keep_images": 5}, 3)])
def test_images(attributes: dict[str, Any], gb: float) -> None:
    """1 GB, and half of it for each further one; twice that for two kinds of processors."""
    place = "accounts.shop.ecr_repositories.api"
    for builds in ([], ["amd64"], ["amd64", "arm64"]):
        repository = {**attributes, "architectures": builds}
        graph = graph_of({"accounts": {"shop": {"ecr_repositories": {"api": repository}}}})
        assert amount_of(graph, place, "gb_stored") == gb * max(1, len(builds))


def test_a_replica_has_the_builds_of_its_source() -> None:
    """Two kinds of processors are written at the source alone."""
    source = {"keep_images": 1, "architectures": ["amd64", "arm64"], "replicates_to": "ecr_repositories.copy"}
    repositories = {"api": source, "copy": {"keep_images": 1}}
    graph = graph_of({"accounts": {"shop": {"ecr_repositories": repositories}}})
    assert amount_of(graph, "accounts.shop.ecr_repositories.copy", "gb_stored") == 2


def test_images_that_are_kept_for_ever() -> None:
    """How many there are is not known."""
    graph = graph_of({"accounts": {"shop": {"ecr_repositories": {"api": {}}}}})
    untold = dict(amounts(graph, load(demand_of())))["accounts.shop.ecr_repositories.api", "gb_stored"]
    assert isinstance(untold, Untold)
    assert "no `keep_images`" in untold.reason


@pytest.mark.parametrize(
    ("overlay", "what", "missing"),
    [
        (database(engine="aurora-mysql"), "connections", "Aurora MySQL"),
        (database(instances={"writer": {"instance_class": "db.r9x.large"}}), "connections", "db.r9x.large"),
        (database(instances={"writer": {"instance_class": "db.r9x.large"}}), "processors of the writer", "db.r9x"),
        (database(instances={"writer": {"instance_class": "db.serverless"}}), "processors of the writer", "states no"),
        (database(instances=None), "processors of the writer", "no instance"),
    ],
)
def test_databases_that_are_not_known(overlay: dict[str, Any], what: str, missing: str) -> None:
    """The fact that is missing is named."""
    assert missing in missing_of(capacity(graph_of(overlay), demand_of()), DB, what)


def test_a_cache_takes_its_part_of_the_reads() -> None:
    """Half of the reads: 0.1 of 0.4 processors. 86,400 users of 1 MB; 20 operations of 1,000; 4 pods."""
    store = in_vpc(elasticache_replication_groups={"cache": CACHE})
    connected = deployment(connects_to={"cache": "elasticache_replication_groups.cache"})
    store["accounts"]["shop"]["vpcs"]["main"] |= connected["accounts"]["shop"]["vpcs"]["main"]
    found = capacity(graph_of(store), demand_of())
    place = f"{VPC}.elasticache_replication_groups.cache"
    assert use_of(found, DB, "processors of the writer").used == pytest.approx(0.3)
    assert use_of(found, place, "memory").used == pytest.approx(86_400 / 1024)
    assert (use_of(found, place, "operations").used, use_of(found, place, "operations").most) == (20, 1000)
    assert use_of(found, place, "connections").used == 20


def test_a_network_load_balancer_counts_other_units() -> None:
    """Its measure stays a gap, with the reason."""
    lb = {"type": "network", "listeners": {"https": {"protocol": "TCP", "certificate": ""}, "http": None}}
    lb["target_groups"] = {"api": {"protocol": "TCP"}}  # type: ignore[assignment]
    found = dict(amounts(graph_of(in_vpc(lbs={"api": lb})), load(demand_of())))
    untold = found[f"{VPC}.lbs.api", "capacity_unit_hours"]
    assert isinstance(untold, Untold)
    assert "network load balancer" in untold.reason


def _without_agent(**sends_to: str) -> dict[str, Any]:
    programs = {"api": {"sends_to": sends_to}} if sends_to else {}
    return {"daemon_sets": {"agent": None}, "deployments": programs}


def test_programs_that_send_their_logs_themselves() -> None:
    """20 KB a second, as by an agent: taken in, kept, and through the NAT gateway. Where neither sends any, nothing."""
    logs = "accounts.shop.cloudwatch_log_groups.logs"
    agent = graph_of()
    itself = graph_of(in_vpc(eks_clusters={"main": {"namespaces": {"shop": _without_agent(to=logs)}}}))
    assert amount_of(itself, logs, "gb_ingested") == pytest.approx(20 * 2_628_000 / 1024**2)
    for measure in ("gb_ingested", "gb_stored"):
        assert amount_of(itself, logs, measure) == amount_of(agent, logs, measure)
    nat = f"{VPC}.nat_gateways.egress"
    assert amount_of(itself, nat, "gb_processed") == amount_of(agent, nat, "gb_processed")
    nobody = graph_of(in_vpc(eks_clusters={"main": {"namespaces": {"shop": _without_agent()}}}))
    assert (logs, "gb_ingested") not in usage_of(nobody, demand_of()).amounts
    assert amount_of(nobody, nat, "gb_processed") == pytest.approx(40 * 2_628_000 / 1024**2)


def test_what_an_agent_collects_is_not_counted_again() -> None:
    """The agent takes what every program of its cluster writes, and sends it where it sends it."""
    logs, other = (f"accounts.shop.cloudwatch_log_groups.{name}" for name in ("logs", "other"))
    body = {"main": {"namespaces": {"shop": {"deployments": {"api": {"sends_to": {"own": other}}}}}}}
    overlay = in_vpc(eks_clusters=body)
    overlay["accounts"]["shop"]["cloudwatch_log_groups"] = {"other": {"retention_in_days": 30}}
    graph = graph_of(overlay)
    assert amount_of(graph, logs, "gb_ingested") == amount_of(graph_of(), logs, "gb_ingested")
    assert (other, "gb_ingested") not in usage_of(graph, demand_of()).amounts


def test_logs_that_are_kept_for_ever() -> None:
    """How much is stored grows without end."""
    overlay = {"accounts": {"shop": {"cloudwatch_log_groups": {"logs": {"retention_in_days": None}}}}}
    found = dict(amounts(graph_of(overlay), load(demand_of())))
    untold = found["accounts.shop.cloudwatch_log_groups.logs", "gb_stored"]
    assert isinstance(untold, Untold)
    assert "for ever" in untold.reason


@pytest.mark.parametrize("name", ["sessions_per_user", "api_requests_per_session"])
def test_without_requests_nothing_is_known(name: str) -> None:
    """Each limit names the estimate that it lacks; the bill gets nothing."""
    found = capacity(graph_of(), demand_of(name))
    assert {item.missing for item in found.unknown} == {f"the demand does not state `{name}`"}
    assert {use.what for use in found.uses} == {"storage"}  # follows from users alone
    assert found.first is not None
    told = {(DB, "gb_stored"), (DB, "gb_of_backups_over_cluster_size")}
    assert set(usage_of(graph_of(), demand_of(name)).amounts) == told


def test_a_model_without_applications_uses_nothing() -> None:
    """No limit, no amount, and a sentence that says so."""
    graph = graph_of({"accounts": {"shop": {"applications": {"shop": None}}}})
    found = capacity(graph, demand_of())
    assert (found.uses, found.unknown, found.first, found.change) == ((), (), None, None)
    assert found.lost == "the model has no application"
    assert usage_of(graph, demand_of()).amounts == {}


def test_without_a_peak_only_what_follows_from_users_is_known() -> None:
    """Storage is, all else names what is missing; nothing is refused."""
    found = capacity(graph_of(), demand_of("peak_factor"))
    assert {use.what for use in found.uses} == {"storage"}
    assert {item.missing for item in found.unknown} == {"the demand does not state `peak_factor`"}
    assert found.queues == ()
    assert found.sentence.startswith("How much of the work of requests can be done is not known.")
    nothing = capacity(graph_of(), demand_of("peak_factor", "database_kb_per_user"))
    assert nothing.sentence.startswith("No limit is known: the demand does not state `peak_factor`; the demand does")


def test_only_applications_that_count_their_users_get_them() -> None:
    """One that says how many it has takes them from those that do not."""
    other = {"users_per_day": {"now": 1, "planned": 2}, "type": "web_site"}
    graph = graph_of({"accounts": {"shop": {"applications": {"other": other}}}})
    assert capacity(graph, demand_of()).uses == ()


def _moving_to(storage_class: str) -> dict[str, Any]:
    return {"lifecycle_rules": {"age": {"transition_to": storage_class, "transition_days": 30}}}


def test_the_kinds_and_measures_are_those_of_the_tariffs() -> None:
    """A kind that does not exist, or a measure that no tariff asks for, would never be asked for."""
    assert set(limits()) | set(measures()) <= set(types().by_kind)
    from innovate_model import load as load_model

    from .test_capacity_innovate import FOLDER

    metered: dict[str, set[str]] = {}
    classes = ("STANDARD_IA", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE")
    buckets = {name.lower().replace("_", "-"): _moving_to(name) for name in classes}
    all_classes = graph_of({"accounts": {"shop": {"s3_buckets": buckets}}})
    graphs = [load_model(FOLDER).graph, graph_of(EDGE), load_model(FOLDER.parent / "hybrid").graph, all_classes]
    for graph in graphs:
        for resource, _, its in demands(graph, price_book().date):
            metered.setdefault(resource.kind, set()).update(each.measure for each in its if isinstance(each, Metered))
    for kind, of_kind in measures().items():
        assert set(of_kind) <= metered[kind], kind


@pytest.mark.parametrize("factor", [1, 1e5])
def test_every_limit_says_what_lifts_it(factor: float) -> None:
    """A value of what is written; where none does, or nothing is written, a sentence of its own."""
    reads_and_cache = deployment(connects_to={"cache": "elasticache_replication_groups.cache"})
    vpc = reads_and_cache["accounts"]["shop"]["vpcs"]["main"]
    vpc |= {"elasticache_replication_groups": {"cache": CACHE}, "aurora_clusters": {"main": {"instances": READERS}}}
    for overlay in (reads_and_cache, EDGE, deployment(requests={"cpu": "40"}), deployment(autoscaling=None)):
        found = capacity(graph_of(overlay), demand_of(users_per_day=86_400 * factor))
        for use in found.uses:
            assert use.lifts or (use.lever is not None and use.lever.needed(use.used)), (use.address, use.what)
        assert "ask AWS for more" not in str(found.change)


def test_readers_that_nothing_adds_are_lifted_by_another_one() -> None:
    """No quota of AWS has to do with it."""
    found = capacity(graph_of(database(instances=READERS)), demand_of(api_requests_per_session=400))
    assert use_of(found, DB, "readers").is_met
    assert "`reader_autoscaling`" in use_of(found, DB, "readers").lifts
    assert use_of(found, DB, "readers") in found.not_lifted


def test_every_limit_says_where_it_is_from() -> None:
    """A page, or a paper."""
    found = capacity(graph_of(EDGE), demand_of())
    assert all("https://" in use.source or "1981" in use.source for use in found.uses)
    assert all(use.because and use.unit for use in found.uses)
