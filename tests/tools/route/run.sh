# Compiles a route table: run.sh CC OUT IN.c; of what the compiler says, what all compilers agree upon.
# SPDX-License-Identifier: MPL-2.0
said=$(${CC:-cc} -std=gnu17 -D_GNU_SOURCE -fsyntax-only -Wall -Wextra -Werror -Wno-missing-field-initializers \
    -I../viewc/include -I../../../src "$3" 2>&1) && exit
at='^\([^ ]*\.c:[0-9]*:[0-9]*: error: \).*'
printf '%s\n' "$said" | sed -n -e "s/${at}\('[A-Za-z_]*'\) undeclared.*/\1undeclared \2/p" \
    -e "s/${at}undeclared identifier \('[A-Za-z_]*'\).*/\1undeclared \2/p" \
    -e "s/\(\.c:[0-9]*:\)[0-9]*: error: .*no member named '\([^']*\)'.*/\1 error: no member named '\2'/p" \
    -e "s/${at}\(incompatible\).*/\1incompatible/p" | uniq
exit 1
