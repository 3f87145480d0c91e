VAR trust = 1
-> q
== q
{q}: {trust}
+ {trust > 0} [trusting]
  ~ trust = trust - 1
* {trust == 0} {q > 1} [doubting]
  ~ trust = 5
* {not seen} [look]
  - - (seen) Seen.
+ {q > 3} [leave] -> END
+ [on]
- -> q
