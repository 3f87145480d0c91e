-> top
== top
Again.
* one
* two [brackets] end
* three[]: said
+ {top > 2} [leave] -> END
- -> top
