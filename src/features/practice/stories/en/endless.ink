// SPDX-License-Identifier: MPL-2.0
# title: Friendly but endless
# about: She is the sweetest today. Her case was solved after two minutes. That was twenty-five minutes ago.
# person: Lonely and pleasant: would like to stay a while.
# minutes: 3
VAR tension = 0

-> start

== start
“… and then I said to the consultant: now listen! Have you time for one more story?” #id:en01 #view:The phone is warm in my hand. It is three days since I talked to anybody.
* [“The first was a good one! I have two more minutes, then I must go on to the next. What matters most to you?” #id:en02]
  “Two minutes? Well, well. Then the one about the doctor.” #id:en03 #view:She said it so that I was not embarrassed.
  -> two
* [“Of course.” You look at the queue. #id:en04]
  Ten more minutes pass. Seven wait in the queue. #id:en05 #who:scene #learn:Kindness without a frame costs those who wait, and you.
  -> long
* [“I am busy, you know.” #id:en06]
  ~ up(2)
  “Oh. I am sorry. I should not disturb.” #id:en07 #view:I have become someone who disturbs.
  -> hurt

== long
* [“I interrupt although this is pleasant. Others are waiting, so in a minute I will say goodbye.” #id:en08]
  “Of course, my girl. Just say so.” #id:en09 #view:I knew it. It is nice when somebody says it politely.
  -> two
* [You say “mm” and begin another task. #id:en10]
  ~ up(1)
  “Are you listening?” #id:en11 #view:I can hear the keys.
  -> hurt

== hurt
* [“I sounded curt. I did not mean to. Your case is in order, and I enjoyed the talk.” #id:en12]
  ~ down(2)
  “That is kind of you to say.” #id:en13 #view:Then it went away again.
  -> two
* [“Goodbye.” #id:en14]
  Click. You have a bad taste in your mouth for the rest of the morning. #id:en15 #who:scene #end:open #view:I probably will not call again. #learn:One can end a call and still give something along.
  -> END

== two
* [“Did you know that the library has coffee every Tuesday? They lack people who can tell stories.” #id:en16]
  “Tuesday? No. Where does one ask?” #id:en17 #view:She had heard what it was about.
  -> bye
* [“That is it then. Your case is done.” #id:en18]
  “Yes, so it is. … Well, but then there was also …” #id:en19 #view:One more minute. Just one.
  -> bye

== bye
* [“Now I say goodbye, and thank you for the story. I hang up in a moment, and you have a good day.” #id:en20]
  ~ down(1)
  “Thank you for today, my friend.” #id:en21 #end:talked #view:I sat a while with the receiver. It was a good day.
  -> END
* [You wait for her to stop by herself. #id:en22]
  She stops when her battery runs out. #id:en23 #who:scene #end:open #view:It was lovely. But she sounded tired. #learn:You may be the one who ends it.
  -> END

== function up(n)
~ tension = MIN(tension + n, 6)

== function down(n)
~ tension = MAX(tension - n, 0)
