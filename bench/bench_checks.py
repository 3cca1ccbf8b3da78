"""Judging a model by every check, beside loading it (text to typed resources and graph): the reference model, a
generated organisation of 300 VPCs, and the reference model with 97 more environments, where every check has
something to judge. CPU seconds of this process, median over runs that take turns."""

from __future__ import annotations

import gc
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from statistics import median
from typing import Any

from innovate_model.checks import all_checks
from innovate_model.checks import run as judge
from innovate_model.graph import Graph, build
from innovate_model.loader import load
from innovate_model.testing.organizations import large_organization

INNOVATE = Path(__file__).parents[1] / "models" / "innovate"
VPCS = 300
ENVIRONMENTS = 97
RUNS = 5


_ACCOUNT = """\
  production-{n:02d}:
    extends: [blueprints.member, blueprints.environment]
    account_id: "{n:012d}"
    organizational_unit: production
    environment: production
    iam_roles: {{deploy: {{trust: {{roles: accounts.shared-services.iam_roles.ci}}}}}}
    acm_certificates:
      app: {{domain_name: app.p{n}.innovate.example}}
      api: {{domain_name: api.p{n}.innovate.example}}
    route53_zones: {{private: {{domain_name: p{n}.innovate.internal}}}}
    vpcs:
      main:
        cidr_block: 10.{block}.0.0/16
        lbs: {{api: {{listeners: {{https: {{certificate: api.p{n}.innovate.example}}}}}}}}
        aurora_clusters:
          main: {{instances: {{writer: {{instance_class: db.r6g.large, availability_zone: a}}}}}}
        eks_clusters:
          main:
            namespaces:
              argocd:
                argocd_application_sets: {{workloads: {{environment: production, path: kubernetes/overlays/p{n}}}}}
"""


def run(vpcs: int = VPCS, environments: int = ENVIRONMENTS, runs: int = RUNS) -> list[dict[str, Any]]:
    """One row for each model. RuntimeError where a model does not load cleanly: silence about it would be no speed."""
    with tempfile.TemporaryDirectory() as folder:
        generated = Path(folder) / "generated.yaml"
        generated.write_text(large_organization(vpcs))
        grown = Path(folder) / "grown"
        copytree(INNOVATE, grown)
        _grow(grown, environments)
        return [
            _row("models/innovate", INNOVATE, 1.0, 2 * runs + 1),
            _row(f"{vpcs} VPCs, generated", generated, 1 / 3, runs),
            _row(f"models/innovate and {environments} more environments", grown, 1 / 3, (runs + 1) // 2),
        ]


def _grow(model: Path, environments: int) -> None:
    """Many more accounts like production, each with a block of its own outside 10.0.0.0/8's used parts."""
    accounts = "".join(_ACCOUNT.format(n=number, block=100 + number) for number in range(environments))
    (model / "more.yaml").write_text(f"accounts:\n{accounts}")
    root = model / "model.yaml"
    root.write_text(root.read_text() + "  - more.yaml\n")


def _row(name: str, path: Path, goal: float, runs: int) -> dict[str, Any]:
    def whole() -> Graph:
        loaded = load(path)
        if loaded.findings:
            raise RuntimeError(f"{name} has faults: {loaded.findings[0]}")
        return build(loaded.model)

    graph = whole()
    judge(graph)  # imports the checks, so that the runs below measure them alone
    loads, checks = [], []
    for _ in range(runs):
        loads.append(_timed(whole))
        fresh = whole()  # analyses keep what they found out about a graph: each run starts without
        checks.append(_timed(lambda graph=fresh: judge(graph)))
    ours, peer = median(checks), median(loads)
    return {
        "name": name,
        "ours": ours,
        "peer": peer,
        "peer_version": "loading it",
        "ratio": peer / ours,
        "goal": goal,
        "n": len(graph.model),
        "runs": runs,
        "unit": "s",
    }


def _timed(step: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    result = step()
    spent = time.process_time() - start
    del result
    return spent


if __name__ == "__main__":
    for row in run():
        print(f"{len(all_checks())} checks", row)
