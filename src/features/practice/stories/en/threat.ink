// SPDX-License-Identifier: MPL-2.0
# title: The threat against you
# about: He has found your name. Now he says something that is not anger any more.
# person: Threatening: there is nothing here for you to win.
# minutes: 3
VAR tension = 4

-> start

== start
“I know who you are. It is not so hard to find out where you live.” #id:th01 #view:I have lost my case. This is the only thing left to throw. #limit:That is a threat. I am ending the call now.
* [“That is a threat. I am ending the call now.” You hang up. #id:th02]
  -> ended
* [“What do you mean by that?” #id:th03]
  ~ up(1)
  “You know what I mean. Say hello to your children.” #id:th04 #view:She is scared. It works. #learn:You need not have the threat explained. What you heard is enough.
  -> children
* [“Just you try!” #id:th05]
  ~ up(2)
  “Oh, I will. Tonight.” #id:th06 #view:Now I cannot back out.
  -> children
* [You press for help and keep him on the line so that a colleague can join. #id:th07]
  The backup comes on the line and says that there are two of you now. He hangs up at once. #id:th08 #who:colleague
  -> ended

== children
* [You hang up without a word. #id:th09]
  -> ended
* [“I have written down your words, and they will be reported.” You hang up. #id:th10]
  ~ down(1)
  -> ended
* [You sit there and listen until he is done. #id:th11]
  ~ up(1)
  It takes four minutes. Afterwards your hands shake. #id:th12 #who:scene #learn:With a threat you may end at once, without a warning. It is never a fault.
  -> ended

== ended
It is quiet. The queue blinks on the screen. #id:th13 #who:scene
* [You leave the queue and say out loud: “I have just been threatened.” #id:th14]
  ~ down(1)
  Two colleagues stand up. “Come, let us sit down.” The backup writes down his words while you remember them. #id:th15 #who:colleague
  -> words
* [You take the next call to get on with it. #id:th16]
  ~ up(1)
  The next citizen is friendly. You do not hear what she says. #id:th17 #who:scene #learn:Your body is still in the call before. A pause is work.
  -> noticed

== noticed
* [You write to the backup: “Threat. Need you.” #id:th18]
  ~ down(1)
  She is there before you have put the phone down. #id:th19 #who:colleague
  -> words
* [You tell your manager only when the shift is over. #id:th20]
  ~ down(1)
  “Thank you for telling me. You should not have sat with it alone,” the manager says and stays. #id:th21 #who:colleague
  -> words

== words
* [You write down his exact words, with the time. #id:th22]
  ~ down(1)
  The manager reports it to the police today. You need not do it yourself, nor alone. Somebody will follow you home if you want. #id:th23 #who:colleague #end:ended #view:I did not think that anybody wrote it down.
  -> END
* [“I would like to go home now.” #id:th24]
  “Then we walk together.” Your colleague takes your things, the backup finishes the notes, and the manager calls tonight and tomorrow. #id:th25 #who:colleague #end:handed
  -> END
* [“He probably did not mean it so badly.” #id:th26]
  “You need not decide that alone,” the manager says gently. “How are YOU?” The threat is reported. #id:th27 #who:colleague #end:ended #learn:You rate how hard it hit. Nobody can lower that.
  -> END

== function up(n)
~ tension = MIN(tension + n, 6)

== function down(n)
~ tension = MAX(tension - n, 0)
