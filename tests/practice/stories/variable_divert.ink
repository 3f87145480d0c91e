VAR where = -> left
-> start
== start
* [left]
  ~ where = -> left
* [right]
  ~ where = -> right
- -> where
== left
Left.
-> param(-> right)
== right
Right. {where == -> left: from left} {where != -> left: otherwise}
-> END
== param(-> next)
Going.
-> next
