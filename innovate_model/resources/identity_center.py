"""The instance of IAM Identity Center, which Terraform reads as aws_ssoadmin_instances and does not make."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from innovate_model.resources.base import Resource


class IdentityCenter(Resource):
    """Where people sign in to the organisation's accounts; AWS SSO until July 2022.

    `mfa_mode` is how often it asks for a second factor: at every sign-in (`ALWAYS_ON`, the default of a new instance),
    when the sign-in differs from earlier ones, or never. `without_mfa_device` is what becomes of somebody who has
    none. With an `external` identity source neither applies: that provider asks. `session_duration_hours` is how long
    the access portal keeps somebody signed in. Which account administers it says a delegated administrator of
    `sso.amazonaws.com`.
    https://docs.aws.amazon.com/singlesignon/latest/userguide/what-is.html
    https://docs.aws.amazon.com/singlesignon/latest/userguide/mfa-getting-started.html
    https://docs.aws.amazon.com/singlesignon/latest/userguide/how-to-configure-mfa-device-enforcement.html
    """

    kind: ClassVar[str] = "identity_center"
    section: ClassVar[str] = "identity_center"
    parents: ClassVar[tuple[str, ...]] = ("organization",)
    is_single: ClassVar[bool] = True

    identity_source: Literal["identity-center", "active-directory", "external"] = "identity-center"
    mfa_mode: Literal["ALWAYS_ON", "CONTEXT_AWARE", "DISABLED"] = "ALWAYS_ON"
    without_mfa_device: Literal["register", "email-code", "block", "allow"] = "register"
    session_duration_hours: int = Field(default=8, ge=1, le=2160)
