-> k.s
== k
= s
* (l) [x]
+ {k.s.l} [y] -> END
- (g) {k.s.g} {g}
-> k.s
