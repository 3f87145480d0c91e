We hurried <>
-> home
== home
home.
As fast <> 
<> as we could.
"What<> 
?" {"glued"}<>!
A{true:
  <> b
}
-> END
