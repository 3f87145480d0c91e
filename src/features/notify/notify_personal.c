/* What notices hold about a person: the inbox, channels, quiet hours, and what went out.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/notify/notify_personal.h"

#include "notify_personal_sql.h"

static const struct personal_field notice_fields[] = {
    {"at", T_PERSONAL_AT, PERSONAL_INSTANT, offsetof(struct personal_notice_row, at)},
    {"text", T_PERSONAL_TEXT_SAID, PERSONAL_KEY, offsetof(struct personal_notice_row, key)},
    {"page", T_PERSONAL_PAGE, PERSONAL_TEXT, offsetof(struct personal_notice_row, path)},
    {"read_at", T_PERSONAL_READ, PERSONAL_INSTANT, offsetof(struct personal_notice_row, read_at)},
};
static const struct personal_field channel_fields[] = {
    {"channel", T_PERSONAL_CHANNEL, PERSONAL_INT, offsetof(struct personal_channel_row, channel)},
    {"address", T_PERSONAL_ADDRESS, PERSONAL_TEXT, offsetof(struct personal_channel_row, address)},
    {"chosen", T_PERSONAL_CHOSEN, PERSONAL_BOOL, offsetof(struct personal_channel_row, chosen)},
    {"verified_at", T_PERSONAL_VERIFIED, PERSONAL_INSTANT,
     offsetof(struct personal_channel_row, verified_at)},
    {"dead_at", T_PERSONAL_DEAD, PERSONAL_INSTANT, offsetof(struct personal_channel_row, dead_at)},
};
static const struct personal_field quiet_fields[] = {
    {"from_minute", T_PERSONAL_FROM_MINUTE, PERSONAL_INT,
     offsetof(struct personal_quiet_row, from_minute)},
    {"to_minute", T_PERSONAL_TO_MINUTE, PERSONAL_INT,
     offsetof(struct personal_quiet_row, to_minute)},
};
static const struct personal_field delivery_fields[] = {
    {"made_at", T_PERSONAL_AT, PERSONAL_INSTANT, offsetof(struct personal_delivery_row, made_at)},
    {"channel", T_PERSONAL_CHANNEL, PERSONAL_INT, offsetof(struct personal_delivery_row, channel)},
    {"settled_at", T_PERSONAL_ENDED, PERSONAL_INSTANT,
     offsetof(struct personal_delivery_row, settled_at)},
    {"why", T_PERSONAL_DETAIL, PERSONAL_TEXT, offsetof(struct personal_delivery_row, why)},
};

PERSONAL_READ(read_notices, q_personal_notices, struct personal_notice_row_list)
PERSONAL_READ(read_channels, q_personal_channels, struct personal_channel_row_list)
PERSONAL_READ(read_quiet, q_personal_quiet, struct personal_quiet_row_list)
PERSONAL_READ(read_deliveries, q_personal_deliveries, struct personal_delivery_row_list)

static enum status forget_deliveries(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_deliveries_drop(db, person_id);
}

static enum status forget_notices(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_notices_drop(db, person_id);
}

static enum status forget_channels(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_channels_drop(db, person_id);
}

static enum status forget_quiet(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_quiet_drop(db, person_id);
}

static const struct personal_field browsers_fields[] = {
    {"name", T_PERSONAL_NAME, PERSONAL_TEXT, offsetof(struct personal_browsers_row, name)},
    {"made_at", T_PERSONAL_AT, PERSONAL_INSTANT, offsetof(struct personal_browsers_row, made_at)},
    {"dead_at", T_PERSONAL_DEAD, PERSONAL_INSTANT, offsetof(struct personal_browsers_row, dead_at)},
};
PERSONAL_READ(read_browsers, q_personal_browsers, struct personal_browsers_row_list)

static enum status forget_browsers(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_notify_browsers_drop(db, person_id);
}

static const struct personal_field webhooks_fields[] = {
    {"made_at", T_PERSONAL_AT, PERSONAL_INSTANT, offsetof(struct personal_webhooks_row, made_at)},
    {"address", T_PERSONAL_ADDRESS, PERSONAL_TEXT, offsetof(struct personal_webhooks_row, address)},
};
PERSONAL_READ(read_webhooks, q_personal_webhooks, struct personal_webhooks_row_list)

/* Deliveries go before the notices they belong to. */
const struct personal notify_personal[] = {
    {"deliveries", T_PERSONAL_DELIVERIES, "notice_delivery.person_id",
     PERSONAL_FIELDS(delivery_fields), .read = read_deliveries, .forget = forget_deliveries},
    {"notices", T_PERSONAL_NOTICES, "notice.person_id", PERSONAL_FIELDS(notice_fields),
     .read = read_notices, .forget = forget_notices},
    {"channels", T_PERSONAL_CHANNELS, "notice_channel.person_id", PERSONAL_FIELDS(channel_fields),
     .read = read_channels, .forget = forget_channels},
    {"quiet_hours", T_PERSONAL_QUIET, "notice_quiet.person_id", PERSONAL_FIELDS(quiet_fields),
     .read = read_quiet, .forget = forget_quiet},
    {"browsers", T_PERSONAL_BROWSERS, "push_subscription.person_id",
     PERSONAL_FIELDS(browsers_fields), .read = read_browsers, .forget = forget_browsers},
    {"webhooks", T_PERSONAL_WEBHOOKS, "webhook.made_by", PERSONAL_FIELDS(webhooks_fields),
     .read = read_webhooks},
    {0},
};

static enum status deliveries_go(struct db *db, struct arena *a, const struct retention_task *t,
                                 int64_t *ret_n)
{
    (void)a;
    return q_retention_deliveries(db, t->before_at, t->most, ret_n);
}

static enum status notices_go(struct db *db, struct arena *a, const struct retention_task *t,
                              int64_t *ret_n)
{
    (void)a;
    return q_retention_notices(db, t->before_at, t->most, ret_n);
}

const struct retention_rule notify_retention[] = {
    {"mail_log", T_RETENTION_DELIVERIES, T_RETENTION_WHY_REPAIR, 90, deliveries_go},
    {"notices", T_RETENTION_NOTICES, T_RETENTION_WHY_OVERVIEW, 365, notices_go},
    {0},
};
