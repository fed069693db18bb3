.DEFAULT_GOAL := help
.PHONY: help setup build test demo serve service database data bench torture fuzz sanitize lint format docs outside clean

SHELL := /bin/bash
TERRITORY := .build/release/territory
DATABASE := territory.sqlite
PACKAGES := libsqlite3-dev libspatialite-dev pkg-config
# A target imports only what Package.swift gives it.
CHECK := --explicit-target-dependency-import-check error
# Processors since 2009 have x86-64-v2. The symbols that a debugger needs are half of the program: they are left out.
# No library is looked for beside the program; what the loader has bound cannot be bound otherwise.
RELEASE := -c release --static-swift-stdlib $(CHECK) -Xlinker -s --disable-local-rpath -Xlinker -z -Xlinker now
ifeq ($(shell uname -m),x86_64)
RELEASE += -Xcc -march=x86-64-v2
endif
# The C++ library goes into the program where its archive is there; no other program looks for symbols in this one.
ARCHIVES := $(CURDIR)/.build/archives
RELEASE += -Xswiftc -L$(ARCHIVES) -Xswiftc -Xclang-linker -Xswiftc -static-libgcc -Xlinker --no-export-dynamic
# The libraries that are documented, one site each.
LIBRARIES := TerritoryGeometry TerritoryFormats TerritoryKit TerritoryBuild

help:  ## List the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  \1\t/'

setup:  ## Install the system packages that are missing (Debian, Ubuntu)
	@scripts/setup $(PACKAGES)

build: setup  ## Build the command in release mode
	@scripts/static-libraries $(ARCHIVES)
	swift build $(RELEASE) --product territory

$(DATABASE): build
	$(TERRITORY) build --database $(DATABASE)

database: $(DATABASE)  ## Build the database from geo/ and data/

demo: $(DATABASE)  ## Build all, then answer the three main questions
	@scripts/demo $(TERRITORY) $(DATABASE)

serve: $(DATABASE)  ## Answer over HTTP on this machine, until Ctrl-C (PORT=8080)
	$(TERRITORY) serve --database $(DATABASE) --port $(or $(PORT),8080)

service: $(DATABASE)  ## Ask the service as other programs do: swaps, slow clients, load, GDAL (ASK=names of some, OTHER=database)
	Tests/Service/service.py --program $(TERRITORY) --database $(DATABASE) $(if $(OTHER),--other $(OTHER)) \
		$(if $(ASK),--check $(ASK))

test: setup  ## Run the tests
	swift test --parallel $(CHECK)

bench: $(DATABASE)  ## Measure beside the peers installed (PEERS_PYTHON=their Python FRANCE=package of France)
	swift build -c release --package-path Benchmarks
	Benchmarks/.build/release/InProcess $(CURDIR)/$(DATABASE)
	Benchmarks/bench.py --territory $(TERRITORY) --database $(DATABASE) --results Benchmarks/results.md \
		--in-process Benchmarks/.build/release/InProcess $(if $(FRANCE),--france $(FRANCE))

torture: build  ## Attack the program (SCALE=1 is all of it, ATTACK=names of some, SEED)
	Tests/Torture/torture.py --program $(TERRITORY) --scale $(or $(SCALE),1) --seed $(or $(SEED),1) \
		$(if $(ATTACK),--attack $(ATTACK))
	$(if $(ATTACK),,TORTURE_SWAPS=2000 swift test $(CHECK) --filter SwapTests)

fuzz: setup  ## Fuzz each reader for FUZZ_SECONDS, from the corpus in Fuzzing/Corpus (READERS=some of them)
	scripts/fuzz $(or $(FUZZ_SECONDS),600) $(READERS)

sanitize: setup  ## Run the tests with the address and the thread sanitizer (FILTER=a part of them, SANITIZERS=one)
	scripts/sanitize "$(or $(SANITIZERS),address thread)" "$(FILTER)"

lint:  ## Check the format of the sources
	swift format lint --strict --recursive Sources Tests Examples Benchmarks/Sources Fuzzing/Sources Package.swift

format:  ## Format the sources
	swift format --in-place --recursive Sources Tests Examples Benchmarks/Sources Fuzzing/Sources Package.swift

docs: setup  ## Build the documentation of the libraries into .build/docs; a warning fails
	scripts/docs $(CURDIR)/.build/docs $(LIBRARIES)

outside: $(DATABASE)  ## Build a package that depends on TerritoryKit alone, and ask it the question of the README
	scripts/outside $(DATABASE)

data: build  ## Import again from SOURCES=folder of the raw files
	$(TERRITORY) import --from $(SOURCES)

clean:  ## Remove what was built
	rm -rf .build .build-asan .build-tsan Fuzzing/.build $(DATABASE)
