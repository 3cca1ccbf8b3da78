"""`make demo`: the whole journey once, on the reference model, in the order in which an architect would ask."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from innovate_model.cli.files import write_files
from innovate_model.cli.printing import fail, paint, say

if TYPE_CHECKING:
    from innovate_model.api import Architecture
    from innovate_model.aws.snapshot import Snapshot

MODEL = "models/innovate"
API = "production.deployments.flask-api"
DATABASE = "production.aurora_clusters.main"
KEY = "production.kms_keys.aurora"
NEXT = (
    (f"innovate reach {MODEL} --from internet --to {DATABASE}", "everything that blocks it, each at its line"),
    (f"innovate blast {MODEL} availability_zones.us-east-1a", "one zone burns: what goes, what stays"),
    (f"innovate blast {MODEL} {API} --mode compromise", "what an intruder in the API gets at"),
    (f"innovate cost {MODEL} --items", "every line with its price, source and assumption"),
    ("jupyter lab notebooks/01-tour.ipynb", "change a value, compare (pip install jupyterlab)"),
)


@click.command()
@click.option("-o", "--output", "folder", type=click.Path(file_okay=False, path_type=Path), default=Path("out"))
def main(folder: Path) -> None:
    """Load, check, ask, draw, export, compare with an emulated AWS, price."""
    from innovate_model import api

    started = time.monotonic()
    architecture = api.load(MODEL)
    if not len(architecture):
        raise fail(f"{MODEL} is not here", "run the demo from the root of the repository")
    _check(architecture)
    _reach(architecture)
    _blast(architecture)
    _cost(architecture)
    written = [*_export(architecture, "diagrams", folder), *_export(architecture, "terraform", folder)]
    written += _drift(architecture, folder)
    _end(folder, written, time.monotonic() - started)


@contextmanager
def _step(command: str) -> Iterator[None]:
    """A heading that is the command to type for the same."""
    say()
    say(paint("$ ", fg="bright_black") + paint(command, bold=True))
    yield


def _check(architecture: Architecture) -> None:
    from innovate_model.checks import all_checks

    with _step(f"innovate check {MODEL}"):
        findings = architecture.check()
        accounts = sum(resource.kind == "account" for resource in architecture)
        edges = sum(1 for _ in architecture.graph.edges())
        say(f"  {len(architecture)} resources in {accounts} accounts, {edges} relations")
        result = f"{len(findings)} findings" if findings else "no findings"
        say(f"  {len(all_checks())} checks: " + paint(result, fg="red" if findings else "green", bold=True))


def _reach(architecture: Architecture) -> None:
    from innovate_model.cli.commands.reach import show

    with _step(f"innovate reach {MODEL} --from {API} --to {DATABASE}"):
        show(architecture, architecture.reach(API, DATABASE))


def _blast(architecture: Architecture) -> None:
    from innovate_model.cli.commands.blast import show

    with _step(f"innovate blast {MODEL} {KEY}"):
        show(architecture.blast(KEY))


def _cost(architecture: Architecture) -> None:
    from innovate_model.cli.commands.cost import show_groups

    with _step(f"innovate cost {MODEL} --by environment"):
        show_groups(architecture.cost(), "environment")


def _export(architecture: Architecture, name: str, folder: Path) -> list[Path]:
    with _step(f"innovate export {name} {MODEL} -o {folder / name}"):
        try:
            export = architecture.export(name)
        except (ImportError, RuntimeError) as error:
            raise fail(str(error)) from None
        written = write_files(folder / name, export.files)
        kinds = len(export.findings)
        say(f"  {len(written)} files" + (f"; {kinds} notes about what is left out and why" if kinds else ""))
    return written


def _drift(architecture: Architecture, folder: Path) -> list[Path]:
    from innovate_model.aws.emulator import NoEmulator, emulator
    from innovate_model.aws.snapshot import write

    say()
    say(paint("an emulated AWS on this machine is filled with the model, and then disturbed:", fg="bright_black"))
    try:
        with emulator() as endpoint_url:
            snapshot = _disturbed(architecture, endpoint_url)
    except NoEmulator as error:
        raise fail(str(error)) from None
    write(snapshot, folder / "snapshot")
    with _step(f"innovate drift {MODEL} --snapshot {folder / 'snapshot'}"):
        from innovate_model.aws.drift import drift
        from innovate_model.cli.commands.drift import show

        show(architecture, drift(architecture.model, snapshot), {}, shows_gaps=False)
    return write_files(folder / "drift", architecture.export("drift", snapshot=str(folder / "snapshot")).files)


def _disturbed(architecture: Architecture, endpoint_url: str) -> Snapshot:
    from innovate_model.aws.access import sandbox_access
    from innovate_model.aws.collect import collect
    from innovate_model.aws.designed import known_in, management_account_id, regions_of
    from innovate_model.aws.disturbance import disturb
    from innovate_model.aws.sandbox import seed

    model = architecture.model
    seeded = seed(model, endpoint_url)
    for disturbance in disturb(model, seeded, endpoint_url):
        say(f"  · {disturbance.sentence}")
    snapshot = collect(
        sandbox_access(endpoint_url),
        regions_of(model),
        known_in(model).accounts,
        management_account_id=management_account_id(model),
    )
    return snapshot.knowing(seeded.unsupported)


def _end(folder: Path, written: list[Path], seconds: float) -> None:
    say()
    say(f"written in {seconds:.0f} s", bold=True)
    for name in ("diagrams", "terraform", "drift"):
        for path in written:
            if name != "terraform" and path.is_relative_to(folder / name) and path.suffix != ".svg":
                say(f"  {path}")
        if name == "terraform":
            say(f"  {folder / name}/accounts/*/10-innovate.auto.tfvars.json, variables.tf")
    say()
    say("try next" + paint("  (. .venv/bin/activate puts innovate on the path)", fg="bright_black"), bold=True)
    width = max(len(command) for command, _ in NEXT)
    for command, what in NEXT:
        say(f"  {command:<{width}}  {paint(what, fg='bright_black')}")


if __name__ == "__main__":
    main()
