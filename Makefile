# The daily commands. `make` alone lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup run check lint test floors pdf wheel bench messages clean

PORT ?=
T ?= tests
VENV := .venv
BIN := $(VENV)/bin
# The newest Python there is, 3.11 at least; name another one with make PYTHON=…
PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$each; break; }; done)
# In CI two processes share the tests, each file whole; on a desk one process shows them in order.
WORKERS ?= $(if $(CI),-n 2 --dist loadfile,)

help:  ## List the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12
	@echo
	@echo "make test T=tests/signing runs some tests only; make run PORT=9000 takes another port."

setup: $(VENV)/.dev  ## Make .venv with all that the work on the code needs
	@scripts/system-packages

run: $(VENV)/.run  ## Try it: a demo letter on this computer, mails into a folder
	@$(BIN)/python scripts/run_demo.py $(PORT)

check: $(VENV)/.dev lint floors  ## All that CI runs: format, lint, types, floors, tests
	@$(MAKE) --no-print-directory test

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

floors: $(VENV)/.dev  ## Check who may import whom
	$(BIN)/lint-imports

test: $(VENV)/.dev  ## Run the tests (T=tests/signing for some of them)
	@scripts/system-packages
	$(BIN)/python -m pytest -q $(WORKERS) $(T)

pdf: $(VENV)/.dev  ## Set every kind of letter into out/gallery, as PDF and as pictures, to look at
	$(BIN)/python -m tests.letters.gallery out/gallery

wheel: $(VENV)/.dev  ## Build the wheel from the source distribution into dist/
	rm -rf build dist
	$(BIN)/python -m build

bench: $(VENV)/.dev  ## Measure import, signing, dashboard and PDF; prints a table
	@for each in roster_import invitations signing dashboard story; do \
		echo "== $$each"; $(BIN)/python -m benchmarks.$$each || exit 1; done

messages: $(VENV)/.dev  ## Gather the sentences to translate into out/messages.pot
	@mkdir -p out
	$(BIN)/pybabel -q extract -F babel.cfg --project Undersigned --add-comments NOTE --sort-by-file -o out/messages.pot .
	@echo "out/messages.pot holds $$(grep -c '^msgid' out/messages.pot) sentences"

clean:  ## Remove what was made: the environment, caches, the demo's database
	rm -rf $(VENV) build dist out *.egg-info .pytest_cache .ruff_cache .mypy_cache instance

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Undersigned needs Python 3.11 or newer. Install it, or name it: make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || scripts/system-packages venv
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) lacks its venv module. Install it (Debian, Ubuntu: apt-get install python3-venv), or name another Python: make PYTHON=python3.12"; exit 1; }
	@rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(VENV)/bin/python setup.cfg
	@echo "Installing what the application needs; this takes a minute the first time."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/bin/python setup.cfg
	@echo "Installing what the application and its tests need; this takes a few minutes the first time."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/.run
