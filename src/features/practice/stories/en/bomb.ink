// SPDX-License-Identifier: MPL-2.0
# title: The bomb threat
# about: A calm call of eleven seconds. Now it matters to keep the line.
# person: Unknown: curt. Every piece of information counts.
# minutes: 4
VAR tension = 3

-> start

== start
“There is something in your building. It goes off today.” #id:bo01 #view:I want somebody to be scared. I have practised sounding calm.
* [“The line is bad. Will you say that again?” Meanwhile you press the alarm. #id:bo02]
  ~ down(1)
  “A bomb. Do you understand?” Around you people stand up without a sound. #id:bo03 #view:She did not hear me. Now I must talk longer than I meant to.
  -> ask
* [“Is this a joke?” #id:bo04]
  ~ up(1)
  “Try me.” There is an engine in the background. #id:bo05 #view:She does not believe me. That makes me cold.
  -> ask
* [You hang up and shout across the room. #id:bo06]
  ~ up(2)
  The line is gone. Nobody knows where, when or who. #id:bo07 #who:scene #learn:Here it is the line that is worth keeping. Somebody else raises the alarm meanwhile.
  -> write

== ask
* [“When will it go off?” #id:bo08]
  “After lunch. You do not know when. That is the fun.” #id:bo09 #view:I had not thought about a time.
  -> ask_more
* [“You must not hurt people.” #id:bo10]
  ~ up(1)
  “You should have thought of that before.” #id:bo11 #view:A sermon. I am nearly done. #learn:Short open questions give more than appeals.
  -> ask_more

== ask_more
* [“Where in the building is it? What does it look like?” #id:bo12]
  “In a bag. By the lift.” He stops himself. #id:bo13 #view:I should not have said that last bit.
  -> why
* [“What is your name?” #id:bo14]
  ~ up(1)
  A short laugh. “Nice try.” #id:bo15 #view:She asks as if we were making an appointment. #learn:Do ask anyway. Some answer.
  -> why

== why
* [“I want to understand. What happened to you?” #id:bo16]
  ~ down(1)
  “You took my children.” Then he hangs up. #id:bo17 #view:It slipped out.
  -> write
* [You keep quiet and listen for sounds behind him. #id:bo18]
  Trains. A loudspeaker. A bell. Then a click. #id:bo19 #who:scene #learn:Voice, dialect, sounds: all of it can be used afterwards.
  -> write

== write
The manager is beside you. A colleague has the police on the line. #id:bo20 #who:colleague
* [You write down the words exactly as they fell before you talk to anybody. #id:bo21]
  ~ down(1)
  The note goes straight to the police. They decide whether the building is cleared. #id:bo22 #who:scene
  -> leave
* [You go out and look for the bag by the lift. #id:bo23]
  ~ up(2)
  “Stop!” says the manager. “Nobody touches or searches. We wait for the police.” #id:bo24 #who:colleague #learn:Your task is over when the words are written down. The rest is for others.
  -> leave

== leave
* [You take your jacket and go with the others to the assembly point. #id:bo25]
  Outside you are counted. Nobody is missing. Later all who were part of it meet, and somebody calls you tonight. #id:bo26 #who:scene #end:alarm #view:I stood on the platform and was sorry. You cannot hear that over a phone.
  -> END
* [Your legs are shaking. You tell the one next to you. #id:bo27]
  She takes your arm and walks with you. The backup stays with the police in your place; you need not explain it again today. #id:bo28 #who:colleague #end:handed
  -> END
* [You stay at your desk in case he calls again. #id:bo29]
  The manager puts a hand on your chair. “We go together. Nobody stays behind.” #id:bo30 #who:colleague #end:alarm #learn:No phone is more important than you.
  -> END

== function up(n)
~ tension = MIN(tension + n, 6)

== function down(n)
~ tension = MAX(tension - n, 0)
