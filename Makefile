# One command each. A fresh clone needs Python 3.11 or later and make; the first call sets up the rest.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV ?= .venv
PY = $(VENV)/bin/python
COMPILE = $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-annotate --extra build
TOOLS = $(patsubst %,$(VENV)/.stamp-%,chromium libreoffice nginx clamav vnu)
ifdef PORT
export PORT
endif
# Some machines keep Python from keeping what it compiled: each of the many processes of a test would compile it all anew.
export PYTHONDONTWRITEBYTECODE =

.PHONY: run test check fuzz bench load soak docs sbom lock messages dev clean
.DELETE_ON_ERROR:

run: $(VENV)/.stamp-requirements
	@$(VENV)/bin/tamarack demo

test: dev $(TOOLS)
	@sh scripts/test.sh $(ARGS)

check: dev
	@sh scripts/check.sh

load: dev
	@$(PY) -m benchmarks.load $(ARGS)

soak: dev
	@$(PY) -m benchmarks.soak $(ARGS)

fuzz: dev
	@$(PY) -m tests.fuzz $(ARGS)

docs: dev
	@$(PY) scripts/permissions.py
	@$(PY) -m pytest tests/test_docs.py

bench: dev
	@$(PY) -m benchmarks $(ARGS)

dev: $(VENV)/.stamp-requirements-dev

sbom: dev
	@mkdir -p var
	@$(VENV)/bin/cyclonedx-py requirements requirements.txt -o var/sbom.json
	@$(VENV)/bin/pip-licenses --python $(PY) --from=mixed --format=csv --output-file var/licences.csv
	@$(VENV)/bin/pip-audit --require-hashes --disable-pip -r requirements.txt || echo "pip-audit: could not be asked, or found something (see above)."
	@echo "var/sbom.json (CycloneDX), var/licences.csv"

lock: dev
	@$(COMPILE) $(UPGRADE) pyproject.toml -o requirements.txt
	@$(COMPILE) $(UPGRADE) --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt

messages: dev
	@$(PY) scripts/messages.py

clean:
	@rm -rf $(VENV) var

$(PY):
	@test -n "$(PYTHON)" || { echo "Tamarack needs Python 3.11 or later; none was found on this machine." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Tamarack needs Python 3.11 or later; $(PYTHON) is older." >&2; exit 1; }
	@echo "Creating $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(PY) -m pip install --quiet --disable-pip-version-check 'uv>=0.8,<1' || true

$(VENV)/.stamp-%: %.txt pyproject.toml | $(PY)
	@echo "Installing from $< ..."
	@if [ -x $(VENV)/bin/uv ]; then \
		$(VENV)/bin/uv pip install --quiet --python $(PY) --require-hashes -r $< && \
		$(VENV)/bin/uv pip install --quiet --python $(PY) --no-deps --no-build-isolation -e .; \
	else \
		$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r $< && \
		$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .; \
	fi
	@touch $@

$(TOOLS): $(VENV)/.stamp-%: scripts/%.sh | dev
	@sh $<
	@touch $@
