#!/bin/sh
# Format, lint, types, imports, templates, spelling, messages: what `make check` runs.
set -eu
bin="${VENV:-.venv}/bin"
"$bin/ruff" format --check .
"$bin/ruff" check .
"$bin/mypy"
"$bin/lint-imports" --no-cache
git ls-files -z -- '*.html' | xargs -0 "$bin/djade" --check --target-version 5.2
"$bin/codespell" src tests docs scripts benchmarks *.md
echo "checks passed"
