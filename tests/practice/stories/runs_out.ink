Text.
* a
  goes nowhere
* b -> END
