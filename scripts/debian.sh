#!/bin/sh
# A command for the tests: the one that is there, else Debian's as root.
# scripts/debian.sh COMMAND PACKAGE WHAT_NEEDS_IT
set -eu
PATH="$PATH:/usr/sbin:/sbin"
if command -v "$1" >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing $2 from Debian's packages ..."
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2" >/dev/null
else
    echo "$3 need $1. Install it, on Debian: $2" >&2
    exit 1
fi
