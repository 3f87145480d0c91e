/* Values of the experience log made ready for the views.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/experience/experience_show.h"

#include "base/id.h"
#include "web/page.h"

enum text_key experience_kind_text(int64_t kind)
{
    static const enum text_key texts[] = {
#define X(name, word) T_EXPERIENCE_KIND_##name,
        EXPERIENCE_KINDS(X)
#undef X
    };

    return kind >= 0 && kind < EXPERIENCE_KIND_N ? texts[kind] : T_NONE;
}

static const enum text_key help_texts[] = {
#define X(name, word) T_EXPERIENCE_HELP_##name,
    EXPERIENCE_HELPS(X)
#undef X
};

struct experience_choice_list experience_kind_choices(struct arena *a, int64_t chosen)
{
    static const char *const letters[EXPERIENCE_KIND_N] = {"a", "b", "c", "d", "e", "f",
                                                           "g", "h", "i", "j", "k", "l"};
    struct experience_choice_list list = {
        arena_array(a, struct experience_choice, EXPERIENCE_KIND_N), EXPERIENCE_KIND_N};

    for (int i = 0; i < EXPERIENCE_KIND_N; i++)
        list.at[i] = (struct experience_choice){experience_kind_words[i], letters[i],
                                                experience_kind_text(i), i == chosen};
    return list;
}

struct experience_choice_list experience_help_choices(struct arena *a, int64_t chosen)
{
    struct experience_choice_list list = {
        arena_array(a, struct experience_choice, EXPERIENCE_HELP_N), EXPERIENCE_HELP_N};

    for (int i = 0; i < EXPERIENCE_HELP_N; i++)
        list.at[i] = (struct experience_choice){experience_help_words[i], "", help_texts[i],
                                                (chosen >> i & 1) != 0};
    return list;
}

struct experience_text_list experience_help_texts(struct arena *a, int64_t helps)
{
    struct experience_text_list list = {arena_array(a, struct experience_text, EXPERIENCE_HELP_N),
                                        0};

    for (int i = 0; i < EXPERIENCE_HELP_N; i++)
        if ((helps >> i & 1) != 0)
            list.at[list.n++].text = help_texts[i];
    return list;
}

struct experience_form_view experience_empty_form(struct request *rq)
{
    return (struct experience_form_view){.csrf = rq->csrf,
                                         .client_key = id_secret(rq->arena, 16),
                                         .person_id = rq->who->person_id,
                                         .kinds = experience_kind_choices(rq->arena, -1),
                                         .helps = experience_help_choices(rq->arena, 0),
                                         .note = STR("")};
}

struct experience_item_list experience_items_of(struct request *rq,
                                                const struct experience_row_list *rows)
{
    struct experience_item_list list = {arena_array(rq->arena, struct experience_item, rows->n),
                                        rows->n};

    for (size_t i = 0; i < rows->n; i++) {
        const struct experience_row *e = &rows->at[i];

        list.at[i] = (struct experience_item){
            .id = e->id,
            .strength = e->strength,
            .url = path_of(rq->arena, "/experience/{}", e->id),
            .when = local_time(rq, e->occurred_at),
            .note = e->note,
            .incident_url = e->incident_id != 0 && may(rq->who, PERM_INCIDENT_READ)
                                ? path_of(rq->arena, "/incidents/{}", e->incident_id)
                                : STR_NONE,
            .kind = experience_kind_text(e->kind),
            .helps = experience_help_texts(rq->arena, e->helps),
            .for_mentor = e->for_mentor,
            .for_day = e->for_day,
            .has_telling = e->telling.n > 0,
            .waits = e->wants_talk && e->talked_at == 0,
            .talked = e->talked_at != 0};
    }
    return list;
}

static struct experience_seen_list seen_of(struct request *rq,
                                           const struct experience_seen_row_list *rows)
{
    struct experience_seen_list list = {
        arena_array(rq->arena, struct experience_seen_item, rows->n), rows->n};

    for (size_t i = 0; i < rows->n; i++) {
        const struct experience_seen_row *e = &rows->at[i];

        list.at[i] = (struct experience_seen_item){
            .when = local_time(rq, e->occurred_at),
            .note = e->note,
            .talked_url = path_of(rq->arena, "/experience/talks/{}/held", e->id),
            .kind = experience_kind_text(e->kind),
            .strength = e->strength,
            .helps = experience_help_texts(rq->arena, e->helps),
            .shown = e->shown,
            .waits = e->wants_talk && e->talked_at == 0,
            .talked = e->talked_at != 0};
    }
    return list;
}

struct experience_newcomer_list experience_newcomers_of(struct request *rq,
                                                        const struct experience_newcomers *list)
{
    struct experience_newcomer_list out = {
        arena_array(rq->arena, struct experience_newcomer_view, list->n), list->n};

    for (size_t i = 0; i < list->n; i++)
        out.at[i] = (struct experience_newcomer_view){
            list->at[i].name, path_of(rq->arena, "/onboarding/{}", list->at[i].run_id),
            arena_printf(rq->arena, "newcomer-%zu", i + 1), seen_of(rq, &list->at[i].seen)};
    return out;
}
