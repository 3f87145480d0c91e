#!/bin/sh
# Fuzzes one target for a while, beginning with the kept inputs: campaign.sh TARGET KEPT_FOLDER. What breaks it is printed as
# base64: decode it into KEPT_FOLDER, mend the program, and it stays mended.
# SPDX-License-Identifier: MPL-2.0
target=$1 kept=$2
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
mkdir "$work/found" "$work/broken"
"$target" -max_total_time="${BAGVAGT_FUZZ_SECONDS:-60}" -timeout=20 -rss_limit_mb=3000 -close_fd_mask=3 \
    -artifact_prefix="$work/broken/" "$work/found" "$kept" >"$work/log" 2>&1
status=$?
grep -v '# Uses:\|Recommended dictionary' "$work/log" | tail -n "$([ "$status" -eq 0 ] && echo 2 || echo 60)"
for f in "$work"/broken/*; do
    [ -f "$f" ] && echo "== $(basename "$f")" && base64 "$f"
done
[ "$status" -eq 0 ]
