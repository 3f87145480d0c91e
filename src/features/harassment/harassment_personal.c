/* What is held about a person here: digital harassment, with what they confided opened for them.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/harassment/harassment_personal.h"

#include "core/vault.h"
#include "features/harassment/harassment.h"
#include "harassment_personal_sql.h"

static const struct personal_field harassment_cases_fields[] = {
    {"number", T_PERSONAL_NUMBER, PERSONAL_INCIDENT,
     offsetof(struct personal_harassment_cases_row, number)},
    {"opened_at", T_PERSONAL_OPENED, PERSONAL_INSTANT,
     offsetof(struct personal_harassment_cases_row, opened_at)},
    {"closed_at", T_PERSONAL_CLOSED, PERSONAL_INSTANT,
     offsetof(struct personal_harassment_cases_row, closed_at)},
};

static const struct personal_field harassment_reported_fields[] = {
    {"number", T_PERSONAL_NUMBER, PERSONAL_INCIDENT,
     offsetof(struct personal_harassment_reported_row, number)},
    {"opened_at", T_PERSONAL_AT, PERSONAL_INSTANT,
     offsetof(struct personal_harassment_reported_row, opened_at)},
};

static const struct personal_field harassment_deeds_fields[] = {
    {"number", T_PERSONAL_NUMBER, PERSONAL_INCIDENT,
     offsetof(struct personal_harassment_deeds_row, number)},
    {"at", T_PERSONAL_AT, PERSONAL_INSTANT, offsetof(struct personal_harassment_deeds_row, at)},
};

static const struct personal_field harassment_added_fields[] = {
    {"number", T_PERSONAL_NUMBER, PERSONAL_INCIDENT,
     offsetof(struct personal_harassment_added_row, number)},
    {"added_at", T_PERSONAL_AT, PERSONAL_INSTANT,
     offsetof(struct personal_harassment_added_row, added_at)},
};

static const struct personal_field harassment_duties_fields[] = {
    {"number", T_PERSONAL_NUMBER, PERSONAL_INCIDENT,
     offsetof(struct personal_harassment_duties_row, number)},
    {"due_at", T_PERSONAL_DUE, PERSONAL_INSTANT,
     offsetof(struct personal_harassment_duties_row, due_at)},
    {"ended_at", T_PERSONAL_ENDED, PERSONAL_INSTANT,
     offsetof(struct personal_harassment_duties_row, ended_at)},
};

static const struct personal_field harassment_links_fields[] = {
    {"address", T_PERSONAL_ADDRESS, PERSONAL_TEXT,
     offsetof(struct personal_harassment_links_row, address)},
    {"verified_on", T_PERSONAL_DAY, PERSONAL_DAY,
     offsetof(struct personal_harassment_links_row, verified_on)},
};

#define PLATFORM_TEXT(name, word) T_HARASSMENT_ON_##name,
static const enum text_key platform_texts[] = {HARASSMENT_PLATFORMS(PLATFORM_TEXT)};
#define STEP_TEXT(name, word) T_HARASSMENT_STEP_##name,
static const enum text_key step_texts[] = {HARASSMENT_STEPS(STEP_TEXT)};

static const struct personal_field told_fields[] = {
    {"number", T_PERSONAL_NUMBER, PERSONAL_INCIDENT,
     offsetof(struct personal_harassment_told_row, number)},
    {"story", T_HARASSMENT_STORY, PERSONAL_TEXT,
     offsetof(struct personal_harassment_told_row, story)},
    {"name_reason", T_HARASSMENT_NAME_REASON, PERSONAL_TEXT,
     offsetof(struct personal_harassment_told_row, name_reason)},
    {"closed_word", T_HARASSMENT_CLOSE_WORD_LABEL, PERSONAL_TEXT,
     offsetof(struct personal_harassment_told_row, closed_word)},
};
static const struct personal_field place_fields[] = {
    {"number", T_PERSONAL_NUMBER, PERSONAL_INCIDENT,
     offsetof(struct personal_harassment_place_row, number)},
    {"platform", T_HARASSMENT_PLATFORM, PERSONAL_WORD,
     offsetof(struct personal_harassment_place_row, platform), harassment_platform_words,
     platform_texts, HARASSMENT_PLATFORM_N},
    {"address", T_PERSONAL_ADDRESS, PERSONAL_TEXT,
     offsetof(struct personal_harassment_place_row, address)},
    {"account", T_HARASSMENT_ACCOUNT, PERSONAL_TEXT,
     offsetof(struct personal_harassment_place_row, account)},
    {"first_seen_at", T_PERSONAL_AT, PERSONAL_INSTANT,
     offsetof(struct personal_harassment_place_row, first_seen_at)},
    {"last_seen_at", T_PERSONAL_HARASSMENT_LAST_SEEN, PERSONAL_INSTANT,
     offsetof(struct personal_harassment_place_row, last_seen_at)},
    {"gone_at", T_PERSONAL_HARASSMENT_GONE, PERSONAL_INSTANT,
     offsetof(struct personal_harassment_place_row, gone_at)},
};
static const struct personal_field file_fields[] = {
    {"number", T_PERSONAL_NUMBER, PERSONAL_INCIDENT,
     offsetof(struct personal_harassment_file_row, number)},
    {"name", T_HARASSMENT_FILE, PERSONAL_TEXT, offsetof(struct personal_harassment_file_row, name)},
    {"n_bytes", T_PERSONAL_HARASSMENT_BYTES, PERSONAL_INT,
     offsetof(struct personal_harassment_file_row, n_bytes)},
    {"sha256", T_PERSONAL_HARASSMENT_PRINT, PERSONAL_TEXT,
     offsetof(struct personal_harassment_file_row, sha256)},
    {"seen_at", T_PERSONAL_HAPPENED, PERSONAL_INSTANT,
     offsetof(struct personal_harassment_file_row, seen_at)},
    {"added_at", T_PERSONAL_AT, PERSONAL_INSTANT,
     offsetof(struct personal_harassment_file_row, added_at)},
};
static const struct personal_field step_fields[] = {
    {"number", T_PERSONAL_NUMBER, PERSONAL_INCIDENT,
     offsetof(struct personal_harassment_step_row, number)},
    {"kind", T_PERSONAL_WHAT, PERSONAL_WORD, offsetof(struct personal_harassment_step_row, kind),
     harassment_step_words, step_texts, HARASSMENT_STEP_N},
    {"word", T_PERSONAL_TEXT_SAID, PERSONAL_TEXT,
     offsetof(struct personal_harassment_step_row, word)},
    {"due_at", T_PERSONAL_DUE, PERSONAL_INSTANT,
     offsetof(struct personal_harassment_step_row, due_at)},
    {"ended_at", T_PERSONAL_ENDED, PERSONAL_INSTANT,
     offsetof(struct personal_harassment_step_row, ended_at)},
};

/* ---- what was confided */

/* Forgotten: nothing is left of it. What does not open is not left out silently: the extract is refused, and says why. */
static enum status open_text(struct db *db, struct arena *a, int64_t person_id, const char *place,
                             int64_t id, struct str *text)
{
    struct str sealed = *text;
    enum status status;

    *text = STR_NONE;
    if (sealed.n == 0)
        return OK;
    status = vault_open(db, a, person_id, arena_printf(a, "%s/%lld", place, (long long)id), sealed,
                        text);
    return status == MISSING ? OK : status;
}

static enum status read_told(struct db *db, struct arena *a, int64_t person_id,
                             struct personal_rows *ret)
{
    struct personal_harassment_told_row_list rows;

    TRY(q_personal_harassment_told(db, a, person_id, &rows));
    for (size_t i = 0; i < rows.n; i++) {
        struct personal_harassment_told_row *r = &rows.at[i];

        TRY(open_text(db, a, person_id, "harassment_case.story", r->id, &r->story));
        TRY(open_text(db, a, person_id, "harassment_case.name_reason", r->id, &r->name_reason));
        TRY(open_text(db, a, person_id, "harassment_case.closed_word", r->id, &r->closed_word));
    }
    *ret = (struct personal_rows){rows.at, rows.n, sizeof *rows.at};
    return OK;
}

static enum status read_places(struct db *db, struct arena *a, int64_t person_id,
                               struct personal_rows *ret)
{
    struct personal_harassment_place_row_list rows;

    TRY(q_personal_harassment_places(db, a, person_id, &rows));
    for (size_t i = 0; i < rows.n; i++) {
        struct personal_harassment_place_row *r = &rows.at[i];

        TRY(open_text(db, a, person_id, "harassment_place.address", r->id, &r->address));
        TRY(open_text(db, a, person_id, "harassment_place.account", r->id, &r->account));
    }
    *ret = (struct personal_rows){rows.at, rows.n, sizeof *rows.at};
    return OK;
}

static enum status read_files(struct db *db, struct arena *a, int64_t person_id,
                              struct personal_rows *ret)
{
    struct personal_harassment_file_row_list rows;

    TRY(q_personal_harassment_files(db, a, person_id, &rows));
    for (size_t i = 0; i < rows.n; i++)
        TRY(open_text(db, a, person_id, "harassment_file.name", rows.at[i].id, &rows.at[i].name));
    *ret = (struct personal_rows){rows.at, rows.n, sizeof *rows.at};
    return OK;
}

static enum status read_steps(struct db *db, struct arena *a, int64_t person_id,
                              struct personal_rows *ret)
{
    struct personal_harassment_step_row_list rows;

    TRY(q_personal_harassment_steps(db, a, person_id, &rows));
    for (size_t i = 0; i < rows.n; i++)
        TRY(open_text(db, a, person_id, "harassment_step.word", rows.at[i].id, &rows.at[i].word));
    *ret = (struct personal_rows){rows.at, rows.n, sizeof *rows.at};
    return OK;
}

PERSONAL_READ(read_harassment_cases, q_personal_harassment_cases,
              struct personal_harassment_cases_row_list)
PERSONAL_READ(read_harassment_reported, q_personal_harassment_reported,
              struct personal_harassment_reported_row_list)
PERSONAL_READ(read_harassment_deeds, q_personal_harassment_deeds,
              struct personal_harassment_deeds_row_list)
PERSONAL_READ(read_harassment_added, q_personal_harassment_added,
              struct personal_harassment_added_row_list)
PERSONAL_READ(read_harassment_duties, q_personal_harassment_duties,
              struct personal_harassment_duties_row_list)
PERSONAL_READ(read_harassment_links, q_personal_harassment_links,
              struct personal_harassment_links_row_list)

const struct personal harassment_personal[] = {
    {"harassment_cases", T_PERSONAL_HARASSMENT, "harassment_case.person_id",
     PERSONAL_FIELDS(harassment_cases_fields), .read = read_harassment_cases},
    {"harassment_told", T_PERSONAL_HARASSMENT_TOLD, "", PERSONAL_FIELDS(told_fields),
     .read = read_told},
    {"harassment_places", T_PERSONAL_HARASSMENT_PLACES, "", PERSONAL_FIELDS(place_fields),
     .read = read_places},
    {"harassment_files", T_PERSONAL_HARASSMENT_FILES, "", PERSONAL_FIELDS(file_fields),
     .read = read_files},
    {"harassment_steps", T_PERSONAL_HARASSMENT_STEPS, "", PERSONAL_FIELDS(step_fields),
     .read = read_steps},
    {"harassment_reported", T_PERSONAL_HARASSMENT_REPORTED, "harassment_case.reported_by",
     PERSONAL_FIELDS(harassment_reported_fields), .read = read_harassment_reported},
    {"harassment_deeds", T_PERSONAL_HARASSMENT_DEEDS, "harassment_chain.person_id",
     PERSONAL_FIELDS(harassment_deeds_fields), .read = read_harassment_deeds},
    {"harassment_added", T_PERSONAL_HARASSMENT_ADDED,
     "harassment_file.added_by harassment_place.added_by", PERSONAL_FIELDS(harassment_added_fields),
     .read = read_harassment_added},
    {"harassment_duties", T_PERSONAL_HARASSMENT_DUTIES,
     "harassment_step.owner_id harassment_step.ended_by", PERSONAL_FIELDS(harassment_duties_fields),
     .read = read_harassment_duties},
    {"harassment_links", T_PERSONAL_HARASSMENT_LINKS, "harassment_link.verified_by",
     PERSONAL_FIELDS(harassment_links_fields), .read = read_harassment_links},
    {0},
};
