# The commands of the house. Each does its own set-up first, so any of them may be the first
# that is run on a fresh machine.

SHELL := /bin/bash
PROJECT ?= projects/baghdad-talks

.PHONY: help setup run test test-long crash-test test-clients deny notices fuzz bench package package-test screenshots readme-pictures

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install the system packages that running and testing need, and check the Rust toolchain
	@tests/tools/setup test

run: ## Build Sayso and open the sample project, or PROJECT=path
	@tests/tools/setup run
	@tests/tools/run "$(PROJECT)"

test: ## Run every test
	@tests/tools/setup test
	@tests/tools/test

test-long: ## Run the random tests on cases that nobody has tried: with 5 fresh seeds, or ROUNDS=20
	@tests/tools/setup test
	@ROUNDS=$(ROUNDS) tests/tools/test-long

crash-test: ## Kill whoever works in a project at 500 random moments, or KILLS=2000, and let the disk fail
	@tests/tools/setup test
	@KILLS=$(KILLS) tests/tools/crash-test

test-clients: ## Open our exports with other people's programs and compare what they read
	@sh tests/clients/run.sh

deny: ## Check the dependencies' licences, sources and duplicates against deny.toml
	@tests/tools/deny

notices: ## Collect the licences of dependencies and fonts in target/THIRD-PARTY.md, to go with the program
	@tests/tools/notices

fuzz: ## Feed the readers with broken files: all of them for a minute each, or TARGET=pdf SECONDS=600
	@tests/tools/setup test
	@SECONDS_EACH=$(SECONDS) tests/tools/fuzz $(TARGET)

bench: ## Measure speed and sizes, and print them beside their bars
	@tests/tools/setup test
	@tests/tools/bench

package: ## Build a .deb, a .rpm and a tarball with an installer in target/package
	@tests/tools/setup package
	@tests/tools/package

package-test: ## Install that .deb in a clean Debian as root, start it from its desktop entry, mark and export
	@tests/tools/package-test

screenshots: ## Drive the real window and leave a picture of every screen in target/screenshots
	@tests/tools/setup test
	@tests/tools/screenshots

readme-pictures: ## Take the pictures that README.md shows, and replace them in docs
	@tests/tools/setup test
	@tests/tools/screenshots --for-readme
