#!/bin/sh
# Runs a build tool over a folder of NN-name.EXT inputs and compares with NN-name.expected; prints TAP.
#
#     golden.sh TOOL FOLDER EXT [--accept]
#
# Runs "TOOL OUT NN-name.EXT" in FOLDER, or, where FOLDER/run.sh exists, "sh run.sh TOOL OUT NN-name.EXT" (for tools with
# other arguments or with a second step; $CC is a C compiler and its arguments). OUT is an empty folder. Expected is what the
# run prints, then every file in OUT under "==> name", or "exit N" when the run fails. --accept writes the expected files.
# In meson: test('x', golden, args: [x, meson.current_source_dir() / 'x', 'ext'], suite: 'tools', protocol: 'tap').
# SPDX-License-Identifier: MPL-2.0
set -u
export LC_ALL=C
tool=$(realpath "$1")
cd "$2" || exit 1
out=$(mktemp -d) || exit 1
trap 'rm -rf "$out"' EXIT
set -- "$3" "${4:-}" [0-9][0-9]-*."$3"
ext=$1 accept=$2
shift 2
echo "1..$#"
n=0 bad=0
for input; do
    n=$((n + 1))
    name=${input%."$ext"}
    rm -rf "$out/files" && mkdir "$out/files"
    if if [ -f run.sh ]; then sh run.sh "$tool" "$out/files" "$input"; else "$tool" "$out/files" "$input"; fi >"$out/got" 2>&1
    then
        for f in "$out"/files/*; do
            [ -f "$f" ] || continue
            echo "==> $(basename "$f")"
            cat "$f"
        done >>"$out/got"
    else
        echo "exit $?" >>"$out/got"
    fi
    [ "$accept" = --accept ] && cp "$out/got" "$name.expected"
    if diff -u "$name.expected" "$out/got" >"$out/diff" 2>&1; then
        echo "ok $n - $name"
    else
        sed 's/^/# /' "$out/diff"
        echo "not ok $n - $name"
        bad=1
    fi
done
exit $bad
