/* The announcement: reading it, and changing it.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/listening/listening_show.h"

#include "core/refuse.h"
#include "listening_text_html.h"
#include "web/parts.h"

static enum status show_words(struct request *rq, struct response *rs,
                              const struct listening_words *typed, struct str error,
                              const struct form_errors *errors)
{
    struct listening_text_row now;
    struct listening_text_row_list all;
    struct listening_words_view v = {
        .csrf = rq->csrf, .error = error, .may_set = listening_may_set(rq->who)};

    TRY(listening_text(rq->db, rq->arena, rq->who, LISTENING_TEXT_NOW, &now));
    TRY(listening_texts(rq->db, rq->arena, rq->who, &all));
    v.version = now.version;
    v.made = now.made_at != 0 ? local_time(rq, now.made_at) : STR_NONE;
    v.maker = now.maker_name;
    v.da = typed != NULL ? typed->text_da : now.text_da;
    v.en = typed != NULL ? typed->text_en : now.text_en;
    if (errors != NULL) {
        v.error_da = form_error_text(rq->arena, rq->lang, form_error_of(errors, "text_da"));
        v.error_en = form_error_text(rq->arena, rq->lang, form_error_of(errors, "text_en"));
    }
    v.older.at = arena_array(rq->arena, struct listening_old, all.n);
    for (size_t i = 1; i < all.n; i++)
        v.older.at[v.older.n++] =
            (struct listening_old){all.at[i].version, local_time(rq, all.at[i].made_at),
                                   all.at[i].maker_name, all.at[i].text_da, all.at[i].text_en};
    struct html *page = page_begin(rq, rs, T_LISTENING_WORDS_TITLE);
    listening_words_html(page, &v);
    return page_end(page);
}

static enum status words(struct request *rq, struct response *rs)
{
    return show_words(rq, rs, NULL, STR_NONE, NULL);
}

static enum status put_words(struct request *rq, struct response *rs)
{
    struct listening_words to;
    struct form_errors errors = {.n = 0};
    struct str error = STR_NONE;

    if (!listening_may_set(rq->who))
        return fail(DENIED, "does not lead the whole centre");
    enum status done = form_read(rq, &to, &errors);
    if (done == OK)
        done = listening_text_put(rq->db, rq->arena, rq->who, &to);
    if (listening_refusal(rq, done, &errors, &error)) {
        rs->status = done == CONFLICT ? 409 : 422;
        return show_words(rq, rs, &to, error, &errors);
    }
    TRY(done);
    page_notice(rq, rs, T_LISTENING_WORDS_SAVED);
    return redirect(rs, STR("/listening/announcement"));
}

const struct route listening_text_routes[] = {
    {GET, "/listening/announcement", PERM_CALL_LISTENING, words},
    {POST, "/listening/announcement", PERM_CALL_LISTENING, put_words, .in = &listening_words_form},
    {0},
};
