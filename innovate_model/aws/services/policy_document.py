"""Policy documents of AWS and the statements of the model. No type of its own.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from innovate_model.resources.service_control_policy import Statement


def statements_of(document: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The statements of a document by their Sid, or by their place where they have none."""
    statements = document.get("Statement", [])
    statements = statements if isinstance(statements, list) else [statements]
    return {str(each.get("Sid") or f"statement-{index}"): each for index, each in enumerate(statements)}


def many(value: Any) -> tuple[str, ...]:
    """What may be one text or a list of them."""
    if value is None:
        return ()
    return (str(value),) if isinstance(value, (str, bool, int)) else tuple(str(each) for each in value)


def condition_fields(statement: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """AWS's conditions; several values of one key are joined by commas."""
    return {
        operator: {key: ",".join(many(value)) for key, value in keys.items()}
        for operator, keys in statement.get("Condition", {}).items()
    }


def condition_json(condition: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str | list[str]]]:
    """The conditions of the model as AWS takes them; several values of one key are written with commas."""
    return {
        operator: {key: text.split(",") if "," in text else text for key, text in keys.items()}
        for operator, keys in condition.items()
    }


def statement_fields(statement: Mapping[str, Any]) -> dict[str, Any]:
    """One statement as the model writes it."""
    return {
        "effect": statement["Effect"],
        "actions": many(statement.get("Action")),
        "not_actions": many(statement.get("NotAction")),
        "resources": many(statement.get("Resource", "*")),
        "condition": condition_fields(statement),
    }


def statement_json(name: str, statement: Statement) -> dict[str, Any]:
    """One statement of the model as AWS takes it."""
    document: dict[str, Any] = {"Sid": sid(name), "Effect": statement.effect, "Resource": list(statement.resources)}
    if statement.actions:
        document["Action"] = list(statement.actions)
    if statement.not_actions:
        document["NotAction"] = list(statement.not_actions)
    if statement.condition:
        document["Condition"] = condition_json(statement.condition)
    return document


def sid(name: str) -> str:
    """A name as a Sid: letters and digits."""
    return re.sub(r"[^A-Za-z0-9]", "", name) or "Statement"
