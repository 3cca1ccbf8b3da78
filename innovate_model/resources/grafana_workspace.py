"""aws_grafana_workspace: Amazon Managed Grafana."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Addresses, every

SOURCES = ("prometheus_workspace", "opensearch_domain", "cloudwatch_log_group", "xray_group")


class GrafanaWorkspace(Resource):
    """Dashboards, and people who sign in to them.

    `data_sources` is what they show; those of other accounts need `account_access_type: ORGANIZATION`. People come
    from IAM Identity Center (AWS_SSO) or another provider (SAML).
    https://docs.aws.amazon.com/grafana/latest/userguide/AMG-manage-workspaces-users.html
    """

    kind: ClassVar[str] = "grafana_workspace"
    section: ClassVar[str] = "grafana_workspaces"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    account_access_type: Literal["CURRENT_ACCOUNT", "ORGANIZATION"] = "CURRENT_ACCOUNT"
    authentication_providers: tuple[Literal["AWS_SSO", "SAML"], ...] = Field(min_length=1)
    data_sources: Annotated[Addresses, every(*SOURCES, relation=Relation.READS)] = ()
