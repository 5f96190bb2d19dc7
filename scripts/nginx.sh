#!/bin/sh
# nginx for the tests of the deployment kit: the one that is there, else Debian's as root.
set -eu
PATH="$PATH:/usr/sbin:/sbin"
if command -v nginx >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing nginx from Debian's packages ..."
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nginx-light >/dev/null
else
    echo "The tests of deploy/ need nginx. Install it, on Debian: nginx-light" >&2
    exit 1
fi
