"""The pytest plug-in: `pytest models/innovate` makes a test item of every check and every property of a model.

Collected is a folder with a `model.yaml`, or that file, if it is named on the command line (or in `testpaths`), and
nothing else. A run that names none only has this small module imported. `-p no:innovate` switches it off.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT_FILE = "model.yaml"
_LOOKS_LIKE_A_MODEL = re.compile(rb"^(innovate|organization|accounts|include)\s*:", re.MULTILINE)
"""Other programs have a `model.yaml`, too."""
_NAMED = (pytest.Config.ArgsSource.ARGS, pytest.Config.ArgsSource.TESTPATHS)


def pytest_configure(config: pytest.Config) -> None:
    """Stands by where a model is named."""
    files = frozenset(_named_models(config)) if config.args_source in _NAMED else frozenset()
    if files:
        config.pluginmanager.register(_Collector(files), "innovate-models")


def _named_models(config: pytest.Config) -> set[Path]:
    """The root files of the models that the command line names."""
    places = [config.invocation_params.dir / argument.partition("::")[0] for argument in config.args]
    files = {place if place.name == ROOT_FILE else place / ROOT_FILE for place in places}
    return {file.resolve() for file in files if file.is_file() and _LOOKS_LIKE_A_MODEL.search(file.read_bytes())}


class _Collector:
    """The hook that collects, there only where a model is."""

    def __init__(self, files: frozenset[Path]) -> None:
        self._files = files

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
        """The node of a model that was named."""
        if file_path.name != ROOT_FILE or file_path.resolve() not in self._files:
            return None
        from innovate_model.testing.model_items import ModelFile  # loads the core

        node: pytest.Collector = ModelFile.from_parent(parent, path=file_path)
        return node
