-> t ->
Back.
-> t2("x") -> t ->
Back again.
* [in]
  -> t3 ->
  After t3.
- -> END
== t
In the tunnel.
->->
== t2(what)
Tunnel with {what}.
* [choice in tunnel]
* [other]
- ->->
== t3
->-> elsewhere
== elsewhere
Elsewhere.
-> END
