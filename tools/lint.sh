#!/bin/sh
# What reads the source without running it: lint.sh layers|format|cppcheck|tidy [BUILD]. BUILD is a folder that clang has built
# (for tidy). ./test does the first two, ./test --long all; `meson compile -C BUILD lint` too.
# SPDX-License-Identifier: MPL-2.0
cd "$(dirname "$0")/.." || exit 1
ours() { # sources, without what lies there for tests of the tools
    find src tools tests bench -name '*.[ch]' -not -path 'tests/tools/*' | sort
}
case $1 in
layers) python3 tools/layers.py src ;;
format) ours | xargs clang-format --dry-run -Werror ;;
cppcheck)
    # Each file by itself, as the compiler sees it; made headers are found in BUILD.
    # memleak: cppcheck knows no arenas. constParameter…: callbacks have the types they have.
    find src -name '*.c' -not -name '*_test.c' | sort | xargs cppcheck --quiet --std=c11 --error-exitcode=1 --inline-suppr \
        -j "$(nproc)" --enable=warning,performance,portability -D_GNU_SOURCE -I src -I "$2/src" \
        --suppress=missingIncludeSystem --suppress=normalCheckLevelMaxBranches --suppress=memleak --suppress=nullPointerRedundantCheck
    ;;
tidy)
    find src -name '*.c' -not -name '*_test.c' -not -path '*/testdata/*' | sort |
        xargs -P "$(nproc)" -n 4 clang-tidy --quiet -p "$2" 2>&1 | grep -v 'warnings generated\|^Suppressed\|^Use -header-filter' |
        awk '{ print; found = 1 } END { exit found }'
    ;;
*) sed -n 2,3p "$0" >&2 && exit 2 ;;
esac
