/* The questions: the program's own, and a centre's in versions.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/pulses/pulses_parts.h"

#include "base/clock.h"
#include "base/id.h"
#include "base/utf8.h"
#include "core/audit.h"
#include "core/refuse.h"

const char *const pulses_moment_words[] = {
#define X(name, word, day) word,
    PULSES_MOMENTS(X)
#undef X
        NULL};

static const enum text_key own_words[PULSES_QUESTIONS] = {
    T_PULSES_OWN_1, T_PULSES_OWN_2, T_PULSES_OWN_3, T_PULSES_OWN_4,
    T_PULSES_OWN_5, T_PULSES_OWN_6, T_PULSES_OWN_7, T_PULSES_OWN_8};

int64_t pulses_moment_day(int64_t moment)
{
    static const int64_t days[PULSES_MOMENT_N] = {
#define X(name, word, day) day,
        PULSES_MOMENTS(X)
#undef X
    };
    return days[moment];
}

bool pulses_is_asked(int64_t moment, size_t question)
{
    size_t left_out = moment == PULSES_EXIT ? PULSES_QUESTIONS - 2 : PULSES_QUESTIONS - 1;

    return question != left_out;
}

enum status pulses_today(struct db *db, struct arena *a, int64_t centre_id,
                         const struct zone **ret_zone, int32_t *ret_day)
{
    struct pulses_centre_row centre;

    TRY(q_pulses_centre(db, a, centre_id, &centre));
    TRY(zone_find(centre.zone, ret_zone));
    *ret_day = zone_day(*ret_zone, clock_now());
    return OK;
}

/* ---- reading */

enum status pulses_version_now(struct db *db, struct arena *a, int64_t centre_id, int64_t *ret)
{
    struct pulses_set_row row = {0};
    enum status found = q_pulses_latest(db, a, centre_id, &row);

    if (found != OK && found != MISSING)
        return found;
    *ret = found == OK ? row.version : 0;
    return OK;
}

static enum status fill(struct db *db, struct arena *a, const struct pulses_set_row *set,
                        struct pulses_questions *q)
{
    struct pulses_text_row_list rows;

    TRY(q_pulses_texts(db, a, set->id, &rows));
    for (size_t i = 0; i < rows.n; i++)
        if (rows.at[i].place >= 0 && rows.at[i].place < PULSES_QUESTIONS) {
            q->text[LANG_DA][rows.at[i].place] = rows.at[i].text_da;
            q->text[LANG_EN][rows.at[i].place] = rows.at[i].text_en;
        }
    q->version = set->version;
    q->made_at = set->made_at;
    return OK;
}

enum status pulses_find(struct db *db, struct arena *a, int64_t centre_id, int64_t version,
                        struct pulses_questions *ret)
{
    struct pulses_questions q = {0};
    struct pulses_set_row set;
    enum status found = MISSING;

    for (int lang = 0; lang < LANG_N; lang++)
        for (int i = 0; i < PULSES_QUESTIONS; i++)
            q.text[lang][i] = text((enum lang)lang, own_words[i]);
    if (version != 0)
        found = version == PULSES_NOW ? q_pulses_latest(db, a, centre_id, &set)
                                      : q_pulses_of_version(db, a, centre_id, version, &set);
    if (found == OK)
        TRY(fill(db, a, &set, &q));
    else if (found != MISSING || (version != 0 && version != PULSES_NOW))
        return found;
    *ret = q;
    return OK;
}

enum status pulses_questions(struct db *db, struct arena *a, const struct actor *who,
                             int64_t version, struct pulses_questions *ret)
{
    if (!may(who, PERM_SIGNED_IN) && !may(who, PERM_PULSE_READ))
        return fail(DENIED, "not signed in");
    return pulses_find(db, a, who->centre_id, version, ret);
}

enum status pulses_versions(struct db *db, struct arena *a, const struct actor *who,
                            struct pulses_version_row_list *ret)
{
    if (!may(who, PERM_SIGNED_IN))
        return fail(DENIED, "not signed in");
    return q_pulses_versions(db, a, who->centre_id, ret);
}

/* ---- changing */

bool pulses_may_set(const struct actor *who)
{
    return who->centre_id != 0 && may_reach(who, PERM_PULSE_SET, -1, 0);
}

static enum status check_texts(const struct pulses_questions *to)
{
    for (int lang = 0; lang < LANG_N; lang++)
        for (int i = 0; i < PULSES_QUESTIONS; i++) {
            if (to->text[lang][i].n == 0)
                return refuse(INVALID, T_PULSES_EMPTY);
            if (utf8_length(to->text[lang][i]) > PULSES_TEXT_MAX)
                return refuse(TOO_LARGE, T_PULSES_TOO_LONG);
        }
    return OK;
}

enum status pulses_put(struct db *db, struct arena *a, const struct actor *who,
                       const struct pulses_questions *to)
{
    int64_t id = id_new(), now;
    DB_TX(tx, db);

    if (!pulses_may_set(who))
        return fail(DENIED, "may not change the questions");
    TRY(check_texts(to));
    TRY(pulses_version_now(db, a, who->centre_id, &now));
    if (to->version != now)
        return refuse(CONFLICT, T_PULSES_CHANGED_MEANWHILE);
    TRY(q_pulses_version_insert(db, id, who->centre_id, now + 1, clock_now(), who->person_id));
    for (int i = 0; i < PULSES_QUESTIONS; i++)
        TRY(q_pulses_text_insert(db, id, i, to->text[LANG_DA][i], to->text[LANG_EN][i]));
    TRY(audit(db, who, AUDIT_PULSE_SET, id, STR("version")));
    return db_commit(&tx);
}
