"""Keys, secrets and identities."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from innovate_model.analyses.cost.demand import Charge, Demand, Metered, Site
from innovate_model.resources.kms_key import KmsKey
from innovate_model.resources.secret import Secret

_MONTH = Decimal(1)


def kms_key(resource: KmsKey, site: Site) -> Iterator[Demand]:
    """Each key by the month, each replica of a multi-Region key like a key, and as much again for the first and for
    the second rotation of its material, none for later ones; and each request.

    https://aws.amazon.com/kms/pricing/
    https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
    """
    why = "kept all month"
    why += ", not rotated yet (the first two rotations add as much each)" if resource.enable_key_rotation else ""
    why += ", no replicas counted" if resource.multi_region else ""
    yield Charge("KMS key", "kms.key", _MONTH, why)
    yield Metered("KMS requests", "kms.requests_10k", "requests", per=10_000)


def secret(resource: Secret, site: Site) -> Iterator[Demand]:
    """Each secret by the month, whatever its versions, and each API call.

    https://aws.amazon.com/secrets-manager/pricing/
    """
    yield Charge("secret", "secretsmanager.secret", _MONTH, "kept all month, one Region")
    yield Metered("Secrets Manager API calls", "secretsmanager.api_10k", "requests", per=10_000)


TIER = "security"
PRICED = {"kms_key": kms_key, "secret": secret}
FREE = {"iam_role": "IAM has no charge: https://docs.aws.amazon.com/IAM/latest/UserGuide/introduction.html"}
