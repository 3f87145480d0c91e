~ temp a = 1
-> tun(a) ->
{a}
-> END
== tun(b)
~ temp a = 50
~ b = b + a
{a} {b}
* [x]
- {a} {b}
->->
