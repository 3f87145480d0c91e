/* The input tables of this feature.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/follow_up/follow_up_forms.h"

#define MINUTES(type)                                                                              \
    {                                                                                              \
        .name = "minutes", .kind = FIELD_INT, .offset = offsetof(struct type, minutes),            \
        .required = true, .min = FOLLOW_UP_MINUTES_LEAST, .max = FOLLOW_UP_MINUTES_MOST,           \
        .label = T_FOLLOW_UP_F_MINUTES, .doc = "How long the block is"                             \
    }

static const struct field minutes_fields[] = {MINUTES(follow_up_minutes_entry)};
const struct form follow_up_minutes_form =
    FORM("FollowUpMinutes", minutes_fields, struct follow_up_minutes_entry);

static const struct field move_fields[] = {
    {.name = "up",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct follow_up_move_entry, up),
     .label = T_FOLLOW_UP_UP,
     .doc = "Before the block above; false: behind the one below"},
};
const struct form follow_up_move_form =
    FORM("FollowUpMove", move_fields, struct follow_up_move_entry);

static const struct field own_fields[] = {
    {.name = "title",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct follow_up_own, title),
     .required = true,
     .min = 1,
     .max = FOLLOW_UP_TITLE_MAX,
     .label = T_FOLLOW_UP_F_TITLE,
     .doc = "What it is"},
    {.name = "text",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct follow_up_own, text),
     .multiline = true,
     .max = FOLLOW_UP_TEXT_MAX,
     .label = T_FOLLOW_UP_F_TEXT,
     .doc = "How it goes"},
    MINUTES(follow_up_own),
};
const struct form follow_up_own_form = FORM("FollowUpOwn", own_fields, struct follow_up_own);

static const struct field when_fields[] = {
    {.name = "starts_at",
     .kind = FIELD_INSTANT,
     .offset = offsetof(struct follow_up_when_entry, starts_at),
     .required = true,
     .label = T_FOLLOW_UP_F_STARTS,
     .doc = "When the day begins"},
    {.name = "place",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct follow_up_when_entry, place),
     .max = FOLLOW_UP_PLACE_MAX,
     .label = T_FOLLOW_UP_F_PLACE,
     .doc = "Where"},
};
const struct form follow_up_when_form =
    FORM("FollowUpWhen", when_fields, struct follow_up_when_entry);

static const struct field tick_fields[] = {
    {.name = "done",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct follow_up_tick_entry, done),
     .label = T_FOLLOW_UP_DONE,
     .doc = "The block is over; false: not yet"},
};
const struct form follow_up_tick_form =
    FORM("FollowUpTick", tick_fields, struct follow_up_tick_entry);

static const struct field learn_fields[] = {
    {.name = "text",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct follow_up_learn_entry, text),
     .required = true,
     .multiline = true,
     .min = 1,
     .max = FOLLOW_UP_LEARNING_MAX,
     .label = T_FOLLOW_UP_F_LEARNING,
     .doc = "One thing to take along; kept without who said it"},
};
const struct form follow_up_learn_form =
    FORM("FollowUpLearn", learn_fields, struct follow_up_learn_entry);

struct follow_up_when follow_up_when_of(const struct zone *zone,
                                        const struct follow_up_when_entry *e)
{
    struct local_time t = zone_local(zone, e->starts_at);

    return (struct follow_up_when){zone_day(zone, e->starts_at), t.hour * 60 + t.minute, e->place};
}
