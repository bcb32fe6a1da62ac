# Every target makes .venv itself when it is missing or older than the lock.
#   make demo    the main job on the articles of corpus/       make check   all that CI checks
#   make test    the tests                                     make fix     format, and write generated files
#   make trust   kills, power cuts, damaged files, many processes (an hour; adds up over several runs)
#   make quality the tables of docs/quality.md on briefings
#   make bench   speed on this machine                         make lock    resolve the dependencies again
#   make supply  licences, list of parts and known holes of what the lock brings
#   make model-test   a small real model behind a real server, through the whole chain (needs Node 20)

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
READY := .venv/.ready

.PHONY: demo test test-again check fix trust trust-short supply bench lock lint types contracts docs wheel clean model-server model-test

demo: $(READY)
	@PATH="$(CURDIR)/$(BIN):$$PATH" bash scripts/demo.sh

test: $(READY)
	$(BIN)/python -m pytest -n 2 -m "not model" --cov --cov-report=term:skip-covered --cov-fail-under=85

# The tests that failed in the last run, once more, one after the other.
test-again: $(READY)
	$(BIN)/python -m pytest -m "not model" --last-failed --last-failed-no-failures=none

check: lint types contracts docs test
	@$(MAKE) --no-print-directory trust-short
	@$(MAKE) --no-print-directory wheel
	@$(MAKE) --no-print-directory supply

model-server: $(READY)
	@bash scripts/model_server.sh $(BIN)/python

model-test: model-server
	$(BIN)/python -m pytest tests/model -m model --durations=0

supply: $(READY)
	@bash scripts/supply.sh $(BIN)/python

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/mypy

contracts: $(READY)
	$(BIN)/lint-imports

docs: $(READY)
	$(BIN)/python scripts/docs.py --check

wheel: $(READY)
	@bash scripts/wheel.sh $(BIN)/python

fix: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python scripts/docs.py

trust: $(READY)
	$(BIN)/python -m bench.trust

trust-short: $(READY)
	$(BIN)/python -m bench.trust --short --seed 1 --results .trust/short.jsonl

bench: $(READY)
	@sed -e 's/ \\$$//' -e '/^ *--hash/d' requirements.lock >$(READY).constraints
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -c $(READY).constraints -e '.[bench]'
	@failed=''; for f in $(wildcard bench/*.py); do echo "== $$f"; $(BIN)/python $$f || failed="$$failed $$f"; done; \
		test -z "$$failed" || { echo "failed:$$failed"; exit 1; }

# The tables of docs/quality.md on briefings; needs ../shared/data.
quality: $(READY)
	@echo "== bench/briefings/said.py --fresh"; $(BIN)/python bench/briefings/said.py --fresh
	@for half in "" --locked; do for f in said when differ summaries; do \
		echo "== bench/briefings/$$f.py $$half"; $(BIN)/python bench/briefings/$$f.py $$half || exit 1; done; \
		echo "== bench/briefings/about.py $$half"; $(BIN)/python bench/briefings/about.py .demo/topics $$half || exit 1; done

lock: $(READY)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --extra dev --upgrade --generate-hashes \
		--no-emit-index-url --no-header --no-annotate pyproject.toml -o requirements.lock
	printf 'pip-audit\ncyclonedx-bom\n' | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --upgrade \
		--generate-hashes --no-emit-index-url --no-header --no-annotate - -o scripts/supply.lock
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --require-hashes --only-binary :all: -r requirements.lock
	$(BIN)/python scripts/supply.py licences --write

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "error: Python 3.11 or newer is needed"; \
		echo "hint: install it, or name it: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	@echo "setting up .venv with $(PYTHON) (once; a few minutes)"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --require-hashes --only-binary :all: -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps -e .
	@touch $@

clean:
	rm -rf .venv .demo dist build .coverage* htmlcov
