/* The input tables of this feature.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/duty/duty_forms.h"

#define WATCH(member) .offset = offsetof(struct duty_watch_form, member)
#define ROTA(member) .offset = offsetof(struct duty_rota_entry, member)
#define COVER(member) .offset = offsetof(struct duty_cover_entry, member)
#define LEVEL(where)                                                                               \
    {                                                                                              \
        .name = "level", .kind = FIELD_INT, where, .required = true, .min = 1,                     \
        .max = ROSTER_LEVELS_MAX, .label = T_DUTY_LEVEL, .doc = "1 is called first"                \
    }
#define NAME_FIELD                                                                                 \
    {                                                                                              \
        .name = "name", .kind = FIELD_TEXT, WATCH(name), .required = true, .min = 1,               \
        .max = DUTY_NAME_MAX, .label = T_DUTY_NAME, .doc = "What the watch is called"              \
    }
#define LEVELS_FIELD                                                                               \
    {                                                                                              \
        .name = "levels", .kind = FIELD_INT, WATCH(levels), .required = true, .min = 1,            \
        .max = ROSTER_LEVELS_MAX, .label = T_DUTY_LEVELS, .doc = "Levels that must be covered"     \
    }
#define OWNER_FIELD                                                                                \
    {                                                                                              \
        .name = "owner_id", .kind = FIELD_ID, WATCH(owner_id), .label = T_DUTY_OWNER,              \
        .doc = "Is told of gaps; the caller when absent"                                           \
    }
#define HOME_FIELD                                                                                 \
    {                                                                                              \
        .name = "at_home", .kind = FIELD_BOOL, WATCH(at_home), .label = T_DUTY_AT_HOME,            \
        .doc = "Stand-by at home: rest until somebody calls"                                       \
    }

static const struct field watch_fields[] = {
    NAME_FIELD,
    {.name = "hours",
     .kind = FIELD_CHOICE,
     WATCH(hours),
     .required = true,
     .words = duty_hours_words,
     .label = T_DUTY_HOURS,
     .doc = "When somebody must be there"},
    {.name = "from",
     .kind = FIELD_TEXT,
     WATCH(from),
     .max = 8,
     .label = T_DUTY_FROM,
     .doc = "Wall time, 08:00 when absent"},
    {.name = "to",
     .kind = FIELD_TEXT,
     WATCH(to),
     .max = 8,
     .label = T_DUTY_TO,
     .doc = "Wall time, 16:00 when absent"},
    {.name = "weekdays",
     .kind = FIELD_CHOICES,
     WATCH(weekdays),
     .words = duty_weekday_words,
     .label = T_DUTY_WEEKDAYS,
     .doc = "Of own hours"},
    LEVELS_FIELD,
    OWNER_FIELD,
    {.name = "team_id",
     .kind = FIELD_ID,
     WATCH(team_id),
     .label = T_DUTY_TEAM,
     .doc = "The whole centre when absent"},
    HOME_FIELD,
};
const struct form duty_watch_in = FORM("DutyWatchNew", watch_fields, struct duty_watch_form);

static const struct field change_fields[] = {NAME_FIELD, LEVELS_FIELD, OWNER_FIELD, HOME_FIELD};
const struct form duty_change_in = FORM("DutyWatchChange", change_fields, struct duty_watch_form);

#define PERSON(n)                                                                                  \
    {                                                                                              \
        .name = "person_" #n, .kind = FIELD_ID, ROTA(people[(n)-1]), .label = T_DUTY_PERSON,       \
        .doc = "In turn"                                                                           \
    }
static const struct field rota_fields[] = {
    LEVEL(ROTA(level)),
    {.name = "turn",
     .kind = FIELD_CHOICE,
     ROTA(turn),
     .required = true,
     .words = roster_turn_words,
     .label = T_DUTY_TURN,
     .doc = "How long each turn is"},
    {.name = "every",
     .kind = FIELD_INT,
     ROTA(every),
     .required = true,
     .min = 1,
     .max = ROSTER_EVERY_MAX,
     .label = T_DUTY_EVERY,
     .doc = "So many of them"},
    {.name = "start_at",
     .kind = FIELD_INSTANT,
     ROTA(start_at),
     .required = true,
     .label = T_DUTY_START,
     .doc = "The first turn; its wall time is that of every handoff"},
    PERSON(1),
    PERSON(2),
    PERSON(3),
    PERSON(4),
    PERSON(5),
    PERSON(6),
    PERSON(7),
    PERSON(8),
    {.name = "pattern",
     .kind = FIELD_TEXT,
     ROTA(pattern),
     .max = DUTY_PATTERN_MAX,
     .label = T_DUTY_PATTERN,
     .doc = "Of own turns: numbers of the people day by day, - for nobody"},
    {.name = "shadow",
     .kind = FIELD_BOOL,
     ROTA(shadow),
     .label = T_DUTY_SHADOW,
     .doc = "Newcomers who look on: never count as cover"},
};
const struct form duty_rota_in = FORM("DutyRota", rota_fields, struct duty_rota_entry);

static const struct field cover_fields[] = {
    {.name = "kind",
     .kind = FIELD_CHOICE,
     COVER(kind),
     .required = true,
     .words = duty_cover_words,
     .label = T_DUTY_COVER,
     .doc = "What lies over the base rota"},
    LEVEL(COVER(level)),
    {.name = "from_at",
     .kind = FIELD_INSTANT,
     COVER(from_at),
     .required = true,
     .label = T_DUTY_FROM,
     .doc = "From"},
    {.name = "to_at",
     .kind = FIELD_INSTANT,
     COVER(to_at),
     .required = true,
     .label = T_DUTY_TO,
     .doc = "To, not included"},
    {.name = "person_id",
     .kind = FIELD_ID,
     COVER(person_id),
     .label = T_DUTY_PERSON,
     .doc = "Nobody when absent"},
    {.name = "instead_of",
     .kind = FIELD_ID,
     COVER(instead_of),
     .label = T_DUTY_INSTEAD,
     .doc = "Only where this person would be on; everybody when absent"},
    {.name = "reason",
     .kind = FIELD_TEXT,
     COVER(reason),
     .max = DUTY_REASON_MAX,
     .label = T_DUTY_WHY,
     .doc = "Shown in the history"},
    {.name = "accept",
     .kind = FIELD_BOOL,
     COVER(accept),
     .label = T_DUTY_ANYWAY,
     .doc = "Also when it makes gaps or breaks the rest rule"},
};
const struct form duty_cover_in = FORM("DutyCover", cover_fields, struct duty_cover_entry);

static const struct field accept_fields[] = {
    {.name = "accept",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct duty_accept_form, accept),
     .label = T_DUTY_ANYWAY,
     .doc = "Also when it makes gaps or breaks the rest rule"},
};
const struct form duty_accept_in = FORM("DutyAccept", accept_fields, struct duty_accept_form);

static const struct field level_fields[] = {
    LEVEL(.offset = offsetof(struct duty_level_form, level)),
};
const struct form duty_level_in = FORM("DutyTake", level_fields, struct duty_level_form);

static const struct field swap_fields[] = {
    {.name = "person_id",
     .kind = FIELD_ID,
     .offset = offsetof(struct duty_swap_form, person_id),
     .required = true,
     .label = T_DUTY_PERSON,
     .doc = "Who is asked"},
    {.name = "from_at",
     .kind = FIELD_INSTANT,
     .offset = offsetof(struct duty_swap_form, from_at),
     .label = T_DUTY_SWAP_FROM,
     .doc = "Of the part that is swapped; none: from the beginning of the shift"},
    {.name = "to_at",
     .kind = FIELD_INSTANT,
     .offset = offsetof(struct duty_swap_form, to_at),
     .label = T_DUTY_SWAP_TO,
     .doc = "Of the part that is swapped; none: to the end of the shift"},
};
const struct form duty_swap_in = FORM("DutySwap", swap_fields, struct duty_swap_form);

static const struct field answer_fields[] = {
    {.name = "yes",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct duty_answer_form, yes),
     .label = T_DUTY_SWAP_YES,
     .doc = "Accept; false declines"},
};
const struct form duty_answer_in = FORM("DutySwapAnswer", answer_fields, struct duty_answer_form);

static const struct field span_fields[] = {
    {.name = "from",
     .kind = FIELD_DATE,
     .offset = offsetof(struct duty_span_form, from),
     .label = T_DUTY_FROM,
     .doc = "First day, today when absent"},
    {.name = "days",
     .kind = FIELD_INT,
     .offset = offsetof(struct duty_span_form, days),
     .min = 1,
     .max = 90,
     .label = T_DUTY_DAYS,
     .doc = "How many, 7 when absent"},
};
const struct form duty_span_query = FORM("DutySpanQuery", span_fields, struct duty_span_form);
