/* Makes cases ready for their views: words for codes, times as the reader reads them, links.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/aftercare/aftercare_show.h"

#include "base/clock.h"
#include "features/incidents/incidents.h"
#include "web/page.h"
#include "web/server.h"

#define CASES_SHOWN 3
#define SOON_MS (4 * DAY_MS) /* what the employee reads at once; the rest is one key away */

static const enum text_key kind_texts[] = {
#define X(name, word) T_AFTERCARE_KIND_##name,
    CARE_KINDS(X)
#undef X
};
static const enum text_key own_texts[] = {
#define X(name, word) T_AFTERCARE_OWN_##name,
    CARE_KINDS(X)
#undef X
};
static const enum text_key late_texts[] = {
#define X(name, word) T_AFTERCARE_LATE_##name,
    CARE_KINDS(X)
#undef X
};
static const enum text_key state_texts[] = {
#define X(name, word) T_AFTERCARE_STATE_##name,
    CARE_STATES(X)
#undef X
};
static const enum text_key alarm_texts[CARE_ALARM_N] = {
    [CARE_ALARM_OWNER] = T_AFTERCARE_ALARM_OWNER,
    [CARE_ALARM_NEXT] = T_AFTERCARE_ALARM_NEXT,
    [CARE_ALARM_TIME] = T_AFTERCARE_ALARM_TIME,
    [CARE_ALARM_CLOCK] = T_AFTERCARE_ALARM_CLOCK,
};
static const enum text_key support_texts[CARE_SUPPORTERS_MAX] = {
    T_AFTERCARE_SUPPORT_1, T_AFTERCARE_SUPPORT_2, T_AFTERCARE_SUPPORT_3};

/* What should have been by now: of an offer that was made, the answer; of one that was accepted, the appointment. */
static enum text_key late_text_of(const struct care_step_row *s)
{
    if (care_is_offer(s->kind) && s->answer == CARE_OFFERED)
        return T_AFTERCARE_LATE_ANSWER;
    if (care_is_offer(s->kind) && s->answer == CARE_ACCEPTED)
        return T_AFTERCARE_LATE_ARRANGED;
    return late_texts[s->kind];
}

static struct care_item item_of(struct request *rq, const struct care_case_row *k,
                                const struct care_step_row *s)
{
    struct text_arg due = TEXT_STR(local_time(rq, s->due_at));

    return (struct care_item){
        .id = s->id,
        .url = path_of(rq->arena, "/aftercare/steps/{}", s->id),
        .case_url = path_of(rq->arena, "/aftercare/{}", k->id),
        .number = incident_number_text(rq->arena, k->number),
        .name = k->person_name,
        .owner = s->owner_name,
        .due = due.str,
        .due_iso = iso_time(rq, s->due_at),
        .note = s->note.n > 0 ? s->note : STR_NONE,
        .ender = s->ender_name,
        .ended = s->ended_at != 0 ? local_time(rq, s->ended_at) : STR_NONE,
        .kind_text = kind_texts[s->kind],
        .own_text = own_texts[s->kind],
        .late_text = text_filled(rq->arena, rq->lang, late_text_of(s), &due, 1),
        .state_text = state_texts[s->state],
        .late = s->state == CARE_OPEN && s->due_at < clock_now(),
        .open = s->state == CARE_OPEN,
        .may_act = care_may_act(rq->who, k, s),
        .offer = care_is_offer(s->kind),
        .offered = s->answer == CARE_OFFERED,
        .accepted = s->answer == CARE_ACCEPTED,
        .owner_me = s->owner_id == rq->who->person_id,
        .learn = s->kind == CARE_LEARNING,
        .reports_url =
            care_is_report(s->kind) ? path_of(rq->arena, "/reports/case/{}", k->id) : STR_NONE,
    };
}

/* The receipt behind a report that is over. */
static struct str filed_of(struct request *rq, const struct care_receipt_row_list *receipts,
                           const struct care_step_row *s)
{
    static const enum text_key texts[] = {T_AFTERCARE_FILED_POLICE, T_AFTERCARE_FILED_ACCIDENT};

    for (size_t i = 0; i < receipts->n && care_is_report(s->kind); i++) {
        const struct care_receipt_row *r = &receipts->at[i];

        if (r->kind != s->kind - CARE_POLICE_REPORT || r->filed_day == 0)
            continue;
        struct text_arg args[] = {
            TEXT_STR(local_date(rq, zone_day_start(rq->zone, (int32_t)r->filed_day))),
            TEXT_STR(r->receipt)};
        return text_filled(rq->arena, rq->lang, texts[r->kind], args, 2);
    }
    return STR_NONE;
}

enum text_key care_kind_text(int64_t kind)
{
    return kind_texts[kind];
}

static const enum text_key moment_texts[] = {
    [CARE_EVENT_OPENED] = T_AFTERCARE_EVENT_OPENED,
    [CARE_EVENT_ADDED] = T_AFTERCARE_EVENT_ADDED,
    [CARE_EVENT_ENDED] = T_AFTERCARE_EVENT_ENDED,
    [CARE_EVENT_ANSWERED] = T_AFTERCARE_EVENT_ANSWERED,
    [CARE_EVENT_MOVED] = T_AFTERCARE_EVENT_MOVED,
    [CARE_EVENT_CLIMBED] = T_AFTERCARE_EVENT_CLIMBED,
    [CARE_EVENT_ASKED] = T_AFTERCARE_EVENT_ASKED,
};
static const enum text_key answer_texts[] = {
#define X(name, word) T_AFTERCARE_ANSWER_##name,
    CARE_ANSWERS(X)
#undef X
};
static const enum text_key ask_texts[] = {
#define X(name, word) T_AFTERCARE_ASK_##name,
    CARE_ASKS(X)
#undef X
};

/* The words for the code in an event's detail; a reason is shown as it was written. */
static struct str detail_of(struct request *rq, const struct care_event_row *e)
{
    const char *const *words = e->kind == CARE_EVENT_ENDED      ? care_state_words
                               : e->kind == CARE_EVENT_ANSWERED ? care_answer_words
                               : e->kind == CARE_EVENT_ADDED    ? care_kind_words
                               : e->kind == CARE_EVENT_ASKED    ? care_ask_words
                                                                : NULL;
    const enum text_key *texts = e->kind == CARE_EVENT_ENDED      ? state_texts
                                 : e->kind == CARE_EVENT_ANSWERED ? answer_texts
                                 : e->kind == CARE_EVENT_ADDED    ? kind_texts
                                                                  : ask_texts;

    for (size_t i = 0; words != NULL && words[i] != NULL; i++)
        if (str_eq(e->detail, str_of(words[i])))
            return text(rq->lang, texts[i]);
    return e->detail;
}

static enum status fill_moments(struct request *rq, const struct care_case *c,
                                struct care_moment_list *ret)
{
    struct care_event_row_list rows;

    TRY(care_events(rq->db, rq->arena, c, &rows));
    ret->at = arena_array(rq->arena, struct care_moment, rows.n);
    ret->n = 0;
    for (size_t i = 0; i < rows.n; i++) {
        const struct care_event_row *e = &rows.at[i];

        if (e->kind < CARE_EVENT_OPENED || e->kind > CARE_EVENT_ASKED)
            continue; /* written by a newer version */
        ret->at[ret->n++] = (struct care_moment){
            .when = local_time(rq, e->at),
            .when_iso = iso_time(rq, e->at),
            .who = e->person_name,
            .detail = detail_of(rq, e),
            .what = moment_texts[e->kind],
            .step = e->step_id != 0 ? kind_texts[e->step_kind] : T_NONE,
            .by_me = e->person_id == rq->who->person_id,
            .is_end = e->kind == CARE_EVENT_ENDED,
        };
    }
    return OK;
}

enum status care_case_fill(struct request *rq, const struct care_case *c,
                           struct care_case_view *ret)
{
    struct care_case_view v = {
        .csrf = rq->csrf,
        .url = path_of(rq->arena, "/aftercare/{}", c->row.id),
        .looks_url = path_of(rq->arena, "/looks/aftercare/{}", c->row.id),
        .number = incident_number_text(rq->arena, c->row.number),
        .incident_url = c->sight == CARE_SIGHT_OWNER
                            ? STR_NONE
                            : path_of(rq->arena, "/incidents/{}", c->row.incident_id),
        .name = c->row.person_name,
        .own = c->sight == CARE_SIGHT_OWN,
        .closed = c->row.closed_at != 0,
        .shares = c->row.shares,
        .reports_url = c->sight == CARE_SIGHT_OWNER
                           ? STR_NONE
                           : path_of(rq->arena, "/reports/case/{}", c->row.id),
    };
    struct care_receipt_row_list receipts;

    TRY(q_care_receipts(rq->db, rq->arena, c->row.id, &receipts));
    v.open.at = arena_array(rq->arena, struct care_item, c->steps.n);
    v.later.at = arena_array(rq->arena, struct care_item, c->steps.n);
    v.ended.at = arena_array(rq->arena, struct care_item, c->steps.n);
    for (size_t i = 0; i < c->steps.n; i++) {
        struct care_item item = item_of(rq, &c->row, &c->steps.at[i]);

        if (item.learn && v.own)
            continue; /* the centre's task, not the employee's */
        item.filed = filed_of(rq, &receipts, &c->steps.at[i]);
        if (item.open && v.own && v.open.n > 0 && !item.offer &&
            c->steps.at[i].due_at > clock_now() + SOON_MS)
            v.later.at[v.later.n++] = item;
        else if (item.open)
            v.open.at[v.open.n++] = item;
        else
            v.ended.at[v.ended.n++] = item;
    }
    TRY(fill_moments(rq, c, &v.moments));
    v.closed = v.closed || (v.own && v.open.n == 0);
    *ret = v;
    return OK;
}

static struct care_item board_item_of(struct request *rq, const struct care_board_row *r)
{
    struct care_case_row k = {.id = r->case_id,
                              .centre_id = rq->who->centre_id,
                              .number = r->number,
                              .person_id = r->person_id,
                              .person_name = r->person_name,
                              .team_id = r->team_id};
    struct care_step_row s = {.id = r->step_id,
                              .case_id = r->case_id,
                              .kind = r->kind,
                              .owner_id = r->owner_id,
                              .owner_name = r->owner_name,
                              .due_at = r->due_at,
                              .answer = r->answer,
                              .state = CARE_OPEN};

    return item_of(rq, &k, &s);
}

struct care_board_view care_board_view_of(struct request *rq, const struct care_board *b)
{
    struct care_board_view v = {.csrf = rq->csrf, .more = b->more};

    v.items.at = arena_array(rq->arena, struct care_item, b->rows.n);
    for (size_t i = 0; i < b->rows.n; i++)
        v.items.at[v.items.n++] = board_item_of(rq, &b->rows.at[i]);
    v.alarms.at = arena_array(rq->arena, struct care_alarm_view, b->alarms.n);
    for (size_t i = 0; i < b->alarms.n; i++) {
        struct text_arg name = TEXT_STR(b->alarms.at[i].person_name);

        v.alarms.at[v.alarms.n++] = (struct care_alarm_view){
            text_filled(rq->arena, rq->lang, alarm_texts[b->alarms.at[i].kind], &name, 1),
            path_of(rq->arena, "/aftercare/{}", b->alarms.at[i].case_id)};
    }
    return v;
}

/* ---- the employee's own page */

static enum status fill_cases(struct request *rq, struct care_mine_view *v)
{
    struct care_own_row_list rows;

    TRY(q_care_cases_of(rq->db, rq->arena, rq->who->person_id, CASES_SHOWN, &rows));
    v->cases.at = arena_array(rq->arena, struct care_case_view, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        struct care_case c;

        TRY(care_find(rq->db, rq->arena, rq->who, rows.at[i].id, &c));
        TRY(care_case_fill(rq, &c, &v->cases.at[v->cases.n++]));
    }
    return OK;
}

static enum status fill_supports(struct request *rq, struct care_mine_view *v)
{
    struct care_supporter_row_list chosen;
    struct care_colleague_row_list all;

    TRY(q_care_supporters(rq->db, rq->arena, rq->who->person_id, &chosen));
    TRY(q_care_colleagues(rq->db, rq->arena, rq->who->centre_id, rq->who->team_id,
                          rq->who->person_id, zone_day(rq->zone, clock_now()), &all));
    v->supports.at = arena_array(rq->arena, struct care_support, CARE_SUPPORTERS_MAX);
    v->supports.n = CARE_SUPPORTERS_MAX;
    for (size_t n = 0; n < CARE_SUPPORTERS_MAX; n++) {
        struct care_support *s = &v->supports.at[n];

        *s = (struct care_support){.place = (int64_t)n + 1, .label = support_texts[n]};
        s->choices.at = arena_array(rq->arena, struct care_support_choice, all.n);
        for (size_t i = 0; i < all.n; i++)
            s->choices.at[s->choices.n++] = (struct care_support_choice){
                all.at[i].id, all.at[i].name, n < chosen.n && chosen.at[n].id == all.at[i].id};
    }
    return OK;
}

static enum status fill_numbers(struct request *rq, struct care_mine_view *v)
{
    struct care_contact_row_list rows;

    TRY(q_care_contacts(rq->db, rq->arena, rq->who->centre_id, &rows));
    v->numbers.at = arena_array(rq->arena, struct care_number, rows.n);
    for (size_t i = 0; i < rows.n; i++)
        v->numbers.at[v->numbers.n++] = (struct care_number){
            rows.at[i].name, rows.at[i].phone, rows.at[i].hours,
            local_date(rq, zone_day_start(rq->zone, (int32_t)rows.at[i].verified_on))};
    return OK;
}

enum status care_mine_fill(struct request *rq, struct care_mine_view *v)
{
    struct care_pause_row pause;
    enum status found = q_care_pause_open(rq->db, rq->arena, rq->who->person_id, &pause);

    if (found != OK && found != MISSING)
        return found;
    *v = (struct care_mine_view){.csrf = rq->csrf,
                                 .alarm_number = rq->server->alarm_number,
                                 .pause_since =
                                     found == OK ? local_time(rq, pause.started_at) : STR_NONE};
    TRY(fill_cases(rq, v));
    TRY(fill_supports(rq, v));
    return fill_numbers(rq, v);
}
