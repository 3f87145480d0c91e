/* An employee is exposed online: secured, reported to the platform, watched; the police report waits.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/demo/demo.h"

#include <string.h>

#include "base/clock.h"
#include "features/harassment/harassment.h"

#define ZONE "Europe/Copenhagen"
#define POSTED_BEFORE_MS (20 * HOUR_MS)
#define WATCH_AFTER_MS (7 * DAY_MS)

/* The evidence: the post, copied as text. */
static const char post[] =
    "Gruppe: Vi der bor i byen\nSkrevet af: Vred Borger\n\n"
    "Hende fra kommunens telefon igen. Nu har jeg fundet hendes navn og billede, og I skal alle\n"
    "vide, hvem hun er. Hvis nogen ser hende, så sig hende, at vi ikke glemmer det.\n";

struct copying {
    size_t at;
};

static enum status next_bytes(void *context, char *to, size_t n, size_t *ret_n)
{
    struct copying *c = context;
    size_t left = sizeof post - 1 - c->at;

    *ret_n = left < n ? left : n;
    memcpy(to, post + c->at, *ret_n);
    c->at += *ret_n;
    return OK;
}

static enum status report(struct db *db, struct arena *a, const struct actor *employee,
                          const struct zone *zone, int64_t *ret_id)
{
    struct harassment_entry e = {
        .client_key = STR("demo-exposed-online"),
        .kinds = 1 << HARASSMENT_NAMED | 1 << HARASSMENT_THREATENED,
        .rating = 4,
        .posted_at = clock_now() - POSTED_BEFORE_MS,
        .story = STR("Et opslag i en lokal gruppe nævner mit navn og viser mit billede efter en "
                     "samtale i går. Flere skriver, at de vil finde mig."),
        .place = {.platform = HARASSMENT_ON_SOCIAL,
                  .address = STR("https://social.example/grupper/vi-der-bor-i-byen/4711"),
                  .account = STR("Vred Borger")}};

    return harassment_report(db, a, employee, zone, &e, ret_id);
}

/* The platform has been told; the rest waits for its time. */
static enum status tell_platform(struct db *db, struct arena *a, const struct actor *manager,
                                 int64_t id)
{
    struct harassment_case k;
    int64_t case_id;

    TRY(harassment_find(db, a, manager, id, &k));
    db_refresh(db);
    for (size_t i = 0; i < k.steps.n; i++)
        if (k.steps.at[i].kind == HARASSMENT_STEP_REPORT_POST)
            TRY(harassment_step_end(db, a, manager, k.steps.at[i].id, HARASSMENT_DONE,
                                    STR("Anmeldt i gruppens formular; svaret kommer på mail."),
                                    &case_id));
    return OK;
}

static enum status tell(struct db *db, struct arena *a, const struct demo_result *made)
{
    struct copying copying = {0};
    struct harassment_upload upload = {.name = STR("opslag.txt"),
                                       .seen_at = clock_now(),
                                       .source = next_bytes,
                                       .context = &copying};
    struct actor employee, manager;
    const struct zone *zone;
    int64_t id, file_id;

    TRY(zone_find(STR(ZONE), &zone));
    TRY(actor_load(db, a, made->exposed_id, &employee));
    TRY(actor_load(db, a, made->manager_id, &manager));
    db_refresh(db);
    TRY(report(db, a, &employee, zone, &id));
    TRY(harassment_file_add(db, a, &employee, id, &upload, &file_id));
    TRY(harassment_choose_name(db, a, &employee, id, HARASSMENT_NAME_FIRST_NAME, STR("")));
    TRY(tell_platform(db, a, &manager, id));
    return harassment_watch(db, a, &manager, id, clock_now() + WATCH_AFTER_MS);
}

enum status demo_tell_harassment(struct store *store, const struct demo_result *made)
{
    struct arena *a = arena_new();
    struct db *db = db_start(store, a);
    enum status status = tell(db, a, made);

    db_end(db);
    arena_free(a);
    return status;
}
