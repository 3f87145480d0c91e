/* Makes reports ready for their views: words for codes, times as the reader reads them, links.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/reports/reports_show.h"

#include "base/clock.h"
#include "features/incidents/incidents.h"
#include "features/reports/reports_forms.h"
#include "web/page.h"

static const enum text_key titles[REPORT_KIND_N] = {T_REPORT_TITLE_POLICE, T_REPORT_TITLE_ACCIDENT};
static const enum text_key leads[REPORT_KIND_N] = {T_REPORT_LEAD_POLICE, T_REPORT_LEAD_ACCIDENT};
static const enum text_key laws[REPORT_KIND_N] = {T_REPORT_LAW_POLICE, T_REPORT_LAW_ACCIDENT};
static const enum text_key outcome_texts[] = {
#define X(name, word) T_REPORT_OUTCOME_##name,
    REPORT_OUTCOMES(X)
#undef X
};
static const enum text_key event_texts[REPORT_EVENT_N] = {
    [REPORT_EVENT_STARTED] = T_REPORT_EVENT_STARTED, [REPORT_EVENT_FILED] = T_REPORT_EVENT_FILED,
    [REPORT_EVENT_DECIDED] = T_REPORT_EVENT_DECIDED, [REPORT_EVENT_AGAIN] = T_REPORT_EVENT_AGAIN,
    [REPORT_EVENT_OUTCOME] = T_REPORT_EVENT_OUTCOME,
};

static struct str day_text(struct request *rq, int64_t day)
{
    return local_date(rq, zone_day_start(rq->zone, (int32_t)day));
}

static struct str words(struct request *rq, enum text_key key, struct str one, struct str two)
{
    struct text_arg args[] = {TEXT_STR(one), TEXT_STR(two)};

    return text_filled(rq->arena, rq->lang, key, args, 2);
}

/* How it stands, in a sentence. */
static struct str state_of(struct request *rq, const struct report_row *r)
{
    struct str due = r->due_at != 0 ? local_time(rq, r->due_at) : STR("");

    switch ((enum report_state)r->state) {
    case REPORT_FILED:
        return words(rq, T_REPORT_STATE_FILED, day_text(rq, r->filed_day), r->receipt);
    case REPORT_NOT_REPORTED:
        return words(rq, T_REPORT_STATE_NOT, r->settler_name,
                     r->settled_at != 0 ? local_time(rq, r->settled_at) : STR(""));
    case REPORT_DRAFT:
    case REPORT_STATE_N:
        break;
    }
    if (r->due_at == 0)
        return text(rq->lang, T_REPORT_STATE_DRAFT);
    return words(rq, r->due_at < clock_now() ? T_REPORT_STATE_LATE : T_REPORT_STATE_DUE, due,
                 STR(""));
}

static struct report_item item_of(struct request *rq, const struct report_row *r)
{
    return (struct report_item){
        .url = path_of(rq->arena, "/reports/{}", r->id),
        .number = incident_number_text(rq->arena, r->number),
        .name = r->person_name,
        .state = state_of(rq, r),
        .kind = titles[r->kind],
        .late = r->state == REPORT_DRAFT && r->due_at != 0 && r->due_at < clock_now(),
    };
}

static struct report_item_list items_of(struct request *rq, const struct report_row_list *rows)
{
    struct report_item_list list = {arena_array(rq->arena, struct report_item, rows->n), 0};

    for (size_t i = 0; i < rows->n; i++)
        list.at[list.n++] = item_of(rq, &rows->at[i]);
    return list;
}

struct report_list_view report_list_view_of(struct request *rq, const struct report_row_list *rows)
{
    return (struct report_list_view){items_of(rq, rows), report_leads(rq->who)};
}

struct report_case_view report_case_view_of(struct request *rq, const struct report_case *c)
{
    struct report_case_view v = {
        .csrf = rq->csrf,
        .number = incident_number_text(rq->arena, c->row.number),
        .name = c->row.person_name,
        .own = c->row.person_id == rq->who->person_id,
        .start_url = path_of(rq->arena, "/reports/case/{}/start", c->row.id),
        .items = items_of(rq, &c->reports),
        .may_start_police = c->may_start,
        .may_start_accident = c->may_start,
    };

    v.case_url = v.own ? STR("/aftercare/mine") : path_of(rq->arena, "/aftercare/{}", c->row.id);
    for (size_t i = 0; i < c->reports.n; i++) {
        v.may_start_police = v.may_start_police && c->reports.at[i].kind != REPORT_POLICE;
        v.may_start_accident = v.may_start_accident && c->reports.at[i].kind != REPORT_ACCIDENT;
    }
    return v;
}

/* ---- one report */

static struct report_old_list old_of(struct request *rq, const struct report_text_row_list *rows)
{
    struct report_old_list list = {arena_array(rq->arena, struct report_old, rows->n), 0};

    for (size_t i = 0; i < rows->n; i++)
        list.at[list.n++] = (struct report_old){local_time(rq, rows->at[i].written_at),
                                                rows->at[i].writer_name, rows->at[i].text};
    return list;
}

static struct report_line_list lines_of(struct request *rq, const struct report *r)
{
    struct report_line_list list = {arena_array(rq->arena, struct report_line, REPORT_FIELD_N), 0};

    for (int f = 0; f < REPORT_FIELD_N; f++)
        if (report_has_field(r->row.kind, f) && report_shows(r->sight, f))
            list.at[list.n++] = (struct report_line){
                .word = report_field_words[f],
                .label = report_field_text(f),
                .hint = report_field_hint(f),
                .text = r->part[f].text,
                .typed = r->part[f].text,
                .is_known = !r->part[f].is_typed && r->part[f].text.n > 0,
                .old = old_of(rq, &r->part[f].versions),
            };
    return list;
}

/* "waiting Word" of an outcome: the word in the reader's language, and what was said. */
static struct str outcome_detail(struct request *rq, struct str detail)
{
    struct str word, note = detail;

    str_cut(&note, ' ', &word);
    for (int o = 0; o < REPORT_OUTCOME_N; o++)
        if (str_eq(word, str_of(report_outcome_words[o])))
            return note.n == 0
                       ? text(rq->lang, outcome_texts[o])
                       : arena_printf(rq->arena, "%.*s: %.*s",
                                      STR_ARG(text(rq->lang, outcome_texts[o])), STR_ARG(note));
    return detail;
}

static struct report_moment_list moments_of(struct request *rq,
                                            const struct report_event_row_list *rows)
{
    struct report_moment_list list = {arena_array(rq->arena, struct report_moment, rows->n), 0};

    for (size_t i = 0; i < rows->n; i++) {
        const struct report_event_row *e = &rows->at[i];

        if (e->kind < 0 || e->kind >= REPORT_EVENT_N)
            continue; /* written by a newer version */
        list.at[list.n++] = (struct report_moment){
            .when = local_time(rq, e->at),
            .who = e->person_name,
            .detail = e->kind == REPORT_EVENT_OUTCOME ? outcome_detail(rq, e->detail) : e->detail,
            .what = event_texts[e->kind],
        };
    }
    return list;
}

static struct report_choice_list outcomes_of(struct request *rq, int64_t chosen)
{
    struct report_choice_list list = {
        arena_array(rq->arena, struct report_choice, REPORT_OUTCOME_N), REPORT_OUTCOME_N};

    for (int o = 0; o < REPORT_OUTCOME_N; o++)
        list.at[o] = (struct report_choice){report_outcome_words[o], outcome_texts[o], o == chosen};
    return list;
}

struct report_view report_view_of(struct request *rq, const struct report *r)
{
    bool writes = r->sight != REPORT_SIGHT_COPY && may(rq->who, PERM_REPORT_WRITE);
    struct report_view v = {
        .csrf = rq->csrf,
        .url = path_of(rq->arena, "/reports/{}", r->row.id),
        .number = incident_number_text(rq->arena, r->row.number),
        .name = r->row.person_name,
        .due = r->due_at != 0 ? local_time(rq, r->due_at) : STR_NONE,
        .due_iso = r->due_at != 0 ? iso_time(rq, r->due_at) : STR_NONE,
        .title = titles[r->row.kind],
        .lead = leads[r->row.kind],
        .law = laws[r->row.kind],
        .state = state_of(rq, &r->row),
        .lines = lines_of(rq, r),
        .moments = moments_of(rq, &r->events),
        .outcomes = outcomes_of(rq, r->row.outcome),
        .n_texts = r->row.n_texts,
        .draft = r->row.state == REPORT_DRAFT,
        .filed = r->row.state == REPORT_FILED,
        .late = r->due_at != 0 && r->due_at < clock_now(),
        .copy = r->sight == REPORT_SIGHT_COPY,
        .police = r->row.kind == REPORT_POLICE,
    };

    v.case_url = v.copy ? STR("/reports")
                 : r->sight == REPORT_SIGHT_OWN
                     ? STR("/aftercare/mine")
                     : path_of(rq->arena, "/reports/case/{}", r->row.case_id);
    v.may_write = writes && !v.filed;
    v.may_file = writes;
    v.may_decide = writes && v.draft && r->sight == REPORT_SIGHT_FILE;
    v.may_follow = writes && v.filed && v.police;
    v.receipt = r->row.receipt;
    v.day = r->row.filed_day != 0 ? date_text(rq->arena, (int32_t)r->row.filed_day) : STR("");
    return v;
}
