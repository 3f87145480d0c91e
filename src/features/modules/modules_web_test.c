/* Every page and API route of modules, without a socket.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/modules/modules_world.h"

#include "features/modules/modules_forms.h"
#include "web/loopback.h"
#include "web/pairs.h"
#include "web/server.h"

static struct server_info info = {.version = "test"};

static struct loopback browser(struct world *w, int64_t person_id)
{
    struct loopback lb = {.store = w->store, .arena = w->arena, .info = &info, .bearer = STR_NONE};

    info.zone = w->zone;
    info.alarm_number = STR("112");
    loopback_sign_in(&lb, person_id);
    return lb;
}

/* Every text "ord", three questions; the body a little more. */
static const char *whole_form(struct world *w, int version, const char *more)
{
    struct buf b = buf_new(w->arena, 4000);

    for (size_t i = 0; i < (size_t)LANG_N * MODULE_PART_N; i++)
        if (i % MODULE_PART_N < MODULE_Q4)
            buf_printf(&b, "%s=%s&", module_form.fields[i].name,
                       i % MODULE_PART_N == MODULE_BODY ? "%23%23+Over%0A%0A**fed**+%3Cscript%3E"
                                                        : "ord");
    buf_printf(&b, "right_1=a&right_2=b&right_3=c&version=%d%s", version, more);
    return str_c(w->arena, buf_str(&b));
}

static void read_answer_again(struct world *w)
{
    struct loopback anna = browser(w, ANNA);

    assert_int_equal(loopback_get(&anna, "/modules"), 200);
    assert_true(loopback_shows(&anna, "3 moduler venter på dig"));
    assert_int_equal(loopback_get(&anna, "/modules/conflict"), 200);
    assert_true(loopback_shows(&anna, "<h2>Det kommer til at ske</h2>"));
    assert_false(loopback_shows(&anna, "/modules/conflict/edit"));
    assert_int_equal(loopback_send(&anna, POST, "/modules/conflict/check", "version=0&q1=b"), 422);
    assert_true(loopback_shows(&anna, "Vælg et svar."));
    assert_true(loopback_shows(&anna, "value=\"b\" required checked"));
    assert_int_equal(
        loopback_send(&anna, POST, "/modules/conflict/check", "version=0&q1=b&q2=a&q3=a&q4=b"),
        200);
    assert_true(loopback_shows(&anna, "Ét svar var ikke rigtigt"));
    assert_true(loopback_shows(&anna, "Efter en advarsel må du slutte")); /* the wrong one */
    assert_true(
        loopback_shows(&anna, "Vrede over sagen er i orden. Den,")); /* also the right ones */
    assert_int_equal(
        loopback_send(&anna, POST, "/modules/conflict/check", "version=0&q1=b&q2=c&q3=a&q4=b"),
        200);
    assert_true(loopback_shows(&anna, "Du har forstået det"));
    assert_true(loopback_shows(&anna, "30. marts 2027"));
    assert_int_equal(loopback_get(&anna, "/modules"), 200);
    assert_true(loopback_shows(&anna, "2 moduler venter på dig"));
    assert_int_equal(loopback_get(&anna, "/modules/nothing"), 404);
    assert_int_equal(loopback_get(&anna, "/modules/conflict?version=3"), 404);
    assert_int_equal(loopback_get(&anna, "/modules/conflict/edit"), 403);
}
BOTH(read_answer_again)

static void write_preview_save(struct world *w)
{
    struct loopback carl = browser(w, CARL), anna = browser(w, ANNA);
    const char *path = "/modules/acute/edit";

    assert_int_equal(loopback_get(&carl, path), 200);
    assert_int_equal(loopback_send(&carl, POST, path, whole_form(w, 0, "&preview=true")), 200);
    assert_true(loopback_shows(&carl, "<h2>Over</h2>"));
    assert_true(loopback_shows(&carl, "Intet er gemt endnu"));
    assert_false(loopback_shows(&carl, "<script>"));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM module_version"), 0);
    assert_int_equal(loopback_send(&carl, POST, path, "da_title=Kun+dette&version=0"), 422);
    assert_true(loopback_shows(&carl, "Kun dette")); /* nothing lost */
    assert_int_equal(loopback_send(&carl, POST, path, whole_form(w, 0, "")), 303);
    assert_int_equal(loopback_send(&carl, POST, path, whole_form(w, 0, "")), 409);
    assert_true(loopback_shows(&carl, "Dine ord står her endnu"));
    assert_int_equal(loopback_get(&anna, "/modules/acute"), 200);
    assert_true(loopback_shows(&anna, "Udgave 1"));
    assert_int_equal(loopback_get(&anna, "/modules/acute?version=0"), 200);
    assert_true(loopback_shows(&anna, "gælder ikke længere"));
    assert_int_equal(loopback_get(&carl, "/modules/new"), 200);
    assert_int_equal(loopback_send(&carl, POST, "/modules", whole_form(w, 0, "")), 303);
    assert_str(loopback_header(&carl, "Location"), "/modules/own-1/settings");
    assert_int_equal(loopback_get(&carl, "/modules/own-1/settings"), 200);
    assert_int_equal(loopback_send(&carl, POST, "/modules/own-1/settings",
                                   "roles=agent&months=12&window_month=march&team_1=11"),
                     303);
    assert_int_equal(loopback_get(&anna, "/modules"), 200);
    assert_true(loopback_shows(&anna, "/modules/own-1"));
    assert_true(loopback_shows(&anna, "4 moduler venter på dig"));
    assert_int_equal(loopback_get(&carl, "/modules/conflict/settings"), 200);
    assert_int_equal(loopback_send(&carl, POST, "/modules/conflict/settings",
                                   "roles=agent&months=12&window_month=none"),
                     409);
    assert_true(loopback_shows(&carl, "kan ikke lukkes"));
}
BOTH(write_preview_save)

static void pictures_go_in_and_out(struct world *w)
{
    static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\4\0\0\0\4\x08\2\0\0\0cccc"
                              "\0\0\0\1IDATxcccc\0\0\0\0IENDcccc";
    struct loopback carl = browser(w, CARL), anna = browser(w, ANNA), uma = browser(w, UMA);
    const char *path;

    assert_int_equal(loopback_get(&carl, "/modules/pictures"), 200);
    carl.file = STR("no picture at all, but long enough to be looked at");
    carl.filename = STR("x.png");
    assert_int_equal(loopback_send(&carl, POST, "/modules/pictures", "alt_da=et&alt_en=one"), 422);
    assert_true(loopback_shows(&carl, "PNG eller JPEG"));
    carl.file = (struct str){png, sizeof png - 1};
    assert_int_equal(loopback_send(&carl, POST, "/modules/pictures", "alt_da=&alt_en=one"), 422);
    carl.file = (struct str){png, sizeof png - 1};
    assert_int_equal(
        loopback_send(&carl, POST, "/modules/pictures", "alt_da=Et+hus&alt_en=A+house"), 303);
    path = str_c(w->arena, arena_printf(w->arena, "/modules/pictures/%lld",
                                        (long long)count(w, "SELECT id FROM module_picture")));
    assert_int_equal(loopback_get(&carl, "/modules/pictures"), 200);
    assert_true(loopback_shows(&carl, path));
    assert_int_equal(loopback_get(&anna, path), 200);
    assert_str(anna.last.content_type, "image/png");
    assert_true(str_eq(buf_str(&anna.last.body), (struct str){png, sizeof png - 1}));
    assert_int_equal(loopback_get(&uma, path), 404);
    assert_int_equal(loopback_get(&anna, "/modules/pictures"), 403);
}
BOTH(pictures_go_in_and_out)

static void who_has_what(struct world *w)
{
    struct loopback lea = browser(w, LEA), siv = browser(w, SIV), anna = browser(w, ANNA),
                    amir = browser(w, AMIR);
    const char *pdf = "/modules/evidence.pdf?from=2026-01-01&to=2026-12-31";

    answered(w, &w->bo, "conflict", true);
    assert_int_equal(loopback_get(&lea, "/modules/overview"), 200);
    assert_true(loopback_shows(&lea, "Anna Holm"));
    assert_false(loopback_shows(&lea, "Søren"));
    assert_int_equal(loopback_get(&siv, "/modules/overview"), 200);
    assert_false(loopback_shows(&siv, "Anna Holm"));
    assert_true(loopback_shows(&siv, "skjult"));
    assert_int_equal(loopback_get(&anna, "/modules/overview"), 403);
    assert_int_equal(loopback_get(&lea, pdf), 200);
    assert_str(lea.last.content_type, "application/pdf");
    assert_int_equal(loopback_get(&lea, "/modules/evidence.csv?from=2026-01-01&to=2026-12-31"),
                     200);
    assert_true(loopback_shows(&lea, "Bo Friis;Nord;"));
    assert_int_equal(loopback_get(&lea, "/modules/evidence.csv?from=2026-12-31&to=2026-01-01"),
                     400);
    assert_int_equal(loopback_get(&lea, "/modules/evidence.csv"), 422);
    assert_int_equal(loopback_get(&anna, pdf), 403);
    assert_int_equal(loopback_get(&amir, "/modules/overview"), 200);
    assert_int_equal(loopback_get(&amir, pdf), 200);
}
BOTH(who_has_what)

static void answers_json(struct world *w)
{
    struct loopback anna = browser(w, ANNA), lea = browser(w, LEA), carl = browser(w, CARL),
                    siv = browser(w, SIV);

    assert_int_equal(loopback_get(&anna, "/api/v1/modules"), 200);
    assert_true(loopback_shows(&anna, "\"word\":\"conflict\""));
    assert_true(loopback_shows(&anna, "\"standing\":\"waits\""));
    assert_int_equal(loopback_get(&anna, "/api/v1/modules/conflict"), 200);
    assert_true(loopback_shows(&anna, "\"n_questions\":4"));
    assert_false(loopback_shows(&anna, "_why"));
    loopback_get(&anna, "/modules"); /* for the token */
    loopback_get(&carl, "/modules");
    assert_int_equal(loopback_send(&anna, POST, "/api/v1/modules/conflict/check",
                                   "{\"version\":0,\"q1\":\"b\"}"),
                     422);
    assert_int_equal(
        loopback_send(&anna, POST, "/api/v1/modules/conflict/check",
                      "{\"version\":0,\"q1\":\"b\",\"q2\":\"a\",\"q3\":\"a\",\"q4\":\"b\"}"),
        200);
    assert_true(loopback_shows(&anna, "\"q2_right\":false"));
    assert_true(loopback_shows(&anna, "\"passed_at\":null"));
    assert_int_equal(
        loopback_send(&anna, POST, "/api/v1/modules/conflict/check",
                      "{\"version\":0,\"q1\":\"b\",\"q2\":\"c\",\"q3\":\"a\",\"q4\":\"b\"}"),
        200);
    assert_true(loopback_shows(&anna, "\"until_at\":\"2027-03-30T22:00:00.000Z\""));
    assert_int_equal(loopback_get(&lea, "/api/v1/modules/people"), 200);
    assert_true(loopback_shows(&lea, "\"person\":\"Anna Holm\""));
    assert_int_equal(loopback_get(&siv, "/api/v1/modules/people"), 403);
    assert_int_equal(loopback_get(&siv, "/api/v1/modules/numbers"), 200);
    assert_true(loopback_shows(&siv, "\"hidden\":true"));
    assert_int_equal(
        loopback_send(&carl, PUT, "/api/v1/modules/data/settings",
                      "{\"roles\":[\"agent\"],\"months\":6,\"window_month\":\"none\"}"),
        200);
    assert_true(loopback_shows(&carl, "\"months\":6"));
    assert_int_equal(loopback_send(&carl, PUT, "/api/v1/modules/data", "{\"version\":0}"), 422);
}
BOTH(answers_json)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(read_answer_again), ON_BOTH(write_preview_save), ON_BOTH(pictures_go_in_and_out),
        ON_BOTH(who_has_what),      ON_BOTH(answers_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
