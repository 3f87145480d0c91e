- one
- two
* a
- three
- - four
* b
- five
-> END
