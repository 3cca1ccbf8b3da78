"""What Amazon Inspector looks at, which the delegated administrator decides for the accounts of the organisation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from innovate_model.aws.calls import Call, Item
from innovate_model.aws.services.base import ReadType, Seen, Unknown, View, place_of, unless_unknown
from innovate_model.model import Model
from innovate_model.resources.inspector2_enabler import Inspector2Enabler

_ON = "ENABLED"
_WORDS = {"ec2": "EC2", "ecr": "ECR", "lambda": "LAMBDA", "lambdaCode": "LAMBDA_CODE"}


def _where_it_is_on(item: Item, request: Mapping[str, Any]) -> Mapping[str, Any] | None:
    return {} if item["state"]["status"] == _ON else None


ADMINISTRATOR = Call(
    "inspector2",
    "get_delegated_admin_account",
    "delegatedAdmin",
    ask=_where_it_is_on,
    absent=frozenset({"ResourceNotFoundException"}),
)
ORGANIZATION = Call("inspector2", "describe_organization_configuration", "autoEnable", ask=_where_it_is_on)
MEMBER = Call(
    "inspector2",
    "batch_get_account_status",
    "accounts",
    ask=lambda item, request: {"accountIds": [item["accountId"]]},
)
MEMBERS = Call("inspector2", "list_members", "members", ask=_where_it_is_on, then=(MEMBER,))
STATUS = Call("inspector2", "batch_get_account_status", "accounts", then=(ADMINISTRATOR, ORGANIZATION, MEMBERS))


class InspectorEnablers(ReadType[Inspector2Enabler]):
    """Without arguments the status is that of the account itself. The administrator's own comes with its office."""

    resource = Inspector2Enabler
    calls = (STATUS,)
    takes_tags = False

    def identity(self, model: Model, resource: Inspector2Enabler) -> str:
        return _id(*place_of(model, resource))

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(STATUS):
            if item["state"]["status"] == _ON:
                above = view.one(ADMINISTRATOR, item)
                administrator = above.get("accountId") if isinstance(above, Mapping) else None
                is_member = administrator not in (None, view.account_id)
                why = "enabled by the delegated administrator" if is_member else ""
                yield Seen(_id(view.account_id, view.region), item, "inspector", made_by_aws=why)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        members = view.several(MEMBERS, seen.item)
        if isinstance(members, Unknown):
            return {"resource_types": members, "accounts": members}
        told = [each for member in members for each in view.answer(MEMBER, member).items]
        on = [each for each in told if each["state"]["status"] == _ON] or [seen.item]
        looked_at = {_types(each) for each in on}
        several = Unknown("it looks at other things in some accounts than in others, and the model says one list")
        return {
            "resource_types": looked_at.pop() if len(looked_at) == 1 else several,
            "accounts": view.addresses(each["accountId"] for each in on),
            "auto_enable": unless_unknown(
                view.one(ORGANIZATION, seen.item),
                lambda found: tuple(word for key, word in _WORDS.items() if (found or {}).get(key)),
            ),
        }


def _types(account: Item) -> tuple[str, ...]:
    state = account.get("resourceState") or {}
    return tuple(word for key, word in _WORDS.items() if (state.get(key) or {}).get("status") == _ON)


def _id(account: str, region: str) -> str:
    return f"inspector of {account} in {region}"
