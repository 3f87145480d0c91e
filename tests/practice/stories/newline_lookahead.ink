VAR x = 0
First line.
~ x = 1
Second {x} line.
{x == 1:
~ x = 2
}
Third.
~ x = 3
<> glued {x}
* [go]
- ~ x = 4
-> END
