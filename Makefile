# Every target does its own set-up; all it takes is make and Python 3.11 or newer.
.DEFAULT_GOAL := help
.PHONY: help run test proofs check figures figure figures-full messages lock assets setup clean backup restore

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	  if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo $$p; break; fi; done)
ifeq ($(strip $(PYTHON)),)
$(error Python 3.11 or newer is needed; none was found as python3)
endif
VENV := .venv/bin
# Compiled modules are kept whatever the machine says: else every process compiles the sources, and every test, anew.
unexport PYTHONDONTWRITEBYTECODE

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 16

run: ## Start the demonstration (HOST, PORT, DEMO_PASSWORD); Ctrl-C stops it
	@$(PYTHON) -m tools.prepare --assets
	@exec $(VENV)/python -m tools.demonstrate

test: ## Run every test this machine can run but the slow proofs (ARGS="-k name" for some)
	@$(PYTHON) -m tools.prepare --dev --assets
	@exec $(VENV)/python -m pytest -n 3 --dist worksteal -m "not proof" $(ARGS)

proofs: ## Run the slow proofs: tests that make environments, databases or plugins of their own (ARGS as for test)
	@$(PYTHON) -m tools.prepare --dev --assets
	@exec $(VENV)/python -m pytest -n 3 --dist worksteal -m proof $(ARGS)

check: ## Lint, types, layers, templates, migrations
	@$(PYTHON) -m tools.prepare --dev
	@exec $(VENV)/python -m tools.check

figures: proofs ## Run the slow proofs and the short form of every figure
	@exec $(VENV)/python -m benchmarks

figure: ## Run one figure: make figure ID=P3 (FULL=1 for its full size)
	@$(PYTHON) -m tools.prepare --dev --assets
	@exec $(VENV)/python -m benchmarks $(ID)

figures-full: ## Run every figure at its full size
	@$(PYTHON) -m tools.prepare --dev --assets
	@FULL=1 exec $(VENV)/python -m benchmarks

backup: ## Write records and files into one archive: make backup FILE=portal.tar.gz
	@$(PYTHON) -m tools.prepare
	@exec $(VENV)/portal backup "$(FILE)"

restore: ## Bring an archive back: make restore FILE=portal.tar.gz (FORCE=1 to overwrite)
	@$(PYTHON) -m tools.prepare
	@exec $(VENV)/portal restore "$(FILE)" $(if $(filter 1,$(FORCE)),--force)

messages: ## Bring the catalogs of translated messages up to the sources (needs GNU gettext)
	@$(PYTHON) -m tools.prepare
	@exec $(VENV)/python -m tools.messages collect

lock: ## Choose package versions anew within pyproject.toml's and package.json's bounds
	@$(PYTHON) -m tools.prepare
	@exec $(VENV)/python -m tools.lock

setup: ## Only prepare: environment, packages of tests and checks, assets
	@$(PYTHON) -m tools.prepare --dev --assets

clean: ## Remove everything set-up and runs have made, the demonstration's records too
	rm -rf .venv .tools node_modules static-build static-collected var .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
