# `make demo` and `make test` need nothing but CPython 3.11+ and pip.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test test-slow check browser bench model confidence lock clean

$(VENV)/.ready: pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps -e .
	touch $@

demo: $(VENV)/.ready
	$(BIN)/kg demo

check: $(VENV)/.ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# The tests of the graph page want a real Chromium; where it is missing and cannot be installed they skip.
browser:
	bash tests/browser.sh

test: check browser
	$(BIN)/pytest

# Two hours of this are one test, the soak of the server; XIANZHI_SOAK_SECONDS=180 makes them three minutes.
test-slow: $(VENV)/.ready browser
	$(BIN)/pytest -m slow

# Takes a while and some five gigabytes of memory; `make bench ARGS="--only storage --copies 48"` is a fifth of a part.
bench: $(VENV)/.ready
	$(BIN)/python -m tests.bench $(ARGS)

# Train the models again from what is annotated in extract/model; the same files come out every time.
model: $(VENV)/.ready
	$(BIN)/python -m extract.training
	$(BIN)/python -m extract.subject_training
	$(BIN)/python -m extract.pair_training

# Measure again how often rules are right, and what the models' confidence is worth; this trains them three times.
confidence: $(VENV)/.ready
	$(BIN)/python -m extract.calibration
	$(BIN)/python -m extract.held_out
	$(BIN)/python -m extract.pair_held_out

lock:
	uv export --quiet --format requirements-txt --all-extras --no-emit-project --no-header -o requirements.lock

clean:
	rm -rf $(VENV) dist .mypy_cache .ruff_cache .pytest_cache
