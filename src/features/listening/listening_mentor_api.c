/* The mentor's agenda for programs: the lines of the page, one after the other, for exactly those whom the page shows.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/experience/experience.h"
#include "features/listening/listening_forms.h"

#include "web/api.h"

struct line_json {
    int64_t plan_id, person_id, part, id, at, day, kind;
    struct str person, title_da, title_en, step, listener;
    bool stands_in, own, late;
};
#define LINE(member) offsetof(struct line_json, member)
static const struct shape_field line_fields[] = {
    {"plan_id", SHAPE_ID, LINE(plan_id), NULL, "The newcomer's plan"},
    {"person_id", SHAPE_ID, LINE(person_id), NULL, "The newcomer"},
    {"person", SHAPE_TEXT, LINE(person), NULL, "Name"},
    {"stands_in", SHAPE_BOOL, LINE(stands_in), NULL, "For the mentor, who is away"},
    {"part", SHAPE_WORD, LINE(part), mentor_part_words,
     "What the line is about; each newcomer has exactly one of social"},
    {"id", SHAPE_ID, LINE(id), NULL,
     "The session, the plan's item or the entry of the log; null where it is not the caller's"},
    {"at", SHAPE_INSTANT, LINE(at), NULL,
     "sessions: when it begins; steps: when it was agreed; social: when the two last spoke, null: "
     "not yet; experiences: when it was"},
    {"day", SHAPE_DATE, LINE(day), NULL,
     "steps: to look at it again; items: due; social: the next one in the plan"},
    {"title_da", SHAPE_TEXT, LINE(title_da), NULL, "Of items: in Danish"},
    {"title_en", SHAPE_TEXT, LINE(title_en), NULL, "Of items: in English"},
    {"step", SHAPE_TEXT, LINE(step), NULL, "Of steps: what was agreed"},
    {"listener", SHAPE_TEXT, LINE(listener), NULL, "Of sessions: who listens"},
    {"kind", SHAPE_WORD, LINE(kind), experience_kind_words,
     "Of experiences: what it was; null: the newcomer keeps it"},
    {"own", SHAPE_BOOL, LINE(own), NULL,
     "sessions: the caller listens; steps: agreed with the caller; items: the mentor's part"},
    {"late", SHAPE_BOOL, LINE(late), NULL,
     "steps and items: the day is over; social: long ago; experiences: wants to talk"},
};
static const struct shape line_shape = SHAPE("MentorLine", line_fields);

static struct line_json json_of(const struct mentor_newcomer *n, int64_t part,
                                const struct mentor_line *l)
{
    return (struct line_json){.plan_id = n->run.id,
                              .person_id = n->run.person_id,
                              .part = part,
                              .id = l->id,
                              .at = l->at,
                              .day = l->day,
                              .kind = part == MENTOR_EXPERIENCES ? l->kind : -1,
                              .person = n->run.person_name,
                              .title_da = l->text_da,
                              .title_en = l->text_en,
                              .step = part == MENTOR_STEPS ? l->name : STR_NONE,
                              .listener = part == MENTOR_SESSIONS ? l->name : STR_NONE,
                              .stands_in = n->stands_in,
                              .own = l->own,
                              .late = l->late};
}

static enum status agenda(struct request *rq, struct response *rs)
{
    struct mentor_agenda g;
    struct line_json *out;
    size_t most = 0, n = 0;

    TRY(mentor_agenda(rq->db, rq->arena, rq->who, &g));
    for (size_t i = 0; i < g.n; i++)
        for (int p = 0; p < MENTOR_PART_N; p++)
            most += g.at[i].parts[p].n;
    out = arena_array(rq->arena, struct line_json, most + 1);
    for (size_t i = 0; i < g.n; i++)
        for (int p = 0; p < MENTOR_PART_N; p++)
            for (size_t k = 0; k < g.at[i].parts[p].n; k++)
                out[n++] = json_of(&g.at[i], p, &g.at[i].parts[p].at[k]);
    return api_list(rq, rs, out, n, sizeof *out, STR_NONE);
}

const struct route listening_mentor_api_routes[] = {
    {GET, "/api/v1/mentor", PERM_CALL_LISTENING, agenda, .out = &line_shape, .out_is_list = true,
     .summary = "The mentor's agenda: lines of the own active newcomers and of those the caller "
                "stands in for, by start day"},
    {0},
};
