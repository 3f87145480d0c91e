VAR v = 5
Text.
* [fine] -> END
* [bad]
  Line before.
  -> v
