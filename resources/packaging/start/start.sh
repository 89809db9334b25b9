#!/bin/sh
# Starts Aside from this folder: nothing is installed, nothing is fetched, and no rights are needed.
case $0 in */*) here=${0%/*} ;; *) here=. ;; esac
here=$(cd -- "$here" && pwd) || exit 1
set -- --scenarios "$here/library" "$@"
# On a stick that cannot be written to, the log goes where programs keep what is theirs.
if [ -w "$here" ]; then set -- --data "$here/data" "$@"; fi
exec "$here/runtime/node" "$here/app/out/library/bin.js" start "$@"
