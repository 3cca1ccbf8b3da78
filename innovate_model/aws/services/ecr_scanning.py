"""How the registry of an account looks for vulnerabilities: a setting of each region."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from innovate_model.aws.calls import Call
from innovate_model.aws.services.base import AwsType, Seen, Unknown, View, place_of
from innovate_model.resources.ecr_registry_scanning_configuration import (
    EcrRegistryScanningConfiguration as Scanning,
)

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox
    from innovate_model.model import Model

SCANNING = Call("ecr", "get_registry_scanning_configuration", "scanningConfiguration")
_SEVERAL = Unknown("it has several rules, and the model says one")


class RegistryScanning(AwsType[Scanning]):
    """A registry always has one; without a rule nobody has set it. It takes neither name nor tags."""

    resource = Scanning
    calls = (SCANNING,)
    takes_tags = False

    def identity(self, model: Model, resource: Scanning) -> str:
        return _id(*place_of(model, resource))

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(SCANNING):
            why = "" if item.get("rules") else "registry that nobody set"
            yield Seen(_id(view.account_id, view.region), item, "scanning", made_by_aws=why)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        first, *others = seen.item["rules"]
        filters = tuple(each["filter"] for each in first.get("repositoryFilters") or ())
        return {
            "scan_type": seen.item["scanType"],
            "scan_frequency": _SEVERAL if others else first["scanFrequency"],
            "repository_filters": _SEVERAL if others else filters or ("*",),
        }

    def create(self, sandbox: Sandbox, resource: Scanning) -> str:
        filters = [{"filter": each, "filterType": "WILDCARD"} for each in resource.repository_filters]
        sandbox.client("ecr", resource).put_registry_scanning_configuration(
            scanType=resource.scan_type,
            rules=[{"scanFrequency": resource.scan_frequency, "repositoryFilters": filters}],
        )
        return _id(sandbox.account_id(resource), sandbox.region(resource))


def _id(account: str, region: str) -> str:
    return f"scanning of {account} in {region}"
