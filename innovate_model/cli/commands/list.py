"""`innovate list`."""

from __future__ import annotations

import click

from innovate_model.cli.printing import table


@click.command("list")
@click.argument("what", type=click.Choice(["checks", "resources", "exporters"]))
def command(what: str) -> None:
    """List the checks, the resource types or the exporters that there are."""
    table({"checks": _checks, "resources": _resources, "exporters": _exporters}[what]())


def _checks() -> list[tuple[str, ...]]:
    from innovate_model.checks import all_checks

    return [
        (check.name, str(check.severity), check.pillar, f"§{check.section}", check.summary) for check in all_checks()
    ]


def _resources() -> list[tuple[str, ...]]:
    from innovate_model.resources import types

    return [
        (
            kind,
            f"{' or '.join(parent or 'root' for parent in cls.parents) or '-'} > {cls.section}",
            _sentence(cls.__doc__),
        )
        for kind, cls in sorted(types().by_kind.items())
    ]


def _exporters() -> list[tuple[str, ...]]:
    from innovate_model.exporting import exporter, exporter_names

    return [(name, exporter(name).summary) for name in exporter_names()]


def _sentence(doc: str | None) -> str:
    return " ".join((doc or "").strip().split("\n\n")[0].split())
