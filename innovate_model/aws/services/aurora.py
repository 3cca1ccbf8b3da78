"""Aurora: clusters and their instances, among the other things that the RDS API lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from innovate_model.aws.calls import Call, tags_of
from innovate_model.aws.services.base import UNSAID, AwsType, Seen, Unknown, View
from innovate_model.aws.services.global_cluster import GLOBAL_CLUSTERS, global_cluster
from innovate_model.aws.services.parameter_group import parameter_group, parameter_group_name
from innovate_model.resources.aurora_cluster import AuroraCluster
from innovate_model.resources.aurora_instance import AuroraInstance

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

CLUSTERS = Call("rds", "describe_db_clusters", "DBClusters")
SUBNET_GROUPS = Call("rds", "describe_db_subnet_groups", "DBSubnetGroups")
INSTANCES = Call("rds", "describe_db_instances", "DBInstances")
OPTIMIZED = "aurora-iopt1"
"""The other storage type is `aurora`, which AWS also leaves out.
https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBCluster.html"""


class AuroraClusters(AwsType[AuroraCluster]):
    """RDS also lists Neptune, DocumentDB and RDS Multi-AZ clusters: the engine tells them apart."""

    resource = AuroraCluster
    calls = (CLUSTERS, SUBNET_GROUPS)
    also_asks = (GLOBAL_CLUSTERS,)
    needs = ("subnet", "security_group", "kms_key", "rds_cluster_parameter_group", "rds_global_cluster")
    filled_by_aws: ClassVar[frozenset[str]] = frozenset({"security_groups"})
    model_only: ClassVar[dict[str, str]] = {"data_classification": "AWS keeps no class of data; a tag may"}

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(CLUSTERS):
            if not str(item["Engine"]).startswith("aurora-"):
                continue
            tags = tags_of(item)
            vpc = _subnet_group(item, view).get("VpcId", "")
            database = f"arn:aws:rds-db:{view.region}:{view.account_id}:dbuser:{item.get('DbClusterResourceId')}"
            name = tags.get("Name", item["DBClusterIdentifier"])
            yield Seen(item["DBClusterArn"], item, name, vpc, tags, (database,))

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        item = seen.item
        scaling = item.get("ServerlessV2ScalingConfiguration") or {}
        bounds = {"min_capacity": scaling.get("MinCapacity"), "max_capacity": scaling.get("MaxCapacity")}
        subnets = _subnet_group(item, view).get("Subnets", [])
        return {
            "engine": item["Engine"],
            "engine_version": item["EngineVersion"],
            "port": item.get("Port", UNSAID),
            "subnets": view.addresses(each["SubnetIdentifier"] for each in subnets),
            "security_groups": view.addresses(each["VpcSecurityGroupId"] for each in item.get("VpcSecurityGroups", [])),
            "storage_encrypted": bool(item.get("StorageEncrypted")),
            "storage_type": OPTIMIZED if item.get("StorageType") == OPTIMIZED else None,
            "kms_key": view.address(item.get("KmsKeyId")),
            "backup_retention_days": item.get("BackupRetentionPeriod", UNSAID),
            "deletion_protection": bool(item.get("DeletionProtection")),
            "iam_database_authentication_enabled": bool(item.get("IAMDatabaseAuthenticationEnabled")),
            "serverlessv2_scaling_configuration": bounds if all(bounds.values()) else None,
            "copies_to": Unknown("backup plans are not asked for yet"),
            "copy_interval_hours": Unknown("backup plans are not asked for yet"),
            "reader_autoscaling": Unknown("scaling policies are not asked for yet"),
            "parameter_group": parameter_group(item, view),
            "activity_stream": Unknown("activity streams are not asked for yet"),
            "global_cluster": global_cluster(item["DBClusterArn"], view),
        }

    def create(self, sandbox: Sandbox, resource: AuroraCluster) -> str:
        from innovate_model.aws.sandbox import PLACEHOLDER

        rds, name = sandbox.client("rds", resource), sandbox.unique_name(resource)
        rds.create_db_subnet_group(
            DBSubnetGroupName=name, DBSubnetGroupDescription=name, SubnetIds=sandbox.ids_of(resource.subnets)
        )
        scaling = resource.serverlessv2_scaling_configuration
        more: dict[str, Any] = {"KmsKeyId": sandbox.id(resource.kms_key)} if resource.kms_key else {}
        if scaling:
            bounds = {"MinCapacity": scaling.min_capacity, "MaxCapacity": scaling.max_capacity}
            more["ServerlessV2ScalingConfiguration"] = bounds
        if resource.storage_type:
            more["StorageType"] = resource.storage_type
        if resource.global_cluster:
            more["GlobalClusterIdentifier"] = sandbox.id(resource.global_cluster).rpartition(":")[2]
        if resource.parameter_group:
            more["DBClusterParameterGroupName"] = parameter_group_name(sandbox, resource.parameter_group)
        if resource.security_groups:
            more["VpcSecurityGroupIds"] = sandbox.ids_of(resource.security_groups)
        made = rds.create_db_cluster(
            DBClusterIdentifier=name,
            Engine=resource.engine,
            EngineVersion=resource.engine_version,
            Port=resource.port,
            DBSubnetGroupName=name,
            MasterUsername="innovate",
            MasterUserPassword=PLACEHOLDER,
            StorageEncrypted=resource.storage_encrypted,
            BackupRetentionPeriod=resource.backup_retention_days,
            DeletionProtection=resource.deletion_protection,
            EnableIAMDatabaseAuthentication=resource.iam_database_authentication_enabled,
            Tags=sandbox.tag_list(resource),
            **more,
        )
        return str(made["DBCluster"]["DBClusterArn"])


class AuroraInstances(AwsType[AuroraInstance]):
    """Instances that belong to a cluster."""

    resource = AuroraInstance
    calls = (INSTANCES, CLUSTERS)
    needs = ("aurora_cluster",)

    def seen(self, view: View) -> Iterator[Seen]:
        clusters = {item["DBClusterIdentifier"]: item["DBClusterArn"] for item in view.items(CLUSTERS)}
        for item in view.items(INSTANCES):
            if str(item["Engine"]).startswith("aurora-") and item.get("DBClusterIdentifier"):
                tags = tags_of(item)
                parent = clusters.get(item["DBClusterIdentifier"], item["DBClusterIdentifier"])
                yield Seen(item["DBInstanceArn"], item, tags.get("Name", item["DBInstanceIdentifier"]), parent, tags)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        item = seen.item
        return {
            "instance_class": item["DBInstanceClass"],
            "availability_zone": item.get("AvailabilityZone"),
            "publicly_accessible": bool(item.get("PubliclyAccessible")),
            "promotion_tier": item.get("PromotionTier", UNSAID),
            "performance_insights_enabled": item.get("PerformanceInsightsEnabled", UNSAID),
        }

    def create(self, sandbox: Sandbox, resource: AuroraInstance) -> str:
        cluster = sandbox.model.get(resource.parent, AuroraCluster)
        assert cluster is not None, "it has been made before its instances"
        more = {"AvailabilityZone": resource.availability_zone} if resource.availability_zone else {}
        made = sandbox.client("rds", resource).create_db_instance(
            DBInstanceIdentifier=sandbox.unique_name(resource),
            DBClusterIdentifier=sandbox.id(cluster.address).rpartition(":")[2],
            DBInstanceClass=resource.instance_class,
            Engine=cluster.engine,
            PubliclyAccessible=resource.publicly_accessible,
            PromotionTier=resource.promotion_tier,
            EnablePerformanceInsights=resource.performance_insights_enabled,
            Tags=sandbox.tag_list(resource),
            **more,
        )
        return str(made["DBInstance"]["DBInstanceArn"])

    def delete(self, sandbox: Sandbox, resource: AuroraInstance) -> None:
        name = sandbox.id(resource.address).rpartition(":")[2]
        sandbox.client("rds", resource).delete_db_instance(DBInstanceIdentifier=name, SkipFinalSnapshot=True)


def _subnet_group(item: Any, view: View) -> Any:
    named = item.get("DBSubnetGroup")
    groups = (each for each in view.items(SUBNET_GROUPS) if each["DBSubnetGroupName"] == named)
    return next(groups, {})
