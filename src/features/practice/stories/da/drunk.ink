// SPDX-License-Identifier: MPL-2.0
# title: Fuld og højrøstet
# about: Klokken er halv elleve om formiddagen, og manden i røret kan ikke holde tråden.
# person: Påvirket: korte sætninger, én besked, ingen diskussion.
# minutes: 3
VAR tension = 2

-> start

== start
»Halløj! Er det … er det jer med pengene? I skylder mig. Mange.« #id:dr01 #view:Jeg fik mod på det efter den fjerde.
* [»Godmorgen. Jeg vil gerne hjælpe. Hvad hedder du?« #id:dr02]
  »Det … det rager ikke dig. Jo. Skriv: Kongen.« #id:dr03 #view:Hun er da flink.
  -> circle
* [»Har du drukket?« #id:dr04]
  ~ up(2)
  »HAR JEG DRUKKET? Hvem er du, min mor?« #id:dr05 #view:Så ved hun det. Så må jeg larme, så hun glemmer det. #learn:Tal om, hvad samtalen kan blive til i dag, ikke om flasken.
  -> circle
* [Du forklarer reglerne grundigt. #id:dr06]
  ~ up(1)
  »Bla bla bla. Sig det på dansk!« #id:dr07 #view:Ordene flyder væk. Jeg fik ingen af dem med.
  -> circle

== circle
Han taler om pengene, om hunden, om en mand fra kommunen i 1998. Så om pengene igen. #id:dr08 #who:scene
* [»Jeg kan ikke løse det i dag. Ring i morgen mellem ni og tolv, så tager vi det sammen.« #id:dr09]
  »I morgen … Kan jeg få dig?« #id:dr10 #view:Kort. Det kunne jeg godt følge.
  -> tomorrow
* [»Kan vi ikke lige holde os til sagen?« #id:dr11]
  ~ up(1)
  »SAGEN er, at I er nogle røvere!« #id:dr12 #view:Jeg mistede tråden og blev flov. Så råbte jeg.
  -> rude
* [Du lytter og siger »ja« de rigtige steder. #id:dr13]
  Ti minutter går. Han er tilbage ved hunden. #id:dr14 #who:scene #learn:Tid hjælper den fortvivlede. Den påvirkede får mere ud af en kort besked.
  -> rude

== rude
»Hvad har du egentlig på, skat?« #id:dr15 #view:Jeg syntes, det var sjovt. Det var det ikke. #limit:Sådan vil jeg ikke tales til. Gør du det igen, afslutter jeg.
* [»Sådan vil jeg ikke tales til. Gør du det igen, afslutter jeg samtalen.« #id:dr16]
  »Rolig nu. Jeg mente ikke noget.« #id:dr17 #view:Hun sagde det uden at råbe. Så var det alvor.
  -> after_warning
* [Du ler det væk. #id:dr18]
  ~ up(1)
  »Ha! Hun griner! Sig det, skat.« #id:dr19 #view:Hun var med på den. #limit:Nej. Det var en grænse. Jeg afslutter samtalen nu. Ring igen en anden dag.
  -> laughed
* [Du trykker efter hjælp, og bagvagten lytter med, åbent og annonceret. #id:dr20]
  ~ down(1)
  »Hej, her er to af os nu,« siger bagvagten venligt. Manden bliver stille. #id:dr21 #who:colleague
  -> tomorrow

== laughed
* [»Nej. Nu siger jeg det tydeligt: Jeg vil ikke tales til på den måde. Sker det igen, afslutter jeg.« #id:dr22]
  -> after_warning
* [Du siger farvel og afslutter. #id:dr23]
  Du sagde ikke hvorfor, men du behøvede ikke blive. Du tager to minutter, før du er klar igen. #id:dr24 #who:scene #end:warned #view:Hun var væk. Jeg ringede til en anden.
  -> END

== after_warning
{tension >= 3: -> again}
»Godt. I morgen så.« #id:dr25 #view:Jeg lægger mig lidt.
-> tomorrow

== again
»Okay okay. … Men du lyder altså lækker.« #id:dr26 #view:Jeg kan ikke styre det, når jeg har drukket.
* [»Det var anden gang. Jeg afslutter nu. Du kan ringe i morgen.« #id:dr27]
  Du lægger på. Det er din ret, og det er registreret som en ret, der blev brugt. #id:dr28 #who:scene #end:warned #view:Hun havde jo sagt det.
  -> END
* [Du advarer én gang til. #id:dr29]
  ~ up(1)
  »Ja ja, det sagde du også før.« Han bliver ved, og du afslutter. #id:dr30 #who:scene #end:warned #view:Første gang troede jeg på det. Anden gang ikke. #learn:En advarsel virker, når den bliver holdt.
  -> END

== tomorrow
* [»Jeg skriver, at du ringer i morgen. Pas på dig selv.« #id:dr31]
  ~ down(1)
  »I lige måde, du.« Klik. #id:dr32 #end:talked #view:Hun skrev det ned. Så ringer jeg nok.
  -> END
* [»Og drik lidt vand.« #id:dr33]
  ~ up(1)
  »Bland dig udenom!« Klik. #id:dr34 #end:open #view:Det sidste skulle hun have ladet være med.
  -> END

== function up(n)
~ tension = MIN(tension + n, 6)

== function down(n)
~ tension = MAX(tension - n, 0)
