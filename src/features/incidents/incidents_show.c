/* Makes incidents ready for their views: words for codes, times as the reader reads them, links.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/incidents/incidents_show.h"

#include "base/clock.h"
#include "web/page.h"

static const enum text_key class_texts[] = {
#define X(name) T_LOG_CLASS_##name,
    INCIDENT_CLASSES(X)
#undef X
};

static const enum text_key rating_texts[] = {T_INCIDENT_RATING_0, T_LOG_RATING_1, T_LOG_RATING_2,
                                             T_LOG_RATING_3,      T_LOG_RATING_4, T_LOG_RATING_5};

static const enum text_key act_texts[] = {
#define X(name, word) T_LOG_ACT_##name,
    INCIDENT_ACTS(X)
#undef X
};

static const enum text_key field_texts[] = {
#define X(name, word) T_LOG_##name,
    INCIDENT_FIELDS(X)
#undef X
};

static const enum text_key field_hints[] = {
#define X(name, word) T_INCIDENT_HINT_##name,
    INCIDENT_FIELDS(X)
#undef X
};

/* As they stand in the middle of a sentence. */
static const enum text_key field_names[] = {
#define X(name, word) T_INCIDENT_FIELD_##name,
    INCIDENT_FIELDS(X)
#undef X
};

static const enum text_key step_texts[INCIDENT_STEP_N] = {
    [INCIDENT_STEP_TALKED] = T_INCIDENT_STEP_TALKED,
    [INCIDENT_STEP_RATED] = T_INCIDENT_STEP_RATED,
    [INCIDENT_STEP_RAISED] = T_INCIDENT_STEP_RAISED,
    [INCIDENT_STEP_TEXT] = T_INCIDENT_STEP_TEXT,
    [INCIDENT_STEP_DETAILS] = T_INCIDENT_STEP_DETAILS,
};

static const char *const rating_words[INCIDENT_RATING_MAX] = {"1", "2", "3", "4", "5"};

enum text_key incident_class_text(int64_t class)
{
    return class >= 0 && class < INCIDENT_CLASS_N ? class_texts[class] : T_NONE;
}

enum text_key incident_rating_text(int64_t rating)
{
    return rating >= 0 && rating <= INCIDENT_RATING_MAX ? rating_texts[rating] : T_NONE;
}

struct incident_choice_list incident_class_choices(struct arena *a, int64_t chosen)
{
    struct incident_choice *at = arena_array(a, struct incident_choice, INCIDENT_CLASS_N);

    for (int i = 0; i < INCIDENT_CLASS_N; i++)
        at[i] = (struct incident_choice){incident_class_words[i], class_texts[i], i == chosen};
    return (struct incident_choice_list){at, INCIDENT_CLASS_N};
}

struct incident_choice_list incident_rating_choices(struct arena *a, int64_t chosen)
{
    struct incident_choice *at = arena_array(a, struct incident_choice, INCIDENT_RATING_MAX);

    for (int i = 0; i < INCIDENT_RATING_MAX; i++)
        at[i] = (struct incident_choice){rating_words[i], rating_texts[i + 1], i + 1 == chosen};
    return (struct incident_choice_list){at, INCIDENT_RATING_MAX};
}

struct incident_choice_list incident_act_choices(struct arena *a, int64_t chosen)
{
    struct incident_choice *at = arena_array(a, struct incident_choice, INCIDENT_ACT_N);

    for (int i = 0; i < INCIDENT_ACT_N; i++)
        at[i] =
            (struct incident_choice){incident_act_words[i], act_texts[i], (chosen >> i & 1) != 0};
    return (struct incident_choice_list){at, INCIDENT_ACT_N};
}

struct incident_item incident_item_of(struct request *rq, const struct incident_row *row)
{
    return (struct incident_item){
        .id = row->id,
        .number = row->number,
        .url = path_of(rq->arena, "/incidents/{}", row->id),
        .when = local_time(rq, row->occurred_at),
        .when_iso = iso_time(rq, row->occurred_at),
        .name = row->person_name,
        .class = incident_class_words[row->class],
        .class_text = incident_class_text(row->class),
        .hit = row->hit,
        .hit_text = incident_rating_text(row->hit),
        .rated = row->rating > 0,
        .newcomer = row->newcomer,
        .wants_talk = row->wants_talk,
        .near_miss = row->near_miss,
        .ended = (row->acts & INCIDENT_ENDED) != 0,
        .talked = row->talked_at != 0,
        .own = row->person_id == rq->who->person_id,
    };
}

struct incident_item_list incident_items_of(struct request *rq,
                                            const struct incident_row_list *rows)
{
    struct incident_item *at = arena_array(rq->arena, struct incident_item, rows->n);

    for (size_t i = 0; i < rows->n; i++)
        at[i] = incident_item_of(rq, &rows->at[i]);
    return (struct incident_item_list){at, rows->n};
}

/* The versions of one field; they come newest first. */
static struct incident_text_view text_of(struct request *rq, const struct incident *in, int field,
                                         struct str url)
{
    struct incident_text_view v = {.word = incident_field_words[field],
                                   .label = field_texts[field],
                                   .hint = field_hints[field],
                                   .url = url,
                                   .csrf = rq->csrf};
    bool found = false;

    v.earlier.at = arena_array(rq->arena, struct incident_version, in->texts.n);
    for (size_t i = 0; i < in->texts.n; i++) {
        const struct incident_text_row *t = &in->texts.at[i];
        if (t->field != field)
            continue;
        if (!found)
            v.now = t->text;
        else
            v.earlier.at[v.earlier.n++] =
                (struct incident_version){t->text, local_time(rq, t->written_at), t->writer_name};
        found = true;
    }
    return v;
}

static struct incident_text_view_list texts_of(struct request *rq, const struct incident *in)
{
    struct incident_text_view *at =
        arena_array(rq->arena, struct incident_text_view, INCIDENT_FIELD_N);
    struct str url =
        in->may.write ? path_of(rq->arena, "/incidents/{}/text", in->row.id) : STR_NONE;

    for (int i = 0; i < INCIDENT_FIELD_N; i++)
        at[i] = text_of(rq, in, i, url);
    return (struct incident_text_view_list){at, INCIDENT_FIELD_N};
}

/* "2 4" of a rating becomes "2 → 4"; a field's word becomes its label. */
static struct str detail_of(struct request *rq, const struct incident_step_row *s)
{
    if (s->kind == INCIDENT_STEP_TEXT)
        for (int i = 0; i < INCIDENT_FIELD_N; i++)
            if (str_eq(s->detail, str_of(incident_field_words[i])))
                return text(rq->lang, field_names[i]);
    if ((s->kind == INCIDENT_STEP_RATED || s->kind == INCIDENT_STEP_RAISED) && s->detail.n == 3)
        return s->detail.p[0] == '0'
                   ? str_sub(s->detail, 2, 1)
                   : arena_printf(rq->arena, "%c → %c", s->detail.p[0], s->detail.p[2]);
    return STR("");
}

static struct incident_event event_of(struct request *rq, int64_t at, int64_t person_id,
                                      struct str name, enum text_key what, struct str detail)
{
    return (struct incident_event){.when = local_time(rq, at),
                                   .when_iso = iso_time(rq, at),
                                   .who = name,
                                   .by_me = person_id == rq->who->person_id,
                                   .what = what,
                                   .detail = detail};
}

/* The call, the log itself, then every step. */
static struct incident_event_list events_of(struct request *rq, const struct incident *in)
{
    const struct incident_full_row *r = &in->row;
    struct incident_event *at = arena_array(rq->arena, struct incident_event, in->steps.n + 2);
    size_t n = 0;

    at[n++] = event_of(rq, r->occurred_at, 0, STR(""), T_INCIDENT_STEP_HAPPENED, STR(""));
    at[n++] =
        event_of(rq, r->logged_at, r->logged_by, r->logger_name, T_INCIDENT_STEP_LOGGED, STR(""));
    for (size_t i = 0; i < in->steps.n; i++) {
        const struct incident_step_row *s = &in->steps.at[i];
        if (s->kind >= 0 && s->kind < INCIDENT_STEP_N)
            at[n++] = event_of(rq, s->at, s->person_id, s->person_name, step_texts[s->kind],
                               detail_of(rq, s));
    }
    return (struct incident_event_list){at, n};
}

static struct str call_of(struct request *rq, const struct incident_full_row *r)
{
    struct text_arg args[] = {TEXT_STR(r->call_queue.n > 0 ? r->call_queue : STR("–")),
                              TEXT_INT((r->call_talk_ms + MINUTE_MS / 2) / MINUTE_MS)};

    return r->call_id == 0 ? STR_NONE : text_filled(rq->arena, rq->lang, T_INCIDENT_CALL, args, 2);
}

static struct str seniority_of(struct request *rq, const struct incident_full_row *r)
{
    bool years = r->seniority_days >= 730;
    struct text_arg arg = TEXT_INT(years ? r->seniority_days / 365 : r->seniority_days / 30 + 1);

    return r->seniority_days == 0
               ? STR_NONE
               : text_filled(rq->arena, rq->lang,
                             years ? T_INCIDENT_SENIORITY_YEARS : T_INCIDENT_SENIORITY_MONTHS, &arg,
                             1);
}

void incident_show_fill(struct request *rq, const struct incident *in, struct incident_show_view *v)
{
    const struct incident_full_row *r = &in->row;
    struct incident_row row = incident_row_of(r);

    *v = (struct incident_show_view){
        .csrf = rq->csrf,
        .number = incident_number_text(rq->arena, r->number),
        .when = local_time(rq, r->occurred_at),
        .when_iso = iso_time(rq, r->occurred_at),
        .name = r->person_name,
        .team = r->team_name,
        .logger = r->logger_name,
        .call = call_of(rq, r),
        .seniority = seniority_of(rq, r),
        .url = path_of(rq->arena, "/incidents/{}", r->id),
        .looks_url = path_of(rq->arena, "/looks/incidents/{}", r->id),
        .export_url = path_of(rq->arena, "/export/incidents/{}", r->id),
        .item = incident_item_of(rq, &row),
        .own = r->person_id == rq->who->person_id,
        .for_colleague = r->logged_by != r->person_id,
        .sees_fully = in->sight == INCIDENT_SIGHT_FULL,
        .may_details = in->may.change_details,
        .may_rate = in->may.rate,
        .may_raise = in->may.raise,
        .may_talk = in->may.talk,
        .has_acts = r->acts != 0,
        .was_alone = r->was_alone,
        .at_home = r->at_home,
        .rating = r->rating,
        .raised = r->raised,
        .rating_text = incident_rating_text(r->rating),
        .raised_text = incident_rating_text(r->raised),
        .acts = incident_act_choices(rq->arena, r->acts),
        .classes = incident_class_choices(rq->arena, r->class),
        .ratings = incident_rating_choices(rq->arena, r->rating),
        .texts = texts_of(rq, in),
        .events = events_of(rq, in),
    };
}
