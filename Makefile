# `make demo` and `make test` need nothing but CPython 3.11+ and pip.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test test-slow check bench clean

$(VENV)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -e '.[dev]'
	touch $@

demo: $(VENV)/.ready
	$(BIN)/kg demo

check: $(VENV)/.ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

test: check
	$(BIN)/pytest

test-slow: $(VENV)/.ready
	$(BIN)/pytest -m slow

bench: $(VENV)/.ready
	$(BIN)/python tests/bench.py

clean:
	rm -rf $(VENV) dist .mypy_cache .ruff_cache .pytest_cache
