#!/bin/sh
# The picture of the house in docs/architecture.md, from the imports as they are. Needs Graphviz (dot, tred).
set -eu
"${VENV:-.venv}/bin/import-linter" drawgraph tamarack >docs/pictures/house.dot
tred docs/pictures/house.dot 2>/dev/null |
    dot -Tsvg -Grankdir=TB -Gbgcolor=white -Nshape=box -Nstyle=rounded -Ncolor='#1C5143' -Nfontname='Atkinson Hyperlegible Next, sans-serif' \
        -Nfontcolor='#16241E' -Ecolor='#7A4F08' -o docs/pictures/house.svg
