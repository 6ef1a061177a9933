PYTHON ?= python3
BIN := .venv/bin
ARGS ?=

.PHONY: demo test lint bench lock clean

demo: .venv/runtime
	$(BIN)/bihuan demo $(ARGS)

test: .venv/dev
	$(BIN)/pytest -n auto --dist worksteal $(ARGS)

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/runtime
	$(BIN)/python -m bench.crawl_speed $(ARGS)

lock: .venv/dev
	$(BIN)/uv $(COMPILE) --upgrade pyproject.toml --output-file requirements.txt
	$(BIN)/uv $(COMPILE) --extra dev --constraints requirements.txt pyproject.toml --output-file requirements-dev.txt

COMPILE := pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-emit-find-links

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache build *.egg-info
	find . -name __pycache__ -prune -exec rm -rf {} +

.venv/dev: .venv/runtime requirements-dev.txt
	$(BIN)/pip install --quiet --require-hashes --requirement requirements-dev.txt
	touch $@

.venv/runtime: .venv/python requirements.txt pyproject.toml
	$(BIN)/pip install --quiet --require-hashes --requirement requirements.txt
	$(BIN)/pip install --quiet --no-deps --editable .
	touch $@

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.x")'
	$(PYTHON) -m venv .venv
	touch $@
