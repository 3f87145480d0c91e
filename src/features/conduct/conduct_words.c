/* A centre's own letter texts and terms. What it has not written or set is the program's own.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/conduct/conduct_parts.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "core/audit.h"
#include "core/refuse.h"

static const enum text_key template_texts[CONDUCT_LETTER_N] = {
#define X(name, word) T_CONDUCT_TEMPLATE_##name,
    CONDUCT_LETTERS(X)
#undef X
};

const struct conduct_term_bounds conduct_term_defaults[CONDUCT_TERM_N] = {
    [CONDUCT_TERM_MAX] = {180, 1, 730, T_CONDUCT_SOURCE_MAX},
    [CONDUCT_TERM_REVIEW] = {90, 1, 365, T_CONDUCT_SOURCE_REVIEW},
    [CONDUCT_TERM_HEARING] = {14, 1, 60, T_CONDUCT_SOURCE_HEARING},
    [CONDUCT_TERM_ANSWER] = {3, 1, 30, T_CONDUCT_SOURCE_ANSWER},
    [CONDUCT_TERM_REMIND] = {14, 1, 60, T_CONDUCT_SOURCE_REMIND},
    [CONDUCT_TERM_OLD] = {365, 30, 730, T_CONDUCT_SOURCE_OLD},
};

static bool may_write(const struct actor *who)
{
    return may(who, PERM_CONDUCT_WORDS) && who->centre_id != 0;
}

/* ---- templates */

enum status conduct_template(struct db *db, struct arena *a, int64_t centre_id,
                             enum conduct_letter_kind kind, enum lang lang,
                             struct conduct_template *ret)
{
    struct conduct_template_row row;
    struct conduct_template t = {.body = text(lang, template_texts[kind])};
    enum status found = q_conduct_template_latest(db, a, centre_id, kind, lang_code(lang), &row);

    if (found != OK && found != MISSING)
        return found;
    if (found == OK) {
        t.body = row.body;
        t.version = row.version;
    }
    TRY(q_conduct_template_versions(db, a, centre_id, kind, lang_code(lang), &t.versions));
    *ret = t;
    return OK;
}

enum status conduct_template_set(struct db *db, struct arena *a, const struct actor *who,
                                 enum conduct_letter_kind kind, enum lang lang, struct str body)
{
    struct conduct_template now;
    DB_TX(tx, db);

    if (!may_write(who))
        return fail(DENIED, "may not");
    if (body.n == 0)
        return refuse(INVALID, T_CONDUCT_LETTER_EMPTY);
    if (utf8_length(body) > CONDUCT_LETTER_MAX)
        return refuse(TOO_LARGE, T_CONDUCT_TOO_LONG);
    TRY(conduct_no_cpr(&body, 1));
    TRY(conduct_template(db, a, who->centre_id, kind, lang, &now));
    if (str_eq(now.body, body))
        return OK;
    TRY(q_conduct_template_insert(db, who->centre_id, kind, lang_code(lang), now.version + 1, body,
                                  clock_now(), who->person_id));
    TRY(audit(db, who, AUDIT_CONDUCT_WORDS_CHANGED, who->centre_id,
              str_of(conduct_letter_words[kind])));
    return db_commit(&tx);
}

/* ---- terms */

enum status conduct_terms(struct db *db, struct arena *a, int64_t centre_id,
                          struct conduct_term_value ret[CONDUCT_TERM_N])
{
    struct conduct_term_row_list rows;

    TRY(q_conduct_terms(db, a, centre_id, &rows));
    for (int i = 0; i < CONDUCT_TERM_N; i++)
        ret[i] = (struct conduct_term_value){.days = conduct_term_defaults[i].days};
    for (size_t i = 0; i < rows.n; i++) { /* a later version stands behind an earlier one */
        const struct conduct_term_row *r = &rows.at[i];

        if (r->kind >= 0 && r->kind < CONDUCT_TERM_N)
            ret[r->kind] =
                (struct conduct_term_value){r->amount, r->source, r->verified_on, r->version};
    }
    return OK;
}

enum status conduct_term_set(struct db *db, struct arena *a, const struct actor *who,
                             enum conduct_term kind, const struct conduct_term_value *value)
{
    const struct conduct_term_bounds *bounds = &conduct_term_defaults[kind];
    struct conduct_term_value now[CONDUCT_TERM_N];
    const struct zone *zone;
    DB_TX(tx, db);

    if (!may_write(who))
        return fail(DENIED, "may not");
    if (value->days < bounds->min || value->days > bounds->max)
        return refuse(INVALID, T_CONDUCT_TERM_BOUNDS);
    if (value->source.n == 0 || utf8_length(value->source) > CONDUCT_TEXT_MAX)
        return refuse(INVALID, T_CONDUCT_TERM_SOURCE);
    TRY(conduct_zone(db, a, who->centre_id, &zone));
    if (value->verified_on < 0 || value->verified_on > zone_day(zone, clock_now()))
        return refuse(INVALID, T_CONDUCT_TERM_CHECKED);
    TRY(conduct_terms(db, a, who->centre_id, now));
    TRY(q_conduct_term_insert(db, who->centre_id, kind, now[kind].version + 1, value->days,
                              value->source, value->verified_on, clock_now(), who->person_id));
    TRY(audit(db, who, AUDIT_CONDUCT_WORDS_CHANGED, who->centre_id,
              str_of(conduct_term_words[kind])));
    return db_commit(&tx);
}
