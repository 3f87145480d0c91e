#!/bin/sh
# Lays what the browser gets beside the pages into one folder: static.sh DKFDS_DIST INKJS SOURCE_DIR OUT_DIR
# dkfds.css is the design system's own file, but for three things: its @font-face (ours are in tokens.css), its pictures
# (ours follow the colours), and its colours, which become our variables (tokens.css): so all of it has a dark side.
# SPDX-License-Identifier: MPL-2.0
set -eu
dist=$1 ink=$2 from=$3 to=$4

awk 'BEGIN {
    RS = "}"
    n = split("fff 0 f5f5f5 1 dcdcdc 2 bfbfbf 3 8e8e8e 4 707070 5 454545 6 1a1a1a 7 c00 error 358000 success " \
              "febb30 warning 1b86c3 info ffe0e0 error-soft ddf7ce success-soft fec warning-soft e2f2fb info-soft " \
              "004d99 link", word, " ")
}
/@font-face|sourceMappingURL/ { next }
{
    gsub(/#fff3/, "rgb(255 255 255/.2)") # the only one that begins like another
    gsub(/background-image:url\([^)]*\);?/, "")
    gsub(/:purple/, ":var(--c-visited)")
    for (i = 1; i < n; i += 2)
        gsub("#" word[i], "var(--c-" word[i + 1] ")")
    printf "%s}", $0
}' "$dist/css/dkfds.min.css" > "$to/dkfds.css"

for part in keys menu queue quick log forms live inbox push copy desk ask cards listening experience follow_up photo; do cat "$from/js/$part.js"; done > "$to/bagvagt.js"
for part in tokens base parts log desk practice cards listening experience; do cat "$from/css/$part.css"; done > "$to/bagvagt.css"
cat "$from/css/coaching.css" >> "$to/bagvagt.css"
for weight in Regular SemiBold Bold; do
    cp "$dist/fonts/IBMPlexSans/split/woff2/IBMPlexSans-$weight-Latin1.woff2" "$to/"
done
cat "$dist/LICENSE.md" "$dist/fonts/IBMPlexSans/split/woff2/license.txt" "$ink/LICENSE.md" > "$to/licences.txt"
cp "$from/icon.svg" "$from/manifest.webmanifest" "$from/js/live_worker.js" "$from/js/push_worker.js" "$from/js/desk_worker.js" "$from/js/practice.js" "$from/js/practice_edit.js" "$from/js/practice_worker.js" "$from/js/practice_scorm.js" "$from/css/practice_scorm.css" "$to/"
for part in ink ink-full; do grep -v "^//# sourceMappingURL" "$ink/dist/$part.js" > "$to/$part.js"; done
