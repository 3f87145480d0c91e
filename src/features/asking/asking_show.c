/* Values for the views.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/asking/asking_show.h"

#include "base/clock.h"
#include "base/id.h"
#include "base/utf8.h"
#include "web/cookie.h"
#include "web/page.h"
#include "web/parts.h"
#include "web/server.h"

#define SHORT_TEXT 220

struct str asking_secret(const struct request *rq)
{
    struct str secret = cookie_get(rq, ASKING_COOKIE);

    return secret.n >= ASKING_SECRET_BYTES && secret.n <= 100 ? secret : STR_NONE;
}

struct str asking_error_of(struct request *rq, const struct form_errors *errors, const char *name)
{
    const struct form_error *e = errors ? form_error_of(errors, name) : NULL;

    return e ? form_error_text(rq->arena, rq->lang, e) : STR_NONE;
}

static struct str shortened(struct arena *a, struct str s)
{
    struct str clipped = utf8_clip(s, SHORT_TEXT);

    return clipped.n < s.n ? arena_printf(a, "%.*s …", STR_ARG(clipped)) : s;
}

/* ---- questions */

/* Of what is anonymous only the hour is known. */
static struct str when(struct request *rq, int64_t at, bool anonymous)
{
    struct text_arg from = TEXT_STR(local_time(rq, at));

    return anonymous ? text_filled(rq->arena, rq->lang, T_ASKING_IN_THE_HOUR, &from, 1) : from.str;
}

static enum text_key told(const struct asking_question *q)
{
    static const enum text_key keys[ASKING_RUNG_N + 1] = {T_ASKING_TOLD_SOON, T_ASKING_TOLD_WATCH,
                                                          T_ASKING_TOLD_SUPERVISORS,
                                                          T_ASKING_TOLD_EXPERIENCED};

    if (q->state != ASKING_OPEN)
        return T_NONE;
    if (q->told_leader)
        return T_ASKING_TOLD_LEADER;
    return q->rung >= 0 && q->rung <= ASKING_RUNG_N ? keys[q->rung] : T_NONE;
}

struct asking_item asking_item_of(struct request *rq, const struct asking_question *q)
{
    static const enum text_key states[ASKING_STATE_N] = {T_ASKING_IS_OPEN, T_ASKING_IS_ANSWERED,
                                                         T_ASKING_IS_HELPED};
    struct asking_item item = {.id = q->id,
                               .text = q->text,
                               .asker = q->asker,
                               .when = when(rq, q->asked_at, q->anonymous),
                               .state = states[q->state < ASKING_STATE_N ? q->state : 0],
                               .told = told(q),
                               .anonymous = q->anonymous,
                               .mine = q->mine,
                               .open = q->state == ASKING_OPEN,
                               .helped = q->state == ASKING_HELPED};

    for (size_t i = 0; i < q->replies.n; i++)
        item.n_answers += q->replies.at[i].kind == ASKING_ANSWER;
    return item;
}

static struct asking_item_list items_of(struct request *rq, const struct asking_question_list *qs)
{
    struct asking_item_list list = {arena_array(rq->arena, struct asking_item, qs->n), qs->n};

    for (size_t i = 0; i < qs->n; i++) {
        list.at[i] = asking_item_of(rq, &qs->at[i]);
        list.at[i].text = shortened(rq->arena, list.at[i].text);
    }
    return list;
}

enum status asking_now_fill(struct request *rq, struct asking_page_view *ret)
{
    struct asking_board board;

    TRY(asking_board(rq->db, rq->arena, rq->who, asking_secret(rq), &board));
    ret->now.mine = items_of(rq, &board.mine);
    ret->now.open = items_of(rq, &board.open);
    ret->n_here = board.n_here;
    ret->few = board.few;
    return OK;
}

struct asking_line_list asking_lines_of(struct request *rq, const struct asking_question *q)
{
    struct asking_line_list list = {arena_array(rq->arena, struct asking_line, q->replies.n),
                                    q->replies.n};

    for (size_t i = 0; i < q->replies.n; i++) {
        const struct asking_reply_row *r = &q->replies.at[i];
        bool answer = r->kind == ASKING_ANSWER;

        list.at[i] = (struct asking_line){.who = answer ? r->name : STR_NONE,
                                          .when = when(rq, r->at, q->anonymous),
                                          .text = r->text,
                                          .answer = answer,
                                          .helped = r->helped,
                                          .mine = !answer && q->mine};
    }
    return list;
}

/* ---- what was found */

/* A card's beginning in one line, without the signs of Markdown. */
static struct str in_a_line(struct arena *a, struct str markdown)
{
    struct buf b = buf_new(a, markdown.n);

    for (size_t i = 0; i < markdown.n; i++) {
        char c = markdown.p[i];
        bool begins = b.n == 0 || b.p[b.n - 1] == ' ';

        if (c == '*' || c == '#' || c == '`' || (c == '-' && begins) || c == '\r')
            continue;
        if (c == '\n' || c == ' ')
            c = ' ';
        if (c != ' ' || !begins)
            buf_char(&b, c);
    }
    return buf_str(&b);
}

struct asking_found_list asking_found_of(struct request *rq, const struct asking_hit_list *hits)
{
    struct asking_found_list list = {arena_array(rq->arena, struct asking_found, hits->n), hits->n};

    for (size_t i = 0; i < hits->n; i++) {
        const struct asking_hit *h = &hits->at[i];
        bool card = h->kind == ASKING_CARD;

        list.at[i] = (struct asking_found){
            .url = path_of(rq->arena, card ? "/ask/cards/{}" : "/ask/{}", h->id),
            .title = shortened(rq->arena, h->title),
            .text = shortened(rq->arena, card ? in_a_line(rq->arena, h->text) : h->text),
            .is_card = card};
    }
    return list;
}

enum status asking_before_fill(struct request *rq, struct str text, bool sure, bool calm,
                               struct asking_before_view *ret, bool *ret_any)
{
    static const enum text_key at_once[] = {T_NONE, T_ASKING_DO_SUICIDE, T_ASKING_DO_THREAT,
                                            T_ASKING_DO_BOMB};
    struct asking_before_view v = {.csrf = rq->csrf,
                                   .client_key = id_secret(rq->arena, 16),
                                   .alarm_number = rq->server->alarm_number,
                                   .may_call = may(rq->who, PERM_HELP)};
    struct asking_hit_list hits = {0};

    if (!calm)
        v.danger = at_once[asking_danger(rq->arena, text)];
    if (!sure)
        TRY(asking_search(rq->db, rq->arena, rq->who, text, ASKING_SIMILAR_LEAST,
                          ASKING_SIMILAR_MOST, &hits));
    v.found = asking_found_of(rq, &hits);
    *ret = v;
    *ret_any = v.danger != T_NONE || hits.n > 0;
    return OK;
}

/* ---- cards */

struct asking_card_item asking_card_item_of(struct request *rq, const struct asking_card_row *card)
{
    return (struct asking_card_item){
        .id = card->id,
        .n_unclear = card->n_unclear,
        .title = card->title,
        .owner = card->owner,
        .review = local_date(rq, zone_day_start(rq->zone, (int32_t)card->review_day)),
        .late = card->review_day < zone_day(rq->zone, clock_now())};
}

/* ---- how fast */

#define CHART_TOP 20
#define CHART_FLOOR 220

/* "45 s", "3 min", "2 t" */
static struct str span(struct request *rq, int64_t seconds)
{
    enum text_key key = T_ASKING_SECONDS;
    struct text_arg n = TEXT_INT(seconds);

    if (seconds >= 2 * 3600) {
        key = T_ASKING_HOURS;
        n = TEXT_INT((seconds + 1800) / 3600);
    } else if (seconds >= 120) {
        key = T_ASKING_MINUTES;
        n = TEXT_INT((seconds + 30) / 60);
    }
    return seconds == 0 ? STR_NONE : text_filled(rq->arena, rq->lang, key, &n, 1);
}

static int64_t height(int64_t seconds, int64_t top)
{
    return top == 0 ? 0 : (seconds < top ? seconds : top) * (CHART_FLOOR - CHART_TOP) / top;
}

static struct asking_bar bar_of(struct request *rq, const struct asking_time *t, int64_t top)
{
    struct asking_bar b = {.p50 = span(rq, t->p50_s),
                           .p90 = span(rq, t->p90_s),
                           .n = t->n,
                           .hidden = t->hidden,
                           .h50 = height(t->p50_s, top),
                           .h90 = height(t->p90_s, top)};

    b.y50 = CHART_FLOOR - b.h50;
    b.y90 = CHART_FLOOR - b.h90;
    return b;
}

void asking_times_fill(struct request *rq, const struct asking_times *t,
                       struct asking_times_view *ret)
{
    static const enum text_key days[7] = {T_ASKING_MONDAY,   T_ASKING_TUESDAY, T_ASKING_WEDNESDAY,
                                          T_ASKING_THURSDAY, T_ASKING_FRIDAY,  T_ASKING_SATURDAY,
                                          T_ASKING_SUNDAY};
    struct asking_times_view v = {.p50 = span(rq, t->all.p50_s),
                                  .p90 = span(rq, t->all.p90_s),
                                  .n = t->all.n,
                                  .hidden = t->all.hidden};
    int64_t top = 0;

    for (size_t i = 0; i < 24; i++)
        top = t->hours[i].p90_s > top ? t->hours[i].p90_s : top;
    v.top_hours = span(rq, top);
    v.hours = (struct asking_bar_list){arena_array(rq->arena, struct asking_bar, 24), 24};
    v.weekdays = (struct asking_bar_list){arena_array(rq->arena, struct asking_bar, 7), 7};
    for (size_t i = 0; i < 24; i++) {
        v.hours.at[i] = bar_of(rq, &t->hours[i], top);
        v.hours.at[i].x = 48 + 28 * (int64_t)i;
        v.hours.at[i].label = arena_printf(rq->arena, "%zu", i);
    }
    for (size_t i = 0; i < 7; i++) {
        v.weekdays.at[i] = bar_of(rq, &t->weekdays[i], 0);
        v.weekdays.at[i].label = text(rq->lang, days[i]);
    }
    *ret = v;
}
