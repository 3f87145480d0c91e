VAR a = -> x
{a == -> x} {a == -> y} {a != -> y}
-> x
== x
X {x}
-> y
== y
-> END
