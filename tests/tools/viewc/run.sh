# Translates a view and, when that works, compiles it under the flags of meson.build: run.sh VIEWC OUT IN.html
# Views named *-c-* must not compile; of what the compiler says, only what all compilers agree upon is kept.
# SPDX-License-Identifier: MPL-2.0
"$1" "$2" "$3" || exit
said=$(${CC:-cc} -std=gnu17 -D_GNU_SOURCE -S -o /dev/null -Wall -Wextra -Wpedantic -Werror -Wshadow -Wconversion \
    -Wsign-conversion -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wcast-qual -Wformat=2 -Wundef -Wvla \
    -Wredundant-decls -Iinclude -I../../../src "$2"/*.c 2>&1) && exit
rm "$2"/*
case $3 in
*-c-*)
    at='^\([^ ]*\.html:[0-9]*:[0-9]*: error: \).*'
    printf '%s\n' "$said" | sed -n -e "s/${at}no member named '\([^']*\)'.*/\1no member named '\2'/p" \
        -e "s/${at}\('T_[^']*'\) undeclared.*/\1undeclared \2/p" \
        -e "s/${at}undeclared identifier \('T_[^']*'\).*/\1undeclared \2/p" \
        -e "s/${at}incompatible type.*/\1incompatible type/p" \
        -e "s/^.*error: .*\(a bool has no text\).*/\1/p" | uniq ;;
*) printf '%s\n' "$said" ;;
esac
exit 1
