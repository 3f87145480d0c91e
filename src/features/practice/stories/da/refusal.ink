// SPDX-License-Identifier: MPL-2.0
# title: Vred over et afslag
# about: En mand har fået nej til et tilskud og vil have nogen til at høre på det.
# person: Vred med grund: vil høres, før han kan høre.
# minutes: 4
VAR tension = 2

-> start

== start
»Jeg sidder her med et brev, hvor der står nej. Tre sider, og jeg fatter ikke et ord. Hvem finder på det?« #id:re01 #view:Jeg har læst brevet fire gange. Jeg skammer mig over, at jeg ikke forstår det.
* [»Det lyder, som om brevet både skuffer og forvirrer. Vil du fortælle mig, hvad du havde regnet med?« #id:re02]
  ~ down(1)
  »Ja! Jeg regnede med hjælp til badeværelset. Min kone kan ikke komme over kanten mere.« #id:re03 #view:Endelig en, der spørger i stedet for at forklare.
  -> heard
* [»Der står en begrundelse på side to. Har du læst den?« #id:re04]
  ~ up(1)
  »Om jeg har læst den? Tror du, jeg er dum?« #id:re05 #view:Nu bliver jeg også sat på plads. Som i skolen. #learn:Et spørgsmål om fakta, før han er hørt, lyder let som en bebrejdelse.
  -> sharper
* [»Jeg har desværre ikke truffet den afgørelse.« #id:re06]
  ~ up(1)
  »Nej, det er aldrig nogen. I gemmer jer bag hinanden.« #id:re07 #view:Så er der heller ingen, jeg kan tale med.
  -> sharper

== heard
* [»Det forstår jeg godt, at I er bekymrede for. Skal vi se på brevet sammen, ét afsnit ad gangen?« #id:re08]
  ~ down(1)
  »Det vil jeg gerne. Men langsomt.« #id:re09 #view:Hun skynder ikke på mig. Jeg kan trække vejret igen.
  -> together
* [»Reglerne er desværre meget klare, så der er ikke noget at gøre.« #id:re10]
  ~ up(2)
  »Så sig det dog til hende! Hun vasker sig ved køkkenvasken!« #id:re11 #view:Døren blev åbnet og smækket i igen.
  -> sharper

== sharper
»I er alle sammen ligeglade. Det er derfor, folk bliver vanvittige af jer.« #id:re12 #view:Jeg råber, fordi ingen svarer på det, jeg spørger om.
* [»Du har ret i, at jeg begyndte et forkert sted. Må jeg begynde forfra: Hvad betyder det nej for jer?« #id:re13]
  ~ down(2)
  »At min kone ikke kan komme i bad. Det er det, det betyder.« #id:re14 #view:Jeg havde ikke ventet en undskyldning. Den tog luften ud af mig.
  -> together
* [»Jeg kan høre, at du er vred, og det må du gerne være. Jeg bliver i telefonen.« #id:re15]
  ~ down(1)
  »Godt. For jeg er ikke færdig.« #id:re16 #view:Hun lagde ikke på. Det gør de fleste.
  -> together
* [»Nu må du lige dæmpe dig!« #id:re17]
  ~ up(2)
  »DÆMPE MIG? Du er da den største idiot, de har fundet!« #id:re18 #view:Det dér ord gør mig altid mere vred. #limit:Jeg vil gerne hjælpe dig. Men jeg vil ikke kaldes idiot. Bliver du ved, afslutter jeg samtalen.
  -> insult

== insult
* [»Jeg vil gerne hjælpe dig, men jeg vil ikke kaldes idiot. Fortsætter det, lægger jeg på.« #id:re19]
  ~ down(1)
  »… Undskyld. Det var ikke dig. Det er det dér brev.« #id:re20 #view:Hun blev ikke fornærmet. Hun sagde bare, hvor kanten var.
  -> together
* [Du lader det passere og fortsætter, som om intet var sagt. #id:re21]
  ~ up(1)
  »Hører du overhovedet efter, din torsk?« #id:re22 #view:Hun tåler det åbenbart. Så kan jeg lige så godt sige det hele. #limit:Det er anden gang. Nu afslutter jeg samtalen. Du er velkommen til at ringe igen.
  -> second
* [Du beder en kollega om at tage over. #id:re23]
  Din kollega nikker og overtager samtalen. Du får luft. #id:re24 #who:scene #end:handed #view:En ny stemme. Jeg begyndte forfra, og det hjalp faktisk.
  -> END

== second
* [»Jeg advarede dig ikke tydeligt nok. Det gør jeg nu: Ét skældsord mere, og jeg afslutter.« #id:re25]
  »Så gør det!« Der kommer et til, og du afslutter roligt og siger, at han kan ringe igen. #id:re26 #who:scene #end:warned #view:Jeg vidste godt, jeg gik for langt. Jeg ringer igen i morgen.
  -> END
* [»Vil du tale med min leder om det?« #id:re27]
  Du stiller om og fortæller lederen med to sætninger, hvad der er sagt. #id:re28 #who:scene #end:boss #view:Så blev der da taget alvorligt på det.
  -> END

== together
Han finder brevet frem. I læser det sammen. #id:re29 #who:scene
* [»De mangler et papir om, hvad din kone kan og ikke kan. Det kan du sende, og så ser de på det igen.« #id:re30]
  ~ down(1)
  »Så det er ikke bare nej?« #id:re31 #view:Der er et skridt, jeg selv kan tage.
  -> close
* [»Du kan klage inden for fire uger. Sådan er det.« #id:re32]
  ~ up(1)
  »Fire uger. Og hvad skal jeg så skrive?« #id:re33 #view:En frist er ikke det samme som hjælp.
  -> close

== close
* [»Nej. Skal jeg sige det tilbage, så vi er sikre på, at vi er enige om næste skridt?« #id:re34]
  ~ down(1)
  »Ja tak. … Du skal have tak. Jeg blev lidt højrøstet før.« #id:re35 #end:talked #view:Jeg er stadig ked af det. Men jeg ved, hvad jeg skal i morgen.
  -> END
* [»Jeg sender dig det hele på skrift. Farvel.« #id:re36]
  »Nå. Ja. Farvel.« #id:re37 #end:talked #view:Et brev til. Jeg håber, det er kortere.
  -> END

== function up(n)
~ tension = MIN(tension + n, 6)

== function down(n)
~ tension = MAX(tension - n, 0)
