VAR g = 1
~ temp t = 2
~ a(g)
~ a(t)
{g} {t}
{b(t)}{t}
-> END
== function a(ref x)
~ b(x)
~ x = x + 1
== function b(ref y)
~ y = y * 10
