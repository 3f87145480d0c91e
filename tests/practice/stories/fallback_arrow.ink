-> a
== a
* [x]
  X.
  -> a
* ->
  Nothing left.
  -> b
== b
+ -> c
== c
Here.
-> END
