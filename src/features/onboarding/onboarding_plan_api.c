/* The plans of the centre for programs: versions, the draft and what it becomes; the same rules as the pages.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/onboarding/onboarding_forms.h"

#include "core/refuse.h"
#include "web/api.h"

/* ---- answers */

#define VERSION(member) offsetof(struct onboarding_version_row, member)
static const struct shape_field version_fields[] = {
    {"version", SHAPE_INT, VERSION(version), NULL, "The highest holds for who starts"},
    {"made_at", SHAPE_INSTANT, VERSION(made_at), NULL, "When it was published"},
    {"made_by", SHAPE_TEXT, VERSION(maker_name), NULL, "By whom"},
    {"running", SHAPE_INT, VERSION(n_running), NULL, "Newcomers who follow it"},
};
static const struct shape version_shape = SHAPE("OnboardingPlanVersion", version_fields);

struct item_json {
    struct onboarding_plan_item_row row;
    int64_t version;
    bool draft, required, obligatory, measured;
};
#define ITEM(member) offsetof(struct item_json, row.member)
#define OF_ITEM(member) offsetof(struct item_json, member)
static const struct shape_field item_fields[] = {
    {"version", SHAPE_INT, OF_ITEM(version), NULL,
     "Of the plan it stands in; 0: the program's own, or the draft"},
    {"draft", SHAPE_BOOL, OF_ITEM(draft), NULL, "It holds for nobody yet"},
    {"word", SHAPE_TEXT, ITEM(word), NULL, "The same in every version"},
    {"title_da", SHAPE_TEXT, ITEM(title_da), NULL, "In Danish"},
    {"title_en", SHAPE_TEXT, ITEM(title_en), NULL, "In English"},
    {"day", SHAPE_INT, ITEM(day), NULL, "Working days after the first one; negative: before it"},
    {"role", SHAPE_WORD, ITEM(role), onboarding_role_words, "Whose part it is"},
    {"kind", SHAPE_WORD, ITEM(kind), onboarding_kind_words, "What kind"},
    {"minutes", SHAPE_INT, ITEM(minutes), NULL, "How long it takes"},
    {"competence", SHAPE_WORD, ITEM(competence), onboarding_competence_words,
     "What it leads to; null: none of these"},
    {"needs", SHAPE_LIST, ITEM(needs), NULL, "The words of the items before it"},
    {"module", SHAPE_TEXT, ITEM(module), NULL, "The module that ends it by itself; empty: none"},
    {"required", SHAPE_BOOL, OF_ITEM(required), NULL, "No change of a plan takes it away"},
    {"obligatory", SHAPE_BOOL, OF_ITEM(obligatory), NULL,
     "Stays in every plan, with its role, and is never waived"},
    {"measured", SHAPE_BOOL, OF_ITEM(measured), NULL, "Call records count its minutes"},
};
static const struct shape item_shape = SHAPE("OnboardingPlanItem", item_fields);

static enum status answer_plan(struct request *rq, struct response *rs,
                               const struct onboarding_plan *p)
{
    struct item_json *out = arena_array(rq->arena, struct item_json, p->items.n + 1);

    for (size_t i = 0; i < p->items.n; i++) {
        const struct onboarding_plan_item_row *item = &p->items.at[i];

        out[i] = (struct item_json){.row = *item,
                                    .version = p->version,
                                    .draft = p->is_draft,
                                    .required = (item->flags & ONBOARDING_REQUIRED) != 0,
                                    .obligatory = (item->flags & ONBOARDING_OBLIGATORY) != 0,
                                    .measured = (item->flags & ONBOARDING_MEASURED) != 0};
    }
    return api_list(rq, rs, out, p->items.n, sizeof *out, STR_NONE);
}

/* ---- whose plan */

static enum status profile_of(struct request *rq, enum onboarding_profile *ret)
{
    struct str word = request_param(rq, "profile");

    for (int i = 0; i < ONBOARDING_PROFILE_N; i++)
        if (str_eq(word, str_of(onboarding_profile_words[i]))) {
            *ret = (enum onboarding_profile)i;
            return OK;
        }
    return fail(MISSING, "no such profile");
}

/* Nobody who may not hears what is wrong with it. */
static enum status for_writer(struct request *rq, enum onboarding_profile *ret)
{
    if (!onboarding_may_set(rq->who))
        return refuse(DENIED, T_ONBOARDING_SET_DENIED);
    return profile_of(rq, ret);
}

static enum status answer_version(struct request *rq, struct response *rs,
                                  enum onboarding_profile profile, int64_t version)
{
    struct onboarding_plan p;

    db_refresh(rq->db);
    TRY(onboarding_plan(rq->db, rq->arena, rq->who, profile, version, &p));
    return answer_plan(rq, rs, &p);
}

/* ---- reading */

static enum status api_versions(struct request *rq, struct response *rs)
{
    struct onboarding_version_row_list rows;
    enum onboarding_profile profile;

    TRY(profile_of(rq, &profile));
    TRY(onboarding_plan_versions(rq->db, rq->arena, rq->who, profile, &rows));
    return api_list(rq, rs, rows.at, rows.n, sizeof *rows.at, STR_NONE);
}

static enum status api_plan(struct request *rq, struct response *rs)
{
    struct onboarding_version_query query;
    enum onboarding_profile profile;

    TRY(profile_of(rq, &profile));
    TRY(query_take(rq, &query));
    return answer_version(rq, rs, profile, query.version > 0 ? query.version : ONBOARDING_NOW);
}

static enum status api_draft(struct request *rq, struct response *rs)
{
    enum onboarding_profile profile;

    TRY(for_writer(rq, &profile));
    return answer_version(rq, rs, profile, ONBOARDING_DRAFT);
}

/* ---- the draft */

static enum status put_item(struct request *rq, struct response *rs, struct str word)
{
    struct onboarding_plan_entry entry;
    enum onboarding_profile profile;

    TRY(for_writer(rq, &profile));
    TRY(form_take(rq, &entry));
    entry.item.word = word;
    TRY(onboarding_item_put(rq->db, rq->arena, rq->who, profile, &entry.item));
    return answer_version(rq, rs, profile, ONBOARDING_DRAFT);
}

static enum status api_add(struct request *rq, struct response *rs)
{
    rs->status = 201;
    return put_item(rq, rs, STR(""));
}

static enum status api_put(struct request *rq, struct response *rs)
{
    return put_item(rq, rs, request_param(rq, "word"));
}

static enum status api_drop(struct request *rq, struct response *rs)
{
    enum onboarding_profile profile;

    TRY(for_writer(rq, &profile));
    TRY(onboarding_item_drop(rq->db, rq->arena, rq->who, profile, request_param(rq, "word")));
    return answer_version(rq, rs, profile, ONBOARDING_DRAFT);
}

static enum status api_publish(struct request *rq, struct response *rs)
{
    enum onboarding_profile profile;

    TRY(for_writer(rq, &profile));
    TRY(onboarding_publish(rq->db, rq->arena, rq->who, profile));
    return answer_version(rq, rs, profile, ONBOARDING_NOW);
}

static enum status api_discard(struct request *rq, struct response *rs)
{
    enum onboarding_profile profile;

    TRY(for_writer(rq, &profile));
    TRY(onboarding_discard(rq->db, rq->arena, rq->who, profile));
    return answer_version(rq, rs, profile, ONBOARDING_NOW);
}

#define P PERM_ONBOARDING_SET
#define PLAN "/api/v1/onboarding/plans/{profile}"
#define ANSWERS_PLAN .out = &item_shape, .out_is_list = true
const struct route onboarding_plan_api_routes[] = {
    {GET, PLAN, P, api_plan, .query = &onboarding_version_form, ANSWERS_PLAN,
     .summary = "A profile's plan: what holds for who starts now, or an earlier version"},
    {GET, PLAN "/versions", P, api_versions, .out = &version_shape, .out_is_list = true,
     .summary = "The centre's own versions, the newest first; none: the program's own plan holds"},
    {GET, PLAN "/draft", P, api_draft, ANSWERS_PLAN,
     .summary = "What becomes the next version; by who leads the whole centre"},
    {POST, PLAN "/draft/items", P, api_add, .in = &onboarding_plan_item_form, ANSWERS_PLAN,
     .summary = "A new item; the draft begins as a copy of what holds", .flags = ROUTE_IDEMPOTENT},
    {PUT, PLAN "/draft/items/{word}", P, api_put, .in = &onboarding_plan_item_form, ANSWERS_PLAN,
     .summary = "Change an item; what is obligatory stays so, with its role",
     .flags = ROUTE_IDEMPOTENT},
    {DELETE, PLAN "/draft/items/{word}", P, api_drop, ANSWERS_PLAN,
     .summary = "Take an item out; what waited for it waits for what it waited for"},
    {POST, PLAN "/publish", P, api_publish, ANSWERS_PLAN,
     .summary = "The draft holds from now on for who starts; running plans keep theirs",
     .flags = ROUTE_IDEMPOTENT},
    {DELETE, PLAN "/draft", P, api_discard, ANSWERS_PLAN,
     .summary = "Forget the draft; answers what holds"},
    {0},
};
