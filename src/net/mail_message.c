/* A mail as it travels: headers of RFC 5322, words beyond ASCII as RFC 2047 wants them, the text in base64.
 * SPDX-License-Identifier: MPL-2.0 */
#include "net/mail.h"

#include <sodium.h>

#include "base/utf8.h"
#include "base/zone.h"

#define LINE_BYTES 57 /* give 76 characters of base64, the most a line may have (RFC 2045) */
#define WORD_BYTES                                                                                 \
    39 /* give 52; with "Subject: " and what stands around them no line passes 76 (RFC 2047) */

#define PLAIN_TEXT STR("text/plain; charset=utf-8")

static void add_base64(struct buf *b, struct str s)
{
    char text[LINE_BYTES * 2];

    sodium_bin2base64(text, sizeof text, (const unsigned char *)s.p, s.n,
                      sodium_base64_VARIANT_ORIGINAL);
    buf_add(b, str_of(text));
}

static bool is_plain(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < ' ' || (unsigned char)s.p[i] > '~')
            return false;
    return s.n <= 60 && !str_starts(s, STR("=?"));
}

/* Each word ends between two letters, never within one. */
static void add_words(struct buf *b, struct str s)
{
    if (is_plain(s)) {
        buf_add(b, s);
        return;
    }
    for (size_t at = 0; at < s.n;) {
        struct str word = utf8_clip(str_sub(s, at, s.n), WORD_BYTES);

        if (word.n == 0) /* not UTF-8 at all */
            break;
        buf_add(b, at > 0 ? STR("\r\n =?UTF-8?B?") : STR("=?UTF-8?B?"));
        add_base64(b, word);
        buf_add(b, STR("?="));
        at += word.n;
    }
}

static void add_date(struct buf *b, int64_t at_ms)
{
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    int64_t day = at_ms / 86400000, second = at_ms / 1000 % 86400;
    struct local_time t = day_date((int32_t)day);

    buf_printf(b, "Date: %s, %02d %s %04d %02d:%02d:%02d +0000\r\n", days[t.weekday - 1], t.day,
               months[t.month - 1], t.year, (int)(second / 3600), (int)(second / 60 % 60),
               (int)(second % 60));
}

static struct str domain_of(struct str address)
{
    size_t at;

    return str_find_char(address, '@', &at) ? str_sub(address, at + 1, address.n)
                                            : STR("localhost");
}

static struct str with_crlf(struct arena *a, struct str text)
{
    struct buf b = buf_new(a, text.n + 64);

    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '\n' && (i == 0 || text.p[i - 1] != '\r'))
            buf_char(&b, '\r');
        buf_char(&b, text.p[i]);
    }
    return buf_str(&b);
}

static void add_part(struct buf *b, struct str type, struct str text)
{
    buf_printf(b, "Content-Type: %.*s\r\nContent-Transfer-Encoding: base64\r\n\r\n", STR_ARG(type));
    for (size_t at = 0; at < text.n; at += LINE_BYTES) {
        add_base64(b, str_sub(text, at, LINE_BYTES));
        buf_add(b, STR("\r\n"));
    }
}

/* Outlook and others make an appointment of a mail whose best alternative is one. No line of base64 begins as the boundary does. */
static void add_alternatives(struct buf *b, struct arena *a, const struct mail *mail,
                             struct str text)
{
    struct str boundary = arena_printf(a, "=_%.*s", STR_ARG(mail->id));

    buf_printf(b, "Content-Type: multipart/alternative; boundary=\"%.*s\"\r\n\r\n--%.*s\r\n",
               STR_ARG(boundary), STR_ARG(boundary));
    add_part(b, PLAIN_TEXT, text);
    buf_printf(b, "--%.*s\r\n", STR_ARG(boundary));
    add_part(b,
             arena_printf(a, "text/calendar; charset=utf-8; method=%.*s",
                          STR_ARG(mail->calendar_method)),
             with_crlf(a, mail->calendar));
    buf_printf(b, "--%.*s--\r\n", STR_ARG(boundary));
}

struct str mail_message(struct arena *a, struct str from, const struct mail *mail)
{
    struct buf b = buf_new(a, (mail->text.n + mail->calendar.n) * 2 + 1024);
    struct str text = with_crlf(a, mail->text), domain = domain_of(from);

    add_date(&b, mail->at);
    buf_printf(&b, "From: Bagvagt <%.*s>\r\nTo: <%.*s>\r\nMessage-ID: <%.*s@%.*s>\r\nSubject: ",
               STR_ARG(from), STR_ARG(mail->to), STR_ARG(mail->id), STR_ARG(domain));
    add_words(&b, mail->subject);
    buf_add(&b,
            STR("\r\nAuto-Submitted: auto-generated\r\n" /* RFC 3834: nobody answers by machine */
                "X-Auto-Response-Suppress: All\r\n"
                "MIME-Version: 1.0\r\n"));
    if (mail->calendar.n > 0)
        add_alternatives(&b, a, mail, text);
    else
        add_part(&b, PLAIN_TEXT, text);
    return buf_str(&b);
}
