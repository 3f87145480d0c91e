* [go] -> there
* stay -> there
* both[.] -> there
- not here
-> END
== there
There.
-> END
