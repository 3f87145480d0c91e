/* Nobody loses what they typed: a POST that came after the session ended, or with an old form
 * token, is carried in hidden fields through the sign-in and offered again with one button.
 *
 * The handler of POST /sign-in, after session_create:
 *     if (pending_post_read(rq, &p))
 *         return page_send_again(rq, rs, &p);
 * and when the password was wrong, its page shows {% call pending_post_fields(v->again) %} within
 * the form (include "web/again.h" and "parts.html" names the view). SPDX-License-Identifier:
 * MPL-2.0 */
#ifndef WEB_AGAIN_H
#define WEB_AGAIN_H

#include "web/request.h"

#define AGAIN_MAX_BODY (64 * 1024)

struct pending_post {
    struct str path; /* with query; of an existing POST route of ours */
    struct str body; /* URL-encoded fields, without csrf and without secrets */
};

/* From the hidden fields _again_path and _again_body of the form that rq carries; false when there
 * are none, or when they name no place of ours (they come from the browser, so they are checked
 * like any input). */
bool pending_post_read(struct request *rq, struct pending_post *ret);
/* From the very request that could not be let through; false when it cannot be carried (an upload,
 * JSON, too long, or sent by another site). */
bool pending_post_of(struct request *rq, struct pending_post *ret);

/* 401: the session has ended; a sign-in form (fields login, password) that carries the request
 * along. The feature that owns signing in may put its own page there, which also knows demo people;
 * pending is NULL when nothing could be carried. To be set once, before the server starts. */
typedef void again_page_fn(struct request *rq, struct response *rs,
                           const struct pending_post *pending);
void again_use_page(again_page_fn *page);
void page_sign_in_again(struct request *rq, struct response *rs);
/* 200: "this is what you wrote; send it": one button. */
CHECKED enum status page_send_again(struct request *rq, struct response *rs,
                                    const struct pending_post *p);
/* 403: the form was too old; the same button. */
void page_form_too_old(struct request *rq, struct response *rs);

/* For ?next= of the sign-in: a path within this site, so that nobody is sent elsewhere. */
bool path_is_ours(struct str path);

#endif
