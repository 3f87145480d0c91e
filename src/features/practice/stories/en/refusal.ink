// SPDX-License-Identifier: MPL-2.0
# title: Angry about a refusal
# about: A man was refused a grant and wants somebody to hear him out.
# person: Angry for a reason: must be heard before he can hear.
# minutes: 4
VAR tension = 2

-> start

== start
“I am sitting here with a letter that says no. Three pages, and I do not understand a word. Who makes this up?” #id:re01 #view:I have read the letter four times. I am ashamed that I do not understand it.
* [“It sounds as if the letter both disappoints and confuses. Will you tell me what you had counted on?” #id:re02]
  ~ down(1)
  “Yes! I counted on help with the bathroom. My wife can no longer get over the edge.” #id:re03 #view:At last somebody who asks instead of explaining.
  -> heard
* [“There is an explanation on page two. Have you read it?” #id:re04]
  ~ up(1)
  “Have I read it? Do you think I am stupid?” #id:re05 #view:Now I am being put in my place as well. As at school. #learn:A question of fact before he has been heard easily sounds like blame.
  -> sharper
* [“I am afraid that decision was not mine.” #id:re06]
  ~ up(1)
  “No, it never is anybody. You hide behind each other.” #id:re07 #view:Then there is nobody to talk to either.
  -> sharper

== heard
* [“I can see why that worries you. Shall we look at the letter together, one paragraph at a time?” #id:re08]
  ~ down(1)
  “I would like that. But slowly.” #id:re09 #view:She does not hurry me. I can breathe again.
  -> together
* [“The rules are very clear, I am afraid, so nothing can be done.” #id:re10]
  ~ up(2)
  “Then tell her that! She washes at the kitchen sink!” #id:re11 #view:The door was opened and slammed again.
  -> sharper

== sharper
“None of you care. That is why people go mad with you.” #id:re12 #view:I shout because nobody answers what I ask.
* [“You are right that I began in the wrong place. May I start again: what does that no mean for you both?” #id:re13]
  ~ down(2)
  “That my wife cannot have a bath. That is what it means.” #id:re14 #view:I had not expected an apology. It took the wind out of me.
  -> together
* [“I can hear that you are angry, and you may be. I am staying on the line.” #id:re15]
  ~ down(1)
  “Good. Because I am not finished.” #id:re16 #view:She did not hang up. Most do.
  -> together
* [“Now you will have to calm down!” #id:re17]
  ~ up(2)
  “CALM DOWN? You must be the biggest idiot they could find!” #id:re18 #view:That word always makes me angrier. #limit:I want to help you. But I will not be called an idiot. If you go on, I will end the call.
  -> insult

== insult
* [“I want to help you, but I will not be called an idiot. If that goes on, I will hang up.” #id:re19]
  ~ down(1)
  “… Sorry. It was not you. It is that letter.” #id:re20 #view:She was not offended. She simply said where the edge was.
  -> together
* [You let it pass and go on as if nothing had been said. #id:re21]
  ~ up(1)
  “Are you even listening, you halfwit?” #id:re22 #view:She takes it, it seems. Then I may as well say it all. #limit:That is the second time. I am ending the call now. You are welcome to call again.
  -> second
* [You ask a colleague to take over. #id:re23]
  Your colleague nods and takes the call. You get some air. #id:re24 #who:scene #end:handed #view:A new voice. I started again, and that actually helped.
  -> END

== second
* [“I did not warn you clearly enough. I do now: one more insult and I end the call.” #id:re25]
  “Then do it!” Another one follows, and you end the call calmly and say that he may call again. #id:re26 #who:scene #end:warned #view:I knew I went too far. I will call again tomorrow.
  -> END
* [“Would you like to speak with my manager about it?” #id:re27]
  You put him through and tell the manager in two sentences what was said. #id:re28 #who:scene #end:boss #view:At least it was taken seriously.
  -> END

== together
He gets out the letter. You read it together. #id:re29 #who:scene
* [“They lack a paper about what your wife can and cannot do. You can send it, and then they look at it again.” #id:re30]
  ~ down(1)
  “So it is not simply no?” #id:re31 #view:There is a step that I can take myself.
  -> close
* [“You can complain within four weeks. That is how it is.” #id:re32]
  ~ up(1)
  “Four weeks. And what am I supposed to write?” #id:re33 #view:A deadline is not the same as help.
  -> close

== close
* [“No. Shall I say it back, so that we are sure we agree on the next step?” #id:re34]
  ~ down(1)
  “Yes please. … Thank you. I got a bit loud before.” #id:re35 #end:talked #view:I am still sad. But I know what to do tomorrow.
  -> END
* [“I will send you all of it in writing. Goodbye.” #id:re36]
  “Well. Yes. Goodbye.” #id:re37 #end:talked #view:Another letter. I hope it is shorter.
  -> END

== function up(n)
~ tension = MIN(tension + n, 6)

== function down(n)
~ tension = MAX(tension - n, 0)
