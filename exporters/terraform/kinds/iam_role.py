"""aws_iam_role with its trust and its permissions; pods are named as the community module for IRSA names them
(`namespace_service_accounts`, by cluster)."""

from __future__ import annotations

from exporters.terraform.derive import attributes_of
from exporters.terraform.rules import NAME
from exporters.terraform.shapes import Attribute, Json, Kind, Many, Object, Reference, Table, write
from exporters.terraform.site import Site
from innovate_model.resources.iam_role import IamRole, Trust


def _pods(trust: Trust, site: Site) -> Json:
    """`IRSA`: cluster -> `NAMESPACE:SERVICE_ACCOUNT`, which is how the `sub` claim names them.
    https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html"""
    found: dict[str, Json] = {}
    for address in sorted(trust.irsa):
        cluster, _, rest = address.partition(".namespaces.")
        namespace, _, account = rest.partition(".service_accounts.")
        key = site.key(cluster)
        entry = found.setdefault(key, {"eks_cluster": key, "namespace_service_accounts": []})
        entry["namespace_service_accounts"].append(f"{namespace}:{account}")
    return found


_PODS = Object(
    (
        Attribute("eks_cluster", Reference("eks_cluster"), lambda part, site: None, is_required=True),
        Attribute("namespace_service_accounts", Many(NAME), lambda part, site: None, is_required=True),
    )
)
_TRUST = Kind("iam_role.trust", instead={"irsa": (Attribute("irsa", Table(_PODS), _pods, default={}),)})
_SHAPE = attributes_of(Trust, _TRUST, frozenset({"iam_role", "account"}))


def _trust(role: IamRole, site: Site) -> Json:
    return write(_SHAPE, role.trust, site)


KIND = Kind("iam_role", instead={"trust": (Attribute("trust", Object(_SHAPE), _trust, is_required=True),)})
