VAR s = "abc"
VAR n = "Å"
{s + "d"} {s == "abc"} {s != "abc"} {s ? "b"} {s !? "b"} {s has "z"} {s hasnt "z"} {s + 1} {1 + s} {s + 1.5} {s + true}
{n} {n + "ngström"} {n == "Å"} {s == 1} {"1" == 1} "{s}"
~ s = ""
[{s}]
~ s += "x"
~ s = s + s + s
{s}
-> END
