* a
* b
* c
- {CHOICE_COUNT()}
-> more
== more
* {CHOICE_COUNT() < 1} x
* {CHOICE_COUNT() < 2} y
* {CHOICE_COUNT() < 1} z
- -> END
