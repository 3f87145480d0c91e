/* Pages of this feature: asking, the list, one case, decisions, and what whoever takes the next call sees.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/conduct/conduct_web.h"

#include "base/clock.h"
#include "conduct_check_html.h"
#include "conduct_html.h"
#include "features/conduct/conduct_forms.h"
#include "features/conduct/conduct_show.h"
#include "web/page.h"

#define LIST_ROWS 200

static enum status back_to(struct request *rq, struct response *rs, int64_t id,
                           enum text_key notice)
{
    page_notice(rq, rs, notice);
    return redirect(rs, path_of(rq->arena, "/conduct/{}", id));
}

/* ---- asking */

enum status conduct_incident_part(struct request *rq, struct html *h, const struct incident *in)
{
    struct conduct_case_row k;
    struct conduct_part_view v = {.url = path_of(rq->arena, "/incidents/{}/conduct", in->row.id)};

    if (!may_reach(rq->who, PERM_CONDUCT_ASK, in->row.person_id, in->row.team_id))
        return OK;
    enum status found = conduct_of_incident(rq->db, rq->arena, rq->who, in->row.id, &k);
    if (found != OK && found != MISSING)
        return found;
    if (found == OK)
        v = conduct_part_view_of(rq, &k);
    conduct_part_html(h, &v);
    return OK;
}

static enum status show_ask(struct request *rq, struct response *rs, int64_t incident_id,
                            const struct conduct_request *typed,
                            const struct conduct_trouble *trouble)
{
    struct incident in;

    TRY(incident_find(rq->db, rq->arena, rq->who, incident_id, &in));
    struct str number = incident_number_text(rq->arena, in.row.number);
    struct text_arg arg = TEXT_STR(number);
    struct str url = path_of(rq->arena, "/incidents/{}", incident_id);
    struct conduct_page_view v = {
        .title = text_filled(rq->arena, rq->lang, T_CONDUCT_ASK_TITLE, &arg, 1),
        .lead = text(rq->lang, T_CONDUCT_ASK_LEAD),
        .back_url = url,
        .form = conduct_form_of(rq, &conduct_ask_form, conduct_ask_dress, typed, trouble, "ask-",
                                arena_printf(rq->arena, "%.*s/conduct", STR_ARG(url)),
                                T_CONDUCT_ASK_SEND),
    };
    struct html *page = page_begin_titled(rq, rs, v.title);
    conduct_page_html(page, &v);
    return page_end(page);
}

/* Asked for already: there is what came of it. */
static enum status ask_page(struct request *rq, struct response *rs)
{
    const struct conduct_request fresh = {0};
    struct conduct_case_row k;
    struct incident in;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(incident_find(rq->db, rq->arena, rq->who, id, &in));
    if (!may_reach(rq->who, PERM_CONDUCT_ASK, in.row.person_id, in.row.team_id))
        return fail(MISSING, "outside the actor's reach");
    enum status found = conduct_of_incident(rq->db, rq->arena, rq->who, id, &k);
    if (found == OK)
        return redirect(rs, path_of(rq->arena, "/conduct/{}", k.id));
    return found == MISSING ? show_ask(rq, rs, id, &fresh, NULL) : found;
}

static enum status ask(struct request *rq, struct response *rs)
{
    struct conduct_request typed;
    struct conduct_trouble trouble = {.alert = STR_NONE};
    int64_t id, case_id = 0;

    TRY(param_id(rq, "id", &id));
    enum status done = conduct_read(rq, &typed, &trouble.errors);
    if (done == OK)
        done = conduct_ask(rq->db, rq->arena, rq->who, id, &typed, &case_id);
    if (conduct_again(rq, rs, done, &trouble))
        return show_ask(rq, rs, id, &typed, &trouble);
    TRY(done);
    return back_to(rq, rs, case_id, T_CONDUCT_ASKED_NOTED);
}

/* ---- list and case */

static enum status list(struct request *rq, struct response *rs)
{
    struct conduct_list_row_list rows;
    struct conduct_list_view v;

    TRY(conduct_list(rq->db, rq->arena, rq->who, LIST_ROWS, &rows));
    v = conduct_list_view_of(rq, &rows);
    struct html *page = page_begin(rq, rs, T_CONDUCT_TITLE);
    conduct_list_html(page, &v);
    return page_end(page);
}

static enum status show_case(struct request *rq, struct response *rs, int64_t id, const char *which,
                             const void *typed, const struct conduct_trouble *trouble)
{
    struct conduct_case c;
    struct conduct_show_view v;

    TRY(conduct_find(rq->db, rq->arena, rq->who, id, &c));
    conduct_show_fill(rq, &c, which, typed, trouble, &v);
    struct html *page = page_begin_titled(rq, rs, v.title);
    conduct_show_html(page, &v);
    return page_end(page);
}

static enum status show(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return show_case(rq, rs, id, NULL, NULL, NULL);
}

/* The three small forms of the case's page are one text each. */
typedef enum status say_fn(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                           struct str words);

static enum status say(struct request *rq, struct response *rs, say_fn *rule, const char *which,
                       enum text_key notice)
{
    struct conduct_answer_entry typed;
    struct conduct_trouble trouble = {.alert = STR_NONE};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    enum status done = conduct_read(rq, &typed, &trouble.errors);
    if (done == OK)
        done = rule(rq->db, rq->arena, rq->who, id, typed.answer);
    if (conduct_again(rq, rs, done, &trouble))
        return show_case(rq, rs, id, which, &typed, &trouble);
    TRY(done);
    return back_to(rq, rs, id, notice);
}

static enum status decline(struct request *rq, struct response *rs)
{
    return say(rq, rs, conduct_decline, "decline", T_CONDUCT_SAVED);
}

static enum status heard(struct request *rq, struct response *rs)
{
    return say(rq, rs, conduct_heard, "heard", T_CONDUCT_SAVED);
}

static enum status lift(struct request *rq, struct response *rs)
{
    return say(rq, rs, conduct_lift, "lift", T_CONDUCT_LIFTED_NOTED);
}

/* ---- a restriction */

static const struct {
    enum text_key title, lead, submit;
    const char *path;
} decisions[CONDUCT_DECISION_KIND_N] = {
    {T_CONDUCT_DO_RESTRICT, T_CONDUCT_RESTRICT_LEAD, T_CONDUCT_RESTRICT_SEND,
     "/conduct/{}/restriction"},
    {T_CONDUCT_DO_CHANGE, T_CONDUCT_CHANGE_LEAD, T_CONDUCT_CHANGE_SEND, "/conduct/{}/change"},
    {T_CONDUCT_DO_RENEW, T_CONDUCT_RENEW_LEAD, T_CONDUCT_RENEW_SEND, "/conduct/{}/renewal"},
};

/* What the form begins with. A renewal is a decision of its own: grounds, needs and hearing are thought anew. */
static struct conduct_restriction begin_with(const struct conduct_case *c,
                                             const struct conduct_term_value *terms,
                                             enum conduct_decision_kind kind, int32_t today,
                                             enum lang lang)
{
    const struct conduct_decision_row *d = &c->decision;
    bool knows = kind != CONDUCT_DECIDED && c->has_decision, changes = kind == CONDUCT_CHANGED;
    int64_t days = terms[CONDUCT_TERM_MAX].days < 90 ? terms[CONDUCT_TERM_MAX].days : 90;
    int64_t review = terms[CONDUCT_TERM_REVIEW].days < 45 ? terms[CONDUCT_TERM_REVIEW].days : 45;
    bool was_heard =
        c->row.hearing_due_day != 0 && (c->row.heard_at != 0 || c->row.hearing_due_day < today);

    return (struct conduct_restriction){
        .reference = c->row.reference,
        .grounds = changes ? d->grounds : STR(""),
        .scope = knows ? d->scope : 0,
        .lines = knows ? d->lines : STR(""),
        .hours = knows ? d->hours : STR(""),
        .channel = knows ? d->channel : -1,
        .channel_words = knows ? d->channel_words : STR(""),
        .has_needs = changes ? d->has_needs : -1,
        .needs_words = changes ? d->needs_words : STR(""),
        .hearing = changes               ? d->hearing
                   : was_heard && !knows ? CONDUCT_HEARING_HEARD
                                         : -1,
        .hearing_words = changes ? d->hearing_words : STR(""),
        .say = knows ? d->say : text(lang, T_CONDUCT_SAY_DEFAULT),
        .from_day = changes ? d->from_day : today,
        .review_day = changes ? d->review_day : today + (review < days ? review : days - 1),
        .end_day = changes ? d->end_day : today + days - 1,
        .answer = changes ? c->row.answer : STR(""),
    };
}

static enum status show_decision(struct request *rq, struct response *rs, int64_t id,
                                 enum conduct_decision_kind kind,
                                 const struct conduct_restriction *typed,
                                 const struct conduct_trouble *trouble)
{
    struct conduct_term_value terms[CONDUCT_TERM_N];
    struct conduct_restriction fresh;
    struct conduct_case c;

    TRY(conduct_find(rq->db, rq->arena, rq->who, id, &c));
    if (!c.may_decide)
        return c.sight == CONDUCT_SIGHT_ASKER ? refuse(DENIED, T_CONDUCT_NOT_YOURSELF)
                                              : fail(MISSING, "outside the actor's reach");
    TRY(conduct_terms(rq->db, rq->arena, c.row.centre_id, terms));
    fresh = begin_with(&c, terms, kind, zone_day(rq->zone, clock_now()), rq->lang);
    struct text_arg args[] = {TEXT_INT(terms[CONDUCT_TERM_MAX].days),
                              TEXT_INT(terms[CONDUCT_TERM_REVIEW].days)};
    struct conduct_page_view v = {
        .title = text(rq->lang, decisions[kind].title),
        .lead = text_filled(rq->arena, rq->lang, decisions[kind].lead, args, 2),
        .back_url = path_of(rq->arena, "/conduct/{}", id),
        .form =
            conduct_form_of(rq, &conduct_restriction_form, conduct_restriction_dress,
                            typed != NULL ? typed : &fresh, trouble, "r-",
                            path_of(rq->arena, decisions[kind].path, id), decisions[kind].submit),
    };
    struct html *page = page_begin_titled(rq, rs, v.title);
    conduct_page_html(page, &v);
    return page_end(page);
}

static enum status decision_page(struct request *rq, struct response *rs,
                                 enum conduct_decision_kind kind)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return show_decision(rq, rs, id, kind, NULL, NULL);
}

static enum status decide(struct request *rq, struct response *rs, enum conduct_decision_kind kind)
{
    struct conduct_restriction typed;
    struct conduct_trouble trouble = {.alert = STR_NONE};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    enum status done = conduct_read(rq, &typed, &trouble.errors);
    if (done == OK)
        done = conduct_restrict(rq->db, rq->arena, rq->who, id, kind, &typed);
    if (conduct_again(rq, rs, done, &trouble))
        return show_decision(rq, rs, id, kind, &typed, &trouble);
    TRY(done);
    return back_to(rq, rs, id, T_CONDUCT_DECIDED_NOTED);
}

static enum status restriction_page(struct request *rq, struct response *rs)
{
    return decision_page(rq, rs, CONDUCT_DECIDED);
}
static enum status restriction(struct request *rq, struct response *rs)
{
    return decide(rq, rs, CONDUCT_DECIDED);
}
static enum status change_page(struct request *rq, struct response *rs)
{
    return decision_page(rq, rs, CONDUCT_CHANGED);
}
static enum status change(struct request *rq, struct response *rs)
{
    return decide(rq, rs, CONDUCT_CHANGED);
}
static enum status renewal_page(struct request *rq, struct response *rs)
{
    return decision_page(rq, rs, CONDUCT_RENEWED);
}
static enum status renewal(struct request *rq, struct response *rs)
{
    return decide(rq, rs, CONDUCT_RENEWED);
}

/* ---- the next call */

static enum status check(struct request *rq, struct response *rs)
{
    struct str reference = str_trim(request_query(rq, "reference"));
    struct conduct_answer found = {0};
    struct conduct_check_view v = {.reference = reference.p ? reference : STR("")};

    if (reference.n > 0) {
        enum status done = conduct_check(rq->db, rq->arena, rq->who, reference, &found);

        if (done == INVALID && refuse_key() != T_NONE) {
            v.error = text(rq->lang, refuse_key());
            rs->status = 422;
        } else {
            TRY(done);
            v.asked = true;
        }
    }
    v.restricted = found.restricted;
    if (found.restricted) {
        v.scope = conduct_scope_text(rq, found.scope);
        v.lines = found.lines;
        v.hours = found.hours;
        v.channel = conduct_channel_text(rq, found.channel);
        v.channel_words = found.channel_words;
        v.say = found.say;
        v.until = conduct_day_text(rq, found.end_day);
    }
    struct html *page = page_begin(rq, rs, T_CONDUCT_CHECK_TITLE);
    conduct_check_html(page, &v);
    return page_end(page);
}

const struct route conduct_routes[] = {
    {GET, "/incidents/{id}/conduct", PERM_CONDUCT_ASK, ask_page},
    {POST, "/incidents/{id}/conduct", PERM_CONDUCT_ASK, ask, .in = &conduct_ask_form},
    {GET, "/conduct", PERM_CONDUCT_READ, list},
    {GET, "/conduct/{id}", PERM_CONDUCT_READ, show},
    {POST, "/conduct/{id}/decline", PERM_CONDUCT_DECIDE, decline, .in = &conduct_decline_form},
    {POST, "/conduct/{id}/heard", PERM_CONDUCT_DECIDE, heard, .in = &conduct_heard_form},
    {POST, "/conduct/{id}/lift", PERM_CONDUCT_DECIDE, lift, .in = &conduct_lift_form},
    {GET, "/conduct/{id}/restriction", PERM_CONDUCT_DECIDE, restriction_page},
    {POST, "/conduct/{id}/restriction", PERM_CONDUCT_DECIDE, restriction,
     .in = &conduct_restriction_form},
    {GET, "/conduct/{id}/change", PERM_CONDUCT_DECIDE, change_page},
    {POST, "/conduct/{id}/change", PERM_CONDUCT_DECIDE, change, .in = &conduct_restriction_form},
    {GET, "/conduct/{id}/renewal", PERM_CONDUCT_DECIDE, renewal_page},
    {POST, "/conduct/{id}/renewal", PERM_CONDUCT_DECIDE, renewal, .in = &conduct_restriction_form},
    {GET, "/restrictions", PERM_RESTRICTION_CHECK, check},
    {0},
};
