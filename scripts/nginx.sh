#!/bin/sh
# nginx for the tests of the deployment kit.
exec sh scripts/debian.sh nginx nginx-light "The tests of deploy/"
