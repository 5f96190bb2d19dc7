#!/bin/sh
# ClamAV's clamd for the tests of the virus scanner.
exec sh scripts/debian.sh clamd clamav-daemon "The tests of the virus scanner"
