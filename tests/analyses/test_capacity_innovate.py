"""The reference model at 500, 50,000 and 5,000,000 users a day, against a computation by hand.

The demand is that of models/innovate/demand.yaml, each estimate at its middle; the architecture is production's.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import ceil, log, sqrt
from pathlib import Path

import pytest

from innovate_model import load
from innovate_model.analyses.capacity import Capacity, Use, capacity, read_demand, usage_of
from innovate_model.analyses.cost import cost
from innovate_model.api import Architecture

FOLDER = Path(__file__).parents[2] / "models" / "innovate"
VPC = "accounts.production.vpcs.main"
CLUSTER = f"{VPC}.eks_clusters.main"
API = f"{CLUSTER}.namespaces.api.deployments.flask-api"
USERS = (500, 50_000, 5_000_000)

# The day: the weights add up to 142, so an average hour has 142/24 and the
# busiest, of weight 10, has 10 / (142/24) = 120/71 of it. The busiest minute is twice that (peak_factor 2).
DAY = (2, 1, 1, 1, 1, 2, 3, 5, 7, 8, 8, 8, 9, 9, 8, 8, 8, 9, 10, 10, 9, 7, 5, 3)
PEAK = 2 * Fraction(10 * 24, 142)
DAYS = Fraction(730, 24)


@cache
def innovate() -> Architecture:
    return load(FOLDER)


@cache
def at(users: int) -> Capacity:
    return capacity(innovate().graph, read_demand(FOLDER / "demand.yaml").with_users(users))


@cache
def used(users: int) -> Mapping[tuple[str, str], Use]:
    return {(use.address, use.what): use for use in at(users).uses}


@cache
def amounts(users: int) -> Mapping[tuple[str, str], Decimal]:
    usage = usage_of(innovate().graph, read_demand(FOLDER / "demand.yaml").with_users(users))
    return {key: amount.quantity for key, amount in usage.amounts.items()}


def api_a_day(users: int) -> Fraction:
    """1.5 sessions for each user, 30 API requests in each: 45."""
    return Fraction(users) * 45


def peak_rate(users: int) -> Fraction:
    """API requests a second in the busiest minute: 0.88 for 500 users, 88 for 50,000, 8,803 for 5,000,000."""
    return api_a_day(users) / 86_400 * PEAK


def hourly_rates(users: int) -> list[Fraction]:
    return [api_a_day(users) / 86_400 * Fraction(24 * weight, 142) for weight in DAY]


@pytest.mark.parametrize("users", USERS)
def test_the_edge(users: int) -> None:
    """Each session asks for 30 answers of 8 KB and 12 files of 45 KB: 1.5 x (240 + 540) KB = 1,170 KB a user; 63
    requests a user. Of the 18 files the edge has 95 %, so the bucket is asked for 0.9."""
    spa = "accounts.production.cloudfront_distributions.spa"
    month = users * DAYS
    assert float(amounts(users)[spa, "requests"]) == pytest.approx(float(63 * month))
    assert float(amounts(users)[spa, "gb_to_viewers"]) == pytest.approx(float(1170 * month / 1024**2))
    to_origin = 45 * Fraction(15, 100) * 2  # KB of the requests that write, 15 % of 45
    assert float(amounts(users)[spa, "gb_to_origin"]) == pytest.approx(float(to_origin * month / 1024**2))
    bucket = ("accounts.production.s3_buckets.spa", "read_requests")
    assert float(amounts(users)[bucket]) == pytest.approx(float(Fraction(9, 10) * month))
    rate = Fraction(63 * users, 86_400) * PEAK
    assert used(users)[spa, "requests"].used == pytest.approx(float(rate))
    gbit = Fraction(1170 * users, 86_400) * PEAK * 1024 * 8 / 10**9
    assert used(users)[spa, "data transfer"].used == pytest.approx(float(gbit))


@pytest.mark.parametrize("users", USERS)
def test_capacity_units(users: int) -> None:
    """Of a request a second: new connections 1/20/25 = 0.002 units, active ones 10/20/3000 = 0.00017, bytes
    (2 + 8) KB x 3600 / 1024² = 0.0343 GB an hour. Bytes decide in every hour, so a month has 0.0343 x the requests a
    second x 730: 6.5, 653 and 65,267 unit-hours."""
    of_one = Fraction(10 * 3600, 1024**2)
    assert of_one > Fraction(1, 500)
    expected = of_one * api_a_day(users) / 86_400 * 730
    assert float(amounts(users)[f"{VPC}.lbs.api", "capacity_unit_hours"]) == pytest.approx(float(expected))


@pytest.mark.parametrize("users", USERS)
def test_pods(users: int) -> None:
    """A request takes 0.03 s of a core. A pod requests 0.25 cores and is held at 70 % of them: 0.175. Square-root
    staffing asks for a + 1.761 √a cores. 3 pods at least: 3, 16 and 1,510."""
    busy = peak_rate(users) * Fraction(3, 100)
    pods = max(3, ceil(busy / Fraction(175, 1000)))
    assert pods == {500: 3, 50_000: 16, 5_000_000: 1510}[users]
    assert used(users)[API, "pods"].used == pods
    assert used(users)[API, "processor time"].used == pytest.approx(float(busy) + 1.761 * sqrt(busy))
    assert (used(users)[API, "pods"].most, used(users)[API, "processor time"].most) == (30, 7.5)
    assert used(users)[f"{VPC}.lbs.api", "targets"].used == pods


@pytest.mark.parametrize(
    ("users", "pods", "cores", "waiting"), [(500, 3, 0.75, None), (50_000, 16, 4, 0.369), (5_000_000, 30, 7.5, 1)]
)
def test_requests_that_wait(users: int, pods: int, cores: float, waiting: float | None) -> None:
    """Erlang C by its definition, of the pods that run: of 4 servers with 2.64 in use 37 of 100 wait; of three quarters
    of one server as many as it is in use; of 7.5 with 264 to do all."""
    (queue,) = at(users).queues
    busy = float(peak_rate(users) * Fraction(3, 100))
    assert (queue.address, queue.pods, queue.cores) == (API, pods, cores)
    assert queue.busy == pytest.approx(busy)
    if waiting is None:
        assert queue.waiting == pytest.approx(busy / 0.75)
    elif waiting == 1:
        assert queue.waiting == 1
    else:
        last = busy**4 / 24 * 4 / (4 - busy)
        exact = last / (1 + busy + busy**2 / 2 + busy**3 / 6 + last)
        assert queue.waiting == pytest.approx(exact)
        assert queue.waiting == pytest.approx(waiting, abs=5e-4)


@pytest.mark.parametrize("users", USERS)
def test_nodes_of_the_api(users: int) -> None:
    """An m6i.xlarge: 4,000 millicores less 80 for the kubelet, less 360 of six agents: 3,560, which is 14 pods of 250.
    Memory: 16,384 MiB less 7.5 % = 15,155.2; less 255 + 11 x 110 = 1,465 and 100; less 418 of the agents: 13,172, which
    is 51 pods of 256. 110 - 6 pods may run. So 14 pods a node, of which 3 nodes run in any case: 3, 3 and 108."""
    assert (4000 - 80 - 50 - 100 - 100 - 30 - 30 - 50) // 250 == 14
    nodes = max(3, ceil(Fraction(int(used(users)[API, "pods"].used), 14)))
    assert nodes == {500: 3, 50_000: 3, 5_000_000: 108}[users]
    assert used(users)[f"{CLUSTER}.node_groups.general", "nodes"].used == nodes


@pytest.mark.parametrize("users", USERS)
def test_background_programs(users: int) -> None:
    """Half a job a user, 4 s each, shared by `worker` (half a core a pod) and `reports` (one core): 1 s of each a user
    and day. An m5.large has 1,930 - 360 = 1,570 millicores, three `worker`s, a c6i.large one `reports`. These may run
    on `general`, too, whose three nodes run in any case: 3 x 14 `flask-api`, less the 3 or 16 that there are, leave
    room for 8 or 5 `reports`, of which there are 1 and 2. 1,510 of them leave none, and `compute` has them all."""
    busy = Fraction(users) / 86_400 * PEAK
    reports, worker = max(0, ceil(busy)), max(2, ceil(busy * 2))
    places = {name: f"{CLUSTER}.namespaces.{space}.deployments.{name}" for name, space in
              (("reports", "reports"), ("worker", "jobs"))}  # fmt: skip
    assert used(users)[places["reports"], "pods"].used == reports
    assert used(users)[places["worker"], "pods"].used == worker
    assert reports == {500: 1, 50_000: 2, 5_000_000: 196}[users]
    on_compute = {500: 0, 50_000: 0, 5_000_000: reports}[users]
    assert used(users)[f"{CLUSTER}.node_groups.compute", "nodes"].used == on_compute
    assert used(users)[f"{CLUSTER}.node_groups.jobs", "nodes"].used == ceil(Fraction(worker, 3))


@pytest.mark.parametrize("users", USERS)
def test_node_hours(users: int) -> None:
    """Each hour of the day the nodes that its pods take, less the desired ones. `compute` (none desired) has the
    `reports` (6 at most) for which `general` leaves no room: its three nodes hold 14 `flask-api` each, or 3 `reports`.
    The 30 `flask-api` that may run for five million users take 2 and 1/7 of them in every hour: 6/7 of a node are left,
    which is 2 `reports`, and 4 need a node of `compute`."""
    hours = 0
    for weight, rate in zip(DAY, hourly_rates(users), strict=True):
        reports = min(6, ceil(Fraction(users, 86_400) * Fraction(24 * weight, 142)))
        flask = min(30, max(3, ceil(rate * Fraction(3, 100) / Fraction(175, 1000))))
        room = int((3 - Fraction(flask, 14)) * 3)
        hours += max(0, reports - room)
    expected = float(hours * DAYS)
    found = amounts(users)[f"{CLUSTER}.node_groups.compute", "node_hours_above_desired"]
    assert float(found) == pytest.approx(expected)
    assert expected == pytest.approx({500: 0, 50_000: 0, 5_000_000: 4 * 730}[users])
    assert amounts(users)[f"{CLUSTER}.node_groups.general", "node_hours_above_desired"] == 0


@pytest.mark.parametrize("users", USERS)
def test_addresses(users: int) -> None:
    """What else is in an app subnet takes 6 for the cluster, one for each endpoint and attachment. Each node holds
    prefixes of 16 addresses: for its pods and agents with addresses of their own, one in reserve, and its interface."""

    def of_a_node(pods: int) -> int:
        prefixes = ceil(Fraction(pods + 1, 16)) + 1  # ebs-csi-node is the agent with an address of its own
        return 16 * prefixes + 1

    by_group = {"system": None, "general": of_a_node(14), "compute": of_a_node(1), "jobs": of_a_node(3)}
    assert by_group["general"] == 33
    groups = {name: used(users)[f"{CLUSTER}.node_groups.{name}", "nodes"].used for name in by_group}
    small, large = (used(count)[f"{VPC}.subnets.app-a", "addresses"].used for count in (500, users))
    base = {name: used(500)[f"{CLUSTER}.node_groups.{name}", "nodes"].used for name in by_group}
    more = sum(
        (ceil(Fraction(int(groups[name]), 3)) - ceil(Fraction(int(base[name]), 3))) * each
        for name, each in by_group.items()
        if each is not None
    )
    assert large - small == more  # the system group does not grow
    assert used(users)[f"{VPC}.subnets.app-a", "addresses"].most == 4096 - 5 == 4091


@pytest.mark.parametrize("users", USERS)
def test_the_database(users: int) -> None:
    """0.003 s of a processor a request, 85 % of it reads, of which the cache answers 60 %; of the rest 60 % go to
    readers. So the writer does 0.15 + 0.85 x 0.4 x 0.4 = 0.286 of it, the readers 0.204. Every pod that connects keeps
    10 connections. 1 I/O a request; 10 users are kept for each that comes, 200 KB of each."""
    place = f"{VPC}.aurora_clusters.main"
    busy = peak_rate(users) * Fraction(3, 1000)
    assert used(users)[place, "processors of the writer"].used == pytest.approx(float(busy * Fraction(286, 1000)))
    assert used(users)[place, "processors of the writer"].most == 4
    readers = ceil(busy * Fraction(204, 1000) / (4 * Fraction(6, 10)))  # two are kept in any case
    assert used(users)[place, "readers"].used == readers
    pods = used(users)[API, "pods"].used
    reports = used(users)[f"{CLUSTER}.namespaces.reports.deployments.reports", "pods"].used
    assert used(users)[place, "connections"].used == 10 * (pods + reports)
    assert used(users)[place, "connections"].most == 3479
    assert float(amounts(users)[place, "io_requests"]) == pytest.approx(float(api_a_day(users) * DAYS))
    stored = float(Fraction(users * 10 * 200, 1024**2))
    assert float(amounts(users)[place, "gb_stored"]) == pytest.approx(stored)
    assert used(users)[place, "storage"].used == pytest.approx(stored)
    assert amounts(users)[place, "reader_hours_above_minimum"] == 0  # 2 readers do an hour of 5 million users, too


@pytest.mark.parametrize("users", USERS)
def test_between_zones(users: int) -> None:
    """6 KB with the database for a request, less the 85 % x 60 % that the cache answers: 2.94. 3 operations of 2 KB
    with the cache. Of three zones two are elsewhere: 12,792 and 26,107 GB at 5,000,000."""
    month = api_a_day(users) * DAYS * Fraction(2, 3) / 1024**2
    for place, kb in (("aurora_clusters.main", Fraction(294, 100)), ("elasticache_replication_groups.cache", 6)):
        found = amounts(users)[f"{VPC}.{place}", "gb_between_zones"]
        assert float(found) == pytest.approx(float(month * kb))


@pytest.mark.parametrize("users", USERS)
def test_the_cache(users: int) -> None:
    """50 KB a user in 75 % of 14,037,181,030 bytes; 3 operations a request; 10 connections a pod."""
    place = f"{VPC}.elasticache_replication_groups.cache"
    memory = used(users)[place, "memory"]
    assert memory.used == pytest.approx(users * 50 / 1024**2)
    assert memory.most == pytest.approx(14_037_181_030 * 0.75 / 1024**3)
    assert used(users)[place, "operations"].used == pytest.approx(float(3 * peak_rate(users)))
    assert used(users)[place, "connections"].used == 10 * used(users)[API, "pods"].used


@pytest.mark.parametrize("users", USERS)
def test_what_leaves_and_what_is_logged(users: int) -> None:
    """One call for 20 requests, 9 KB both ways, a third by each NAT gateway; 1.5 KB of logs and 0.5 KB of traces a
    request, which leave by endpoints; logs are kept 30 days at 15 %."""
    month = api_a_day(users) * DAYS
    for zone in "abc":
        place = f"{VPC}.nat_gateways.egress-{zone}"
        assert float(amounts(users)[place, "gb_processed"]) == pytest.approx(float(month / 20 * 9 / 3 / 1024**2))
        ports = peak_rate(users) / 20 / 3 / 5
        assert used(users)[place, "connections to one destination"].used == pytest.approx(float(ports))
    logs = float(month * Fraction(3, 2) / 1024**2)
    group = "accounts.production.cloudwatch_log_groups.workloads"
    assert float(amounts(users)[group, "gb_ingested"]) == pytest.approx(logs)
    # through the 30 days, 0.986 months, users grew by 41 % a month: 0.84 months at the rate of today
    kept = (1 - 1.41 ** -(30 / float(DAYS))) / log(1.41)
    assert kept == pytest.approx(0.8366, abs=1e-4)
    assert float(amounts(users)[group, "gb_stored"]) == pytest.approx(logs * kept * 0.15)
    assert float(amounts(users)[f"{VPC}.vpc_endpoints.logs", "gb_processed"]) == pytest.approx(logs)
    assert float(amounts(users)[f"{VPC}.vpc_endpoints.xray", "gb_processed"]) == pytest.approx(logs / 3)
    firehose = "accounts.production.kinesis_firehose_delivery_streams.logs"
    assert float(amounts(users)[firehose, "gb_ingested"]) == pytest.approx(logs * 0.15)


@pytest.mark.parametrize("users", USERS)
def test_what_the_database_says_of_itself(users: int) -> None:
    """4.5 KB for each of the 49 % of requests that reach the database: 14,391 GB a month at 5,000,000. Of a year of
    users 90 days, 2.96 months, lie in Standard and the rest in Glacier: 1.86 and 1.01 months at the rate of today."""
    streamed = float(api_a_day(users) * DAYS) * 0.49 * 4.5 / 1024**2
    stream = "accounts.production.kinesis_firehose_delivery_streams.database-activity"
    assert float(amounts(users)[stream, "gb_ingested"]) == pytest.approx(streamed)
    archive = "accounts.log-archive.s3_buckets.database-activity"

    def kept(months: float) -> float:
        return (1 - 1.41**-months) / log(1.41)

    young, all_of_them = kept(90 / float(DAYS)), kept(12)
    assert (round(young, 2), round(all_of_them - young, 2)) == (1.86, 1.01)
    assert float(amounts(users)[archive, "gb_stored"]) == pytest.approx(streamed * young)
    assert float(amounts(users)[archive, "gb_stored_glacier_ir"]) == pytest.approx(streamed * (all_of_them - young))
    objects = max(730 * 3600 / 300, streamed * 1024 / 5)
    assert float(amounts(users)[archive, "write_requests"]) == pytest.approx(objects)


@pytest.mark.parametrize("users", USERS)
def test_keys(users: int) -> None:
    """The bucket of static files is asked for 0.9 files a user and day; a quarter of a file of a job is written and
    read by the workers: 1.4 requests to KMS, which CloudTrail records."""
    month = float(users * DAYS)
    key = "accounts.production.kms_keys.s3"
    assert float(amounts(users)[key, "requests"]) == pytest.approx((0.9 + 0.25 + 0.25) * month)


def test_the_three_dearest_lines_at_five_million_users() -> None:
    """By hand: CloudFront requests, 9,581,250,000 at USD 0.01 for 10,000: 9,581.25. Of 169,694.42 GB to viewers the
    third tier has 102,400 at 0.06: 6,144. Of 6,843,750,000 API requests 17 % leave a trace, 1,163,437,500 at USD 5 a
    million: 5,817.19. Logs, 9,790.06 GB at 0.50, are the fourth: 4,895.03."""
    requests = Decimal(5_000_000) * 63 * 730 / 24
    assert requests == 9_581_250_000
    bill = cost(innovate().graph, usage=usage_of(innovate().graph, read_demand(FOLDER / "demand.yaml").with_users(5e6)))
    lines = [(item.what, round(item.monthly_usd, 2)) for item in bill.largest(4)]
    api = Decimal(5_000_000) * 45 * 730 / 24
    logs = api * Decimal("1.5") / 1024**2 * Decimal("0.5")
    assert lines == [
        ("CloudFront HTTPS requests", Decimal("9581.25")),
        ("CloudFront data transfer to viewers", Decimal("6144.00")),
        ("traces recorded", round(api * Decimal("0.17") * 5 / 1_000_000, 2)),
        ("CloudWatch Logs ingestion", round(logs, 2)),
    ]
    assert (lines[2][1], round(logs, 2)) == (Decimal("5817.19"), Decimal("4895.03"))


@pytest.mark.parametrize(("users", "pods"), [(500, 23), (5_000_000, 23 + 27 + 5 + 18)])
def test_metrics(users: int, pods: int) -> None:
    """600 samples of each pod a minute, 43,800 minutes. The fourteen deployments of production have 23 pods at least;
    at 5,000,000 users all that they may have: 30 for 3 of the API, 6 for 1 of the reports, 20 for 2 workers."""
    place = "accounts.production.prometheus_workspaces.main"
    assert amounts(users)[place, "samples_ingested"] == pods * 600 * 43_800


def test_what_saturates_first() -> None:
    """30 pods of a quarter core are 7.5: a + 1.761 √a = 7.5 at a = 3.9848 cores, which is 132.83 requests a second in
    the busiest minute, so 132.83 x 86,400 / 45 / 3.38 = 75,445 users a day."""
    root = (-1.761 + sqrt(1.761**2 + 4 * 7.5)) / 2
    users = root**2 / 0.03 * 86_400 / 45 / float(PEAK)
    first = at(500).first
    assert first is not None
    assert (first.address, first.what) == (API, "processor time")
    assert first.saturates_at == ceil(users) == 75_445
    assert at(500).sentence.startswith(f"`{API}` saturates first: processor time, 7.5 cores, are used up from 75,445 ")
    assert "production.yaml:55:" in at(500).sentence
    assert "30 -> " in at(500).sentence


def test_the_smallest_change_lifts_it_and_one_less_does_not() -> None:
    """With the new value the limit holds all users that the change speaks of; with one less it does not."""
    change = at(500).change
    assert change is not None
    demand = read_demand(FOLDER / "demand.yaml")

    def saturates_with(most: int) -> int:
        path, value = change.path, most
        body: object = value
        for key in reversed(path):
            body = {str(key): body}
        assert isinstance(body, dict)
        uses = capacity(innovate().what_if(body).graph, demand).uses
        return min(use.saturates_at or 10**11 for use in uses if use.address == API)

    assert saturates_with(change.new) > change.holds_until
    assert saturates_with(change.new - 1) <= change.holds_until


def test_the_changes_hold_five_million_users_as_far_as_something_written_does() -> None:
    """After them only what no attribute lifts is too little: connections of the database (no class has more than
    5,000), targets of the load balancer, addresses of subnets."""
    after = innovate().what_if(at(5_000_000).overlay)
    assert [finding for finding in after.findings if finding.severity.name == "ERROR"] == []
    left = capacity(after.graph, read_demand(FOLDER / "demand.yaml").with_users(5_000_000)).met
    assert {(use.address, use.what) for use in left} == {(use.address, use.what) for use in at(5_000_000).not_lifted}
    assert {(use.address.rpartition(".")[2][:3], use.what) for use in left} == {
        ("mai", "connections"),
        ("api", "targets"),
        ("app", "addresses"),
    }


def test_a_class_that_lifts_one_of_two_limits_says_which_it_does_not() -> None:
    """The writer needs 7.55 of the 8 processors of a 2xlarge; 1,706 pods with 10 connections each are more than any
    class takes (5,000)."""
    (change,) = [each for each in at(5_000_000).changes if each.path[-1] == "instance_class"]
    assert (change.old, change.new) == ("db.r6g.xlarge", "db.r6g.2xlarge")
    assert [(held.what, held.used) for held in change.not_lifted] == [("connections", 17_060)]
    assert str(change).endswith(
        "db.r6g.xlarge -> db.r6g.2xlarge holds the processors of the writer (7.55 vCPU), but no value of it holds the "
        "connections (17,060) of 5,000,000 users a day"
    )


def test_what_is_not_known_is_said() -> None:
    """What DNS and the collector of telemetry do is not in the demand, and they scale; nor who uses the artifacts."""
    unknown = {item.address.rpartition(".")[2]: item.missing for item in at(500).unknown}
    no_work = "the demand does not say what work it gets"
    nobody = "the demand does not say who reads and writes it"
    assert unknown == {"coredns": no_work, "adot-collector": no_work, "artifacts": nobody}
