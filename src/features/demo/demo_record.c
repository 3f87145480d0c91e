/* Writes incidents as the incident feature does: row, texts, words, steps, audit, and the counts
 * beside them.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/demo/demo_parts.h"

#include <stdlib.h>

/* What the row is now, while its story is told. */
struct state {
    int64_t id, rating, raised, hit;
    bool talked;
    int64_t versions[INCIDENT_FIELD_N];
    const char *latest[INCIDENT_FIELD_N];
};

enum status demo_note(struct demo *d, int64_t at, size_t who, enum audit_action action, int64_t id,
                      struct str detail)
{
    return q_demo_audit_insert(d->db, demo_id(d, at), at, d->staff[who].id, audit_word(action), id,
                               detail);
}

static enum status step(struct demo *d, const struct demo_later *l, int64_t id, struct str detail)
{
    d->rows += 3;
    return q_incident_step_insert(d->db, demo_id(d, l->at), id, l->at, d->staff[l->who].id, l->kind,
                                  detail);
}

static enum status write_text(struct demo *d, struct state *s, size_t who, int64_t at,
                              enum incident_field field, struct str text)
{
    TRY(q_incident_text_insert(d->db, s->id, field, ++s->versions[field], text, at,
                               d->staff[who].id));
    d->rows += 10;
    return incident_index_words(d->db, d->scratch, s->id, text);
}

/* ---- what happens later, each as in incidents.c */

static enum status tell_talked(struct demo *d, const struct demo_later *l, struct state *s)
{
    int64_t changed;

    /* they read it first, and that is noted */
    TRY(demo_note(d, l->at - 4 * MINUTE_MS, l->who, AUDIT_INCIDENT_SEEN, s->id, STR("")));
    TRY(q_incident_set_talked(d->db, s->id, l->at, &changed));
    TRY(step(d, l, s->id, STR("")));
    s->talked = true;
    return demo_note(d, l->at, l->who, AUDIT_INCIDENT_TALKED, s->id, STR(""));
}

static enum status tell_rating(struct demo *d, const struct demo_later *l, struct state *s)
{
    bool own = l->kind == INCIDENT_STEP_RATED;
    int64_t before = own ? s->rating : s->hit;

    if (!own && l->rating <= s->hit)
        return OK; /* the employee has said more in the meantime */
    *(own ? &s->rating : &s->raised) = l->rating;
    s->hit = s->rating > s->raised ? s->rating : s->raised;
    TRY(q_incident_set_rating(d->db, s->id, s->rating, s->raised, s->hit, l->at));
    TRY(step(d, l, s->id, arena_printf(d->scratch, "%d %d", (int)before, (int)l->rating)));
    return demo_note(d, l->at, l->who, AUDIT_INCIDENT_CHANGED, s->id, STR("rating"));
}

static enum status tell_text(struct demo *d, const struct demo_later *l, struct state *s)
{
    struct str field = str_of(incident_field_words[l->field]), text = str_of(l->text);

    if (l->is_correction)
        text = arena_printf(d->scratch, "%s %s", s->latest[l->field], l->text);
    TRY(write_text(d, s, l->who, l->at, l->field, text));
    TRY(step(d, l, s->id, field));
    TRY(q_incident_touch(d->db, s->id, l->at));
    return demo_note(d, l->at, l->who,
                     l->is_correction ? AUDIT_INCIDENT_CORRECTED : AUDIT_INCIDENT_CHANGED, s->id,
                     field);
}

static int later_order(const void *a, const void *b)
{
    const struct demo_later *x = a, *y = b;

    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    return (int)x->kind - (int)y->kind;
}

static enum status tell_later(struct demo *d, struct demo_incident *in, struct state *s)
{
    qsort(in->later, in->n_later, sizeof *in->later, later_order);
    for (size_t i = 0; i < in->n_later; i++) {
        const struct demo_later *l = &in->later[i];

        switch (l->kind) {
        case INCIDENT_STEP_TALKED:
            TRY(tell_talked(d, l, s));
            break;
        case INCIDENT_STEP_RATED:
        case INCIDENT_STEP_RAISED:
            TRY(tell_rating(d, l, s));
            break;
        case INCIDENT_STEP_TEXT:
            TRY(tell_text(d, l, s));
            break;
        case INCIDENT_STEP_DETAILS:
        case INCIDENT_STEP_N:
            must(false);
        }
    }
    return OK;
}

/* ---- the incident itself */

static enum status write_counts(struct demo *d, const struct demo_incident *in,
                                const struct state *s, bool newcomer)
{
    struct demo_team *team = &d->teams[d->staff[in->staff].team];
    int64_t open = s->talked ? 0 : 1;

    team->n_logged++;
    d->result.n_incidents++;
    d->result.n_by_class[in->class]++;
    d->result.n_open += open;
    d->result.n_wants_talk += in->wants_talk ? open : 0;
    TRY(q_incident_tally_add(d->db, team->id, 1, open, in->wants_talk ? open : 0,
                             s->hit >= INCIDENT_HARD ? open : 0, newcomer ? open : 0));
    return q_incident_day_add(d->db, team->id, zone_day(d->zone, in->occurred_at), in->class, 1, 1,
                              s->hit, (in->acts & INCIDENT_ENDED) != 0);
}

static enum status write_incident(struct demo *d, struct demo_incident *in)
{
    const struct demo_staff *staff = &d->staff[in->staff], *logger = &d->staff[in->logged_by];
    struct incident_number_row number;
    struct state s = {.id = demo_id(d, in->logged_at), .rating = in->rating, .raised = in->raised};
    bool newcomer = in->seniority >= 0 && in->seniority < INCIDENT_NEWCOMER_DAYS;

    s.hit = s.rating > s.raised ? s.rating : s.raised;
    TRY(q_incident_number_next(d->db, d->scratch, d->centre_id, &number));
    TRY(q_incident_insert(d->db, s.id, d->centre_id, number.latest,
                          arena_printf(d->scratch, "demo-%08lld", (long long)number.latest),
                          d->teams[staff->team].id, staff->id, logger->id, in->call_id,
                          in->occurred_at, in->logged_at, in->class, in->rating, in->raised, s.hit,
                          in->near_miss, in->acts, in->wants_talk, in->was_alone, in->at_home,
                          newcomer, in->seniority > 0 ? in->seniority : 0));
    TRY(demo_note(d, in->logged_at, in->logged_by, AUDIT_INCIDENT_LOGGED, s.id, STR("")));
    for (int f = 0; f < INCIDENT_FIELD_N; f++)
        if ((s.latest[f] = in->text[f]) != NULL)
            TRY(write_text(d, &s, in->logged_by, in->logged_at, (enum incident_field)f,
                           str_of(in->text[f])));
    TRY(tell_later(d, in, &s));
    struct demo_hurt hurt = {.incident_id = s.id,
                             .number = number.latest,
                             .logged_at = in->logged_at,
                             .hit = s.hit,
                             .class = in->class,
                             .staff = in->staff,
                             .newcomer = newcomer,
                             .wants_talk = in->wants_talk};
    TRY(demo_write_care(d, &hurt));
    if (in->kind != DEMO_DIGITAL) /* nobody knows who that was */
        demo_consider_conduct(d, &hurt);
    d->rows += 4;
    return write_counts(d, in, &s, newcomer);
}

static int logged_order(const void *a, const void *b)
{
    const struct demo_incident *x = a, *y = b;

    if (x->logged_at != y->logged_at)
        return x->logged_at < y->logged_at ? -1 : 1;
    if (x->occurred_at != y->occurred_at)
        return x->occurred_at < y->occurred_at ? -1 : 1;
    return x->staff < y->staff ? -1 : x->staff > y->staff;
}

enum status demo_write_incidents(struct demo *d, int64_t until_at)
{
    size_t n = 0;

    if (d->n_pending > 0)
        qsort(d->pending, d->n_pending, sizeof *d->pending, logged_order);
    for (; n < d->n_pending && d->pending[n].logged_at < until_at; n++)
        TRY(write_incident(d, &d->pending[n]));
    for (size_t i = n; i < d->n_pending; i++)
        d->pending[i - n] = d->pending[i];
    d->n_pending -= n;
    return OK;
}

static enum status seen_by(struct demo *d, size_t manager, const struct demo_team *team, int64_t at)
{
    return q_incident_seen_put(d->db, d->staff[manager].id, team->id, team->n_logged, at);
}

enum status demo_write_seen(struct demo *d, int64_t at)
{
    for (size_t t = 0; t < d->n_teams; t++) {
        TRY(seen_by(d, d->teams[t].manager, &d->teams[t], at));
        TRY(seen_by(d, (size_t)d->boss, &d->teams[t], at));
    }
    return OK;
}
