/* Sends one mail in plain text, perhaps with an appointment beside it, through the installation's mail server (SMTP by libcurl). Blocks until the server has answered,
 * so it is never called within a transaction. Safe from any thread.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef NET_MAIL_H
#define NET_MAIL_H

#include "base/buf.h"
#include "base/status.h"

#define MAIL_ADDRESS_MAX 254
#define MAIL_TIMEOUT_MS 25000 /* of a whole conversation */

struct mail_server {
    struct str url;  /* "smtp://mail.example.dk:587" (STARTTLS) or "smtps://mail.example.dk:465" */
    struct str from; /* the sender's address, without a name */
    struct str user, password; /* empty: the server wants none */
};

struct mail {
    struct str to;      /* an address that mail_address_ok */
    struct str subject; /* UTF-8, one line */
    struct str text;    /* UTF-8, lines end in \n */
    struct str
        id; /* before the @ of the Message-ID: the same for the same mail, however often it is sent */
    int64_t at; /* its Date */
    /* The same as an appointment that calendar programs take over (RFC 6047): iCalendar text, and what its METHOD says. Empty: none. */
    struct str calendar, calendar_method;
};

/* What became of it. After MAIL_LATER the server may have it all the same (the connection broke at the end): send it again
 * with the same id. */
enum mail_outcome {
    MAIL_SENT, /* the server has taken it over */
    MAIL_LATER, /* nobody there, no TLS, sign-in refused, "not now", or a rule of the server: try again */
    MAIL_REFUSED,   /* it will never take this one */
    MAIL_NO_ADDRESS /* the address does not exist: do not write to it again */
};
struct mail_result {
    enum mail_outcome outcome;
    char why[80]; /* "RCPT 550 5.1.1": no address, no text */
};

/* ASCII, one @, something on both sides, nothing that could end a header or a command. */
bool mail_address_ok(struct str address);
/* Everybody but a server on this machine must speak TLS. */
bool mail_needs_tls(struct str url);
/* INVALID with the reason: not an smtp address, or no sender. */
CHECKED enum status mail_server_check(const struct mail_server *server);

struct mail_result mail_send(const struct mail_server *server, struct arena *a,
                             const struct mail *mail);

/* The mail as RFC 5322 has it, lines ending in CRLF; mail_message.c. */
struct str mail_message(struct arena *a, struct str from, const struct mail *mail);

#endif
