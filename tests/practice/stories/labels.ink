* (one) first
* (two) second
- {one} {two} {one: had one} {two && not one: only two}
* {one} [if one]
* {two} [if two]
- -> END
