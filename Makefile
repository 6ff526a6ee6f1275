# Tollkeeper: `make help` explains every target.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

ROOMS    := $(wildcard openapi/rooms/*.yaml)
ROOMS_V1 := $(wildcard openapi/rooms/v1/*.yaml)
LINT_BIN := .ci/lint/node_modules/.bin

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: contract
contract: ## Merge openapi/rooms into the two published contracts
	go run ./cmd/specmerge -o openapi/djaoapp.yaml $(ROOMS)
	$(if $(ROOMS_V1),go run ./cmd/specmerge -o openapi/subscriptions.yaml $(ROOMS_V1))

.PHONY: lint-contract
lint-contract: $(LINT_BIN)/redocly ## Lint the contracts with Redocly and Spectral
	$(LINT_BIN)/redocly lint --config .redocly.yaml openapi/djaoapp.yaml openapi/subscriptions.yaml
	$(LINT_BIN)/spectral lint --ruleset .spectral.yaml --fail-severity hint openapi/djaoapp.yaml openapi/subscriptions.yaml

$(LINT_BIN)/redocly: .ci/lint/package.json .ci/lint/package-lock.json
	cd .ci/lint && npm ci --no-audit --no-fund --ignore-scripts
	touch $@
