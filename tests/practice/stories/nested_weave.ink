- (top) Beginning
* A
  * * A1
      A1 text
      * * * A1x
      * * * A1y -> deep
      - - - after A1
  * * A2 
  - - after A
* B
  B text
  - - (label_b) gathered B
* -> done_all
- (deep) gathered {top} {deep}
-> top
- (done_all) over
-> END
