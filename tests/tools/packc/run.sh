# packc as each case says (see ../case.sh); then compiles what it made. What depends on the machine (its folders, its zlib)
# is replaced by what a program sees that has the files in it. SPDX-License-Identifier: MPL-2.0
. ../case.sh
strict="-std=gnu17 -Wall -Wextra -Wpedantic -Werror -Wmissing-prototypes -Wredundant-decls -Wwrite-strings"
if [ -f "$out/migrations.c" ]; then
    ${CC:-cc} $strict -fsyntax-only -I"$here/../../../src" "$out/migrations.c"
    exit
fi
cp "$here/check.c" .
${CC:-cc} $strict -I"$out" -o check "$out"/files.c check.c || exit
./check list
find root -type f | while read -r f; do
    ./check data "${f#root/}" | cmp - "$f" || echo "$f: data differ"
    [ -z "$(./check gzip "${f#root/}" | head -c 1)" ] || ./check gzip "${f#root/}" | gzip -dc | cmp - "$f" || echo "$f: gzip differs"
done
rm "$out"/*.bin "$out"/*.c
