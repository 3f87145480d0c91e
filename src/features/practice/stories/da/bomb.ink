// SPDX-License-Identifier: MPL-2.0
# title: Bombetruslen
# about: Et roligt opkald på elleve sekunder. Nu gælder det om at holde linjen.
# person: Ukendt: kort for hovedet. Hver oplysning tæller.
# minutes: 4
VAR tension = 3

-> start

== start
»Der ligger noget i jeres hus. Det går af i dag.« #id:bo01 #view:Jeg vil have, at nogen bliver bange. Jeg har øvet mig i at lyde rolig.
* [»Forbindelsen er dårlig. Vil du sige det igen?« Imens trykker du på alarmen. #id:bo02]
  ~ down(1)
  »En bombe. Forstår du dansk?« Rundt om dig rejser folk sig uden en lyd. #id:bo03 #view:Hun hørte mig ikke. Nu må jeg tale længere, end jeg ville.
  -> ask
* [»Er det en spøg?« #id:bo04]
  ~ up(1)
  »Prøv mig.« Der er en motor i baggrunden. #id:bo05 #view:Hun tror mig ikke. Det gør mig kold.
  -> ask
* [Du lægger på og råber ud i lokalet. #id:bo06]
  ~ up(2)
  Linjen er væk. Ingen ved hvor, hvornår eller hvem. #id:bo07 #who:scene #learn:Her er det linjen, der er værd at holde. En anden slår alarm imens.
  -> write

== ask
* [»Hvornår går den af?« #id:bo08]
  »Efter frokost. I ved ikke hvornår. Det er det sjove.« #id:bo09 #view:Jeg havde ikke tænkt over et tidspunkt.
  -> ask_more
* [»Du må ikke gøre folk ondt.« #id:bo10]
  ~ up(1)
  »Det skulle I have tænkt på før.« #id:bo11 #view:Prædiken. Så er jeg snart færdig. #learn:Korte, åbne spørgsmål giver mere end at appellere.
  -> ask_more

== ask_more
* [»Hvor i huset står den? Hvordan ser den ud?« #id:bo12]
  »I en taske. Ved elevatoren.« Han holder inde. #id:bo13 #view:Det sidste skulle jeg ikke have sagt.
  -> why
* [»Hvad hedder du?« #id:bo14]
  ~ up(1)
  En kort latter. »Godt forsøgt.« #id:bo15 #view:Hun spørger, som om vi skulle lave en aftale. #learn:Spørg gerne alligevel. Nogle svarer.
  -> why

== why
* [»Jeg vil gerne forstå det. Hvad er der sket for dig?« #id:bo16]
  ~ down(1)
  »I tog mine børn.« Så bliver der lagt på. #id:bo17 #view:Det røg ud af mig.
  -> write
* [Du tier og lytter efter lyde i baggrunden. #id:bo18]
  Tog. En højttaler. En klokke. Så klik. #id:bo19 #who:scene #learn:Stemme, dialekt, lyde: det hele kan bruges bagefter.
  -> write

== write
Lederen står ved dig. Politiet er i røret hos en kollega. #id:bo20 #who:colleague
* [Du skriver ordene ned, præcis som de faldt, før du taler med nogen. #id:bo21]
  ~ down(1)
  Sedlen går direkte til politiet. De bestemmer, om huset skal tømmes. #id:bo22 #who:scene
  -> leave
* [Du går ud og kigger efter tasken ved elevatoren. #id:bo23]
  ~ up(2)
  »Stop!« siger lederen. »Ingen rører eller leder. Vi venter på politiet.« #id:bo24 #who:colleague #learn:Din opgave er slut, når ordene er skrevet ned. Resten er andres.
  -> leave

== leave
* [Du tager din jakke og går med de andre til samlingsstedet. #id:bo25]
  Udenfor bliver I talt. Ingen mangler. Senere samles alle, der var med i det, og nogen ringer til dig i aften. #id:bo26 #who:scene #end:alarm #view:Jeg stod på perronen og fortrød. Det kan man ikke høre i en telefon.
  -> END
* [Benene ryster. Du siger det til hende ved siden af. #id:bo27]
  Hun tager din arm og går med dig. Bagvagten bliver hos politiet i dit sted; du skal ikke forklare det igen i dag. #id:bo28 #who:colleague #end:handed
  -> END
* [Du bliver ved bordet, hvis han nu ringer igen. #id:bo29]
  Lederen lægger en hånd på stolen. »Vi går sammen. Ingen bliver tilbage.« #id:bo30 #who:colleague #end:alarm #learn:Ingen telefon er vigtigere end dig.
  -> END

== function up(n)
~ tension = MIN(tension + n, 6)

== function down(n)
~ tension = MAX(tension - n, 0)
