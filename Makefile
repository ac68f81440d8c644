# Every task of a developer's day; CI calls the same ones. `make` alone lists them.

PYTHON ?= python3
VENV_PYTHON := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help setup services published stop run test lint format bench lock clean

help: ## List these tasks
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 20

setup: ## Make .venv with everything for work and tests, and start the servers
	@$(PYTHON) -m devtools.bootstrap --dev
	@$(VENV_PYTHON) -m devtools.services start

services: ## Start the embedded PostgreSQL and broker; they run until `make stop`
	@$(PYTHON) -m devtools.bootstrap
	@$(VENV_PYTHON) -m devtools.services start

published: ## Publish two sample months as their sample sign-ins would, to see the site as readers do
	@$(VENV_PYTHON) -m devtools.services during sh -c '$(VENV_PYTHON) manage.py publish_sample && $(VENV_PYTHON) manage.py index_for_search'

stop: ## Stop the embedded servers
	@test ! -x $(VENV_PYTHON) || $(VENV_PYTHON) -m devtools.services stop

run: ## Run the whole program: site, worker, sample month, its report as PDF
	@$(PYTHON) -m devtools.bootstrap
	@$(VENV_PYTHON) -m devtools.run

test: ## Run every test, in three processes (ARGS="-n0 tests/jobs -x" to run some in one)
	@$(PYTHON) -m devtools.bootstrap --dev --browser
	@env -u PYTHONDONTWRITEBYTECODE $(VENV_PYTHON) -m pytest --create-db -n 3 $(ARGS)

lint: ## Check style, types, migrations and the production settings
	@$(PYTHON) -m devtools.bootstrap --dev
	@$(VENV_PYTHON) -m devtools.lint

format: ## Put the code into the house's format
	@$(VENV_PYTHON) -m ruff check --fix .
	@$(VENV_PYTHON) -m ruff format .

bench: ## Measure builds, charts, pages and PDFs
	@$(PYTHON) -m devtools.bootstrap --dev
	@failed=0; for file in benchmarks/bench_*.py; do \
	  echo "=== $$file"; $(VENV_PYTHON) $$file || failed=1; \
	done; exit $$failed

lock: ## Pin what requirements*.in ask for, with hashes
	@$(PYTHON) -m devtools.bootstrap --lock

clean: ## Stop the servers and delete .venv and var/, with all data in it
	@test ! -x $(VENV_PYTHON) || $(VENV_PYTHON) -m devtools.services stop
	@rm -rf .venv var
