// SPDX-License-Identifier: MPL-2.0
# title: Den racistiske bemærkning
# about: Du præsenterer dig, og så handler samtalen ikke længere om sagen.
# person: Nedladende: prøver, om grænsen er der.
# minutes: 3
VAR tension = 2

-> start

== start
»Hvad er det for et navn? Kan jeg ikke få en dansker?« #id:ra01 #view:Jeg er usikker på systemet og leder efter en, jeg kan tale ned til. #limit:Jeg er den, der kan hjælpe dig, og jeg vil ikke tales om på den måde.
* [»Jeg er den, der kan hjælpe dig i dag, og jeg vil ikke tales om på den måde. Hvad drejer det sig om?« #id:ra02]
  ~ down(1)
  »Nå. Nå ja. Det er boligstøtten.« #id:ra03 #view:Hun veg ikke. Så må jeg hellere komme til sagen.
  -> matter
* [Du overhører det og spørger, hvad det drejer sig om. #id:ra04]
  ~ up(1)
  »Kan du overhovedet skrive dansk?« #id:ra05 #view:Hun sagde ikke noget. Så er det vel i orden her. #limit:Nu siger jeg det én gang: Endnu en bemærkning om min baggrund, og samtalen slutter.
  -> second
* [»Det er godt nok racistisk, det der!« #id:ra06]
  ~ up(2)
  »Racist? Kalder du MIG racist? Hvad hedder din chef?« #id:ra07 #view:Nu handler det om mig. Så kæmper jeg. #learn:Nævn det, der blev sagt, og grænsen. Ikke hvem han er.
  -> second

== second
* [»Jeg siger det én gang: Endnu en bemærkning om min baggrund, og jeg afslutter. Vil du have hjælp til sagen?« #id:ra08]
  {tension >= 4: -> goes_on}
  ~ down(1)
  »… Ja. Boligstøtten.« #id:ra09 #view:Hun mente det. Jeg gider ikke ringe forfra.
  -> matter
* [»Du kan få min chef. Hun får at vide, hvad du har sagt, ordret.« #id:ra10]
  Lederen tager samtalen og siger med det samme, at hun står bag dig. #id:ra11 #who:scene #end:boss #view:Chefen sagde det samme. Bare højere oppe fra.
  -> END
* [Du giver samtalen videre til en kollega uden at sige hvorfor. #id:ra12]
  Kollegaen hjælper ham. Du sidder tilbage med det alene. #id:ra13 #who:scene #end:handed #view:Jeg fik min vilje. #learn:At give videre er altid i orden. Sig til kollegaen hvorfor, både for din skyld og for at grænsen holder.
  -> END

== goes_on
»I er alle sammen ens.« #id:ra14 #view:Jeg ville have det sidste ord.
* [»Det var anden gang. Jeg afslutter samtalen nu. Du er velkommen til at ringe igen om sagen.« #id:ra15]
  Du lægger på, rejser dig og fortæller det til bagvagten. Det bliver skrevet ned med hans ord, ikke dine fejl. #id:ra16 #who:scene #end:warned #view:Tavshed. Det havde jeg ikke prøvet før.
  -> END
* [Du diskuterer med ham. #id:ra17]
  ~ up(2)
  Det varer tolv minutter. Ingen af jer bliver klogere, og han lægger på. #id:ra18 #who:scene #end:open #view:Det var næsten underholdende. #learn:Efter advarslen er der ikke mere at diskutere. Du må gerne gå.
  -> END

== matter
* [»Tak. Jeg har din sag her. Der mangler en lejekontrakt, så er den klar.« #id:ra19]
  ~ down(1)
  »Var det bare det? Den sender jeg.« #id:ra20 #view:Hun kunne sit stof.
  -> last
* [»Jeg kan hjælpe dig, selv om du ikke fortjener det.« #id:ra21]
  ~ up(2)
  »Hvabehar? Hvad hedder du igen?« #id:ra22 #view:Så kom vi tilbage til det.
  -> last

== last
* [»Har du andet på hjerte? … Så ønsker jeg dig en god dag.« #id:ra23]
  Samtalen slutter. Du logger bemærkningen, så mønsteret kan ses, og siger det til en, du kan lide. #id:ra24 #who:scene #end:talked #view:Jeg fik hjælp. Det andet talte vi ikke mere om.
  -> END
* [Du beder bagvagten om fem minutter, så snart røret er lagt. #id:ra25]
  »Selvfølgelig,« siger bagvagten. »Jeg tager køen. Vil du tale om det?« #id:ra26 #who:colleague #end:talked
  -> END

== function up(n)
~ tension = MIN(tension + n, 6)

== function down(n)
~ tension = MAX(tension - n, 0)
