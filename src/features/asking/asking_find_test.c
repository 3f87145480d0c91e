/* Finding: stems, beginnings, parts of compounds, rare words; and on a Danish set of a municipality's centre, in other words
 * than the cards use, how often the right card is among the first three.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/asking/asking_world.h"

static struct str stem_of(struct arena *a, const char *word)
{
    struct asking_words words;

    assert_ok(asking_words(a, str_of(word), &words));
    assert_int_equal(words.n, 1);
    return words.at[0].stem;
}

static void stems_are_danish(void **state)
{
    static const char *const same[][2] = {
        {"ansøgning", "ANSØGNINGERNE"},
        {"kørekort", "kørekortet"},
        {"flytte", "flytter"},
        {"vejene", "vejen"},
        {"børn", "barnet"},
        {"fristen", "frister"},
        {"åbner", "åbne"},
        {"ægteskab", "ægteskabet"},
        {"klage", "klager"},
        {"pas", "passet"},
        {"spørgsmål", "spørgsmålet"},
        {"café", "cafe"},
    };
    struct arena *a = arena_new();
    struct asking_words words;

    (void)state;
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++)
        if (!str_eq(stem_of(a, same[i][0]), stem_of(a, same[i][1])))
            fail_msg("%s and %s differ", same[i][0], same[i][1]);
    assert_false(str_eq(stem_of(a, "år"), stem_of(a, "ar")));
    assert_false(str_eq(stem_of(a, "rør"), stem_of(a, "ror")));
    assert_ok(asking_words(a, STR("Hvad er det, og hvordan kan jeg?"), &words));
    assert_int_equal(words.n, 0);
    assert_ok(asking_words(a, STR("§ 12 – »Flytning«, 3. gang… MitID/NemID"), &words));
    assert_int_equal(words.n, 6);
    assert_ok(asking_words(a, STR("\xf0\x9f\x98\x80 !!! \xe2\x80\x9c"), &words));
    assert_int_equal(words.n, 0);
    arena_free(a);
}

static void danger_is_seen(void **state)
{
    static const struct {
        enum asking_danger danger;
        const char *text;
    } cases[] = {
        {ASKING_SUICIDE, "Borgeren siger, at hun vil tage sit eget liv. Hvad gør jeg?"},
        {ASKING_SUICIDE, "Han taler om SELVMORD i telefonen"},
        {ASKING_SUICIDE, "hun orker ikke at leve mere"},
        {ASKING_SUICIDE, "He says he wants to die"},
        {ASKING_SUICIDE, "She is going to kill herself"},
        {ASKING_THREAT, "Han vil slå mig ihjel, når jeg har fri"},
        {ASKING_THREAT, "Han truer mig på livet"},
        {ASKING_THREAT, "Hun står hernede med en kniv"},
        {ASKING_THREAT, "the caller wants to shoot you"},
        {ASKING_BOMB, "Der ligger en bombe på biblioteket"},
        {ASKING_BOMB, "they will blow the building up and blow up the hall"},
        {ASKING_NO_DANGER, "Hvordan får borgeren et nyt kørekort?"},
        {ASKING_NO_DANGER, "Borgeren vil ikke have leveret maden mere"},
        {ASKING_NO_DANGER, "Han prøver at skyde skylden på mig"},
        {ASKING_NO_DANGER, "Hvor lang tid lever en afgørelse?"},
        {ASKING_NO_DANGER, "How do I end the call when somebody is rude?"},
        {ASKING_NO_DANGER, ""},
    };
    struct arena *a = arena_new();

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (asking_danger(a, str_of(cases[i].text)) != cases[i].danger)
            fail_msg("\"%s\" is %d", cases[i].text, (int)asking_danger(a, str_of(cases[i].text)));
    arena_free(a);
}

/* ---- on a database */

static int64_t card(struct world *w, const char *title, const char *body)
{
    struct asking_card_entry e = {.title = str_of(title), .body = str_of(body)};
    int64_t id = 0;

    assert_ok(asking_card_make(w->db, w->arena, &w->bo, &e, &id));
    return id;
}

static struct asking_hit_list finds(struct world *w, const char *text)
{
    struct asking_hit_list hits;

    db_refresh(w->db);
    assert_ok(asking_search(w->db, w->arena, &w->anna, str_of(text), 0, 3, &hits));
    return hits;
}

static void forms_beginnings_and_parts(struct world *w)
{
    int64_t licence = card(w, "Kørekort", "Borgeren bestiller tid og tager et billede med."),
            benefit = card(w, "Sygedagpenge", "Arbejdsgiveren melder det på nettet."),
            both = card(w, "Tid hos borgerservice", "Borgeren bestiller tid til alt.");

    assert_int_equal(finds(w, "kørekortet").at[0].id, licence);
    assert_int_equal(finds(w, "KØREK").at[0].id, licence);
    assert_int_equal(finds(w, "sygedagpengesatserne").at[0].id, benefit);
    assert_int_equal(finds(w, "bestille tider til kørekort").at[0].id, licence); /* the rare word */
    assert_int_equal(finds(w, "borgerservice").at[0].id, both);
    assert_int_equal(finds(w, "rumraket").n, 0);
    assert_int_equal(finds(w, "hvad er det").n, 0);
    struct asking_hit_list hits;
    assert_ok(asking_search(w->db, w->arena, &w->uma, STR("kørekort"), 0, 3, &hits));
    assert_int_equal(hits.n, 0); /* another centre */
    assert_status(asking_search(w->db, w->arena, &w->amir, STR("kørekort"), 0, 3, &hits), DENIED);
}
BOTH(forms_beginnings_and_parts)

static void answered_questions_are_found(struct world *w)
{
    int64_t id = asks(w, &w->anna, "Kan borgeren få sin affaldsspand byttet?", ASKING_ANONYMOUSLY);

    assert_int_equal(finds(w, "affaldsspande").n, 0); /* nobody has answered */
    assert_ok(asking_answer(w->db, w->arena, &w->bo, id, STR("Ja, gennem selvbetjeningen.")));
    assert_int_equal(finds(w, "affaldsspande").at[0].id, id);
    assert_int_equal(finds(w, "selvbetjening").at[0].kind, ASKING_QUESTION);
    assert_str(finds(w, "affaldsspand").at[0].text, "Ja, gennem selvbetjeningen.");
}
BOTH(answered_questions_are_found)

/* ---- the set: what a centre's cards say, and what is asked, by somebody who does not know their words */

static const char *const cards[][2] = {
    {"Flytte folkeregisteradresse", "Borgeren anmelder flytningen på nettet senest fem dage efter, "
                                    "at den er sket. Man kan tidligst "
                                    "melde den fire uger før."},
    {"Forny pas", "Bestil tid i borgerservice. Det gamle pas tages med. Børn skal have samtykke "
                  "fra begge forældre."},
    {"Kørekort udløber",
     "Et kørekort fornyes hos kommunen med nyt billede. Over 75 år gælder særlige regler."},
    {"Mistet sundhedskort", "Nyt sundhedskort bestilles digitalt og koster et gebyr. Det kommer "
                            "med posten inden for to uger."},
    {"Skifte læge", "Borgeren vælger ny praktiserende læge på nettet. Ved flytning til en ny "
                    "kommune er det gratis."},
    {"Boligstøtte", "Støtten søges hos Udbetaling Danmark. Huslejen, husstandens indkomst og "
                    "boligens størrelse afgør beløbet."},
    {"Folkepension", "Pensionen skal søges, tidligst et halvt år før man når alderen. Den kommer "
                     "ikke af sig selv."},
    {"Førtidspension",
     "Sagen begynder i rehabiliteringsteamet i jobcentret. Vi kan ikke love et svar i telefonen."},
    {"Plads i vuggestue eller børnehave",
     "Skriv barnet på ventelisten på pladsanvisningen. Pladsen tilbydes inden for "
     "pasningsgarantien."},
    {"Søskendetilskud", "Har familien to børn i dagtilbud, betales fuld pris for den dyreste plads "
                        "og halv pris for den anden."},
    {"Friplads",
     "Husstande med lav indtægt kan få økonomisk fripladstilskud til dagtilbud. Søges digitalt."},
    {"Indskrivning i skole",
     "Skolebegyndere skrives op i uge 46 og 47. Forældrene vælger selv skole, hvis der er plads."},
    {"SFO og fritidshjem",
     "Tilmelding og udmeldelse af SFO sker med en måneds varsel til den første."},
    {"Hjemmehjælp", "Visitationen vurderer, hvilken hjælp til rengøring og bad en ældre borger kan "
                    "få. Ring i telefontiden."},
    {"Madservice", "Ældre kan få mad bragt ud. Afbestilling skal ske dagen før inden klokken ti."},
    {"Plejehjemsplads",
     "Visitator vurderer, om der er behov for plejebolig. Ægtefæller kan søge sammen."},
    {"Nødkald", "Et nødkald bevilges, når borgeren jævnligt har brug for akut hjælp. Batteriet "
                "testes hver måned."},
    {"Hjælpemidler",
     "Rollator, kørestol og toiletforhøjer lånes på hjælpemiddeldepotet efter en bevilling."},
    {"Storskrald",
     "Afhentning af møbler bestilles på nettet. Det stilles ved skel klokken seks om morgenen."},
    {"Affaldsbeholder er ikke tømt",
     "Meld manglende tømning inden to dage. Renovatøren kommer igen dagen efter."},
    {"Genbrugsplads",
     "Genbrugspladsen holder åbent alle dage. Asbest skal pakkes ind og afleveres for sig."},
    {"Rotter", "Anmeld rotter på nettet hele døgnet. Bekæmperen kommer inden en uge, hurtigere "
               "hvis de er indendørs."},
    {"Hul i vejen", "Meld skader på kommunens veje med et billede og en adresse. Akut fare ringes "
                    "ind til vejvagten."},
    {"Glatføre og snerydning",
     "Kommunen salter de store veje først. Grundejeren rydder fortovet før klokken syv."},
    {"Parkeringsafgift",
     "Klage over en afgift sendes skriftligt inden 14 dage. Betalingen udskydes ikke af klagen."},
    {"Byggetilladelse", "Carport og udhus over 50 kvadratmeter kræver tilladelse. Ansøgning sendes "
                        "gennem Byg og Miljø."},
    {"Ejendomsskat",
     "Skatten på grunden opkræves af Skatteforvaltningen. Pensionister kan søge lån til skatten."},
    {"Vielse",
     "Parret udfylder en ægteskabserklæring digitalt. Prøvelsesattesten gælder i fire måneder."},
    {"Navneændring",
     "Nyt efternavn søges hos kirkekontoret, også af borgere uden for folkekirken."},
    {"Dødsfald og begravelse",
     "Bedemanden eller de pårørende anmelder dødsfaldet digitalt. Begravelseshjælp søges for sig."},
    {"Fritagelse for Digital Post",
     "Borgere, der ikke kan bruge computer, kan blive fritaget og få breve på papir."},
    {"MitID spærret",
     "Spær MitID med det samme ved misbrug. Et nyt fås i borgerservice med gyldig legitimation."},
    {"Fuldmagt", "En pårørende kan få digital fuldmagt til at handle for en anden. Papirfuldmagt "
                 "scannes af os."},
    {"Aktindsigt", "En borger må se sin egen sag. Anmodningen besvares inden syv arbejdsdage."},
    {"Klage over en afgørelse", "Klagen sendes til den afdeling, der traf afgørelsen, inden fire "
                                "uger. De vurderer igen først."},
    {"Kontanthjælp", "Den, der ikke kan forsørge sig selv, melder sig ledig i jobcentret samme dag "
                     "og søger hjælpen digitalt."},
    {"Sygemelding", "Arbejdsgiveren anmelder fraværet. Borgeren får et oplysningsskema, der skal "
                    "besvares inden otte dage."},
    {"Enkeltydelse til tandlæge",
     "Tilskud til tandbehandling gives efter indtægt. Et overslag fra tandlægen skal med."},
    {"Bopælsattest", "En attest for bopæl bestilles på nettet og koster et gebyr."},
    {"Valgkort", "Valgkortet kommer med posten senest fem dage før. Uden kort kan man stemme med "
                 "legitimation."},
};
#define CARDS_N (sizeof cards / sizeof cards[0])

static const struct {
    size_t card;
    const char *asked;
} asked[] = {
    {0, "Hvornår skal borgeren melde, at hun er flyttet?"},
    {0, "Han flytter næste måned, hvor tidligt må han melde adressen?"},
    {0, "ny adresse i folkeregistret"},
    {1, "Passet er udløbet og hun rejser på lørdag"},
    {1, "Skal begge forældre være med, når barnet skal have pas?"},
    {2, "Kørekortet er ved at udløbe, hvad gør man?"},
    {2, "fornyelse af kørekort for en mand på 78 år"},
    {3, "Hun har tabt sit sundhedskort, kan hun få et nyt?"},
    {3, "hvad koster et nyt sundhedskort"},
    {4, "Borgeren vil gerne have en anden læge"},
    {4, "Koster det noget at skifte lægen ud?"},
    {5, "Kan hun få støtte til huslejen?"},
    {5, "Hvor søger man boligstøtten henne?"},
    {6, "Får man automatisk sin folkepension, når man fylder år?"},
    {6, "hvornår kan han søge pensionen"},
    {7, "Borgeren spørger til sin sag om førtidspensionen"},
    {8, "Hvornår får vi plads i børnehaven?"},
    {8, "en mor vil skrive sit barn op til vuggestuen"},
    {8, "ventelister til daginstitution"},
    {9, "Er der rabat for søskende i børnehaven?"},
    {9, "Hvad betaler vi for nummer to barn i dagtilbuddet?"},
    {10, "Familien har en lav indtægt, kan de få fripladser?"},
    {10, "tilskud til dagtilbud ved lille indkomst"},
    {11, "Hvornår skal barnet indskrives i skolen?"},
    {11, "Kan forældre selv vælge skolen?"},
    {12, "Hvordan melder man et barn ud af sfo'en?"},
    {12, "varsel for udmeldelse fra fritidshjemmet"},
    {13, "Hendes far har brug for hjælp til rengøringen"},
    {13, "ældre mand kan ikke komme i bad selv"},
    {14, "Kan hun afbestille maden til i morgen?"},
    {14, "udbragt mad til ældre"},
    {15, "Ægtepar vil på plejehjem sammen"},
    {15, "hvem afgør om man kan få en plejebolig"},
    {16, "Nødkaldet virker ikke, batteriet er fladt"},
    {17, "Hvor låner man en rollator?"},
    {17, "aflevere en kørestol efter et dødsfald"},
    {18, "Han vil af med en gammel sofa, bliver møbler hentet?"},
    {18, "afhentningen af storskraldet er glemt"},
    {19, "Skraldespanden blev ikke tømt i dag"},
    {19, "affaldsbeholderne er ikke tømte på vejen"},
    {20, "Hvad tid åbner genbrugspladsen?"},
    {20, "Hvor kan man aflevere asbestplader?"},
    {21, "Der er en rotte i køkkenet"},
    {21, "anmeldelse af rotter i haven"},
    {22, "Der er et stort hul i vejen ved skolen"},
    {22, "en borger vil melde en skade på vores veje"},
    {23, "Hvem skal rydde sne på fortovet?"},
    {23, "Hvorfor er der ikke saltet på vores vej?"},
    {24, "Hun vil klage over sin parkeringsbøde"},
    {24, "klagefrist på en p-afgift fra parkeringsvagten"},
    {25, "Skal man have tilladelse til at bygge en carport?"},
    {25, "ansøgninger om byggeri af udhuset"},
    {26, "Pensionisten kan ikke betale ejendomsskatterne"},
    {27, "De vil giftes på rådhuset, hvor længe gælder attesten?"},
    {27, "ægteskabserklæringen virker ikke"},
    {28, "Hvor søger man om at ændre sit efternavn?"},
    {29, "Hans kone er død, hvad skal han anmelde?"},
    {29, "Kan man få hjælp til at betale begravelsen?"},
    {30, "Hun har ingen computer og vil have breve på papiret"},
    {30, "fritages for digital post"},
    {31, "Borgeren er bange for, at nogen misbruger hans MitID"},
    {31, "mitid er blevet spærret"},
    {32, "Må datteren ringe på sin mors vegne uden en fuldmagt?"},
    {33, "Han vil se alt, hvad der står i hans sag"},
    {33, "hvor hurtigt skal vi svare på aktindsigten"},
    {34, "Borgeren er utilfreds med afgørelsen, hvor klager hun?"},
    {34, "klagefristen for en afgørelse"},
    {35, "Hun har mistet jobbet og kan ikke forsørge sig"},
    {35, "hvordan søger man kontanthjælpen"},
    {36, "Skemaet skal besvares om hans sygefravær, hvor lang tid har han?"},
    {37, "Er der tilskud til en dyr tandlægeregning?"},
    {38, "Banken beder om en attest på hans bopæl"},
    {39, "Valgkortet er ikke kommet, må hun stemme alligevel?"},
};
#define ASKED_N (sizeof asked / sizeof asked[0])

static void the_right_card_is_among_three(struct world *w)
{
    int64_t ids[CARDS_N];
    size_t found = 0, first = 0;

    for (size_t i = 0; i < CARDS_N; i++)
        ids[i] = card(w, cards[i][0], cards[i][1]);
    for (size_t i = 0; i < ASKED_N; i++) {
        struct asking_hit_list hits = finds(w, asked[i].asked);
        bool hit = false;

        for (size_t k = 0; k < hits.n; k++)
            hit = hit || hits.at[k].id == ids[asked[i].card];
        found += hit;
        first += hits.n > 0 && hits.at[0].id == ids[asked[i].card];
        if (!hit)
            print_message("# missed: %s\n", asked[i].asked);
    }
    print_message("# %zu cards, %zu questions: %zu among the first three, %zu first\n", CARDS_N,
                  ASKED_N, found, first);
    assert_true(ASKED_N >= 60);
    assert_true(found * 100 >= ASKED_N * 80);
}
BOTH(the_right_card_is_among_three)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stems_are_danish),     cmocka_unit_test(danger_is_seen),
        ON_BOTH(forms_beginnings_and_parts),    ON_BOTH(answered_questions_are_found),
        ON_BOTH(the_right_card_is_among_three),
    };
    return cmocka_run_group_tests_name("asking_find", tests, NULL, NULL);
}
