VAR x = 1
{add(1, 2)} {twice(add(2, 2))}
~ change(x)
x is {x}
~ temp y = 10
~ change(y)
y is {y}
~ nested(y)
y is {y}
{max3(1, 9, 4)} {fact(5)}
-> END
== function add(a, b)
~ return a + b
== function twice(a)
~ return a * 2
== function change(ref v)
~ v = v + 5
== function nested(ref v)
~ change(v)
~ v = v * 2
== function max3(a, b, c)
~ return MAX(a, MAX(b, c))
== function fact(n)
{n < 2:
  ~ return 1
}
~ return n * fact(n - 1)
