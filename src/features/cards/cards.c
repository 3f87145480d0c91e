/* The cards in their versions, who has read them, and what one reads to 112.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/cards/cards_parts.h"

#include "base/clock.h"
#include "base/id.h"
#include "base/utf8.h"
#include "core/audit.h"
#include "core/refuse.h"
#include "features/notify/notify.h"

#define REVIEW_AHEAD_DAYS 731
#define NINE_MS (9 * HOUR_MS)

const char *const card_role_words[] = {
#define X(name, word) word,
    CARD_ROLES(X)
#undef X
        NULL};

/* ---- the program's own words */

#define OWN(name)                                                                                  \
    {                                                                                              \
        T_CARDS_OWN_##name##_NAME, T_CARDS_OWN_##name##_ALL, T_CARDS_OWN_##name##_HOLD,            \
            T_CARDS_OWN_##name##_ALARM, T_CARDS_OWN_##name##_WRITE, T_CARDS_OWN_##name##_DECIDE,   \
            T_CARDS_OWN_##name##_RELIEVE                                                           \
    }
static const enum text_key own_words[CARDS_OWN][CARDS_PART_N] = {
#define X(name, word) [CARDS_##name] = OWN(name),
    CARDS_SHIPPED(X)
#undef X
};

static void fill_own(int64_t slot, struct card *c)
{
    for (int lang = 0; lang < LANG_N; lang++)
        for (int part = 0; part < CARDS_PART_N; part++)
            c->text[lang][part] =
                slot < CARDS_OWN ? text((enum lang)lang, own_words[slot][part]) : STR("");
}

/* ---- reading */

static enum status fill_version(struct db *db, struct arena *a, const struct card_version_row *row,
                                struct card *c)
{
    struct card_text_row_list texts;

    TRY(q_card_texts(db, a, row->id, &texts));
    for (size_t i = 0; i < texts.n; i++) {
        const struct card_text_row *t = &texts.at[i];

        if (t->lang >= 0 && t->lang < LANG_N && t->part >= 0 && t->part < CARDS_PART_N)
            c->text[t->lang][t->part] = t->text;
    }
    c->version = row->version;
    c->made_at = row->made_at;
    c->review_day = row->review_day;
    c->maker = row->maker_name;
    return OK;
}

enum status cards_of(struct db *db, struct arena *a, int64_t centre_id, int64_t slot,
                     int64_t version, struct card *ret)
{
    struct card_version_row row;
    struct card c = {.slot = slot};
    enum status found = MISSING;

    if (slot < 1 || slot > CARDS_SLOTS)
        return fail(MISSING, "no such slot");
    fill_own(slot, &c);
    if (version != 0)
        found = version == CARDS_NOW ? q_card_latest(db, a, centre_id, slot, &row)
                                     : q_card_of_version(db, a, centre_id, slot, version, &row);
    if (found != OK && found != MISSING)
        return found;
    if (found == MISSING && (slot >= CARDS_OWN || (version != 0 && version != CARDS_NOW)))
        return fail(MISSING, "no such card");
    if (found == OK && row.retired && version == CARDS_NOW)
        return fail(MISSING, "used no more");
    if (found == OK)
        TRY(fill_version(db, a, &row, &c));
    *ret = c;
    return OK;
}

static enum status fill_read(struct db *db, struct arena *a, const struct actor *who,
                             struct card *c)
{
    struct card_at_row at = {0};
    enum status found =
        q_card_read_at(db, a, who->person_id, who->centre_id, c->slot, c->version, &at);

    if (found != OK && found != MISSING)
        return found;
    c->read_at = found == OK ? at.at : 0;
    return OK;
}

enum status cards_get(struct db *db, struct arena *a, const struct actor *who, int64_t slot,
                      int64_t version, struct card *ret)
{
    struct card c;

    if (!may(who, PERM_CARDS_READ))
        return fail(DENIED, "may not read the cards");
    TRY(cards_of(db, a, who->centre_id, slot, version, &c));
    TRY(fill_read(db, a, who, &c));
    *ret = c;
    return OK;
}

enum status cards_list(struct db *db, struct arena *a, const struct actor *who,
                       struct card_list *ret)
{
    struct card_list list = {arena_array(a, struct card, CARDS_SLOTS), 0};

    if (!may(who, PERM_CARDS_READ))
        return fail(DENIED, "may not read the cards");
    for (int64_t slot = 1; slot <= CARDS_SLOTS; slot++) {
        enum status found = cards_of(db, a, who->centre_id, slot, CARDS_NOW, &list.at[list.n]);

        if (found == MISSING)
            continue;
        TRY(found);
        TRY(fill_read(db, a, who, &list.at[list.n++]));
    }
    *ret = list;
    return OK;
}

struct card_line_list cards_lines(struct arena *a, struct str markdown)
{
    struct card_line_list list = {0};
    struct str rest = markdown, line;
    size_t most = 1;
    int64_t items = 0;

    for (size_t i = 0; i < markdown.n; i++)
        most += markdown.p[i] == '\n';
    list.at = arena_array(a, struct card_line, most);
    while (str_cut(&rest, '\n', &line)) {
        struct str trimmed = str_trim(line);
        bool is_item = str_starts(trimmed, STR("- ")) || str_starts(trimmed, STR("* "));
        struct card_line *before = list.n > 0 ? &list.at[list.n - 1] : NULL;

        if (is_item) {
            struct str words = str_trim(str_sub(trimmed, 2, trimmed.n));

            list.at[list.n++] = (struct card_line){.is_item = true, .item = items++, .text = words};
        } else if (before && !before->is_item) {
            before->text.n = (size_t)(line.p + line.n - before->text.p); /* lines of one text */
        } else if (trimmed.n > 0) {
            list.at[list.n++] = (struct card_line){.text = line};
        }
    }
    return list;
}

/* ---- changing */

static enum status check(const struct card *to, int32_t today)
{
    if (to->review_day < today || to->review_day > today + REVIEW_AHEAD_DAYS)
        return refuse(INVALID, T_CARDS_BAD_REVIEW);
    for (int lang = 0; lang < LANG_N; lang++)
        for (int part = 0; part < CARDS_PART_N; part++) {
            if (to->text[lang][part].n == 0)
                return refuse(INVALID, T_CARDS_EMPTY);
            if (to->text[lang][part].n >
                (part == CARDS_PART_NAME ? CARDS_NAME_MAX : CARDS_TEXT_MAX))
                return refuse(TOO_LARGE, T_CARDS_TOO_LONG);
        }
    return OK;
}

/* The version that holds; 0: the program's own, or none. */
static enum status version_now(struct db *db, struct arena *a, int64_t centre_id, int64_t slot,
                               int64_t *ret_version, bool *ret_retired)
{
    struct card_version_row row = {0};
    enum status found = q_card_latest(db, a, centre_id, slot, &row);

    if (found != OK && found != MISSING)
        return found;
    *ret_version = found == OK ? row.version : 0;
    *ret_retired = found == OK ? row.retired : slot >= CARDS_OWN;
    return OK;
}

static enum status find_slot(struct db *db, struct arena *a, int64_t centre_id, int64_t *ret)
{
    int64_t version;
    bool is_free = false;

    for (int64_t slot = CARDS_OWN; slot <= CARDS_SLOTS; slot++) {
        TRY(version_now(db, a, centre_id, slot, &version, &is_free));
        if (is_free) {
            *ret = slot;
            return OK;
        }
    }
    return refuse(CONFLICT, T_CARDS_NO_SLOT);
}

static enum status write_version(struct db *db, const struct actor *who, const struct card *to,
                                 int64_t slot, int64_t version, bool retired, int64_t *ret_id)
{
    int64_t id = id_new();

    TRY(q_card_version_insert(db, id, who->centre_id, slot, version, to->review_day, retired,
                              clock_now(), who->person_id));
    for (int lang = 0; lang < LANG_N; lang++)
        for (int part = 0; part < CARDS_PART_N; part++)
            TRY(q_card_text_insert(db, id, lang, part, to->text[lang][part]));
    *ret_id = id;
    return audit(db, who, AUDIT_CARDS_SET, id, retired ? STR("retired") : STR("version"));
}

enum status cards_put(struct db *db, struct arena *a, const struct actor *who,
                      const struct card *to, int64_t *ret_slot)
{
    struct card_centre_row centre;
    const struct zone *zone;
    int64_t slot = to->slot, now = 0, id;
    bool retired;
    DB_TX(tx, db);

    if (!may(who, PERM_CARDS_SET) || who->centre_id == 0)
        return fail(DENIED, "may not change the cards");
    TRY(q_card_centre(db, a, who->centre_id, &centre));
    TRY(zone_find(centre.zone, &zone));
    TRY(check(to, zone_day(zone, clock_now())));
    if (slot == 0)
        TRY(find_slot(db, a, who->centre_id, &slot));
    else if (slot < 1 || slot > CARDS_SLOTS)
        return fail(MISSING, "no such slot");
    TRY(version_now(db, a, who->centre_id, slot, &now, &retired));
    if (to->slot != 0 && retired)
        return fail(MISSING, "used no more");
    if (to->slot != 0 && to->version != now)
        return refuse(CONFLICT, T_CARDS_CHANGED_MEANWHILE);
    TRY(write_version(db, who, to, slot, now + 1, false, &id));
    TRY(job_put(db, CARDS_REVIEW, id, STR(""),
                zone_day_start(zone, (int32_t)to->review_day) + NINE_MS));
    TRY(db_commit(&tx));
    *ret_slot = slot;
    return OK;
}

enum status cards_retire(struct db *db, struct arena *a, const struct actor *who, int64_t slot)
{
    struct card c;
    int64_t id;
    DB_TX(tx, db);

    if (!may(who, PERM_CARDS_SET))
        return fail(DENIED, "may not change the cards");
    TRY(cards_of(db, a, who->centre_id, slot, CARDS_NOW, &c));
    if (slot < CARDS_OWN)
        return refuse(CONFLICT, T_CARDS_STAYS);
    TRY(write_version(db, who, &c, slot, c.version + 1, true, &id));
    return db_commit(&tx);
}

enum status cards_confirm(struct db *db, struct arena *a, const struct actor *who, int64_t slot,
                          int64_t version)
{
    struct card c;
    int64_t is_new;
    DB_TX(tx, db);

    if (!may(who, PERM_HELP))
        return fail(DENIED, "is not asked");
    TRY(cards_get(db, a, who, slot, CARDS_NOW, &c));
    if (c.version != version)
        return refuse(CONFLICT, T_CARDS_READ_AGAIN);
    TRY(q_card_read_insert(db, who->person_id, who->centre_id, slot, version, clock_now(),
                           &is_new));
    if (is_new > 0)
        TRY(audit(db, who, AUDIT_CARDS_READ, who->person_id, STR("read")));
    return db_commit(&tx);
}

/* The day has come, and nobody has made a newer one: who made it is told; when they are gone, those who lead. */
enum status cards_on_review(struct db *db, struct arena *a, const struct job *job,
                            int64_t *ret_again_at)
{
    struct card_review_row v;
    struct actor maker;
    struct str path, dedupe;

    (void)ret_again_at;
    TRY(q_card_version_by_id(db, a, job->object_id, &v));
    if (v.version != v.latest)
        return OK;
    path = arena_printf(a, "/cards/%lld", (long long)v.slot);
    dedupe = arena_printf(a, "cards.review %lld", (long long)job->object_id);
    enum status found = actor_load(db, a, v.made_by, &maker);
    if (found == OK && may(&maker, PERM_CARDS_SET))
        return notify_person(db, a, v.made_by, NOTICE_ORDINARY, T_NOTICE_CARDS_REVIEW, path,
                             dedupe);
    if (found != OK && found != MISSING)
        return found;
    return notify_role(db, a, ROLE_MANAGER, 0, v.centre_id, (const int64_t[]){0, 0},
                       NOTICE_ORDINARY, T_NOTICE_CARDS_REVIEW, path, dedupe);
}

/* ---- what one reads to 112 */

enum status cards_place_get(struct db *db, struct arena *a, const struct actor *who,
                            struct cards_place *ret)
{
    struct card_place_row row;

    if (!may(who, PERM_CARDS_READ) && !may(who, PERM_NUMBERS_READ))
        return fail(DENIED, "may not read it");
    enum status found = q_card_place_get(db, a, who->centre_id, &row);
    if (found == MISSING) {
        *ret = (struct cards_place){.address = STR(""),
                                    .way_in = STR(""),
                                    .numbers = STR(""),
                                    .goal_soon = CARDS_GOAL_SOON,
                                    .goal_late = CARDS_GOAL_LATE};
        return OK;
    }
    TRY(found);
    *ret = (struct cards_place){row.address,      row.way_in,    row.numbers,
                                row.verified_day, row.goal_soon, row.goal_late};
    return OK;
}

enum status cards_place_put(struct db *db, struct arena *a, const struct actor *who,
                            const struct cards_place *to)
{
    struct card_centre_row centre;
    const struct zone *zone;
    DB_TX(tx, db);

    if (!may(who, PERM_CARDS_SET) || who->centre_id == 0)
        return fail(DENIED, "may not change it");
    TRY(q_card_centre(db, a, who->centre_id, &centre));
    TRY(zone_find(centre.zone, &zone));
    if (to->address.n == 0)
        return refuse(INVALID, T_CARDS_NO_ADDRESS);
    if (utf8_length(to->address) > CARDS_ADDRESS_MAX || utf8_length(to->way_in) > CARDS_WAY_MAX ||
        utf8_length(to->numbers) > CARDS_WAY_MAX)
        return refuse(TOO_LARGE, T_CARDS_TOO_LONG);
    if (to->verified_on > zone_day(zone, clock_now()))
        return refuse(INVALID, T_CARDS_VERIFIED_LATER);
    if (to->goal_soon < 1 || to->goal_late < to->goal_soon || to->goal_late > 1000)
        return refuse(INVALID, T_CARDS_BAD_GOAL);
    TRY(q_card_place_put(db, who->centre_id, to->address, to->way_in.p ? to->way_in : STR(""),
                         to->numbers.p ? to->numbers : STR(""), to->verified_on, to->goal_soon,
                         to->goal_late, clock_now(), who->person_id));
    TRY(audit(db, who, AUDIT_CARDS_SET, who->centre_id, STR("place")));
    return db_commit(&tx);
}
