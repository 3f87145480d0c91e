/* What a manager sets: the agreed words, and how each kind of request climbs.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/help/help_forms.h"

#include "core/refuse.h"
#include "features/help/help_view.h"
#include "help_set_html.h"
#include "web/page.h"
#include "web/parts.h"

/* ---- words */

static struct help_words_view words_view(struct request *rq, const struct help_words_entry *entry,
                                         const struct form_errors *errors)
{
    struct help_words_view v = {.csrf = rq->csrf};

    v.fields.n = help_words_form.n;
    v.fields.at = arena_array(rq->arena, struct help_say_field, v.fields.n);
    for (size_t i = 0; i < v.fields.n; i++) {
        const struct field *f = &help_words_form.fields[i];
        const struct form_error *e = errors ? form_error_of(errors, f->name) : NULL;
        struct str value;

        memcpy(&value, (const char *)entry + f->offset, sizeof value);
        v.fields.at[i] = (struct help_say_field){
            .name = str_of(f->name),
            .value = value.p ? value : STR(""),
            .error = e ? form_error_text(rq->arena, rq->lang, e) : STR_NONE,
            .label = f->label,
            .lang = i < v.fields.n / 2 ? "da" : "en",
        };
    }
    return v;
}

static enum status show_words(struct request *rq, struct response *rs,
                              const struct help_words_view *v)
{
    struct html *page = page_begin(rq, rs, T_HELP_WORDS_TITLE);

    help_words_html(page, v);
    return page_end(page);
}

static enum status words(struct request *rq, struct response *rs)
{
    struct help_wording w;
    struct help_words_entry entry;

    TRY(help_wording_get(rq->db, rq->arena, rq->who->centre_id, &w));
    memcpy(entry.text, w.text, sizeof entry.text);
    struct help_words_view v = words_view(rq, &entry, NULL);
    v.version = w.version;
    v.made = w.version > 0 ? local_time(rq, w.made_at) : STR_NONE;
    return show_words(rq, rs, &v);
}

static enum status put_words(struct request *rq, struct response *rs)
{
    struct help_words_entry entry;
    struct form_errors errors = {.n = 0};
    enum status read = form_read(rq, &entry, &errors);

    if (read == INVALID && errors.n > 0) {
        struct help_words_view v = words_view(rq, &entry, &errors);

        rs->status = 422;
        return show_words(rq, rs, &v);
    }
    TRY(read);
    TRY(help_wording_put(rq->db, rq->arena, rq->who, entry.text));
    page_notice(rq, rs, T_HELP_SAVED);
    return redirect(rs, STR("/desk/words"));
}

/* ---- how it climbs */

static const enum text_key occasion_texts[HELP_OCCASION_N] = {
#define X(name, word) [HELP_ON_##name] = T_HELP_ON_##name,
    HELP_OCCASIONS(X)
#undef X
};
static const enum text_key target_texts[HELP_TARGET_N] = {
#define X(name, word) [HELP_TO_##name] = T_HELP_TO_##name,
    HELP_TARGETS(X)
#undef X
};
static const enum text_key channel_texts[HELP_CHANNEL_N] = {
#define X(name, word) [HELP_BY_##name] = T_HELP_BY_##name,
    HELP_CHANNELS(X)
#undef X
};

static struct help_choice_list choices(struct arena *a, const char *const *words,
                                       const enum text_key *texts, int n, int64_t bits)
{
    struct help_choice_list list = {arena_array(a, struct help_choice, (size_t)n), (size_t)n};

    for (int i = 0; i < n; i++)
        list.at[i] = (struct help_choice){words[i], texts[i], (bits & HELP_BIT(i)) != 0};
    return list;
}

static struct help_policy_view policy_view(struct request *rq, enum help_occasion on,
                                           const struct help_policy *p)
{
    struct help_policy_view v = {.word = help_occasion_words[on],
                                 .text = occasion_texts[on],
                                 .needed = p->needed,
                                 .rounds = p->rounds,
                                 .ack_s = p->ack_ms / 1000,
                                 .resort_s = help_resort_ms(on) / 1000,
                                 .error = STR_NONE};

    v.steps.n = HELP_STEPS_MAX;
    v.steps.at = arena_array(rq->arena, struct help_step_view, HELP_STEPS_MAX);
    for (size_t i = 0; i < HELP_STEPS_MAX; i++) {
        const struct help_step *s = &p->step[i];

        v.steps.at[i] = (struct help_step_view){
            .number = (int64_t)i + 1,
            .wait_s = s->wait_ms / 1000,
            .used = i < p->n,
            .targets =
                choices(rq->arena, help_target_words, target_texts, HELP_TARGET_N, s->targets),
            .channels =
                choices(rq->arena, help_channel_words, channel_texts, HELP_CHANNEL_N, s->channels),
        };
    }
    return v;
}

/* typed: what was refused, shown again with why. */
static enum status show_policies(struct request *rq, struct response *rs,
                                 enum help_occasion typed_on, const struct help_policy *typed,
                                 struct str error)
{
    struct help_climb_view v = {.csrf = rq->csrf};

    v.policies.n = HELP_OCCASION_N;
    v.policies.at = arena_array(rq->arena, struct help_policy_view, HELP_OCCASION_N);
    for (int on = 0; on < HELP_OCCASION_N; on++) {
        struct help_policy p;
        int64_t id;

        TRY(help_policy_get(rq->db, rq->arena, rq->who->centre_id, (enum help_occasion)on, &id,
                            &p));
        bool again = typed && on == (int)typed_on;
        v.policies.at[on] = policy_view(rq, (enum help_occasion)on, again ? typed : &p);
        v.policies.at[on].own = id != 0;
        if (again)
            v.policies.at[on].error = error;
    }
    struct html *page = page_begin(rq, rs, T_HELP_CLIMB_TITLE);
    help_climb_html(page, &v);
    return page_end(page);
}

static enum status policies(struct request *rq, struct response *rs)
{
    return show_policies(rq, rs, HELP_OCCASION_N, NULL, STR_NONE);
}

/* Steps that call nobody by nothing are empty rows of the page. */
static struct help_policy policy_of(const struct help_policy_entry *e)
{
    struct help_policy p = {.needed = e->needed, .rounds = e->rounds, .ack_ms = e->ack_s * 1000};

    for (size_t i = 0; i < HELP_STEPS_MAX; i++)
        if (e->targets[i] != 0 || e->channels[i] != 0 || e->wait_s[i] != 0)
            p.step[p.n++] = (struct help_step){e->targets[i], e->channels[i], e->wait_s[i] * 1000};
    return p;
}

static enum status put_policy(struct request *rq, struct response *rs)
{
    struct help_policy_entry entry;
    struct form_errors errors = {.n = 0};
    enum status done = form_read(rq, &entry, &errors);

    if (done != OK && (done != INVALID || errors.n == 0 || entry.occasion < 0))
        return done;
    struct help_policy p = policy_of(&entry);
    enum help_occasion on = (enum help_occasion)entry.occasion;
    struct str why = errors.n > 0 ? form_error_text(rq->arena, rq->lang, &errors.at[0]) : STR_NONE;
    if (done == OK)
        done = help_policy_put(rq->db, rq->arena, rq->who, on, &p);
    if (done == INVALID) {
        rs->status = 422;
        return show_policies(rq, rs, on, &p, why.n > 0 ? why : text(rq->lang, refuse_key()));
    }
    TRY(done);
    page_notice(rq, rs, T_HELP_SAVED);
    return redirect(rs, STR("/desk/climb"));
}

const struct route help_set_routes[] = {
    {GET, "/desk/words", PERM_HELP_SET, words},
    {POST, "/desk/words", PERM_HELP_SET, put_words, .in = &help_words_form},
    {GET, "/desk/climb", PERM_HELP_SET, policies},
    {POST, "/desk/climb", PERM_HELP_SET, put_policy, .in = &help_policy_form},
    {0},
};
