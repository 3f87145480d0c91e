/* What invitations hold about a person: what they were told to come to. It goes a year after it was.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/invitations/invitations_personal.h"

#include "invitations_personal_sql.h"

static const struct personal_field fields[] = {
    {"at", T_PERSONAL_AT, PERSONAL_INSTANT, offsetof(struct personal_invitation_row, at)},
    {"title", T_PERSONAL_INVITATION_TITLE, PERSONAL_TEXT,
     offsetof(struct personal_invitation_row, title)},
    {"starts_at", T_PERSONAL_INVITATION_STARTS, PERSONAL_INSTANT,
     offsetof(struct personal_invitation_row, starts_at)},
    {"ends_at", T_PERSONAL_INVITATION_ENDS, PERSONAL_INSTANT,
     offsetof(struct personal_invitation_row, ends_at)},
    {"place", T_PERSONAL_INVITATION_PLACE, PERSONAL_TEXT,
     offsetof(struct personal_invitation_row, place)},
    {"cancelled", T_PERSONAL_INVITATION_CANCELLED, PERSONAL_BOOL,
     offsetof(struct personal_invitation_row, cancels)},
};
PERSONAL_READ(read_letters, q_personal_invitations, struct personal_invitation_row_list)

static enum status forget(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    TRY(q_personal_invitation_letters_drop(db, person_id));
    return q_personal_invitation_guests_drop(db, person_id);
}

const struct personal invitations_personal[] = {
    {"invitations", T_PERSONAL_INVITATIONS,
     "invitation_letter.person_id invitation_guest.person_id", PERSONAL_FIELDS(fields),
     .read = read_letters, .forget = forget},
    {0},
};

/* ---- how long */

static enum status invitations_go(struct db *db, struct arena *a, const struct retention_task *t,
                                  int64_t *ret_n)
{
    struct retention_invitation_row_list old;

    TRY(q_retention_invitations(db, a, t->before_at, t->most, &old));
    for (size_t i = 0; i < old.n; i++) {
        TRY(q_retention_invitation_letters_drop(db, old.at[i].id));
        TRY(q_retention_invitation_guests_drop(db, old.at[i].id));
        TRY(q_retention_invitation_versions_drop(db, old.at[i].id));
        TRY(q_retention_invitation_drop(db, old.at[i].id));
    }
    *ret_n = (int64_t)old.n;
    return OK;
}

const struct retention_rule invitations_retention[] = {
    {"invitations", T_RETENTION_INVITATIONS, T_RETENTION_WHY_OVERVIEW, 365, invitations_go},
    {0},
};
