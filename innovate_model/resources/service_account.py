"""A Kubernetes service account (kubernetes_service_account)."""

from __future__ import annotations

from typing import ClassVar

from innovate_model.resources.base import Resource


class ServiceAccount(Resource):
    """The identity of pods. An IAM role that trusts it says so in its `trust.irsa`; nothing is written here.

    https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
    """

    kind: ClassVar[str] = "service_account"
    section: ClassVar[str] = "service_accounts"
    parents: ClassVar[tuple[str, ...]] = ("namespace",)
