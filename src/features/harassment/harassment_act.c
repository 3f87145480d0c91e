/* What is decided about a case: the name, the watch date, its end. And the lists.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/harassment/harassment_parts.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "core/audit.h"
#include "core/refuse.h"

/* ---- lists */

enum status harassment_mine(struct db *db, struct arena *a, const struct actor *who, int64_t limit,
                            struct harassment_list_row_list *ret)
{
    if (!may(who, PERM_HARASSMENT_READ))
        return fail(DENIED, "may not read");
    return q_harassment_list_own(db, a, who->person_id, limit, ret);
}

/* Open ones first by what is due; the closed ones behind, newest first. */
static int by_due(const void *x, const void *y)
{
    const struct harassment_list_row *a = x, *b = y;
    bool a_closed = a->closed_at != 0, b_closed = b->closed_at != 0;
    int64_t a_at = a->due_at != 0 ? a->due_at : a->watch_at;
    int64_t b_at = b->due_at != 0 ? b->due_at : b->watch_at;

    if (a_closed != b_closed)
        return a_closed ? 1 : -1;
    if (!a_closed && a_at != b_at)
        return a_at < b_at ? -1 : 1;
    return a->id > b->id ? -1 : a->id < b->id;
}

static void add_rows(struct harassment_list_row_list *to,
                     const struct harassment_list_row_list *from, const struct actor *who)
{
    for (size_t i = 0; i < from->n; i++)
        if (from->at[i].person_id != who->person_id) /* one's own are on one's own list */
            to->at[to->n++] = from->at[i];
}

enum status harassment_board(struct db *db, struct arena *a, const struct actor *who, int64_t limit,
                             struct harassment_list_row_list *ret)
{
    struct harassment_list_row_list *lists;
    int64_t *teams;
    size_t n_teams, n = 0;
    bool all;

    access_teams(who, PERM_HARASSMENT_READ, a, &all, &teams, &n_teams);
    lists = arena_array(a, struct harassment_list_row_list, n_teams + 1);
    if (all)
        TRY(q_harassment_list_centre(db, a, who->centre_id, limit, &lists[0]));
    for (size_t i = 0; i < n_teams && !all; i++)
        TRY(q_harassment_list_team(db, a, teams[i], limit, &lists[i]));
    for (size_t i = 0; i <= n_teams; i++)
        n += lists[i].n;
    *ret = (struct harassment_list_row_list){.at = arena_array(a, struct harassment_list_row, n)};
    for (size_t i = 0; i <= n_teams; i++)
        add_rows(ret, &lists[i], who);
    if (ret->n > 1)
        qsort(ret->at, ret->n, sizeof *ret->at, by_due);
    if (ret->n > (size_t)limit)
        ret->n = (size_t)limit;
    return OK;
}

/* ---- decisions */

enum status harassment_choose_name(struct db *db, struct arena *a, const struct actor *who,
                                   int64_t case_id, enum harassment_name choice, struct str reason)
{
    struct harassment_case k;
    struct str sealed;
    DB_TX(tx, db);

    TRY(harassment_find_to_change(db, a, who, case_id, &k));
    if (!k.may.choose)
        return fail(DENIED, "neither the employee nor responsible");
    if (choice <= HARASSMENT_NAME_UNDECIDED || choice >= HARASSMENT_NAME_N)
        return refuse(INVALID, T_HARASSMENT_NAME_CHOOSE);
    if (choice == HARASSMENT_NAME_HIDDEN && reason.n == 0)
        return refuse(INVALID, T_HARASSMENT_NAME_WHY);
    if (utf8_length(reason) > HARASSMENT_WORD_MAX)
        return refuse(TOO_LARGE, T_HARASSMENT_TOO_LONG);
    TRY(harassment_seal(db, a, k.row.person_id, "harassment_case.name_reason", case_id, reason,
                        &sealed));
    TRY(q_harassment_set_name(db, case_id, choice, sealed));
    TRY(harassment_act(db, a, who, case_id, HARASSMENT_ACT_NAME_CHOSEN, 0,
                       str_of(harassment_name_words[choice])));
    TRY(harassment_step_done(db, a, who, case_id, HARASSMENT_STEP_NAME));
    TRY(announce(db, EVENT_HARASSMENT_CHANGED, case_id));
    return db_commit(&tx);
}

enum status harassment_watch(struct db *db, struct arena *a, const struct actor *who,
                             int64_t case_id, int64_t at)
{
    struct harassment_case k;
    DB_TX(tx, db);

    TRY(harassment_find_to_change(db, a, who, case_id, &k));
    if (!k.may.act)
        return fail(DENIED, "not responsible for this team");
    if (k.row.closed_at != 0)
        return refuse(CONFLICT, T_HARASSMENT_IS_CLOSED);
    if (at <= clock_now())
        return refuse(INVALID, T_HARASSMENT_WATCH_LATER);
    TRY(q_harassment_set_watch(db, case_id, at));
    TRY(job_put(db, HARASSMENT_LOOK_AGAIN, case_id, STR(""), at));
    TRY(harassment_act(db, a, who, case_id, HARASSMENT_ACT_WATCH_SET, 0, instant_text(a, at)));
    TRY(announce(db, EVENT_HARASSMENT_CHANGED, case_id));
    return db_commit(&tx);
}

enum status harassment_close(struct db *db, struct arena *a, const struct actor *who,
                             int64_t case_id, struct str word)
{
    struct harassment_case k;
    struct harassment_step_row_list steps;
    struct str sealed;
    int64_t changed = 0;
    DB_TX(tx, db);

    TRY(harassment_find_to_change(db, a, who, case_id, &k));
    if (!k.may.act)
        return fail(DENIED, "not responsible for this team");
    if (word.n == 0)
        return refuse(INVALID, T_HARASSMENT_CLOSE_WORD);
    if (utf8_length(word) > HARASSMENT_WORD_MAX)
        return refuse(TOO_LARGE, T_HARASSMENT_TOO_LONG);
    TRY(q_harassment_steps(db, a, case_id, &steps));
    for (size_t i = 0; i < steps.n; i++)
        if (steps.at[i].state == HARASSMENT_OPEN)
            return refuse(CONFLICT, T_HARASSMENT_STEPS_OPEN);
    TRY(harassment_seal(db, a, k.row.person_id, "harassment_case.closed_word", case_id, word,
                        &sealed));
    TRY(q_harassment_close(db, case_id, clock_now(), sealed, &changed));
    if (changed == 0)
        return refuse(CONFLICT, T_HARASSMENT_IS_CLOSED);
    TRY(job_cancel(db, HARASSMENT_LOOK_AGAIN, case_id, STR_NONE));
    TRY(harassment_act(db, a, who, case_id, HARASSMENT_ACT_CLOSED, 0, STR("")));
    TRY(announce(db, EVENT_HARASSMENT_CHANGED, case_id));
    return db_commit(&tx);
}

/* ---- links */

/* Where to begin when the centre has said nothing: one large site of each kind; for forums, each of which has its own, a
 * Danish guide. The page says that nobody of the centre has tried them. */
static const char *const default_links[HARASSMENT_PLATFORM_N] = {
    [HARASSMENT_ON_SOCIAL] = "https://www.facebook.com/help/reportlinks",
    [HARASSMENT_ON_REVIEW] = "https://support.google.com/business/answer/4596773",
    [HARASSMENT_ON_VIDEO] = "https://support.google.com/youtube/answer/2802027",
    [HARASSMENT_ON_FORUM] = "https://sletdet.dk",
    [HARASSMENT_ON_MESSAGING] = "https://faq.whatsapp.com",
    [HARASSMENT_ON_SEARCH] = "https://support.google.com/websearch/answer/9673730",
};

enum status harassment_links(struct db *db, struct arena *a, int64_t centre_id,
                             struct harassment_link ret[HARASSMENT_PLATFORM_N])
{
    struct harassment_link_row_list rows;

    TRY(q_harassment_links(db, a, centre_id, &rows));
    for (int i = 0; i < HARASSMENT_PLATFORM_N; i++)
        ret[i] = (struct harassment_link){.url = str_of(default_links[i])};
    for (size_t i = 0; i < rows.n; i++) {
        const struct harassment_link_row *r = &rows.at[i];

        if (r->platform >= 0 && r->platform < HARASSMENT_PLATFORM_N)
            ret[r->platform] = (struct harassment_link){
                .url = r->url,
                .verified_on = r->verified_on,
                .again_on = r->verified_on != 0 ? r->verified_on + HARASSMENT_LINK_AGAIN_DAYS : 0,
                .verified_by = r->verifier_name};
    }
    return OK;
}

/* day 0: nobody has tried it. */
static enum status put_link(struct db *db, struct arena *a, const struct actor *who,
                            int64_t platform, struct str url, int64_t day)
{
    TRY(q_harassment_link_put(db, who->centre_id, platform, url, day,
                              day != 0 ? who->person_id : 0));
    return audit(
        db, who, AUDIT_HARASSMENT_LINK_CHANGED, platform,
        arena_printf(a, "%s%s", harassment_platform_words[platform], day != 0 ? " tried" : ""));
}

static enum status check_link(const struct actor *who, int64_t platform)
{
    if (!may_reach(who, PERM_HARASSMENT_LINKS, 0, 0))
        return fail(DENIED, "may not change the links");
    if (platform < 0 || platform >= HARASSMENT_PLATFORM_N)
        return refuse(INVALID, T_HARASSMENT_BAD_PLATFORM);
    return OK;
}

enum status harassment_link_set(struct db *db, struct arena *a, const struct actor *who,
                                int64_t platform, struct str url)
{
    struct harassment_link links[HARASSMENT_PLATFORM_N];
    DB_TX(tx, db);

    TRY(check_link(who, platform));
    if (!str_starts(url, STR("https://")) || url.n < 12 || url.n > HARASSMENT_URL_MAX)
        return refuse(INVALID, T_HARASSMENT_BAD_LINK);
    TRY(harassment_links(db, a, who->centre_id, links));
    if (str_eq(links[platform].url, url))
        return OK; /* also keeps the day it was tried */
    TRY(put_link(db, a, who, platform, url, 0));
    return db_commit(&tx);
}

enum status harassment_link_tried(struct db *db, struct arena *a, const struct actor *who,
                                  const struct zone *zone, int64_t platform)
{
    struct harassment_link links[HARASSMENT_PLATFORM_N];
    DB_TX(tx, db);

    TRY(check_link(who, platform));
    TRY(harassment_links(db, a, who->centre_id, links));
    TRY(put_link(db, a, who, platform, links[platform].url, zone_day(zone, clock_now())));
    return db_commit(&tx);
}
