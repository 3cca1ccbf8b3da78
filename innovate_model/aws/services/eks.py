"""EKS: clusters and their managed node groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from innovate_model.aws.calls import Call, Item, by
from innovate_model.aws.services.base import UNSAID, AwsType, Seen, Unknown, View
from innovate_model.aws.services.subnet import SUBNETS
from innovate_model.resources.eks_cluster import EksCluster
from innovate_model.resources.eks_node_group import EksNodeGroup

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox


def _of_cluster(item: Item, request: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"clusterName": request["clusterName"], "nodegroupName": item}


def _addon_of_cluster(item: Item, request: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"clusterName": request["clusterName"], "addonName": item}


NODE_GROUP = Call("eks", "describe_nodegroup", "nodegroup", ask=_of_cluster)
NODE_GROUPS = Call("eks", "list_nodegroups", "nodegroups", ask=by("clusterName"), then=(NODE_GROUP,))
ADDON = Call("eks", "describe_addon", "addon", ask=_addon_of_cluster)
ADDONS = Call("eks", "list_addons", "addons", ask=by("clusterName"), then=(ADDON,))
CLUSTER = Call("eks", "describe_cluster", "cluster", ask=by("name"))
CLUSTERS = Call("eks", "list_clusters", "clusters", then=(CLUSTER, NODE_GROUPS, ADDONS))

_BY_TEMPLATE = Unknown("it is in the launch template, which is not asked for yet")


def vpc_of_subnets(subnet_ids: Any, view: View) -> str:
    """The VPC that subnets stand in, "" where none of them was seen."""
    by_id = {item["SubnetId"]: item["VpcId"] for item in view.items(SUBNETS)}
    return next((by_id[each] for each in subnet_ids or () if each in by_id), "")


class EksClusters(AwsType[EksCluster]):
    """What a cluster's OpenID provider is called is how roles name the cluster."""

    resource = EksCluster
    calls = (CLUSTERS, CLUSTER)
    also_asks = (SUBNETS,)
    needs = ("subnet", "security_group", "kms_key", "iam_role")
    filled_by_aws: ClassVar[frozenset[str]] = frozenset({"security_groups"})

    def seen(self, view: View) -> Iterator[Seen]:
        for name in view.items(CLUSTERS):
            item = view.one(CLUSTER, name)
            if isinstance(item, Mapping):
                network = item["resourcesVpcConfig"]
                vpc = network.get("vpcId") or vpc_of_subnets(network["subnetIds"], view)
                tags = item.get("tags") or {}
                yield Seen(item["arn"], item, str(tags.get("Name", name)), vpc, tags, (_issuer(item),))

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        item, network = seen.item, seen.item["resourcesVpcConfig"]
        logs = [
            kind
            for each in (item.get("logging") or {}).get("clusterLogging", [])
            if each.get("enabled")
            for kind in each["types"]
        ]
        keys = [each["provider"]["keyArn"] for each in item.get("encryptionConfig") or []]
        return {
            "version": item["version"],
            "subnets": view.addresses(network["subnetIds"]),
            "security_groups": view.addresses(network.get("securityGroupIds")),
            "endpoint_public_access": network.get("endpointPublicAccess", UNSAID),
            "endpoint_private_access": network.get("endpointPrivateAccess", UNSAID),
            "public_access_cidrs": tuple(network.get("publicAccessCidrs") or ("0.0.0.0/0",)),
            "enabled_cluster_log_types": tuple(logs),
            "kms_key": view.address(keys[0]) if keys else None,
            "iam_role": view.address(item.get("roleArn")),
        }

    def create(self, sandbox: Sandbox, resource: EksCluster) -> tuple[str, ...]:
        role = sandbox.id(resource.iam_role) if resource.iam_role else sandbox.any_role(resource)
        network = {
            "subnetIds": sandbox.ids_of(resource.subnets),
            "securityGroupIds": sandbox.ids_of(resource.security_groups),
            "endpointPublicAccess": resource.endpoint_public_access,
            "endpointPrivateAccess": resource.endpoint_private_access,
            "publicAccessCidrs": list(resource.public_access_cidrs),
        }
        more: dict[str, Any] = {}
        if resource.kms_key:
            provider = {"keyArn": sandbox.id(resource.kms_key)}
            more["encryptionConfig"] = [{"resources": ["secrets"], "provider": provider}]
        if resource.enabled_cluster_log_types:
            setup = {"types": list(resource.enabled_cluster_log_types), "enabled": True}
            more["logging"] = {"clusterLogging": [setup]}
        made = sandbox.client("eks", resource).create_cluster(
            name=sandbox.unique_name(resource),
            version=resource.version,
            roleArn=role,
            resourcesVpcConfig=network,
            tags=sandbox.tags(resource),
            **more,
        )["cluster"]
        return made["arn"], _issuer(made)


class EksNodeGroups(AwsType[EksNodeGroup]):
    """Security groups and disk encryption come by a launch template."""

    resource = EksNodeGroup
    calls = (CLUSTERS, CLUSTER, NODE_GROUPS, NODE_GROUP)
    needs = ("eks_cluster", "subnet", "iam_role")
    filled_by_aws: ClassVar[frozenset[str]] = frozenset({"ami_type"})

    def seen(self, view: View) -> Iterator[Seen]:
        for cluster in view.items(CLUSTERS):
            parent = view.one(CLUSTER, cluster)
            answer = view.answer(NODE_GROUPS, cluster)
            for name in answer.items:
                item = view.one(NODE_GROUP, name, answer.request)
                if isinstance(item, Mapping) and isinstance(parent, Mapping):
                    tags = item.get("tags") or {}
                    yield Seen(item["nodegroupArn"], item, str(tags.get("Name", name)), parent["arn"], tags)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        item, scaling = seen.item, seen.item["scalingConfig"]
        return {
            "instance_types": tuple(item.get("instanceTypes") or ()),
            "capacity_type": item.get("capacityType", "ON_DEMAND"),
            "scaling_config": {
                "min_size": scaling["minSize"],
                "desired_size": scaling["desiredSize"],
                "max_size": scaling["maxSize"],
            },
            "subnets": view.addresses(item["subnets"]),
            "ami_type": item.get("amiType", ""),
            "disk_size": item.get("diskSize", UNSAID),
            "iam_role": view.address(item.get("nodeRole")),
            "security_groups": _BY_TEMPLATE,
            "kms_key": _BY_TEMPLATE,
        }

    def create(self, sandbox: Sandbox, resource: EksNodeGroup) -> str:
        role = sandbox.id(resource.iam_role) if resource.iam_role else sandbox.any_role(resource)
        scaling = resource.scaling_config
        made = sandbox.client("eks", resource).create_nodegroup(
            clusterName=sandbox.id(resource.parent).rpartition("/")[2],
            nodegroupName=resource.name,
            nodeRole=role,
            subnets=sandbox.ids_of(resource.subnets),
            instanceTypes=list(resource.instance_types),
            capacityType=resource.capacity_type,
            diskSize=resource.disk_size,
            scalingConfig={
                "minSize": scaling.min_size,
                "desiredSize": scaling.desired_size,
                "maxSize": scaling.max_size,
            },
            tags=sandbox.tags(resource),
            **({"amiType": resource.ami_type} if resource.ami_type else {}),
        )["nodegroup"]
        return str(made["nodegroupArn"])

    def delete(self, sandbox: Sandbox, resource: EksNodeGroup) -> None:
        sandbox.client("eks", resource).delete_nodegroup(
            clusterName=sandbox.id(resource.parent).rpartition("/")[2], nodegroupName=resource.name
        )


def _issuer(cluster: Item) -> str:
    return str((cluster.get("identity") or {}).get("oidc", {}).get("issuer", "")).removeprefix("https://")
