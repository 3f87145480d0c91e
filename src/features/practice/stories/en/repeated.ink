// SPDX-License-Identifier: MPL-2.0
# title: The one who calls again and again
# about: She has called eleven times in nine days. You know the voice before she says her name.
# person: Insecure: calls for calm, not for answers.
# minutes: 4
VAR tension = 1

-> start

== start
“Yes, it is me again. I only wanted to hear whether anything has happened.” #id:re01 #view:I know that you sigh. But the worry comes at nine every day.
* [“Good morning. Nothing has happened since yesterday. What is it about waiting that worries you most?” #id:re02]
  ~ down(1)
  “That you forget me. That it lies in a pile.” #id:re03 #view:Nobody has asked that before.
  -> fear
* [“You called yesterday too. We will call when there is news.” #id:re04]
  ~ up(1)
  “That is what you said three weeks ago!” #id:re05 #view:I am a nuisance. And forgotten.
  -> nuisance
* [“No, nothing new.” You wait for her to hang up. #id:re06]
  ~ up(1)
  “Could you not just look? Just once more?” #id:re07 #view:She did not look at all.
  -> nuisance

== nuisance
“I will call until I get an answer. That is my right.” #id:re08 #view:If I let go, it all falls to the floor.
* [“You have a right to call. And you deserve to know when it helps. May I find the date?” #id:re09]
  ~ down(2)
  “A date? Do you have one?” #id:re10 #view:A date is something to hold on to.
  -> date
* [“You keep the line busy for others.” #id:re11]
  ~ up(2)
  “So I am worth less? I want to talk to the manager!” #id:re12 #view:I became second best again.
  -> boss

== boss
* [“You can. I tell her briefly what you lack, so that you need not repeat it.” #id:re13]
  The manager agrees on one fixed call a week with the same employee. She does not call in between. #id:re14 #who:scene #end:boss #view:Tuesday at ten. I wrote it on the fridge.
  -> END
* [“She will say the same as I do.” #id:re15]
  ~ up(1)
  “I want to hear that from her!” #id:re16 #view:They keep me away. #learn:When somebody asks for the manager, the way there is shorter than the talk about it.
  -> date

== fear
* [“It lies with Team North. It is number fourteen. I will write you the date when we hang up.” #id:re17]
  ~ down(1)
  “Fourteen. That is not a hundred.” #id:re18 #view:A number. So I exist.
  -> date
* [“We forget nobody.” #id:re19]
  ~ up(1)
  “So says everybody who forgot somebody.” #id:re20 #view:Nice words. I have a drawer full of those.
  -> date

== date
* [“By the twelfth you have a letter. Shall we agree that I call on the ninth and say how far it is?” #id:re21]
  ~ down(1)
  “YOU will call ME? Then I need not …” #id:re22 #view:Then I can sleep on the eighth.
  -> promise
* [“Try not to call before the twelfth.” #id:re23]
  ~ up(1)
  “I will try. I promise nothing.” #id:re24 #end:talked #view:Nine o'clock tomorrow will be hard.
  -> END

== promise
* [“Then it is in my calendar, and a colleague takes it if I am ill.” #id:re25]
  ~ down(1)
  “Then I wish you a good day. A really good day.” #id:re26 #end:talked #view:I was not sent away. I was put in a calendar.
  -> END
* [“I will try to remember.” #id:re27]
  “… Try? Then I will probably call anyway.” #id:re28 #end:talked #view:Try is a small word. #learn:A promise that you can keep is better than one that sounds good.
  -> END

== function up(n)
~ tension = MIN(tension + n, 6)

== function down(n)
~ tension = MAX(tension - n, 0)
