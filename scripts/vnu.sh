#!/bin/sh
# The Nu HTML checker for the tests of pages: from npm, held to one version and its hash; Java for it, else Debian's as root.
set -eu
version=26.9.27
hash=22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47
place="${VENV:-.venv}/vnu"
need() {  # a command, and Debian's package that brings it
    if command -v "$1" >/dev/null 2>&1; then return; fi
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "Installing $2 from Debian's packages ..."
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2" >/dev/null
    else
        echo "The tests of HTML need $1. Install it, on Debian: $2" >&2
        exit 1
    fi
}
need java default-jre-headless
if ! echo "$hash  $place/vnu.jar" | sha256sum --check --status 2>/dev/null; then
    need npm npm
    echo "Fetching the Nu HTML checker $version through npm ..."
    mkdir -p "$place"
    (cd "$place" && npm pack --silent "vnu-jar@$version" >/dev/null && tar -xzf "vnu-jar-$version.tgz" && mv package/build/dist/vnu.jar . && rm -r package "vnu-jar-$version.tgz")
    echo "$hash  $place/vnu.jar" | sha256sum --check --status || { echo "The checker that came is not the one that is pinned in scripts/vnu.sh." >&2; exit 1; }
fi
