// SPDX-License-Identifier: MPL-2.0
# title: »Jeg orker ikke mere«
# about: Midt i en samtale om et skema siger hun noget, der får alt andet til at vente.
# person: I livsfare: skal mødes roligt og direkte, og du skal ikke være alene om det.
# minutes: 5
VAR tension = 2

-> start

== start
»Det skema … det er også lige meget. Når I får det, er jeg her ikke mere.« #id:su01 #view:Jeg sagde det højt. Nu ser vi, om nogen hører det.
* [»Det, du siger nu, gør mig bekymret. Tænker du på at tage dit liv?« #id:su02]
  ~ down(1)
  Lang pause. »Ja.« #id:su03 #view:Hun turde sige ordet. Så tør jeg også. #learn:At spørge direkte udløser det ikke. Det viser, at du kan tåle svaret.
  -> signal
* [»Skal du flytte?« #id:su04]
  ~ up(1)
  »… Nej. Jeg skal ikke flytte.« #id:su05 #view:Hun ville ikke høre det.
  -> again
* [»Sådan må du ikke sige. Tænk på din familie.« #id:su06]
  ~ up(1)
  »De får det bedre uden mig.« #id:su07 #view:Nu skal jeg også have dårlig samvittighed. #learn:Skyld binder ingen til livet. Nærvær gør.
  -> again

== again
* [»Undskyld. Jeg spørger dig rent ud: Har du tanker om at tage dit liv?« #id:su08]
  ~ down(1)
  »Ja. I aften, tror jeg.« #id:su09 #view:Anden gang hørte hun det.
  -> signal
* [»Jeg stiller dig om til en, der kan det her.« #id:su10]
  ~ up(2)
  »Nej. Ikke en til. Så lægger jeg på.« #id:su11 #view:Alle giver mig videre. #learn:Stil ikke om midt i det. Bliv, og få hjælp hen til dig.
  -> signal

== signal
* [Du trykker på lydløs hjælp og bliver ved at tale med hende. #id:su12]
  ~ down(1)
  Bagvagten står ved dig på et øjeblik, peger på sig selv og former med læberne: »Jeg ringer 112.« En kollega skriver ned. #id:su13 #who:colleague
  -> where
* [Du fortsætter alene, for at hun ikke skal mærke noget. #id:su14]
  ~ up(1)
  Du taler roligt, men du kan mærke dit eget hjerte. Der er ingen, der ringer 112. #id:su15 #who:scene #learn:Én taler, en anden ringer 112. Alene kan du ikke begge dele.
  -> late_signal

== late_signal
* [Du rækker hånden op. To ser det og kommer. #id:su16]
  ~ down(1)
  »Vi har dig,« hvisker en kollega og ringer 112 fra sin egen telefon. #id:su17 #who:colleague
  -> where
* [»Du må love mig ikke at gøre noget.« #id:su18]
  ~ up(1)
  Stilhed. Så er linjen død. Nu rejser du dig og siger det højt, og bagvagten ringer 112 med det, I ved. #id:su19 #who:scene #end:open #view:Jeg kunne ikke love det. Så jeg lagde på. #learn:Det er aldrig din skyld. Men hjælpen skal begynde, mens linjen er åben.
  -> END

== where
* [»Jeg bliver her sammen med dig. Hvor er du henne lige nu?« #id:su20]
  ~ down(1)
  »Hjemme. I køkkenet. Pillerne står på bordet.« #id:su21 #view:Jeg sagde, hvor jeg var. En del af mig ville findes.
  -> means
* [»Har du fortalt det til andre?« #id:su22]
  »Nej. Du er den første.« #id:su23 #view:Det var mærkeligt at høre mig selv sige det.
  -> means

== means
* [»Har du taget noget af dem? … Vil du stille dem ud på gangen, mens vi taler?« #id:su24]
  ~ down(1)
  »Nej. Ikke endnu. … Nu står de derude.« #id:su25 #view:Fem meter er også en afstand.
  -> stay
* [»Det må du ikke gøre.« #id:su26]
  ~ up(1)
  »Hvorfor ikke? Sig mig én grund.« #id:su27 #view:Et forbud er ikke en grund.
  -> stay

== stay
Din kollega viser dig en seddel: »De er på vej. Otte minutter.« #id:su28 #who:colleague
* [»Der er hjælp på vej til dig. Jeg lægger ikke på. Fortæl mig om en dag, der var bare lidt lettere.« #id:su29]
  ~ down(1)
  »… I søndags. Min niece lærte mig et kortspil.« #id:su30 #view:Hun var ærlig om, at de kom. Det var i orden.
  -> arrives
* [Du siger ikke noget om, at der er nogen på vej, og taler om vejret. #id:su31]
  ~ up(1)
  »Hvorfor taler du om vejret nu?« #id:su32 #view:Der er noget, hun ikke siger. #learn:Vær ærlig om hjælpen. Tillid er det eneste, der holder linjen åben.
  -> arrives

== arrives
Det ringer på hos hende. Du hører stemmer, der siger hendes navn venligt. #id:su33 #who:scene
* [»Nu er de der. Godt, at du blev. Jeg ønsker dig alt godt.« #id:su34]
  Bagvagten tager din telefon ud af køen, sætter sig ved dig og spørger, hvad du har brug for. I dag er du færdig med at tage opkald. #id:su35 #who:colleague #end:alarm #view:Jeg husker stemmen. Ikke ordene. At den blev.
  -> END
* [Du giver hovedtelefonen til bagvagten, som bliver, til døren er lukket. #id:su36]
  »Det var nok,« siger hun. »Det var mere end nok.« Du må gerne give det fra dig. #id:su37 #who:colleague #end:handed
  -> END

== function up(n)
~ tension = MIN(tension + n, 6)

== function down(n)
~ tension = MAX(tension - n, 0)
