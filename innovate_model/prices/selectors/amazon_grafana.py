"""AmazonGrafana: licences of who signs in."""

from __future__ import annotations

from innovate_model.prices.selector import Selector


def _licence(usage: str) -> Selector:
    return Selector("AmazonGrafana", "user-month", usage, "User Fees")


SELECTORS = {"grafana.editor": _licence("Grafana:EditorUser"), "grafana.viewer": _licence("Grafana:ViewerUser")}
