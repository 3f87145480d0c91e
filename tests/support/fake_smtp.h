/* A mail server for tests: real sockets on a port of its own, answers as the script says, keeps what it was given.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef SUPPORT_FAKE_SMTP_H
#define SUPPORT_FAKE_SMTP_H

#include <stddef.h>

enum fake_smtp_answer {
    SMTP_ACCEPT,
    SMTP_LATER,     /* 451 to RCPT: greylisted */
    SMTP_DEAD,      /* 550 5.1.1 to RCPT: no such address */
    SMTP_POLICY,    /* 550 5.7.1 to RCPT: nothing wrong with the address */
    SMTP_REFUSE,    /* 554 after the text */
    SMTP_DROP,      /* takes the whole text, then hangs up without an answer */
    SMTP_DROP_EARLY /* hangs up instead of greeting */
};

struct fake_mail {
    char from[256], to[256];
    char *text; /* as it came, lines ending in CRLF */
    size_t n;
    int was_confirmed; /* the sender was told 250 */
};

struct fake_smtp;
struct fake_smtp *fake_smtp_start(void);
void fake_smtp_stop(struct fake_smtp *s);             /* ends its thread, frees what it kept */
const char *fake_smtp_url(const struct fake_smtp *s); /* "smtp://127.0.0.1:2525" */
int fake_smtp_port(const struct fake_smtp *s);
/* What the next conversations are answered, one each; the last one holds from then on. At most 32. */
void fake_smtp_script(struct fake_smtp *s, const enum fake_smtp_answer *answers, size_t n);
/* Mails whose text came through, oldest first; valid until stop. */
size_t fake_smtp_mails(struct fake_smtp *s);
const struct fake_mail *fake_smtp_mail(struct fake_smtp *s, size_t i);
size_t fake_smtp_conversations(struct fake_smtp *s);

#endif
