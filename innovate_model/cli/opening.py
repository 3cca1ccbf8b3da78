"""A model named on the command line -> an Architecture, with its faults told."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from innovate_model.cli.printing import fail, harmless, tell_faults, wants_colour

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from innovate_model.analyses.capacity import Demand
    from innovate_model.analyses.cost import Usage
    from innovate_model.api import Architecture
    from innovate_model.finding import Accepted, Finding
    from innovate_model.rendering._rule import Rule

MODEL = click.argument("model", metavar="MODEL", type=click.Path(allow_dash=True))
"""A folder with a model.yaml, a YAML file, either in a revision of a git repository (REV:path), - for standard input,
or a folder of what AWS answered."""


scenarios_option = click.option(
    "--scenario", "scenarios", multiple=True, metavar="FILE", help="An overlay to lay over the model; may be repeated."
)


demand_option = click.option(
    "--demand", "demand_file", metavar="FILE", help="What users ask for: a YAML file; demand.yaml beside the model."
)
users_option = click.option("--users", type=click.FloatRange(min=0), metavar="N", help="So many users a day.")
DEMAND_FILE = "demand.yaml"
WAY_IN = (
    "say in an account where people come in, and what works for them: "
    "applications: {shop: {type: web_site, entry: vpcs.main.lbs.web, parts: {...}}}"
)
"""What leads a demand into a model."""


def open_demand(model: str, demand_file: str | None, users: float | None) -> Demand:
    """The demand in a file, or in the one beside the model, of so many users where that is asked for. Ends the run
    where there is none, or it has faults."""
    from pathlib import Path

    from innovate_model.analyses.capacity import FaultyDemand, read_demand

    folder = Path(model) if Path(model).is_dir() else Path(model).parent
    file = Path(demand_file) if demand_file else folder / DEMAND_FILE
    if not file.exists():
        raise fail(f"there is no {file}", f"say what users ask for: --demand FILE, or a {DEMAND_FILE} beside the model")
    try:
        demand = read_demand(file)
        return demand if users is None else demand.with_users(users)
    except FaultyDemand as error:
        tell_faults(file, error.findings)
        raise fail(f"{file} is no demand", "") from None
    except ValueError as error:
        raise fail(str(error)) from None


def open_demand_if_any(model: str, demand_file: str | None, users: float | None) -> Demand | None:
    """The same, or None where none is named and none stands beside the model."""
    from pathlib import Path

    if demand_file is None and users is None and not (Path(model) / DEMAND_FILE).is_file():
        return None
    return open_demand(model, demand_file, users)


usage_option = click.option(
    "--usage", "usage_file", metavar="FILE", help="What flows and is stored in a month (YAML), for what it costs."
)


class Folder(click.Path):
    """A folder as a pathlib.Path. (`path_type=Path` would import pathlib for every verb, `--help` included.)"""

    def __init__(self) -> None:
        super().__init__(file_okay=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from pathlib import Path

        return Path(str(super().convert(value, param, ctx)))


def open_model(name: str, scenarios: Sequence[str] = (), beside: str = "") -> Architecture:
    """Load a model and lay scenarios over it, or read what AWS answered. Ends the run where there is no such file.
    `beside`: the model with which it is compared, for who names a revision and forgets the path."""
    from pathlib import Path
    from warnings import catch_warnings, simplefilter

    from innovate_model import api
    from innovate_model.revision import is_revision

    if name != "-" and not is_revision(name):
        _demand(Path(name), beside)
    _demand_written(name, scenarios)
    with catch_warnings():
        simplefilter("ignore", api.FaultyModel)  # the verbs tell faults in their own way
        architecture = api.load_text(_standard_input(), "-") if name == "-" else _loaded(name)
    for scenario in scenarios:
        architecture = _under(architecture, scenario)
    return architecture


def _demand_written(name: str, scenarios: Sequence[str]) -> None:
    from innovate_model import api

    if scenarios and api.is_observed(name):
        hint = f"write it out as text first: innovate explain {name} --expand"
        raise fail("a scenario changes what was written, and this was observed", hint)


def _under(architecture: Architecture, scenario: str) -> Architecture:
    """An architecture under one more scenario. Ends the run where there is no such file."""
    from pathlib import Path
    from warnings import catch_warnings, simplefilter

    from innovate_model import api

    if not Path(scenario).exists():
        raise fail(f"there is no {scenario}", "a scenario is a YAML file that is laid over the model")
    with catch_warnings():
        simplefilter("ignore", api.FaultyModel)  # the verbs tell faults in their own way
        return architecture.what_if(Path(scenario))


def _loaded(name: str) -> Architecture:
    from innovate_model import api
    from innovate_model.revision import NoRevision

    try:
        return _observed(name) if api.is_observed(name) else api.load(name)
    except NoRevision as error:
        raise fail(str(error), error.hint) from None


def _observed(name: str) -> Architecture:
    from innovate_model import api
    from innovate_model.aws.snapshot import NotASnapshot

    try:
        return api.load(name)
    except (NotASnapshot, OSError) as error:
        raise fail(str(error), _WHAT_A_MODEL_IS) from None


_WHAT_A_MODEL_IS = (
    "a model is a YAML file, a folder with a model.yaml, or a folder of what AWS answered: a snapshot, or the JSON of "
    "`aws ... describe-*`"
)


_WHAT_IS_WRITTEN = "a model is a YAML file, or a folder with a model.yaml"


def _as_revision(name: str, beside: str) -> str:
    """What to write for a name that is a revision of git: the same with a path behind it."""
    from innovate_model.revision import is_known, is_revision

    if not is_known(name):
        return ""
    is_here = beside in ("", ".", "-") or beside.startswith(("/", "..")) or is_revision(beside)
    path = "." if is_here else f"./{beside.removeprefix('./')}"
    return f"the model of the revision `{name}`: {name}:{path}"


def _demand(root: Path, beside: str) -> None:
    """A model where one was named; whatever is wrong in it is a finding."""
    from innovate_model import api

    if not root.exists():
        raise fail(f"there is no {root}", _as_revision(str(root), beside) or _WHAT_IS_WRITTEN)
    if root.is_dir() and not (root / "model.yaml").exists() and not api.is_observed(root):
        raise fail(f"the folder {root} has no model.yaml", _WHAT_A_MODEL_IS)


def _standard_input() -> str:
    """All of it. Bytes that are no UTF-8 become lone surrogates, which the reader of YAML complains of."""
    if sys.stdin is None:
        raise fail("standard input is closed", "give it a model: innovate check - < model.yaml")
    return sys.stdin.buffer.read().decode("utf-8-sig", "surrogateescape")


def open_sound_model(name: str, scenarios: Sequence[str] = ()) -> Architecture:
    """The same for verbs that answer a question: faults of the text are told on standard error, and end the run. So is
    what an observed model does not know, which ends nothing."""
    return _sound(open_model(name, scenarios), name)


def open_sound_scenarios(name: str, scenarios: Sequence[str]) -> list[Architecture]:
    """A model without faults, and what becomes of it under each of some scenarios, one by one."""
    base = open_sound_model(name)
    _demand_written(name, scenarios)
    return [base, *(_sound(_under(base, each), name, each) for each in scenarios)]


def _sound(architecture: Architecture, name: str, scenario: str = "") -> Architecture:
    from innovate_model.finding import Severity
    from innovate_model.loader import NOT_OBSERVED

    for finding in architecture.findings:
        if finding.check == NOT_OBSERVED:
            click.echo(f"note: {harmless(finding.message)}", err=True)
    faults = [finding for finding in architecture.findings if finding.severity is Severity.ERROR]
    if faults:
        click.echo(rendered(architecture, faults, "text", is_judged=False), err=True, nl=False)
        under, option = (f" under {scenario}", f" --scenario {scenario}") if scenario else ("", "")
        hint = f"mend them first: innovate check {name}{option}"
        raise fail(f"{name}{under} has faults: an answer from it could be wrong", hint)
    return architecture


def open_usage(architecture: Architecture, name: str | None) -> Usage | None:
    """The usage of a file for a model, where one is named. Its faults are told on standard error, and end the run."""
    if name is None:
        return None
    from pathlib import Path

    from innovate_model.analyses.cost.usage_file import read_usage

    usage, faults = read_usage(Path(name), architecture.graph)
    if faults:
        click.echo(rendered(architecture, faults, "text", is_judged=False), err=True, nl=False)
        raise fail(f"{name} has faults: a sum from it would be wrong", "innovate cost --help shows what it may hold")
    return usage


def rendered(
    architecture: Architecture,
    findings: Sequence[Finding],
    format_name: str,
    is_judged: bool = True,
    accepted: Sequence[Accepted] = (),
) -> str:
    """Findings in one of the formats. `is_judged`: whether the checks ran and the promises were proven, so that a
    report can say which."""
    from innovate_model.checks import all_checks
    from innovate_model.properties import kept
    from innovate_model.rendering import renderer

    checks: list[Rule] = [*all_checks(), *kept(architecture.graph)] if is_judged else []
    texts = architecture.model.texts
    return renderer(format_name)(findings, texts, colour=wants_colour(), checks=checks, accepted=accepted)
