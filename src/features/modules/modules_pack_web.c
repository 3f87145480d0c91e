/* The evidence pack as a file.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/modules/modules_forms.h"
#include "web/page.h"

static enum status give(struct request *rq, struct response *rs, enum module_pack_kind kind)
{
    struct module_pack_ask ask;
    struct form_errors errors = {.n = 0};
    struct str file;
    enum status read = query_read(rq, &ask, &errors);

    if (read == INVALID && errors.n > 0)
        return refuse(INVALID, T_MODULES_PACK_PERIOD);
    TRY(read);
    TRY(module_pack(rq->db, rq->arena, rq->who, &ask, kind, &file));
    rs->content_type =
        kind == MODULE_PACK_PDF ? STR("application/pdf") : STR("text/csv; charset=utf-8");
    response_header(rs, "Content-Disposition",
                    arena_printf(rq->arena, "attachment; filename=\"instruction-%.*s-%.*s.%s\"",
                                 STR_ARG(date_text(rq->arena, (int32_t)ask.from_day)),
                                 STR_ARG(date_text(rq->arena, (int32_t)ask.to_day)),
                                 kind == MODULE_PACK_PDF ? "pdf" : "csv"));
    rs->body = (struct buf){.arena = rq->arena};
    buf_add(&rs->body, file);
    return OK;
}

static enum status pdf(struct request *rq, struct response *rs)
{
    return give(rq, rs, MODULE_PACK_PDF);
}

static enum status csv(struct request *rq, struct response *rs)
{
    return give(rq, rs, MODULE_PACK_CSV);
}

const struct route modules_pack_routes[] = {
    {GET, "/modules/evidence.pdf", PERM_MODULES_TAKE, pdf, .query = &module_pack_form,
     .flags = ROUTE_SLOW},
    {GET, "/modules/evidence.csv", PERM_MODULES_TAKE, csv, .query = &module_pack_form,
     .flags = ROUTE_SLOW},
    {0},
};
