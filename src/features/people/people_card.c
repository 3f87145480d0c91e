/* Where somebody sits and what they look like, so that a newcomer finds them. The person alone says so, and takes it away.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/clock.h"
#include "base/id.h"
#include "base/utf8.h"
#include "core/audit.h"
#include "core/picture.h"
#include "core/refuse.h"
#include "features/people/people.h"

#define PHOTO_SIDE_MAX 6000

static enum status check_own(const struct actor *who)
{
    return may(who, PERM_SIGNED_IN) && who->person_id != 0 ? OK : fail(DENIED, "nobody's card");
}

enum status person_card_find(struct db *db, struct arena *a, const struct actor *who,
                             struct person_card_row *ret)
{
    TRY(check_own(who));
    return q_person_card_of(db, a, who->person_id, ret);
}

enum status person_place_change(struct db *db, const struct actor *who, struct str place)
{
    DB_TX(tx, db);

    TRY(check_own(who));
    if (utf8_length(place) > PERSON_PLACE_MAX)
        return refuse(TOO_LARGE, T_ME_PLACE_LONG);
    TRY(q_person_place_put(db, who->person_id, place.p ? place : STR(""), clock_now()));
    TRY(audit(db, who, AUDIT_PERSON_CHANGED, who->person_id, STR("place")));
    return db_commit(&tx);
}

enum status person_photo_change(struct db *db, struct arena *a, const struct actor *who,
                                struct str bytes)
{
    struct picture p;
    int64_t dropped;
    DB_TX(tx, db);

    TRY(check_own(who));
    if (bytes.n > PERSON_PHOTO_BYTES_MAX)
        return refuse(TOO_LARGE, T_ME_PHOTO_LARGE);
    if (picture_read(a, bytes, &p) != OK || p.width > PHOTO_SIDE_MAX || p.height > PHOTO_SIDE_MAX)
        return refuse(INVALID, T_ME_NO_PHOTO);
    TRY(q_person_photo_drop(db, who->person_id, &dropped));
    TRY(q_person_photo_insert(db, id_new(), who->person_id, p.media, p.bytes, clock_now()));
    TRY(audit(db, who, AUDIT_PERSON_CHANGED, who->person_id, STR("photo")));
    return db_commit(&tx);
}

enum status person_photo_remove(struct db *db, const struct actor *who)
{
    int64_t dropped;
    DB_TX(tx, db);

    TRY(check_own(who));
    TRY(q_person_photo_drop(db, who->person_id, &dropped));
    if (dropped > 0)
        TRY(audit(db, who, AUDIT_PERSON_CHANGED, who->person_id, STR("photo removed")));
    return db_commit(&tx);
}

enum status person_photo(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                         struct person_photo_row *ret)
{
    TRY(check_own(who));
    TRY(q_person_photo_find(db, a, id, who->centre_id, ret));
    return ret->media >= 0 && ret->media < PICTURE_MEDIA_N
               ? OK
               : fail(MISSING, "a kind of picture this program does not know");
}
