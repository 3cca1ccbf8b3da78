"""AmazonInspectorV2: instances by the hour, images by the scan."""

from __future__ import annotations

from innovate_model.prices.selector import Selector

SELECTORS = {
    "inspector.instance_hour": Selector("AmazonInspectorV2", "hour", "EC2-Scanning"),
    "inspector.image": Selector("AmazonInspectorV2", "image", "container-image-initial-scan"),
    "inspector.image_again": Selector("AmazonInspectorV2", "scan", "container-image-re-scan"),
}
