"""AmazonES: nodes of OpenSearch domains and their disks. Usage types leave out the `.search` of a type's name; the
attribute has it."""

from __future__ import annotations

from innovate_model.prices.selector import Selector

_SERVICE = "AmazonES"
SELECTORS = {
    "opensearch.instance.*": Selector(
        _SERVICE,
        "hour",
        "ESInstance:*",
        "Amazon OpenSearch Service Instance",
        attributes={"instanceType": "{}", "operation": "ESDomain"},
    ),
    "opensearch.gp3.gb": Selector(_SERVICE, "GB-month", "ES:GP3-Storage", "Amazon OpenSearch Service Volume"),
}
