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
    struct str mail_server; /* "smtp://host:port", "smtps://host:port"; empty: no mail */
    struct str mail_from, mail_user, mail_password_file;
    struct str alarm_number; /* shown beside acute danger */
};

/* Reads the file (NULL: BAGVAGT_CONFIG, else /etc/bagvagt/bagvagt.conf when it exists), then the environment.
 * INVALID with "file:line: reason" in failure_last(). */
CHECKED enum status config_load(struct arena *a, const char *path, struct config *ret);
/* The commented sample with every default, as `bagvagt check --print-config` prints it. */
struct str config_sample(struct arena *a);

#endif
