// SPDX-License-Identifier: MPL-2.0
# title: Den, der lige har mistet
# about: Han ringer for at afmelde sin kone. Det er kun tre uger siden.
# person: I sorg: stilheden er ikke tom.
# minutes: 3
VAR tension = 0

-> start

== start
»Jeg skal afmelde … min kone. Hun skal ikke bruge det mere.« #id:gr01 #view:Jeg har øvet sætningen i bilen. Den gik i stykker alligevel.
* [»Det gør mig ondt. … Tag dig god tid.« #id:gr02]
  Der er stille længe. »Tak.« #id:gr03 #view:Hun fyldte ikke stilheden ud.
  -> quiet
* [»Har du hendes personnummer?« #id:gr04]
  ~ up(1)
  »Hun var ikke et nummer.« #id:gr05 #view:Det gjorde mere ondt, end hun kunne vide. #learn:Sig først, at du har hørt det. Tallet kommer bagefter.
  -> quiet
* [»Jeg ved præcis, hvordan du har det. Min mor døde sidste år.« #id:gr06]
  ~ up(1)
  »… Nå. Det … kondolerer.« #id:gr07 #view:Nu skulle jeg trøste hende. #learn:Din egen historie kan vente. Det her er hans.
  -> quiet

== quiet
* [Du venter uden at sige noget. #id:gr08]
  ~ down(1)
  »Hun hed Birgit. Hun plejede at ringe til jer. Jeg ved ikke, hvordan man gør.« #id:gr09 #view:Jeg ville gerne sige hendes navn til nogen.
  -> name
* [»Er du der stadig?« #id:gr10]
  ~ up(1)
  »Ja. Undskyld. Jeg skal skynde mig.« #id:gr11 #view:Jeg tog for lang tid.
  -> name

== name
* [»Så gør vi det for Birgit nu, ét skridt ad gangen. Jeg siger, hvad jeg trykker på.« #id:gr12]
  ~ down(1)
  »Det ville hun have kunnet lide. Orden i tingene.« #id:gr13 #view:Hun sagde Birgit. Ikke »afdøde«.
  -> done
* [»Jeg skal bruge afdødes oplysninger.« #id:gr14]
  ~ up(1)
  »Afdøde. Ja. Det er hun jo.« #id:gr15 #view:Det ord igen.
  -> done
* [Du mærker, at det rammer dig, og beder en kollega om at tage over, så han ikke skal vente. #id:gr16]
  »Jeg får en god kollega til at hjælpe dig videre. Jeg bliver, til hun er her.« Bagefter får du luft. #id:gr17 #who:scene #end:handed #view:Hendes stemme knækkede lidt. Det var ikke grimt.
  -> END

== done
»Var det det hele?« #id:gr18 #view:Nu er hun væk herfra også.
* [»Ja, for i dag. Jeg sender dig én side med det, der kommer. Du skal ikke selv holde øje. Har du nogen hos dig?« #id:gr19]
  ~ down(1)
  »Min datter kommer i aften. Tak skal du have. Du var rar.« #id:gr20 #end:talked #view:Jeg satte mig i bilen og græd. Det var den gode slags.
  -> END
* [»Ja. Har du ellers spørgsmål?« #id:gr21]
  »Nej. Ikke nogen, du kan svare på.« #id:gr22 #end:open #view:Der var ét. Men det er ikke til jer.
  -> END

== function up(n)
~ tension = MIN(tension + n, 6)

== function down(n)
~ tension = MAX(tension - n, 0)
