# Cairn. `make help` lists what there is; the README says more.

VENV ?= .venv
PYTHON ?= $(firstword $(wildcard $(VENV)/bin/python) python3)
HOST ?= 127.0.0.1
PORT ?= 8000
WEB ?= 2
WORKERS ?= 2
CORES ?= 2
ARGS ?=

# This file is for development and for trying Cairn out: docs/deploy.md says how it runs for real.
export CAIRN_DEVELOPMENT ?= 1
export PYTHON VENV HOST PORT WEB WORKERS

BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
STATIC_ROOT := $(or $(CAIRN_STATIC_ROOT),staticfiles)
TEMPLATES := templates
PLACES := bin/serve bin/preflight bin/check-addresses

.NOTPARALLEL:

.PHONY: help
help: ## what there is
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

.PHONY: run
run: preflight install $(STATIC_ROOT)/.collected demo ## set everything up and run it, with the demonstration, at PORT (8000)
	@$(BIN)/python bin/serve

.PHONY: preflight
preflight:
	@$(PYTHON) bin/preflight $(HOST) $(PORT)

.PHONY: install
install: system $(VENV)/.installed assets ## what Cairn needs to run: packages, the virtual environment, style sheets

.PHONY: system
system:
	@bin/setup-system

$(BIN)/python:
	@$(PYTHON) bin/preflight
	$(PYTHON) -m venv $(VENV)

# The stamps hold what was installed: a second run has nothing to do.
$(VENV)/.installed: requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

node_modules/.installed: package-lock.json | $(VENV)/.installed
	bin/npm ci --ignore-scripts --no-progress --loglevel=error
	@touch $@

static/build/.built: node_modules/.installed package.json $(wildcard static/scss/*.scss)
	bin/npm run --silent build
	@touch $@

.PHONY: assets
assets: static/build/.built ## the style sheets and scripts

$(STATIC_ROOT)/.collected: static/build/.built config/settings.py $(shell find static -type f)
	@$(MANAGE) collectstatic --no-input --verbosity 0
	@touch $@

.PHONY: database
database: install ## the tables and the register of councils
	@$(MANAGE) migrate --no-input --verbosity 0
	@$(MANAGE) createcachetable --verbosity 0
	@$(MANAGE) load_councils

.PHONY: demo
demo: database ## the demonstration: made-up answers, and a person for each role
	@$(MANAGE) seed_demo

.PHONY: worker
worker: ## one more worker, for reports
	@$(MANAGE) db_worker

.PHONY: tools
tools: system-tests $(VENV)/.installed-dev assets

.PHONY: system-tests
system-tests:
	@bin/setup-system tests

.PHONY: test
test: tools ## every test, journeys in a browser included; DATABASE_URL=postgres://... runs them on PostgreSQL
	$(BIN)/pytest -n $(CORES) $(ARGS)

.PHONY: bench
bench: tools ## the speeds promised, measured
	$(BIN)/python -m tests.bench $(ARGS)

.PHONY: picture
picture: tools demo ## docs/report.png, the first page of a brief, for the README
	$(MANAGE) render_report county-durham 2026 --brief --out var/brief.pdf
	pdftoppm -png -r 96 -f 1 -l 1 -singlefile var/brief.pdf docs/report

CHECKS := check-format check-lint check-types check-imports check-templates check-migrations check-deployment \
	check-addresses

.PHONY: check $(CHECKS)
check: $(CHECKS) ## all that a change must pass besides the tests; `make -k check` goes on after a failure

$(CHECKS): | system $(VENV)/.installed-dev static/build/.built

check-format:
	$(BIN)/ruff format --check --quiet . $(PLACES)

check-lint:
	$(BIN)/ruff check --quiet . $(PLACES)

check-types:
	$(BIN)/mypy --no-error-summary .

check-imports:
	$(BIN)/lint-imports

check-templates:
	$(BIN)/djhtml --check $(TEMPLATES)

check-migrations:
	$(MANAGE) makemigrations --check --dry-run

check-deployment:
	CAIRN_DEVELOPMENT=0 CAIRN_HOSTS=cairn.example CAIRN_SECRET_KEY=$$(head -c 60 /dev/urandom | base64 -w 0) \
		$(MANAGE) check --deploy --fail-level WARNING

check-addresses:
	$(BIN)/python bin/check-addresses

.PHONY: format
format: $(VENV)/.installed-dev ## Python and templates, as `make check` wants them
	$(BIN)/ruff format . $(PLACES)
	$(BIN)/ruff check --fix . $(PLACES)
	$(BIN)/djhtml $(TEMPLATES)

.PHONY: lock
lock: $(VENV)/.installed-dev ## the exact packages, from the ranges in pyproject.toml and package.json
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		-o requirements.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--group dev -o requirements-dev.txt pyproject.toml
	bin/npm install --package-lock-only --ignore-scripts
