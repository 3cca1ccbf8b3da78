"""The organisation, its units and its service control policies: the management account knows them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from innovate_model.aws.calls import Call, Item, Scope, by, tags_of
from innovate_model.aws.services.base import AwsType, Seen, Unknown, View
from innovate_model.aws.services.policy_document import statement_fields, statement_json, statements_of
from innovate_model.resources.organization import Organization
from innovate_model.resources.organizational_unit import OrganizationalUnit
from innovate_model.resources.service_control_policy import ServiceControlPolicy

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

_DEEPEST = 5
"""Units nest five deep: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html"""
_UNITS = "organizational_units"
_TAGS = Call("organizations", "list_tags_for_resource", "Tags", scope=Scope.ORGANIZATION, ask=by("ResourceId", "Id"))


def _units(levels: int) -> Call:
    below = (_units(levels - 1),) if levels > 1 else ()
    return Call(
        "organizations",
        "list_organizational_units_for_parent",
        "OrganizationalUnits",
        scope=Scope.ORGANIZATION,
        ask=by("ParentId", "Id"),
        then=(*below, _TAGS),
    )


UNITS = _units(_DEEPEST)
ROOTS = Call("organizations", "list_roots", "Roots", scope=Scope.ORGANIZATION, then=(UNITS,))
ORGANIZATION = Call("organizations", "describe_organization", "Organization", scope=Scope.ORGANIZATION)
POLICY = Call("organizations", "describe_policy", "Policy", scope=Scope.ORGANIZATION, ask=by("PolicyId", "Id"))
TARGETS = Call(
    "organizations", "list_targets_for_policy", "Targets", scope=Scope.ORGANIZATION, ask=by("PolicyId", "Id")
)
POLICIES = Call(
    "organizations",
    "list_policies",
    "Policies",
    (("Filter", "SERVICE_CONTROL_POLICY"),),
    scope=Scope.ORGANIZATION,
    then=(POLICY, TARGETS, _TAGS),
)


def management_view(view: View) -> View:
    """The same snapshot as the management account sees it."""
    return View(view.snapshot, view.snapshot.management_account_id, view.snapshot.regions[0], view.names)


class Organizations(AwsType[Organization]):
    """There is one. The root of its units is the same thing in the model."""

    resource = Organization
    calls = (ORGANIZATION, ROOTS)
    needs = ("account",)
    model_only: ClassVar[dict[str, str]] = {
        "title": "the model's own word",
        "region": "an organisation of AWS is in no region",
        "tags": "an organisation takes none",
        "cost_allocation_tags": "Cost Explorer is not asked yet",
    }

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(ORGANIZATION):
            roots = tuple(root["Id"] for root in view.items(ROOTS))
            yield Seen(item["Id"], item, "organization", other_ids=roots)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        payer = str(seen.item["MasterAccountId"])
        return {"title": seen.id, "region": view.region, "management_account": view.address(payer)}

    def create(self, sandbox: Sandbox, resource: Organization) -> tuple[str, ...]:
        organizations = sandbox.client("organizations", resource)
        made = organizations.create_organization(FeatureSet="ALL")["Organization"]["Id"]
        root = organizations.list_roots()["Roots"][0]["Id"]
        organizations.enable_policy_type(RootId=root, PolicyType="SERVICE_CONTROL_POLICY")
        return made, root


class OrganizationalUnits(AwsType[OrganizationalUnit]):
    """All stand in the organisation in the model and name the unit that they are in."""

    resource = OrganizationalUnit
    calls = (ORGANIZATION, ROOTS, UNITS)
    needs = ("organizational_unit",)

    def seen(self, view: View) -> Iterator[Seen]:
        organization = next((item["Id"] for item in view.items(ORGANIZATION)), "")
        for root in view.items(ROOTS):
            for item, request in _below(view, UNITS, root):
                tags = _tags(view, item)
                yield Seen(item["Id"], item, item["Name"], organization, tags, request=request)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        above = str(seen.request["ParentId"])
        return {"parent_unit": None if above.startswith("r-") else view.address(above)}

    def create(self, sandbox: Sandbox, resource: OrganizationalUnit) -> str:
        above = sandbox.id(resource.parent_unit) if resource.parent_unit else sandbox.other_id(resource.parent)
        made = sandbox.client("organizations", resource).create_organizational_unit(
            ParentId=above, Name=resource.name, Tags=sandbox.tag_list(resource)
        )
        return str(made["OrganizationalUnit"]["Id"])


class ServiceControlPolicies(AwsType[ServiceControlPolicy]):
    """`FullAWSAccess` is AWS's own. A statement's name becomes its Sid, which holds letters and digits only."""

    resource = ServiceControlPolicy
    calls = (ORGANIZATION, POLICIES, POLICY)
    needs = ("organizational_unit", "account", "organization")
    filled_by_aws: ClassVar[frozenset[str]] = frozenset({"description"})

    def seen(self, view: View) -> Iterator[Seen]:
        organization = next((item["Id"] for item in view.items(ORGANIZATION)), "")
        for item in view.items(POLICIES):
            why = "policy of AWS" if item.get("AwsManaged") else ""
            tags = {} if why else _tags(view, item)
            yield Seen(item["Id"], item, item["Name"], organization, tags, made_by_aws=why)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        policy = view.one(POLICY, seen.item)
        targets = view.answer(TARGETS, seen.item)
        content = policy["Content"] if isinstance(policy, Mapping) else "{}"
        return {
            "description": seen.item.get("Description", ""),
            "statements": {name: statement_fields(each) for name, each in statements_of(json.loads(content)).items()},
            "targets": Unknown(targets.problem)
            if targets.problem
            else view.addresses(each["TargetId"] for each in targets.items),
        }

    def create(self, sandbox: Sandbox, resource: ServiceControlPolicy) -> str:
        content = {
            "Version": "2012-10-17",
            "Statement": [statement_json(name, each) for name, each in resource.statements.items()],
        }
        made = sandbox.client("organizations", resource).create_policy(
            Name=resource.name,
            Description=resource.description,
            Type="SERVICE_CONTROL_POLICY",
            Content=json.dumps(content),
            Tags=sandbox.tag_list(resource),
        )
        return str(made["Policy"]["PolicySummary"]["Id"])

    def connect(self, sandbox: Sandbox, resource: ServiceControlPolicy) -> None:
        organizations, policy_id = sandbox.client("organizations", resource), sandbox.id(resource.address)
        for target in resource.targets:
            with sandbox.part(resource, "targets"):
                is_root = target == resource.parent
                target_id = sandbox.other_id(target) if is_root else sandbox.id(target)
                organizations.attach_policy(PolicyId=policy_id, TargetId=target_id)


def _below(view: View, call: Call, above: Item) -> Iterator[tuple[Item, Mapping[str, Any]]]:
    answer = view.answer(call, above)
    for item in answer.items:
        yield item, answer.request
        if any(each.key == call.key for each in call.then):
            yield from _below(view, next(each for each in call.then if each.key == call.key), item)


def _tags(view: View, item: Item) -> dict[str, str]:
    return tags_of({"Tags": list(view.answer(_TAGS, item).items)})
