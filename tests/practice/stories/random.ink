~ SEED_RANDOM(42)
{RANDOM(1, 6)} {RANDOM(1, 6)} {RANDOM(-5, 5)} {RANDOM(1, 1000000)}
-> more
== more
{RANDOM(1, 3)}
+ {more < 9} [again] -> more
+ [end] -> END
