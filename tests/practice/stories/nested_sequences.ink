-> l
== l
{a {b|c {d|e}}|{&f|g}|h {~i|j}}
+ {l < 8} [more] -> l
+ [enough] -> END
