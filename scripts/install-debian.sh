#!/bin/sh
# The guide (docs/administration.md, all that is marked `tried`: install, upgrade, restore), step by step in a clean Debian
# (DEBIAN=bookworm or later) that is booted with systemd for this; in between, pages through nginx, a reload under requests,
# a killed worker, and the machine shut down and booted. As root, with debootstrap and systemd-container; some ten minutes.
# Ports 80, 443, 2525, 5432 and 8000 have to be free.
set -eu
folder=$(mktemp -d)
root="$folder/debian"
trap 'shut_down; rm -rf "$folder"' EXIT
shut_down() {
    if [ -s "$folder/inside" ]; then inside "systemctl poweroff" || true; wait "$machine" || true; fi
    rm -f "$folder/inside"
}
inside() {
    nsenter -t "$(cat "$folder/inside")" -a env -i HOME=/root LANG=C.UTF-8 PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        PIP_CERT=/etc/ssl/certs/ca-certificates.crt sh -c "cd /root/tamarack && $1" </dev/null
}
until_true() {
    began=$(date +%s)
    until inside "$1" >/dev/null 2>&1; do
        if [ $(($(date +%s) - began)) -gt 600 ]; then echo "never: $1"; inside "journalctl --no-pager -n 40"; exit 1; fi
        sleep 1
    done
}
boot() {
    systemd-nspawn -D "$root" --boot --register=no --keep-unit --resolv-conf=copy-host >>"$folder/console.txt" 2>&1 &
    machine=$!
    until pgrep -P "$machine" >"$folder/inside"; do sleep 0.2; done
    until_true "systemctl is-active multi-user.target"
}
debootstrap --variant=minbase --include=systemd,systemd-sysv,dbus,ca-certificates,git,curl,openssl,python3-aiosmtpd \
    "${DEBIAN:-bookworm}" "$root" >"$folder/said.txt"
cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
echo 'APT::Get::Assume-Yes "true"; quiet "2";' >"$root/etc/apt/apt.conf.d/90yes"
git clone --quiet "$(pwd)" "$root/root/tamarack"
steps() { awk "/^<!-- tried: $1 / {on = 1} on && /^\`\`\`\$/ {on = 0} on && !/^(<!--|\`\`\`)/ {print}" docs/administration.md; }
{ echo "apt install git python3-venv"; steps try; steps server; } |
    sed -e 's#^EMAIL_URL=.*#EMAIL_URL=smtp://127.0.0.1:2525#' >"$root/root/install.sh"
steps upgrade >"$root/root/upgrade.sh"
steps restore | sed -e 's#2026-11-26#*#' >"$root/root/restore.sh"

boot
inside "systemd-run --quiet python3 -m aiosmtpd -n -l 127.0.0.1:2525"
inside "mkdir -p /etc/ssl/tamarack && openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=grow.example.ca \
    -addext subjectAltName=DNS:grow.example.ca -keyout /etc/ssl/tamarack/privkey.pem -out /etc/ssl/tamarack/fullchain.pem"
inside "apt update && DEBIAN_FRONTEND=noninteractive sh -eux /root/install.sh"

ask="curl -sf --cacert /etc/ssl/tamarack/fullchain.pem --resolve grow.example.ca:443:127.0.0.1 https://grow.example.ca"
until_true "$ask/readyz"
inside "$ask/en/rubric/cacee/col/" | grep -q "COL.1"
inside "journalctl -o cat -u tamarack" | grep -q "https://grow.example.ca/en/first-administrator/"
inside "systemctl reload tamarack && for _ in \$(seq 200); do $ask/healthz >/dev/null || exit 1; sleep 0.1; done"
until_true "journalctl -o cat -u tamarack | grep -q 'supervisor.*Reloaded'"
inside "systemctl kill -s KILL tamarack-worker@1"
until_true "systemctl is-active tamarack-worker@1"
inside "systemctl list-timers" | grep -q tamarack-backup
people="tamarack manage shell --verbosity 0 -c 'from tamarack.people.models import Person; print(Person.objects.count())'"
inside "tamarack manage createsuperuser --noinput --name Robin --email robin@example.ca && test \"\$($people)\" = 1"
inside "systemctl start tamarack-backup && sh -eux /root/upgrade.sh"
until_true "$ask/readyz"
inside "sh -eux /root/restore.sh && test \"\$($people)\" = 1"
shut_down
boot
until_true "$ask/readyz"
inside "systemctl is-active tamarack-worker@1 tamarack-worker@2"
test -z "$(inside "systemctl --failed --no-legend")"
echo "the guide holds on Debian"
