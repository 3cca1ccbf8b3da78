"""How sensitive data is, from what anybody may read to what harms people when it leaks."""

from __future__ import annotations

from typing import Literal

DataClassification = Literal["public", "internal", "confidential", "sensitive"]
"""Where data stands in an organisation's scheme; `sensitive` is about persons. AWS has no such attribute: a tag says
it. https://docs.aws.amazon.com/prescriptive-guidance/latest/security-controls-by-caf-capability/data-controls.html"""

SENSITIVE = ("confidential", "sensitive")
"""Classes that ask for a key of the customer's own and for no public way to the data."""
