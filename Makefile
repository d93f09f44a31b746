# Rowsmith: `make run` and `make test` are all that is needed on a fresh Debian with a Swift toolchain.
.POSIX:
.SUFFIXES:
SHELL = /bin/sh

PREFIX = /usr/local
SWIFT = swift
# Colours are a compiler flag: with them on terminals only, a build in a pipe would be done again.
PLAIN = --no-color-diagnostics
PROGRAM = .build/release/rowsmith
SESSION = penguins
PACKAGES = libncursesw5-dev zlib1g-dev libzstd-dev libbz2-dev libsqlite3-dev libxgboost-dev libvterm-dev \
  libboost-math-dev

.PHONY: all deps build run test bench bench-read bench-python bench-rare bench-tails bench-conditions bench-fakes bench-rules bench-latency fuzz fuzz-build format lint install clean

all: build

# Installs only what is missing, so that nothing needs root where everything is there.
deps:
	@missing=""; \
	for package in $(PACKAGES); do \
	  dpkg-query -W -f='$${Status}' "$$package" 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
	done; \
	[ -n "$$missing" ] || exit 0; \
	command -v apt-get >/dev/null || { echo "please install:$$missing" >&2; exit 1; }; \
	root=""; [ "$$(id -u)" -eq 0 ] || root="sudo"; \
	echo "installing$$missing" >&2; \
	$$root apt-get install -y --no-install-recommends $$missing >&2 || { \
	  $$root apt-get update >&2 && $$root apt-get install -y --no-install-recommends $$missing >&2; }

# With the Swift libraries inside, so that the program runs where no Swift is.
build: deps
	@$(SWIFT) build -c release --product rowsmith --static-swift-stdlib $(PLAIN) >&2

# On a terminal the workbench opens on a shipped session; in a pipe the same job runs without a screen.
run: build
	@$(PROGRAM) demo $(SESSION)

test: deps
	$(SWIFT) test $(PLAIN)

# make bench TABLES="a.csv b.csv": medians of reading, profiling, fitting and drawing each table, then a simulated one.
TABLES = sessions/data/penguins.csv sessions/data/card_fraud.csv
SIMULATED = 1000000
bench: deps
	@ROWSMITH_BENCHMARKS=1 $(SWIFT) run -c release --scratch-path .build/benchmarks Benchmarks \
	  --simulated $(SIMULATED) $(TABLES)

# make bench-python PYTHON=venv/bin/python TABLES="a.csv": against SDV and scikit-learn trees, where that Python has them.
PYTHON = python3
bench-python: build
	@$(PYTHON) Tests/Benchmarks/compare.py $(PROGRAM) $(TABLES)

# make bench-read PYTHON=venv/bin/python READ="a.csv": reading and profiling against DuckDB and polars; without READ two tables are made.
READ =
bench-read: build
	@$(PYTHON) Tests/Benchmarks/reading.py $(PROGRAM) $(READ)

# make bench-tails PYTHON=venv/bin/python TABLES="a.csv": fitted to one half of a table, do tails reach as far as the other half's?
bench-tails: build
	@$(PYTHON) Tests/Benchmarks/tails.py $(PROGRAM) $(TABLES)

# make bench-rare PYTHON=venv/bin/python RARE="a.csv:class=positive": rare events against SMOTENC and against the real rare rows.
RARE = sessions/data/penguins.csv:species=Chinstrap sessions/data/card_fraud.csv:is_fraud=1
bench-rare: build
	@$(PYTHON) Tests/Benchmarks/rare_strata.py $(PROGRAM) $(RARE)
	@$(PYTHON) Tests/Benchmarks/rare_augmentation.py $(PROGRAM) $(RARE)

# make bench-conditions FOLDER=data: 10,000 rows under each condition, against real rows and the model's own; needs numpy.
FOLDER = data
bench-conditions: build
	@$(PYTHON) Tests/Benchmarks/conditions.py $(PROGRAM) "$(FOLDER)"

# make bench-fakes PYTHON=venv/bin/python: made-up names and addresses against Python's Faker, where that Python has it.
bench-fakes: build
	@$(PYTHON) Tests/Benchmarks/fakes.py $(PROGRAM)

# make bench-rules: a million rows under twelve rules, and what each of them is good for.
bench-rules: build
	@$(PYTHON) Tests/Benchmarks/rules.py $(PROGRAM)

# make bench-latency: how soon the first screen stands, keys are answered while models are fitted, and the editor's charts follow, at
# 200,000 rows of 20 columns, seen through a terminal.
bench-latency: build
	@LATENCY_PROGRAM="$(CURDIR)/$(PROGRAM)" $(SWIFT) test $(PLAIN) --filter LatencyTests 2>&1 | grep -E ' ms of | bytes|error|passed|failed'

# make fuzz FUZZ_SECONDS=600: every target for so long, two at a time, with the fuzzer that is part of the Swift toolchain. What was
# learned stays in .build/fuzzing for the next time; an input that breaks a law is kept there and named.
FUZZ_SECONDS = 60
FUZZ_JOBS = 2
FUZZ_TARGETS = scan dialect numbers dates json-lines expression recipe session
fuzz-build: deps
	@ROWSMITH_FUZZING=1 $(SWIFT) build --sanitize fuzzer --product Fuzzing --scratch-path .build/fuzzing $(PLAIN) >&2

fuzz: fuzz-build
	@mkdir -p .build/fuzzing/inputs
	@printf '%s\n' $(FUZZ_TARGETS) | xargs -n 1 -P $(FUZZ_JOBS) sh -c \
	  'log=.build/fuzzing/inputs/$$0.log; \
	  if .build/fuzzing/debug/Fuzzing $$0 $(FUZZ_SECONDS) .build/fuzzing/inputs >$$log 2>&1; then \
	    sed -n "s/^stat::number_of_executed_units: */$$0: no finding, runs: /p" $$log; \
	  else grep -v "^#" $$log | tail -40; echo "$$0: a finding; the whole log is $$log"; exit 1; fi'

format:
	$(SWIFT) format -i -r Sources Tests Package.swift

lint:
	$(SWIFT) format lint --strict -r Sources Tests Package.swift

install: build
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/rowsmith/themes"
	install -d "$(DESTDIR)$(PREFIX)/share/rowsmith/sessions/data" "$(DESTDIR)$(PREFIX)/share/man/man1"
	install -m 755 $(PROGRAM) "$(DESTDIR)$(PREFIX)/bin/rowsmith"
	$(PROGRAM) list commands --man >"$(DESTDIR)$(PREFIX)/share/man/man1/rowsmith.1"
	install -m 644 themes/*.yaml "$(DESTDIR)$(PREFIX)/share/rowsmith/themes"
	install -m 644 sessions/*.yaml "$(DESTDIR)$(PREFIX)/share/rowsmith/sessions"
	install -m 644 sessions/data/*.csv "$(DESTDIR)$(PREFIX)/share/rowsmith/sessions/data"

clean:
	rm -rf .build
