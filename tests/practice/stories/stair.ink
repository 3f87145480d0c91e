VAR tension = 2
-> call
== call
{tension}
+ {call < 12} [calm]
  ~ down(1)
+ {call < 12} [push]
  ~ up(2)
+ {tension >= 6} [end] -> END
+ {call >= 12} [stop] -> END
- -> call
== function up(n)
~ tension = MIN(tension + n, 6)
== function down(n)
~ tension = MAX(tension - n, 0)
