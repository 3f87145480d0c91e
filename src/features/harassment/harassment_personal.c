/* What is held about a person here: digital harassment; what is sealed opens on the case's own page.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/harassment/harassment_personal.h"

#include "harassment_personal_sql.h"

static const struct personal_field harassment_cases_fields[] = {
    {"number", T_PERSONAL_NUMBER, PERSONAL_INT,
     offsetof(struct personal_harassment_cases_row, number)},
    {"opened_at", T_PERSONAL_OPENED, PERSONAL_INSTANT,
     offsetof(struct personal_harassment_cases_row, opened_at)},
    {"closed_at", T_PERSONAL_CLOSED, PERSONAL_INSTANT,
     offsetof(struct personal_harassment_cases_row, closed_at)},
};

static const struct personal_field harassment_reported_fields[] = {
    {"number", T_PERSONAL_NUMBER, PERSONAL_INT,
     offsetof(struct personal_harassment_reported_row, number)},
    {"opened_at", T_PERSONAL_AT, PERSONAL_INSTANT,
     offsetof(struct personal_harassment_reported_row, opened_at)},
};

static const struct personal_field harassment_deeds_fields[] = {
    {"number", T_PERSONAL_NUMBER, PERSONAL_INT,
     offsetof(struct personal_harassment_deeds_row, number)},
    {"at", T_PERSONAL_AT, PERSONAL_INSTANT, offsetof(struct personal_harassment_deeds_row, at)},
};

static const struct personal_field harassment_added_fields[] = {
    {"number", T_PERSONAL_NUMBER, PERSONAL_INT,
     offsetof(struct personal_harassment_added_row, number)},
    {"added_at", T_PERSONAL_AT, PERSONAL_INSTANT,
     offsetof(struct personal_harassment_added_row, added_at)},
};

static const struct personal_field harassment_duties_fields[] = {
    {"number", T_PERSONAL_NUMBER, PERSONAL_INT,
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
