/* Remembered answers.
 * SPDX-License-Identifier: MPL-2.0 */
#include "web/idempotent.h"

#include "base/clock.h"
#include "web/cookie.h"
#include "web/report.h"
#include "web_sql.h"

#define KEY_MAX 200

bool idempotent_wanted(const struct request *rq)
{
    return (rq->route->flags & ROUTE_IDEMPOTENT) != 0 && rq->who->person_id != 0 &&
           request_header(rq, "Idempotency-Key").p != NULL;
}

static struct str hash_of(struct request *rq)
{
    struct buf b = buf_new(rq->arena, rq->body.n + 200);

    buf_printf(&b, "%d %.*s?%.*s\n", (int)rq->method, STR_ARG(rq->path), STR_ARG(rq->query));
    buf_add(&b, rq->body);
    return hash_hex(rq->arena, buf_str(&b));
}

static enum status replay(struct request *rq, struct response *rs, struct str key, struct str hash)
{
    struct web_answer_row row;

    TRY(q_web_answer_find(rq->db, rq->arena, rq->who->person_id, key, &row));
    if (!str_eq(row.request_hash, hash)) {
        rs->status = 422;
        return refuse(INVALID, T_ERROR_KEY_REUSED);
    }
    if (row.status == 0)
        return refuse(CONFLICT, T_ERROR_KEY_RUNNING);
    rs->status = (int)row.status;
    rs->content_type = row.content_type;
    buf_add(&rs->body, row.answer);
    response_header(rs, "Idempotent-Replayed", STR("true"));
    return OK;
}

static enum status run_claimed(struct request *rq, struct response *rs, struct str key,
                               struct str hash)
{
    int64_t now = clock_now(), claimed;
    DB_TX(tx, rq->db);

    TRY(q_web_answer_sweep(rq->db, now - IDEMPOTENT_KEEP_MS));
    TRY(q_web_answer_claim(rq->db, rq->who->person_id, key, hash, now, &claimed));
    if (claimed == 0)
        return replay(rq, rs, key, hash);
    TRY(rq->route->run(rq, rs));
    TRY(q_web_answer_keep(rq->db, rq->who->person_id, key, rs->status, rs->content_type,
                          buf_str(&rs->body)));
    return db_commit(&tx);
}

enum status idempotent_run(struct request *rq, struct response *rs)
{
    struct str key = request_header(rq, "Idempotency-Key"), hash;
    const struct response fresh = *rs;
    enum status status;

    if (key.n == 0 || key.n > KEY_MAX) {
        rs->status = 422;
        return refuse(INVALID, T_ERROR_KEY_BAD);
    }
    hash = hash_of(rq);
    status = run_claimed(rq, rs, key, hash);
    if (status != CONFLICT || rs->status >= 300 || refuse_key() != T_NONE || rs->body.n == 0)
        return status;
    /* The handler answered, but its own transaction gave up on the way (it found the thing there
     * already and said so): nothing of ours was written. Once more without the key gives the same
     * answer the plain way. */
    failure_clear();
    *rs = fresh;
    return rq->route->run(rq, rs);
}
