{say("a")} and {say("b")}: {no_text()}.
~ say("alone")
~ temp s = "{say("in string")}"
[{s}]
-> END
== function say(what)
<i>{what}</i>
== function no_text()
~ temp q = 1
