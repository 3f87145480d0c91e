/* API tokens: made by a person for a program that acts for them, with some of their permissions and
 * an end.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/clock.h"
#include "base/id.h"
#include "features/people/password.h"
#include "features/people/people.h"
#include "features/people/people_internal.h"

uint64_t token_scopes_possible(const struct actor *who)
{
    uint64_t bits = 0;

    for (int p = 0; p < PERM_N; p++)
        if (p != PERM_PUBLIC && p != PERM_SERVER_LOCAL && may(who, (enum permission)p))
            bits |= UINT64_C(1) << p;
    return bits;
}

static enum status check_new(const struct actor *who, uint64_t scopes, int64_t ends_at)
{
    int64_t now = clock_now();

    if (scopes == 0)
        return refuse(INVALID, T_TOKEN_NO_SCOPE);
    if ((scopes & ~token_scopes_possible(who)) != 0)
        return refuse(DENIED, T_TOKEN_SCOPE_NOT_YOURS);
    if (ends_at <= now || ends_at > now + (TOKEN_DAYS_MAX + 1) * DAY_MS)
        return refuse(INVALID, T_TOKEN_END_BAD);
    return OK;
}

/* "incident_read people_manage" */
static struct str scope_words(struct arena *a, uint64_t scopes)
{
    struct buf b = buf_new(a, 64);

    for (int p = 0; p < PERM_N; p++)
        if ((scopes >> p & 1) != 0)
            buf_printf(&b, "%s%.*s", b.n > 0 ? " " : "",
                       STR_ARG(permission_word((enum permission)p)));
    return buf_str(&b);
}

enum status token_create(struct db *db, struct arena *a, const struct actor *who, struct str name,
                         uint64_t scopes, int64_t ends_at, int64_t *ret_id, struct str *ret_secret)
{
    struct str random = id_secret(a, 30);
    struct str secret = arena_printf(a, "bvt_%.*s", STR_ARG(random));
    struct token_list old;
    size_t alive = 0;
    int64_t id = id_new(), now = clock_now();
    DB_TX(tx, db);

    if (who->person_id == 0)
        return fail(DENIED, "a token belongs to a person");
    TRY(people_text(name, PEOPLE_NAME_MAX, T_TOKEN_NAME_BAD, &name));
    TRY(check_new(who, scopes, ends_at));
    TRY(q_token_list(db, a, who->person_id, &old));
    for (size_t i = 0; i < old.n; i++)
        alive += old.at[i].revoked_at == 0 && old.at[i].ends_at > now;
    if (alive >= TOKENS_MAX)
        return refuse(CONFLICT, T_TOKEN_TOO_MANY);
    TRY(q_token_insert(db, id, secret_hash(a, secret), who->person_id, name, (int64_t)scopes, now,
                       ends_at));
    TRY(audit(db, who, AUDIT_TOKEN_CREATED, id, scope_words(a, scopes)));
    TRY(db_commit(&tx));
    *ret_id = id;
    *ret_secret = secret;
    return OK;
}

enum status token_find(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                       struct token *ret)
{
    return q_token_by_id(db, a, id, who->person_id, ret);
}

enum status token_list(struct db *db, struct arena *a, const struct actor *who,
                       struct token_list *ret)
{
    return q_token_list(db, a, who->person_id, ret);
}

enum status token_revoke(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct token token;
    int64_t n;
    DB_TX(tx, db);

    TRY(q_token_by_id(db, a, id, who->person_id, &token));
    TRY(q_token_revoke(db, id, who->person_id, clock_now(), &n));
    if (n > 0)
        TRY(audit(db, who, AUDIT_TOKEN_REVOKED, id, STR("")));
    return db_commit(&tx);
}
