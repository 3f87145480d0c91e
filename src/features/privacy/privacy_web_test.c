/* Every page and API route of privacy, without a socket.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/privacy/privacy_world.h"

#include "web/loopback.h"
#include "web/server.h"

static struct server_info info = {.version = "test"};

static struct loopback browser(struct world *w, int64_t person_id)
{
    struct loopback lb = {.store = w->store, .arena = w->arena, .info = &info, .bearer = STR_NONE};

    info.zone = w->zone;
    info.alarm_number = STR("112");
    if (person_id != 0)
        loopback_sign_in(&lb, person_id);
    return lb;
}

static const char *path(struct world *w, const char *pattern, int64_t id)
{
    return str_c(w->arena, path_of(w->arena, pattern, id));
}

static void shows_who_looked(struct world *w)
{
    int64_t id = log_call(w, &w->bo, "key-0001", INCIDENT_D, 4);
    struct loopback lea = browser(w, LEA), bo = browser(w, BO), amir = browser(w, AMIR);

    assert_int_equal(loopback_get(&bo, "/me/looks"), 200);
    assert_true(loopback_shows(&bo, "Ingen andre har set"));
    assert_int_equal(loopback_get(&lea, path(w, "/incidents/{}", id)), 200);
    assert_false(loopback_shows(&lea, "/looks/"));
    assert_int_equal(loopback_get(&lea, path(w, "/aftercare/{}", the_case(w))), 200);
    assert_int_equal(loopback_get(&lea, path(w, "/looks/incidents/{}", id)), 404);
    assert_int_equal(loopback_get(&lea, path(w, "/looks/aftercare/{}", the_case(w))), 404);
    assert_int_equal(loopback_get(&amir, path(w, "/looks/incidents/{}", id)), 403);

    assert_int_equal(loopback_get(&bo, path(w, "/incidents/{}", id)), 200);
    assert_true(loopback_shows(&bo, path(w, "/looks/incidents/{}", id)));
    assert_int_equal(loopback_get(&bo, path(w, "/looks/incidents/{}", id)), 200);
    assert_true(loopback_shows(&bo, "Lea Krog"));
    assert_int_equal(loopback_get(&bo, "/aftercare/mine"), 200);
    assert_true(loopback_shows(&bo, path(w, "/looks/aftercare/{}", the_case(w))));
    assert_int_equal(loopback_get(&bo, path(w, "/looks/aftercare/{}", the_case(w))), 200);
    assert_true(loopback_shows(&bo, "Lea Krog"));
    assert_int_equal(loopback_get(&bo, "/me/looks"), 200);
    assert_true(loopback_shows(&bo, "så efterforløbet"));
    assert_int_equal(loopback_get(&bo, "/api/v1/me/looks"), 200);
    assert_true(loopback_shows(&bo, "\"action\":\"aftercare_seen\""));
    assert_int_equal(loopback_get(&bo, "/me"), 200);
    assert_true(loopback_shows(&bo, "/me/looks"));
}
BOTH_WITH_KEYS(shows_who_looked)

static void gives_the_extract(struct world *w)
{
    struct loopback bo = browser(w, BO), nobody = browser(w, 0);

    assert_int_equal(loopback_get(&bo, "/me/extract"), 200);
    assert_int_equal(loopback_send(&bo, POST, "/me/extract", ""), 200);
    assert_str(bo.last.content_type, "application/zip");
    assert_true(str_starts(buf_str(&bo.last.body), STR("PK")));
    assert_true(str_starts(loopback_header(&bo, "Content-Disposition"), STR("attachment")));
    assert_int_equal(loopback_get(&nobody, "/me/extract"), 303);
}
BOTH_WITH_KEYS(gives_the_extract)

static void gives_an_export(struct world *w)
{
    int64_t id = log_call(w, &w->bo, "key-0001", INCIDENT_D, 4);
    struct loopback bo = browser(w, BO), soren = browser(w, SOREN);
    const char *form = path(w, "/export/incidents/{}", id);

    assert_int_equal(loopback_get(&bo, form), 200);
    assert_int_equal(loopback_send(&bo, POST, form, "format=html"), 422);
    assert_true(loopback_shows(&bo, "Vælg mindst én ting"));
    assert_int_equal(loopback_send(&bo, POST, form, "parts=event&parts=steps&format=html"), 200);
    assert_true(loopback_shows(&bo, "Hændelse H-1"));
    assert_false(loopback_shows(&bo, "Bo Friis"));
    assert_int_equal(loopback_send(&bo, POST, form, "parts=event&format=json"), 200);
    assert_str(bo.last.content_type, "application/json");
    assert_int_equal(loopback_get(&soren, form), 404);
}
BOTH_WITH_KEYS(gives_an_export)

static void keeps_notes(struct world *w)
{
    struct loopback bo = browser(w, BO), lea = browser(w, LEA);

    assert_int_equal(loopback_get(&bo, "/me/notes"), 200);
    assert_int_equal(loopback_send(&bo, POST, "/me/notes", "text=jeg+var+bange"), 303);
    assert_int_equal(loopback_send(&bo, POST, "/me/notes", "text="), 422);
    assert_int_equal(loopback_get(&bo, "/me/notes"), 200);
    assert_true(loopback_shows(&bo, "jeg var bange"));
    int64_t id = count(w, "SELECT id FROM own_note");
    assert_int_equal(loopback_get(&lea, "/me/notes"), 200);
    assert_false(loopback_shows(&lea, "jeg var bange"));
    assert_int_equal(loopback_send(&lea, POST, path(w, "/me/notes/{}", id), "text=x"), 404);
    assert_int_equal(loopback_send(&lea, POST, path(w, "/me/notes/{}/drop", id), ""), 404);
    assert_int_equal(loopback_send(&bo, POST, path(w, "/me/notes/{}", id), "text=roligere"), 303);
    assert_int_equal(loopback_get(&bo, "/me/notes"), 200);
    assert_true(loopback_shows(&bo, "roligere"));
    assert_int_equal(loopback_send(&bo, POST, path(w, "/me/notes/{}/drop", id), ""), 303);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM own_note"), 0);
}
BOTH_WITH_KEYS(keeps_notes)

static void shows_periods(struct world *w)
{
    struct loopback amir = browser(w, AMIR), lea = browser(w, LEA);
    struct retention_results list;

    assert_int_equal(loopback_get(&lea, "/retention"), 403);
    assert_int_equal(loopback_get(&amir, "/retention"), 200);
    assert_true(loopback_shows(&amir, "Nothing has gone yet"));
    run_sql(w,
            "INSERT INTO sign_in_try (id, at, person_id, address) VALUES (1, 0, 102, '10.0.0.7')");
    db_refresh(w->db);
    assert_ok(retention_run_all(w->store, w->arena, false, &list));
    assert_int_equal(loopback_get(&amir, "/retention"), 200);
    assert_true(loopback_shows(&amir, "Addresses of failed sign-ins"));
    assert_true(loopback_shows(&amir, "90 days"));
    assert_true(loopback_shows(&amir, "5 years"));
    assert_int_equal(loopback_get(&amir, "/api/v1/retention"), 200);
    assert_true(loopback_shows(&amir, "\"rule\":\"sign_in_addresses\",\"days\":90,\"n\":1"));
}
BOTH_WITH_KEYS(shows_periods)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(shows_who_looked), ON_BOTH(gives_the_extract), ON_BOTH(gives_an_export),
        ON_BOTH(keeps_notes),      ON_BOTH(shows_periods),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
