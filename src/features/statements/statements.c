/* A centre's store, and each one's own yes.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/statements/statements.h"

#include "base/clock.h"
#include "base/id.h"
#include "core/refuse.h"
#include "core/vault.h"
#include "net/http.h"

const char *const statement_kind_words[] = {
#define X(name, word) word,
    STATEMENT_KINDS(X)
#undef X
        NULL};
const char *const statement_state_words[] = {"waiting", "sent", "failed", "dropped", NULL};

struct str statement_secret_place(struct arena *a, int64_t store_id)
{
    return arena_printf(a, "statement_store.secret/%lld", (long long)store_id);
}

struct str statement_salt_place(struct arena *a, int64_t person_id)
{
    return arena_printf(a, "statement_salt.salt/%lld", (long long)person_id);
}

static enum status may_look(const struct actor *who)
{
    return may(who, PERM_WEBHOOKS) ? OK
                                   : fail(DENIED, "the statement store is for the administrator");
}

static enum status find(struct db *db, struct arena *a, int64_t centre_id,
                        struct statement_store_row *ret)
{
    struct statement_store_row row = {.id = 0};
    enum status found = q_statement_store_find(db, a, centre_id, &row);

    *ret = row;
    return found == MISSING ? OK : found;
}

enum status statement_store(struct db *db, struct arena *a, const struct actor *who,
                            struct statement_store_row *ret)
{
    TRY(may_look(who));
    return find(db, a, who->centre_id, ret);
}

/* ---- setting it up */

/* It travels as "login:secret" in one line. */
static bool is_login(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] <= ' ' || s.p[i] == ':' || (unsigned char)s.p[i] == 0x7f)
            return false;
    return s.n > 0 && s.n <= STATEMENT_LOGIN_MAX;
}

static bool is_secret(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < ' ' || (unsigned char)s.p[i] == 0x7f)
            return false;
    return s.n <= STATEMENT_LOGIN_MAX;
}

static enum status check(const struct statement_store_entry *e,
                         const struct statement_store_row *was)
{
    if (!http_url_ok(e->url, e->is_at_home_fine))
        return refuse(INVALID, T_STATEMENT_BAD_URL);
    if (!is_login(e->login))
        return refuse(INVALID, T_STATEMENT_BAD_LOGIN);
    if (!is_secret(e->secret) || (was->id == 0 && e->secret.n == 0))
        return refuse(INVALID, T_STATEMENT_NO_SECRET);
    if (e->on && e->kinds == 0)
        return refuse(INVALID, T_STATEMENT_NO_KIND);
    return OK;
}

enum status statement_store_put(struct db *db, struct arena *a, const struct actor *who,
                                const struct statement_store_entry *e)
{
    int64_t now = clock_now(), id, on_at;
    struct statement_store_row was;
    struct str secret;
    DB_TX(tx, db);

    TRY(may_look(who));
    TRY(find(db, a, who->centre_id, &was));
    TRY(check(e, &was));
    id = was.id != 0 ? was.id : id_new();
    secret = was.secret;
    if (e->secret.n > 0)
        TRY(vault_seal(db, a, id, statement_secret_place(a, id), e->secret, &secret));
    on_at = !e->on ? 0 : was.on_at != 0 ? was.on_at : now;
    if (was.id == 0)
        TRY(q_statement_store_insert(db, who->centre_id, id, e->url, e->login, secret, e->kinds,
                                     on_at, now, who->person_id));
    else
        TRY(q_statement_store_change(db, who->centre_id, e->url, e->login, secret, e->kinds, on_at,
                                     was.on_at != 0 ? was.since_at : now, now, who->person_id));
    TRY(audit(db, who, AUDIT_STATEMENTS_CHANGED, id, e->on ? STR("on") : STR("off")));
    return db_commit(&tx);
}

enum status statement_store_remove(struct db *db, struct arena *a, const struct actor *who)
{
    struct statement_store_row was;
    int64_t changed;
    DB_TX(tx, db);

    TRY(may_look(who));
    TRY(q_statement_store_find(db, a, who->centre_id, &was));
    TRY(q_statements_drop_of_centre(db, who->centre_id));
    TRY(q_statement_salts_drop_of_centre(db, who->centre_id));
    TRY(q_statement_store_drop(db, who->centre_id, &changed));
    TRY(vault_forget(db, who, was.id));
    TRY(audit(db, who, AUDIT_STATEMENTS_CHANGED, was.id, STR("removed")));
    return db_commit(&tx);
}

enum status statement_renew(struct db *db, struct arena *a, const struct actor *who)
{
    struct statement_store_row was;
    DB_TX(tx, db);

    TRY(may_look(who));
    TRY(q_statement_store_find(db, a, who->centre_id, &was));
    TRY(q_statements_drop_tried(db, who->centre_id, clock_now()));
    TRY(q_statement_salts_drop_of_centre(db, who->centre_id));
    TRY(audit(db, who, AUDIT_STATEMENTS_CHANGED, was.id, STR("new pseudonyms")));
    return db_commit(&tx);
}

enum status statement_again(struct db *db, const struct actor *who, int64_t *ret_n)
{
    int64_t n = 0;
    DB_TX(tx, db);

    TRY(may_look(who));
    TRY(q_statements_again(db, who->centre_id, clock_now(), &n));
    TRY(db_commit(&tx));
    *ret_n = n;
    return OK;
}

/* ---- looking */

enum status statement_totals(struct db *db, struct arena *a, const struct actor *who,
                             struct statement_totals_row *ret)
{
    TRY(may_look(who));
    return q_statement_totals(db, a, who->centre_id, ret);
}

enum status statement_log(struct db *db, struct arena *a, const struct actor *who, int64_t at_most,
                          struct statement_log_row_list *ret)
{
    TRY(may_look(who));
    return q_statement_log(db, a, who->centre_id, at_most, ret);
}

/* ---- one's own */

enum status statement_own(struct db *db, struct arena *a, const struct actor *who, int64_t at_most,
                          struct statement_own *ret)
{
    struct statement_store_row store;
    struct statement_wish_row wish;
    enum status found = q_statement_wish_find(db, a, who->person_id, &wish);

    if (found != OK && found != MISSING)
        return found;
    TRY(find(db, a, who->centre_id, &store));
    *ret = (struct statement_own){
        .is_on = store.on_at != 0, .kinds = store.kinds, .practice = found == OK};
    return q_statements_of(db, a, who->person_id, at_most, &ret->sent);
}

enum status statement_own_practice(struct db *db, const struct actor *who, bool yes)
{
    DB_TX(tx, db);

    if (yes) {
        TRY(q_statement_wish_put(db, who->person_id, clock_now()));
    } else {
        TRY(q_statement_wish_drop(db, who->person_id));
        TRY(q_statements_drop_practice(db, who->person_id, clock_now()));
    }
    TRY(audit(db, who, AUDIT_STATEMENTS_CHANGED, who->person_id,
              yes ? STR("practice: yes") : STR("practice: no")));
    return db_commit(&tx);
}
