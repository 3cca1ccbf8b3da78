"""aws_sns_topic, with its subscriptions."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from innovate_model.edge import Relation
from innovate_model.resources.base import Part, Resource
from innovate_model.resources.reference import Address, one
from innovate_model.values import FrozenMap, Name, Region

_FORMS = {"http": "http://", "https": "https://"}


class TopicSubscription(Part):
    """Who gets what is said: `endpoint` is a URL, an address, a number or an ARN, as `protocol` wants it."""

    protocol: Literal["https", "http", "email", "email-json", "sms", "sqs", "lambda", "firehose", "application"]
    endpoint: Name

    @model_validator(mode="after")
    def _fits(self) -> Any:
        start = _FORMS.get(self.protocol, "")
        if not self.endpoint.startswith(start) or (self.protocol.startswith("email") and "@" not in self.endpoint):
            message = f"`{self.endpoint}` is no endpoint of the protocol {self.protocol}"
            raise PydanticCustomError("bad_endpoint", "{message}", {"message": message})
        return self


class SnsTopic(Resource):
    """Tells its subscribers, people or programs, what is published to it. Who publishes says so.

    CloudWatch and other services of AWS publish to an encrypted topic only where the key's policy lets them, which
    means a key of the customer's: https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
    """

    kind: ClassVar[str] = "sns_topic"
    section: ClassVar[str] = "sns_topics"
    parents: ClassVar[tuple[str, ...]] = ("account",)
    inherits: ClassVar[tuple[str, ...]] = ("region",)

    region: Region
    kms_key: Annotated[Address, one("kms_key", relation=Relation.ENCRYPTED_BY)] | None = None
    subscriptions: FrozenMap[TopicSubscription] = Field(default={}, validate_default=True)
