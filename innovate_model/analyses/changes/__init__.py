"""Two models: what changed, and what that means. One call, `changes(old, new)`; plain frozen data comes back.

Nothing is compared twice in two ways: who is who is settled first (`renaming`), and everything after it speaks of a
resource by its address in the new model.
"""

from __future__ import annotations

from innovate_model.analyses.changes.comparing import Changes, Side, changes
from innovate_model.analyses.changes.flows import Turn
from innovate_model.analyses.changes.grouping import FlowGroup, Step, Witness
from innovate_model.analyses.changes.judgements import FindingChanges, Judged, PromiseChange, Promised
from innovate_model.analyses.changes.radius import Radii, RadiusChange, Shift
from innovate_model.analyses.changes.resources import Attribute, Changed, Presence, Renamed, Resources
from innovate_model.analyses.changes.space import Room, Space
from innovate_model.analyses.changes.wording import Effect, Rewording, Worded

__all__ = [
    "Attribute",
    "Changed",
    "Changes",
    "Effect",
    "FindingChanges",
    "FlowGroup",
    "Judged",
    "Presence",
    "PromiseChange",
    "Promised",
    "Radii",
    "RadiusChange",
    "Renamed",
    "Resources",
    "Rewording",
    "Room",
    "Shift",
    "Side",
    "Space",
    "Step",
    "Turn",
    "Witness",
    "Worded",
    "changes",
]
