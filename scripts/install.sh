#!/bin/sh
# Installs what is missing to build Bagvagt (install.sh build) or to test it as well (install.sh test): Debian packages
# and node_modules. These are the only lists. With nothing missing it is silent and needs neither rights nor network.
# SPDX-License-Identifier: MPL-2.0
set -eu
cd "$(dirname "$0")/.."
scope=$1

packages="ca-certificates fonts-dejavu-core gcc libc6-dev libcmark-dev libstemmer-dev libcurl4-openssl-dev libical-dev libjansson-dev libmicrohttpd-dev nettle-dev libgmp-dev libminizip-dev libpango1.0-dev libpq-dev
    libsodium-dev libsqlite3-dev meson ninja-build pkg-config tzdata zlib1g-dev"
[ "$scope" = build ] || packages="$packages
    chromium-headless-shell clang clang-format clang-tidy cppcheck libclang-rt-dev libcmocka-dev lld poppler-utils postgresql python3 shellcheck tidy"

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        echo "Be root or install sudo, then try again." >&2
        exit 1
    fi
}

if ! command -v dpkg-query >/dev/null; then
    echo "This is no Debian: install the counterparts of these yourself: $packages nodejs npm" >&2
else
    # shellcheck disable=SC2086 # a list of words
    installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' $packages 2>/dev/null || true)
    missing=
    for package in $packages; do
        printf '%s\n' "$installed" | grep -qx "$package installed" || missing="$missing $package"
    done
    # Not by package name: Node.js may come from elsewhere with npm inside, and then Debian's npm would conflict.
    command -v npm >/dev/null || missing="$missing nodejs npm"
    if [ -n "$missing" ]; then
        echo "==> Installing Debian packages:$missing"
        as_root apt-get update -q
        # shellcheck disable=SC2086
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
    fi
fi

# The stamp goes with the folder, so an interrupted `npm ci` leaves none.
stamp=node_modules/.installed
lock=$(cksum <package-lock.json)
case $(cat "$stamp" 2>/dev/null || true) in
"$scope $lock" | "test $lock") ;;
*)
    echo "==> Fetching npm packages (versions and checksums from package-lock.json)"
    if [ "$scope" = build ]; then
        npm ci --omit=dev
    else
        npm ci
    fi
    echo "$scope $lock" >"$stamp"
    ;;
esac
