/* Settings of the installation: a commented file, environment, and command line; every default works without any.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CORE_CONFIG_H
#define CORE_CONFIG_H

#include "base/arena.h"
#include "base/status.h"

struct config {
    struct str
        data_folder; /* BAGVAGT_DATA, --data; default /var/lib/bagvagt when writable, else ./data */
    struct str database; /* default "<data>/bagvagt.db"; or postgresql://… */
    struct str address;  /* "127.0.0.1"; "::" opens it to the network */
    int64_t port;        /* 8080 */
    struct str public_url;
    struct str tls_cert, tls_key;
    bool trust_proxy;
    struct str log_level; /* debug info warn error */
    struct str zone;      /* "Europe/Copenhagen": zone of new centres */
    int64_t threads;
    bool worker;            /* no: jobs and sending run in `bagvagt work` */
    struct str mail_server; /* "smtp://host:port", "smtps://host:port"; empty: no mail */
    struct str mail_from, mail_user, mail_password_file;
    struct str evidence_folder;                    /* default "<data>/evidence" */
    int64_t evidence_max_mb;                       /* of one file */
    struct str sms_url, sms_body, sms_secret_file; /* url empty: no text messages */
    bool local_services;        /* gateways, push services and webhooks may be in our own network */
    struct str keys_folder;     /* default "<data>/keys"; never in the backups of the database */
    struct str master_key_file; /* default "<keys>/master.key" */
    struct str keep;            /* days per retention rule, where other than the program's own */
    struct str alarm_number;    /* shown beside acute danger */
    /* of `bagvagt watch`: the server's token, whom it tells, and in which language */
    struct str watch_token_file, watch_mail_to, watch_sms_to, watch_post_url, watch_lang;
};

/* Reads the file (NULL: BAGVAGT_CONFIG, else /etc/bagvagt/bagvagt.conf when it exists), then the environment.
 * INVALID with "file:line: reason" in failure_last(). */
CHECKED enum status config_load(struct arena *a, const char *path, struct config *ret);
/* The commented sample with every default, as `bagvagt check --print-config` prints it. */
struct str config_sample(struct arena *a);

#endif
