"""The picture of a pipeline: stages in order, gates, and what comes of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from innovate_model.graph import build
from innovate_model.loader import load
from innovate_model.views import view
from innovate_model.views.view import Arrow, Box, Tone, View

MODELS = Path(__file__).parents[2] / "models"
PIPELINE = "accounts.shared-services.delivery_pipelines.backend"
SOURCE = "accounts.shared-services.source_repositories.innovate"


@pytest.fixture(scope="module")
def backend() -> View:
    return view(build(load(MODELS / "innovate").model), "delivery", "backend")


def boxes(picture: View) -> dict[str, Box]:
    return {box.id: box for box in picture.root.walk()}


def lane(picture: View, stage: str, label: str) -> list[tuple[str, int]]:
    """What stands in one cell: labels and counts."""
    found = boxes(picture)
    (id_,) = [one.id for one in found[PIPELINE].lanes if one.label == label]
    return [(box.label, box.count) for box in found[f"{PIPELINE}:column:{stage}"].children if box.lane == id_]


def test_stages_stand_in_order_under_the_account_that_they_act_in(backend: View) -> None:
    """Four columns; the first stage runs where the pipeline is."""
    columns = boxes(backend)[PIPELINE].children
    assert [box.label for box in columns] == ["shared-services", "dev", "staging", "production"]
    assert [box.children[0].label for box in columns] == ["build", "dev", "staging", "production"]
    assert [step.label for step in columns[1].children[0].children] == ["migrate", "deploy", "integration-tests"]


def test_a_gate_comes_before_the_steps(backend: View) -> None:
    """A manual approval is the first thing in its stage, and no other stage has one."""
    gates = [box.id for box in backend.root.walk() if box.tone is Tone.GATE]
    assert gates == [f"{PIPELINE}:gate:production"]
    assert boxes(backend)[f"{PIPELINE}:stage:production"].children[0].id == gates[0]


def test_what_comes_of_each_stage_stands_below_it(backend: View) -> None:
    """Images and their replicas in each account, the schema, Argo CD, and the namespaces that it keeps in step."""
    assert lane(backend, "build", "Registries and stores") == [("ECR", 3)]
    for stage in ("dev", "staging", "production"):
        assert lane(backend, stage, "Registries and stores") == [("ECR", 3)]
        assert lane(backend, stage, "Puts in place") == [("main", 1), ("workloads", 1)]
        assert lane(backend, stage, "Runs there") == [("Namespaces", 3)]


def test_arrows(backend: View) -> None:
    """From the repository through the stages; replicas and namespaces counted."""
    stage, cell = f"{PIPELINE}:stage", f"{PIPELINE}:cell"
    built, replica = f"{cell}:build:stores:ecr_repository", f"{cell}:dev:stores:ecr_repository"
    controller = "accounts.dev.vpcs.main.eks_clusters.main.namespaces.argocd.argocd_application_sets.workloads"
    assert {
        Arrow(SOURCE, f"{stage}:build", "each commit", "promotion"),
        Arrow(f"{stage}:build", f"{stage}:dev", "", "promotion"),
        Arrow(f"{stage}:build", built, "publishes", "deployment"),
        Arrow(built, replica, "", "replication", 3),
        Arrow(f"{stage}:dev", controller, "deploys", "deployment"),
        Arrow(controller, f"{cell}:dev:running:namespace", "keeps in step", "deployment", 3),
    } <= set(backend.arrows)


def test_folders_and_runners(backend: View) -> None:
    """What the repository holds, and the machines that the pipeline runs on."""
    found = boxes(backend)
    assert found[f"{SOURCE}:folder:kubernetes/"].sublabel == "kustomize"
    assert found[f"{PIPELINE}:runner"].count == 2
