VAR n = 0
-> loop
== loop
~ n = n + 1
+ {n < 4} [go on {n}] Went {n}.
+ {n < 3} [other]
    Other.
* [once] Once.
* -> out
- -> loop
== out
Fell through after {n}.
-> END
