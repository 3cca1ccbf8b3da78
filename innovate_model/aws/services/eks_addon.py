"""Add-ons of EKS clusters."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from innovate_model.aws.calls import Item
from innovate_model.aws.services.base import AwsType, Seen, Unknown, View
from innovate_model.aws.services.eks import ADDON, ADDONS, CLUSTER, CLUSTERS
from innovate_model.resources.eks_addon import VPC_CNI, EksAddon, VpcCni

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox


class EksAddons(AwsType[EksAddon]):
    """Settings are the add-on's own JSON (or YAML, which is not read); the model knows those of the VPC CNI."""

    resource = EksAddon
    calls = (CLUSTERS, ADDONS, ADDON)
    filled_by_aws: ClassVar[frozenset[str]] = frozenset({"addon_version"})
    model_only: ClassVar[dict[str, str]] = {
        "service_account": "AWS tells the role of its pods; that role's trust says whose it is"
    }

    def seen(self, view: View) -> Iterator[Seen]:
        for cluster in view.items(CLUSTERS):
            whole = view.one(CLUSTER, cluster)
            parent = whole["arn"] if isinstance(whole, Mapping) else cluster
            for name in view.answer(ADDONS, cluster).items:
                addon = view.one(ADDON, name, {"clusterName": cluster})
                if isinstance(addon, Mapping):
                    tags = addon.get("tags") or {}
                    yield Seen(addon["addonArn"], addon, str(tags.get("Name", name)), parent, tags)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        return {
            "addon_name": seen.item["addonName"],
            "addon_version": seen.item.get("addonVersion") or "",
            "vpc_cni": _vpc_cni(seen.item) if seen.item["addonName"] == VPC_CNI else None,
        }

    def create(self, sandbox: Sandbox, resource: EksAddon) -> str:
        made = sandbox.client("eks", resource).create_addon(
            clusterName=sandbox.id(resource.parent).partition(":cluster/")[2],
            addonName=resource.addon_name,
            tags=sandbox.tags(resource),
            **({"addonVersion": resource.addon_version} if resource.addon_version else {}),
        )
        return str(made["addon"]["addonArn"])


def _vpc_cni(item: Item) -> dict[str, Any] | Unknown | None:
    """The plug-in's variables are in capital letters and texts; network policies have a switch of their own.

    https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy-configure.html
    """
    if not item.get("configurationValues"):
        return None
    try:
        said = json.loads(item["configurationValues"])
    except ValueError:
        return Unknown("its settings are not written as JSON")
    variables = said.get("env") or {}
    found = {
        name: json.loads(str(variables[name.upper()]).lower())
        for name in VpcCni.model_fields
        if name.upper() in variables
    }
    return {**found, "enable_network_policy": str(said.get("enableNetworkPolicy", "false")).lower() == "true"}
