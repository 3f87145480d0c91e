/* What signs of life hold about a person: what they look after, and what they set up. A heartbeat whose owner was forgotten tells those
 * who run the system.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/heartbeats/heartbeats_personal.h"

#include "heartbeats_personal_sql.h"

static const struct personal_field beat_fields[] = {
    {"name", T_HEARTBEAT_F_NAME, PERSONAL_TEXT, offsetof(struct personal_heartbeat_row, name)},
    {"made_at", T_PERSONAL_AT, PERSONAL_INSTANT, offsetof(struct personal_heartbeat_row, made_at)},
};
static const struct personal_field out_fields[] = {
    {"made_at", T_PERSONAL_AT, PERSONAL_INSTANT,
     offsetof(struct personal_heartbeat_out_row, made_at)},
};

PERSONAL_READ(read_beats, q_personal_heartbeats, struct personal_heartbeat_row_list)
PERSONAL_READ(read_outs, q_personal_heartbeats_out, struct personal_heartbeat_out_row_list)

const struct personal heartbeats_personal[] = {
    {"heartbeats", T_PERSONAL_HEARTBEATS, "heartbeat.owner_id heartbeat.made_by",
     PERSONAL_FIELDS(beat_fields), .read = read_beats},
    {"heartbeats_out", T_PERSONAL_HEARTBEATS_OUT, "heartbeat_out.made_by",
     PERSONAL_FIELDS(out_fields), .read = read_outs},
    {0},
};
