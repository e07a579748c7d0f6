# The two commands of the README are `make run` and `make test`; each does its own set-up.
SHELL := /bin/bash
.DEFAULT_GOAL := help
SWIFT ?= swift
JOBS ?= $(shell nproc 2>/dev/null || echo 2)
RINGFENCE := .build/debug/ringfence

.PHONY: help setup build run test lint format bench soak kernel-check chaos fuzz terraform-check prowler-check clean

help: ## what there is to make
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: ## check for Swift; install what is missing (Debian, as root)
	@Scripts/setup.sh

build: setup ## build the command line tool
	@$(SWIFT) build -j $(JOBS) --product ringfence

run: build ## replay the story that Ringfence exists for
	@Scripts/story.sh $(RINGFENCE)

test: setup ## lint, build and run every test
	@Scripts/test.sh

lint: ## check the formatting
	@$(SWIFT) format lint --strict --recursive Package.swift Sources Tests Benchmarks Fuzzing
	@python3 Scripts/generate-ec2-shapes.py --check

format: ## apply the formatting
	@$(SWIFT) format --in-place --recursive Package.swift Sources Tests Benchmarks Fuzzing

bench: setup ## measure against DPDK's rte_acl and at growing sizes
	@Scripts/bench.sh

soak: setup ## the engine against the oracle, ten million times
	@Scripts/soak.sh

kernel-check: setup ## real packets in a kernel against the oracle, in KERNEL_CHECK_NETWORKS random networks (2,000); root
	@KERNEL_CHECK_NETWORKS=$${KERNEL_CHECK_NETWORKS:-2000} $(SWIFT) test --filter KernelAgainstOracleTests
	@VERIFY_KERNEL_NETWORKS=$${VERIFY_KERNEL_NETWORKS:-100} $(SWIFT) test --filter VerifyInKernelTests

chaos: setup ## kill the store two hundred times, then the server; nothing acknowledged may be lost
	@Scripts/chaos.sh $${CHAOS_ROUNDS:-200} store
	@Scripts/chaos.sh $${CHAOS_ROUNDS:-200} server

fuzz: setup ## fuzz every parser; FUZZ_SECONDS each
	@Scripts/fuzz.sh all $${FUZZ_SECONDS:-600}

terraform-check: build ## Terraform's whole life of a large configuration against a fresh server
	@Scripts/terraform-check.sh

prowler-check: build ## Prowler's checks of a network with known findings; installs Prowler from PyPI
	@Scripts/prowler-check.sh

clean:
	rm -rf .build .build-bench .build-bench-static .build-fuzz .venv .venv-prowler .venv-peers
