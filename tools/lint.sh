#!/bin/sh
# What reads the source without running it:
#   lint.sh layers | format | reformat | texts TEXTC | cppcheck BUILD | tidy BUILD | all BUILD TEXTC
# BUILD is a folder in which everything is built; for tidy, by clang.
# SPDX-License-Identifier: MPL-2.0
cd "$(dirname "$0")/.." || exit 1

ours() { # without the inputs of the tools' tests, which may be wrong on purpose
    find src tools tests bench -name '*.[ch]' -not -path 'tests/tools/*'
}
program() {
    find src -name '*.c' -not -name '*_test.c' -not -path '*/testdata/*'
}
case $1 in
layers) python3 tools/layers.py src ;;
format) ours | xargs clang-format --dry-run -Werror ;;
reformat) ours | xargs clang-format -i ;;
texts)
    # shellcheck disable=SC2046 # names of ours, without blanks
    "$2" --check-used --po $(find src -name '*.po') --src $(find src -name '*.html' -o -name '*.[ch]' -not -name '*_test.c')
    ;;
cppcheck) # memleak: it knows no arenas; nullPointerRedundantCheck: nor what must() does
    program | xargs cppcheck --quiet --std=c11 --error-exitcode=1 --inline-suppr -j "$(nproc)" \
        --enable=warning,performance,portability -D_GNU_SOURCE -I src -I "$2/src" \
        --suppress=missingIncludeSystem --suppress=memleak --suppress=nullPointerRedundantCheck
    ;;
tidy)
    program | xargs -P "$(nproc)" -n 4 clang-tidy --quiet -p "$2" 2>/dev/null | awk '{ print; found = 1 } END { exit found }'
    ;;
all)
    status=0
    for what in layers format "texts $3" "cppcheck $2" "tidy $2"; do
        echo "== ${what%% *}"
        # shellcheck disable=SC2086 # two words
        tools/lint.sh $what || status=1
    done
    exit $status
    ;;
*) sed -n 2,4p "$0" >&2 && exit 2 ;;
esac
