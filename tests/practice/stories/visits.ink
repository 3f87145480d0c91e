-> hub
== hub
hub {hub} side {side} {side.inner}
{TURNS_SINCE(-> side)} {TURNS_SINCE(-> hub)} {TURNS()} {READ_COUNT(-> side)}
+ {hub < 6} [side] -> side
+ {hub < 6} [inner] -> side.inner
+ [stay] 
+ {hub > 3} [end] -> END
- -> hub
== side
Side.
- (inner) Inner.
-> hub
