-> loop
== loop
{one|two|three} {&a|b|c} {!x|y} {stop|} {|late}
{stopping:
- s1
- s2
- s3
}
{cycle:
- c1
  more c1
- c2
}
{once:
- o1
- o2
}
+ {loop < 7} [again] -> loop
+ [end] -> END
