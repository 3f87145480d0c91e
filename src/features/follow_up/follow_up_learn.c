/* What each takes along: one thing from each who came, by nobody. That somebody has given is kept as a mark made with the day's secret,
 * which is sealed: the database refuses a second one and does not know whose the first was.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/follow_up/follow_up_parts.h"

#include <sodium.h>

#include "base/id.h"
#include "base/utf8.h"
#include "core/vault.h"

#define SECRET_BYTES 32

/* ---- who has given */

static struct str place_of(struct arena *a, int64_t day_id)
{
    return arena_printf(a, "follow_up_day.secret/%lld", (long long)day_id);
}

static struct str mark_of(struct arena *a, struct str secret, int64_t run_id)
{
    struct str s = arena_printf(a, "%.*s %lld", STR_ARG(secret), (long long)run_id);
    unsigned char hash[crypto_generichash_BYTES];
    char *hex = arena_alloc(a, sizeof hash * 2 + 1);

    crypto_generichash(hash, sizeof hash, (const unsigned char *)s.p, s.n, NULL, 0);
    sodium_bin2hex(hex, sizeof hash * 2 + 1, hash, sizeof hash);
    return str_of(hex);
}

/* STR_NONE: there is none yet. */
static enum status read_secret(struct db *db, struct arena *a, const struct follow_up_day_row *row,
                               struct str *ret)
{
    struct follow_up_secret_row kept;

    *ret = STR_NONE;
    TRY(q_follow_up_secret(db, a, row->id, &kept));
    if (kept.secret.n == 0)
        return OK;
    return vault_open(db, a, row->centre_id, place_of(a, row->id), kept.secret, ret);
}

/* In a transaction. Of two who make one at once the first counts. */
static enum status find_secret(struct db *db, struct arena *a, const struct follow_up_day_row *row,
                               struct str *ret)
{
    struct str sealed;

    TRY(read_secret(db, a, row, ret));
    if (ret->n > 0)
        return OK;
    TRY(vault_seal(db, a, row->centre_id, place_of(a, row->id), id_secret(a, SECRET_BYTES),
                   &sealed));
    TRY(q_follow_up_secret_put(db, row->id, sealed));
    return read_secret(db, a, row, ret);
}

int64_t follow_up_run_of(const struct follow_up *f, int64_t person_id)
{
    for (size_t i = 0; i < f->members.n; i++)
        if (f->members.at[i].person_id == person_id)
            return f->members.at[i].run_id;
    return 0;
}

enum status follow_up_has_given(struct db *db, struct arena *a, const struct follow_up *f,
                                int64_t person_id, bool *ret)
{
    int64_t run_id = follow_up_run_of(f, person_id);
    struct follow_up_id_row given;
    struct str secret;

    *ret = false;
    if (run_id == 0)
        return OK;
    TRY(read_secret(db, a, &f->row, &secret));
    if (secret.n == 0)
        return OK;
    enum status found = q_follow_up_given(db, a, f->row.id, mark_of(a, secret, run_id), &given);
    if (found != OK && found != MISSING)
        return found;
    *ret = found == OK;
    return OK;
}

/* ---- giving */

/* Says nothing of when it was made. */
static int64_t nobodys_id(void)
{
    int64_t id = 0;

    while (id == 0) {
        random_bytes(&id, sizeof id);
        id &= INT64_MAX;
    }
    return id;
}

static enum status check_words(struct db *db, struct arena *a, int64_t centre_id, struct str words)
{
    if (words.n == 0)
        return refuse(INVALID, T_FOLLOW_UP_EMPTY);
    if (utf8_length(words) > FOLLOW_UP_LEARNING_MAX)
        return refuse(TOO_LARGE, T_FOLLOW_UP_TOO_LONG);
    return follow_up_screened(db, a, centre_id, words);
}

/* Given already: the same words are a second click, others cannot take the place of words that nobody knows whose they are. */
static enum status given_before(struct db *db, struct arena *a, int64_t day_id, struct str words)
{
    struct follow_up_id_row same;
    enum status found = q_follow_up_learning_same(db, a, day_id, words, &same);

    return found == MISSING ? refuse(CONFLICT, T_FOLLOW_UP_GIVEN_ALREADY) : found;
}

/* No audit, no time, no person: nothing that could say whose it is. */
enum status follow_up_learn(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                            struct str text)
{
    struct follow_up f;
    struct str words = str_trim(text.p ? text : STR("")), secret;
    int64_t is_first = 0;
    DB_TX(tx, db);

    TRY(follow_up_find(db, a, who, id, &f));
    if (f.row.state < FOLLOW_UP_RUNNING)
        return refuse(CONFLICT, T_FOLLOW_UP_NOT_RUNNING);
    if (follow_up_run_of(&f, who->person_id) == 0)
        return refuse(DENIED, T_FOLLOW_UP_THEY_LEARN);
    TRY(check_words(db, a, f.row.centre_id, words));
    TRY(find_secret(db, a, &f.row, &secret));
    TRY(q_follow_up_give(db, id, mark_of(a, secret, follow_up_run_of(&f, who->person_id)),
                         &is_first));
    if (is_first == 0)
        TRY(given_before(db, a, id, words));
    else
        TRY(q_follow_up_learning_insert(db, nobodys_id(), id, words));
    return db_commit(&tx);
}

/* ---- reading */

bool follow_up_is_few(const struct follow_up *f)
{
    int64_t n = f->row.state >= FOLLOW_UP_RUNNING ? f->row.people : (int64_t)f->members.n;

    return n < FOLLOW_UP_BLENDED;
}

/* What a day of few has learned waits until, with other such days, there are enough who may have said it; then all of them are told of
 * at once. */
enum status follow_up_tell_learned(struct db *db, struct arena *a,
                                   const struct follow_up_day_row *row)
{
    struct follow_up_untold_row_list untold;
    int64_t people = 0, now = clock_now();

    TRY(q_follow_up_untold(db, a, row->centre_id, &untold)); /* this one is among them */
    for (size_t i = 0; i < untold.n; i++)
        people += untold.at[i].people;
    if (row->people >= FOLLOW_UP_BLENDED)
        return q_follow_up_tell(db, row->id, now);
    for (size_t i = 0; i < untold.n && people >= FOLLOW_UP_BLENDED; i++)
        TRY(q_follow_up_tell(db, untold.at[i].id, now));
    return OK;
}

enum status follow_up_learned(struct db *db, struct arena *a, const struct actor *who,
                              struct follow_up_learning_row_list *ret)
{
    if (!may(who, PERM_LEARNING_READ))
        return fail(DENIED, "may not read what was learned");
    return q_follow_up_learned(db, a, who->centre_id, clock_now() / DAY_MS * DAY_MS, ret);
}
