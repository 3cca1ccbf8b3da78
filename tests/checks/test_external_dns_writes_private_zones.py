"""ExternalDNS: what is judged."""

import pytest

from .support import Planted, expect

CHECK = "external-dns-writes-private-zones"
PLANTED = Planted(
    "accounts.production.vpcs.main.eks_clusters.main.namespaces.system.helm_releases.external-dns.values",
    "{aws-zone-type: public}",
)
MODEL = """\
accounts:
  it:
    account_id: "111111111111"
    environment: dev
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
        eks_clusters:
          main:
            version: 1.34
            subnets: app
            namespaces:
              dns: {helm_releases: {names: {chart: CHART, repository: "https://example.com", version: 1.0.0VALUES}}}
"""


@pytest.mark.parametrize(
    ("chart", "values", "is_told"),
    [
        ("external-dns", "", True),
        ("external-dns", ", values: {aws.zoneType: private}", False),
        ("other-dns", "", False),
    ],
)
def test_what_is_judged(chart: str, values: str, is_told: bool) -> None:
    """Its chart, by either spelling of the value."""
    places = [(15, 37, "may write names into public zones")] if is_told else []
    expect(CHECK, MODEL.replace("CHART", chart).replace("VALUES", values), *places)
