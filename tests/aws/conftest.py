"""One emulator for the whole suite; tests keep apart by their account ids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from innovate_model.aws.access import sandbox_access
from innovate_model.aws.collect import collect
from innovate_model.aws.designed import accounts_of, management_account_id, regions_of
from innovate_model.aws.emulator import emulator
from innovate_model.aws.sandbox import Seeded, seed
from innovate_model.aws.snapshot import Snapshot
from innovate_model.loader import load
from innovate_model.model import Model

MODELS = Path(__file__).parents[2] / "models"


@dataclass(frozen=True)
class Provisioned:
    """A model that an emulator holds, and what the emulator told before anybody touched it."""

    model: Model
    seeded: Seeded
    endpoint_url: str
    undisturbed: Snapshot

    def snapshot(self) -> Snapshot:
        """What it tells now."""
        return snapshot_of(self.model, self.endpoint_url).knowing(self.seeded.unsupported)


def snapshot_of(model: Model, endpoint_url: str) -> Snapshot:
    """Everything in the accounts and regions of a model."""
    return collect(
        sandbox_access(endpoint_url),
        regions_of(model),
        accounts_of(model),
        management_account_id=management_account_id(model),
    )


def provision(model: Model, endpoint_url: str) -> Provisioned:
    """Put a model into an emulator."""
    seeded = seed(model, endpoint_url)
    return Provisioned(model, seeded, endpoint_url, snapshot_of(model, endpoint_url).knowing(seeded.unsupported))


@pytest.fixture(scope="session")
def endpoint() -> Iterator[str]:
    """A real moto server on a free port of 127.0.0.1."""
    with emulator() as url:
        yield url


@pytest.fixture(scope="session")
def innovate(endpoint: str) -> Provisioned:
    """The reference model in the emulator. Tests that disturb it put nothing back: they come last in their file."""
    return provision(load(MODELS / "innovate").model, endpoint)


@pytest.fixture(scope="session")
def hybrid(endpoint: str) -> Provisioned:
    """The second model in the emulator."""
    return provision(load(MODELS / "hybrid").model, endpoint)
