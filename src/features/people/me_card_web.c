/* Where one sits and one's photo, on the own page; photos of colleagues.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/utf8.h"
#include "core/picture.h"
#include "core/refuse.h"
#include "features/people/people_views.h"
#include "features/people/people_web.h"
#include "web/page.h"

struct place_form {
    struct str place;
};
static const struct field place_fields[] = {
    {.name = "place",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct place_form, place),
     .max = PERSON_PLACE_MAX,
     .label = T_ME_PLACE},
};
static const struct form place_in = FORM("OwnPlace", place_fields, struct place_form);

struct photo_form {
    struct str file; /* always empty: the file itself is rq->upload */
};
static const struct field photo_fields[] = {
    {.name = "file",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct photo_form, file),
     .max = 1000,
     .label = T_ME_PHOTO},
};
static const struct form photo_in = FORM("OwnPhoto", photo_fields, struct photo_form);

enum status me_card_fill(struct request *rq, struct me_card *ret)
{
    struct person_card_row card;

    TRY(person_card_find(rq->db, rq->arena, rq->who, &card));
    *ret = (struct me_card){
        .initials = utf8_initials(rq->arena, rq->who->name),
        .place = card.place.p ? card.place : STR(""),
        .photo = card.photo_id != 0 ? path_of(rq->arena, "/photos/{}", card.photo_id) : STR_NONE};
    return OK;
}

static bool is_refused(enum status s)
{
    return (s == INVALID || s == TOO_LARGE) && refuse_key() != T_NONE;
}

/* The own page once more, with what was typed and why it was not taken. */
static enum status again(struct request *rq, struct response *rs, struct str place, struct str why)
{
    struct me_card_typed typed = {.place = place, .error = why};

    rs->status = 422;
    db_refresh(rq->db);
    return me_show(rq, rs, &typed);
}

static enum status post_place(struct request *rq, struct response *rs)
{
    struct place_form form;
    struct form_errors errors = {.n = 0};
    enum status done = form_read(rq, &form, &errors);

    if (done == INVALID && errors.n > 0)
        return again(rq, rs, form.place, form_error_text(rq->arena, rq->lang, &errors.at[0]));
    TRY(done);
    done = person_place_change(rq->db, rq->who, form.place);
    if (is_refused(done))
        return again(rq, rs, form.place, text(rq->lang, refuse_key()));
    TRY(done);
    page_notice(rq, rs, T_PEOPLE_SAVED);
    return redirect(rs, STR("/me"));
}

static enum status post_photo(struct request *rq, struct response *rs)
{
    struct photo_form form;
    struct form_errors errors = {.n = 0};
    struct str bytes = STR_NONE;

    TRY(form_read(rq, &form, &errors));
    enum status done = rq->upload.fd < 0
                           ? refuse(INVALID, T_ME_NO_PHOTO)
                           : upload_all(&rq->upload, rq->arena, PERSON_PHOTO_BYTES_MAX, &bytes);
    if (done == OK)
        done = person_photo_change(rq->db, rq->arena, rq->who, bytes);
    if (is_refused(done))
        return again(rq, rs, STR_NONE, text(rq->lang, refuse_key()));
    TRY(done);
    page_notice(rq, rs, T_PEOPLE_SAVED);
    return redirect(rs, STR("/me"));
}

static enum status post_remove(struct request *rq, struct response *rs)
{
    TRY(person_photo_remove(rq->db, rq->who));
    page_notice(rq, rs, T_ME_PHOTO_REMOVED);
    return redirect(rs, STR("/me"));
}

/* Another photo has another id: what a browser has kept is right. */
static enum status photo(struct request *rq, struct response *rs)
{
    struct person_photo_row row;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(person_photo(rq->db, rq->arena, rq->who, id, &row));
    rs->content_type = str_of(picture_media_types[row.media]);
    response_header(rs, "Content-Security-Policy", STR("default-src 'none'; sandbox"));
    response_header(rs, "Cross-Origin-Resource-Policy", STR("same-origin"));
    response_header(rs, "Cache-Control", STR("private, max-age=3600"));
    buf_add(&rs->body, row.content);
    return OK;
}

const struct route me_card_routes[] = {
    {POST, "/me/place", PERM_SIGNED_IN, post_place, .in = &place_in},
    {POST, "/me/photo", PERM_SIGNED_IN, post_photo, .in = &photo_in,
     .flags = ROUTE_UPLOAD | ROUTE_SLOW},
    {POST, "/me/photo/remove", PERM_SIGNED_IN, post_remove},
    {GET, "/photos/{id}", PERM_SIGNED_IN, photo},
    {0},
};
