/* Pictures of modules: small ones, of two kinds, each with words for who does not see it.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/clock.h"
#include "base/id.h"
#include "core/audit.h"
#include "core/picture.h"
#include "core/refuse.h"
#include "features/modules/modules_parts.h"

#define PICTURES_MOST 200 /* of one centre */

enum status module_picture_add(struct db *db, struct arena *a, const struct actor *who,
                               const struct picture_entry *e, struct str bytes, int64_t *ret_id)
{
    int64_t id = id_new();
    struct module_picture_row_list all;
    struct picture p;
    DB_TX(tx, db);

    if (!modules_may_set(who))
        return fail(DENIED, "may not change modules");
    if (e->alt_da.n == 0 || e->alt_en.n == 0)
        return refuse(INVALID, T_MODULES_NO_ALT);
    if (bytes.n > PICTURE_BYTES_MAX)
        return refuse(TOO_LARGE, T_MODULES_PICTURE_LARGE);
    if (picture_read(a, bytes, &p) != OK)
        return refuse(INVALID, T_MODULES_NO_PICTURE);
    if (p.width > PICTURE_SIDE_MAX || p.height > PICTURE_SIDE_MAX)
        return refuse(INVALID, T_MODULES_PICTURE_SIZE);
    TRY(q_module_pictures(db, a, who->centre_id, &all));
    if (all.n >= PICTURES_MOST)
        return refuse(CONFLICT, T_MODULES_TOO_MANY);
    TRY(q_module_picture_insert(db, id, who->centre_id, p.media, p.width, p.height, e->alt_da,
                                e->alt_en, p.bytes, clock_now(), who->person_id));
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
