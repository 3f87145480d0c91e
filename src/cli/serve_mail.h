/* The sending of messages in the server, by its configuration.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CLI_SERVE_MAIL_H
#define CLI_SERVE_MAIL_H

#include "core/config.h"
#include "features/notify/notify_send.h"

/* Pushes go out without any setting. INVALID: the settings do not fit, or a file with a secret cannot be read. */
CHECKED enum status serve_mail_start(struct store *store, struct arena *a,
                                     const struct config *config, struct notify_sender **ret);

/* What is set up, for whoever sends without a database (cli/watch.c); ret keeps its value where nothing is. */
CHECKED enum status serve_mail_secret(struct arena *a, const char *setting, struct str file,
                                      struct str *ret);
CHECKED enum status serve_mail_server(struct arena *a, const struct config *c,
                                      struct mail_server *ret);
CHECKED enum status serve_mail_gateway(struct arena *a, const struct config *c,
                                       struct sms_gateway *ret);

#endif
