/* The newcomer's own page, one plan for who is beside them, and what is done with its items.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/onboarding/onboarding_show.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "core/refuse.h"
#include "features/gate/gate.h"
#include "onboarding_html.h"

#define SOON_DAYS 7

/* ---- the newcomer's page */

static void split_items(struct request *rq, const struct onboarding *o,
                        struct onboarding_mine_view *v)
{
    v->today.at = arena_array(rq->arena, struct onboarding_item_view, o->items.n + 1);
    v->soon.at = arena_array(rq->arena, struct onboarding_item_view, o->items.n + 1);
    for (size_t n = 0; n < o->items.n; n++) {
        const struct onboarding_item_row *i = &o->items.at[n];
        struct onboarding_item_view item = onboarding_item_view_of(rq, o, i, NULL);
        bool now = i->due_day <= o->row.day && (item.open ? item.mine : item.may_undo);

        if (now)
            v->today.at[v->today.n++] = item;
        else if (item.open && i->due_day > o->row.day - SOON_DAYS &&
                 i->due_day <= o->row.day + SOON_DAYS)
            v->soon.at[v->soon.n++] = item;
    }
    for (size_t n = 0; n < v->today.n; n++)
        if (v->today.at[n].may_end) {
            v->today.at[n].is_first = true;
            break;
        }
}

static bool is_asked(const struct onboarding_ask_row_list *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (rows->at[i].person_id == rows->at[n].person_id)
            return true;
    return false;
}

static enum text_key asked_as(int64_t role)
{
    return role == ROLE_MENTOR    ? T_ONBOARDING_YOUR_MENTOR
           : role == ROLE_MANAGER ? T_ONBOARDING_YOUR_LEADER
                                  : T_ONBOARDING_YOUR_SAFETY;
}

static enum status ask_fill(struct request *rq, const struct onboarding *o,
                            struct onboarding_ask_views *ret)
{
    struct onboarding_ask_row_list rows;

    TRY(onboarding_ask(rq->db, rq->arena, rq->who, &o->row, &rows));
    ret->at = arena_array(rq->arena, struct onboarding_ask_view, rows.n);
    ret->n = 0;
    for (size_t i = 0; i < rows.n; i++) {
        const struct onboarding_ask_row *r = &rows.at[i];
        bool stands_in = r->role == ROLE_MENTOR && r->person_id != o->row.mentor_id;

        if (is_asked(&rows, i))
            continue;
        ret->at[ret->n++] = (struct onboarding_ask_view){
            .as = asked_as(r->role),
            .name = r->name,
            .initials = utf8_initials(rq->arena, r->name),
            .photo = r->photo_id != 0 ? path_of(rq->arena, "/photos/{}", r->photo_id) : STR_NONE,
            .team = r->team_name,
            .place = r->place,
            .note = stands_in ? text_filled(rq->arena, rq->lang, T_ONBOARDING_STANDS_IN_FOR,
                                            (struct text_arg[]){TEXT_STR(o->row.mentor_name)}, 1)
                              : STR_NONE};
    }
    return OK;
}

/* Nothing where the centre has no gate, or the newcomer takes no calls. */
static enum status gate_fill(struct request *rq, struct onboarding_gate_view *ret)
{
    struct gate_person p;
    struct onboarding_gate_view v = {0};
    size_t n = 0;

    if (!may(rq->who, PERM_MODULES_TAKE))
        return OK;
    TRY(gate_state_of(rq->db, rq->arena, rq->who->centre_id, rq->who->person_id, &p));
    const struct gate_state *s = &p.state;
    int64_t reasons = p.answer.reasons;
    v.shown = s->takes_calls && s->on_at != 0 && s->on_at <= clock_now();
    v.open = p.answer.open;
    if ((reasons & GATE_BIT(MODULE_MISSING)) != 0)
        v.lacks[n++] = T_ONBOARDING_GATE_NO_MODULE;
    else if ((reasons & GATE_BIT(MODULE_EXPIRED)) != 0)
        v.lacks[n++] = T_ONBOARDING_GATE_OLD_MODULE;
    if ((reasons & GATE_BIT(NOT_SIGNED)) != 0)
        v.lacks[n++] = T_ONBOARDING_GATE_NO_SIGN;
    *ret = v;
    return OK;
}

static struct onboarding_learn_view learn_of(const struct actor *who)
{
    return (struct onboarding_learn_view){.practice = may(who, PERM_PRACTICE),
                                          .experience = may(who, PERM_EXPERIENCE),
                                          .listening = may(who, PERM_CALL_LISTENING),
                                          .coaching = may(who, PERM_COACHING),
                                          .modules = may(who, PERM_MODULES_TAKE),
                                          .may_lead = may(who, PERM_ONBOARDING_LEAD)};
}

static enum status mine(struct request *rq, struct response *rs)
{
    struct onboarding o;
    struct onboarding_own_talk_row talk;
    struct onboarding_week weeks[ONBOARDING_WEEKS];
    struct onboarding_mine_view v = {.csrf = rq->csrf};
    enum status found = onboarding_mine(rq->db, rq->arena, rq->who, &o);

    if (found == MISSING) {
        struct html *page = page_begin(rq, rs, T_ONBOARDING_MINE_TITLE);

        struct onboarding_learn_view learn = learn_of(rq->who);
        onboarding_none_html(page, &learn);
        return page_end(page);
    }
    TRY(found);
    struct calendar c = calendar_office(rq->zone);
    int32_t first = onboarding_first_day(rq, &o.row);
    v.start = onboarding_day_text(rq, first);
    v.days_to = first > o.row.day ? first - o.row.day : 0;
    v.week = onboarding_week_of(first, o.row.day);
    v.day = v.week > 0 ? calendar_days_between(&c, first - 1, (int32_t)o.row.day) : 0;
    v.class_name = o.row.class_name;
    onboarding_count(&o, &v.n_over, &v.n);
    split_items(rq, &o, &v);
    TRY(onboarding_first_fill(rq, &o.row, &v.first));
    TRY(gate_fill(rq, &v.gate));
    TRY(ask_fill(rq, &o, &v.ask));
    v.learn = learn_of(rq->who);
    v.phases = onboarding_phases(rq, &o, NULL);
    TRY(onboarding_balance(rq->db, rq->arena, &o, rq->zone, weeks));
    v.chart = onboarding_chart(rq, weeks, false);
    found = onboarding_shield_mine(rq->db, rq->arena, rq->who, &talk);
    if (found != OK && found != MISSING)
        return found;
    v.has_talk = found == OK;
    if (v.has_talk)
        v.talk_with = talk.owner_name;
    struct html *page = page_begin(rq, rs, T_ONBOARDING_MINE_TITLE);
    onboarding_mine_html(page, &v);
    return page_end(page);
}

static enum status say_first(struct request *rq, struct response *rs)
{
    TRY(onboarding_first_say(rq->db, rq->arena, rq->who));
    page_notice(rq, rs, T_ONBOARDING_FIRST_NOTED);
    return redirect(rs, STR("/onboarding/mine"));
}

static enum status say_ready(struct request *rq, struct response *rs)
{
    struct onboarding_ready_entry entry;
    struct form_errors errors = {.n = 0};

    TRY(form_read(rq, &entry, &errors));
    TRY(onboarding_ready(rq->db, rq->arena, rq->who, entry.ready));
    page_notice(rq, rs, entry.ready ? T_ONBOARDING_READY_NOTED : T_ONBOARDING_UNREADY_NOTED);
    return redirect(rs, STR("/onboarding/mine"));
}

/* ---- one newcomer */

static enum status mentor_options(struct request *rq, const struct onboarding_run_row *r,
                                  struct onboarding_options *ret)
{
    struct onboarding_mentor_row_list mentors;

    TRY(onboarding_mentors(rq->db, rq->arena, rq->who, r->team_id, &mentors));
    ret->at = arena_array(rq->arena, struct onboarding_option, mentors.n + 1);
    ret->n = 0;
    for (size_t i = 0; i < mentors.n; i++) {
        const struct onboarding_mentor_row *m = &mentors.at[i];

        if (m->person_id == r->person_id)
            continue;
        ret->at[ret->n++] = (struct onboarding_option){
            arena_printf(rq->arena, "%lld", (long long)m->person_id),
            text_filled(
                rq->arena, rq->lang, T_ONBOARDING_MENTOR_LOAD,
                (struct text_arg[]){TEXT_STR(m->name), TEXT_INT(m->load), TEXT_INT(m->most)}, 3),
            m->person_id == r->mentor_id};
    }
    return OK;
}

static enum status show_page(struct request *rq, struct response *rs, int64_t id,
                             const struct onboarding_typed *typed, struct str error)
{
    struct onboarding o;
    struct onboarding_week weeks[ONBOARDING_WEEKS];
    struct onboarding_show_view v = {.csrf = rq->csrf, .error = error};

    TRY(onboarding_find(rq->db, rq->arena, rq->who, id, &o));
    if (o.sight == ONBOARDING_SIGHT_OWN && typed == NULL)
        return redirect(rs, STR("/onboarding/mine"));
    v.url = path_of(rq->arena, "/onboarding/{}", id);
    v.name = o.row.person_name;
    v.team = o.row.team_name;
    v.class_name = o.row.class_name;
    v.start = onboarding_day_text(rq, o.row.start_day);
    v.start_iso = date_text(rq->arena, (int32_t)o.row.start_day);
    v.mentor = o.row.mentor_name;
    v.stand_in = onboarding_mentor_now(&o.row) != o.row.mentor_id ? o.row.stand_in_name : STR_NONE;
    v.no_mentor = onboarding_mentor_now(&o.row) == 0;
    v.profile = onboarding_profile_text(o.row.profile);
    v.leads = o.sight == ONBOARDING_SIGHT_LEADER;
    v.is_over = o.row.ended_at != 0;
    onboarding_count(&o, &v.n_over, &v.n);
    TRY(onboarding_first_fill(rq, &o.row, &v.first));
    v.phases = onboarding_phases(rq, &o, typed);
    TRY(onboarding_balance(rq->db, rq->arena, &o, rq->zone, weeks));
    v.chart = onboarding_chart(rq, weeks, false);
    v.profiles = onboarding_profile_options(rq, o.row.profile);
    if (v.leads)
        TRY(mentor_options(rq, &o.row, &v.mentors));
    struct html *page = page_begin_titled(rq, rs, o.row.person_name);
    onboarding_show_html(page, &v);
    return page_end(page);
}

static enum status show(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return show_page(rq, rs, id, NULL, STR_NONE);
}

/* A refusal is said on the page of the plan itself. */
static enum status said_there(struct request *rq, struct response *rs, int64_t id, enum status s)
{
    if ((s != INVALID && s != CONFLICT) || refuse_key() == T_NONE)
        return s;
    rs->status = s == CONFLICT ? 409 : 422;
    return show_page(rq, rs, id, NULL, text(rq->lang, refuse_key()));
}

static enum status put_mentor(struct request *rq, struct response *rs)
{
    struct onboarding_mentor_entry entry;
    struct form_errors errors = {.n = 0};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_read(rq, &entry, &errors));
    enum status done = onboarding_mentor_set(rq->db, rq->arena, rq->who, id, entry.mentor_id);
    if (done != OK)
        return said_there(rq, rs, id, done);
    page_notice(rq, rs, T_ONBOARDING_SAVED);
    return redirect(rs, path_of(rq->arena, "/onboarding/{}", id));
}

static enum status put_end(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    enum status done = onboarding_end(rq->db, rq->arena, rq->who, id);
    if (done != OK)
        return said_there(rq, rs, id, done);
    page_notice(rq, rs, T_ONBOARDING_ENDED);
    return redirect(rs, STR("/onboarding"));
}

/* ---- items */

/* Back where it was pressed: the list, the own page, or the newcomer's. */
static enum status go_back(struct request *rq, struct response *rs, int64_t item_id, bool list)
{
    struct onboarding_place place;

    TRY(onboarding_place_of(rq->db, rq->arena, rq->who, item_id, &place));
    if (place.sight == ONBOARDING_SIGHT_OWN)
        return redirect(rs, STR("/onboarding/mine"));
    if (list || place.sight == ONBOARDING_SIGHT_NONE)
        return redirect(rs, STR("/onboarding"));
    return redirect(rs, path_of(rq->arena, "/onboarding/{}", place.run_id));
}

static enum status act(struct request *rq, struct response *rs,
                       enum status (*rule)(struct db *, struct arena *, const struct actor *,
                                           int64_t),
                       enum text_key notice)
{
    struct onboarding_act_entry entry;
    struct form_errors errors = {.n = 0};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_read(rq, &entry, &errors));
    TRY(rule(rq->db, rq->arena, rq->who, id));
    page_notice(rq, rs, notice);
    return go_back(rq, rs, id, entry.list);
}

static enum status put_done(struct request *rq, struct response *rs)
{
    return act(rq, rs, onboarding_done, T_ONBOARDING_DONE_NOTED);
}

static enum status put_undo(struct request *rq, struct response *rs)
{
    return act(rq, rs, onboarding_undo, T_ONBOARDING_UNDONE);
}

static enum status put_waive(struct request *rq, struct response *rs)
{
    struct onboarding_typed typed = {0};
    struct onboarding_place place;
    struct form_errors errors = {.n = 0};

    TRY(param_id(rq, "id", &typed.item_id));
    enum status done = form_read(rq, &typed.entry, &errors);
    if (done == OK)
        done = onboarding_waive(rq->db, rq->arena, rq->who, typed.item_id, typed.entry.evidence,
                                typed.entry.reason);
    if ((done == INVALID && errors.n > 0) ||
        ((done == INVALID || done == CONFLICT) && refuse_key() != T_NONE)) {
        typed.error = text(rq->lang, errors.n > 0 ? T_ONBOARDING_NEEDS_EVIDENCE : refuse_key());
        TRY(onboarding_place_of(rq->db, rq->arena, rq->who, typed.item_id, &place));
        rs->status = done == CONFLICT ? 409 : 422;
        return show_page(rq, rs, place.run_id, &typed, typed.error);
    }
    TRY(done);
    page_notice(rq, rs, T_ONBOARDING_WAIVED_NOTED);
    return go_back(rq, rs, typed.item_id, false);
}

const struct route onboarding_routes[] = {
    {GET, "/onboarding/mine", PERM_ONBOARDING, mine},
    {POST, "/onboarding/mine/first-call", PERM_ONBOARDING, say_first},
    {POST, "/onboarding/mine/ready", PERM_ONBOARDING, say_ready, .in = &onboarding_ready_form},
    {POST, "/onboarding/items/{id}/done", PERM_ONBOARDING, put_done, .in = &onboarding_act_form},
    {POST, "/onboarding/items/{id}/undo", PERM_ONBOARDING, put_undo, .in = &onboarding_act_form},
    {POST, "/onboarding/items/{id}/waive", PERM_ONBOARDING, put_waive,
     .in = &onboarding_waive_form},
    {GET, "/onboarding/{id}", PERM_ONBOARDING, show},
    {POST, "/onboarding/{id}/mentor", PERM_ONBOARDING_LEAD, put_mentor,
     .in = &onboarding_mentor_form},
    {POST, "/onboarding/{id}/end", PERM_ONBOARDING_LEAD, put_end},
    {0},
};
