# For run.sh files to source: runs one case in a folder of its own, $work. A case is a file: its first line holds the
# arguments ("OUT" stands for $2), then come files, each "== name" and its lines; %345 is the byte with that octal number.
# SPDX-License-Identifier: MPL-2.0
tool=$1 out=$2 case=$(realpath "$3") here=$PWD
work=$(mktemp -d) || exit
trap 'rm -rf "$work"' EXIT
cd "$work" || exit
sed -n 's/^== //p' "$case" | while read -r name; do mkdir -p "$(dirname "$name")"; done
awk 'NR == 1 { next } /^== / { file = $2; printf "" > file; next } { print > file }' "$case"
for f in $(grep -rl '%[0-7][0-7][0-7]' .); do
    printf "$(sed -e 's/\\/\\\\/g' -e 's/%\([0-7][0-7][0-7]\)/\\\1/g' "$f")\n" >bytes && mv bytes "$f"
done
set --
for word in $(sed -n 1p "$case"); do
    [ "$word" = OUT ] && word=$out
    set -- "$@" "$word"
done
"$tool" "$@" || exit
