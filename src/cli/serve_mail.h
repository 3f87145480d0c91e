/* The sending of messages in the server, by its configuration.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CLI_SERVE_MAIL_H
#define CLI_SERVE_MAIL_H

#include "core/config.h"
#include "features/notify/notify_send.h"

/* *ret stays NULL without a mail server. INVALID: the settings do not fit, or the password file cannot be read. */
CHECKED enum status serve_mail_start(struct store *store, struct arena *a,
                                     const struct config *config, struct notify_sender **ret);

#endif
