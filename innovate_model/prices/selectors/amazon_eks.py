"""AmazonEKS: control planes."""

from __future__ import annotations

from innovate_model.prices.selector import Selector

SELECTORS = {
    "eks.cluster.standard": Selector(
        "AmazonEKS", "hour", "AmazonEKS-Hours:perCluster", "Compute", attributes={"operation": "CreateOperation"}
    ),
}
NOT_LISTED = {
    "eks.cluster.extended_support": "the whole rate in extended support; how the list splits it is not known for sure",
}
