# Everything a fresh clone needs: `make run` and `make test` do their own set-up.

VENV := .venv
PYTHON ?= python3
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
PORT ?= 8501
# Workers of the tests: two processes, and the browser in one of them.
WORKERS ?= 2

.PHONY: install install-dev run test check bench lock chromium screenshots

install: $(VENV)/.installed

install-dev: $(VENV)/.installed-dev

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 ou plus récent est nécessaire : make PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || test -n "$(UV)" || \
		{ echo "Le module venv manque : sudo apt-get install -y python3-venv" >&2; exit 1; }
ifdef UV
	$(UV) venv --quiet --python "$$(command -v $(PYTHON))" $(VENV)
else
	$(PYTHON) -m venv $(VENV)
endif

# $(1): the lock file to install from.
ifdef UV
pip_install = $(UV) pip install --quiet --python $(BIN)/python $(1)
else
pip_install = $(BIN)/python -m pip install --quiet --disable-pip-version-check $(1)
endif

$(VENV)/.installed: requirements.lock pyproject.toml | $(BIN)/python
	$(call pip_install,--require-hashes -r requirements.lock)
	$(call pip_install,--no-deps --no-build-isolation --editable .)
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	$(call pip_install,--require-hashes -r requirements-dev.lock)
	@touch $@

# The demonstration is made once; its database stays until `var/demo.db` is removed.
run: install
	$(BIN)/vigie demo --serve --port $(PORT)

chromium:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
		{ test "$$(id -u)" = 0 && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } || \
		{ sudo -n true 2>/dev/null && sudo apt-get update -qq && sudo apt-get install -y -qq chromium >/dev/null; } || \
		{ echo "Chromium manque pour les essais dans le navigateur : sudo apt-get install -y chromium" >&2; exit 1; }

# Every check runs, then the failures are counted: one run tells all there is to mend.
check: install-dev
	@failed=0; \
	for check in "ruff format --check" "ruff check" "mypy" "lint-imports"; do \
		echo "== $$check"; $(BIN)/$$check $$(case "$$check" in lint-imports) ;; *) echo .;; esac) || failed=$$((failed + 1)); \
	done; \
	test $$failed -eq 0 || { echo "$$failed contrôle(s) en échec" >&2; exit 1; }

test: chromium check
	$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadgroup

bench: install-dev
	$(BIN)/python -m benchmarks

# The pictures of docs/images/: every page over the demonstration, 1920 by 1080.
screenshots: chromium install-dev
	$(BIN)/python -m tests.browser.pictures

lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --extra build \
		pyproject.toml --output-file requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --extra build --extra dev \
		--constraints requirements.lock pyproject.toml --output-file requirements-dev.lock
