// SPDX-License-Identifier: MPL-2.0
# title: Wrong department for the third time
# about: She has been put through twice today. Now she gets you, and you are not the right one either.
# person: Worn out: does not want to explain it all again.
# minutes: 3
VAR tension = 3

-> start

== start
“If you transfer me, I will scream. I mean it.” #id:wr01 #view:Forty minutes. Twice I have explained about my father's death.
* [“It stops here with me. Tell me once, and I will carry it on.” #id:wr02]
  ~ down(2)
  “… All right. It is tax on an estate. I think.” #id:wr03 #view:She took it upon herself. I sat down.
  -> story
* [“What is it about?” #id:wr04]
  ~ up(1)
  “Is it not on your screen? Must I start AGAIN?” #id:wr05 #view:The same question. The third time.
  -> scream
* [“I am afraid we are not who you need.” #id:wr06]
  ~ up(2)
  She screams. Not at you. Just into the air. #id:wr07 #who:scene #view:I did say that I would.
  -> scream

== scream
* [“I understand. Twice is two too many. May I try to do it right?” #id:wr08]
  ~ down(2)
  “… Try. But I will only say it briefly.” #id:wr09 #view:She was not cross about the scream.
  -> story
* [“There is no need to scream.” #id:wr10]
  ~ up(1)
  “There is EVERY need to scream!” #id:wr11 #view:She does not decide what there is need for.
  -> story
* [“I give you to my manager, who can reach across departments.” #id:wr12]
  You pass on the story yourself. She only needs to say yes. #id:wr13 #who:scene #end:boss #view:For the first time it was somebody else who explained.
  -> END

== story
* [“So: your father died in March, the estate is closed, and now a bill comes. Did I hear that right?” #id:wr14]
  ~ down(1)
  “Yes. Exactly. It is the first time that anybody got it right.” #id:wr15 #view:She had listened. I nearly cried.
  -> route
* [“That is Estate Tax. The number is …” #id:wr16]
  ~ up(1)
  “No! Not another number!” #id:wr17 #view:A number is a door that one must find oneself.
  -> route

== route
* [“I call them now while you wait, and only hang up when they have said your name. Is that all right?” #id:wr18]
  ~ down(1)
  “Yes. And thank you. Really.” #id:wr19 #end:handed #view:Somebody walked with me all the way.
  -> END
* [“They are busy. I get them to call you before three, and I check that they did.” #id:wr20]
  “And if they do not?” #id:wr21 #view:I have heard promises before.
  -> check
* [You transfer her without saying so. #id:wr22]
  ~ up(2)
  She gets an answering machine. #id:wr23 #who:scene #end:open #view:I lay down on the hall floor. #learn:A transfer without a person at the other end is a closed door.
  -> END

== check
* [“Then I call you myself at five past three. Here is my first name and the team's number.” #id:wr24]
  ~ down(1)
  “Five past three. Good.” #id:wr25 #end:talked #view:A time and a name. I can use that.
  -> END
* [“They will.” #id:wr26]
  “Sure.” #id:wr27 #end:talked #view:I set the alarm for three.
  -> END

== function up(n)
~ tension = MIN(tension + n, 6)

== function down(n)
~ tension = MAX(tension - n, 0)
