Line one
# tag alone
Line two # x
{false: # never}
Line three
* [c]
# after choice
- Final # end: talked
-> END
