// SPDX-License-Identifier: MPL-2.0
# title: »Du er på nu«
# about: Han optager samtalen og siger, at du bliver lagt ud med navn.
# person: Iscenesætter: taler til et publikum, ikke til dig.
# minutes: 3
VAR tension = 3

-> start

== start
»Så kører kameraet. Sig lige dit fulde navn til de tre tusind, der ser med.« #id:fi01 #view:Når de ser med, er jeg ikke alene. Så er jeg stærk.
* [»Du må godt optage vores samtale. Jeg siger det samme, som jeg ellers ville sige. Hvad kan jeg hjælpe med?« #id:fi02]
  ~ down(1)
  »Øh. Ja. Det handler om min klage.« #id:fi03 #view:Hun blev ikke bange. Så er der ikke meget at vise.
  -> matter
* [»Det må du IKKE!« #id:fi04]
  ~ up(1)
  »Hører I det? De har noget at skjule!« #id:fi05 #view:Perfekt. Det er lige det klip, jeg skal bruge. #learn:Den, der selv deltager, må som regel optage. At lægge det ud er noget andet.
  -> expose
* [Du siger dit fulde navn, fordi han kræver det. #id:fi06]
  ~ up(1)
  »Tak! Skriv endelig til hende, venner.« #id:fi07 #view:Hun gjorde, hvad jeg sagde. #learn:Sig det navn, I har aftalt i centret at sige. Mere skal du ikke.
  -> expose

== expose
»Nu finder vi lige din profil, så folk kan se, hvem der sidder og siger nej.« #id:fi08 #view:De skriver hjerter. Jeg kan ikke stoppe nu. #limit:Jeg hjælper dig gerne med sagen. Lægger du mig ud som person, afslutter jeg, og centret tager sig af det.
* [»Jeg hjælper gerne med sagen. Bliver det til udstilling af mig, afslutter jeg samtalen.« #id:fi09]
  {tension >= 5: -> goes_on}
  ~ down(1)
  »Okay. Sagen så. De tre tusind venter.« #id:fi10 #view:Hun gav mig en vej tilbage, som ikke så dum ud.
  -> matter
* [»Vær sød at lade være. Jeg har familie.« #id:fi11]
  ~ up(2)
  »Har hun familie! Hvor sødt!« #id:fi12 #view:Bønner giver flest seere.
  -> goes_on
* [»Vil du tale med min leder? Hun udtaler sig for centret.« #id:fi13]
  Lederen overtager. Hun taler om sagen, ikke om personer, og du slipper for at være ansigtet. #id:fi14 #who:scene #end:boss #view:Lederen var kedelig. Folk loggede af.
  -> END

== goes_on
* [»Så afslutter jeg nu. Du kan skrive til os om sagen.« Du lægger på. #id:fi15]
  ~ down(1)
  -> after
* [Du bliver og forsvarer dig. #id:fi16]
  ~ up(1)
  Ni minutter. Han klipper det til fyrre sekunder. #id:fi17 #who:scene #learn:Du kan ikke vinde en klipning. Du kan slutte den.
  -> after

== matter
* [»Jeg kan se klagen. Den er modtaget, og du får svar inden den femtende. Det må du gerne vise dem.« #id:fi18]
  ~ down(1)
  »Inden den femtende. Der hørte I det.« #id:fi19 #view:Det var faktisk et svar.
  -> goodbye
* [»Det kan jeg ikke tale om, når du filmer.« #id:fi20]
  ~ up(1)
  »Selvfølgelig ikke! Skriv det ned, venner.« #id:fi21 #view:Så fik jeg da noget.
  -> goodbye

== goodbye
* [»Så ønsker jeg dig en god dag.« Bagefter fortæller du det til bagvagten. #id:fi22]
  ~ down(1)
  Bagvagten noterer adresse og tidspunkt, hvis det bliver lagt op. Det er ikke din opgave at lede. #id:fi23 #who:colleague #end:talked #view:Tolv hjerter. Det var ikke det værd.
  -> END
* [Du leder selv efter videoen om aftenen. #id:fi24]
  ~ up(1)
  Klokken to læser du stadig kommentarer. #id:fi25 #who:scene #end:open #learn:Lad centret sikre beviset. Du skal ikke læse det alene.
  -> END

== after
* [Du siger det straks til lederen: »Jeg bliver måske lagt ud.« #id:fi26]
  ~ down(1)
  »Arbejdspladsen tager den,« siger lederen. Beviset sikres med adresse og klokkeslæt, før noget bliver slettet. #id:fi27 #who:colleague #end:warned #view:De svarede med et brev. Jeg slettede den.
  -> END
* [Du skriver en kommentar under videoen. #id:fi28]
  ~ up(2)
  Den får hundrede svar. Din kollega ser det og henter dig: »Kom, vi gør det sammen med lederen.« #id:fi29 #who:colleague #end:open #learn:Svar ikke selv. Sikr først, og lad centret svare.
  -> END

== function up(n)
~ tension = MIN(tension + n, 6)

== function down(n)
~ tension = MAX(tension - n, 0)
