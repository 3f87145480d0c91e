// SPDX-License-Identifier: MPL-2.0
# title: Desperate about a bill
# about: A single mother has lost her payment plan and cries so much that you can hardly make out the words.
# person: Desperate: no overview left, everything too fast.
# minutes: 4
VAR tension = 1

-> start

== start
“They take the money on Friday. All of it. I have two children. What are they to eat?” #id:de01 #view:Everything spins. I cannot remember what I was going to ask.
* [“I am staying with you. Take the time you need.” #id:de02]
  ~ down(1)
  The crying slows down. “Sorry. I do not usually …” #id:de03 #view:She stays. I do not have to hurry.
  -> slower
* [“Can you give me your case number?” #id:de04]
  ~ up(1)
  “I don't know! It is somewhere … I can't find anything!” #id:de05 #view:One more thing that I cannot manage. #learn:The number can wait a minute. The person cannot.
  -> faster
* [“There, there. It will work out.” #id:de06]
  ~ up(1)
  “How can you say that? You know nothing about it!” #id:de07 #view:Comfort without knowing anything. So I am alone again.
  -> faster

== faster
She breathes fast. A child calls in the background. #id:de08 #who:scene
* [“I went too fast. We take one thing at a time. Are you somewhere you can sit down?” #id:de09]
  ~ down(2)
  “Yes. I am sitting on the stairs now.” #id:de10 #view:A small task. I could do that.
  -> slower
* [“If you cannot find the number, I cannot help you.” #id:de11]
  ~ up(2)
  “No. No, nobody can. Then it does not matter.” #id:de12 #view:So the last place is closed as well. #learn:“Does not matter” are words that one may ask about.
  -> worried

== worried
* [“When you say that it does not matter, I get worried. Do you think about not wanting to live?” #id:de13]
  ~ down(2)
  “No … no, I did not mean it like that. I am just so tired.” #id:de14 #view:She asked straight out. Strangely, that was a relief. #learn:Asking directly does not start the thought. It opens a door.
  -> slower
* [You call a colleague silently while you stay on the line. #id:de15]
  ~ down(1)
  Your colleague sits down beside you and writes: “I am here. Ask whether she is alone.” #id:de16 #who:colleague
  -> alone
* [“I will put you through to somebody else.” #id:de17]
  The line goes quiet. She hung up before anybody answered. #id:de18 #who:scene #end:open #view:On. Always on. I could not bear it. #learn:Say who takes over, and stay until they answer. And tell a colleague that you worry about her.
  -> END

== alone
* [“Are you alone right now, or is there another adult with you?” #id:de19]
  ~ down(1)
  “My sister comes at five. I can manage until then.” #id:de20 #view:I remembered her when I was asked.
  -> slower

== slower
* [“I hear two things: the money on Friday, and food for the weekend. Shall we take Friday first?” #id:de21]
  ~ down(1)
  “Yes. Friday. That is the worst.” #id:de22 #view:The mountain became two stones.
  -> plan
* [“Have you tried making a budget?” #id:de23]
  ~ up(1)
  “A budget of what? There is nothing to put in it.” #id:de24 #view:She thinks I am irresponsible.
  -> plan

== plan
* [“I can hold the collection while your application is handled. And I will call you myself on Thursday at ten.” #id:de25]
  ~ down(1)
  “Can you? … Thank you. Thank you for not rushing me.” #id:de26 #end:talked #view:Friday is no longer a wall.
  -> END
* [“The debt unit must answer that. I go with you and tell them everything, so that you need not start over.” #id:de27]
  You stay on the call until your colleague has greeted her by name. #id:de28 #who:scene #end:handed #view:They already knew who I was.
  -> END

== function up(n)
~ tension = MIN(tension + n, 6)

== function down(n)
~ tension = MAX(tension - n, 0)
