-> a
== a
<- b
<- c
+ [stop] -> END
-> DONE
== b
In b.
<- c
+ {b < 3} [b choice] -> a
-> DONE
== c
{c > 5: -> DONE}
In c.
* [c choice {c}] -> a
-> DONE
