-> more
== more
{RANDOM(0, 99)}
{~a|b|c}
+ {more < 9} [again] -> more
+ [end] -> END
