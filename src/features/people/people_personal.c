/* What is held about a person as such: who they are, what they may, how they sign in.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/people/people_personal.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "core/live.h"
#include "people_card_sql.h"
#include "people_personal_sql.h"

static const char *const role_words[] = {
#define X(name, word) word,
    ROLES(X)
#undef X
};
static const enum text_key role_texts[] = {
#define X(name, word) T_ROLE_##name,
    ROLES(X)
#undef X
};

static const struct personal_field self_fields[] = {
    {"login", T_PERSONAL_LOGIN, PERSONAL_TEXT, offsetof(struct personal_self_row, login)},
    {"name", T_PERSONAL_NAME, PERSONAL_TEXT, offsetof(struct personal_self_row, name)},
    {"email", T_PERSONAL_EMAIL, PERSONAL_TEXT, offsetof(struct personal_self_row, email)},
    {"language", T_PERSONAL_LANGUAGE, PERSONAL_TEXT, offsetof(struct personal_self_row, lang)},
    {"external_key", T_PERSONAL_EXTERNAL_KEY, PERSONAL_TEXT,
     offsetof(struct personal_self_row, external_key)},
    {"centre", T_PERSONAL_CENTRE, PERSONAL_TEXT, offsetof(struct personal_self_row, centre)},
    {"team", T_PERSONAL_TEAM, PERSONAL_TEXT, offsetof(struct personal_self_row, team)},
    {"started", T_PERSONAL_STARTED, PERSONAL_DAY, offsetof(struct personal_self_row, started_day)},
    {"phones", T_PERSONAL_PHONES, PERSONAL_DAY, offsetof(struct personal_self_row, phones_day)},
    {"left", T_PERSONAL_LEFT, PERSONAL_DAY, offsetof(struct personal_self_row, left_day)},
    {"password_at", T_PERSONAL_PASSWORD_AT, PERSONAL_INSTANT,
     offsetof(struct personal_self_row, password_at)},
    {"failed_sign_ins", T_PERSONAL_FAILED, PERSONAL_COUNTED,
     offsetof(struct personal_self_row, failed_n)},
    {"locked_until", T_PERSONAL_LOCKED, PERSONAL_INSTANT,
     offsetof(struct personal_self_row, locked_until)},
    {"created_at", T_PERSONAL_CREATED, PERSONAL_INSTANT,
     offsetof(struct personal_self_row, created_at)},
    {"changed_at", T_PERSONAL_CHANGED, PERSONAL_INSTANT,
     offsetof(struct personal_self_row, changed_at)},
};
static const struct personal_field role_fields[] = {
    {"role", T_PERSONAL_ROLE, PERSONAL_WORD, offsetof(struct personal_role_row, role), role_words,
     role_texts, ROLE_N},
    {"team", T_PERSONAL_TEAM, PERSONAL_TEXT, offsetof(struct personal_role_row, team)},
    {"granted_at", T_PERSONAL_AT, PERSONAL_INSTANT, offsetof(struct personal_role_row, granted_at)},
    {"granted_by", T_PERSONAL_BY, PERSONAL_TEXT, offsetof(struct personal_role_row, giver)},
};
static const struct personal_field given_fields[] = {
    {"role", T_PERSONAL_ROLE, PERSONAL_WORD, offsetof(struct personal_role_given_row, role),
     role_words, role_texts, ROLE_N},
    {"team", T_PERSONAL_TEAM, PERSONAL_TEXT, offsetof(struct personal_role_given_row, team)},
    {"granted_at", T_PERSONAL_AT, PERSONAL_INSTANT,
     offsetof(struct personal_role_given_row, granted_at)},
};
static const struct personal_field line_fields[] = {
    {"line", T_PERSONAL_LINE, PERSONAL_TEXT, offsetof(struct personal_line_row, line)},
    {"from", T_PERSONAL_FROM, PERSONAL_DAY, offsetof(struct personal_line_row, from_day)},
    {"to", T_PERSONAL_TO, PERSONAL_DAY, offsetof(struct personal_line_row, to_day)},
};
static const struct personal_field session_fields[] = {
    {"created_at", T_PERSONAL_FROM, PERSONAL_INSTANT,
     offsetof(struct personal_session_row, created_at)},
    {"seen_at", T_PERSONAL_LAST_SEEN, PERSONAL_INSTANT,
     offsetof(struct personal_session_row, seen_at)},
    {"ends_at", T_PERSONAL_TO, PERSONAL_INSTANT, offsetof(struct personal_session_row, ends_at)},
};
static const struct personal_field token_fields[] = {
    {"name", T_PERSONAL_NAME, PERSONAL_TEXT, offsetof(struct personal_token_row, name)},
    {"created_at", T_PERSONAL_CREATED, PERSONAL_INSTANT,
     offsetof(struct personal_token_row, created_at)},
    {"ends_at", T_PERSONAL_TO, PERSONAL_INSTANT, offsetof(struct personal_token_row, ends_at)},
    {"used_at", T_PERSONAL_LAST_SEEN, PERSONAL_INSTANT,
     offsetof(struct personal_token_row, used_at)},
    {"revoked_at", T_PERSONAL_REVOKED, PERSONAL_INSTANT,
     offsetof(struct personal_token_row, revoked_at)},
};
static const struct personal_field try_fields[] = {
    {"at", T_PERSONAL_AT, PERSONAL_INSTANT, offsetof(struct personal_try_row, at)},
    {"address", T_PERSONAL_ADDRESS, PERSONAL_TEXT, offsetof(struct personal_try_row, address)},
};

static const struct personal_field place_fields[] = {
    {"place", T_PERSONAL_SEAT, PERSONAL_TEXT, offsetof(struct personal_place_row, place)},
    {"changed_at", T_PERSONAL_CHANGED, PERSONAL_INSTANT,
     offsetof(struct personal_place_row, changed_at)},
};
static const struct personal_field photo_fields[] = {
    {"made_at", T_PERSONAL_CREATED, PERSONAL_INSTANT, offsetof(struct personal_photo_row, made_at)},
    {"bytes", T_PERSONAL_N_BYTES, PERSONAL_INT, offsetof(struct personal_photo_row, n_bytes)},
};

PERSONAL_READ(read_place, q_personal_place, struct personal_place_row_list)
PERSONAL_READ(read_photo, q_personal_photo, struct personal_photo_row_list)
PERSONAL_READ(read_self, q_personal_self, struct personal_self_row_list)
PERSONAL_READ(read_roles, q_personal_roles, struct personal_role_row_list)
PERSONAL_READ(read_given, q_personal_roles_given, struct personal_role_given_row_list)
PERSONAL_READ(read_lines, q_personal_lines, struct personal_line_row_list)
PERSONAL_READ(read_sessions, q_personal_sessions, struct personal_session_row_list)
PERSONAL_READ(read_tokens, q_personal_tokens, struct personal_token_row_list)
PERSONAL_READ(read_tries, q_personal_tries, struct personal_try_row_list)

static enum status forget_self(struct db *db, struct arena *a, int64_t person_id)
{
    struct str name = text(LANG_DA, T_PERSONAL_FORGOTTEN_NAME);

    return q_personal_self_forget(db, person_id,
                                  arena_printf(a, "forgotten-%lld", (long long)person_id), name,
                                  utf8_fold(a, name), clock_now());
}

static enum status forget_roles(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_roles_drop(db, person_id);
}

static enum status forget_lines(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_lines_drop(db, person_id);
}

static enum status forget_sessions(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    TRY(q_personal_sessions_drop(db, person_id));
    return live_check(db, person_id);
}

static enum status forget_tokens(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_tokens_drop(db, person_id);
}

static enum status forget_tries(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_tries_drop(db, person_id);
}

static enum status forget_place(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_place_drop(db, person_id);
}

static enum status forget_photo(struct db *db, struct arena *a, int64_t person_id)
{
    int64_t dropped;

    (void)a;
    return q_person_photo_drop(db, person_id, &dropped);
}

const struct personal people_personal[] = {
    {"person", T_PERSONAL_SELF, "", PERSONAL_FIELDS(self_fields), .read = read_self,
     .forget = forget_self},
    {"roles", T_PERSONAL_ROLES, "role_grant.person_id", PERSONAL_FIELDS(role_fields),
     .read = read_roles, .forget = forget_roles},
    {"roles_given", T_PERSONAL_ROLES_GIVEN, "role_grant.granted_by", PERSONAL_FIELDS(given_fields),
     .read = read_given},
    {"lines", T_PERSONAL_LINES, "person_line.person_id", PERSONAL_FIELDS(line_fields),
     .read = read_lines, .forget = forget_lines},
    {"place", T_PERSONAL_SEAT, "person_card.person_id", PERSONAL_FIELDS(place_fields),
     .read = read_place, .forget = forget_place},
    {"photo", T_PERSONAL_PHOTO, "person_photo.person_id", PERSONAL_FIELDS(photo_fields),
     .read = read_photo, .forget = forget_photo},
    {"sessions", T_PERSONAL_SESSIONS, "session.person_id", PERSONAL_FIELDS(session_fields),
     .read = read_sessions, .forget = forget_sessions},
    {"tokens", T_PERSONAL_TOKENS, "api_token.person_id", PERSONAL_FIELDS(token_fields),
     .read = read_tokens, .forget = forget_tokens},
    {"sign_in_tries", T_PERSONAL_TRIES, "sign_in_try.person_id", PERSONAL_FIELDS(try_fields),
     .read = read_tries, .forget = forget_tries},
    {0},
};

static enum status tries_go(struct db *db, struct arena *a, const struct retention_task *t,
                            int64_t *ret_n)
{
    (void)a;
    return q_retention_tries(db, t->before_at, t->most, ret_n);
}

static enum status tokens_go(struct db *db, struct arena *a, const struct retention_task *t,
                             int64_t *ret_n)
{
    (void)a;
    return q_retention_tokens(db, t->before_at, t->most, ret_n);
}

static enum status photos_go(struct db *db, struct arena *a, const struct retention_task *t,
                             int64_t *ret_n)
{
    (void)a;
    return q_retention_photos(db, t->before_at / DAY_MS, t->most, ret_n);
}

const struct retention_rule people_retention[] = {
    {"sign_in_addresses", T_RETENTION_TRIES, T_RETENTION_WHY_SAFETY, 90, tries_go},
    {"tokens", T_RETENTION_TOKENS, T_RETENTION_WHY_SAFETY, 365, tokens_go},
    {"photos", T_RETENTION_PHOTOS, T_RETENTION_WHY_PHOTOS, 14, photos_go},
    {0},
};
