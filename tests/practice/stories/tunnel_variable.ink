VAR t = -> one
-> t ->
~ t = -> two
-> t ->
-> END
== one
One.
->->
== two
Two.
->->
