/* What whoever takes the next call may know: that there is a restriction, what it covers, which way is open, until when, and
 * what to say. Asked by the case system's reference; nothing about the citizen is kept to match by.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/conduct/conduct_parts.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "core/audit.h"
#include "core/refuse.h"

static enum status look_up(struct db *db, struct arena *a, const struct actor *who, struct str key,
                           struct conduct_check_row *ret)
{
    const struct zone *zone;

    TRY(conduct_zone(db, a, who->centre_id, &zone));
    return q_conduct_check(db, a, who->centre_id, key, zone_day(zone, clock_now()), ret);
}

static struct conduct_answer answer_of(struct arena *a, const struct conduct_check_row *r)
{
    return (struct conduct_answer){.restricted = true,
                                   .scope = r->scope,
                                   .lines = r->lines,
                                   .hours = r->hours,
                                   .channel = r->channel,
                                   .channel_words = r->channel_words,
                                   .say = r->say,
                                   .from_day = r->from_day,
                                   .end_day = r->end_day,
                                   .until = date_text(a, (int32_t)r->end_day)};
}

enum status conduct_check(struct db *db, struct arena *a, const struct actor *who,
                          struct str reference, struct conduct_answer *ret)
{
    struct conduct_check_row row = {0};
    struct str key;

    if (!may(who, PERM_RESTRICTION_CHECK) || who->centre_id == 0)
        return fail(DENIED, "may not");
    TRY(conduct_no_cpr(&reference, 1));
    if (utf8_length(reference) > CONDUCT_REFERENCE_MAX)
        return refuse(INVALID, T_CONDUCT_TOO_LONG);
    key = conduct_reference_key(a, reference);
    if (key.n == 0)
        return refuse(INVALID, T_CONDUCT_CHECK_NEEDS_REFERENCE);
    DB_TX(tx, db);
    enum status found = look_up(db, a, who, key, &row);
    if (found != OK && found != MISSING)
        return found;
    /* what was typed is not written down: it may have been anything */
    TRY(audit(db, who, AUDIT_RESTRICTION_CHECKED, row.id,
              found == OK ? STR("restricted") : STR("none")));
    TRY(db_commit(&tx));
    *ret = found == OK ? answer_of(a, &row) : (struct conduct_answer){.until = STR_NONE};
    return OK;
}
