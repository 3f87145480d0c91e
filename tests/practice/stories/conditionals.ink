VAR a = 0
- (top)
~ a = a + 1
{a == 1: first|not first}
{
- a == 2: two
- a > 2 && a < 5: some
- else: other
}
{a:
- 1: one
- 2: two
- else: many
}
{a > 3:
    block one
    block two
- else:
    else block
}
{a < 6: 
  * [again {a}] -> top
  * -> fin
}
- (fin) Done.
-> END
