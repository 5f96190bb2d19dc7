#!/bin/sh
# A browser for the tests: the one that is there, else Debian's as root, else Playwright's own.
set -eu
for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
    if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
sh scripts/debian.sh chromium chromium "The tests in a browser" && exit 0
echo "Installing Chromium through Playwright ..."
"${VENV:-.venv}/bin/playwright" install chromium
