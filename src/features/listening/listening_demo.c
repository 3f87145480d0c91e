/* A session that was held, one that is agreed, and one that somebody asks for.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/listening/listening_demo.h"

#include "features/listening/listening_parts.h"

#define MINUTES 45

static const struct {
    int minute;
    const char *text;
} notes[] = {
    {2, "Siger centerets navn og sit eget, tager sig tid til begyndelsen"},
    {9, "Gentager borgerens spørgsmål med egne ord. Borgeren falder ned"},
    {17, "\"Dispensation\" og \"partshøring\" i samme sætning. Borgeren spørger to gange"},
    {31, "Venter roligt, mens borgeren finder brevet frem"},
};

static enum status put_held(struct db *db, const struct listening_demo *d)
{
    int64_t id = d->next_id(d->context, d->held_at - 3 * DAY_MS), changed = 0,
            over = d->held_at + MINUTES * MINUTE_MS;

    TRY(q_listening_insert(db, id, d->centre_id, d->team_id, d->newcomer_id, d->mentor_id,
                           LISTENING_PROPOSED, false, d->held_at, MINUTES, LISTENING_BESIDE,
                           LISTENING_BIT(LISTENING_ON_OPENING) |
                               LISTENING_BIT(LISTENING_ON_WORDING),
                           STR("At sige det svære enkelt"), d->held_at - 3 * DAY_MS));
    TRY(q_listening_accept(db, id, 1, LISTENING_BOOKED, d->held_at - 2 * DAY_MS, &changed));
    TRY(q_listening_begin(db, id, 2, LISTENING_RUNNING, d->held_at, &changed));
    TRY(q_listening_announce(db, id, 3, d->held_at + MINUTE_MS, 0, &changed));
    for (size_t i = 0; i < sizeof notes / sizeof notes[0]; i++) {
        int64_t at = d->held_at + notes[i].minute * MINUTE_MS, note_id = d->next_id(d->context, at);
        char key[24];

        snprintf(key, sizeof key, "%lld", (long long)note_id);
        TRY(q_listening_note_insert(db, note_id, id, str_of(key), at, str_of(notes[i].text),
                                    &changed));
    }
    TRY(q_listening_stop(db, id, 4, LISTENING_STOPPED, over, d->mentor_id, 0, &changed));
    TRY(q_listening_finish(
        db, id, 5, LISTENING_HELD, over + 10 * MINUTE_MS,
        STR("Du giver borgeren ro ved at begynde langsomt."),
        STR("Du gentager spørgsmålet, så borgeren kan høre, at du har forstået det."),
        STR("Sig fagordet med et almindeligt ord først, og fagordet bagefter."),
        (d->next_at / DAY_MS), &changed));
    return q_listening_answer(
        db, id, 6, over + HOUR_MS,
        STR("Tak. Jeg havde slet ikke hørt, at jeg sagde det på den måde. Jeg øver mig."),
        &changed);
}

static enum status put_booked(struct db *db, const struct listening_demo *d)
{
    int64_t id = d->next_id(d->context, d->asked_at), changed = 0;

    TRY(q_listening_insert(db, id, d->centre_id, d->team_id, d->newcomer_id, d->mentor_id,
                           LISTENING_PROPOSED, false, d->next_at, MINUTES, LISTENING_LIVE,
                           LISTENING_BIT(LISTENING_ON_WORDING), STR(""), d->asked_at));
    return q_listening_accept(db, id, 1, LISTENING_BOOKED, d->asked_at + HOUR_MS, &changed);
}

enum status listening_demo(struct db *db, const struct listening_demo *d)
{
    TRY(put_held(db, d));
    TRY(put_booked(db, d));
    if (d->asker_id == 0)
        return OK;
    return q_listening_insert(db, d->next_id(d->context, d->asked_at + 2 * HOUR_MS), d->centre_id,
                              d->asker_team_id, d->asker_id, 0, LISTENING_ASKED, true, 0, 30,
                              LISTENING_BESIDE, LISTENING_BIT(LISTENING_ON_CLOSING),
                              STR("Hvordan jeg får sagt farvel til dem, der gerne vil snakke"),
                              d->asked_at + 2 * HOUR_MS);
}
