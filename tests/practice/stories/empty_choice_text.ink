* [ ]
  x
* \ [y]
- -> END
