/* Pictures of modules: small ones, of two kinds, each with words for who does not see it. The first bytes are read here and
 * nowhere decoded; a browser shows them in a sandbox.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/clock.h"
#include "base/id.h"
#include "core/audit.h"
#include "core/refuse.h"
#include "features/modules/modules_parts.h"

#define PICTURES_MOST 200 /* of one centre */

const char *const picture_media_types[] = {
#define X(name, word) word,
    PICTURE_MEDIA(X)
#undef X
        NULL};

/* ---- what the bytes say */

static int64_t number_at(struct str b, size_t at, size_t n)
{
    int64_t v = 0;

    for (size_t i = 0; i < n; i++)
        v = v << 8 | (unsigned char)b.p[at + i];
    return v;
}

/* The first chunk is IHDR, and it begins with both sides (PNG, 11.2.2). */
static bool look_png(struct str b, int64_t *ret_width, int64_t *ret_height)
{
    if (b.n < 33 || !str_starts(b, STR("\x89PNG\r\n\x1a\n")) ||
        !str_eq(str_sub(b, 12, 4), STR("IHDR")))
        return false;
    *ret_width = number_at(b, 16, 4);
    *ret_height = number_at(b, 20, 4);
    return true;
}

/* Segment after segment to the first frame header (ITU T.81, B.2.2). */
static bool look_jpeg(struct str b, int64_t *ret_width, int64_t *ret_height)
{
    size_t at = 2;

    if (b.n < 4 || !str_starts(b, STR("\xff\xd8\xff")))
        return false;
    while (at + 9 <= b.n && (unsigned char)b.p[at] == 0xff) {
        int marker = (unsigned char)b.p[at + 1];
        bool is_frame =
            marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;

        if (is_frame) {
            *ret_height = number_at(b, at + 5, 2);
            *ret_width = number_at(b, at + 7, 2);
            return true;
        }
        if (marker == 0xff) { /* fill byte */
            at++;
            continue;
        }
        int64_t length = number_at(b, at + 2, 2);
        if (marker == 0xda || length < 2)
            return false;
        at += 2 + (size_t)length;
    }
    return false;
}

enum status picture_look(struct str bytes, enum picture_media *ret_media, int64_t *ret_width,
                         int64_t *ret_height)
{
    int64_t width = 0, height = 0;
    enum picture_media media = PICTURE_PNG;

    if (!look_png(bytes, &width, &height)) {
        media = PICTURE_JPEG;
        if (!look_jpeg(bytes, &width, &height))
            return refuse(INVALID, T_MODULES_NO_PICTURE);
    }
    if (width < 1 || height < 1 || width > PICTURE_SIDE_MAX || height > PICTURE_SIDE_MAX)
        return refuse(INVALID, T_MODULES_PICTURE_SIZE);
    *ret_media = media;
    *ret_width = width;
    *ret_height = height;
    return OK;
}

/* ---- kept */

enum status module_picture_add(struct db *db, struct arena *a, const struct actor *who,
                               const struct picture_entry *e, struct str bytes, int64_t *ret_id)
{
    int64_t id = id_new(), width, height;
    enum picture_media media;
    struct module_picture_row_list all;
    DB_TX(tx, db);

    if (!modules_may_set(who))
        return fail(DENIED, "may not change modules");
    if (e->alt_da.n == 0 || e->alt_en.n == 0)
        return refuse(INVALID, T_MODULES_NO_ALT);
    if (bytes.n > PICTURE_BYTES_MAX)
        return refuse(TOO_LARGE, T_MODULES_PICTURE_LARGE);
    TRY(picture_look(bytes, &media, &width, &height));
    TRY(q_module_pictures(db, a, who->centre_id, &all));
    if (all.n >= PICTURES_MOST)
        return refuse(CONFLICT, T_MODULES_TOO_MANY);
    TRY(q_module_picture_insert(db, id, who->centre_id, media, width, height, e->alt_da, e->alt_en,
                                bytes, clock_now(), who->person_id));
    TRY(audit(db, who, AUDIT_MODULE_SET, id, STR("picture")));
    TRY(db_commit(&tx));
    *ret_id = id;
    return OK;
}

enum status module_pictures(struct db *db, struct arena *a, const struct actor *who,
                            struct module_picture_row_list *ret)
{
    if (!may(who, PERM_MODULES_TAKE))
        return fail(DENIED, "may not read modules");
    return q_module_pictures(db, a, who->centre_id, ret);
}

enum status module_picture(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                           struct module_picture_content_row *ret)
{
    if (!may(who, PERM_MODULES_TAKE))
        return fail(DENIED, "may not read modules");
    return q_module_picture_find(db, a, id, who->centre_id, ret);
}
