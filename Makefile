# Cherha: a bare `make` lists what there is.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

export PYTHON
venv := .venv/bin
fast := not browser and not slow
# make test ARGS="-k kiosk -x"
ARGS ?=
# Only a whole run can tell: of a part of the tests the rules are never covered.
check_rules = $(venv)/coverage report --include='server/domain/*' --fail-under=100 --format=total >/dev/null || \
	{ echo "Tests must meet each line and branch of server/domain: what they miss stands in the table above."; status=1; }

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: ## a whole sample hall on this machine: server, kiosk, display, buttons, printer (Ctrl-C ends it)
	@sh tooling/environment.sh run
	@exec $(venv)/cherha demo $(ARGS)

.PHONY: test
test: develop ## every test there is, the browser's too, with coverage
	@sh tooling/chromium.sh
	@sh tooling/systemd.sh
	@sh tooling/postgresql.sh
	@rm -rf build/coverage && mkdir -p build/coverage
	@status=0; \
	$(venv)/coverage run -m pytest $(ARGS) | tee build/test.log || status=$$?; \
	$(venv)/coverage combine --quiet build/coverage && $(venv)/coverage report || true; \
	grep -E '(passed|failed|errors?|skipped).* in [0-9.]+s' build/test.log | tail -n 1 || true; \
	$(if $(ARGS),,$(check_rules);) \
	exit $$status

.PHONY: check
check: develop ## the fast ones, about a minute: style, types, import rules, quick tests
	$(venv)/ruff check .
	$(venv)/ruff format --check .
	$(venv)/lint-imports --no-cache
	$(venv)/mypy
	PATH="$(CURDIR)/$(venv):$$PATH" node_modules/.bin/tsc
	PATH="$(CURDIR)/$(venv):$$PATH" node_modules/.bin/tsc --project tests/js
	$(venv)/pytest -q -m "$(fast)" $(ARGS)

.PHONY: format
format: develop ## put the code in shape
	$(venv)/ruff check --fix .
	$(venv)/ruff format .

.PHONY: bench
bench: develop ## how fast: tables, and one line of JSON at the end
	@sh tooling/chromium.sh
	@$(venv)/python -m tests.bench $(ARGS)

.PHONY: bench-forecast
bench-forecast: develop ## how true the estimates of waits are: some minutes; one line of JSON at the end
	@$(venv)/python -m tests.bench.forecast $(ARGS)

.PHONY: bench-policy
bench-policy: develop ## who waits how long under which rule, and what a call costs among millions: some minutes
	@$(venv)/python -m tests.bench.policy $(ARGS)

.PHONY: bench-devices
bench-devices: develop ## from a touch to the printer, from a press to the lamp: a minute; one line of JSON at the end
	@$(venv)/python -m tests.bench.devices $(ARGS)

.PHONY: soak
soak: develop ## two days of faults in some minutes: nothing lost, nothing doubled; one line of JSON at the end
	@$(venv)/python -m tests.soak $(ARGS)

.PHONY: devices-table
devices-table: develop ## write what becomes of each trouble into docs/devices.md and docs/buttons.md
	@$(venv)/python -m tests.hardware.printers.conformance.table
	@$(venv)/python -m tests.hardware.buttons.conformance.table

.PHONY: mutants
mutants: develop ## change the rules one by one, and tell which changes no test noticed: some minutes
	@sh tooling/mutants.sh $(ARGS)

.PHONY: screenshots
screenshots: develop ## pictures of the running product for docs/
	@sh tooling/chromium.sh
	@$(venv)/python -m tests.screenshots $(ARGS)

.PHONY: develop
develop: ## make or renew .venv and node_modules with all that the tests need
	@sh tooling/environment.sh dev
	@sh tooling/node_modules.sh

.PHONY: lock
lock: ## choose new versions within pyproject.toml's and package.json's bounds
	@sh tooling/lock.sh

.PHONY: clean
clean: ## remove what make has made, .venv included; var/ (the demo's data) stays
	rm -rf .venv node_modules build dist server/contract/vendor hardware/printers/vendor
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage*
	find server kiosk display hardware tests -name __pycache__ -type d -prune -exec rm -rf {} +
