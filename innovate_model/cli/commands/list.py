"""`innovate list`."""

from __future__ import annotations

from inspect import cleandoc

import click

from innovate_model.cli.printing import fail, heading, say, table


@click.command("list")
@click.argument("what", type=click.Choice(["checks", "properties", "resources", "exporters"]))
@click.argument("name", required=False)
@click.option("--pillar", metavar="WORD", help="Only checks of a pillar of the Well-Architected Framework.")
@click.option("--section", metavar="NUMBER", help="Only checks from a section of the design document, or below it.")
def command(what: str, name: str | None, pillar: str | None, section: str | None) -> None:
    """List the checks, the kinds of promises (properties), the resource types or the exporters.

    With NAME, say all about one check, kind of promise or resource type.
    """
    if (pillar or section) and (what != "checks" or name):
        raise click.UsageError("--pillar and --section choose among checks")
    if what == "checks" and name is None:
        _list_checks(pillar, section)
    elif name is None:
        table({"properties": _properties, "resources": _resources, "exporters": _exporters}[what]())
    elif what == "checks":
        _explain_check(name)
    elif what == "properties":
        _explain_promise(name)
    elif what == "resources":
        _explain_type(name)
    else:
        raise fail("exporters say what they do in one line", "innovate list exporters")


def _explain_check(name: str) -> None:
    """The manual of a check."""
    from innovate_model.checks import all_checks

    known = {check.name: check for check in all_checks()}
    if name not in known:
        raise fail(f"there is no check {name}", _near(name, list(known)))
    check = known[name]
    heading(f"{name}  ({check.severity}, {check.pillar}, §{check.section} of the reference design)")
    _say_all(check.manual.strip())


def _explain_promise(name: str) -> None:
    """The manual of a kind of promise, and what stands under its word."""
    from innovate_model.properties import kinds
    from innovate_model.resources.attributes import attributes

    known = {kind.name: kind for kind in kinds()}
    if name not in known:
        raise fail(f"there is no kind of promise {name}", _near(name, list(known)))
    heading(f"{name}  (in properties: NAME: {{{name}: {{...}}, because: ...}})")
    _say_all(known[name].manual.strip())
    heading("attributes")
    table([(item.name, "required" if item.is_required else "", item.manual) for item in attributes(known[name].body)])


def _explain_type(kind: str) -> None:
    """What a resource type is, where it stands, its attributes and the sections that it may hold."""
    from innovate_model.resources import types
    from innovate_model.resources.attributes import attributes

    known = types()
    if kind not in known.by_kind:
        raise fail(f"there is no resource type {kind}", _near(kind, list(known.by_kind)))
    cls = known.by_kind[kind]
    heading(
        f"{kind}  (in {' or '.join(parent or 'the root' for parent in cls.parents) or 'no section'}: {cls.section})"
    )
    _say_all(cleandoc(cls.__doc__ or ""))
    heading("attributes")
    table([(item.name, "required" if item.is_required else "", item.type, item.default) for item in attributes(cls)])
    if known.sections[kind]:
        heading("sections")
        table([(section, inner.kind) for section, inner in sorted(known.sections[kind].items())])


def _say_all(text: str) -> None:
    for line in text.splitlines():
        say(line)


def _near(name: str, known: list[str]) -> str:
    from innovate_model.hints import nearest

    return nearest(name, known) or "there are " + ", ".join(known[:8]) + " ..."


def _list_checks(pillar: str | None, section: str | None) -> None:
    """The checks, with severity, pillar and section; of one pillar (a word of its name is enough) or section only."""
    from innovate_model.checks import all_checks

    wanted = section.removeprefix("§") if section else ""
    chosen = [
        check
        for check in all_checks()
        if (not pillar or pillar.lower() in check.pillar)
        and (not wanted or check.section == wanted or check.section.startswith(f"{wanted}."))
    ]
    if not chosen:
        pillars = sorted({check.pillar for check in all_checks()})
        raise fail("there is no such check", "pillars: " + ", ".join(pillars))
    table([(check.name, str(check.severity), check.pillar, f"§{check.section}", check.summary) for check in chosen])


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


def _properties() -> list[tuple[str, ...]]:
    from innovate_model.properties import kinds

    return [(kind.name, kind.summary) for kind in kinds()]


def _exporters() -> list[tuple[str, ...]]:
    from innovate_model.exporting import exporter, exporter_names

    return [(name, exporter(name).summary) for name in exporter_names()]


def _sentence(doc: str | None) -> str:
    return " ".join((doc or "").strip().split("\n\n")[0].split())
