# Every target does its own set-up; all it takes is make and Python 3.11 or newer.
.DEFAULT_GOAL := help
.PHONY: help run test check figures figure figures-full lock assets setup clean backup restore

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	  if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo $$p; break; fi; done)
ifeq ($(strip $(PYTHON)),)
$(error Python 3.11 or newer is needed; none was found as python3)
endif
VENV := .venv/bin

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 16

run: ## Start the demonstration (HOST, PORT, DEMO_PASSWORD); Ctrl-C stops it
	@$(PYTHON) tools/prepare.py --assets
	@exec $(VENV)/python tools/demonstrate.py

test: ## Run every test this machine can run (ARGS="-k name" for some)
	@$(PYTHON) tools/prepare.py --dev --assets
	@exec $(VENV)/python -m pytest -n 2 --dist worksteal $(ARGS)

check: ## Lint, types, layers, templates, migrations
	@$(PYTHON) tools/prepare.py --dev
	@exec $(VENV)/python tools/check.py

figures: ## Run the short form of every figure
	@$(PYTHON) tools/prepare.py --dev --assets
	@exec $(VENV)/python -m benchmarks

figure: ## Run one figure: make figure ID=P3 (FULL=1 for its full size)
	@$(PYTHON) tools/prepare.py --dev --assets
	@exec $(VENV)/python -m benchmarks $(ID)

figures-full: ## Run every figure at its full size
	@$(PYTHON) tools/prepare.py --dev --assets
	@FULL=1 exec $(VENV)/python -m benchmarks

backup: ## Write records and files into one archive: make backup FILE=portal.tar.gz
	@$(PYTHON) tools/prepare.py
	@exec $(VENV)/portal backup "$(FILE)"

restore: ## Bring an archive back: make restore FILE=portal.tar.gz (FORCE=1 to overwrite)
	@$(PYTHON) tools/prepare.py
	@exec $(VENV)/portal restore "$(FILE)" $(if $(filter 1,$(FORCE)),--force)

lock: ## Choose package versions anew within pyproject.toml's and package.json's bounds
	@$(PYTHON) tools/prepare.py
	@exec $(VENV)/python tools/lock.py

setup: ## Only prepare: environment, packages of tests and checks, assets
	@$(PYTHON) tools/prepare.py --dev --assets

clean: ## Remove everything set-up and runs have made, the demonstration's records too
	rm -rf .venv .tools node_modules static-build static-collected var .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
