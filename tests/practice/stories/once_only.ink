-> top
== top
Again.
* one
* two [brackets] end
* three[]: said
- -> top
