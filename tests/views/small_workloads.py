"""Random workloads, signals and pipelines for the small models: whatever a cluster or an account may hold of them."""

from typing import Any

from hypothesis import strategies as st

Data = dict[str, Any]

WORDS = ("main", "api", "logs", "own", "near", "kms_key", "step", "cell")
names = st.sampled_from(WORDS)
HELM = {"chart": "c", "repository": "https://charts.example", "version": "1.0.0"}


def some(values: st.SearchStrategy[Any], most: int = 2) -> st.SearchStrategy[Data]:
    """None, one or a few, by name."""
    return st.dictionaries(names, values, max_size=most)


def maybe(**values: st.SearchStrategy[Any]) -> st.SearchStrategy[Data]:
    """Some of the keys."""
    return st.fixed_dictionaries({}, optional=values)


@st.composite
def namespaces(draw: st.DrawFn, node_groups: tuple[str, ...]) -> Data:
    """Namespaces with programs that send to one another and to the stores of their account, which may not be there."""
    ends = st.sampled_from(
        ("cloudwatch_log_groups.main", "prometheus_workspaces.main", "deployments.api", "xray_groups.api")
    )
    common = {"requests": st.just({"cpu": "100m", "memory": "64Mi"})}
    if node_groups:
        common["node_groups"] = st.just(list(node_groups))
    telemetry = st.dictionaries(st.sampled_from(("metrics", "logs", "traces")), ends, max_size=2)
    deployment = st.fixed_dictionaries(
        {**common, "replicas": st.sampled_from(({"min": 1, "max": 1}, {"min": 0, "max": 9}))},
        optional={"sends_to": telemetry, "min_available": st.just(0), "installed_by": st.just("helm_releases.api")},
    )
    space = maybe(
        deployments=some(deployment, 3),
        daemon_sets=some(st.fixed_dictionaries(common, optional={"sends_to": telemetry})),
        helm_releases=st.dictionaries(st.sampled_from((*WORDS, *"abcd")), st.just(HELM), max_size=10),
        service_accounts=some(st.just({})),
        network_policies=some(st.just({})),
        resource_quota=st.just({"cpu": 2}),
    )
    return draw(some(space, 3))


CLUSTER_PARTS = {
    "addons": some(st.just({"addon_name": "coredns"})),
    "service_meshes": some(st.just({"implementation": "istio"}), 1),
    "priority_classes": some(st.just({"value": 5})),
    "admission_policies": some(st.just({"engine": "kyverno", "rules": ["probes"]})),
}

SIGNALS = {
    "cloudwatch_log_groups": some(
        maybe(
            subscriptions=st.just({"on": {"to": "kinesis_firehose_delivery_streams.main"}}),
            retention_in_days=st.just(7),
        )
    ),
    "kinesis_firehose_delivery_streams": some(st.just({"s3_bucket": "accounts.hub.s3_buckets.logs"})),
    "prometheus_workspaces": some(st.just({})),
    "xray_groups": some(st.just({"filter_expression": "fault"})),
    "sns_topics": some(maybe(subscriptions=some(st.just({"protocol": "email", "endpoint": "a@b.example"})))),
    "cloudwatch_metric_alarms": some(
        st.fixed_dictionaries(
            {
                "watches": st.sampled_from(("kinesis_firehose_delivery_streams.main", "vpcs.main.lbs.main")),
                "namespace": st.just("AWS/X"),
                "metric_name": st.just("M"),
                "comparison_operator": st.just("GreaterThanThreshold"),
                "threshold": st.just(1),
            },
            optional={"alarm_actions": st.just("sns_topics.main")},
        )
    ),
}

_STEP = st.one_of(
    st.just({"type": "unit_test", "tool": "pytest"}),
    st.just({"type": "publish", "publishes": "s3_buckets.logs"}),
    st.just({"type": "deploy", "deploys": "s3_buckets.logs"}),
)
_KEYS = st.sampled_from((*WORDS, "a:b", "a", "b:c", "c"))
_STAGE = st.fixed_dictionaries(
    {"steps": st.dictionaries(_KEYS, _STEP, min_size=1, max_size=3)},
    optional={"approval": st.just("manual"), "account": st.just("accounts.hub")},
)
PIPELINES = {
    "source_repositories": st.just(
        {"main": {"service": "github", "url": "https://g.example", "folders": {"api/": "application", "a:b": "helm"}}}
    ),
    "delivery_pipelines": some(
        st.fixed_dictionaries(
            {
                "service": st.just("github_actions"),
                "source_repository": st.sampled_from(("main", "missing")),
                "stages": st.dictionaries(_KEYS, _STAGE, min_size=1, max_size=3),
            }
        )
    ),
}
