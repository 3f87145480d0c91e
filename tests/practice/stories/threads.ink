-> main
== main
Talk.
<- ask("weather")
<- ask("bus")
* [leave] Bye.
  -> END
- (end_of) -> DONE
== ask(what)
* [About the {what}] It is a {what}.
  -> main
