/* Asking, and what the asker says to the answer.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/asking/asking_parts.h"

#include <sodium.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/utf8.h"
#include "core/audit.h"
#include "core/live.h"
#include "core/refuse.h"
#include "features/help/help.h"
#include "features/notify/notify.h"

const char *const asking_state_words[] = {
#define X(name, word) word,
    ASKING_STATES(X)
#undef X
        NULL};
const char *const asking_as_words[] = {"name", "anonymous", NULL};

/* ---- what says nothing of a person */

int64_t asking_id(void)
{
    int64_t id = 0;

    while (id == 0) {
        random_bytes(&id, sizeof id);
        id &= INT64_MAX;
    }
    return id;
}

int64_t asking_grid(int64_t at_ms)
{
    return (at_ms + ASKING_GRID_MS - 1) / ASKING_GRID_MS * ASKING_GRID_MS;
}

int64_t asking_hour(int64_t at_ms)
{
    return at_ms / HOUR_MS * HOUR_MS;
}

int64_t asking_when(const struct asking_question_row *q)
{
    return q->anonymous ? asking_hour(clock_now()) : clock_now();
}

struct str asking_secret_new(struct arena *a)
{
    return id_secret(a, ASKING_SECRET_BYTES);
}

/* Of the browser's secret, this person and this question: two questions of one browser have nothing in common, and who
 * signs in at the same desk afterwards does not see them. Without the secret it cannot be made. */
static struct str key_hash(struct arena *a, struct str secret, int64_t person_id, int64_t id)
{
    struct str s =
        arena_printf(a, "%.*s %lld %lld", STR_ARG(secret), (long long)person_id, (long long)id);
    unsigned char hash[crypto_generichash_BYTES];
    char *hex = arena_alloc(a, sizeof hash * 2 + 1);

    crypto_generichash(hash, sizeof hash, (const unsigned char *)s.p, s.n, NULL, 0);
    sodium_bin2hex(hex, sizeof hash * 2 + 1, hash, sizeof hash);
    return str_of(hex);
}

bool asking_is_mine(struct arena *a, const struct actor *who, struct str secret,
                    const struct asking_question_row *q)
{
    if (!q->anonymous)
        return q->asked_by == who->person_id;
    return secret.n > 0 && str_eq(q->key_hash, key_hash(a, secret, who->person_id, q->id));
}

/* ---- what its rules share */

enum status asking_is_valid(struct str text, size_t most)
{
    if (text.n == 0)
        return refuse(INVALID, T_ASKING_EMPTY);
    if (text.n > most)
        return refuse(TOO_LARGE, T_ASKING_TOO_LONG);
    return OK;
}

enum status asking_take(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                        struct asking_question_row *ret)
{
    int64_t n;

    if (!may(who, PERM_ASK))
        return fail(DENIED, "may not ask");
    TRY(q_asking_lock(db, id, who->centre_id, &n));
    if (n == 0)
        return fail(MISSING, "no such question here");
    return q_asking_question(db, a, id, who->centre_id, ret);
}

enum status asking_changed(struct db *db, int64_t centre_id, int64_t id)
{
    return live_tell_all(db, centre_id, PERM_ASK, LIVE_ASKING, id);
}

enum status asking_start(struct db *db, struct arena *a, int64_t centre_id, int64_t id)
{
    int64_t now = asking_grid(clock_now());
    struct asking_pace pace;

    TRY(asking_pace(db, a, centre_id, &pace));
    TRY(q_asking_begins(db, id, now, id_secret(a, 12), now, now + pace.leader_s * 1000));
    return asking_wake(db, a, centre_id);
}

enum status asking_hush(struct db *db, const struct asking_question_row *q)
{
    char beginning[64];

    if (q->call_key.n == 0 || q->call_key.n > 40)
        return OK;
    snprintf(beginning, sizeof beginning, "asking.wait %.*s ", STR_ARG(q->call_key));
    return notify_over(db, str_of(beginning));
}

/* ---- asking */

/* The same text again, by the same asker, while it is open: a second click, or a lost answer. */
static enum status find_same(struct db *db, struct arena *a, const struct actor *who,
                             struct str text, enum asking_as as, struct str secret, int64_t *ret)
{
    struct asking_question_row_list rows;

    TRY(q_asking_same(db, a, who->centre_id, text, as == ASKING_ANONYMOUSLY, &rows));
    for (size_t i = 0; i < rows.n; i++)
        if (asking_is_mine(a, who, secret, &rows.at[i]))
            *ret = rows.at[i].id;
    return OK;
}

static enum status put(struct db *db, struct arena *a, const struct actor *who, struct str text,
                       enum asking_as as, struct str secret, int64_t id)
{
    int64_t now = clock_now();

    if (as == ASKING_ANONYMOUSLY)
        return q_asking_insert(db, id, who->centre_id, true, 0,
                               key_hash(a, secret, who->person_id, id), text, asking_hour(now),
                               false);
    TRY(q_asking_insert(db, id, who->centre_id, false, who->person_id, STR(""), text, now, true));
    return audit(db, who, AUDIT_ASKING_ASKED, id, STR("question"));
}

enum status asking_ask(struct db *db, struct arena *a, const struct actor *who, struct str text,
                       enum asking_as as, struct str secret, int64_t *ret_id)
{
    int64_t id = 0;
    DB_TX(tx, db);

    if (!may(who, PERM_ASK))
        return fail(DENIED, "may not ask");
    TRY(asking_is_valid(text, ASKING_TEXT_MAX));
    if (as == ASKING_ANONYMOUSLY && secret.n == 0)
        return refuse(INVALID, T_ASKING_NO_SECRET);
    TRY(find_same(db, a, who, text, as, secret, &id));
    if (id == 0) {
        id = asking_id();
        TRY(put(db, a, who, text, as, secret, id));
        TRY(asking_start(db, a, who->centre_id, id));
        TRY(asking_changed(db, who->centre_id, id));
    }
    TRY(db_commit(&tx));
    jobs_wake();
    *ret_id = id;
    return OK;
}

/* ---- what the asker says */

static enum status take_mine(struct db *db, struct arena *a, const struct actor *who,
                             struct str secret, int64_t id, struct asking_question_row *ret)
{
    TRY(asking_take(db, a, who, id, ret));
    if (!asking_is_mine(a, who, secret, ret))
        return fail(MISSING, "somebody else's question");
    return OK;
}

/* Nothing of who asked anonymously: the audit too would say it. */
static enum status note(struct db *db, const struct actor *who, const struct asking_question_row *q,
                        const char *what)
{
    return q->anonymous ? OK : audit(db, who, AUDIT_ASKING_CHANGED, q->id, str_of(what));
}

enum status asking_helped(struct db *db, struct arena *a, const struct actor *who,
                          struct str secret, int64_t id)
{
    struct asking_question_row q;
    DB_TX(tx, db);

    TRY(take_mine(db, a, who, secret, id, &q));
    if (!q.measured)
        return refuse(CONFLICT, T_ASKING_NO_ANSWER_YET);
    if (q.state != ASKING_HELPED) {
        TRY(asking_hush(db, &q));
        TRY(q_asking_reply_helped(db, id));
        TRY(q_asking_stands(db, id, ASKING_HELPED, true));
        TRY(note(db, who, &q, "helped"));
        TRY(asking_wake(db, a, q.centre_id));
        TRY(asking_changed(db, q.centre_id, id));
    }
    return db_commit(&tx);
}

enum status asking_again(struct db *db, struct arena *a, const struct actor *who, struct str secret,
                         int64_t id, struct str text)
{
    struct asking_question_row q;
    DB_TX(tx, db);

    TRY(take_mine(db, a, who, secret, id, &q));
    if (utf8_length(text) > ASKING_TEXT_MAX)
        return refuse(TOO_LARGE, T_ASKING_TOO_LONG);
    if (text.n > 0)
        TRY(q_asking_reply_insert(db, id, ASKING_MORE, q.asked_by, text, asking_when(&q)));
    if (q.state != ASKING_OPEN) {
        TRY(asking_start(db, a, q.centre_id, id));
        TRY(note(db, who, &q, "again"));
    }
    TRY(asking_changed(db, q.centre_id, id));
    TRY(db_commit(&tx));
    jobs_wake();
    return OK;
}

enum status asking_withdraw(struct db *db, struct arena *a, const struct actor *who,
                            struct str secret, int64_t id)
{
    struct asking_question_row q;
    struct asking_reply_row_list replies;
    DB_TX(tx, db);

    TRY(take_mine(db, a, who, secret, id, &q));
    TRY(q_asking_replies(db, a, id, &replies));
    for (size_t i = 0; i < replies.n; i++)
        if (replies.at[i].kind == ASKING_ANSWER)
            return refuse(CONFLICT, T_ASKING_ANSWERED_MEANWHILE);
    TRY(asking_hush(db, &q));
    TRY(q_asking_replies_drop(db, id));
    TRY(q_asking_drop(db, id));
    TRY(note(db, who, &q, "withdrawn"));
    TRY(asking_wake(db, a, q.centre_id));
    TRY(asking_changed(db, q.centre_id, id));
    return db_commit(&tx);
}
