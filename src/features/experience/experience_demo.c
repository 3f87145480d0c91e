/* What newcomers meet in their first weeks on the phone.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/experience/experience_demo.h"

#include "base/clock.h"

#define BIT(help) (INT64_C(1) << EXPERIENCE_HELP_##help)

static const struct {
    int who, days_ago;
    int64_t kind, strength, helps;
    const char *note, *telling;
    bool for_mentor, wants_talk;
} entries[] = {
    {0, 9, EXPERIENCE_ANGRY, 4, BIT(LISTENED) | BIT(PAUSE), "Jeg blev ved med at forklare.",
     "En borger fik nej til sin ansøgning og ville have, at jeg lavede det om. Jo mere jeg "
     "forklarede, jo højere blev stemmen.",
     true, false},
    {0, 7, EXPERIENCE_AGAIN, 3, BIT(LOOKED_UP), "",
     "Hun havde ringet hele ugen og var blevet stillet om hver gang. Jeg kunne høre, at hun havde "
     "givet op på forhånd.",
     false, false},
    {0, 5, EXPERIENCE_UNSURE, 2, BIT(COLLEAGUE), "Spurgte i kanalen og fik svar på to minutter.",
     "Jeg kendte ikke reglen og turde ikke sige det. Der blev meget stille i røret.", true, false},
    {0, 2, EXPERIENCE_THREAT, 5, BIT(ENDED) | BIT(COLLEAGUE), "Jeg rystede bagefter.", "", true,
     true},
    {0, 1, EXPERIENCE_ENDLESS, 1, BIT(NOTHING), "", "", false, false},
    {1, 8, EXPERIENCE_GRIEF, 4, BIT(LISTENED), "",
     "Han skulle bare have en blanket, og så begyndte han at græde. Han havde lige mistet sin "
     "kone.",
     true, false},
    {1, 6, EXPERIENCE_ANGRY, 3, BIT(LIMIT), "",
     "En borger råbte af mig over et brev, jeg aldrig havde set.", false, false},
    {1, 3, EXPERIENCE_SLUR, 4, BIT(LIMIT) | BIT(ENDED), "",
     "Samtalen gik fra sagen til min udtale. Jeg sagde, at det ikke var i orden, og at jeg ville "
     "afslutte, hvis det fortsatte.",
     false, false},
};

static enum status put(struct db *db, const struct experience_demo *d, size_t i)
{
    int64_t person_id = d->person_id[entries[i].who],
            at = d->end_at - entries[i].days_ago * DAY_MS - (10 + (int64_t)(i % 4)) * HOUR_MS, id;
    char key[32];

    if (person_id == 0 || at < d->from_at)
        return OK;
    id = d->next_id(d->context, at);
    snprintf(key, sizeof key, "demo-%zu-entry", i);
    TRY(q_experience_insert(db, id, d->centre_id, person_id, str_of(key), 0, entries[i].kind,
                            entries[i].strength, entries[i].helps, str_of(entries[i].note),
                            entries[i].wants_talk, entries[i].for_mentor,
                            entries[i].telling[0] != '\0', at, at));
    if (entries[i].telling[0] == '\0')
        return OK;
    return q_experience_change(db, id, entries[i].kind, entries[i].strength, entries[i].helps,
                               str_of(entries[i].note), str_of(entries[i].telling),
                               entries[i].wants_talk, entries[i].for_mentor, true);
}

enum status experience_demo(struct db *db, struct arena *a, const struct experience_demo *d)
{
    (void)a;
    for (size_t i = 0; i < sizeof entries / sizeof entries[0]; i++)
        TRY(put(db, d, i));
    return OK;
}
