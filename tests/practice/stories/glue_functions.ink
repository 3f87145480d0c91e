One {f()} two.
{f()}<>three.
~ g()
{g()} end.
{h()}
-> END
== function f()
  inner text 
== function g()
~ return "given"
== function h()
First line of h.
Second line of h.
