"""Log groups: how long, and under which key."""

from .support import Planted

CHECK = "log-groups-end"
PLANTED = Planted("accounts.production.cloudwatch_log_groups.workloads.retention_in_days", "null")
