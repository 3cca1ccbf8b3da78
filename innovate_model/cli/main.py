"""`innovate`: the group that finds its verbs in `commands/`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import click

from innovate_model.cli import commands

CLEAN, FOUND, FAILED = 0, 1, 2
"""Exit codes: nothing to complain of, findings (or not as expected), could not run."""

TRACEBACK = "INNOVATE_TRACEBACK"
"""The variable of the environment that, set to 1, shows the traceback of an exception that nobody foresaw."""


class Verbs(click.Group):
    """A click group whose commands are the modules of a folder."""

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        with _faults_told():
            return super().make_context(*args, **kwargs)

    def invoke(self, context: click.Context) -> Any:
        with _faults_told():
            return super().invoke(context)

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted(module.name.rstrip("_") for module in iter_modules(commands.__path__))

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(context):
            return None
        files = {module.name.rstrip("_"): module.name for module in iter_modules(commands.__path__)}
        command: click.Command = import_module(f"{commands.__name__}.{files[name]}").command
        return command

    def resolve_command(self, context: click.Context, args: list[str]) -> Any:
        try:
            return super().resolve_command(context, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.list_commands(context), n=1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise click.UsageError(error.message + hint, context) from None


def _columns() -> int:
    """How wide help may be: as the terminal, 80 where there is none, never more than people like to read.

    click would ask shutil, which loads three compression libraries to know it.
    """
    try:
        columns = int(os.environ.get("COLUMNS", "")) or _WIDTH
    except ValueError:
        try:
            columns = os.get_terminal_size(sys.__stdout__.fileno()).columns if sys.__stdout__ else _WIDTH
        except (OSError, ValueError):
            columns = _WIDTH
    return max(50, min(columns, _WIDEST)) - 2


_WIDTH, _WIDEST = 80, 100


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "terminal_width": _columns()})
@click.version_option(package_name="innovate-model", prog_name="innovate")
def innovate() -> None:
    """One typed model of an AWS organisation: check it, ask it, draw it, export it, compare it with AWS, price it."""


def main() -> None:
    """The console script. A reader that hangs up (`innovate ... | head`) hears no complaint, but the exit code says
    that not all was told."""
    try:
        try:
            innovate(prog_name="innovate")
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()
    except BrokenPipeError:
        sys.exit(_cut_off().exit_code)
    except OSError as error:
        click.echo(f"error: standard output: {error.strerror}", err=True)
        sys.exit(_cut_off().exit_code)


@contextmanager
def _faults_told() -> Iterator[None]:
    """A full disk or a folder that may not be written is no fault of the program, an exception that nobody foresaw is:
    one sentence each, and exit code 2, as Python's own 1 would be taken for findings."""
    try:
        yield
    except (click.ClickException, click.exceptions.Exit, click.Abort):
        raise
    except BrokenPipeError:
        raise _cut_off() from None
    except OSError as error:
        from innovate_model.cli.printing import fail

        where = f"{error.filename}: " if error.filename else ""
        raise fail(f"{where}{error.strerror or error}") from None
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told and ends with another code than findings
        raise _bug(error) from None


def _bug(error: Exception) -> click.exceptions.Exit:
    """Say where it happened, in the innermost line that is ours; all of how it came to it to who asks."""
    from pathlib import Path
    from traceback import extract_tb, print_exception

    from innovate_model.cli.printing import fail

    if os.environ.get(TRACEBACK) == "1":
        print_exception(error)
    frames = extract_tb(error.__traceback__)
    package = str(Path(__file__).parents[1]) + os.sep
    ours = [frame for frame in frames if frame.filename.startswith(package)]
    at = (ours or frames)[-1]
    what = f"{type(error).__name__}: {error}".partition("\n")[0].removesuffix(": ")
    return fail(f"this is a bug of Innovate Model: {what} at {at.filename}:{at.lineno}; please report it")


def _cut_off() -> click.exceptions.Exit:
    """Nobody reads any more: let the interpreter end without another attempt to write."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return click.exceptions.Exit(FAILED)


if __name__ == "__main__":
    main()
