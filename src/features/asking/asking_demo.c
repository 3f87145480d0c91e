/* What is asked in an invented centre, and what is known there.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/asking/asking_demo.h"

#include "base/clock.h"
#include "features/asking/asking_parts.h"

static const struct {
    const char *title, *body;
    int days; /* until it is to be looked at; fewer than 0: late */
} cards[] = {
    {"Hvor lang er klagefristen?",
     "**Fire uger** fra den dag, borgeren fik afgørelsen.\n\n- Klagen sendes til den afdeling, der "
     "traf afgørelsen.\n"
     "- De ser på sagen igen, før den går videre.\n- Er fristen lige overskredet, så send klagen "
     "ind alligevel.",
     240},
    {"Må en pårørende få noget at vide?",
     "Kun med **fuldmagt**, eller når borgeren er med på linjen og siger ja.\n\nUden fuldmagt må "
     "du gerne fortælle om "
     "reglerne i almindelighed.",
     120},
    {"Borgeren kan ikke komme på MitID",
     "1. Spørg, om det er spærret eller glemt.\n2. Glemt kode: borgeren nulstiller selv i "
     "appen.\n3. Spærret: bestil tid i "
     "borgerservice og husk gyldig legitimation.\n\nHar nogen misbrugt det, skal det spærres med "
     "det samme.",
     60},
    {"Hvornår kommer pengene?",
     "Sidste bankdag i måneden. Kommer de ikke, så se efter, om borgerens **NemKonto** er skiftet.",
     -8},
    {"Aktindsigt i egen sag",
     "Alle kan se deres egen sag. Skriv ned, hvad borgeren vil se, og send det til afdelingen "
     "samme dag. De svarer inden syv "
     "arbejdsdage.",
     300},
};

static const struct {
    const char *text, *answer;
    bool anonymous, helped;
    int hours_ago, wait_s;
} questions[] = {
    {"Må jeg give en borger navnet på den sagsbehandler, der har sagen?",
     "Ja, når borgeren selv er part i sagen. Er der navnebeskyttelse på sagen, står det øverst.",
     false, true, 170, 45},
    {"Hvad siger jeg, når en borger vil optage samtalen?",
     "Sig, at det må borgeren gerne til eget brug, og at vi selv ikke optager. Bliver du utryg, så "
     "tilkald en kollega.",
     true, true, 120, 75},
    {"Kan en borger få udbetalt et beløb før tid?",
     "Kun i helt særlige tilfælde. Send det til afdelingen, og lov ikke noget i telefonen.", false,
     false, 75, 130},
    {"Hvordan får jeg stillet om til en anden kommune uden at miste samtalen?",
     "Tryk overfør, vent på svar, og læg først på, når du har fortalt, hvad sagen drejer sig om.",
     true, true, 50, 28},
    {"Jeg kan ikke finde blanketten til friplads. Hvor ligger den?",
     "Den er kun digital nu. Søg på friplads på selvbetjeningssiden.", false, true, 27, 60},
};

static enum status put_card(struct db *db, struct arena *a, const struct asking_demo *d, size_t i)
{
    int64_t made_at = d->end_at - (90 - (int64_t)i * 7) * DAY_MS,
            id = d->next_id(d->context, made_at), owner = d->people[i % ASKING_DEMO_PEOPLE];

    TRY(q_asking_card_insert(db, id, d->centre_id, str_of(cards[i].title), str_of(cards[i].body),
                             owner, d->end_at / DAY_MS + cards[i].days, made_at, owner));
    return asking_index(db, a, d->centre_id, ASKING_CARD, id, str_of(cards[i].title),
                        str_of(cards[i].body));
}

static enum status put_question(struct db *db, struct arena *a, const struct asking_demo *d,
                                size_t i)
{
    int64_t asked_at = d->end_at - questions[i].hours_ago * HOUR_MS,
            answered_at = asked_at + questions[i].wait_s * 1000,
            id = d->next_id(d->context, asked_at);
    bool nobody = questions[i].anonymous;
    struct str text = str_of(questions[i].text), answer = str_of(questions[i].answer);

    TRY(q_asking_insert(db, id, d->centre_id, nobody, nobody ? 0 : d->visitor, STR(""), text,
                        nobody ? asking_hour(asked_at) : asked_at, true));
    TRY(q_asking_reply_insert(db, id, ASKING_ANSWER, d->people[i % ASKING_DEMO_PEOPLE], answer,
                              nobody ? asking_hour(answered_at) : answered_at));
    TRY(q_asking_stands(db, id, questions[i].helped ? ASKING_HELPED : ASKING_ANSWERED, true));
    if (questions[i].helped)
        TRY(q_asking_reply_helped(db, id));
    return asking_index(db, a, d->centre_id, ASKING_QUESTION, id, text, answer);
}

/* Answered sooner in the morning than late in the afternoon. */
static enum status put_waits(struct db *db, struct arena *a, const struct asking_demo *d)
{
    for (int64_t i = 0; i < 280; i++) {
        int64_t day = i % 56, hour = 8 + i * 7 % 8,
                waited = 15 + i * 37 % 50 + (hour - 8) * 9 + (i % 11 == 0 ? 160 : 0);
        struct asking_question_row q = {.centre_id = d->centre_id,
                                        .waits_since =
                                            d->end_at - (day + 1) * DAY_MS + hour * HOUR_MS};

        if ((q.waits_since / DAY_MS + 3) % 7 < 5) /* Monday to Friday */
            TRY(asking_measured(db, a, &q, waited));
    }
    return OK;
}

enum status asking_demo(struct db *db, struct arena *a, const struct asking_demo *d)
{
    for (size_t i = 0; i < sizeof cards / sizeof cards[0]; i++)
        TRY(put_card(db, a, d, i));
    for (size_t i = 0; i < sizeof questions / sizeof questions[0]; i++)
        TRY(put_question(db, a, d, i));
    return put_waits(db, a, d);
}
