/* Reading reports: who sees which, and how much of it.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/reports/reports_parts.h"

#include "base/clock.h"
#include "base/id.h"
#include "core/audit.h"
#include "features/aftercare/aftercare.h"

#define LOOK_AGAIN_MS (15 * MINUTE_MS)

_Static_assert((int)CARE_POLICE_REPORT == 14 && (int)CARE_WORK_ACCIDENT == 15,
               "reports.sql finds the step of a report by its kind");

const char *const report_kind_words[] = {
#define X(name, word) word,
    REPORT_KINDS(X)
#undef X
        NULL};
const char *const report_state_words[] = {
#define X(name, word) word,
    REPORT_STATES(X)
#undef X
        NULL};
const char *const report_outcome_words[] = {
#define X(name, word) word,
    REPORT_OUTCOMES(X)
#undef X
        NULL};
const char *const report_field_words[] = {
#define X(name, word, kinds, class) word,
    REPORT_FIELDS(X)
#undef X
        NULL};
static const int field_kinds[] = {
#define X(name, word, kinds, class) kinds,
    REPORT_FIELDS(X)
#undef X
};
static const enum report_class field_classes[] = {
#define X(name, word, kinds, class) class,
    REPORT_FIELDS(X)
#undef X
};

bool report_has_field(int64_t kind, int field)
{
    return (field_kinds[field] >> kind & 1) != 0;
}

bool report_shows(enum report_sight sight, int field)
{
    return sight != REPORT_SIGHT_COPY || field_classes[field] == REPORT_ABOUT_EVENT;
}

/* ---- who */

static bool leads(const struct actor *who, enum permission p, int64_t centre_id, int64_t team_id,
                  int64_t person_id)
{
    return who->person_id != person_id && who->centre_id == centre_id &&
           may_reach(who, p, -1, team_id);
}

static enum status sight_of(const struct actor *who, const struct report_row *r,
                            enum report_sight *ret)
{
    bool is_copy = r->kind == REPORT_ACCIDENT && r->state == REPORT_FILED;

    if (!may(who, PERM_REPORT_READ))
        return fail(MISSING, "may read no report");
    if (who->person_id != 0 && who->person_id == r->person_id)
        *ret = REPORT_SIGHT_OWN;
    else if (leads(who, PERM_REPORT_WRITE, r->centre_id, r->team_id, r->person_id) ||
             (may(who, PERM_REPORT_WRITE) && r->owner_id != 0 && r->owner_id == who->person_id))
        *ret = REPORT_SIGHT_FILE;
    else if (is_copy && leads(who, PERM_REPORT_READ, r->centre_id, r->team_id, r->person_id))
        *ret = REPORT_SIGHT_COPY;
    else
        return fail(MISSING, "outside the actor's reach");
    return OK;
}

enum status report_reach(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                         struct report_row *ret, enum report_sight *ret_sight)
{
    struct report_row row;

    TRY(q_report(db, a, id, &row));
    TRY(sight_of(who, &row, ret_sight));
    *ret = row;
    return OK;
}

static enum status note_look(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct report_look_row look;
    enum status recent =
        q_report_look_since(db, a, id, who->person_id, clock_now() - LOOK_AGAIN_MS, &look);

    if (recent != MISSING)
        return recent;
    DB_TX(tx, db);
    TRY(audit(db, who, AUDIT_REPORT_SEEN, id, STR("")));
    return db_commit(&tx);
}

/* ---- what */

enum status report_parts(struct db *db, struct arena *a, const struct report_row *r,
                         struct report_part part[REPORT_FIELD_N])
{
    struct str known[REPORT_FIELD_N] = {0};
    struct report_text_row_list texts;

    TRY(report_known(db, a, r, known));
    TRY(q_report_texts(db, a, r->id, &texts));
    for (int f = 0; f < REPORT_FIELD_N; f++)
        part[f] = (struct report_part){.text = known[f].p != NULL ? known[f] : STR("")};
    for (size_t i = 0; i < texts.n; i++) {
        struct report_part *p;

        if (texts.at[i].field < 0 || texts.at[i].field >= REPORT_FIELD_N)
            continue; /* written by a newer version */
        p = &part[texts.at[i].field];
        if (!p->is_typed)
            *p = (struct report_part){texts.at[i].text, true, {&texts.at[i + 1], 0}};
        else
            p->versions.n++; /* they follow one another, newest first */
    }
    return OK;
}

enum status report_find(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                        struct report *ret)
{
    struct report r = {0};

    TRY(report_reach(db, a, who, id, &r.row, &r.sight));
    if (r.sight != REPORT_SIGHT_OWN)
        TRY(note_look(db, a, who, id));
    TRY(report_parts(db, a, &r.row, r.part));
    for (int f = 0; f < REPORT_FIELD_N; f++)
        if (!report_has_field(r.row.kind, f) || !report_shows(r.sight, f))
            r.part[f] = (struct report_part){0};
    if (r.sight == REPORT_SIGHT_COPY) {
        r.row.person_id = 0;
        r.row.person_name = r.row.settler_name = r.row.owner_name = STR_NONE;
    } else {
        TRY(q_report_events(db, a, id, &r.events));
    }
    r.due_at = r.row.state == REPORT_DRAFT ? r.row.due_at : 0;
    *ret = r;
    return OK;
}

enum status report_case_find(struct db *db, struct arena *a, const struct actor *who,
                             int64_t case_id, struct report_case *ret)
{
    struct report_case c = {0};
    struct report_row_list all;
    enum report_sight sight;

    TRY(q_report_case(db, a, case_id, &c.row));
    TRY(q_reports_of_case(db, a, case_id, &all));
    c.reports.at = arena_array(a, struct report_row, all.n);
    for (size_t i = 0; i < all.n; i++) {
        enum status seen = sight_of(who, &all.at[i], &sight);

        if (seen == OK && sight != REPORT_SIGHT_COPY)
            c.reports.at[c.reports.n++] = all.at[i];
        else if (seen != OK && seen != MISSING)
            return seen;
    }
    c.may_start = (may(who, PERM_REPORT_WRITE) && who->person_id == c.row.person_id) ||
                  leads(who, PERM_REPORT_WRITE, c.row.centre_id, c.row.team_id, c.row.person_id);
    if (!c.may_start && c.reports.n == 0)
        return fail(MISSING, "outside the actor's reach");
    *ret = c;
    return OK;
}

/* ---- lists */

static int newest_first(const void *x, const void *y)
{
    const struct report_row *a = x, *b = y;

    if (a->made_at != b->made_at)
        return a->made_at > b->made_at ? -1 : 1;
    return a->id > b->id ? -1 : a->id < b->id;
}

static void add_readable(const struct actor *who, const struct report_row_list *from,
                         struct report_row_list *to)
{
    for (size_t i = 0; i < from->n; i++) {
        enum report_sight sight;
        bool is_known = false;

        for (size_t n = 0; n < to->n; n++)
            is_known = is_known || to->at[n].id == from->at[i].id;
        if (is_known || sight_of(who, &from->at[i], &sight) != OK)
            continue;
        to->at[to->n] = from->at[i];
        if (sight == REPORT_SIGHT_COPY)
            to->at[to->n].person_name = to->at[to->n].owner_name = STR_NONE;
        to->n++;
    }
}

enum status report_list(struct db *db, struct arena *a, const struct actor *who, int64_t limit,
                        struct report_row_list *ret)
{
    struct report_row_list rows, list = {0};
    int64_t *teams;
    size_t n;
    bool all;

    if (!may(who, PERM_REPORT_READ))
        return fail(DENIED, "may read no report");
    access_teams(who, PERM_REPORT_LIST, a, &all, &teams, &n);
    list.at = arena_array(a, struct report_row, (size_t)limit * (all ? 2 : n + 1));
    TRY(q_reports_of_person(db, a, who->person_id, limit, &rows));
    add_readable(who, &rows, &list);
    for (size_t i = 0; i < (all ? 1 : n); i++) {
        int64_t team_id = all ? 0 : teams[i];
        bool copies = !may_reach(who, PERM_REPORT_WRITE, -1, team_id);

        TRY(q_reports_of_team(db, a, who->centre_id, team_id, copies, limit, &rows));
        add_readable(who, &rows, &list);
    }
    if (list.n > 1)
        qsort(list.at, list.n, sizeof *list.at, newest_first);
    if (list.n > (size_t)limit)
        list.n = (size_t)limit;
    *ret = list;
    return OK;
}

bool report_leads(const struct actor *who)
{
    return may(who, PERM_REPORT_LIST);
}

enum status report_list_fits(struct db *db, struct arena *a, const struct actor *who, bool *ret)
{
    struct report_id_row own;
    enum status found = OK;

    if (!report_leads(who))
        found = q_report_own_any(db, a, who->person_id, &own);
    if (found != OK && found != MISSING)
        return found;
    *ret = found == OK;
    return OK;
}

enum status report_note(struct db *db, const struct actor *who, int64_t id, enum report_event kind,
                        struct str detail)
{
    return q_report_event_insert(db, id_new(), id, clock_now(), who->person_id, kind, detail);
}
