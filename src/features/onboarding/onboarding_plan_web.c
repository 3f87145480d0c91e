/* The plans of the centre: what holds, and the draft that becomes the next version.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/onboarding/onboarding_show.h"

#include "core/refuse.h"
#include "onboarding_plan_html.h"
#include "web/parts.h"

/* "Første dag", "3 arbejdsdage efter start": counted as the form counts. */
static struct str plan_day(struct request *rq, int64_t day)
{
    struct text_arg n = TEXT_INT(day < 0 ? -day : day);

    return day == 0
               ? text(rq->lang, T_ONBOARDING_PLAN_FIRST)
               : text_filled(rq->arena, rq->lang,
                             day < 0 ? T_ONBOARDING_PLAN_BEFORE : T_ONBOARDING_PLAN_AFTER, &n, 1);
}

static struct str plans_path(struct request *rq, int64_t profile)
{
    return arena_printf(rq->arena, "/onboarding/plans?profile=%s",
                        onboarding_profile_words[profile]);
}

/* The profile that the address asks for; the first when it asks for none. */
static int64_t profile_asked(struct request *rq)
{
    struct str word = request_query(rq, "profile");

    for (int i = 0; i < ONBOARDING_PROFILE_N; i++)
        if (str_eq(word, str_of(onboarding_profile_words[i])))
            return i;
    return 0;
}

static struct str title_of(struct request *rq, const struct onboarding_plan_item_row *i)
{
    return rq->lang == LANG_DA ? i->title_da : i->title_en;
}

static const struct onboarding_plan_item_row *item_of(const struct onboarding_plan *p,
                                                      struct str word)
{
    for (size_t i = 0; i < p->items.n && word.n > 0; i++)
        if (str_eq(p->items.at[i].word, word))
            return &p->items.at[i];
    return NULL;
}

static struct onboarding_options options_of(struct request *rq, const char *const *words,
                                            enum text_key (*name)(int64_t), int64_t chosen)
{
    struct onboarding_options list = {0};
    size_t n = 0;

    while (words[n] != NULL)
        n++;
    list.at = arena_array(rq->arena, struct onboarding_option, n);
    for (list.n = 0; list.n < n; list.n++)
        list.at[list.n] =
            (struct onboarding_option){str_of(words[list.n]), text(rq->lang, name((int64_t)list.n)),
                                       (int64_t)list.n == chosen};
    return list;
}

static struct str titles_before(struct request *rq, const struct onboarding_plan *p,
                                struct str needs)
{
    struct buf b = buf_new(rq->arena, 64);
    struct str word;

    while (str_cut(&needs, ',', &word)) {
        const struct onboarding_plan_item_row *before = item_of(p, word);

        if (before != NULL && b.n > 0)
            buf_add(&b, STR("; "));
        if (before != NULL)
            buf_add(&b, title_of(rq, before));
    }
    return b.n > 0 ? buf_str(&b) : STR("");
}

static void fill_items(struct request *rq, const struct onboarding_plan *p,
                       struct onboarding_plan_view *v)
{
    int64_t phase = -1;

    v->items.at = arena_array(rq->arena, struct onboarding_plan_item_view, p->items.n);
    v->items.n = p->items.n;
    for (size_t n = 0; n < p->items.n; n++) {
        const struct onboarding_plan_item_row *i = &p->items.at[n];
        int64_t own = onboarding_phase_of(i->day);

        v->items.at[n] = (struct onboarding_plan_item_view){
            .word = i->word,
            .title = title_of(rq, i),
            .edit_url = arena_printf(rq->arena, "/onboarding/plans?profile=%s&edit=%.*s#item",
                                     onboarding_profile_words[p->profile], STR_ARG(i->word)),
            .before = titles_before(rq, p, i->needs),
            .day = plan_day(rq, i->day),
            .length = onboarding_length(rq, i->minutes),
            .role = onboarding_role_text(i->role),
            .kind = onboarding_kind_text(i->kind),
            .phase = own != phase ? onboarding_phase_text(own) : T_NONE,
            .required = (i->flags & ONBOARDING_REQUIRED) != 0,
            .obligatory = (i->flags & ONBOARDING_OBLIGATORY) != 0};
        phase = own;
    }
}

static struct str number_of(struct request *rq, int64_t n)
{
    return arena_printf(rq->arena, "%lld", (long long)n);
}

/* typed NULL: as it stands in the plan, or empty. */
static void fill_form(struct request *rq, const struct onboarding_plan *p,
                      const struct onboarding_plan_item_row *edit,
                      const struct onboarding_item_entry *typed, struct onboarding_plan_view *v)
{
    struct onboarding_item_entry e = {.word = STR(""),
                                      .title_da = STR(""),
                                      .title_en = STR(""),
                                      .needs = STR(""),
                                      .module = STR(""),
                                      .competence = -1,
                                      .minutes = 30};

    if (typed != NULL)
        e = *typed;
    else if (edit != NULL)
        e = (struct onboarding_item_entry){.word = edit->word,
                                           .title_da = edit->title_da,
                                           .title_en = edit->title_en,
                                           .needs = edit->needs,
                                           .module = edit->module,
                                           .day = edit->day,
                                           .role = edit->role,
                                           .kind = edit->kind,
                                           .minutes = edit->minutes,
                                           .competence = edit->competence,
                                           .is_required = (edit->flags & ONBOARDING_REQUIRED) != 0};
    v->is_edit = edit != NULL;
    v->obligatory = edit != NULL && (edit->flags & ONBOARDING_OBLIGATORY) != 0;
    v->required = e.is_required;
    v->word = e.word.p ? e.word : STR("");
    v->title_da = e.title_da.p ? e.title_da : STR("");
    v->title_en = e.title_en.p ? e.title_en : STR("");
    v->module = e.module.p ? e.module : STR("");
    v->day = number_of(rq, e.day);
    v->minutes = number_of(rq, e.minutes);
    v->roles = options_of(rq, onboarding_role_words, onboarding_role_text, e.role);
    v->kinds = options_of(rq, onboarding_kind_words, onboarding_kind_text, e.kind);
    v->competences =
        options_of(rq, onboarding_competence_words, onboarding_competence_text, e.competence);
    v->needs.at = arena_array(rq->arena, struct onboarding_option, p->items.n);
    for (size_t i = 0; i < p->items.n; i++)
        if (!str_eq(p->items.at[i].word, v->word)) {
            v->n_needs += onboarding_needs(e.needs, p->items.at[i].word);
            v->needs.at[v->needs.n++] =
                (struct onboarding_option){p->items.at[i].word, title_of(rq, &p->items.at[i]),
                                           onboarding_needs(e.needs, p->items.at[i].word)};
        }
}

static enum status fill_versions(struct request *rq, const struct onboarding_plan *p,
                                 struct onboarding_version_views *ret)
{
    struct onboarding_version_row_list rows;

    TRY(onboarding_plan_versions(rq->db, rq->arena, rq->who, (enum onboarding_profile)p->profile,
                                 &rows));
    ret->at = arena_array(rq->arena, struct onboarding_version_view, rows.n);
    ret->n = rows.n;
    for (size_t i = 0; i < rows.n; i++)
        ret->at[i] = (struct onboarding_version_view){
            .version = rows.at[i].version,
            .n_running = rows.at[i].n_running,
            .made = local_time(rq, rows.at[i].made_at),
            .maker = rows.at[i].maker_name,
            .url =
                arena_printf(rq->arena, "/onboarding/plans?profile=%s&version=%lld",
                             onboarding_profile_words[p->profile], (long long)rows.at[i].version),
            .shown = !p->is_draft && rows.at[i].version == p->version};
    return OK;
}

static void fill_unreached(struct request *rq, const struct onboarding_plan *p,
                           struct onboarding_options *ret)
{
    unsigned left = onboarding_unreached(&p->items);

    ret->at = arena_array(rq->arena, struct onboarding_option, ONBOARDING_COMPETENCE_N);
    for (int i = 0; i < ONBOARDING_COMPETENCE_N; i++)
        if ((left >> i & 1) != 0)
            ret->at[ret->n++] =
                (struct onboarding_option){.label = text(rq->lang, onboarding_competence_text(i))};
}

/* The draft when there is one and the reader may change it; an earlier version when asked for; else what holds. */
static enum status plan_asked(struct request *rq, int64_t profile, struct onboarding_plan *ret,
                              struct onboarding_plan_view *v)
{
    enum onboarding_profile p = (enum onboarding_profile)profile;
    struct onboarding_plan now;
    int64_t version = request_query_int(rq, "version", ONBOARDING_NOW);
    enum status found = onboarding_plan(rq->db, rq->arena, rq->who, p, ONBOARDING_DRAFT, ret);

    TRY(onboarding_plan(rq->db, rq->arena, rq->who, p, ONBOARDING_NOW, &now));
    if (found != OK && found != MISSING)
        return found;
    v->has_draft = found == OK && v->may_set;
    if (version > 0 && version != now.version) {
        TRY(onboarding_plan(rq->db, rq->arena, rq->who, p, version, ret));
        v->is_old = true;
    } else if (!v->has_draft || version > 0) {
        *ret = now;
    }
    v->is_draft = ret->is_draft;
    v->version = ret->version;
    return OK;
}

static enum status plan_page(struct request *rq, struct response *rs, int64_t profile,
                             const struct onboarding_item_entry *typed, struct str alert)
{
    struct onboarding_plan p;
    struct onboarding_week weeks[ONBOARDING_WEEKS];
    struct onboarding_plan_view v = {.csrf = rq->csrf,
                                     .alert = alert,
                                     .may_set = onboarding_may_set(rq->who),
                                     .profile = onboarding_profile_text(profile),
                                     .profile_word = str_of(onboarding_profile_words[profile])};

    TRY(plan_asked(rq, profile, &p, &v));
    v.profiles = onboarding_profile_options(rq, profile);
    fill_items(rq, &p, &v);
    fill_form(rq, &p, item_of(&p, typed ? typed->word : request_query(rq, "edit")), typed, &v);
    fill_unreached(rq, &p, &v.unreached);
    TRY(fill_versions(rq, &p, &v.versions));
    onboarding_plan_balance(&p.items, weeks);
    v.chart = onboarding_chart(rq, weeks, true);
    struct html *page = page_begin(rq, rs, T_ONBOARDING_PLANS_TITLE);
    onboarding_plan_html(page, &v);
    return page_end(page);
}

static enum status show_plan(struct request *rq, struct response *rs)
{
    return plan_page(rq, rs, profile_asked(rq), NULL, STR_NONE);
}

static bool is_refused(enum status s)
{
    return (s == INVALID || s == CONFLICT) && refuse_key() != T_NONE;
}

static enum status put_item(struct request *rq, struct response *rs)
{
    struct onboarding_plan_entry entry;
    struct form_errors errors = {.n = 0};

    if (!onboarding_may_set(rq->who))
        return refuse(DENIED, T_ONBOARDING_SET_DENIED);
    enum status done = form_read(rq, &entry, &errors);
    int64_t profile = entry.profile >= 0 ? entry.profile : 0;
    if (done == INVALID && errors.n > 0) {
        rs->status = 422;
        return plan_page(rq, rs, profile, &entry.item,
                         form_error_named(rq->arena, rq->lang, &errors.at[0]));
    }
    TRY(done);
    done = onboarding_item_put(rq->db, rq->arena, rq->who, (enum onboarding_profile)profile,
                               &entry.item);
    if (is_refused(done)) {
        rs->status = done == CONFLICT ? 409 : 422;
        return plan_page(rq, rs, profile, &entry.item, text(rq->lang, refuse_key()));
    }
    TRY(done);
    page_notice(rq, rs, T_ONBOARDING_IN_DRAFT);
    return redirect(rs, plans_path(rq, profile));
}

static enum status drop_item(struct request *rq, struct response *rs)
{
    struct onboarding_profile_entry entry;
    struct form_errors errors = {.n = 0};

    TRY(form_read(rq, &entry, &errors));
    enum status done =
        onboarding_item_drop(rq->db, rq->arena, rq->who, (enum onboarding_profile)entry.profile,
                             entry.word.p ? entry.word : STR(""));
    if (is_refused(done)) {
        rs->status = 409;
        return plan_page(rq, rs, entry.profile, NULL, text(rq->lang, refuse_key()));
    }
    TRY(done);
    page_notice(rq, rs, T_ONBOARDING_IN_DRAFT);
    return redirect(rs, plans_path(rq, entry.profile));
}

static enum status publish(struct request *rq, struct response *rs)
{
    struct onboarding_profile_entry entry;
    struct form_errors errors = {.n = 0};

    TRY(form_read(rq, &entry, &errors));
    TRY(onboarding_publish(rq->db, rq->arena, rq->who, (enum onboarding_profile)entry.profile));
    page_notice(rq, rs, T_ONBOARDING_PUBLISHED);
    return redirect(rs, plans_path(rq, entry.profile));
}

static enum status discard(struct request *rq, struct response *rs)
{
    struct onboarding_profile_entry entry;
    struct form_errors errors = {.n = 0};

    TRY(form_read(rq, &entry, &errors));
    TRY(onboarding_discard(rq->db, rq->arena, rq->who, (enum onboarding_profile)entry.profile));
    page_notice(rq, rs, T_ONBOARDING_DISCARDED);
    return redirect(rs, plans_path(rq, entry.profile));
}

const struct route onboarding_plan_routes[] = {
    {GET, "/onboarding/plans", PERM_ONBOARDING_SET, show_plan},
    {POST, "/onboarding/plans", PERM_ONBOARDING_SET, put_item, .in = &onboarding_plan_form},
    {POST, "/onboarding/plans/drop", PERM_ONBOARDING_SET, drop_item,
     .in = &onboarding_profile_form},
    {POST, "/onboarding/plans/publish", PERM_ONBOARDING_SET, publish,
     .in = &onboarding_profile_form},
    {POST, "/onboarding/plans/discard", PERM_ONBOARDING_SET, discard,
     .in = &onboarding_profile_form},
    {0},
};
