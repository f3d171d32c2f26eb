# qpspin: `make help` lists the targets.
#
# Everything is built in .build: debug by `lint` and `test`, release by `build`, `run`, `validate` and `install`.
# Variables that may be set on the command line:
#   QUICK    1: `make paper` with few trajectories, into results/paper-quick
#   CONFIG   configuration for `make run`            OUTPUT   its results directory
#   NATIVE   processor flags of the release build; empty (NATIVE=) for a binary that runs on other processors
#   FILTER   which benchmarks `make bench-parts`, or which tests `make sanitize`, runs: a regular expression
#   FUZZ_SECONDS   time of `make fuzz` for each kind of input           KILLS   of each run by `make soak`
#   SANITIZERS     of `make sanitize`: thread, address
#   PREFIX, DESTDIR   where `make install` puts things

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

SWIFT ?= swift
NATIVE ?= -Xcc -march=native
CONFIG ?= configs/quickstart.json
OUTPUT ?= results/$(basename $(notdir $(CONFIG)))
PREFIX ?= /usr/local
DESTDIR ?=
FUZZ_SECONDS ?= 600
SANITIZERS ?= thread address

RELEASE := -c release $(NATIVE)
BINARY := .build/release/qpspin

.DEFAULT_GOAL := help
.PHONY: help run test test-cluster build lint validate fuzz sanitize soak paper bench bench-parts bench-peers bench-leaps \
  install clean deps

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## install what is missing, build, and run CONFIG (configs/quickstart.json)
	@$(BINARY) run '$(CONFIG)' --output '$(OUTPUT)'
	@if [ -e '$(OUTPUT)/report.html' ]; then echo "Results are in $(OUTPUT), the report is $(OUTPUT)/report.html"; else echo "Results are in $(OUTPUT)"; fi

# What failed is said once more at the end, where it is found among thousands of lines.
test: deps ## run all quick tests (debug build); fails if one fails
	@$(SWIFT) test 2>&1 | awk '{ print; fflush() } \
	  !/^◇/ && /recorded an issue|error: / { failed = failed $$0 "\n"; told = 1; next } told && /^↳/ { failed = failed $$0 "\n"; next } { told = 0 } \
	  END { if (failed != "") printf "\nWhat failed:\n%s", failed }'

# With the debug build, which the other tests have made: it is slow enough to be killed in the middle.
test-cluster: deps ## try `qpspin submit` with a real Slurm on this machine (root; installs Slurm with apt; about a minute)
	@$(SWIFT) build >&2
	@Tests/Cluster/run "$$($(SWIFT) build --show-bin-path)/qpspin"

build: deps ## release build for this machine's processor: .build/release/qpspin
	@$(SWIFT) build $(RELEASE) >&2

# Debug builds treat every compiler warning of the package as an error (Package.swift); release builds do not, so that a
# newer compiler with new warnings still builds the program for its users. What is left are warnings of the package
# manager itself; it repeats them at each build, and the second line catches them.
# A test that imports with @testable would stop `make validate`, whose optimised build is not made for it.
lint: deps ## check the format of the sources, and that the debug build gives no warning
	@! grep -rn '^ *@testable import' Tests || { echo "lint: use package access instead of @testable, for make validate"; exit 1; }
	@$(SWIFT) format lint --strict --recursive Sources Tests Package.swift Benchmarks/Package.swift Benchmarks/QPSpinBenchmarks \
	  Fuzzing/Package.swift Fuzzing/QPSpinFuzz
	@$(SWIFT) build --build-tests 2>&1 | awk '{ print } /(warning|error):/ { n++ } END { if (n) { print "lint: " n " warning(s) or error(s)"; exit 1 } }' >&2

validate: deps ## slow statistical tests against exact solutions (release build)
	@QPSPIN_SLOW=1 $(SWIFT) test $(RELEASE) --disable-testable-imports --filter StatisticalTests

# A package of its own, built in Fuzzing/.build with libFuzzer, which comes with the toolchain on Linux.
fuzz: deps ## libFuzzer on configs, checkpoints and results, FUZZ_SECONDS (600) for each; what it finds: Fuzzing/.build/findings
	@Fuzzing/run $(FUZZ_SECONDS)

# Builds of their own below .build, so that the ordinary ones stay; optimised, since debug builds take hours under a sanitizer. The
# statistical tests do one thing many times, which is too slow here. Under the thread sanitizer without the program in processes of its
# own: what is not to be reported (Tests/Sanitizers/thread.txt) has to be found by its name, and there names are often not found.
sanitize: deps ## tests under the thread and the address sanitizer (SANITIZERS, FILTER); half an hour
	@for sanitizer in $(SANITIZERS); do \
	  echo "sanitize: $$sanitizer" >&2; \
	  if [ $$sanitizer = thread ]; then skip='StatisticalTests|CommandTests'; else skip=StatisticalTests; fi; \
	  TSAN_OPTIONS="halt_on_error=1 suppressions=$(CURDIR)/Tests/Sanitizers/thread.txt" ASAN_OPTIONS=detect_leaks=0:verify_asan_link_order=0 \
	    $(SWIFT) test -c release --sanitize=$$sanitizer --scratch-path .build/$$sanitizer --skip "$$skip" \
	    $(if $(FILTER),--filter '$(FILTER)') || exit 1; \
	done

soak: build ## runs killed 50 times each (KILLS) at random instants and continued, their bytes compared; some minutes
	@Tests/Soak/run $(BINARY)

# A full run replaces results/paper, which is committed; nothing else does. Results of its runs stay in results/paper-runs.
paper: deps build ## the paper's figures and numbers again: results/paper (QUICK=1: fewer trajectories, results/paper-quick)
	@.build/release/qpspin-paper $(if $(filter-out 0,$(QUICK)),--quick)

bench: build ## the whole program beside a plain C loop, in turns, on this machine
	@Benchmarks/against-c/compare $(BINARY)

# A package of its own, built in Benchmarks/.build the first time this is asked for. FILTER, a regular expression, picks benchmarks.
bench-parts: build ## kernel by model, observers, generators, theory, start-up and reduction: rates and times of the parts
	@cd Benchmarks && QPSPIN='$(CURDIR)/$(BINARY)' $(SWIFT) package $(NATIVE) benchmark --grouping metric --no-progress \
	  --filter '$(or $(FILTER),.*)'

bench-peers: build ## beside rebop, COPASI, GillesPy2 and libRoadRunner, installed from PyPI into Benchmarks/peers/.venv
	@Benchmarks/peers/compare $(BINARY)

bench-leaps: build ## bias of leaps, each estimate beside its exact value: the tables of docs/numerics.md, section 11 (hours)
	@Benchmarks/leaps/bias $(BINARY)

install: build ## install to PREFIX (/usr/local), below DESTDIR if given
	@install -d '$(DESTDIR)$(PREFIX)/bin' '$(DESTDIR)$(PREFIX)/share/qpspin'
	@install -m 755 $(BINARY) '$(DESTDIR)$(PREFIX)/bin/qpspin'
	@commit=$$(git rev-parse --verify HEAD 2>/dev/null || echo unknown); \
	if [ "$$commit" != unknown ] && [ -n "$$(git status --porcelain)" ]; then commit="$$commit-dirty"; fi; \
	echo "$$commit" > '$(DESTDIR)$(PREFIX)/share/qpspin/COMMIT'; \
	echo "Installed $(DESTDIR)$(PREFIX)/bin/qpspin, commit $$commit"

clean: ## remove everything that was built; results stay
	@rm -rf .build Benchmarks/.build Benchmarks/peers/.venv Fuzzing/.build

# GSL is found through pkg-config, so a GSL in a directory of the user's own works with PKG_CONFIG_PATH. gnuplot only
# draws figures: without apt its absence is a warning.
deps: ## install GSL and gnuplot with apt if they are missing
	@command -v $(SWIFT) >/dev/null || { echo "make: no '$(SWIFT)' in PATH; Swift 6.2 or newer is needed: https://www.swift.org/install" >&2; exit 1; }
	@missing=; \
	pkg-config --exists gsl 2>/dev/null || missing="libgsl-dev pkg-config"; \
	command -v gnuplot >/dev/null || missing="$$missing gnuplot-nox"; \
	[ -n "$$missing" ] || exit 0; \
	if ! command -v apt-get >/dev/null; then \
	  if [ "$$missing" = " gnuplot-nox" ]; then echo "make: gnuplot is missing; only figures need it" >&2; exit 0; fi; \
	  echo "make: missing: $$missing (Debian's names), and there is no apt-get here." >&2; \
	  echo "make: install GSL with its headers, pkg-config and gnuplot, then repeat. Fedora: dnf install gsl-devel pkgconf gnuplot; macOS: brew install gsl pkg-config gnuplot" >&2; \
	  exit 1; \
	fi; \
	sudo=; \
	if [ "$$(id -u)" != 0 ]; then \
	  command -v sudo >/dev/null || { echo "make: missing: $$missing. Not root and no sudo here: ask for 'apt-get install $$missing'" >&2; exit 1; }; \
	  sudo=sudo; \
	fi; \
	echo "make: installing $$missing" >&2; \
	$$sudo apt-get update -qq >&2 || echo "make: apt-get update failed; trying the package lists that are here" >&2; \
	$$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends $$missing >&2
