-> top
== top
Again.
* one
  Said one.
  -> top
* two [brackets] end
  -> top
* three[], said I
  -> top
* -> 
  Nothing left.
  -> END
