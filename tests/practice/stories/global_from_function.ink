VAR total = 0
~ add(3)
~ add(4)
{total}
-> knot
== knot
~ temp t = total
~ t = t + 1
{t} {total}
* [choice keeps temps] {t}
- {t}
-> END
== function add(n)
~ total = total + n
