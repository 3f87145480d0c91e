/* Looks and retention as JSON: the same rules as the pages.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/privacy/privacy.h"
#include "features/privacy/privacy_web.h"
#include "web/api.h"

#define LOOKS_MAX 200

static const struct shape_field look_fields[] = {
    {"at", SHAPE_INSTANT, offsetof(struct look_row, at), NULL, "When"},
    {"person_id", SHAPE_ID, offsetof(struct look_row, person_id), NULL,
     "Who; null: the command line"},
    {"person", SHAPE_TEXT, offsetof(struct look_row, name), NULL, "Their name"},
    {"action", SHAPE_TEXT, offsetof(struct look_row, action), NULL,
     "incident_seen, aftercare_seen, incident_exported or person_extracted"},
    {"number", SHAPE_INT, offsetof(struct look_row, number), NULL,
     "The incident: 1042 is said as H-1042; 0: none"},
};
static const struct shape look_shape = SHAPE("Look", look_fields);

struct rule_row {
    struct str rule;
    int64_t days, n;
};
static const struct shape_field rule_fields[] = {
    {"rule", SHAPE_TEXT, offsetof(struct rule_row, rule), NULL, "Name in the configuration"},
    {"days", SHAPE_INT, offsetof(struct rule_row, days), NULL, "How long things are kept"},
    {"n", SHAPE_INT, offsetof(struct rule_row, n), NULL, "Taken away so far"},
};
static const struct shape rule_shape = SHAPE("RetentionRule", rule_fields);

static enum status api_looks(struct request *rq, struct response *rs)
{
    struct privacy_looks looks;

    TRY(privacy_looks_all(rq->db, rq->arena, rq->who, LOOKS_MAX, &looks));
    return api_list(rq, rs, looks.rows.at, looks.rows.n, sizeof *looks.rows.at, STR_NONE);
}

static enum status api_retention(struct request *rq, struct response *rs)
{
    struct retention_report report;
    struct rule_row *rows;

    TRY(retention_report(rq->db, rq->arena, rq->who, 1, &report));
    rows = arena_array(rq->arena, struct rule_row, report.rules.n);
    for (size_t i = 0; i < report.rules.n; i++)
        rows[i] = (struct rule_row){str_of(report.rules.at[i].rule->name), report.rules.at[i].days,
                                    report.rules.at[i].n};
    return api_list(rq, rs, rows, report.rules.n, sizeof *rows, STR_NONE);
}

const struct route privacy_api_routes[] = {
    {GET, "/api/v1/me/looks", PERM_SIGNED_IN, api_looks, .out = &look_shape, .out_is_list = true,
     .summary = "Who has looked at what is the caller's, newest first"},
    {GET, "/api/v1/retention", PERM_RETENTION_READ, api_retention, .out = &rule_shape,
     .out_is_list = true, .summary = "How long things are kept, and how many were taken away"},
    {0},
};
