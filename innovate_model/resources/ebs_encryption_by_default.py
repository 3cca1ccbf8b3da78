"""aws_ebs_encryption_by_default, with aws_ebs_default_kms_key."""

from __future__ import annotations

from typing import Annotated, ClassVar

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Address, one


class EbsEncryptionByDefault(Resource):
    """Whether every new volume of an account is encrypted, whoever makes it and whatever they say; with `kms_key`, or
    with AWS's own key for EBS. It holds for one region, and volumes that exist stay as they are.

    https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html
    https://docs.aws.amazon.com/goto/WebAPI/ec2-2016-11-15/EnableEbsEncryptionByDefault
    """

    kind: ClassVar[str] = "ebs_encryption_by_default"
    section: ClassVar[str] = "ebs_encryption_by_default"
    parents: ClassVar[tuple[str, ...]] = ("account",)
    is_single: ClassVar[bool] = True

    enabled: bool = True
    kms_key: Annotated[Address, one("kms_key", relation=Relation.ASSOCIATED_WITH)] | None = None
