/* What a message says on each channel, and handing it over. All of them name nobody.
 * SPDX-License-Identifier: MPL-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "features/notify/notify_parts.h"

#define PUSH_TTL_S (3 * 86400) /* how long its service keeps it for a browser that is off */

static bool is_code(const struct parcel *p)
{
    return p->row.key.p == NULL;
}

static struct str code_text(struct arena *a, const struct parcel *p)
{
    return text_filled(a, p->lang, T_NOTIFY_CODE_MAIL,
                       (const struct text_arg[]){TEXT_STR(p->row.code)}, 1);
}

static struct str id_of(struct arena *a, const struct parcel *p)
{
    return arena_printf(a, "bagvagt.%lld", (long long)p->id);
}

/* ---- mail */

static struct str subject_of(const struct parcel *p)
{
    if (p->is_letter)
        return p->letter.subject;
    return text(p->lang, is_code(p) ? T_NOTIFY_CODE_SUBJECT : notice_key(p->row.key));
}

static void write_mail(struct arena *a, const struct notify_out *out, const struct parcel *p,
                       struct mail *ret)
{
    struct buf b = buf_new(a, 500);

    *ret = (struct mail){
        .to = p->row.address,
        .subject = subject_of(p),
        .id = id_of(a, p),
        .at = clock_now(),
        .calendar = p->letter.calendar,
        .calendar_method = p->letter.calendar_method,
    };
    if (p->is_letter)
        buf_add(&b, p->letter.text);
    else
        buf_add(&b, is_code(p) ? code_text(a, p) : ret->subject);
    buf_add(&b, STR("\n\n"));
    if (!is_code(p) && out->public_url.n > 0)
        buf_printf(&b, "%.*s%.*s\n\n", STR_ARG(out->public_url), STR_ARG(p->row.path));
    buf_printf(&b, "%.*s\n",
               STR_ARG(text(p->lang, is_code(p) ? T_NOTIFY_CODE_MAIL_FOOT : T_NOTIFY_MAIL_FOOT)));
    ret->text = buf_str(&b);
}

static struct notify_result carry_mail(struct arena *a, const struct notify_out *out,
                                       const struct parcel *p)
{
    struct notify_result result;
    struct mail_result sent;
    struct mail mail;

    write_mail(a, out, p, &mail);
    sent = mail_send(&out->mail, a, &mail);
    result = (struct notify_result){.outcome = sent.outcome};
    memcpy(result.why, sent.why, sizeof result.why);
    return result;
}

/* ---- what speaks HTTP */

static struct notify_result result_of(const struct http_result *http, enum mail_outcome outcome)
{
    struct notify_result result = {.outcome = outcome, .retry_after_ms = http->retry_after_ms};

    memcpy(result.why, http->why, sizeof result.why);
    return result;
}

/* Gateways agree on little. What is surely about the number ends it; a secret that is wrong, a service that is busy or not
 * there is tried again; all else refuses this message alone. */
static enum mail_outcome sms_outcome(int status)
{
    if (status >= 200 && status < 300)
        return MAIL_SENT;
    if (status == 410 || status == 422)
        return MAIL_NO_ADDRESS;
    if (status == 400 || status == 413)
        return MAIL_REFUSED;
    return MAIL_LATER;
}

static struct notify_result carry_sms(struct arena *a, const struct notify_out *out,
                                      const struct parcel *p)
{
    struct str what = is_code(p) ? code_text(a, p) : text(p->lang, notice_key(p->row.key));
    struct http_result http;

    if (!is_code(p) && out->public_url.n > 0)
        what = arena_printf(a, "%.*s %.*s%.*s", STR_ARG(what), STR_ARG(out->public_url),
                            STR_ARG(p->row.path));
    http = sms_send(a, &out->sms, p->row.address, what, id_of(a, p));
    return result_of(&http, sms_outcome(http.status));
}

/* RFC 8030: 404 and 410 end a subscription; 413 and 400 will never be taken. */
static enum mail_outcome push_outcome(int status)
{
    if (status >= 200 && status < 300)
        return MAIL_SENT;
    if (status == 404 || status == 410)
        return MAIL_NO_ADDRESS;
    if (status == 400 || status == 413)
        return MAIL_REFUSED;
    return MAIL_LATER;
}

/* The tag makes a push that comes twice replace itself. */
static struct str push_text(struct arena *a, const struct parcel *p)
{
    struct buf b = buf_new(a, 300);
    struct json_out o = json_out_to(&b);

    json_open_object(&o);
    json_key(&o, STR("text"));
    json_write_text(&o, text(p->lang, notice_key(p->row.key)));
    json_key(&o, STR("path"));
    json_write_text(&o, p->row.path);
    json_key(&o, STR("tag"));
    json_write_text(&o, arena_printf(a, "n%lld", (long long)p->row.notice_id));
    json_close_object(&o);
    return buf_str(&b);
}

static struct notify_result carry_push(struct arena *a, const struct notify_out *out,
                                       const struct parcel *p)
{
    struct webpush push = {
        .endpoint = p->push.endpoint,
        .text = push_text(a, p),
        .keys = &p->push_keys,
        .subject = out->push_subject,
        .topic = arena_printf(a, "n%lld", (long long)p->row.notice_id),
        .is_urgent = p->row.level == NOTICE_ACUTE,
        .now = clock_now(),
        .ttl_s = PUSH_TTL_S,
        .may_be_private = out->push_may_be_private,
    };
    struct http_result http;

    if (webpush_browser_read(p->push.p256dh, p->push.auth, &push.to) != OK)
        return (struct notify_result){.outcome = MAIL_NO_ADDRESS, .why = "keys"};
    http = webpush_send(a, &push);
    return result_of(&http, push_outcome(http.status));
}

struct notify_result notify_carry(struct arena *a, const struct notify_out *out,
                                  const struct parcel *p)
{
    static const struct notify_result not_set_up = {.outcome = MAIL_LATER, .why = "not set up"};

    switch ((enum notice_channel)p->row.channel) {
    case NOTICE_EMAIL:
        return out->mail.url.n > 0 ? carry_mail(a, out, p) : not_set_up;
    case NOTICE_SMS:
        return out->sms.url.n > 0 ? carry_sms(a, out, p) : not_set_up;
    case NOTICE_PUSH:
        return carry_push(a, out, p);
    case NOTICE_CHANNEL_N:
        break;
    }
    return (struct notify_result){.outcome = MAIL_REFUSED, .why = "unknown channel"};
}
