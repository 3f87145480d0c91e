/* Listens and answers: HTTP/1.1 in front of route_run. server_mhd.c is the only file that knows libmicrohttpd.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef WEB_SERVER_H
#define WEB_SERVER_H

#include "core/access.h"

struct server_info {
    struct str data_folder;
    struct str public_url;   /* "https://bagvagt.example.dk"; empty: as the Host header says */
    bool is_demo;            /* demo databases offer one-click sign-in and say so on every page */
    bool secure_cookies;     /* served over TLS here or by the proxy: __Host- names and Secure */
    bool has_mail;           /* a mail server is set up */
    bool has_sms;            /* an SMS gateway is */
    bool local_services;     /* programs of our own network may be told of events */
    bool trust_proxy;        /* X-Forwarded-For and -Proto are believed */
    const struct zone *zone; /* the centre's */
    struct str zone_name;    /* "Europe/Copenhagen": the browser needs it by name */
    const char *version;
    struct str alarm_number; /* "112": configuration, since numbers change */
    int64_t started_at;
};

struct server_options {
    struct store *store;
    const struct server_info *info;
    struct str address;           /* "127.0.0.1", "::", default "::" with IPv4 */
    int port;                     /* 0: the kernel chooses; see server_port */
    struct str tls_cert, tls_key; /* file names; empty: plain HTTP */
    struct str local_socket;      /* path of a unix socket for is_local requests; empty: none */
    int n_threads;                /* connection threads; 0: default */
    int64_t max_body;             /* bytes of a body that is no upload; 0: 1 MiB */
    int64_t max_upload;           /* bytes of an upload; 0: 8 GiB */
    int64_t header_deadline_ms;   /* absolute, against slow senders; 0: 10 s */
    int64_t body_deadline_ms;     /* absolute, plus 1 s per 64 KiB; 0: 30 s */
    int max_connections;          /* 0: 32,768, or what the limit of open files leaves */
    int max_per_address;          /* 0: 200; loopback and local socket free */
};

struct server;
/* CONFLICT: the port is taken. DENIED: no permission. INVALID: bad address, certificate or key. */
CHECKED enum status server_start(const struct server_options *options, struct server **ret);
int server_port(const struct server *s);
/* No new connections; running requests finish (at most wait_ms); then everything is closed. */
void server_stop(struct server *s, int64_t wait_ms);
struct server_counts {
    int64_t requests, open_connections, refused, by_class[6]; /* by_class[2] = 2xx */
    int64_t busy_us;
};
void server_counts(const struct server *s, struct server_counts *ret);

#endif
