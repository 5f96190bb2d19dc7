#!/bin/sh
# The Nu HTML checker for the tests of pages: from npm, held to one version and its hash; Java for it, else Debian's as root.
set -eu
version=26.9.27
hash=22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47
place="${VENV:-.venv}/vnu"
sh scripts/debian.sh java default-jre-headless "The tests of HTML"
if ! echo "$hash  $place/vnu.jar" | sha256sum --check --status 2>/dev/null; then
    sh scripts/debian.sh npm npm "The tests of HTML"
    echo "Fetching the Nu HTML checker $version through npm ..."
    mkdir -p "$place"
    (cd "$place" && npm pack --silent "vnu-jar@$version" >/dev/null && tar -xzf "vnu-jar-$version.tgz" && mv package/build/dist/vnu.jar . && rm -r package "vnu-jar-$version.tgz")
    echo "$hash  $place/vnu.jar" | sha256sum --check --status || { echo "The checker that came is not the one that is pinned in scripts/vnu.sh." >&2; exit 1; }
fi
