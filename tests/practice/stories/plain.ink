Hello there.
   Two   spaces	and a tab.   

A third line.
-> END
