/* Makes cases, decisions and letters ready for their views: words for codes, days as the reader reads them, links.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/conduct/conduct_show.h"

#include <string.h>

#include "base/clock.h"
#include "features/conduct/conduct_forms.h"
#include "features/incidents/incidents.h"
#include "web/page.h"

static const enum text_key state_texts[] = {
#define X(name, word) T_CONDUCT_STATE_##name,
    CONDUCT_STATES(X)
#undef X
};
static const enum text_key state_longs[] = {
#define X(name, word) T_CONDUCT_LONG_##name,
    CONDUCT_STATES(X)
#undef X
};
static const enum text_key wish_texts[] = {
#define X(name, word) T_CONDUCT_WISH_IS_##name,
    CONDUCT_WISHES(X)
#undef X
};
static const enum text_key scope_texts[] = {
#define X(name, word) T_CONDUCT_SCOPE_IS_##name,
    CONDUCT_SCOPES(X)
#undef X
};
static const enum text_key channel_texts[] = {
#define X(name, word) T_CONDUCT_CHANNEL_IS_##name,
    CONDUCT_CHANNELS(X)
#undef X
};
static const enum text_key hearing_texts[] = {
#define X(name, word) T_CONDUCT_HEARING_IS_##name,
    CONDUCT_HEARINGS(X)
#undef X
};
const enum text_key conduct_letter_texts[CONDUCT_LETTER_N] = {
#define X(name, word) T_CONDUCT_LETTER_IS_##name,
    CONDUCT_LETTERS(X)
#undef X
};
static const enum text_key version_texts[CONDUCT_DECISION_KIND_N] = {
    T_CONDUCT_VERSION_DECIDED, T_CONDUCT_VERSION_CHANGED, T_CONDUCT_VERSION_RENEWED};

struct str conduct_day_text(struct request *rq, int64_t day)
{
    return day == 0 ? STR_NONE : local_date(rq, zone_day_start(rq->zone, (int32_t)day));
}

struct str conduct_scope_text(struct request *rq, int64_t scope)
{
    struct buf b = buf_new(rq->arena, 60);

    for (int i = 0; i < CONDUCT_SCOPE_N; i++)
        if ((scope >> i & 1) != 0) {
            if (b.n > 0)
                buf_add(&b, STR(", "));
            buf_add(&b, text(rq->lang, scope_texts[i]));
        }
    return buf_str(&b);
}

struct str conduct_channel_text(struct request *rq, int64_t channel)
{
    return text(rq->lang, channel_texts[channel]);
}

static int32_t today_of(struct request *rq)
{
    return zone_day(rq->zone, clock_now());
}

/* ---- the list */

static struct conduct_row row_of(struct request *rq, const struct conduct_list_row *r)
{
    bool open = r->state == CONDUCT_ASKED || r->state == CONDUCT_HEARING;

    return (struct conduct_row){
        .url = path_of(rq->arena, "/conduct/{}", r->id),
        .number = incident_number_text(rq->arena, r->number),
        .name = r->person_name,
        .reference = r->reference,
        .asked = local_date(rq, r->asked_at),
        .asked_iso = iso_time(rq, r->asked_at),
        .due = local_date(rq, r->answer_due_at - 1),
        .ends = conduct_day_text(rq, r->end_day),
        .reviewed = conduct_day_text(rq, r->review_day),
        .state_text = state_texts[r->state],
        .late = open && r->answer_due_at <= clock_now(),
        .review_due = r->state == CONDUCT_IN_FORCE && r->review_day <= today_of(rq),
    };
}

struct conduct_list_view conduct_list_view_of(struct request *rq,
                                              const struct conduct_list_row_list *rows)
{
    struct conduct_list_view v = {.may_words = may(rq->who, PERM_CONDUCT_WORDS),
                                  .shows_names = may(rq->who, PERM_CONDUCT_DECIDE)};
    struct conduct_rows *const parts[] = {&v.waiting, &v.in_force, &v.over};

    for (size_t i = 0; i < 3; i++)
        parts[i]->at = arena_array(rq->arena, struct conduct_row, rows->n);
    for (size_t i = 0; i < rows->n; i++) {
        int64_t state = rows->at[i].state;
        struct conduct_rows *to = state == CONDUCT_ASKED || state == CONDUCT_HEARING ? &v.waiting
                                  : state == CONDUCT_IN_FORCE                        ? &v.in_force
                                                                                     : &v.over;

        to->at[to->n++] = row_of(rq, &rows->at[i]);
    }
    return v;
}

/* ---- one case */

#define FACTS_MAX 14
static struct conduct_facts facts_new(struct request *rq)
{
    return (struct conduct_facts){arena_array(rq->arena, struct conduct_fact, FACTS_MAX), 0};
}

static void fact(struct conduct_facts *to, enum text_key label, struct str text)
{
    if (text.n > 0)
        to->at[to->n++] = (struct conduct_fact){label, text};
}

static struct conduct_facts request_facts(struct request *rq, const struct conduct_case *c)
{
    struct conduct_facts f = facts_new(rq);

    fact(&f, T_CONDUCT_WISH, text(rq->lang, wish_texts[c->row.wish]));
    fact(&f, T_CONDUCT_WHY, c->row.words);
    fact(&f, T_CONDUCT_REFERENCE, c->row.reference);
    return f;
}

static struct conduct_facts answer_facts(struct request *rq, const struct conduct_case *c)
{
    struct conduct_facts f = facts_new(rq);

    fact(&f, T_CONDUCT_ANSWER_SHOWN, c->row.answer);
    if (c->row.state == CONDUCT_HEARING || c->row.heard_at != 0)
        fact(&f, T_CONDUCT_HEARING_UNTIL, conduct_day_text(rq, c->row.hearing_due_day));
    fact(&f, T_CONDUCT_HEARD, c->row.heard);
    return f;
}

static struct str grounds_text(struct request *rq, const struct conduct_case *c)
{
    struct buf b = buf_new(rq->arena, 40);

    if (c->sight != CONDUCT_SIGHT_FULL)
        return STR_NONE;
    buf_add(&b, incident_number_text(rq->arena, c->row.number));
    for (size_t i = 0; i < c->grounds.n; i++) {
        buf_add(&b, STR(", "));
        buf_add(&b, incident_number_text(rq->arena, c->grounds.at[i].number));
    }
    return buf_str(&b);
}

static struct str joined(struct request *rq, struct str a, struct str b)
{
    return b.n == 0 ? a : arena_printf(rq->arena, "%.*s. %.*s", STR_ARG(a), STR_ARG(b));
}

/* As much of it as the decision row holds: an asker's has no grounds. */
static struct conduct_facts decision_facts(struct request *rq, const struct conduct_decision_row *d,
                                           bool full)
{
    struct conduct_facts f = facts_new(rq);

    fact(&f, T_CONDUCT_SCOPE, conduct_scope_text(rq, d->scope));
    fact(&f, T_CONDUCT_LINES, d->lines);
    fact(&f, T_CONDUCT_HOURS, d->hours);
    fact(&f, T_CONDUCT_CHANNEL, joined(rq, conduct_channel_text(rq, d->channel), d->channel_words));
    fact(&f, T_CONDUCT_FROM, conduct_day_text(rq, d->from_day));
    fact(&f, T_CONDUCT_REVIEW, conduct_day_text(rq, d->review_day));
    fact(&f, T_CONDUCT_END, conduct_day_text(rq, d->end_day));
    fact(&f, T_CONDUCT_SAY, d->say);
    fact(&f, T_CONDUCT_GROUNDS, d->grounds);
    if (full) {
        fact(&f, T_CONDUCT_NEEDS,
             joined(rq, text(rq->lang, d->has_needs ? T_CONDUCT_SAID_YES : T_CONDUCT_SAID_NO),
                    d->needs_words));
        fact(&f, T_CONDUCT_HEARING,
             joined(rq, text(rq->lang, hearing_texts[d->hearing]), d->hearing_words));
    }
    return f;
}

static struct str version_title(struct request *rq, const struct conduct_decision_row *d)
{
    struct text_arg args[] = {TEXT_STR(local_date(rq, d->decided_at)), TEXT_STR(d->decider_name)};

    return text_filled(rq->arena, rq->lang, version_texts[d->kind], args, 2);
}

static void fill_versions(struct request *rq, const struct conduct_case *c,
                          struct conduct_show_view *v)
{
    v->now = facts_new(rq);
    if (!c->has_decision)
        return;
    v->now = decision_facts(rq, &c->decision, v->full);
    fact(&v->now, T_CONDUCT_INCIDENTS, grounds_text(rq, c));
    if (v->full)
        fact(&v->now, T_CONDUCT_DECIDED, version_title(rq, &c->decision));
    v->earlier.at = arena_array(rq->arena, struct conduct_version_view, c->decisions.n);
    for (size_t i = 1; i < c->decisions.n; i++)
        v->earlier.at[v->earlier.n++] = (struct conduct_version_view){
            version_title(rq, &c->decisions.at[i]), decision_facts(rq, &c->decisions.at[i], true)};
}

static void fill_history(struct request *rq, const struct conduct_case *c,
                         struct conduct_show_view *v)
{
    v->letters.at = arena_array(rq->arena, struct conduct_letter_view, c->letters.n);
    for (size_t i = 0; i < c->letters.n; i++)
        v->letters.at[v->letters.n++] = (struct conduct_letter_view){
            path_of(rq->arena, "/conduct/letters/{}", c->letters.at[i].id),
            local_time(rq, c->letters.at[i].made_at), conduct_letter_texts[c->letters.at[i].kind]};
    v->events.at = arena_array(rq->arena, struct conduct_event_view, c->events.n);
    for (size_t i = 0; i < c->events.n; i++)
        v->events.at[v->events.n++] = (struct conduct_event_view){
            local_time(rq, c->events.at[i].at), iso_time(rq, c->events.at[i].at),
            c->events.at[i].person_name, conduct_event_texts[c->events.at[i].kind]};
}

static void link_to(struct request *rq, struct conduct_links *to, const char *pattern, int64_t id,
                    enum text_key text)
{
    to->at[to->n++] = (struct conduct_link){path_of(rq->arena, pattern, id), text};
}

/* What can be done now, the most likely first. */
static void fill_links(struct request *rq, const struct conduct_case *c,
                       struct conduct_show_view *v)
{
    int64_t id = c->row.id, state = c->row.state;
    bool begins = state == CONDUCT_ASKED || state == CONDUCT_HEARING || state == CONDUCT_DECLINED ||
                  state == CONDUCT_WARNED;
    struct conduct_links *main = &v->main, *letters = &v->letter_links;

    main->at = arena_array(rq->arena, struct conduct_link, 6);
    letters->at = arena_array(rq->arena, struct conduct_link, 4);
    if (!c->may_decide)
        return;
    if (begins) {
        link_to(rq, main, "/conduct/{}/letter?kind=warning", id, T_CONDUCT_DO_WARN);
        link_to(rq, main, "/conduct/{}/letter?kind=hearing", id, T_CONDUCT_DO_HEAR);
        link_to(rq, main, "/conduct/{}/restriction", id, T_CONDUCT_DO_RESTRICT);
    }
    if (state == CONDUCT_IN_FORCE) {
        link_to(rq, main, "/conduct/{}/change", id, T_CONDUCT_DO_CHANGE);
        link_to(rq, main, "/conduct/{}/renewal", id, T_CONDUCT_DO_RENEW);
    }
    if (c->has_decision)
        link_to(rq, letters, "/conduct/{}/letter?kind=restriction", id, T_CONDUCT_DO_LETTER);
    if (state == CONDUCT_LIFTED || state == CONDUCT_ENDED)
        link_to(rq, letters, "/conduct/{}/letter?kind=lifted", id, T_CONDUCT_DO_LETTER_LIFTED);
}

static struct conduct_form_view
small_form(struct request *rq, const struct conduct_case *c, const struct form *form,
           const struct conduct_dress *dress, const char *name, const char *which,
           const void *typed, const struct conduct_trouble *trouble, enum text_key submit)
{
    static const struct conduct_answer_entry fresh; /* every small form is one text */
    bool mine = which != NULL && strcmp(which, name) == 0;
    struct str url = path_of(rq->arena, "/conduct/{}/", c->row.id);

    return conduct_form_of(rq, form, dress, mine ? typed : &fresh, mine ? trouble : NULL,
                           str_c(rq->arena, arena_printf(rq->arena, "%s-", name)),
                           arena_printf(rq->arena, "%.*s%s", STR_ARG(url), name), submit);
}

void conduct_show_fill(struct request *rq, const struct conduct_case *c, const char *which,
                       const void *typed, const struct conduct_trouble *trouble,
                       struct conduct_show_view *v)
{
    int64_t state = c->row.state;
    struct text_arg lead[] = {TEXT_STR(c->row.asker_name),
                              TEXT_STR(local_date(rq, c->row.asked_at)),
                              TEXT_STR(local_date(rq, c->row.answer_due_at - 1))};
    bool open = state == CONDUCT_ASKED || state == CONDUCT_HEARING;

    *v = (struct conduct_show_view){
        .title = text(rq->lang, T_CONDUCT_TITLE),
        .name = c->row.person_name,
        .incident = incident_number_text(rq->arena, c->row.number),
        .incident_url = path_of(rq->arena, "/incidents/{}", c->row.incident_id),
        .lead = text_filled(rq->arena, rq->lang,
                            state == CONDUCT_ASKED ? T_CONDUCT_LEAD_ASKED : T_CONDUCT_LEAD, lead,
                            state == CONDUCT_ASKED ? 3 : 2),
        .state_text = state_texts[state],
        .state_long = state_longs[state],
        .full = c->sight == CONDUCT_SIGHT_FULL,
        .may_decide = c->may_decide,
        .may_decline = c->may_decide && open,
        .may_heard = c->may_decide && state == CONDUCT_HEARING,
        .may_lift = c->may_decide && state == CONDUCT_IN_FORCE,
        .request = request_facts(rq, c),
        .answer = answer_facts(rq, c),
    };
    fill_versions(rq, c, v);
    fill_history(rq, c, v);
    fill_links(rq, c, v);
    v->decline = small_form(rq, c, &conduct_decline_form, conduct_answer_dress, "decline", which,
                            typed, trouble, T_CONDUCT_DO_DECLINE);
    v->decline.is_secondary = true;
    v->heard = small_form(rq, c, &conduct_heard_form, conduct_heard_dress, "heard", which, typed,
                          trouble, T_CONDUCT_DO_HEARD);
    v->lift = small_form(rq, c, &conduct_lift_form, conduct_answer_dress, "lift", which, typed,
                         trouble, T_CONDUCT_DO_LIFT);
    v->lift.is_secondary = true;
}

struct conduct_part_view conduct_part_view_of(struct request *rq, const struct conduct_case_row *k)
{
    return (struct conduct_part_view){
        .url = path_of(rq->arena, "/conduct/{}", k->id),
        .answer = k->answer,
        .ends = k->state == CONDUCT_IN_FORCE ? conduct_day_text(rq, k->end_day) : STR_NONE,
        .state_text = state_texts[k->state],
        .state_long = state_longs[k->state],
        .asked = true,
    };
}

/* ---- letters */

struct fill {
    enum text_key word; /* "[sagsnummer]" */
    struct str value;   /* STR_NONE: stays, to be written by hand */
};

static void put_filled(struct buf *out, enum lang lang, struct str body, const struct fill *fills,
                       size_t n)
{
    for (size_t i = 0; i < body.n;) {
        size_t used = 0;

        for (size_t f = 0; f < n && body.p[i] == '[' && used == 0; f++) {
            struct str word = text(lang, fills[f].word);

            if (fills[f].value.n > 0 && str_starts(str_sub(body, i, body.n), word)) {
                buf_add(out, fills[f].value);
                used = word.n;
            }
        }
        if (used == 0)
            buf_char(out, body.p[i]);
        i += used > 0 ? used : 1;
    }
}

enum status conduct_letter_begin(struct request *rq, const struct conduct_case *c,
                                 enum conduct_letter_kind kind, enum lang lang, struct str *ret)
{
    struct request there = *rq; /* in the language of the letter */
    struct conduct_template body, complaint;
    struct conduct_zone_row centre;
    struct buf b;
    int64_t due = c->row.hearing_due_day;

    there.lang = lang;
    TRY(conduct_template(rq->db, rq->arena, c->row.centre_id, kind, lang, &body));
    TRY(conduct_template(rq->db, rq->arena, c->row.centre_id, CONDUCT_LETTER_COMPLAINT, lang,
                         &complaint));
    TRY(q_conduct_zone(rq->db, rq->arena, c->row.centre_id, &centre));
    if (kind == CONDUCT_LETTER_HEARING) {
        struct conduct_term_value terms[CONDUCT_TERM_N];

        TRY(conduct_terms(rq->db, rq->arena, c->row.centre_id, terms));
        due = today_of(rq) + terms[CONDUCT_TERM_HEARING].days;
    }
    const struct conduct_decision_row *d = &c->decision;
    bool has = c->has_decision;
    const struct fill fills[] = {
        {T_CONDUCT_FILL_REFERENCE, c->row.reference},
        {T_CONDUCT_FILL_HAPPENED, local_date(&there, c->row.occurred_at)},
        {T_CONDUCT_FILL_CENTRE, centre.name},
        {T_CONDUCT_FILL_ANSWER_BY, conduct_day_text(&there, due)},
        {T_CONDUCT_FILL_GROUNDS, has ? d->grounds : STR_NONE},
        {T_CONDUCT_FILL_SCOPE,
         has ? joined(&there, conduct_scope_text(&there, d->scope), d->lines) : STR_NONE},
        {T_CONDUCT_FILL_CHANNEL, has ? joined(&there, conduct_channel_text(&there, d->channel),
                                              joined(&there, d->channel_words, d->hours))
                                     : STR_NONE},
        {T_CONDUCT_FILL_FROM, has ? conduct_day_text(&there, d->from_day) : STR_NONE},
        {T_CONDUCT_FILL_TO, has ? conduct_day_text(&there, d->end_day) : STR_NONE},
        {T_CONDUCT_FILL_REVIEW, has ? conduct_day_text(&there, d->review_day) : STR_NONE},
        {T_CONDUCT_FILL_COMPLAINT, complaint.body},
    };
    b = buf_new(rq->arena, body.body.n + 400);
    put_filled(&b, lang, body.body, fills, sizeof fills / sizeof fills[0]);
    *ret = buf_str(&b);
    return OK;
}
