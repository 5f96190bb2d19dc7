#!/bin/sh
# ClamAV's clamd for the tests of the virus scanner: the one that is there, else Debian's as root.
set -eu
PATH="$PATH:/usr/sbin:/sbin"
if command -v clamd >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing ClamAV from Debian's packages ..."
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends clamav-daemon >/dev/null
else
    echo "The tests of the virus scanner need clamd. Install it, on Debian: clamav-daemon" >&2
    exit 1
fi
