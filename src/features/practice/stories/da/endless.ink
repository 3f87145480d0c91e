// SPDX-License-Identifier: MPL-2.0
# title: Venlig, men uendelig
# about: Hun er den sødeste i dag. Sagen var løst efter to minutter. Det er femogtyve minutter siden.
# person: Ensom og hyggelig: vil gerne blive lidt.
# minutes: 3
VAR tension = 0

-> start

== start
»… og så sagde jeg til overlægen: Nu skal De høre! Har du tid til en historie til?« #id:en01 #view:Telefonen er varm i hånden. Det er tre dage siden, jeg talte med nogen.
* [»Den første var god! Jeg har to minutter til, så skal jeg videre til den næste. Hvad er det vigtigste, du vil nå?« #id:en02]
  »To minutter? Ja, ja. Så det om lægen.« #id:en03 #view:Hun sagde det, så jeg ikke blev flov.
  -> two
* [»Ja da.« Du ser på køen. #id:en04]
  Der går ti minutter mere. I køen sidder syv. #id:en05 #who:scene #learn:Venlighed uden ramme koster dem, der venter, og dig.
  -> long
* [»Jeg har altså travlt.« #id:en06]
  ~ up(2)
  »Åh. Undskyld. Jeg skal ikke forstyrre.« #id:en07 #view:Jeg er blevet en, der forstyrrer.
  -> hurt

== long
* [»Jeg afbryder, selv om det er hyggeligt. Der venter andre, så om et minut siger jeg farvel.« #id:en08]
  »Selvfølgelig, min pige. Sig bare til.« #id:en09 #view:Jeg vidste det godt. Det er rart, når nogen siger det pænt.
  -> two
* [Du siger »mm« og begynder på en anden opgave. #id:en10]
  ~ up(1)
  »Hører du efter?« #id:en11 #view:Jeg kan høre tasterne.
  -> hurt

== hurt
* [»Jeg lød kort for hovedet. Det var ikke meningen. Din sag er i orden, og jeg har været glad for snakken.« #id:en12]
  ~ down(2)
  »Det er pænt af dig at sige.« #id:en13 #view:Så gik det væk igen.
  -> two
* [»Farvel.« #id:en14]
  Klik. Du har dårlig smag i munden resten af formiddagen. #id:en15 #who:scene #end:open #view:Jeg ringer nok ikke igen. #learn:Man kan slutte en samtale og stadig give noget med.
  -> END

== two
* [»Ved du, at biblioteket har kaffe hver tirsdag? De mangler nogen, der kan fortælle historier.« #id:en16]
  »Tirsdag? Nej. Hvor skal man henvende sig?« #id:en17 #view:Hun havde hørt, hvad det handlede om.
  -> bye
* [»Så siger vi det. Din sag er klaret.« #id:en18]
  »Ja, det er den jo. … Nå, men så var der også lige …« #id:en19 #view:Et minut til. Bare ét.
  -> bye

== bye
* [»Nu siger jeg farvel og tak for historien. Jeg lægger på om lidt, og så skal du have en god dag.« #id:en20]
  ~ down(1)
  »Tak for i dag, min ven.« #id:en21 #end:talked #view:Jeg blev siddende lidt med røret. Det var en god dag.
  -> END
* [Du venter på, at hun selv stopper. #id:en22]
  Hun stopper, da batteriet løber tør. #id:en23 #who:scene #end:open #view:Det var dejligt. Men hun lød træt. #learn:Du må gerne være den, der slutter.
  -> END

== function up(n)
~ tension = MIN(tension + n, 6)

== function down(n)
~ tension = MAX(tension - n, 0)
