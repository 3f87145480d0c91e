VAR n = 0
- (loop) 
~ n++
{n < 20: -> loop}
{n}
-> END
