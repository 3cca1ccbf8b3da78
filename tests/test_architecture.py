"""The invariants of the architecture that can be read off the source tree: who imports whom, what is heavy or large."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOT_PACKAGES = ("innovate_model", "exporters")
MAX_LINES = 350
HEAVY = {"boto3", "botocore", "diagrams", "graphviz", "pandas", "matplotlib", "numpy", "networkx"}
LIGHT_MODULES = [
    name
    for name in ("__init__", "cli/main", "model", "loader", "graph", "rendering/__init__", "rendering/text")
    if (ROOT / "innovate_model" / f"{name}.py").exists()
]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """The project's own contracts, held against the packages in `folder`."""
    program = Path(sys.executable).with_name("lint-imports")
    command = [str(program), "--config", str(ROOT / ".importlinter"), "--no-cache", "--no-logo"]
    environment = {**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "300"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def skeleton(folder: Path, imports: dict[str, str]) -> Path:
    """Both root packages in `folder`, empty but for the modules (dotted name -> source) given and their parents."""
    for module, source in {**dict.fromkeys(ROOT_PACKAGES, ""), "exporters.given": "", **imports}.items():
        file = folder.joinpath(*module.split(".")) / "__init__.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source)
        for parent in file.parent.relative_to(folder).parents[:-1]:
            (folder / parent / "__init__.py").touch()
    return folder


def test_imports_point_one_way() -> None:
    """Every contract of .importlinter holds over both root packages."""
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


ALLOWED = {
    "innovate_model.span": "",
    "innovate_model.graph": "from innovate_model.span import x",
    "innovate_model.prices": "from innovate_model import span",
    "innovate_model.analyses.cost": "from innovate_model import graph, prices",
    "innovate_model.views": "from innovate_model.analyses import cost",
    "innovate_model.aws.collect": "import boto3",
    "innovate_model.emulation": "from innovate_model.analyses import endpoints",
    "innovate_model.analyses.endpoints": "",
    "innovate_model.api": "from innovate_model import prices, views",
    "innovate_model.cli.main": "from innovate_model import api",
    "exporters.first": "from innovate_model import graph, views\nfrom innovate_model.analyses import cost",
}

FORBIDDEN = {
    "up a layer": {"innovate_model.graph": "def late():\n    import innovate_model.api", "innovate_model.api": ""},
    "between siblings": {"innovate_model.checks.x": "import innovate_model.views", "innovate_model.views": ""},
    "exporters from the core": {"innovate_model.api": "import exporters.given"},
    "the façade from an exporter": {"exporters.x": "import innovate_model.api", "innovate_model.api": ""},
    "the judgements from an exporter": {"exporters.x": "import innovate_model.checks", "innovate_model.checks": ""},
    "the front door from an exporter": {"exporters.x": "from innovate_model import load"},
    "another exporter": {"exporters.x": "from exporters.given import y"},
    "boto3 outside aws": {"innovate_model.analyses.x": "import boto3.session"},
    "botocore from an exporter": {"exporters.x": "from botocore.exceptions import ClientError"},
    "prices from the graph": {"innovate_model.graph": "import innovate_model.prices", "innovate_model.prices": ""},
    "prices from a view": {"innovate_model.views": "import innovate_model.prices", "innovate_model.prices": ""},
    "the front door from inside": {"innovate_model.checks.x": "from innovate_model import load"},
    "the walker from its witness": {
        "innovate_model.emulation.x": "from innovate_model.analyses import endpoints",
        "innovate_model.analyses.endpoints": "import innovate_model.analyses.routing",
        "innovate_model.analyses.routing": "",
    },
    "a module without a layer": {"innovate_model.utils": ""},
}


def test_contracts_allow_what_the_design_allows(tmp_path: Path) -> None:
    """The contracts are not so strict that the intended directions break them."""
    result = lint_imports(skeleton(tmp_path, ALLOWED))
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("imports", FORBIDDEN.values(), ids=FORBIDDEN.keys())
def test_contracts_bite(tmp_path: Path, imports: dict[str, str]) -> None:
    """Each forbidden import, put into packages that are otherwise empty, breaks exactly one contract."""
    result = lint_imports(skeleton(tmp_path, imports))
    assert result.returncode == 1
    assert "1 broken" in result.stdout, result.stdout + result.stderr


@pytest.mark.parametrize("module", LIGHT_MODULES)
def test_nothing_heavy_is_imported_before_it_is_needed(module: str) -> None:
    """Importing this part of the core loads no cloud SDK, no drawing library, no numerics."""
    name = ".".join(["innovate_model", *module.split("/")]).removesuffix(".__init__")
    script = f"import sys, {name}; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert name in loaded.split()
    assert HEAVY.isdisjoint(loaded.split())


@pytest.mark.parametrize("package", ROOT_PACKAGES)
def test_files_stay_small(package: str) -> None:
    """No file of either package has outgrown what one sitting can read."""
    sizes = {str(file): len(file.read_text("utf-8").splitlines()) for file in (ROOT / package).rglob("*.py")}
    assert sizes
    assert {file: lines for file, lines in sizes.items() if lines > MAX_LINES} == {}


@pytest.mark.parametrize("package", ROOT_PACKAGES)
def test_every_folder_of_code_is_a_package(package: str) -> None:
    """No folder with code lacks its __init__.py: import-linter would not see what is in it."""
    folders = {file.parent for file in (ROOT / package).rglob("*.py")}
    assert folders
    assert [str(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


def test_no_registry_host_is_written_down() -> None:
    """No file of the project names a package registry: which one to ask is the reader's own configuration."""
    # Put together here, so that this file does not find itself.
    hosts = ["pypi" + ".org", "files.python" + "hosted.org", "registry.npm" + "js.org"]
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listing.returncode:
        pytest.skip("not a git checkout, so nothing says which files are the project's")
    files = [ROOT / os.fsdecode(name) for name in listing.stdout.split(b"\0") if name]
    contents = {file: file.read_bytes() for file in files if file.is_file()}
    assert ROOT / "pyproject.toml" in contents
    assert [(str(file), host) for file, text in contents.items() for host in hosts if host.encode() in text] == []
