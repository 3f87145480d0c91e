/* Whose calendar is followed.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/absences/absences.h"

#include "base/clock.h"
#include "base/id.h"
#include "base/utf8.h"
#include "core/audit.h"
#include "core/refuse.h"
#include "core/vault.h"
#include "features/aftercare/aftercare.h"
#include "net/http.h"

struct str absence_feed_place(struct arena *a, int64_t id)
{
    return arena_printf(a, "absence_feed.url/%lld", (long long)id);
}

/* Calendar programs call it webcal. */
static struct str as_https(struct arena *a, struct str url)
{
    return str_starts(url, STR("webcal://"))
               ? arena_printf(a, "https://%.*s", STR_ARG(str_sub(url, 9, url.n)))
               : url;
}

static enum status check(const struct absence_feed_entry *e, struct str url)
{
    if (!http_url_ok(url,
                     e->is_at_home_fine)) /* the one so far too: what is allowed may have changed */
        return refuse(INVALID, T_ABSENCE_BAD_URL);
    if (utf8_length(e->words) > ABSENCE_WORDS_MAX)
        return refuse(TOO_LARGE, T_ABSENCE_WORDS_LONG);
    if (e->kind <= CARE_AWAY_UNABLE || e->kind >= CARE_AWAY_N)
        return refuse(INVALID, T_ABSENCE_BAD_KIND);
    return OK;
}

/* The one given, or the one so far; it was sealed for the row that is replaced. */
static enum status address_of(struct db *db, struct arena *a, const struct absence_feed_entry *e,
                              struct str *ret)
{
    struct absence_feed_address_row row;

    if (e->url.n > 0) {
        *ret = as_https(a, e->url);
        return OK;
    }
    enum status found = q_absence_feed_address(db, a, e->person_id, &row);
    if (found == MISSING)
        return refuse(INVALID, T_ABSENCE_BAD_URL);
    TRY(found);
    return vault_open(db, a, e->person_id, absence_feed_place(a, row.id), row.url, ret);
}

enum status absence_feed_put(struct db *db, struct arena *a, const struct actor *who,
                             const struct absence_feed_entry *e)
{
    struct str url, sealed;
    int64_t id = id_new(), changed;
    DB_TX(tx, db);

    TRY(care_absence_reach(db, a, who, e->person_id));
    TRY(address_of(db, a, e, &url));
    TRY(check(e, url));
    TRY(vault_seal(db, a, e->person_id, absence_feed_place(a, id), url, &sealed));
    TRY(q_absence_feed_drop(db, e->person_id, &changed));
    TRY(q_absence_feed_insert(db, id, e->person_id, sealed, e->words.p ? e->words : STR(""),
                              e->kind, clock_now(), who->person_id));
    TRY(audit(db, who, AUDIT_ABSENCE_CHANGED, e->person_id,
              e->url.n > 0 ? STR("calendar added") : STR("calendar changed")));
    return db_commit(&tx);
}

enum status absence_feed_remove(struct db *db, struct arena *a, const struct actor *who,
                                int64_t person_id)
{
    int64_t changed;
    DB_TX(tx, db);

    TRY(care_absence_reach(db, a, who, person_id));
    TRY(q_absence_feed_drop(db, person_id, &changed));
    if (changed == 0)
        return fail(MISSING, "no calendar is followed");
    TRY(care_absences_follow(db, a, person_id, CARE_AWAY_ELSEWHERE, NULL, 0,
                             clock_now() / DAY_MS - ABSENCE_BACK_DAYS));
    TRY(audit(db, who, AUDIT_ABSENCE_CHANGED, person_id, STR("calendar removed")));
    return db_commit(&tx);
}

enum status absence_feed_read_now(struct db *db, struct arena *a, const struct actor *who,
                                  int64_t person_id)
{
    int64_t changed;
    DB_TX(tx, db);

    TRY(care_absence_reach(db, a, who, person_id));
    TRY(q_absence_feed_due_now(db, person_id, clock_now(), &changed));
    if (changed == 0)
        return fail(MISSING, "no calendar is followed");
    return db_commit(&tx);
}

enum status absence_feeds(struct db *db, struct arena *a, const struct actor *who,
                          const struct zone *zone, struct absence_feed_list *ret)
{
    struct care_colleague_row_list people, substitutes;
    struct absence_feed_list list;
    size_t n = 0;

    TRY(care_absence_people(db, a, who, zone, &people, &substitutes));
    TRY(q_absence_feeds_of(db, a, who->centre_id, &list));
    for (size_t i = 0; i < list.n; i++)
        for (size_t p = 0; p < people.n; p++)
            if (people.at[p].id == list.at[i].person_id) {
                list.at[n++] = list.at[i];
                break;
            }
    list.n = n;
    *ret = list;
    return OK;
}

enum status absence_feed_find(struct db *db, struct arena *a, const struct actor *who,
                              const struct zone *zone, int64_t person_id, struct absence_feed *ret)
{
    struct absence_feed_list list;

    TRY(absence_feeds(db, a, who, zone, &list));
    for (size_t i = 0; i < list.n; i++)
        if (list.at[i].person_id == person_id) {
            *ret = list.at[i];
            return OK;
        }
    return fail(MISSING, "no calendar is followed");
}
