#!/bin/sh
# LibreOffice for the tests of the workbook: the one that is there, else Debian's as root.
set -eu
for name in soffice libreoffice; do
    if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing LibreOffice Calc from Debian's packages ..."
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends libreoffice-calc-nogui >/dev/null
else
    echo "The tests need LibreOffice Calc (soffice on the PATH). Install it, on Debian: libreoffice-calc-nogui" >&2
    exit 1
fi
