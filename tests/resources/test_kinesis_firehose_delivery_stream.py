"""kinesis_firehose_delivery_streams of an account"""

import pytest

from .support import faults, one


def test_it_reads_a_database_s_activity() -> None:
    """Its source is the cluster, whose Kinesis stream is of Aurora's making."""
    it, edges = one(
        "account",
        """
        kinesis_firehose_delivery_streams:
          it: {source: vpcs.main.aurora_clusters.db, s3_bucket: store, iam_role: role}
        """,
    )
    assert it.buffering_seconds == 300
    assert edges == {"reads aurora_clusters.db", "sends_to s3_buckets.store", "runs_as iam_roles.role"}


def test_it_has_interfaces_in_a_vpc() -> None:
    """Where it delivers to a domain that stands in one."""
    it, edges = one(
        "account",
        """
        vpcs:
          main:
            opensearch_domains:
              logs:
                engine_version: OpenSearch_2.19
                instance_type: r6g.large.search
                subnets: app-a
                encrypt_at_rest: yes
                node_to_node_encryption: yes
        kinesis_firehose_delivery_streams:
          it:
            s3_bucket: store
            opensearch_domain: vpcs.main.opensearch_domains.logs
            subnets: vpcs.main.subnets.app
            security_groups: vpcs.main.security_groups.web
        """,
    )
    assert it.s3_backup_mode == "FailedDocumentsOnly"
    assert edges == {
        "sends_to s3_buckets.store",
        "sends_to opensearch_domains.logs",
        "placed_in subnets.app-a {subnets}",
        "placed_in subnets.app-b {subnets}",
        "member_of security_groups.web",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            kinesis_firehose_delivery_streams:
              it: {}
            """,
            "missing-key:2",
        ),
        (
            """
            kinesis_firehose_delivery_streams:
              it: {s3_bucket: store, subnets: vpcs.main.subnets.app}
            """,
            "missing-key:2",
        ),
        (
            """
            kinesis_firehose_delivery_streams:
              it: {s3_bucket: store, buffering_seconds: 901}
            """,
            "wrong-type:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
