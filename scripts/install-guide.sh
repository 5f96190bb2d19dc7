#!/bin/sh
# The very commands of the guide (docs/administration.md, marked `tried: try`), step by step in a clean folder instead of
# /opt, on this commit alone; then what was installed is started, looked at, reloaded and stopped.
set -eu
folder=$(mktemp -d)
port=${GUIDE_PORT:-8392}
unset VENV DATABASE_URL EMAIL_URL FILES_URL 2>/dev/null || true
export TAMARACK_DATA="$folder/data" PORT="$port"
finish() {
    if [ -n "${server:-}" ]; then kill -TERM "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; fi
    rm -rf "$folder"
}
trap finish EXIT
git clone --quiet "$(pwd)" "$folder/clone"
cd "$folder/clone"
awk '/^<!-- tried: try / {on = 1} on && /^```$/ {on = 0} on && !/^(<!--|```)/ {print}' docs/administration.md |
    sed "s#/opt/tamarack#$folder/opt#g" >"$folder/steps.sh"
test -s "$folder/steps.sh"
"$folder/opt/bin/python" --version 2>/dev/null && exit 1
sh -eux "$folder/steps.sh"
"$folder/opt/bin/tamarack" serve >"$folder/said.txt" 2>&1 &
server=$!
answers() { python3 -c "import sys, urllib.request as u; print(u.urlopen(sys.argv[1], timeout=5).read().decode())" "http://127.0.0.1:$port$1" 2>/dev/null; }
began=$(date +%s)
until answers /readyz | grep -q '"ready": true'; do
    if ! kill -0 "$server" 2>/dev/null || [ $(($(date +%s) - began)) -gt 180 ]; then cat "$folder/said.txt"; exit 1; fi
    sleep 0.5
done
grep -q "first-administrator" "$folder/said.txt"
answers /en/rubric/cacee/col/ | grep -q "COL.1"
"$folder/opt/bin/tamarack" check
kill -HUP "$server"
until grep -q "Reloaded" "$folder/said.txt"; do sleep 0.5; done
answers /healthz | grep -q ok
kill -TERM "$server"
wait "$server"
server=
echo "the guide installs Tamarack"
