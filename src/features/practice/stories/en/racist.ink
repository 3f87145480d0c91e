// SPDX-License-Identifier: MPL-2.0
# title: The racist remark
# about: You say your name, and then the call is no longer about the case.
# person: Condescending: tests whether there is a limit.
# minutes: 3
VAR tension = 2

-> start

== start
“What sort of name is that? Can't I have a real Dane?” #id:ra01 #view:I am unsure about the system and look for somebody to talk down to. #limit:I am the one who can help you, and I will not be spoken of like that.
* [“I am the one who can help you today, and I will not be spoken of like that. What is it about?” #id:ra02]
  ~ down(1)
  “Well. All right. It is the housing benefit.” #id:ra03 #view:She did not give way. I had better get to the point.
  -> matter
* [You ignore it and ask what it is about. #id:ra04]
  ~ up(1)
  “Can you even write Danish?” #id:ra05 #view:She said nothing. So I suppose it is all right here. #limit:I say this once: one more remark about my background and the call ends.
  -> second
* [“That really is racist!” #id:ra06]
  ~ up(2)
  “Racist? You call ME a racist? What is your boss's name?” #id:ra07 #view:Now it is about me. Then I fight. #learn:Name what was said, and the limit. Not who he is.
  -> second

== second
* [“I say it once: one more remark about my background and I end the call. Do you want help with your case?” #id:ra08]
  {tension >= 4: -> goes_on}
  ~ down(1)
  “… Yes. The housing benefit.” #id:ra09 #view:She meant it. I can't be bothered to call again.
  -> matter
* [“You can have my manager. She will be told what you said, word for word.” #id:ra10]
  The manager takes the call and says at once that she stands behind you. #id:ra11 #who:scene #end:boss #view:The boss said the same. Only from higher up.
  -> END
* [You pass the call to a colleague without saying why. #id:ra12]
  The colleague helps him. You are left with it alone. #id:ra13 #who:scene #end:handed #view:I got my way. #learn:Handing over is always fine. Tell the colleague why, for your own sake and so that the limit holds.
  -> END

== goes_on
“You people are all the same.” #id:ra14 #view:I wanted the last word.
* [“That was the second time. I am ending the call. You are welcome to call again about your case.” #id:ra15]
  You hang up, stand up and tell the backup. It is written down in his words, not as your fault. #id:ra16 #who:scene #end:warned #view:Silence. That was new to me.
  -> END
* [You argue with him. #id:ra17]
  ~ up(2)
  It lasts twelve minutes. Neither of you learns anything, and he hangs up. #id:ra18 #who:scene #end:open #view:It was almost entertaining. #learn:After the warning there is nothing left to argue about. You may leave.
  -> END

== matter
* [“Thank you. I have your case here. A lease is missing, then it is ready.” #id:ra19]
  ~ down(1)
  “Was that all? I will send it.” #id:ra20 #view:She knew her job.
  -> last
* [“I can help you, though you do not deserve it.” #id:ra21]
  ~ up(2)
  “I beg your pardon? What was your name again?” #id:ra22 #view:So we are back to that.
  -> last

== last
* [“Anything else? … Then I wish you a good day.” #id:ra23]
  The call ends. You log the remark so that the pattern can be seen, and tell somebody you like. #id:ra24 #who:scene #end:talked #view:I got help. We did not speak of the other thing again.
  -> END
* [You ask the backup for five minutes as soon as the call is over. #id:ra25]
  “Of course,” says the backup. “I take the queue. Do you want to talk about it?” #id:ra26 #who:colleague #end:talked
  -> END

== function up(n)
~ tension = MIN(tension + n, 6)

== function down(n)
~ tension = MAX(tension - n, 0)
