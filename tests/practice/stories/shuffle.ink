-> loop
== loop
{~red|green|blue|yellow} {~heads|tails}
{shuffle:
- A
- B
- C
}
{shuffle once:
- p
- q
}
{shuffle stopping:
- u
- v
- w
}
+ {loop < 9} [again] -> loop
+ [end] -> END
