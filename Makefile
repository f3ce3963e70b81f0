# Everything a checkout needs; `make help` lists it. Set-up runs again only when a lock or pyproject.toml changes.

PYTHON ?= python3
PORT ?= 8080
# A login shell sets MAIL to the person's system mailbox, which is not meant; `make demo MAIL=…` always is.
MAIL := $(if $(filter /var/mail/% /var/spool/mail/%,$(MAIL)),,$(MAIL))
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.setup
ADDIN := addin/node_modules/.package-lock.json
TESTS ?= tests
CATALOGUES := server/locales
BABEL := $(BIN)/python -m babel.messages.frontend --quiet

.DEFAULT_GOAL := help
.PHONY: help setup addin browser demo test lint sizes format bench lock messages

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(STAMP) $(ADDIN) ## create .venv with the locked dependencies (PYTHON=python3.13 to choose one)

$(STAMP): requirements-dev.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed: make setup PYTHON=python3.13 (after rm -r $(VENV))" >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-dev.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

addin: $(ADDIN) ## fetch what Outlook's pages need from npm (setup does it too)

$(ADDIN): addin/package-lock.json $(STAMP)
	@NODE_OPTIONS="--use-system-ca $$NODE_OPTIONS" \
		$(BIN)/npm ci --prefix addin --ignore-scripts --no-audit --no-fund --loglevel=error && touch $@ \
		|| echo "npm could not fetch addin/package-lock.json: Outlook's pages cannot sign in. Try again: make addin" >&2

browser: setup ## make sure that a Chromium is there
	@$(BIN)/python tests/support/chromium.py

demo: setup ## show the product on this machine (PORT=8080, MAIL=folder or mbox)
	@$(BIN)/randnotiz demo --port $(PORT) $(if $(MAIL),--mail "$(MAIL)")

test: setup browser ## run every test (TESTS=tests/domain for a part)
	$(BIN)/python -m pytest -n 2 $(TESTS)

lint: setup ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

sizes: setup ## report how long files and functions are
	@$(BIN)/python tests/support/sizes.py

format: setup ## put the sources in the one format
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format --quiet .

bench: setup ## measure, and print the figures of the README
	$(BIN)/python -m benchmarks

lock: setup ## choose new versions of the dependencies
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		--no-emit-index-url --upgrade pyproject.toml --output-file requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		--no-emit-index-url --upgrade --constraint requirements.lock --group dev pyproject.toml \
		--output-file requirements-dev.lock

messages: setup ## collect new texts into the catalogues
	@$(BABEL) extract -F babel.cfg --add-location=never --sort-output --no-wrap --project Randnotiz --version "" \
		-o $(VENV)/randnotiz.pot .
	@for locale in de en; do \
		if test -e $(CATALOGUES)/$$locale/LC_MESSAGES/randnotiz.po; then act="update --no-fuzzy-matching --ignore-obsolete"; \
		else act=init; fi; \
		$(BABEL) $$act --no-wrap -D randnotiz -i $(VENV)/randnotiz.pot -d $(CATALOGUES) -l $$locale || exit 1; \
	done
