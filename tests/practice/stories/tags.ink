# title: a story # author: nobody
A line # one # two
# above
Another line
A third # last {1 + 1} tag
#   blanks   around   
Text
* [A choice # of choice] chosen # both
* Start # start [only # only] end # end
- -> END
