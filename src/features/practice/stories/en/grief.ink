// SPDX-License-Identifier: MPL-2.0
# title: The one who has just lost
# about: He calls to deregister his wife. It was only three weeks ago.
# person: Grieving: the silence is not empty.
# minutes: 3
VAR tension = 0

-> start

== start
“I have to deregister … my wife. She does not need it any more.” #id:gr01 #view:I practised the sentence in the car. It broke anyway.
* [“I am so sorry. … Take your time.” #id:gr02]
  It is quiet for a long time. “Thank you.” #id:gr03 #view:She did not fill the silence.
  -> quiet
* [“Do you have her civil registration number?” #id:gr04]
  ~ up(1)
  “She was not a number.” #id:gr05 #view:It hurt more than she could know. #learn:First say that you have heard it. The number comes after.
  -> quiet
* [“I know exactly how you feel. My mother died last year.” #id:gr06]
  ~ up(1)
  “… Oh. My … condolences.” #id:gr07 #view:Now I had to comfort her. #learn:Your own story can wait. This is his.
  -> quiet

== quiet
* [You wait without saying anything. #id:gr08]
  ~ down(1)
  “Her name was Birgit. She used to call you. I do not know how it is done.” #id:gr09 #view:I wanted to say her name to somebody.
  -> name
* [“Are you still there?” #id:gr10]
  ~ up(1)
  “Yes. Sorry. I will hurry.” #id:gr11 #view:I took too long.
  -> name

== name
* [“Then we do it for Birgit now, one step at a time. I will tell you what I press.” #id:gr12]
  ~ down(1)
  “She would have liked that. Things in order.” #id:gr13 #view:She said Birgit. Not “the deceased”.
  -> done
* [“I need the details of the deceased.” #id:gr14]
  ~ up(1)
  “The deceased. Yes. So she is.” #id:gr15 #view:That word again.
  -> done
* [You feel that it hits you and ask a colleague to take over, so that he need not wait. #id:gr16]
  “I will have a good colleague help you on. I stay until she is here.” Afterwards you get some air. #id:gr17 #who:scene #end:handed #view:Her voice cracked a little. It was not ugly.
  -> END

== done
“Was that all of it?” #id:gr18 #view:Now she is gone from here as well.
* [“Yes, for today. I send you one page with what comes. You need not keep track. Is somebody with you?” #id:gr19]
  ~ down(1)
  “My daughter comes tonight. Thank you. You were kind.” #id:gr20 #end:talked #view:I sat in the car and cried. The good kind.
  -> END
* [“Yes. Any other questions?” #id:gr21]
  “No. None that you can answer.” #id:gr22 #end:open #view:There was one. But it is not for you.
  -> END

== function up(n)
~ tension = MIN(tension + n, 6)

== function down(n)
~ tension = MAX(tension - n, 0)
