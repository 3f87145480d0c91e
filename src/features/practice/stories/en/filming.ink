// SPDX-License-Identifier: MPL-2.0
# title: “You are live now”
# about: He is recording the call and says that you will be put online by name.
# person: Staging: speaks to an audience, not to you.
# minutes: 3
VAR tension = 3

-> start

== start
“The camera is running. Say your full name to the three thousand who are watching.” #id:fi01 #view:When they watch, I am not alone. Then I am strong.
* [“You may record our call. I say the same as I would otherwise. What can I help with?” #id:fi02]
  ~ down(1)
  “Er. Yes. It is about my complaint.” #id:fi03 #view:She was not scared. Then there is not much to show.
  -> matter
* [“You are NOT allowed to!” #id:fi04]
  ~ up(1)
  “Do you hear that? They have something to hide!” #id:fi05 #view:Perfect. That is just the clip I need. #learn:Who takes part may usually record. Putting it online is another matter.
  -> expose
* [You say your full name because he demands it. #id:fi06]
  ~ up(1)
  “Thanks! Do write to her, friends.” #id:fi07 #view:She did what I said. #learn:Give the name that your centre agreed to give. You need give no more.
  -> expose

== expose
“Now let us find your profile, so people can see who sits there saying no.” #id:fi08 #view:They send hearts. I cannot stop now. #limit:I will gladly help with your case. If you expose me as a person I end the call, and the centre deals with it.
* [“I gladly help with your case. If it becomes exposing me, I end the call.” #id:fi09]
  {tension >= 5: -> goes_on}
  ~ down(1)
  “All right. The case then. Three thousand are waiting.” #id:fi10 #view:She gave me a way back that did not look silly.
  -> matter
* [“Please don't. I have a family.” #id:fi11]
  ~ up(2)
  “She has a family! How sweet!” #id:fi12 #view:Pleading gets the most viewers.
  -> goes_on
* [“Do you want my manager? She speaks for the centre.” #id:fi13]
  The manager takes over. She talks of the case, not of persons, and you need not be the face of it. #id:fi14 #who:scene #end:boss #view:The manager was boring. People logged off.
  -> END

== goes_on
* [“Then I end the call now. You can write to us about the case.” You hang up. #id:fi15]
  ~ down(1)
  -> after
* [You stay and defend yourself. #id:fi16]
  ~ up(1)
  Nine minutes. He cuts it to forty seconds. #id:fi17 #who:scene #learn:You cannot win an edit. You can end it.
  -> after

== matter
* [“I can see the complaint. It has arrived, and you get an answer by the fifteenth. You may show them that.” #id:fi18]
  ~ down(1)
  “By the fifteenth. You heard it.” #id:fi19 #view:That was actually an answer.
  -> goodbye
* [“I cannot talk about it while you film.” #id:fi20]
  ~ up(1)
  “Of course not! Note that, friends.” #id:fi21 #view:At least I got something.
  -> goodbye

== goodbye
* [“Then I wish you a good day.” Afterwards you tell the backup. #id:fi22]
  ~ down(1)
  The backup notes address and time in case it is posted. It is not your job to search for it. #id:fi23 #who:colleague #end:talked #view:Twelve hearts. It was not worth it.
  -> END
* [You look for the video yourself that evening. #id:fi24]
  ~ up(1)
  At two in the morning you are still reading comments. #id:fi25 #who:scene #end:open #learn:Let the centre secure the evidence. You should not read it alone.
  -> END

== after
* [You tell your manager at once: “I may be put online.” #id:fi26]
  ~ down(1)
  “The workplace takes it from here,” the manager says. The evidence is secured with address and time before anything is deleted. #id:fi27 #who:colleague #end:warned #view:They answered with a letter. I deleted it.
  -> END
* [You write a comment below the video. #id:fi28]
  ~ up(2)
  It gets a hundred replies. Your colleague sees it and comes for you: “Come, we do this together with the manager.” #id:fi29 #who:colleague #end:open #learn:Do not answer yourself. Secure first, and let the centre answer.
  -> END

== function up(n)
~ tension = MIN(tension + n, 6)

== function down(n)
~ tension = MAX(tension - n, 0)
