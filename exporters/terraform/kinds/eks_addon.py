"""aws_eks_addon: its service account is written as the role that trusts it, its settings as the add-on's own JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache

from exporters.terraform.rules import STRING
from exporters.terraform.shapes import Attribute, Json, Kind, Reference
from exporters.terraform.site import Site
from innovate_model.model import Model
from innovate_model.resources.eks_addon import EksAddon
from innovate_model.resources.iam_role import IamRole

_VARIABLES = (
    "enable_prefix_delegation",
    "warm_eni_target",
    "warm_prefix_target",
    "warm_ip_target",
    "minimum_ip_target",
)


@lru_cache(maxsize=2)
def _roles(model: Model) -> Mapping[str, str]:
    """Service account -> the role that trusts it."""
    return {pods: role.address for role in model.of(IamRole) for pods in role.trust.irsa}


def _role(addon: EksAddon, site: Site) -> Json:
    role = _roles(site.model).get(addon.service_account or "")
    return None if role is None else site.key(role)


def _settings(addon: EksAddon, site: Site) -> Json:
    """https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy-configure.html shows the two places: `env`
    for the plug-in's variables, and a switch of its own for network policies."""
    cni = addon.vpc_cni
    if cni is None:
        return None
    variables = {name.upper(): _text(getattr(cni, name)) for name in _VARIABLES if name in cni.model_fields_set}
    said = {"enableNetworkPolicy": "true" if cni.enable_network_policy else None, "env": variables or None}
    return json.dumps({name: value for name, value in said.items() if value is not None}, sort_keys=True)


def _text(value: bool | int | None) -> str:
    return str(value).lower()


KIND = Kind(
    "eks_addon",
    instead={
        "service_account": (Attribute("service_account_role_arn", Reference("iam_role"), _role),),
        "vpc_cni": (Attribute("configuration_values", STRING, _settings),),
    },
)
