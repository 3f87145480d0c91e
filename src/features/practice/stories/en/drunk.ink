// SPDX-License-Identifier: MPL-2.0
# title: Drunk and loud
# about: It is half past ten in the morning, and the man on the line cannot keep to the point.
# person: Intoxicated: short sentences, one message, no discussion.
# minutes: 3
VAR tension = 2

-> start

== start
“Hello there! Is this … is this you with the money? You owe me. Lots.” #id:dr01 #view:I found the courage after the fourth.
* [“Good morning. I would like to help. What is your name?” #id:dr02]
  “That … none of your business. Well. Write: the King.” #id:dr03 #view:She is nice enough.
  -> circle
* [“Have you been drinking?” #id:dr04]
  ~ up(2)
  “HAVE I BEEN DRINKING? Who are you, my mother?” #id:dr05 #view:So she knows. Then I must be loud so that she forgets. #learn:Speak of what this call can become today, not of the bottle.
  -> circle
* [You explain the rules thoroughly. #id:dr06]
  ~ up(1)
  “Blah blah blah. Say it in plain words!” #id:dr07 #view:The words float away. I caught none of them.
  -> circle

== circle
He talks about the money, the dog, a man from the council in 1998. Then about the money again. #id:dr08 #who:scene
* [“I cannot solve it today. Call tomorrow between nine and twelve and we will do it together.” #id:dr09]
  “Tomorrow … Will I get you?” #id:dr10 #view:Short. I could follow that.
  -> tomorrow
* [“Can we please keep to the case?” #id:dr11]
  ~ up(1)
  “The CASE is that you are a bunch of robbers!” #id:dr12 #view:I lost the thread and was embarrassed. So I shouted.
  -> rude
* [You listen and say “yes” in the right places. #id:dr13]
  Ten minutes pass. He is back at the dog. #id:dr14 #who:scene #learn:Time helps the desperate. The intoxicated get more from a short message.
  -> rude

== rude
“What are you wearing anyway, darling?” #id:dr15 #view:I thought it was funny. It was not. #limit:I will not be spoken to like that. Do it again and I end the call.
* [“I will not be spoken to like that. Do it again and I end the call.” #id:dr16]
  “Easy now. I meant nothing by it.” #id:dr17 #view:She said it without shouting. So she meant it.
  -> after_warning
* [You laugh it off. #id:dr18]
  ~ up(1)
  “Ha! She laughs! Tell me, darling.” #id:dr19 #view:She was up for it. #limit:No. That was a limit. I am ending the call now. Call again another day.
  -> laughed
* [You press for help, and the backup joins the call, openly and announced. #id:dr20]
  ~ down(1)
  “Hello, there are two of us here now,” the backup says kindly. The man goes quiet. #id:dr21 #who:colleague
  -> tomorrow

== laughed
* [“No. I say it clearly now: I will not be spoken to like that. If it happens again, I end the call.” #id:dr22]
  -> after_warning
* [You say goodbye and end the call. #id:dr23]
  You did not say why, but you did not have to stay. You take two minutes before you are ready again. #id:dr24 #who:scene #end:warned #view:She was gone. I called somebody else.
  -> END

== after_warning
{tension >= 3: -> again}
“Fine. Tomorrow then.” #id:dr25 #view:I will lie down for a bit.
-> tomorrow

== again
“Okay okay. … But you do sound sexy.” #id:dr26 #view:I cannot control it when I have been drinking.
* [“That was the second time. I am ending the call now. You can call tomorrow.” #id:dr27]
  You hang up. It is your right, and it is logged as a right used. #id:dr28 #who:scene #end:warned #view:Well, she had said so.
  -> END
* [You warn him once more. #id:dr29]
  ~ up(1)
  “Yes yes, you said that before.” He goes on, and you end the call. #id:dr30 #who:scene #end:warned #view:The first time I believed it. Not the second. #learn:A warning works when it is kept.
  -> END

== tomorrow
* [“I note that you will call tomorrow. Take care.” #id:dr31]
  ~ down(1)
  “Same to you.” Click. #id:dr32 #end:talked #view:She wrote it down. Then I probably will call.
  -> END
* [“And drink some water.” #id:dr33]
  ~ up(1)
  “Mind your own business!” Click. #id:dr34 #end:open #view:She should have left out that last bit.
  -> END

== function up(n)
~ tension = MIN(tension + n, 6)

== function down(n)
~ tension = MAX(tension - n, 0)
