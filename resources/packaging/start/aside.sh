#!/bin/sh
# The command line of Aside: ./aside.sh run library/consult-then-transfer.yaml
case $0 in */*) here=${0%/*} ;; *) here=. ;; esac
here=$(cd -- "$here" && pwd) || exit 1
exec "$here/runtime/node" "$here/app/out/library/bin.js" "$@"
