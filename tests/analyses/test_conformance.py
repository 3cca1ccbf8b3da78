"""Every analysis is pure: it reads no file, no clock and no chance, and prints nothing."""

import ast
from pathlib import Path

import pytest

import innovate_model.analyses

FOLDER = Path(innovate_model.analyses.__file__).parent
MODULES = sorted(FOLDER.rglob("*.py"))
FORBIDDEN_CALLS = {"print", "input", "open", "exec", "eval"}
FORBIDDEN_IMPORTS = {"os", "sys", "time", "random", "secrets", "logging", "subprocess", "socket", "click", "boto3"}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_an_analysis_is_pure(module: Path) -> None:
    """Neither calls what acts on the world, nor imports what would."""
    tree = ast.parse(module.read_text("utf-8"))
    calls = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert not calls & FORBIDDEN_CALLS
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not {name.partition(".")[0] for name in imported} & FORBIDDEN_IMPORTS


def test_there_are_analyses() -> None:
    """The test above has read the folder."""
    assert len(MODULES) > 30
