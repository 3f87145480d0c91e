/* Words for codes, times as the reader reads them, links.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/harassment/harassment_show.h"

#include "base/clock.h"
#include "base/id.h"
#include "features/harassment/harassment_forms.h"
#include "features/harassment/harassment_parts.h"
#include "features/incidents/incidents.h"
#include "web/page.h"
#include "web/parts.h"
#include "web/server.h"

#define LIST_ROWS 100

#define TEXTS(name, list, prefix) static const enum text_key name[] = {list(prefix)}
#define KIND_TEXT(name, word) T_HARASSMENT_KIND_##name,
#define PLATFORM_TEXT(name, word) T_HARASSMENT_ON_##name,
#define STEP_TEXT(name, word) T_HARASSMENT_STEP_##name,
#define HOW_TEXT(name, word) T_HARASSMENT_HOW_##name,
#define STATE_TEXT(name, word) T_HARASSMENT_STATE_##name,
#define NAME_TEXT(name, word) T_HARASSMENT_NAME_##name,
#define ACT_TEXT(name, word) T_HARASSMENT_ACT_##name,
TEXTS(kind_texts, HARASSMENT_KINDS, KIND_TEXT);
TEXTS(platform_texts, HARASSMENT_PLATFORMS, PLATFORM_TEXT);
TEXTS(step_texts, HARASSMENT_STEPS, STEP_TEXT);
TEXTS(how_texts, HARASSMENT_STEPS, HOW_TEXT);
TEXTS(state_texts, HARASSMENT_STATES, STATE_TEXT);
TEXTS(name_texts, HARASSMENT_NAMES, NAME_TEXT);
TEXTS(act_texts, HARASSMENT_ACTS, ACT_TEXT);
static const enum text_key fault_texts[HARASSMENT_FAULT_N] = {
    [HARASSMENT_ENTRY_CHANGED] = T_HARASSMENT_FAULT_ENTRY_CHANGED,
    [HARASSMENT_ENTRY_MISSING] = T_HARASSMENT_FAULT_ENTRY_MISSING,
    [HARASSMENT_END_MISSING] = T_HARASSMENT_FAULT_END_MISSING,
    [HARASSMENT_ROW_CHANGED] = T_HARASSMENT_FAULT_ROW_CHANGED,
    [HARASSMENT_ROW_MISSING] = T_HARASSMENT_FAULT_ROW_MISSING,
    [HARASSMENT_ROW_UNKNOWN] = T_HARASSMENT_FAULT_ROW_UNKNOWN,
    [HARASSMENT_FILE_MISSING] = T_HARASSMENT_FAULT_FILE_MISSING,
    [HARASSMENT_FILE_CHANGED] = T_HARASSMENT_FAULT_FILE_CHANGED,
};

/* ---- forms */

static struct harassment_error_list errors_of(struct request *rq, const struct form_errors *errors)
{
    struct harassment_error_list list = {0};

    if (errors == NULL)
        return list;
    list.at = arena_array(rq->arena, struct harassment_error, errors->n);
    for (size_t i = 0; i < errors->n; i++)
        list.at[list.n++] =
            (struct harassment_error){errors->at[i].field->name, errors->at[i].field->label,
                                      form_error_text(rq->arena, rq->lang, &errors->at[i])};
    return list;
}

/* chosen_only: those that hold, to be told; else all, to choose from. */
static struct harassment_choice_list kinds_of(struct request *rq, int64_t mask, bool chosen_only)
{
    struct harassment_choice_list list = {
        .at = arena_array(rq->arena, struct harassment_choice, HARASSMENT_KIND_N)};

    for (int i = 0; i < HARASSMENT_KIND_N; i++)
        if (!chosen_only || (mask >> i & 1) != 0)
            list.at[list.n++] = (struct harassment_choice){harassment_kind_words[i], kind_texts[i],
                                                           (mask >> i & 1) != 0};
    return list;
}

static struct harassment_choice_list choices_of(struct request *rq, const char *const *words,
                                                const enum text_key *texts, int from, int n,
                                                int64_t chosen)
{
    struct harassment_choice_list list = {
        .at = arena_array(rq->arena, struct harassment_choice, (size_t)n)};

    for (int i = from; i < n; i++)
        list.at[list.n++] = (struct harassment_choice){words[i], texts[i], i == chosen};
    return list;
}

void harassment_place_typed(struct request *rq, const struct harassment_place_entry *typed,
                            const struct form_errors *errors, struct harassment_form_view *ret)
{
    ret->csrf = rq->csrf;
    ret->platforms = choices_of(rq, harassment_platform_words, platform_texts, 0,
                                HARASSMENT_PLATFORM_N, typed != NULL ? typed->platform : -1);
    ret->errors = errors_of(rq, errors);
    if (typed == NULL)
        return;
    ret->address = typed->address;
    ret->account = typed->account;
    ret->seen_at = local_typed(rq, typed->seen_at);
}

static enum status fill_people(struct request *rq, int64_t chosen, struct harassment_form_view *v)
{
    struct incident_person_row_list rows;

    TRY(incident_colleagues(rq->db, rq->arena, rq->who, &rows));
    v->people.at = arena_array(rq->arena, struct harassment_person, rows.n);
    for (size_t i = 0; i < rows.n; i++)
        v->people.at[v->people.n++] =
            (struct harassment_person){rows.at[i].id, rows.at[i].name, rows.at[i].id == chosen};
    v->with_people = rows.n > 0;
    return OK;
}

enum status harassment_form_fill(struct request *rq, const struct harassment_entry *typed,
                                 const struct form_errors *errors, struct harassment_form_view *ret)
{
    struct harassment_form_view v = {.action = STR("/harassment")};

    harassment_place_typed(rq, typed != NULL ? &typed->place : NULL, errors, &v);
    v.client_key =
        typed != NULL && typed->client_key.n > 0 ? typed->client_key : id_secret(rq->arena, 16);
    v.kinds = kinds_of(rq, typed != NULL ? typed->kinds : 0, false);
    if (typed != NULL) {
        v.story = typed->story;
        v.posted_at = local_typed(rq, typed->posted_at);
        v.rating = typed->rating;
        v.wants_talk = typed->wants_talk;
    }
    TRY(fill_people(rq, typed != NULL ? typed->person_id : 0, &v));
    *ret = v;
    return OK;
}

/* ---- lists */

static struct harassment_item item_of(struct request *rq, const struct harassment_list_row *r)
{
    bool has_step = r->step_id != 0 && r->closed_at == 0;

    return (struct harassment_item){
        .id = r->id,
        .url = path_of(rq->arena, "/harassment/{}", r->id),
        .number = incident_number_text(rq->arena, r->number),
        .name = r->person_name,
        .owner = r->owner_name,
        .due = has_step ? local_time(rq, r->due_at) : STR_NONE,
        .due_iso = has_step ? iso_time(rq, r->due_at) : STR_NONE,
        .opened = local_date(rq, r->opened_at),
        .kinds = kinds_of(rq, r->kinds, true),
        .step_text = has_step ? step_texts[r->step_kind] : T_NONE,
        .has_step = has_step,
        .late = has_step && r->due_at < clock_now(),
        .closed = r->closed_at != 0,
        .reported = r->person_id != rq->who->person_id,
        .owner_me = r->owner_id == rq->who->person_id,
        .no_files = r->n_files == 0,
        .own = r->person_id == rq->who->person_id,
        .n_files = r->n_files,
    };
}

static struct harassment_item_list items_of(struct request *rq,
                                            const struct harassment_list_row_list *rows)
{
    struct harassment_item_list list = {
        .at = arena_array(rq->arena, struct harassment_item, rows->n)};

    for (size_t i = 0; i < rows->n; i++)
        list.at[list.n++] = item_of(rq, &rows->at[i]);
    return list;
}

enum status harassment_list_fill(struct request *rq, struct harassment_list_view *ret)
{
    struct harassment_list_row_list mine, board = {0};
    struct harassment_list_view v = {.csrf = rq->csrf,
                                     .leads = harassment_leads(rq->who),
                                     .may_report = may(rq->who, PERM_HARASSMENT_REPORT),
                                     .may_link = may(rq->who, PERM_HARASSMENT_LINKS)};

    TRY(harassment_mine(rq->db, rq->arena, rq->who, LIST_ROWS, &mine));
    if (v.leads)
        TRY(harassment_board(rq->db, rq->arena, rq->who, LIST_ROWS, &board));
    v.mine = items_of(rq, &mine);
    v.board = items_of(rq, &board);
    *ret = v;
    return OK;
}

/* ---- one case */

static struct str size_text(struct request *rq, int64_t n_bytes)
{
    struct text_arg kb = TEXT_INT((n_bytes + 1023) / 1024);
    struct text_arg mb = TEXT_INT((n_bytes + 512 * 1024) / (1024 * 1024));

    return n_bytes < 1024 * 1024 ? text_filled(rq->arena, rq->lang, T_HARASSMENT_KB, &kb, 1)
                                 : text_filled(rq->arena, rq->lang, T_HARASSMENT_MB, &mb, 1);
}

static bool is_link(struct str address)
{
    return str_starts(address, STR("https://")) || str_starts(address, STR("http://"));
}

static void fill_places(struct request *rq, const struct harassment_case *k,
                        struct harassment_case_view *v)
{
    v->places.at = arena_array(rq->arena, struct harassment_place_view, k->places.n);
    for (size_t i = 0; i < k->places.n; i++) {
        const struct harassment_place_row *p = &k->places.at[i];

        v->places.at[v->places.n++] = (struct harassment_place_view){
            .id = p->id,
            .url = path_of(rq->arena, "/harassment/places/{}", p->id),
            .address = p->address.n > 0 ? p->address : STR_NONE,
            .account = p->account.n > 0 ? p->account : STR_NONE,
            .first_seen = local_time(rq, p->first_seen_at),
            .last_seen = local_time(rq, p->last_seen_at),
            .gone = p->gone_at != 0 ? local_time(rq, p->gone_at) : STR_NONE,
            .platform = platform_texts[p->platform],
            .is_link = is_link(p->address),
            .may_add = k->may.add,
        };
    }
}

static void fill_files(struct request *rq, const struct harassment_case *k,
                       struct harassment_case_view *v)
{
    v->files.at = arena_array(rq->arena, struct harassment_file_view, k->files.n);
    for (size_t i = 0; i < k->files.n; i++) {
        const struct harassment_file_row *f = &k->files.at[i];

        v->files.at[v->files.n++] = (struct harassment_file_view){
            .id = f->id,
            .name = f->name.n > 0 ? f->name : text(rq->lang, T_HARASSMENT_FILE_UNNAMED),
            .size = size_text(rq, f->n_bytes),
            .url = path_of(rq->arena, "/harassment/files/{}", f->id),
            .picture_url = path_of(rq->arena, "/harassment/files/{}/picture", f->id),
            .sha256 = f->sha256,
            .adder = f->adder_name,
            .added = local_time(rq, f->added_at),
            .seen = local_time(rq, f->seen_at),
            .picture = harassment_is_picture(f->media),
            .may_open = k->may.open && !k->forgotten,
            .missing = !harassment_disk_has(rq->arena, f->id),
        };
    }
}

/* Where the step is done: the address of the platform's kind, and who found it right when. */
static void add_link(struct request *rq, const struct harassment_case *k,
                     const struct harassment_step_row *s, const struct harassment_link *links,
                     struct harassment_step_view *v)
{
    for (size_t i = 0; i < k->places.n; i++) {
        const struct harassment_place_row *p = &k->places.at[i];

        if (p->id != s->place_id)
            continue;
        v->place = p->address.n > 0 ? p->address : p->account;
        v->has_link = s->kind != HARASSMENT_STEP_SEE_GONE &&
                      s->kind != HARASSMENT_STEP_ASK_AUTHOR &&
                      s->kind != HARASSMENT_STEP_ANSWER_REVIEW;
        v->link = links[p->platform].url;
        if (links[p->platform].verified_on != 0)
            v->verified =
                local_date(rq, zone_day_start(rq->zone, (int32_t)links[p->platform].verified_on));
    }
}

static struct harassment_step_view step_of(struct request *rq, const struct harassment_case *k,
                                           const struct harassment_step_row *s)
{
    bool open = s->state == HARASSMENT_OPEN;

    return (struct harassment_step_view){
        .id = s->id,
        .url = path_of(rq->arena, "/harassment/steps/{}", s->id),
        .owner = s->owner_name,
        .due = local_time(rq, s->due_at),
        .due_iso = iso_time(rq, s->due_at),
        .word = s->word.n > 0 ? s->word : STR_NONE,
        .ended = s->ended_at != 0 ? local_time(rq, s->ended_at) : STR_NONE,
        .ender = s->ender_name,
        .text = step_texts[s->kind],
        .how = how_texts[s->kind],
        .state_text = state_texts[s->state],
        .open = open,
        .late = open && s->due_at < clock_now(),
        .owner_me = s->owner_id == rq->who->person_id,
        .may_act = open && k->may.act,
        .police = s->kind == HARASSMENT_STEP_POLICE,
    };
}

static enum status fill_steps(struct request *rq, const struct harassment_case *k,
                              struct harassment_case_view *v)
{
    struct harassment_link links[HARASSMENT_PLATFORM_N];

    TRY(harassment_links(rq->db, rq->arena, k->row.centre_id, links));
    v->open.at = arena_array(rq->arena, struct harassment_step_view, k->steps.n);
    v->ended.at = arena_array(rq->arena, struct harassment_step_view, k->steps.n);
    for (size_t i = 0; i < k->steps.n; i++) {
        struct harassment_step_view s = step_of(rq, k, &k->steps.at[i]);

        add_link(rq, k, &k->steps.at[i], links, &s);
        if (s.open && s.police) {
            v->police_open = true;
            v->police_due = s.due;
        }
        if (s.open)
            v->open.at[v->open.n++] = s;
        else
            v->ended.at[v->ended.n++] = s;
    }
    return OK;
}

/* ---- the custody chain as a time line */

static struct str file_name_of(const struct harassment_case *k, int64_t object_id)
{
    for (size_t i = 0; i < k->files.n; i++)
        if (k->files.at[i].id == object_id)
            return k->files.at[i].name;
    return STR_NONE;
}

static struct str step_name_of(struct request *rq, const struct harassment_case *k,
                               int64_t object_id)
{
    for (size_t i = 0; i < k->steps.n; i++)
        if (k->steps.at[i].id == object_id)
            return text(rq->lang, step_texts[k->steps.at[i].kind]);
    return STR_NONE;
}

/* "File added: skærmbillede.png" */
static struct str what_of(struct request *rq, const struct harassment_case *k,
                          const struct harassment_chain_row *e)
{
    bool known = e->kind >= 0 && e->kind < HARASSMENT_ACT_N;
    struct str act = known ? text(rq->lang, act_texts[e->kind]) : STR("?");
    struct str of = file_name_of(k, e->object_id);

    if (of.n == 0)
        of = step_name_of(rq, k, e->object_id);
    return of.n == 0 ? act : arena_printf(rq->arena, "%.*s: %.*s", STR_ARG(act), STR_ARG(of));
}

static struct str fault_of(struct request *rq, const struct harassment_custody *c, int64_t seq)
{
    for (size_t i = 0; i < c->n_findings; i++)
        if (c->findings[i].seq == seq)
            return text(rq->lang, fault_texts[c->findings[i].fault]);
    return STR_NONE;
}

static enum status fill_chain(struct request *rq, const struct harassment_case *k,
                              struct harassment_case_view *v)
{
    struct harassment_custody c;

    TRY(harassment_custody(rq->db, rq->arena, k->row.id, false, &c));
    v->removed = c.removed;
    v->chain.at = arena_array(rq->arena, struct harassment_entry_view, c.chain.n);
    for (size_t i = 0; i < c.chain.n; i++) {
        const struct harassment_chain_row *e = &c.chain.at[i];

        v->chain.at[v->chain.n++] = (struct harassment_entry_view){
            .seq = e->seq,
            .at = local_time(rq, e->at),
            .at_iso = iso_time(rq, e->at),
            .who = e->person_name.n > 0 ? e->person_name : text(rq->lang, T_HARASSMENT_SYSTEM),
            .what = what_of(rq, k, e),
            .hash = e->hash,
            .fault = fault_of(rq, &c, e->seq),
        };
    }
    v->faults.at = arena_array(rq->arena, struct harassment_text, c.n_findings);
    for (size_t i = 0; i < c.n_findings; i++) {
        struct text_arg seq = TEXT_INT(c.findings[i].seq);
        struct str of = file_name_of(k, c.findings[i].object_id);
        struct str said = text(rq->lang, fault_texts[c.findings[i].fault]);

        v->faults.at[v->faults.n++].s =
            c.findings[i].seq > 0
                ? arena_printf(
                      rq->arena, "%.*s: %.*s",
                      STR_ARG(text_filled(rq->arena, rq->lang, T_HARASSMENT_ENTRY_NO, &seq, 1)),
                      STR_ARG(said))
                : arena_printf(rq->arena, "%.*s%s%.*s", STR_ARG(said), of.n > 0 ? ": " : "",
                               STR_ARG(of));
    }
    return OK;
}

static struct harassment_case_view head_of(struct request *rq, const struct harassment_case *k)
{
    const struct harassment_case_row *r = &k->row;

    return (struct harassment_case_view){
        .csrf = rq->csrf,
        .url = path_of(rq->arena, "/harassment/{}", r->id),
        .number = incident_number_text(rq->arena, r->number),
        .name = r->person_name,
        .reporter = r->reported_by != r->person_id ? r->reporter_name : STR_NONE,
        .opened = local_time(rq, r->opened_at),
        .posted = r->posted_at != 0 ? local_time(rq, r->posted_at) : STR_NONE,
        .story = r->story.n > 0 ? r->story : STR_NONE,
        .incident_url = path_of(rq->arena, "/incidents/{}", r->incident_id),
        .police_url = path_of(rq->arena, "/reports/incident/{}/start", r->incident_id),
        .watch = r->watch_at != 0 ? local_date(rq, r->watch_at) : STR_NONE,
        .name_reason = r->name_reason.n > 0 ? r->name_reason : STR_NONE,
        .closed = r->closed_at != 0 ? local_time(rq, r->closed_at) : STR_NONE,
        .closed_word = r->closed_word.n > 0 ? r->closed_word : STR_NONE,
        .max_size = size_text(rq, harassment_max_bytes()),
        .alarm_number = rq->server->alarm_number,
        .name_text = name_texts[r->name_choice],
        .kinds = kinds_of(rq, r->kinds, true),
        .names = choices_of(rq, harassment_name_words, name_texts, HARASSMENT_NAME_SHOWN,
                            HARASSMENT_NAME_N, r->name_choice),
        .own = k->sight == HARASSMENT_SIGHT_OWN,
        .reporter_only = k->sight == HARASSMENT_SIGHT_REPORTER,
        .may_act = k->may.act,
        .may_add = k->may.add,
        .may_open = k->may.open,
        .may_choose = k->may.choose,
        .may_report =
            (k->sight == HARASSMENT_SIGHT_OWN || k->may.act) && may(rq->who, PERM_REPORT_WRITE),
        .forgotten = k->forgotten,
        .unreadable = k->unreadable,
        .is_closed = r->closed_at != 0,
        .decided = r->name_choice != HARASSMENT_NAME_UNDECIDED,
    };
}

enum status harassment_case_fill(struct request *rq, const struct harassment_case *k,
                                 struct harassment_case_view *ret)
{
    struct harassment_case_view v = head_of(rq, k);

    fill_places(rq, k, &v);
    fill_files(rq, k, &v);
    TRY(fill_steps(rq, k, &v));
    if (!v.reporter_only)
        TRY(fill_chain(rq, k, &v));
    harassment_place_typed(rq, NULL, NULL, &v.place);
    v.place.action = arena_printf(rq->arena, "%.*s/places", STR_ARG(v.url));
    *ret = v;
    return OK;
}

/* "www.example.org" of an address. */
static struct str site_of(struct str url)
{
    struct str rest = url, site;

    if (!str_starts(url, STR("https://")))
        return url;
    rest.p += 8;
    rest.n -= 8;
    return str_cut(&rest, '/', &site) ? site : url;
}

static struct str day_text(struct request *rq, int64_t day)
{
    return day != 0 ? local_date(rq, zone_day_start(rq->zone, (int32_t)day)) : STR_NONE;
}

enum status harassment_links_fill(struct request *rq, struct harassment_links_view *ret)
{
    struct harassment_link links[HARASSMENT_PLATFORM_N];
    struct harassment_links_view v = {.csrf = rq->csrf};

    TRY(harassment_links(rq->db, rq->arena, rq->who->centre_id, links));
    v.links.at = arena_array(rq->arena, struct harassment_link_view, HARASSMENT_PLATFORM_N);
    for (int i = 0; i < HARASSMENT_PLATFORM_N; i++)
        v.links.at[v.links.n++] = (struct harassment_link_view){
            .word = harassment_platform_words[i],
            .text = platform_texts[i],
            .url = links[i].url,
            .site = site_of(links[i].url),
            .verified = day_text(rq, links[i].verified_on),
            .verified_by = links[i].verified_by,
            .again = day_text(rq, links[i].again_on),
            .is_due = links[i].again_on <= zone_day(rq->zone, clock_now()),
        };
    *ret = v;
    return OK;
}
