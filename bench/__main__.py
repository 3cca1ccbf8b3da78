"""`python -m bench [NAME ...]`: runs the named benchmarks, or all, and brings docs/benchmarks.md up to date.

A benchmark is a module `bench_<name>.py` of this folder whose docstring says what is measured on which inputs, and
whose `run()` returns dicts with the fields of `bench.report.Row`. Exit code: 0 no goal missed, 1 a goal missed, 2 a
benchmark could not run.
"""

from __future__ import annotations

import argparse
import sys
import traceback
from importlib import import_module
from pathlib import Path

from bench.report import Row, row_of, section, table, with_section, write_atomically

FOLDER = Path(__file__).parent
PAGE = FOLDER.parent / "docs" / "benchmarks.md"


def main() -> int:
    """Runs what the command line asks for."""
    names = sorted(file.stem.removeprefix("bench_") for file in FOLDER.glob("bench_*.py"))
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measures the program beside its peers.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which benchmarks (all): {', '.join(names)}")
    chosen = parser.parse_args().names or names
    if unknown := set(chosen) - set(names):
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    results = [run_one(name) for name in chosen]
    if None in results:
        return 2
    rows = [row for result in results if result is not None for row in result]
    return int(any(row.verdict == "miss" for row in rows))


def run_one(name: str) -> list[Row] | None:
    """Measures, prints and writes down one benchmark; None, and the reason on stderr, where it could not run."""
    print(f"\n{name}", flush=True)
    try:
        module = import_module(f"bench.bench_{name}")
        rows: list[Row] = [row_of(given) for given in module.run()]
        print(table(rows), flush=True)
        text = section(name, module.__doc__ or "", rows)
    except ModuleNotFoundError as missing:
        print(f"not run: {missing}; `make bench` installs every peer", file=sys.stderr)
        return None
    except Exception:  # noqa: BLE001 - whatever stops one benchmark is reported, and must not keep the others from running
        print("could not run:", file=sys.stderr)
        traceback.print_exc()
        return None
    page = PAGE.read_text("utf-8") if PAGE.exists() else ""
    write_atomically(PAGE, with_section(page, name, text))
    return rows


if __name__ == "__main__":
    sys.exit(main())
