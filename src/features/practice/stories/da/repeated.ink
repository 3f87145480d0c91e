// SPDX-License-Identifier: MPL-2.0
# title: Hende, der ringer igen og igen
# about: Hun har ringet elleve gange på ni dage. Du kender stemmen, før hun siger sit navn.
# person: Utryg: ringer for at få ro, ikke for at få svar.
# minutes: 4
VAR tension = 1

-> start

== start
»Ja, det er mig igen. Jeg ville bare høre, om der var sket noget.« #id:re01 #view:Jeg ved godt, at I sukker. Men uroen kommer klokken ni hver dag.
* [»Godmorgen. Der er ikke sket noget siden i går. Hvad er det, der gør dig mest urolig ved at vente?« #id:re02]
  ~ down(1)
  »At I glemmer mig. At den ligger i en bunke.« #id:re03 #view:Det har ingen spurgt om før.
  -> fear
* [»Du ringede også i går. Vi ringer, når der er nyt.« #id:re04]
  ~ up(1)
  »Det sagde I også for tre uger siden!« #id:re05 #view:Jeg er til besvær. Og glemt.
  -> nuisance
* [»Nej, intet nyt.« Du venter på, at hun lægger på. #id:re06]
  ~ up(1)
  »Kunne du ikke lige se efter? Bare én gang til?« #id:re07 #view:Hun så slet ikke efter.
  -> nuisance

== nuisance
»Jeg ringer, til jeg får et svar. Det er min ret.« #id:re08 #view:Hvis jeg slipper, falder det hele på gulvet.
* [»Du har ret til at ringe. Og du har fortjent at vide, hvornår det nytter. Må jeg finde datoen?« #id:re09]
  ~ down(2)
  »En dato? Har I sådan en?« #id:re10 #view:En dato er noget, man kan holde fast i.
  -> date
* [»Du optager linjen for andre.« #id:re11]
  ~ up(2)
  »Så er jeg altså ikke lige så meget værd? Jeg vil tale med lederen!« #id:re12 #view:Nu blev jeg nummer to igen.
  -> boss

== boss
* [»Det kan du. Jeg fortæller hende kort, hvad du mangler, så du ikke skal gentage det.« #id:re13]
  Lederen aftaler én fast samtale om ugen med samme medarbejder. Hun ringer ikke imellem. #id:re14 #who:scene #end:boss #view:Tirsdag klokken ti. Jeg skrev det på køleskabet.
  -> END
* [»Hun siger det samme som mig.« #id:re15]
  ~ up(1)
  »Det vil jeg høre fra hende selv!« #id:re16 #view:De holder mig væk. #learn:Beder nogen om lederen, er vejen dertil kortere end samtalen om det.
  -> date

== fear
* [»Den ligger hos Team Nord. Den er nummer fjorten. Jeg skriver datoen til dig, når vi lægger på.« #id:re17]
  ~ down(1)
  »Fjorten. Det er jo ikke hundrede.« #id:re18 #view:Et tal. Så findes jeg.
  -> date
* [»Vi glemmer ikke nogen.« #id:re19]
  ~ up(1)
  »Det siger alle, der har glemt nogen.« #id:re20 #view:Pæne ord. Dem har jeg en skuffe fuld af.
  -> date

== date
* [»Senest den tolvte har du et brev. Skal vi aftale, at jeg ringer den niende og siger, hvor langt det er?« #id:re21]
  ~ down(1)
  »Vil DU ringe til MIG? Så behøver jeg jo ikke …« #id:re22 #view:Så kan jeg sove den ottende.
  -> promise
* [»Prøv at lade være med at ringe før den tolvte.« #id:re23]
  ~ up(1)
  »Jeg skal prøve. Jeg lover ikke noget.« #id:re24 #end:talked #view:Klokken ni i morgen bliver svær.
  -> END

== promise
* [»Så står det i min kalender, og en kollega tager den, hvis jeg er syg.« #id:re25]
  ~ down(1)
  »Så ønsker jeg dig en god dag. En rigtig god dag.« #id:re26 #end:talked #view:Jeg blev ikke sendt væk. Jeg blev sat i en kalender.
  -> END
* [»Jeg skal nok prøve at huske det.« #id:re27]
  »… Prøve? Så ringer jeg nok alligevel.« #id:re28 #end:talked #view:Prøve er et lille ord. #learn:Et løfte, du kan holde, er bedre end et, der lyder godt.
  -> END

== function up(n)
~ tension = MIN(tension + n, 6)

== function down(n)
~ tension = MAX(tension - n, 0)
