# Every command does its own set-up: missing Debian packages are installed (with sudo when not root).
.DEFAULT_GOAL := help
SHELL := /bin/bash
YUNTING := .build/release/yunting
PYTHON := .venv/bin/python
BENCH := Benchmarks/.build/release/Bench
BENCH_BUILD = swift build -c release --package-path Benchmarks && \
	$(CC) -shared -fPIC -O2 -o Benchmarks/.build/slowdisk.so Tests/EndToEnd/slowdisk.c

help: ## This list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | column -t -s $$'\t'

deps: ## Install what building needs
	@.ci/deps build

deps-test: ## Install what tests need: browsers, ffmpeg, a private Python environment
	@.ci/deps build test

build: deps ## Build the server (release)
	swift build -c release --product yunting

run: build ## Start a server with a demo hearing; prints one link per seat
	@mkdir -p .run
	YUNTING_DATA_DIRECTORY=.run/data YUNTING_KEYS_DIRECTORY=.run/keys \
		$(YUNTING) serve --demo --config Config/yunting.yaml

test: deps-test ## Everything in short form (25 minutes at most on two cores)
	swift build --build-tests
	swift test --skip-build --skip 'GatewayTests|HearingTests|ScenarioTests'
	swift test --skip-build --filter HearingTests
	swift test --skip-build --filter ScenarioTests
	swift test --skip-build --filter GatewayTests
	node --test Tests/WebClientTests
	YUNTING=$(CURDIR)/.build/debug/yunting $(PYTHON) -m pytest -q Tests/EndToEnd

test-long: export YUNTING_TEST_LONG = 1
test-long: test ## The same with full counts: random orders, kills, mutations

test-one: deps-test ## One suite or test: make test-one NAME=Merkle
	swift test --filter '$(NAME)'

demo: deps-test build ## Unattended hearing with real browsers; ends with "demo: verified …"
	$(PYTHON) Tests/EndToEnd/demo.py

bench: deps ## Measure orders and relay (10 minutes); writes Benchmarks/RESULTS.md and results.jsonl
	$(BENCH_BUILD)
	$(BENCH)

bench-smoke: deps ## The same in small (2 minutes); prints, writes nothing
	$(BENCH_BUILD)
	$(BENCH) --short

format: ## Format all Swift sources
	swift format --in-place --recursive --parallel Package.swift Media Sources Tests

lint: ## Check the format and the style rules that the formatter knows
	swift format lint --strict --recursive --parallel Package.swift Media Sources Tests

clean: ## Remove build products and demo data
	rm -rf .build .venv .demo .run Benchmarks/.build

.PHONY: help deps deps-test build run test test-long test-one demo bench bench-smoke format lint clean
