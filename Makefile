# Two commands do everything on a fresh machine: `make demo` and `make test`.
# They need Python 3.11 or newer, git and make, and set up .venv by themselves.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
TESTS ?= tests

.PHONY: demo test check bench resonance soak durability fuzz bluez format clean

demo: $(STAMP)  ## open the app with a simulated strap; off a terminal, print lines and end
	@$(BIN)/biofeed demo

test: $(STAMP)  ## run the tests, on as many cores as there are
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal $(TESTS)

check: $(STAMP)  ## style, types, architecture
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

bench: $(STAMP)  ## measure speed as ratios; writes docs/benchmarks.md
	$(BIN)/python -m bench --write docs/benchmarks.md

resonance: $(STAMP)  ## assess 800 simulated people with a known answer; writes docs/resonance.md
	$(BIN)/python -m bench.resonance

soak: $(STAMP)  ## an hour of faults at 50 times the speed, then ten real minutes on the fake Bluetooth service
	$(BIN)/python -m bench.soak
	$(BIN)/python -m bench.soak_bluetooth

durability: $(STAMP)  ## kill a program that logs 50 times, and cut its power 20 times: no packet lost
	$(BIN)/python -m bench.durability

fuzz: $(STAMP)  ## two million packets that no strap would send, of the heart rate and of Polar's streams
	$(BIN)/python -m bench.fuzz
	$(BIN)/python -m bench.fuzz_pmd

bluez: $(VENV)/.bluez  ## is the fake BlueZ as the real one: ask a real bluetoothd in a virtual machine
	@testbeds/bluez/compare.sh $(BIN)/python

format: $(STAMP)  ## put the sources into form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:  ## remove what was installed and cached here
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "biofeed needs Python 3.11 or newer; $(PYTHON) is older. Name one: make PYTHON=python3.12"; exit 1; }
	@echo "setting up $(VENV), once …"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]' --constraint constraints.txt
	@touch $(STAMP)

$(VENV)/.bluez: $(STAMP)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,bluez]' --constraint constraints.txt
	@touch $@
