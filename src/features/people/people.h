/* People, teams and centres: who there is, what they may do, which phone lines are theirs, and how
 * they sign in. The rules behind the pages, the API, the command line and the import; each checks
 * the actor and writes its audit row.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef FEATURES_PEOPLE_PEOPLE_H
#define FEATURES_PEOPLE_PEOPLE_H

#include "base/zone.h"
#include "core/access.h"
#include "people_card_sql.h"
#include "people_sql.h" /* struct person, people_item, people_team, people_centre, person_line, token … */

#define PEOPLE_PAGE_SIZE 50
#define PEOPLE_NAME_MAX 120
#define PEOPLE_LOGIN_MAX 64
#define PEOPLE_EMAIL_MAX 254
#define PEOPLE_KEY_MAX 64
#define PEOPLE_LINE_MAX 64
#define PEOPLE_DEFAULT_ZONE "Europe/Copenhagen"

/* Everything below but person_lang_change needs PERM_PEOPLE_MANAGE, which reaches every centre of
 * the installation: DENIED without it, also for reads. INVALID and CONFLICT carry a text for the
 * user (core/refuse.h). */

/* ---- people */

/* What may be said about a person; texts as typed. STR_NONE and 0 mean "none". */
struct person_input {
    struct str name, login, email, external_key;
    int64_t lang; /* enum lang */
    int64_t centre_id, team_id;
    int64_t started_day, phones_day, left_day;
};
struct person_input person_input_of(const struct person *p);

/* INVALID: name, login, e-mail, days or centre; CONFLICT: login or key is taken; MISSING: no such
 * team. */
CHECKED enum status person_create(struct db *db, struct arena *a, const struct actor *who,
                                  const struct person_input *in, int64_t *ret_id);
/* *ret_changed says whether anything differed (may be NULL). A last day in the past ends all
 * sessions and tokens. */
CHECKED enum status person_change(struct db *db, struct arena *a, const struct actor *who,
                                  int64_t id, const struct person_input *in, bool *ret_changed);
/* Would person_create (id 0) or person_change accept this? Same statuses, nothing written. */
CHECKED enum status person_check(struct db *db, struct arena *a, const struct actor *who,
                                 int64_t id, const struct person_input *in);
CHECKED enum status person_find(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                                struct person *ret);
CHECKED enum status person_find_by_login(struct db *db, struct arena *a, const struct actor *who,
                                         struct str login, struct person *ret);
/* One's own language. */
CHECKED enum status person_lang_change(struct db *db, const struct actor *who, enum lang lang);

struct people_filter {
    struct str search; /* in name and login; folded here */
    int64_t centre_id, team_id;
    bool with_left;
    int64_t after; /* id of the last person of the page before; 0: first page */
};
/* At most PEOPLE_PAGE_SIZE by name; *ret_next is the `after` of the next page, 0 on the last. */
CHECKED enum status people_list(struct db *db, struct arena *a, const struct actor *who,
                                const struct people_filter *f, struct people_item_list *ret,
                                int64_t *ret_next);

/* The login as it is stored and compared: folded, trimmed. */
struct str login_clean(struct arena *a, struct str login);
/* The line as it is stored and as call records are compared with it: lower case, trimmed. */
struct str line_clean(struct arena *a, struct str line);

/* ---- how colleagues find one: where one sits, and a photo (people_card.c). One's own alone: nothing needs more than being signed in */

#define PERSON_PLACE_MAX 120 /* bytes */
#define PERSON_PHOTO_BYTES_MAX (600 * 1024)
CHECKED enum status person_card_find(struct db *db, struct arena *a, const struct actor *who,
                                     struct person_card_row *ret);
CHECKED enum status person_place_change(struct db *db, const struct actor *who, struct str place);
/* What it tells besides the picture is left out (core/picture.h). INVALID: neither PNG nor JPEG; TOO_LARGE. */
CHECKED enum status person_photo_change(struct db *db, struct arena *a, const struct actor *who,
                                        struct str bytes);
CHECKED enum status person_photo_remove(struct db *db, const struct actor *who);
/* Of anybody in the actor's centre. */
CHECKED enum status person_photo(struct db *db, struct arena *a, const struct actor *who,
                                 int64_t id, struct person_photo_row *ret);

/* ---- roles */

CHECKED enum status person_roles(struct db *db, struct arena *a, const struct actor *who,
                                 int64_t person_id, struct people_role_list *ret);
/* A role is for one team, or for the whole centre (team 0). ADMIN is always for the whole centre.
 * Giving what is there already is fine. INVALID: no such role, or a team where there can be none.
 */
CHECKED enum status person_role_give(struct db *db, struct arena *a, const struct actor *who,
                                     int64_t person_id, int64_t role, int64_t team_id);
/* CONFLICT: an administrator cannot take their own last admin role. */
CHECKED enum status person_role_take(struct db *db, struct arena *a, const struct actor *who,
                                     int64_t person_id, int64_t role, int64_t team_id);
/* The person's roles become exactly these. *ret_changed may be NULL. */
CHECKED enum status person_roles_set(struct db *db, struct arena *a, const struct actor *who,
                                     int64_t person_id, const struct grant *grants, size_t n,
                                     bool *ret_changed);

/* ---- phone lines */

CHECKED enum status person_line_list(struct db *db, struct arena *a, const struct actor *who,
                                     int64_t person_id, struct person_line_list *ret);
/* to_day 0: still. CONFLICT when somebody has the line in some part of the period; ret_holder (may
 * be NULL) says who. */
CHECKED enum status person_line_add(struct db *db, struct arena *a, const struct actor *who,
                                    int64_t person_id, struct str line, int64_t from_day,
                                    int64_t to_day, struct line_holder *ret_holder);
CHECKED enum status person_line_change(struct db *db, struct arena *a, const struct actor *who,
                                       int64_t person_id, int64_t line_id, int64_t from_day,
                                       int64_t to_day, struct line_holder *ret_holder);
CHECKED enum status person_line_remove(struct db *db, struct arena *a, const struct actor *who,
                                       int64_t person_id, int64_t line_id);

/* ---- teams and centres */

CHECKED enum status team_list(struct db *db, struct arena *a, const struct actor *who,
                              struct people_team_list *ret);
CHECKED enum status team_find(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                              struct people_team *ret);
CHECKED enum status team_create(struct db *db, struct arena *a, const struct actor *who,
                                int64_t centre_id, struct str name, int64_t *ret_id);
CHECKED enum status team_rename(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                                struct str name);
/* CONFLICT while people belong to it. Its history stays and it can be opened again. */
CHECKED enum status team_close(struct db *db, struct arena *a, const struct actor *who, int64_t id);
CHECKED enum status team_reopen(struct db *db, struct arena *a, const struct actor *who,
                                int64_t id);

CHECKED enum status centre_list(struct db *db, struct arena *a, const struct actor *who,
                                struct people_centre_list *ret);
CHECKED enum status centre_create(struct db *db, struct arena *a, const struct actor *who,
                                  struct str name, struct str zone, int64_t *ret_id);
CHECKED enum status centre_change(struct db *db, struct arena *a, const struct actor *who,
                                  int64_t id, struct str name, struct str zone);

/* ---- sign-in, as an administrator handles it for others */

/* A code that lets this person choose a password, once, within a day. The caller shows it; only its
 * hash is kept. */
CHECKED enum status person_code_make(struct db *db, struct arena *a, const struct actor *who,
                                     int64_t person_id, struct str *ret_code);
/* Sets the password and ends all sessions. INVALID when it is too short or holds login or name. */
CHECKED enum status person_password_set_by(struct db *db, struct arena *a, const struct actor *who,
                                           int64_t person_id, struct str password);
CHECKED enum status person_unlock(struct db *db, struct arena *a, const struct actor *who,
                                  int64_t person_id);
CHECKED enum status person_end_sessions(struct db *db, struct arena *a, const struct actor *who,
                                        int64_t person_id, int64_t *ret_n);

/* ---- the first administrator */

/* True while the database has no person: every page then leads to /setup. */
CHECKED enum status setup_needed(struct db *db, struct arena *a, bool *ret);
/* A new one-time code for /setup; `serve` prints it to its terminal. Any earlier code is dead. */
CHECKED enum status setup_code_make(struct store *store, struct arena *a, struct str *ret);

struct setup_input {
    struct str code, centre, zone, name, login, password;
    int64_t lang;
};
/* Makes centre and first administrator. DENIED: wrong code; CONFLICT: somebody was first. */
CHECKED enum status setup_finish(struct db *db, struct arena *a, const struct setup_input *in,
                                 int64_t *ret_person_id);

/* ---- API tokens of one's own */

#define TOKEN_DAYS_MAX 365
#define TOKENS_MAX 50
/* Scopes: a bit per enum permission, each of which the actor has. The secret ("bvt_…") is shown
 * once; only its hash stays. INVALID: no scope, no name, end beyond a year; DENIED: a scope the
 * actor has not; CONFLICT: too many tokens. */
CHECKED enum status token_create(struct db *db, struct arena *a, const struct actor *who,
                                 struct str name, uint64_t scopes, int64_t ends_at, int64_t *ret_id,
                                 struct str *ret_secret);
CHECKED enum status token_find(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                               struct token *ret);
CHECKED enum status token_list(struct db *db, struct arena *a, const struct actor *who,
                               struct token_list *ret);
/* MISSING when it is not one's own; revoking twice is fine. */
CHECKED enum status token_revoke(struct db *db, struct arena *a, const struct actor *who,
                                 int64_t id);
/* The permissions a token can hold at all (not public, not local). */
uint64_t token_scopes_possible(const struct actor *who);

/* The day it is for this person's centre. */
CHECKED enum status centre_today(struct db *db, struct arena *a, int64_t centre_id,
                                 int64_t *ret_day);

#endif
