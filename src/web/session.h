/* Sign-in sessions: a random token in a cookie, its hash in the database, so they survive a restart and can be ended
 * everywhere at once. Also API tokens, which stand in the Authorization header instead.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef WEB_SESSION_H
#define WEB_SESSION_H

#include "web/request.h"

#define SESSION_IDLE_MS (12 * HOUR_MS) /* a working day without a click */
#define SESSION_TOTAL_MS (30 * DAY_MS)

/* Fills rq->who, rq->lang, rq->csrf, rq->session_id from cookie or bearer token; leaves actor_nobody when there is none
 * or it has ended. DENIED for a bearer token that is wrong, expired or revoked. */
CHECKED enum status session_load(struct request *rq);
/* Makes a session for this person (after the password was checked) and sets the cookie. In its own transaction. */
CHECKED enum status session_create(struct request *rq, struct response *rs, int64_t person_id);
CHECKED enum status session_end(struct request *rq, struct response *rs);
CHECKED enum status session_end_all(struct request *rq, int64_t person_id);
/* Before sign-in there is no session: forms then carry a token bound to a short-lived cookie (double submit). */
struct str session_csrf_before_sign_in(struct request *rq, struct response *rs);
/* The token in the form or X-CSRF-Token header fits. */
bool session_csrf_ok(const struct request *rq);

#endif
