# The door for developers: `make` lists what there is. A bare machine needs make, git and apt.
PYTHON ?= python3
UV_VERSION := 0.13.9
BIN := .venv/bin
CODE = $(wildcard kiosk simulator tools benchmarks tests run_kiosk.py)
PRODUCT = $(wildcard kiosk simulator tools benchmarks run_kiosk.py)

.NOTPARALLEL:
.PHONY: help setup packages venv lock assets demo test lint gallery visit-pictures log-events bench
.PHONY: bench-faces faults faults-report endurance fuzz contract clean

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 12

setup: packages venv assets  ## everything below needs: system packages, .venv, fonts and icons

packages:  ## install the missing system packages of packages.apt
	@tools/packages

venv: .venv/.synced  ## .venv with exactly the packages of requirements.lock

.venv/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "venv: Python 3.11 or newer is needed (PYTHON=/path/to/python3 make ...)" >&2; exit 1; }
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

.venv/.synced: requirements.lock .venv/bin/uv
	@tools/uv pip sync --quiet --require-hashes requirements.lock
	@touch $@

lock: .venv/bin/uv  ## write requirements.lock anew from requirements.in
	@tools/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header requirements.in --output-file requirements.lock

assets: assets/.made  ## fonts, icons, shadows and the test faces

assets/.made: assets/icons.toml tools/faces.py tools/fonts.py tools/icons.py tools/shadows.py .venv/.synced
	@$(BIN)/python -m tools.fonts
	@$(BIN)/python -m tools.faces
	@$(BIN)/python -m tools.icons
	@$(BIN)/python -m tools.shadows
	@touch $@

demo: setup  ## a whole hall on this machine: terminal, devices, platform
	$(BIN)/python run_kiosk.py demo

test: setup  ## all tests; the last line counts the requirements proven
	FUZZ_EXAMPLES=150 $(BIN)/python -m pytest -n 4 --dist loadgroup

lint: setup  ## style, types, who may import whom, duplicates
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy $(CODE)
	$(BIN)/lint-imports
	$(BIN)/pylint --disable=all --enable=duplicate-code --score=no $(PRODUCT)

gallery: setup  ## paint every view to PNG under out/
	$(BIN)/python -m tools.gallery

visit-pictures: setup  ## play a maintenance visit and make the pictures of docs/maintenance.md anew
	$(BIN)/python -m tools.visit_pictures

log-events: .venv/.synced  ## make the log's table and manual anew from config/log_events.toml
	$(BIN)/python -m tools.log_events

bench: setup  ## measure
	$(BIN)/python -m benchmarks

bench-faces: setup  ## how often the face check errs on the labelled photographs under DIR
	$(BIN)/python -m benchmarks.faces $(DIR)

faults: setup  ## a thousand submissions through every fault: none lost, none twice
	$(BIN)/python -m simulator.faulted

faults-report: setup  ## every device under every fault, as a table (WRITE=--write: into docs/fault-matrix.md)
	$(BIN)/python -m tests.faults.report $(WRITE)

COUNT ?= 10000
endurance: setup  ## COUNT check-ins with random troubles: no crash, no false word of a slip, nothing kept
	$(BIN)/python -m benchmarks.endurance --count $(COUNT)

fuzz: setup  ## the long random tests
	FUZZ_EXAMPLES=6000 $(BIN)/python -m pytest -n 2 -m fuzz

contract: setup  ## the reference platform against the contract, at length
	CONTRACT_EXAMPLES=200 $(BIN)/python -m pytest tests/simulator/platform/test_schemathesis.py

clean:  ## remove all that was made, .venv included
	rm -rf .venv out assets/.made assets/faces assets/fonts assets/icons assets/shadows
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
