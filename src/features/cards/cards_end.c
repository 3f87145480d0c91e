/* The end of a call: a log for everybody who took part, with everything filled in, from which their aftercare opens.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/cards/cards_parts.h"

#include "base/clock.h"
#include "core/audit.h"
#include "core/refuse.h"
#include "features/incidents/incidents.h"
#include "features/notify/notify.h"

/* Everybody else who took part. */
static struct str others_of(struct arena *a, const struct card_member_row_list *members,
                            int64_t person_id)
{
    struct buf b = buf_new(a, 100);

    for (size_t i = 0; i < members->n; i++) {
        const struct card_member_row *m = &members->at[i];

        if (m->person_id == person_id || m->joined_at == 0)
            continue;
        buf_add(&b, b.n > 0 ? STR(", ") : STR(""));
        buf_add(&b, m->name);
    }
    return buf_str(&b);
}

/* Their own log; how hard it hit is theirs to say. */
static enum status log_for(struct db *db, struct arena *a, const struct card_call_row *row,
                           const struct zone *zone, const struct card_member_row_list *members,
                           const struct actor *member, int64_t *ret_id)
{
    struct incident_logged logged;
    struct incident_entry e = {.client_key = arena_printf(a, "call-%lld", (long long)row->id),
                               .occurred_at = row->began_at,
                               .class = help_class_of(HELP_ACUTE),
                               .rate_later = true,
                               .at_home = false};

    if (member->person_id == row->person_id)
        return help_log_later(db, a, member, zone, row->id, ret_id);
    e.text[INCIDENT_FIELD_SEEN_BY] = others_of(a, members, member->person_id);
    TRY(incident_log(db, a, member, zone, &e, &logged));
    *ret_id = logged.id;
    return OK;
}

static enum status first_talks(struct db *db, struct arena *a, const struct card_call_row *row)
{
    struct card_member_row_list members;
    struct card_centre_row centre;
    const struct zone *zone;

    TRY(q_card_centre(db, a, row->centre_id, &centre));
    TRY(zone_find(centre.zone, &zone));
    TRY(q_card_members_coming(db, row->id));
    TRY(q_card_members(db, a, row->id, &members));
    for (size_t i = 0; i < members.n; i++) {
        struct actor member;
        int64_t incident_id;

        if (members.at[i].joined_at == 0 || members.at[i].incident_id != 0)
            continue;
        enum status found = actor_load(db, a, members.at[i].person_id, &member);
        if (found == MISSING || (found == OK && !may(&member, PERM_INCIDENT_LOG)))
            continue; /* left meanwhile */
        TRY(found);
        TRY(log_for(db, a, row, zone, &members, &member, &incident_id));
        TRY(q_card_member_incident(db, row->id, member.person_id, incident_id));
        TRY(notify_person(db, a, member.person_id, NOTICE_ORDINARY, T_NOTICE_CARDS_TALK,
                          STR("/aftercare/mine"),
                          arena_printf(a, "cards.talk %lld", (long long)row->id)));
    }
    return OK;
}

/* Whoever came to a drill has done what their plan asks for; whoever it was pressed for has only been rung from. */
static enum status tell_who_drilled(struct db *db, struct arena *a, const struct card_call_row *row)
{
    struct card_member_row_list members;

    TRY(q_card_members_coming(db, row->id));
    TRY(q_card_members(db, a, row->id, &members));
    for (size_t i = 0; i < members.n; i++)
        if (members.at[i].joined_at != 0 && members.at[i].person_id != row->person_id)
            TRY(announce_word(db, EVENT_MODULE_PASSED, members.at[i].person_id,
                              STR(CARDS_DRILL_MODULE)));
    return OK;
}

enum status cards_end_now(struct db *db, struct arena *a, const struct actor *who,
                          const struct card_call_row *row, bool cancelled)
{
    int64_t changed;

    TRY(q_card_call_end(db, row->id, clock_now(), who->person_id, &changed));
    if (changed == 0)
        return OK;
    TRY(cards_event(db, row->id, who->person_id, CARD_EVENT_ENDED, -1));
    TRY(job_cancel(db, CARDS_DEAL, row->id, STR("")));
    if (row->drill_id != 0) {
        TRY(cards_drill_is_over(db, row->drill_id));
        TRY(tell_who_drilled(db, a, row));
    } else if (!cancelled) { /* pressed by mistake: somebody still asks how they are (help.ask) */
        TRY(first_talks(db, a, row));
    }
    TRY(help_close(db, a, who, row->id));
    TRY(audit(db, who, AUDIT_CARDS_CALL, row->id, STR("ended")));
    TRY(announce(db, EVENT_ACUTE_CALL_CHANGED, row->id));
    return cards_tell(db, row->centre_id, row->id);
}

enum status cards_end(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct card_call_row row;
    struct card_seat_row_list seats;
    bool may_end;
    DB_TX(tx, db);

    TRY(cards_open_call(db, a, who, id, &row));
    TRY(q_card_seats(db, a, id, &seats));
    may_end = row.person_id == who->person_id;
    for (size_t i = 0; i < seats.n; i++)
        may_end = may_end || (seats.at[i].role == CARD_DECIDE && seats.at[i].confirmed_at != 0 &&
                              seats.at[i].person_id == who->person_id);
    if (!may_end)
        return refuse(DENIED, T_CARDS_NOT_YOURS_TO_END);
    TRY(cards_end_now(db, a, who, &row, false));
    TRY(db_commit(&tx));
    jobs_wake();
    return OK;
}

enum status cards_rate(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                       int64_t rating, int64_t *ret_incident_id)
{
    struct cards_call c;
    struct card_centre_row centre;
    const struct zone *zone;
    int64_t incident_id = 0;

    TRY(cards_find(db, a, who, id, &c));
    for (size_t i = 0; i < c.members.n; i++)
        if (c.members.at[i].person_id == who->person_id)
            incident_id = c.members.at[i].incident_id;
    if (incident_id == 0)
        return fail(MISSING, "nothing was logged for the actor");
    TRY(q_card_centre(db, a, who->centre_id, &centre));
    TRY(zone_find(centre.zone, &zone));
    TRY(incident_rate(db, a, who, zone, incident_id, rating));
    *ret_incident_id = incident_id;
    return OK;
}
