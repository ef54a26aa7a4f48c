# make ask     answer the headline question (sets up .venv on the first run)
# make test    lint, types and tests
# make serve   pages, answers and a SPARQL endpoint at http://127.0.0.1:8000
# make format  bring Python files into the house format
# make docs    build the documentation as a site into build/site
# make bench   measurements, run by hand
# make release wheel, dump, checksums and, with OLD=her2gc-0.1.nq, what changed in the answers, into dist/
.POSIX:
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do command -v $$p >/dev/null 2>&1 && $$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
BIN = .venv/bin

.PHONY: chromium readers inspector ask serve test lint format docs bench release install clean
ask: .venv/core.stamp
	@$(BIN)/her2gc query failed-agents --line second --format table

# The types are checked while what tests need beside is fetched. What is compiled is kept even where a shell says
# otherwise: hundreds of processes would compile it anew.
test: .venv/all.stamp
	@$(MAKE) -j 4 lint chromium readers inspector
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -q -n auto --dist loadfile

lint: .venv/all.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

serve: .venv/all.stamp
	@$(BIN)/her2gc serve

format: .venv/all.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/all.stamp chromium
	$(BIN)/python bench/cold_start.py
	$(BIN)/python bench/questions.py
	$(BIN)/python bench/explorer.py
	$(BIN)/python bench/assistants.py
	$(BIN)/python bench/wordings.py --least 0
	$(BIN)/python bench/pages.py

docs: .venv/all.stamp
	$(BIN)/python tools/examples.py
	$(BIN)/mkdocs build --strict --quiet

# Name the dump of the release before in OLD, and what changed in the answers since is told, too.
release: .venv/all.stamp
	@mkdir -p dist
	$(BIN)/python -m pip wheel --disable-pip-version-check --quiet --no-deps -w dist .
	$(BIN)/her2gc export nquads -o dist/her2gc-$$($(BIN)/her2gc --version | sed -n '1s/^her2gc \([^ ,;]*\).*/\1/p').nq
	@test -z "$(OLD)" || $(BIN)/her2gc diff "$(OLD)" --format markdown -o dist/changes.md
	cd dist && sha256sum her2gc-* > SHA256SUMS

install: .venv/all.stamp

# The explorer and two readers are tested in Chromium, pictures and schemas with GraphViz and xmllint; libjgrapht-java
# carries GraphML's schema, libapache-jena-java a store of another make. Where the system has them not and root can fetch
# them, Debian's packages are installed; tests say loudly when they do without.
DEBIAN = chromium chromium-driver graphviz libxml2-utils libjgrapht-java libapache-jena-java
chromium:
	@{ command -v chromium && command -v chromedriver && command -v dot && command -v xmllint && \
		test -e /usr/share/java/jgrapht-io.jar && test -e /usr/share/java/jena-tdb2.jar; } >/dev/null || \
	{ [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && { echo "Installing $(DEBIAN) ..."; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(DEBIAN) >/dev/null; }; } || \
	echo "LEFT OUT: tests that need $(DEBIAN); have them with: apt-get install $(DEBIAN)" >&2

# kgx and the OWL API need versions that our own environment cannot have, so they get one of their own.
readers: .venv-readers/stamp
.venv-readers/stamp: tests/export/readers.txt .venv/bin/python
	@echo "Installing kgx and the OWL API, which tests run (half a minute, once) ..."
	@$(BIN)/python -m venv --clear .venv-readers
	@.venv-readers/bin/python -m pip install --disable-pip-version-check --quiet --no-deps -r tests/export/readers.txt
	@touch $@

# Another client of the assistants' protocol than its Python library, from npm (150 MB).
inspector: .inspector/stamp
.inspector/stamp:
	@{ command -v npm && npm install --silent --no-audit --no-fund --ignore-scripts --prefix .inspector \
		@modelcontextprotocol/inspector@0.15.0 && touch $@; } >/dev/null 2>&1 || \
	echo "LEFT OUT: tests that need the inspector of the Model Context Protocol; have it with npm and: make inspector" >&2

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "her2gc needs Python 3.11 or newer with its venv module; install one, or name it: make PYTHON=/path/to/python3.11" >&2; exit 2; }
	@echo "Setting up .venv with $(PYTHON) ..."
	@$(PYTHON) -m venv .venv

.venv/core.stamp: pyproject.toml constraints.txt .venv/bin/python
	@echo "Installing her2gc and a dozen packages (pyoxigraph, rdflib, pyshacl, owlready2 and what they need) into .venv:"
	@echo "about 100 MB and a minute, once; nothing outside this folder is changed ..."
	@$(BIN)/python -m pip install --disable-pip-version-check --progress-bar on -c constraints.txt -e .
	@$(BIN)/python -m compileall -q src  # pip compiles what it installs, but not an editable source
	@touch $@

.venv/all.stamp: .venv/core.stamp
	@echo "Installing what the tests need (about a minute, once) ..."
	@$(BIN)/python -m pip install --disable-pip-version-check --progress-bar on -c constraints.txt -e '.[dev,docs,engines,export,frames,links,mcp,plot,reason,serve]'
	@touch $@

clean:
	rm -rf .venv .venv-readers .inspector .mypy_cache .pytest_cache .ruff_cache build dist
