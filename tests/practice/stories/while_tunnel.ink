VAR n = 3
-> count ->
Lift off.
-> END
== count
{n}
~ n--
{n > 0: -> count}
->->
