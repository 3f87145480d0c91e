/* The sending of messages in the server, by its configuration.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CLI_SERVE_MAIL_H
#define CLI_SERVE_MAIL_H

#include "core/config.h"
#include "features/notify/notify_send.h"

/* Pushes go out without any setting. INVALID: the settings do not fit, or a file with a secret cannot be read. */
CHECKED enum status serve_mail_start(struct store *store, struct arena *a,
                                     const struct config *config, struct notify_sender **ret);

#endif
