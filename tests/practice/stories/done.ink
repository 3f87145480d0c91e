-> k
== k
Talk
* [done] Over.
  -> DONE
* [end] -> END
