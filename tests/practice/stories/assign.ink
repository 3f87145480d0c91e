VAR a = 1
VAR b = "text"
~ temp c = a + 1
~ a++
~ a += 5
~ c--
~ c -= 2
~ b = a
{a} {b} {c}
~ a = a * c
{a}
-> END
