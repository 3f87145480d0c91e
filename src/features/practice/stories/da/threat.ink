// SPDX-License-Identifier: MPL-2.0
# title: Truslen mod dig
# about: Han har fundet dit navn. Nu siger han noget, der ikke er vrede længere.
# person: Truende: her er der ikke noget, du skal vinde.
# minutes: 3
VAR tension = 4

-> start

== start
»Jeg ved, hvem du er. Det er ikke så svært at finde ud af, hvor du bor.« #id:th01 #view:Jeg har tabt sagen. Det her er det eneste, jeg har tilbage at kaste. #limit:Det er en trussel. Jeg afslutter samtalen nu.
* [»Det er en trussel. Jeg afslutter samtalen nu.« Du lægger på. #id:th02]
  -> ended
* [»Hvad mener du med det?« #id:th03]
  ~ up(1)
  »Det ved du godt. Hils dine børn.« #id:th04 #view:Hun er bange. Det virker. #learn:Du behøver ikke få truslen forklaret. Det, du hørte, er nok.
  -> children
* [»Prøv du bare!« #id:th05]
  ~ up(2)
  »Det skal jeg nok. I aften.« #id:th06 #view:Nu kan jeg ikke bakke ud.
  -> children
* [Du trykker på hjælp og holder ham i røret, så en kollega kan høre med. #id:th07]
  Bagvagten kommer ind på linjen og siger, at de er to nu. Han lægger på med det samme. #id:th08 #who:colleague
  -> ended

== children
* [Du lægger på uden et ord. #id:th09]
  -> ended
* [»Jeg har skrevet dine ord ned, og de bliver meldt.« Du lægger på. #id:th10]
  ~ down(1)
  -> ended
* [Du bliver siddende og lytter, til han er færdig. #id:th11]
  ~ up(1)
  Det tager fire minutter. Bagefter ryster hænderne. #id:th12 #who:scene #learn:Ved en trussel må du afslutte straks, uden advarsel. Det er aldrig en fejl.
  -> ended

== ended
Der er stille. Køen blinker på skærmen. #id:th13 #who:scene
* [Du går ud af køen og siger det højt: »Jeg er lige blevet truet.« #id:th14]
  ~ down(1)
  To kolleger rejser sig. »Kom, vi sætter os.« Bagvagten skriver hans ord ned, mens du husker dem. #id:th15 #who:colleague
  -> words
* [Du tager det næste opkald for at komme videre. #id:th16]
  ~ up(1)
  Den næste borger er venlig. Du hører ikke, hvad hun siger. #id:th17 #who:scene #learn:Kroppen er stadig i det forrige opkald. En pause er arbejde.
  -> noticed

== noticed
* [Du skriver til bagvagten: »Trussel. Har brug for dig.« #id:th18]
  ~ down(1)
  Hun er der, før du har lagt telefonen. #id:th19 #who:colleague
  -> words
* [Du siger det først til din leder, da vagten er slut. #id:th20]
  ~ down(1)
  »Tak, fordi du siger det. Du skulle ikke have siddet med det alene,« siger lederen og bliver. #id:th21 #who:colleague
  -> words

== words
* [Du skriver hans ord ordret, med klokkeslæt. #id:th22]
  ~ down(1)
  Lederen melder det til politiet i dag. Du skal ikke gøre det selv, og ikke alene. Nogen følger dig hjem, hvis du vil. #id:th23 #who:colleague #end:ended #view:Jeg troede ikke, nogen skrev det ned.
  -> END
* [»Jeg vil gerne hjem nu.« #id:th24]
  »Så går vi sammen.« Kollegaen tager dine sager, bagvagten skriver færdig, og lederen ringer i aften og i morgen. #id:th25 #who:colleague #end:handed
  -> END
* [»Det var sikkert ikke ment så slemt.« #id:th26]
  »Det afgør du ikke alene,« siger lederen blidt. »Hvordan har DU det?« Truslen bliver meldt. #id:th27 #who:colleague #end:ended #learn:Du vurderer, hvor hårdt det ramte. Ingen kan sætte det ned.
  -> END

== function up(n)
~ tension = MIN(tension + n, 6)

== function down(n)
~ tension = MAX(tension - n, 0)
