"""Who watches over machines and databases, for which AWS bills the account that they stand in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from innovate_model.analyses.oversight import watched
from innovate_model.graph import Graph
from innovate_model.resources.base import Resource
from innovate_model.resources.guardduty_detector import GuarddutyDetector
from innovate_model.resources.inspector2_enabler import Inspector2Enabler

Watched = Literal["processes", "logins", "vulnerabilities"]
_FEATURES: dict[str, Watched] = {"RUNTIME_MONITORING": "processes", "RDS_LOGIN_EVENTS": "logins"}


def watchers(graph: Graph, region_of: Callable[[Resource], str]) -> dict[tuple[Watched, str, str], str]:
    """(what for, account, region) -> the address of who looks, of several the first in the model.

    A detector of the delegated administrator looks into the accounts under it with the features that it has itself.
    https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_organizations.html
    """
    found: dict[tuple[Watched, str, str], str] = {}
    for watcher, what in _watching(graph):
        for account in watched(graph, [watcher]):
            found.setdefault((what, account, region_of(watcher)), watcher.address)
    return found


def _watching(graph: Graph) -> Iterator[tuple[Resource, Watched]]:
    for detector in graph.model.of(GuarddutyDetector):
        if detector.enable:
            yield from ((detector, _FEATURES[each]) for each in detector.features if each in _FEATURES)
    for enabler in graph.model.of(Inspector2Enabler):
        if "EC2" in enabler.resource_types:
            yield enabler, "vulnerabilities"
