/* A scenario as a package for learning platforms.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/practice/practice_forms.h"
#include "features/practice/practice_show.h"
#include "web/page.h"

/* ?lang=en: which of the shipped twins; a centre's own has one language. */
static enum lang wanted(const struct request *rq)
{
    struct str word = request_query(rq, "lang");

    for (int lang = 0; lang < LANG_N; lang++)
        if (str_eq(word, lang_code((enum lang)lang)))
            return (enum lang)lang;
    return rq->lang;
}

static enum status scorm(struct request *rq, struct response *rs)
{
    struct str name = request_param(rq, "scenario"), zip;
    struct practice_whole whole;

    TRY(practice_whole(rq->db, rq->arena, rq->who, name, wanted(rq), &whole));
    TRY(practice_show_scorm(rq->arena, &whole, &zip));
    rs->content_type = STR("application/zip");
    response_header(rs, "Content-Disposition",
                    arena_printf(rq->arena, "attachment; filename=\"%.*s-%.*s-scorm12.zip\"",
                                 STR_ARG(whole.scenario.name), STR_ARG(lang_code(whole.lang))));
    rs->body = (struct buf){.arena = rq->arena};
    buf_add(&rs->body, zip);
    return OK;
}

const struct route practice_scorm_routes[] = {
    {GET, "/practice/{scenario}/scorm", PERM_PRACTICE_EDIT, scorm, .flags = ROUTE_SLOW},
    {0},
};
