# make run    the web chat, from a bare checkout        make test   all checks and tests, from a bare checkout
# make clean  removes what the two have made, but not what people brought (PINPOINT_DATA)

HOST ?= 127.0.0.1
PORT ?= 8501
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)

BIN := .venv/bin
STAMP := .venv/.installed

# Nothing reports to anybody: no library's telemetry, no look at a model hub.
export ANONYMIZED_TELEMETRY := False
export STREAMLIT_BROWSER_GATHER_USAGE_STATS := false
export HF_HUB_DISABLE_TELEMETRY := 1
export HF_HUB_OFFLINE := 1
export TOKENIZERS_PARALLELISM := false
export DO_NOT_TRACK := 1

.PHONY: run test index browser clean

run: index
	$(BIN)/python -m streamlit run app.py --server.address=$(HOST) --server.port=$(PORT) --server.headless=true

test: index browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest
	$(BIN)/python -m evals

# Quick where nothing has changed since the last build.
index: $(STAMP)
	$(BIN)/python -m ingest

$(STAMP): pyproject.toml
	@test -n "$(PYTHON)" || { echo "error: no Python 3.11 or newer found; install one, or name it: make PYTHON=..." >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $(STAMP)

# The browser that the browser tests drive: Debian's, installed where it is missing and may be.
browser:
	@if command -v chromium || command -v chromium-browser || command -v google-chrome; then :; \
	elif command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
		apt-get update --quiet=2 && DEBIAN_FRONTEND=noninteractive \
		apt-get install --quiet=2 --yes --no-install-recommends chromium fonts-dejavu-core; \
	else echo "error: the browser tests need chromium; install it (Debian: apt-get install chromium fonts-dejavu-core)," \
		"then make test again" >&2; exit 1; fi

clean:
	rm -rf .venv .pinpoint/index build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
