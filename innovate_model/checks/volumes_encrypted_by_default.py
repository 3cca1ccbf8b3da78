"""Every new EBS volume of an environment is encrypted with a key of its account's own.

Design document §3.2: "KMS CMKs for EBS, EFS, Aurora, S3". Node groups name their key; what else makes a volume (a
restored snapshot, a persistent volume claim) takes the account's default, and that is no encryption unless it is set:
https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html

Judged in accounts that serve an environment, where they have the setting or the management account is named.

PASS:
    accounts:
      production:
        account_id: "333333333333"
        environment: production
        kms_keys: {ebs: {enable_key_rotation: yes}}
        ebs_encryption_by_default: {kms_key: ebs}
FAIL:
    organization: {title: Example, region: us-east-1, management_account: payer}
    accounts:
      payer: {account_id: "111111111111"}
      production: {account_id: "333333333333", environment: production}
FAIL:
    accounts:
      production: {account_id: "333333333333", environment: production, ebs_encryption_by_default: {}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.oversight import whole_organization, workload_accounts
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.ebs_encryption_by_default import EbsEncryptionByDefault

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "3.2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each account without it, and for each setting that is off or has no key."""
    settings = {setting.parent: setting for setting in graph.model.of(EbsEncryptionByDefault)}
    is_whole = whole_organization(graph) is not None
    for account in workload_accounts(graph):
        setting = settings.get(account.address)
        mend = "ebs_encryption_by_default: {kms_key: ...}"
        if setting is None:
            if is_whole:
                path = at(account.address, "ebs_encryption_by_default")
                yield Complaint(path, "new volumes of this account are not encrypted by default", mend)
        elif not setting.enabled:
            yield Complaint(at(setting.address, "enabled"), "new volumes are not encrypted by default", "enabled: yes")
        elif setting.kms_key is None:
            message = "new volumes are encrypted with AWS's key, which no policy of the account governs"
            yield Complaint(at(setting.address, "kms_key"), message, mend)
