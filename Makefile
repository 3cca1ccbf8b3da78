# Needs make and Python 3.11 or newer (another interpreter: make PYTHON=python3.13), and a package index for the first run.
PYTHON ?= python3
BIN := .venv/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
UV_INSTALL := $(BIN)/uv pip install --quiet --python $(BIN)/python -c constraints.txt

.PHONY: demo test test-slow fmt lint bench docs constraints clean
.DEFAULT_GOAL := demo

demo: .venv/.ready   ## a tour of what the program does, on the reference model
	$(BIN)/python -m innovate_model.cli.demo

test: .venv/.ready   ## the suite, without what takes minutes
	$(BIN)/python -m pytest -m "not slow" --numprocesses=auto --dist=loadfile

test-slow: .venv/.ready   ## the rest of it: notebooks, clusters, random models in the kernel, whole pipelines
	$(BIN)/python -m pytest -m slow --numprocesses=auto --dist=loadfile

fmt: .venv/.ready
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: .venv/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/.ready  ## against peers; writes docs/benchmarks.md
	$(UV_INSTALL) -e '.[bench]' || $(PIP_INSTALL) -e '.[bench]'
	$(BIN)/python -m bench

docs: .venv/.ready   ## draws the pictures anew, writes the JSON Schema of the models and the coverage table
	$(BIN)/python docs/generate.py
	$(BIN)/innovate schema -o models/innovate.schema.json
	$(BIN)/innovate coverage models/innovate --format markdown -o docs/coverage.md

constraints: .venv/.ready  ## after a change of the dependencies in pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --no-header --python-version 3.11 pyproject.toml --extra bench -o constraints.txt

clean:
	rm -rf .venv

.venv/.ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'Innovate Model needs Python 3.11 or newer as $(PYTHON); name another with: make PYTHON=/path/to/python3.11' >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(PIP_INSTALL) uv
	@# uv takes seconds where pip takes minutes, but reads neither pip's configuration nor the system's certificates.
	$(UV_INSTALL) -e '.[dev]' || $(PIP_INSTALL) -e '.[dev]'
	@touch $@
