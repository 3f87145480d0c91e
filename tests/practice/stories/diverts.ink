-> one
== one
One.
-> two.second
== two
= first
First.
-> DONE
= second
Second.
-> first
