# Tollkeeper: `make help` explains every target.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

VERSION  := $(shell git describe --tags --always --dirty 2>/dev/null || echo development)
BIN      := bin/tollkeeper
ROOMS    := $(wildcard openapi/rooms/*.yaml)
ROOMS_V1 := $(wildcard openapi/rooms/v1/*.yaml)
TOOLS    := .cache/bin
LINT_BIN := .ci/lint/node_modules/.bin
CODEGEN  := go run github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen
SPECDIFF := go run ./.ci/specdiff -oasdiff $(TOOLS)/oasdiff
PACKAGES := ./...
# Whatever make compiles, it compiles with these, the product and its tests alike, so that each package is compiled once. Nobody reads DWARF here,
# and making it takes a tenth of the time; a larger heap lets the compiler collect garbage less often, which takes another one.
export GOFLAGS := $(shell go env GOFLAGS) -trimpath -gcflags=all=-dwarf=false -ldflags=-s
export CGO_ENABLED := 0
FUZZTIME := 10s
# What CI runs beside the tests, in this order.
CHECKS   := fresh breaking lint-contract race sdk-test mock-test contract-test fuzz lint-go
PROFILE  := short
export REDOCLY_TELEMETRY = off
export REDOCLY_SUPPRESS_UPDATE_NOTICE = true

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: run
run: build ## Build and serve on http://localhost:8020 with an embedded database and demo data
	$(BIN) serve --demo --password-length 1

.PHONY: build
build: ## Build bin/tollkeeper, a static binary without C
	@[ -x $(BIN) ] || echo "Building $(BIN). The first build compiles every dependency: about a minute on two idle cores; later ones take seconds."
	GOGC=400 go build -ldflags "-s -X main.version=$(VERSION)" -o $(BIN) ./cmd/tollkeeper

.PHONY: test
test: $(TOOLS)/gotestsum ## Run every test on SQLite and on a throw-away PostgreSQL; print the slowest 20
	.ci/browser
	.ci/localstripe
	.ci/with-postgres .ci/test $(TOOLS)/gotestsum $(TESTFLAGS) $(PACKAGES)

# What `make test-fast` leaves out: what needs a browser, a peer that is installed, or a process that is killed, and what does things by the thousand.
SLOW := InABrowser|^(TestKilledUnderLoad|TestDatabaseRestartedUnderLoad|TestConsumerPage|TestLocalstripe.*|TestLostAnswers|TestAddressBookOfMany.*|TestCartUploadOfTenThousand|TestCheckoutForManyPeople|TestOrderIsTooLarge|TestSequences|TestHotQueriesUseIndexes)$$

.PHONY: test-fast
test-fast: $(TOOLS)/gotestsum ## Run the tests on SQLite only, without browser, peers, crashes and thousands of rows: for every save
	TEST_ENGINES=sqlite .ci/test $(TOOLS)/gotestsum -skip '$(SLOW)' $(TESTFLAGS) $(PACKAGES)

.PHONY: test-sqlite
test-sqlite: $(TOOLS)/gotestsum ## Run the tests on SQLite only
	.ci/browser
	.ci/localstripe
	TEST_ENGINES=sqlite .ci/test $(TOOLS)/gotestsum $(TESTFLAGS) $(PACKAGES)

.PHONY: test-postgres
test-postgres: $(TOOLS)/gotestsum ## Run the tests on PostgreSQL only
	.ci/browser
	.ci/localstripe
	TEST_ENGINES=postgres .ci/with-postgres .ci/test $(TOOLS)/gotestsum $(TESTFLAGS) $(PACKAGES)

.PHONY: contract-test
contract-test: build ## Let Schemathesis call every operation, on both databases (PROFILE=long for hours of it)
	.ci/with-postgres .ci/contract/run $(BIN) $(PROFILE)

.PHONY: soak
soak: ## Kill the server 200 times under load, and restart PostgreSQL 40 times
	TEST_KILLS=200 .ci/with-postgres go test ./cmd/tollkeeper -run 'Killed|Restarted' -v -timeout 120m

.PHONY: bench
bench: ## Print what the contract and a long ledger cost, as ratios of two things measured in the same run
	.ci/with-postgres go test ./server/bench -run '^$$' -bench . -benchtime 1x -timeout 30m

.PHONY: generate
generate: contract ## Merge the contract and generate the Go code from it
	mkdir -p gen/v1 gen/client gen/v1client
	$(CODEGEN) -config gen/server.yaml openapi/djaoapp.yaml
	$(CODEGEN) -config gen/client.yaml openapi/djaoapp.yaml
	$(CODEGEN) -config gen/v1.yaml openapi/subscriptions.yaml
	$(CODEGEN) -config gen/v1client.yaml openapi/subscriptions.yaml
	go run ./cmd/genrooms -spec openapi/djaoapp.yaml -server gen/server.gen.go \
		-rooms gen/rooms.gen.go -unbuilt server/unbuilt/unbuilt.gen.go -import tollkeeper/gen
	go run ./cmd/genrooms -spec openapi/subscriptions.yaml -server gen/v1/server.gen.go \
		-rooms gen/v1/rooms.gen.go -unbuilt server/unbuilt/v1unbuilt/unbuilt.gen.go -import tollkeeper/gen/v1

.PHONY: sdk
sdk: ## Generate the client SDKs (TypeScript, Python, Java) and compile them under strict checks
	.ci/sdk/generate
	.ci/sdk/check

.PHONY: contract
contract: $(TOOLS)/oasdiff ## Merge openapi/rooms into the two published contracts, move their versions, write openapi/CHANGELOG.md
	go run ./cmd/specmerge -o openapi/djaoapp.yaml $(ROOMS)
	go run ./cmd/specmerge -o openapi/subscriptions.yaml $(ROOMS_V1)
	$(SPECDIFF) version openapi

.PHONY: release-contract
release-contract: contract ## Date the new versions of the contracts, and keep them in openapi/released to compare with
	$(SPECDIFF) release openapi

.PHONY: fmt
fmt: $(TOOLS)/golangci-lint ## Format the Go code
	$(TOOLS)/golangci-lint fmt

.PHONY: sdk-test
sdk-test: build ## Let the SDK of each language call every operation of a server with demo data
	.ci/sdk/run $(BIN)

.PHONY: mock-test
mock-test: ## Let Prism answer from the contracts, and the Go client call every operation of the mock
	.ci/mock/run

.PHONY: lint
lint: lint-contract lint-go ## Lint the Go code and the contracts

.PHONY: lint-go
lint-go: $(TOOLS)/golangci-lint ## Lint the Go code, and the arrows between its packages
	$(TOOLS)/golangci-lint run --allow-parallel-runners ./... ./.ci/sdk/... ./.ci/mock ./.ci/specdiff

.PHONY: lint-contract
lint-contract: $(LINT_BIN)/.installed ## Lint the contracts with Redocly and Spectral
	$(LINT_BIN)/redocly lint --config .redocly.yaml openapi/djaoapp.yaml openapi/subscriptions.yaml
	$(LINT_BIN)/spectral lint --ruleset .spectral.yaml --fail-severity hint openapi/djaoapp.yaml openapi/subscriptions.yaml

.PHONY: check
check: test $(CHECKS) ## Do what CI does

.PHONY: checks
checks: ## List what CI runs beside the tests
	@echo $(CHECKS)

.PHONY: fresh
fresh: generate ## Fail when what is generated is not what is committed
	.ci/sdk/generate
	@changed=$$(git status --porcelain -- openapi gen server/unbuilt) && [ -z "$$changed" ] || \
		{ printf '%s\n' "$$changed" "run 'make generate sdk' and commit what it changes"; exit 1; }

.PHONY: breaking
breaking: $(TOOLS)/oasdiff ## Fail on a breaking change of the contract without a new row in CORRECTIONS.md; plant some to see it fail
	.ci/breaking $(TOOLS)/oasdiff
	OASDIFF=$(CURDIR)/$(TOOLS)/oasdiff go test ./.ci/specdiff

# These do thousands of things one after the other: there is nothing to race, and under the detector they took a quarter of CI.
ONE_BY_ONE := ^(TestMatrix|TestAuthCreate.*|TestAuthRegister.*|TestAuthentication.*|TestUploadRealms.*|TestPages|TestCookies.*|TestThrottled.*|TestEvery.*|TestConsumerPage|TestPagesInABrowser|TestScenarios|TestSequences|TestRefusals|TestCartUploadOfTenThousand|TestCheckoutForManyPeople|TestOrderIsTooLarge|TestAddressBookOfMany.*)$$

# Packages whose tests do things at once; in the others the detector has nothing to find.
AT_ONCE = $$(git grep -lE 'AtOnce|atOnce|wg\.Go|go func' -- 'cmd/*_test.go' 'server/*_test.go' 'store/*_test.go' | xargs -n 1 dirname | sort -u | sed 's|^|./|')

.PHONY: race
race: ## Run what tests do at once under the race detector; on PostgreSQL, since SQLite in Go under it takes five times as long
	.ci/browser
	.ci/localstripe
	CGO_ENABLED=1 TEST_ENGINES=postgres TEST_KILLS=3 .ci/with-postgres go test -race -skip '$(ONE_BY_ONE)' $(AT_ONCE)
	CGO_ENABLED=1 TEST_ENGINES=sqlite go test -race -run 'UnderWrites|IsIdempotent|OfManyWins' ./store

.PHONY: fuzz
fuzz: ## Run every fuzz test for a short time
	.ci/fuzz $(FUZZTIME)

$(TOOLS)/golangci-lint: TOOL := github.com/golangci/golangci-lint/v2/cmd/golangci-lint
$(TOOLS)/oasdiff: TOOL := github.com/oasdiff/oasdiff
$(TOOLS)/gotestsum: TOOL := gotest.tools/gotestsum
$(TOOLS)/golangci-lint $(TOOLS)/oasdiff $(TOOLS)/gotestsum: .ci/tools/go.mod .ci/tools/go.sum
	mkdir -p $(TOOLS)
	go build -C .ci/tools -o $(CURDIR)/$@ $(TOOL)
	touch $@

$(LINT_BIN)/.installed: .ci/lint/package-lock.json
	cd .ci/lint && npm ci --no-audit --no-fund --ignore-scripts
	touch $@
