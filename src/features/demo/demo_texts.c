/* What invented people write about invented calls: own sentences, without names, numbers and
 * slurs. The words are hard to read in places, as real ones are.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/demo/demo_parts.h"

static const char *const rude[] = {
    "Hun afbrød mig hele tiden og sagde, at jeg skulle lære at høre efter.",
    "Han sukkede højt og spurgte, om der slet ikke var nogen voksne til stede.",
    "Det er da utroligt, så langsomt I arbejder derude.",
    "Skal jeg virkelig forklare det en gang til, før det går ind?",
    "I laver jo ikke andet end at drikke kaffe for vores skattekroner.",
    "Hun hævede stemmen, da jeg bad om lidt tid til at slå sagen op.",
    "Du læser jo bare op af en seddel.",
    "Så stil mig om til en, der kan finde ud af noget.",
    "Han råbte, at systemet er lavet for at genere almindelige mennesker.",
    "Jeg gider ikke tale med dig, du ved tydeligvis ingenting.",
    "Hun smækkede røret på, mens jeg var ved at forklare reglerne.",
    "Det er altid den samme undskyldning, man får hos jer.",
};
static const char *const abuse[] = {
    "Hun kaldte mig uduelig og sagde, at jeg burde skamme mig over mit arbejde.",
    "Han gjorde nar af min dialekt og efterabede alt, hvad jeg sagde.",
    "Du er det dummeste menneske, jeg nogensinde har talt med.",
    "Han kom med bemærkninger om min stemme, som var ubehagelige og seksuelle.",
    "Hun sagde, at sådan en som mig slet ikke burde have lov at sidde her.",
    "Folk som dig er grunden til, at hele landet er ved at falde fra hinanden.",
    "Han skældte mig ud i et kvarter uden at jeg kunne få et ord indført.",
    "Du er iskold, og jeg håber, at du selv kommer til at stå i den situation.",
    "Hun blev ved med at kalde mig løgner, også efter at jeg havde sagt fra.",
    "Han spurgte, om jeg overhovedet havde gået i skole, og lo ad mig.",
    "Jeg blev svinet til fra første sætning, før jeg havde sagt mit fulde goddag.",
    "Han sagde, at min slags kun er ansat, fordi ingen andre gider have os.",
};
static const char *const harassment[] = {
    "Jeg skal nok finde ud af, hvem du er.",
    "Bare vent, du hører fra mig igen.",
    "Han ringede for tredje gang i dag og spurgte efter mig.",
    "Jeg ved godt, hvornår I har fri.",
    "Hun sagde, at hun har optaget det hele og vil lægge mit navn op.",
    "I skal ikke blive overraskede, hvis der en dag sker noget hos jer.",
    "Han ville vide, hvor jeg bor, og blev ved, da jeg ikke ville svare.",
    "Det her kommer du til at fortryde, det kan jeg love dig.",
};
static const char *const threat[] = {
    "Jeg kommer ned til jer, og så bliver det ikke rart.",
    "Han sagde, at han ville gøre mig ondt, hvis pengene ikke kom.",
    "Du skal passe godt på din familie.",
    "Han truede med at møde op og tage noget med i hånden.",
    "Jeg venter på dig udenfor, når du skal hjem.",
    "Hun sagde, at hun vidste, hvor min bil holder, og at den ikke holder der længe.",
    "Så må jeg jo selv komme og få jer til at forstå det med magt.",
};
static const char *const suicidal[] = {
    "Hun sagde, at hun ikke så nogen grund til at leve videre.",
    "Han sagde farvel på en måde, der gjorde mig bange for, hvad han ville gøre.",
    "Hvis I tager det her fra mig, så er der ikke mere tilbage for mig.",
    "Hun fortalte, at hun havde lagt et brev til sine børn.",
};
static const char *const bomb[] = {
    "Der er lagt noget i jeres bygning, og I har ikke ret lang tid.",
    "I skal ud alle sammen, for det hele ryger i luften.",
};
static const char *const digital[] = {
    "Et billede af mig blev lagt op i en gruppe med en hånlig tekst.",
    "Mit navn og min arbejdsplads blev delt med en opfordring til at skrive til mig.",
    "En borger har skrevet hadefulde kommentarer under et opslag, hvor jeg er nævnt.",
    "Jeg fik en privat besked om samtalen, som jeg aldrig har svaret på.",
};
static const char *const before[] = {
    "Borgeren havde ventet længe i køen, inden jeg tog telefonen.",
    "Der var kommet afslag på en ansøgning samme morgen.",
    "Det var fjerde gang, borgeren blev stillet om.",
    "Udbetalingen var blevet forsinket hen over weekenden.",
    "Brevet i den digitale postkasse var svært at forstå.",
    "Borgeren manglede sit login og kunne ikke komme videre selv.",
    "Jeg måtte fortælle, at sagen stadig ventede på svar.",
    "Vi havde sendt en rykker ved en fejl.",
    "Jeg kunne ikke udlevere oplysninger om en anden person.",
    "Det lød, som om der var drukket en del.",
    "Borgeren var stresset, og der græd et barn i baggrunden.",
    "Reglerne er lige blevet lavet om, og borgeren fik mindre end før.",
    "Nabosagen var blevet afgjort hurtigere, og det føltes uretfærdigt.",
    "Der var ikke gået mange sekunder, før tonen blev hård.",
};
static const char *const helped[] = {
    "Jeg talte langsommere og gentog, hvad jeg havde hørt.",
    "Det hjalp, at en kollega satte sig ved siden af mig.",
    "Jeg sagde roligt, at jeg afslutter samtalen, hvis det fortsætter.",
    "En kort pause bagefter og en kop kaffe med holdet.",
    "At få lov at give samtalen videre til min leder.",
    "Jeg lod borgeren tale ud, og så faldt der ro på.",
    "Kortet med sætninger på skærmen hjalp mig til at finde ordene.",
    "At jeg kunne tilbyde at ringe tilbage samme dag.",
    "Vi talte om det på holdet, og andre kendte det godt.",
    "Jeg undskyldte ventetiden, og så blev det bedre.",
    "Det hjalp at rejse mig op og trække vejret.",
    "Min mentor hørte med på resten af samtalen.",
};
static const char *const seen_by[] = {
    "Kollegaen ved siden af hørte det meste.",
    "Min mentor lyttede med.",
    "Supervisor stod ved mit bord.",
    "Ingen, jeg sad alene i enden af lokalet.",
    "Hele holdet kunne høre, at jeg blev råbt ad.",
    "Jeg arbejdede hjemme, så ingen hørte det.",
};
static const char *const corrections[] = {
    "Rettelse: det var ikke helt ordret, men meningen var den samme.",
    "Jeg har tænkt over det og vil gerne tilføje, at det skete to gange i samtalen.",
    "Præcisering efter at have talt med min leder: jeg nåede at advare først.",
    "Jeg huskede rækkefølgen forkert, advarslen kom før det groveste.",
};

struct pool {
    const char *const *at;
    size_t n;
};
/* clang-format off */
#define POOL(list) {list, sizeof(list) / sizeof *(list)}
/* clang-format on */

static const struct pool words_of[DEMO_KIND_N] = {
    [DEMO_TONE] = POOL(rude),
    [DEMO_ABUSE] = POOL(abuse),
    [DEMO_HARASSMENT] = POOL(harassment),
    [DEMO_THREAT] = POOL(threat),
    [DEMO_GRAVE] = POOL(threat),
    [DEMO_SUICIDAL] = POOL(suicidal),
    [DEMO_BOMB] = POOL(bomb),
    [DEMO_DIGITAL] = POOL(digital),
};
static const struct pool others[INCIDENT_FIELD_N] = {
    [INCIDENT_FIELD_BEFORE] = POOL(before),
    [INCIDENT_FIELD_HELPED] = POOL(helped),
    [INCIDENT_FIELD_SEEN_BY] = POOL(seen_by),
};
static const struct pool all_corrections = POOL(corrections);

static const char *draw(struct demo_random *r, const struct pool *p)
{
    return p->at[demo_random_below(r, (int64_t)p->n)];
}

const char *demo_text(struct demo_random *r, enum demo_kind kind, enum incident_field field)
{
    return draw(r, field == INCIDENT_FIELD_WORDS ? &words_of[kind] : &others[field]);
}

const char *demo_correction(struct demo_random *r)
{
    return draw(r, &all_corrections);
}
