// SPDX-License-Identifier: MPL-2.0
# title: Fortvivlet over en regning
# about: En enlig mor er sat ud af betalingsordningen og græder, så du næsten ikke kan høre ordene.
# person: Fortvivlet: overblikket er væk, tempoet er for højt.
# minutes: 4
VAR tension = 1

-> start

== start
»De tager pengene på fredag. Alle sammen. Jeg har to børn. Hvad skal de spise?« #id:de01 #view:Alt kører rundt. Jeg kan ikke huske, hvad jeg skulle spørge om.
* [»Jeg bliver her hos dig. Tag dig den tid, du har brug for.« #id:de02]
  ~ down(1)
  Gråden bliver langsommere. »Undskyld. Jeg plejer ikke …« #id:de03 #view:Hun bliver. Jeg behøver ikke skynde mig.
  -> slower
* [»Kan du give mig dit sagsnummer?« #id:de04]
  ~ up(1)
  »Jeg ved det ikke! Det ligger et sted … jeg kan ikke finde noget!« #id:de05 #view:Endnu en ting, jeg ikke kan finde ud af. #learn:Tallet kan vente et minut. Mennesket kan ikke.
  -> faster
* [»Så, så. Det ordner sig nok.« #id:de06]
  ~ up(1)
  »Hvordan kan du sige det? Du ved jo ikke noget om det!« #id:de07 #view:Trøst uden at vide noget. Så er jeg alene igen.
  -> faster

== faster
Hun trækker vejret hurtigt. I baggrunden kalder et barn. #id:de08 #who:scene
* [»Jeg gik for hurtigt frem. Vi tager én ting ad gangen. Er du et sted, hvor du kan sidde ned?« #id:de09]
  ~ down(2)
  »Ja. Nu sidder jeg på trappen.« #id:de10 #view:En lille opgave. Den kunne jeg godt.
  -> slower
* [»Hvis du ikke kan finde nummeret, kan jeg ikke hjælpe dig.« #id:de11]
  ~ up(2)
  »Nej. Nej, der er ingen, der kan. Så er det også lige meget.« #id:de12 #view:Så er det sidste sted også lukket. #learn:»Lige meget« er et ord, man må spørge ind til.
  -> worried

== worried
* [»Når du siger, at det er lige meget, bliver jeg bekymret. Har du tanker om ikke at ville leve?« #id:de13]
  ~ down(2)
  »Nej … nej, sådan mente jeg det ikke. Jeg er bare så træt.« #id:de14 #view:Hun spurgte rent ud. Det var mærkeligt nok en lettelse. #learn:At spørge direkte sætter ikke tanken i gang. Det åbner en dør.
  -> slower
* [Du kalder lydløst på en kollega, mens du bliver i røret. #id:de15]
  ~ down(1)
  Din kollega sætter sig ved siden af dig og skriver: »Jeg er her. Spørg, om hun er alene.« #id:de16 #who:colleague
  -> alone
* [»Jeg stiller dig om til en anden.« #id:de17]
  Linjen bliver stille. Hun har lagt på, før nogen tog den. #id:de18 #who:scene #end:open #view:Videre. Altid videre. Jeg orkede det ikke. #learn:Fortæl, hvem der tager over, og bliv til de svarer. Og sig til en kollega, at du er bekymret for hende.
  -> END

== alone
* [»Er du alene lige nu, eller er der en voksen hos dig?« #id:de19]
  ~ down(1)
  »Min søster kommer klokken fem. Jeg klarer den til da.« #id:de20 #view:Jeg kom i tanker om hende, da jeg blev spurgt.
  -> slower

== slower
* [»Jeg hører to ting: trækket på fredag, og mad i weekenden. Skal vi tage fredag først?« #id:de21]
  ~ down(1)
  »Ja. Fredag. Det er den værste.« #id:de22 #view:Bjerget blev til to sten.
  -> plan
* [»Har du prøvet at lægge et budget?« #id:de23]
  ~ up(1)
  »Et budget med hvad? Der er ikke noget at lægge i det.« #id:de24 #view:Hun tror, jeg er uansvarlig.
  -> plan

== plan
* [»Jeg kan sætte trækket i bero, mens din ansøgning behandles. Og jeg ringer selv til dig på torsdag klokken ti.« #id:de25]
  ~ down(1)
  »Kan du det? … Tak. Tak, fordi du ikke skyndte på mig.« #id:de26 #end:talked #view:Fredag er ikke længere en mur.
  -> END
* [»Det må gældsafdelingen svare på. Jeg følger dig derover og fortæller dem det hele, så du ikke skal begynde forfra.« #id:de27]
  Du bliver i samtalen, til din kollega har sagt godmorgen til hende ved navn. #id:de28 #who:scene #end:handed #view:De vidste allerede, hvem jeg var.
  -> END

== function up(n)
~ tension = MIN(tension + n, 6)

== function down(n)
~ tension = MAX(tension - n, 0)
