#!/bin/sh
# LibreOffice for the tests of the workbook.
set -eu
if command -v libreoffice >/dev/null 2>&1; then exit 0; fi
exec sh scripts/debian.sh soffice libreoffice-calc-nogui "The tests of the workbook"
