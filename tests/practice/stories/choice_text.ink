* start[ only] end
* [only]
* start and end
* "quoted[."]," said I.
* {true} \{ escaped \} [with \[brackets\]] \# hash
* a {&b|c} d[{1 + 1}]e
- -> END
