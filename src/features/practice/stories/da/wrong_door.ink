// SPDX-License-Identifier: MPL-2.0
# title: Forkert afdeling for tredje gang
# about: Hun er stillet om to gange i dag. Nu får hun dig, og du er heller ikke den rette.
# person: Udmattet: vil ikke forklare det hele igen.
# minutes: 3
VAR tension = 3

-> start

== start
»Hvis du stiller mig om, så skriger jeg. Jeg mener det.« #id:wr01 #view:Fyrre minutter. To gange har jeg forklaret om min fars død.
* [»Det stopper her hos mig. Fortæl mig det én gang, så bærer jeg det videre.« #id:wr02]
  ~ down(2)
  »… Okay. Det er skat af et dødsbo. Tror jeg.« #id:wr03 #view:Hun tog det på sig. Jeg satte mig ned.
  -> story
* [»Hvad drejer det sig om?« #id:wr04]
  ~ up(1)
  »Står det ikke på skærmen? Skal jeg FORFRA?« #id:wr05 #view:Det samme spørgsmål. Tredje gang.
  -> scream
* [»Det er desværre ikke os, du skal tale med.« #id:wr06]
  ~ up(2)
  Hun skriger. Ikke ad dig. Bare ud i luften. #id:wr07 #who:scene #view:Jeg sagde jo, jeg ville.
  -> scream

== scream
* [»Det forstår jeg godt. To gange er to for mange. Må jeg prøve at gøre det rigtigt?« #id:wr08]
  ~ down(2)
  »… Prøv. Men jeg siger det kun kort.« #id:wr09 #view:Hun blev ikke sur over skriget.
  -> story
* [»Der er ingen grund til at skrige.« #id:wr10]
  ~ up(1)
  »Der er ALT mulig grund til at skrige!« #id:wr11 #view:Hun bestemmer ikke, hvad der er grund til.
  -> story
* [»Jeg giver dig til min leder, som kan gå på tværs af afdelingerne.« #id:wr12]
  Du fortæller selv historien videre. Hun skal kun sige ja. #id:wr13 #who:scene #end:boss #view:For første gang var det en anden, der forklarede.
  -> END

== story
* [»Så: Din far døde i marts, boet er lukket, og nu kommer der en regning. Er det rigtigt hørt?« #id:wr14]
  ~ down(1)
  »Ja. Præcis. Det er første gang, nogen har sagt det rigtigt.« #id:wr15 #view:Hun havde hørt efter. Jeg var ved at græde.
  -> route
* [»Det er Dødsboskat. Nummeret er …« #id:wr16]
  ~ up(1)
  »Nej! Ikke et nummer til!« #id:wr17 #view:Et nummer er en dør, man selv skal finde.
  -> route

== route
* [»Jeg ringer derind nu, mens du venter, og lægger først på, når de har sagt dit navn. Er det i orden?« #id:wr18]
  ~ down(1)
  »Ja. Og tak. Virkelig.« #id:wr19 #end:handed #view:Nogen gik med mig hele vejen.
  -> END
* [»De er optaget. Jeg får dem til at ringe til dig inden klokken tre, og jeg tjekker, at de gjorde det.« #id:wr20]
  »Hvis de ikke gør, hvad så?« #id:wr21 #view:Jeg har hørt løfter før.
  -> check
* [Du stiller hende om uden at sige det. #id:wr22]
  ~ up(2)
  Hun får en telefonsvarer. #id:wr23 #who:scene #end:open #view:Jeg lagde mig på gulvet i gangen. #learn:En omstilling uden et menneske i den anden ende er en lukket dør.
  -> END

== check
* [»Så ringer jeg selv fem minutter over tre. Her er mit fornavn og teamets nummer.« #id:wr24]
  ~ down(1)
  »Fem over tre. Godt.« #id:wr25 #end:talked #view:Et klokkeslæt og et navn. Det kan jeg bruge.
  -> END
* [»Det gør de.« #id:wr26]
  »Ja, ja.« #id:wr27 #end:talked #view:Jeg stillede vækkeuret til tre.
  -> END

== function up(n)
~ tension = MIN(tension + n, 6)

== function down(n)
~ tension = MAX(tension - n, 0)
