// SPDX-License-Identifier: MPL-2.0
# title: “I cannot go on”
# about: In the middle of a call about a form she says something that makes everything else wait.
# person: In danger of life: met calmly and directly, and you must not be alone with it.
# minutes: 5
VAR tension = 2

-> start

== start
“That form … it does not matter. When you get it, I will not be here any more.” #id:su01 #view:I said it out loud. Now we will see whether anybody hears.
* [“What you say now worries me. Are you thinking of taking your life?” #id:su02]
  ~ down(1)
  A long pause. “Yes.” #id:su03 #view:She dared to say the word. So I dare too. #learn:Asking directly does not set it off. It shows that you can bear the answer.
  -> signal
* [“Are you moving house?” #id:su04]
  ~ up(1)
  “… No. I am not moving.” #id:su05 #view:She did not want to hear it.
  -> again
* [“You must not say that. Think of your family.” #id:su06]
  ~ up(1)
  “They will be better off without me.” #id:su07 #view:Now I must feel guilty as well. #learn:Guilt ties nobody to life. Presence does.
  -> again

== again
* [“I am sorry. I ask you straight out: do you think about taking your life?” #id:su08]
  ~ down(1)
  “Yes. Tonight, I think.” #id:su09 #view:The second time she heard it.
  -> signal
* [“I will put you through to someone who can do this.” #id:su10]
  ~ up(2)
  “No. Not another one. Then I hang up.” #id:su11 #view:Everybody passes me on. #learn:Do not transfer in the middle of it. Stay, and get help to come to you.
  -> signal

== signal
* [You press for silent help and go on talking with her. #id:su12]
  ~ down(1)
  The backup is beside you in a moment, points at herself and mouths: “I call 112.” A colleague takes notes. #id:su13 #who:colleague
  -> where
* [You go on alone so that she notices nothing. #id:su14]
  ~ up(1)
  You speak calmly, but you feel your own heart. Nobody is calling 112. #id:su15 #who:scene #learn:One talks, another calls 112. Alone you cannot do both.
  -> late_signal

== late_signal
* [You raise your hand. Two see it and come. #id:su16]
  ~ down(1)
  “We have you,” a colleague whispers and calls 112 from her own phone. #id:su17 #who:colleague
  -> where
* [“You must promise me not to do anything.” #id:su18]
  ~ up(1)
  Silence. Then the line is dead. Now you stand up and say it out loud, and the backup calls 112 with what you know. #id:su19 #who:scene #end:open #view:I could not promise that. So I hung up. #learn:It is never your fault. But help must begin while the line is open.
  -> END

== where
* [“I am staying here with you. Where are you right now?” #id:su20]
  ~ down(1)
  “At home. In the kitchen. The pills are on the table.” #id:su21 #view:I said where I was. A part of me wanted to be found.
  -> means
* [“Have you told anybody else?” #id:su22]
  “No. You are the first.” #id:su23 #view:It was strange to hear myself say it.
  -> means

== means
* [“Have you taken any of them? … Will you put them out in the hall while we talk?” #id:su24]
  ~ down(1)
  “No. Not yet. … Now they are out there.” #id:su25 #view:Five metres is a distance too.
  -> stay
* [“You must not do it.” #id:su26]
  ~ up(1)
  “Why not? Give me one reason.” #id:su27 #view:A ban is not a reason.
  -> stay

== stay
Your colleague shows you a note: “They are on their way. Eight minutes.” #id:su28 #who:colleague
* [“Help is on its way to you. I will not hang up. Tell me of a day that was just a little easier.” #id:su29]
  ~ down(1)
  “… Last Sunday. My niece taught me a card game.” #id:su30 #view:She was honest that they were coming. It was all right.
  -> arrives
* [You say nothing about anybody coming, and talk about the weather. #id:su31]
  ~ up(1)
  “Why do you talk about the weather now?” #id:su32 #view:There is something she is not saying. #learn:Be honest about the help. Trust is the only thing that keeps the line open.
  -> arrives

== arrives
Her doorbell rings. You hear voices that say her name kindly. #id:su33 #who:scene
* [“They are there now. It is good that you stayed. I wish you all the best.” #id:su34]
  The backup takes your phone out of the queue, sits down with you and asks what you need. You are done with calls today. #id:su35 #who:colleague #end:alarm #view:I remember the voice. Not the words. That it stayed.
  -> END
* [You give your headset to the backup, who stays until the door is closed. #id:su36]
  “That was enough,” she says. “It was more than enough.” You may hand it over. #id:su37 #who:colleague #end:handed
  -> END

== function up(n)
~ tension = MIN(tension + n, 6)

== function down(n)
~ tension = MAX(tension - n, 0)
