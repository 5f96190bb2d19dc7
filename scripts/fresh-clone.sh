#!/bin/sh
# What a newcomer does: clone, `make run`, look, stop, `make run` again. Nothing of this checkout is used but its commits.
set -eu
here=$(pwd)
folder=$(mktemp -d)
port=${FRESH_PORT:-8391}
log="$folder/said.txt"
unset TAMARACK_DATA DATABASE_URL VENV 2>/dev/null || true

stop() {
    if [ -n "${server:-}" ]; then
        kill -TERM "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
        server=
    fi
}
finish() {
    stop
    rm -rf "$folder"
}
trap finish EXIT

answers() { python3 -c "import sys, urllib.request as u; sys.stdout.write(u.urlopen(sys.argv[1], timeout=5).read().decode())" "$1" 2>/dev/null; }

start() {
    began=$(date +%s)
    if [ "$port" = 8000 ]; then unset PORT; else export PORT="$port"; fi
    setsid make --no-print-directory run >"$log" 2>&1 &
    server=$(($! * -1))
    until answers "http://127.0.0.1:$port/healthz" | grep -q ok; do
        if ! kill -0 "$server" 2>/dev/null || [ $(($(date +%s) - began)) -gt 300 ]; then
            cat "$log"
            echo "make run did not come up" >&2
            exit 1
        fi
        sleep 0.3
    done
    echo "make run answered after $(($(date +%s) - began)) s"
}

git clone --quiet "$here" "$folder/tamarack"
cd "$folder/tamarack"
start
answers "http://127.0.0.1:$port/en/demo/" | grep -q "Nadia Bouchard"
answers "http://127.0.0.1:$port/fr/rubric/cacee/col/" | grep -q "Développe et entretient un réseau varié"
grep -q "The demo is at http://127.0.0.1:$port. Press Ctrl+C to stop" "$log"
test "$(stat -c %a var/demo/secret-key)" = 600
key=$(cat var/demo/secret-key)
stop
# The second time without PORT, if its own port is free.
if ! answers "http://127.0.0.1:8000/" && ! python3 -c "import socket; socket.create_connection(('127.0.0.1', 8000), 1)" 2>/dev/null; then
    port=8000
fi
start
test "$(cat var/demo/secret-key)" = "$key"
answers "http://127.0.0.1:$port/en/demo/" | grep -q "Nadia Bouchard"
stop
.venv/bin/tamarack rubric validate src/tamarack/data/cacee.yaml
test -z "$(git status --porcelain)" || { git status --short; echo "make run left files that git does not ignore" >&2; exit 1; }
echo "fresh clone works"
