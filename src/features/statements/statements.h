/* Tells a statement store elsewhere (xAPI 1.0.3) what people have learned: learning alone, never incidents, aftercare, questions or
 * notes, and by nobody's name. Whom a statement is about stands behind a pseudonym that only we can make
 * (docs/decisions/0033-statements-without-names.md).
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef STATEMENTS_STATEMENTS_H
#define STATEMENTS_STATEMENTS_H

#include "core/audit.h"
#include "statements_sql.h"

/* Order is stored: only append. */
#define STATEMENT_KINDS(X)                                                                         \
    X(MODULE, "module_passed")                                                                     \
    X(SCENARIO, "scenario_completed") /* of who said yes */                                        \
    X(ITEM, "plan_item_done")                                                                      \
    X(LISTENING, "listening_held") /* that it was, and nothing of it */                            \
    X(DAY, "follow_up_day_attended")                                                               \
    X(EXPIRED, "competence_expired")
enum statement_kind {
#define X(name, word) STATEMENT_##name,
    STATEMENT_KINDS(X)
#undef X
        STATEMENT_KIND_N
};
extern const char *const statement_kind_words[];

/* Order is stored. */
enum statement_state {
    STATEMENT_WAITING,
    STATEMENT_SENT,
    STATEMENT_FAILED, /* refused for good, or not taken for STATEMENT_GIVE_UP_MS; can be tried again by hand */
    STATEMENT_DROPPED, /* the store was switched off, the yes taken back, or the person forgotten */
    STATEMENT_STATE_N
};
extern const char *const statement_state_words[];
#define STATEMENT_GIVE_UP_MS (14 * DAY_MS)

/* ---- the store of the actor's centre; all want PERM_WEBHOOKS */

#define STATEMENT_LOGIN_MAX 200
struct statement_store_entry {
    struct str url;           /* what "statements" is put behind */
    struct str login, secret; /* secret empty: the one that is kept */
    int64_t kinds;            /* bit per enum statement_kind */
    bool on;
    bool is_at_home_fine; /* the configuration allows our own network */
};
/* Another url gives everybody another pseudonym. INVALID with words: no https address, no login, no secret, or on without a kind. */
CHECKED enum status statement_store_put(struct db *db, struct arena *a, const struct actor *who,
                                        const struct statement_store_entry *e);
/* OK with ret->id 0: none is set up. The secret stays sealed. */
CHECKED enum status statement_store(struct db *db, struct arena *a, const struct actor *who,
                                    struct statement_store_row *ret);
/* With its log, and every pseudonym. MISSING: none is set up. */
CHECKED enum status statement_store_remove(struct db *db, struct arena *a, const struct actor *who);
/* From now on everybody has another pseudonym; what the store has can no longer be joined with what comes. */
CHECKED enum status statement_renew(struct db *db, struct arena *a, const struct actor *who);
/* What was given up is tried again; *ret_n how many. */
CHECKED enum status statement_again(struct db *db, const struct actor *who, int64_t *ret_n);
CHECKED enum status statement_totals(struct db *db, struct arena *a, const struct actor *who,
                                     struct statement_totals_row *ret);
/* Without people. */
CHECKED enum status statement_log(struct db *db, struct arena *a, const struct actor *who,
                                  int64_t at_most, struct statement_log_row_list *ret);

/* ---- the actor's own */
struct statement_own {
    bool is_on;    /* a store is set up and told things */
    int64_t kinds; /* of what */
    bool practice; /* of finished practice too: the actor said yes */
    struct statement_log_row_list sent;
};
CHECKED enum status statement_own(struct db *db, struct arena *a, const struct actor *who,
                                  int64_t at_most, struct statement_own *ret);
/* No: also what still waits stays here. */
CHECKED enum status statement_own_practice(struct db *db, const struct actor *who, bool yes);

/* ---- what a statement says (statements_write.c); pure */
struct statement_thing {
    enum statement_kind kind;
    int64_t centre_id, at;
    struct str word, key;
    struct str title[2]; /* in each language; empty: a general one */
};
/* name: how the store knows the person; id: of the statement. Both the same each time, and for nobody to reckon without the salt. */
struct statement_ids {
    struct str name, id;
};
#define STATEMENT_SALT 32
struct statement_ids statement_ids(struct arena *a, const unsigned char salt[STATEMENT_SALT],
                                   struct str store_url, const struct statement_thing *thing);
/* public_url without a slash at its end: what we call things begins with it. */
struct str statement_json(struct arena *a, struct str public_url, const struct statement_ids *ids,
                          const struct statement_thing *thing);

/* ---- collecting and sending */
struct statement_out {
    struct str public_url; /* empty: nothing is sent, as nothing has a name */
    bool may_be_private;
};
#define STATEMENT_BATCH 50
/* What happened since the last look, until clock_now(). */
CHECKED enum status statements_collect(struct store *store);
/* Sends what is due by clock_now(), at most `most`; *ret_n how many were tried. */
CHECKED enum status statements_send_due(struct store *store, const struct statement_out *out,
                                        size_t most, size_t *ret_n);
struct statement_sender;
CHECKED enum status statement_sender_start(struct store *store, const struct statement_out *out,
                                           struct statement_sender **ret);
void statement_sender_stop(
    struct statement_sender *s); /* finishes what is under way; NULL is fine */

/* Where its secret and a person's salt are sealed for (core/vault.h). */
struct str statement_secret_place(struct arena *a, int64_t store_id);
struct str statement_salt_place(struct arena *a, int64_t person_id);

#endif
