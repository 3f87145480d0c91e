/* Reading, changing and understanding the limits.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/limits/limits_parts.h"

#include "base/clock.h"
#include "base/id.h"
#include "base/utf8.h"
#include "core/audit.h"
#include "core/refuse.h"

const char *const limits_choice_words[] = {"a", "b", "c", NULL};

static const enum text_key own_words[LIMITS_PART_N] = {
#define X(name, word, kind) [LIMITS_##name] = T_LIMITS_OWN_##name,
    LIMITS_PARTS(X)
#undef X
};
static const int64_t own_right[LIMITS_QUESTIONS] = {1, 0, 2};

/* ---- reading */

enum status limits_version_now(struct db *db, struct arena *a, int64_t centre_id, int64_t *ret)
{
    struct limits_row row = {0};
    enum status found = q_limits_latest(db, a, centre_id, &row);

    if (found != OK && found != MISSING)
        return found;
    *ret = found == OK ? row.version : 0;
    return OK;
}

static void fill_own(struct limits *l)
{
    for (int lang = 0; lang < LANG_N; lang++)
        for (int part = 0; part < LIMITS_PART_N; part++)
            l->text[lang][part] = text((enum lang)lang, own_words[part]);
    memcpy(l->right, own_right, sizeof l->right);
}

static enum status fill_version(struct db *db, struct arena *a, const struct limits_row *row,
                                struct limits *l)
{
    struct limits_text_row_list texts;

    TRY(q_limits_texts(db, a, row->id, &texts));
    for (size_t i = 0; i < texts.n; i++) {
        const struct limits_text_row *t = &texts.at[i];

        if (t->lang >= 0 && t->lang < LANG_N && t->part >= 0 && t->part < LIMITS_PART_N)
            l->text[t->lang][t->part] = t->text;
    }
    l->version = row->version;
    l->made_at = row->made_at;
    l->right[0] = row->right_1;
    l->right[1] = row->right_2;
    l->right[2] = row->right_3;
    return OK;
}

static enum status find(struct db *db, struct arena *a, int64_t centre_id, int64_t version,
                        struct limits *ret)
{
    struct limits_row row;
    struct limits l = {0};
    enum status found = MISSING;

    fill_own(&l);
    if (version != 0)
        found = version == LIMITS_NOW ? q_limits_latest(db, a, centre_id, &row)
                                      : q_limits_of_version(db, a, centre_id, version, &row);
    if (found == OK)
        TRY(fill_version(db, a, &row, &l));
    else if (found != MISSING || (version != 0 && version != LIMITS_NOW))
        return found;
    *ret = l;
    return OK;
}

enum status limits_read(struct db *db, struct arena *a, const struct actor *who, int64_t version,
                        struct limits *ret)
{
    if (!may(who, PERM_LIMITS_READ))
        return fail(DENIED, "may not read the limits");
    return find(db, a, who->centre_id, version, ret);
}

enum status limits_versions(struct db *db, struct arena *a, const struct actor *who,
                            struct limits_version_row_list *ret)
{
    if (!may(who, PERM_LIMITS_READ))
        return fail(DENIED, "may not read the limits");
    return q_limits_versions(db, a, who->centre_id, ret);
}

/* ---- changing */

bool limits_may_set(const struct actor *who)
{
    return who->centre_id != 0 && may_reach(who, PERM_LIMITS_SET, -1, 0);
}

static enum status check_texts(const struct limits *to)
{
    for (int i = 0; i < LIMITS_QUESTIONS; i++)
        if (to->right[i] < 0 || to->right[i] >= LIMITS_CHOICES)
            return refuse(INVALID, T_LIMITS_NO_RIGHT);
    for (int lang = 0; lang < LANG_N; lang++)
        for (int part = 0; part < LIMITS_PART_N; part++) {
            if (to->text[lang][part].n == 0)
                return refuse(INVALID, T_LIMITS_EMPTY);
            if (utf8_length(to->text[lang][part]) > LIMITS_TEXT_MAX)
                return refuse(TOO_LARGE, T_LIMITS_TOO_LONG);
        }
    return OK;
}

enum status limits_put(struct db *db, struct arena *a, const struct actor *who,
                       const struct limits *to)
{
    int64_t id = id_new(), now;
    DB_TX(tx, db);

    if (!limits_may_set(who))
        return fail(DENIED, "may not change the limits");
    TRY(check_texts(to));
    TRY(limits_version_now(db, a, who->centre_id, &now));
    if (to->version != now)
        return refuse(CONFLICT, T_LIMITS_CHANGED_MEANWHILE);
    TRY(q_limits_version_insert(db, id, who->centre_id, now + 1, to->right[0], to->right[1],
                                to->right[2], clock_now(), who->person_id));
    for (int lang = 0; lang < LANG_N; lang++)
        for (int part = 0; part < LIMITS_PART_N; part++)
            TRY(q_limits_text_insert(db, id, lang, part, to->text[lang][part]));
    TRY(audit(db, who, AUDIT_LIMITS_SET, id, STR("version")));
    TRY(job_put(db, LIMITS_TELL, who->centre_id, STR(""), clock_now()));
    TRY(db_commit(&tx));
    jobs_wake();
    return OK;
}

/* ---- the check */

enum status limits_understood(struct db *db, struct arena *a, const struct actor *who,
                              int64_t version, int64_t *ret)
{
    struct limits_at_row row = {0};
    enum status found =
        q_limits_understood_at(db, a, who->person_id, who->centre_id, version, &row);

    if (found != OK && found != MISSING)
        return found;
    *ret = found == OK ? row.at : 0;
    return OK;
}

static enum status write_understood(struct db *db, struct arena *a, const struct actor *who,
                                    int64_t version, int64_t *ret_at)
{
    int64_t is_new;

    TRY(q_limits_understood_insert(db, who->person_id, who->centre_id, version, clock_now(),
                                   &is_new));
    if (is_new > 0)
        TRY(audit(db, who, AUDIT_LIMITS_UNDERSTOOD, who->person_id, STR("understood")));
    /* Also the second time: a plan that waits for it may have begun since. */
    TRY(announce_word(db, EVENT_MODULE_PASSED, who->person_id, STR(LIMITS_MODULE)));
    return limits_understood(db, a, who, version, ret_at);
}

enum status limits_check(struct db *db, struct arena *a, const struct actor *who,
                         const struct limits_answers *answers, struct limits_checked *ret)
{
    struct limits l;
    struct limits_checked checked = {0};
    bool all_right = true;
    DB_TX(tx, db);

    if (!may(who, PERM_LIMITS_ANSWER))
        return fail(DENIED, "is not asked");
    TRY(find(db, a, who->centre_id, LIMITS_NOW, &l));
    if (l.version != answers->version)
        return refuse(CONFLICT, T_LIMITS_CHANGED);
    for (int i = 0; i < LIMITS_QUESTIONS; i++) {
        checked.wrong[i] = answers->answer[i] != l.right[i];
        all_right = all_right && !checked.wrong[i];
    }
    if (all_right) {
        TRY(write_understood(db, a, who, l.version, &checked.understood_at));
        TRY(db_commit(&tx));
        jobs_wake();
    }
    *ret = checked;
    return OK;
}
