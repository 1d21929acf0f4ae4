# The front door: one line each, the work is in scripts/ and xtask/.
.DEFAULT_GOAL := help
.PHONY: help run test test-long check bench kit fmt setup

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: ## Build, seed a small demo and serve on http://localhost:8080 (PORT=8090 DATA_DIR=elsewhere)
	@scripts/run.sh

test: ## Everything, real parts included: native, SQLite and PostgreSQL, wasm and journeys in Chromium
	@scripts/test.sh

check: ## Format, lints, licences, house rules, size budget
	@scripts/check.sh

bench: ## Print the figures that the budgets speak of
	@scripts/bench.sh

test-long: ## The slow proofs: many seeds, many crashes
	@scripts/test-long.sh

kit: ## Show the design kit on http://localhost:8081/kit, rebuilt on each change
	@scripts/kit.sh

fmt: ## Format the code
	@cargo fmt --all

setup: ## Install everything that the other commands need, once per machine
	@scripts/setup.sh run check test
