/* Warn, then end: agreed words, times of the server, and the log of a right that was used.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/help/help_parts.h"

#include "base/clock.h"
#include "base/id.h"
#include "base/utf8.h"
#include "core/audit.h"
#include "core/refuse.h"
#include "features/incidents/incidents.h"

const char *const help_outcome_words[] = {
#define X(name, word) word,
    HELP_OUTCOMES(X)
#undef X
        NULL};
const char *const help_warn_act_words[] = {
#define X(name, word) word,
    HELP_WARN_ACTS(X)
#undef X
        NULL};

/* ---- the words */

static const enum text_key own_words[HELP_SAY_N] = {
#define X(name, word) [HELP_SAY_##name] = T_HELP_SAY_##name,
    HELP_SAYS(X)
#undef X
};

enum status help_wording_get(struct db *db, struct arena *a, int64_t centre_id,
                             struct help_wording *ret)
{
    struct help_wording_row row;
    struct help_wording_text_row_list texts;
    struct help_wording w = {0};
    enum status found = q_help_wording_latest(db, a, centre_id, &row);

    if (found != OK && found != MISSING)
        return found;
    for (int lang = 0; lang < LANG_N; lang++)
        for (int part = 0; part < HELP_SAY_N; part++)
            w.text[lang][part] = text((enum lang)lang, own_words[part]);
    if (found == OK) {
        TRY(q_help_wording_texts(db, a, row.id, &texts));
        for (size_t i = 0; i < texts.n; i++) {
            const struct help_wording_text_row *t = &texts.at[i];

            if (t->lang >= 0 && t->lang < LANG_N && t->part >= 0 && t->part < HELP_SAY_N)
                w.text[t->lang][t->part] = t->text;
        }
        w.version = row.version;
        w.made_at = row.made_at;
    }
    *ret = w;
    return OK;
}

enum status help_wording_put(struct db *db, struct arena *a, const struct actor *who,
                             struct str text[LANG_N][HELP_SAY_N])
{
    struct help_wording_row latest = {0};
    int64_t id = id_new();
    DB_TX(tx, db);

    if (!may(who, PERM_HELP_SET))
        return fail(DENIED, "may not change the words");
    enum status found = q_help_wording_latest(db, a, who->centre_id, &latest);
    if (found != OK && found != MISSING)
        return found;
    TRY(q_help_wording_insert(db, id, who->centre_id, latest.version + 1, clock_now(),
                              who->person_id));
    for (int lang = 0; lang < LANG_N; lang++)
        for (int part = 0; part < HELP_SAY_N; part++) {
            struct str t = text[lang][part];

            if (t.n == 0)
                return refuse(INVALID, T_HELP_SAY_EMPTY);
            if (utf8_length(t) > HELP_SAY_MAX)
                return refuse(TOO_LARGE, T_HELP_SAY_TOO_LONG);
            TRY(q_help_wording_text_insert(db, id, lang, part, t));
        }
    TRY(audit(db, who, AUDIT_HELP_SET, id, STR("words")));
    return db_commit(&tx);
}

/* ---- one call */

enum status help_warning_latest(struct db *db, struct arena *a, const struct actor *who,
                                struct help_warning_row *ret)
{
    return q_help_warning_newest(db, a, who->person_id, clock_now() - HELP_SHOWN_MS, ret);
}

/* The running one, made when there is none; taken for this transaction. */
static enum status running(struct db *db, struct arena *a, const struct actor *who,
                           struct help_warning_row *ret)
{
    struct help_wording wording;
    int64_t n;

    TRY(help_wording_get(db, a, who->centre_id, &wording));
    TRY(q_help_warning_insert(db, id_new(), who->centre_id, who->person_id, wording.version,
                              clock_now(), &n));
    TRY(q_help_warning_lock(db, who->person_id, &n));
    return q_help_warning_newest(db, a, who->person_id, INT64_MAX, ret);
}

/* The log of it, in the same transaction: what was done is a right used; how hard it hit, the employee says afterwards. */
static enum status log_it(struct db *db, struct arena *a, const struct actor *who,
                          const struct zone *zone, const struct help_warning_row *w, bool threat,
                          int64_t *ret_incident_id)
{
    struct incident_logged logged;
    struct incident_entry e = {
        .client_key = arena_printf(a, "warning-%lld", (long long)w->id),
        .occurred_at = w->began_at,
        .class = threat ? INCIDENT_D : INCIDENT_B,
        .rate_later = true,
        .acts = threat ? HELP_BIT(INCIDENT_ACT_ENDED_THREAT) |
                             (w->warned_at != 0 ? HELP_BIT(INCIDENT_ACT_WARNED) : 0)
                       : HELP_BIT(INCIDENT_ACT_WARNED) | HELP_BIT(INCIDENT_ACT_ENDED_AFTER_WARNING),
    };

    TRY(incident_log(db, a, who, zone, &e, &logged));
    *ret_incident_id = logged.id;
    return OK;
}

/* One stays on the line and somebody comes: silent, since the caller hears the room. */
static enum status relief(struct db *db, struct arena *a, const struct actor *who,
                          const struct help_warning_row *w, int64_t *ret_request_id)
{
    struct help_press press = {.client_key = arena_printf(a, "warning-%lld", (long long)w->id),
                               .kind = HELP_ACUTE,
                               .silent = true};
    struct help_pressed pressed;

    TRY(help_press_in(db, a, who, &press, &pressed));
    *ret_request_id = pressed.id;
    return OK;
}

static enum status do_act(struct db *db, struct arena *a, const struct actor *who,
                          const struct zone *zone, enum help_warn_act act,
                          const struct help_warning_row *w)
{
    int64_t now = clock_now(), incident_id = 0, request_id = 0;

    switch (act) {
    case HELP_WARN_DO_NAME:
        return q_help_warning_named(db, w->id, now);
    case HELP_WARN_DO_WARN:
        return q_help_warning_warned(db, w->id, now);
    case HELP_WARN_DO_END:
        if (w->warned_at == 0)
            return refuse(CONFLICT, T_HELP_WARN_FIRST);
        TRY(log_it(db, a, who, zone, w, false, &incident_id));
        return q_help_warning_end(db, w->id, now, HELP_OUT_AFTER_WARNING, incident_id, 0);
    case HELP_WARN_DO_THREAT:
        TRY(log_it(db, a, who, zone, w, true, &incident_id));
        return q_help_warning_end(db, w->id, now, HELP_OUT_THREAT, incident_id, 0);
    case HELP_WARN_DO_CALMED:
        return q_help_warning_end(db, w->id, now, HELP_OUT_CALMED, 0, 0);
    case HELP_WARN_DO_SUICIDE:
    case HELP_WARN_DO_BOMB:
        TRY(relief(db, a, who, w, &request_id));
        return q_help_warning_end(
            db, w->id, now, act == HELP_WARN_DO_BOMB ? HELP_OUT_STAY_BOMB : HELP_OUT_STAY_SUICIDE,
            0, request_id);
    case HELP_WARN_ACT_N:
        break;
    }
    return refuse(INVALID, T_HELP_BAD_KIND);
}

enum status help_warn(struct db *db, struct arena *a, const struct actor *who,
                      const struct zone *zone, enum help_warn_act act, struct help_warning_row *ret)
{
    struct help_warning_row w;
    DB_TX(tx, db);

    if (!may(who, PERM_HELP))
        return fail(DENIED, "may not");
    TRY(running(db, a, who, &w));
    TRY(do_act(db, a, who, zone, act, &w));
    TRY(audit(db, who, AUDIT_HELP_WARNED, w.id,
              act < HELP_WARN_ACT_N ? str_of(help_warn_act_words[act]) : STR("")));
    TRY(q_help_warning_newest(db, a, who->person_id, w.began_at, ret));
    TRY(db_commit(&tx));
    jobs_wake();
    return OK;
}
