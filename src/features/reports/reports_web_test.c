/* Every page and API route of the reports, without a socket.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/reports/reports_world.h"

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

static const char *at(struct world *w, const char *pattern, int64_t id)
{
    return str_c(w->arena, path_of(w->arena, pattern, id));
}

static void from_draft_to_receipt(struct world *w)
{
    struct loopback lea = browser(w, LEA), bo = browser(w, BO);

    threat(w, "key-2001");
    int64_t id = report_of(w, REPORT_POLICE), k = the_case(w);
    assert_int_equal(loopback_get(&lea, "/reports"), 200);
    assert_true(loopback_shows(&lea, "Bo Friis"));
    assert_int_equal(loopback_get(&lea, at(w, "/reports/case/{}", k)), 200);
    assert_int_equal(loopback_get(&lea, at(w, "/reports/{}", id)), 200);
    assert_true(loopback_shows(&lea, "30. marts 2026 kl. 12.00"));
    assert_true(loopback_shows(&lea, "data-copy=\"part-time\""));
    assert_int_equal(loopback_get(&lea, at(w, "/reports/{}/edit", id)), 200);
    assert_int_equal(
        loopback_send(&lea, POST, at(w, "/reports/{}", id), "seen=0&course=Han+truede+mig"), 303);
    assert_int_equal(loopback_get(&lea, at(w, "/reports/{}", id)), 200);
    assert_true(loopback_shows(&lea, "Han truede mig"));
    /* Bo had opened it before that: both texts are shown, his is not lost. */
    assert_int_equal(
        loopback_send(&bo, POST, at(w, "/reports/{}", id), "seen=0&course=Min+egen+tekst"), 409);
    assert_true(loopback_shows(&bo, "Min egen tekst"));
    assert_true(loopback_shows(&bo, "Han truede mig"));
    assert_true(loopback_shows(&bo, "name=\"seen\" value=\"1\""));
    assert_int_equal(loopback_send(&bo, POST, at(w, "/reports/{}", id),
                                   "seen=1&citizen=Ole+010190-1234&before=Det+jeg+skrev"),
                     422);
    assert_true(loopback_shows(&bo, "ligner et CPR-nummer"));
    assert_true(loopback_shows(&bo, "Ole 010190-1234"));
    assert_true(loopback_shows(&bo, "Det jeg skrev"));
    /* Only a receipt with its day ends it. */
    assert_int_equal(loopback_send(&lea, POST,
                                   at(w, "/aftercare/steps/{}/end", step_of(w, CARE_POLICE_REPORT)),
                                   "state=done"),
                     409);
    assert_int_equal(loopback_send(&lea, POST, at(w, "/reports/{}/file", id), "receipt=&day="),
                     422);
    assert_int_equal(loopback_send(&lea, POST, at(w, "/reports/{}/file", id),
                                   "receipt=5300-76231&day=2027-01-01"),
                     422);
    assert_true(loopback_shows(&lea, "5300-76231"));
    assert_int_equal(loopback_send(&lea, POST, at(w, "/reports/{}/file", id),
                                   "receipt=5300-76231&day=2026-03-30"),
                     303);
    assert_int_equal(loopback_get(&lea, at(w, "/reports/{}", id)), 200);
    assert_true(loopback_shows(&lea, "Anmeldt 30. marts 2026, kvittering 5300-76231"));
    assert_int_equal(loopback_get(&lea, at(w, "/reports/{}/edit", id)), 303);
    assert_int_equal(loopback_send(&lea, POST, at(w, "/reports/{}/outcome", id),
                                   "outcome=waiting&note=Efterforskes"),
                     303);
    assert_int_equal(loopback_get(&lea, at(w, "/reports/{}", id)), 200);
    assert_true(loopback_shows(&lea, "Efterforskes"));
    /* The employee and the case see the receipt. */
    assert_int_equal(loopback_get(&bo, "/aftercare/mine"), 200);
    assert_true(loopback_shows(&bo, "5300-76231"));
    assert_int_equal(loopback_get(&lea, at(w, "/aftercare/{}", k)), 200);
    assert_true(loopback_shows(&lea, "5300-76231"));
}
BOTH(from_draft_to_receipt)

static void not_to_report(struct world *w)
{
    struct loopback lea = browser(w, LEA), bo = browser(w, BO);

    threat(w, "key-2002");
    int64_t id = report_of(w, REPORT_ACCIDENT);
    loopback_get(&bo, at(w, "/reports/{}", id));
    assert_false(loopback_shows(&bo, "/decide"));
    assert_int_equal(
        loopback_send(&bo, POST, at(w, "/reports/{}/decide", id), "reason=Jeg+vil+ikke+det"), 403);
    loopback_get(&lea, at(w, "/reports/{}", id));
    assert_int_equal(loopback_send(&lea, POST, at(w, "/reports/{}/decide", id), "reason="), 422);
    assert_true(loopback_shows(
        &lea,
        "<details class=\"edit\" open><summary>Skal ikke anmeldes")); /* what is wrong is seen */
    assert_int_equal(loopback_send(&lea, POST, at(w, "/reports/{}/decide", id), "reason=kort"),
                     422);
    assert_true(loopback_shows(&lea, "kort"));
    assert_int_equal(
        loopback_send(&lea, POST, at(w, "/reports/{}/decide", id), "reason=Intet+frav%C3%A6r"),
        303);
    assert_int_equal(
        loopback_send(&lea, POST, at(w, "/reports/{}/decide", id), "reason=Intet+frav%C3%A6r"),
        409);
    loopback_get(&lea, at(w, "/reports/{}", id));
    assert_true(loopback_shows(&lea, "besluttet af Lea Krog"));
}
BOTH(not_to_report)

static void started_by_hand(struct world *w)
{
    struct loopback bo = browser(w, BO), soren = browser(w, SOREN);

    log_call(w, &w->bo, "key-2003", INCIDENT_B, 3);
    const char *page = at(w, "/reports/case/{}", the_case(w));
    const char *start = at(w, "/reports/case/{}/start", the_case(w));
    assert_int_equal(loopback_get(&bo, page), 200);
    assert_int_equal(loopback_send(&bo, POST, start, "kind=police"), 303);
    assert_true(str_starts(loopback_header(&bo, "Location"), STR("/reports/")));
    assert_int_equal(loopback_get(&soren, page), 404);
    assert_int_equal(loopback_send(&soren, POST, start, "kind=police"), 404);
}
BOTH(started_by_hand)

/* From where only the incident is known: the same draft each time. */
static void started_from_the_incident(struct world *w)
{
    struct loopback bo = browser(w, BO), lea = browser(w, LEA), soren = browser(w, SOREN);
    int64_t incident = log_call(w, &w->bo, "key-2013", INCIDENT_B, 3);
    const char *start = at(w, "/reports/incident/{}/start", incident);

    loopback_get(&bo, "/");
    assert_int_equal(loopback_get(&bo, "/inbox"), 200);
    assert_false(loopback_shows(&bo, "href=\"/reports\"")); /* none yet */
    assert_int_equal(loopback_get(&bo, "/reports"), 200);
    assert_true(loopback_shows(&bo, "Mine anmeldelser"));
    assert_int_equal(loopback_get(&soren, "/reports"), 200);
    assert_int_equal(loopback_send(&soren, POST, start, "kind=police"), 404);
    assert_int_equal(loopback_send(&bo, POST, start, "kind=police"), 303);
    struct str first = arena_copy(w->arena, loopback_header(&bo, "Location"));
    assert_int_equal(loopback_get(&lea, "/reports"), 200);
    assert_int_equal(loopback_send(&lea, POST, start, "kind=police"), 303);
    assert_true(str_eq(first, loopback_header(&lea, "Location")));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM report WHERE kind = 0"), 1);
    assert_int_equal(loopback_get(&bo, "/inbox"), 200);
    assert_true(loopback_shows(&bo, "href=\"/reports\""));
    assert_int_equal(loopback_get(&bo, "/reports"), 200);
    assert_true(loopback_shows(&bo, str_c(w->arena, first)));
}
BOTH(started_from_the_incident)

static void printed_as_pdf(struct world *w)
{
    struct loopback lea = browser(w, LEA), soren = browser(w, SOREN);

    threat(w, "key-2004");
    const char *path = at(w, "/reports/{}/print", report_of(w, REPORT_POLICE));
    assert_int_equal(loopback_get(&lea, path), 200);
    assert_str(lea.last.content_type, "application/pdf");
    assert_str(loopback_header(&lea, "Content-Disposition"), "inline; filename=\"H-1-police.pdf\"");
    assert_true(loopback_shows(&lea, "%PDF-"));
    assert_int_equal(loopback_get(&soren, path), 404);
}
BOTH(printed_as_pdf)

static void the_copy_names_nobody(struct world *w)
{
    struct loopback siv = browser(w, SIV);

    threat(w, "key-2005");
    int64_t id = report_of(w, REPORT_ACCIDENT);
    assert_int_equal(loopback_get(&siv, at(w, "/reports/{}", id)), 404);
    assert_ok(report_file(w->db, w->arena, &w->lea, w->zone, id, STR("EASY-77"), today_of(w)));
    assert_int_equal(loopback_get(&siv, "/reports"), 200);
    assert_true(loopback_shows(&siv, "EASY-77"));
    assert_false(loopback_shows(&siv, "Bo Friis"));
    assert_int_equal(loopback_get(&siv, at(w, "/reports/{}", id)), 200);
    assert_false(loopback_shows(&siv, "Bo Friis"));
    assert_int_equal(loopback_get(&siv, at(w, "/reports/{}/edit", id)), 403);
    assert_int_equal(
        loopback_send(&siv, POST, at(w, "/reports/{}/file", id), "receipt=1&day=2026-03-30"), 403);
}
BOTH(the_copy_names_nobody)

static void the_same_as_json(struct world *w)
{
    struct loopback lea = browser(w, LEA);

    threat(w, "key-2006");
    int64_t id = report_of(w, REPORT_POLICE);
    loopback_get(&lea, "/reports"); /* for the token */
    assert_int_equal(loopback_get(&lea, "/api/v1/reports"), 200);
    assert_true(loopback_shows(&lea, "\"state\":\"draft\""));
    assert_int_equal(loopback_get(&lea, at(w, "/api/v1/reports/{}", id)), 200);
    assert_true(loopback_shows(&lea, "\"employee\":\"Bo Friis\""));
    assert_int_equal(loopback_send(&lea, POST, at(w, "/api/v1/reports/{}", id),
                                   "{\"seen\":0,\"course\":\"Han truede\"}"),
                     200);
    assert_true(loopback_shows(&lea, "Han truede"));
    assert_int_equal(loopback_send(&lea, POST, at(w, "/api/v1/reports/{}", id),
                                   "{\"seen\":0,\"course\":\"Andet\"}"),
                     409);
    assert_int_equal(loopback_send(&lea, POST, at(w, "/api/v1/reports/{}", id),
                                   "{\"seen\":1,\"course\":\"CPR 010190-1234\"}"),
                     400);
    assert_true(str_starts(lea.last.content_type, STR("application/problem+json")));
    assert_int_equal(loopback_send(&lea, POST, at(w, "/api/v1/reports/{}/decide", id), "{}"), 422);
    assert_int_equal(loopback_send(&lea, POST, at(w, "/api/v1/reports/{}/file", id),
                                   "{\"receipt\":\"5300-1\",\"day\":\"2026-03-30\"}"),
                     200);
    assert_true(loopback_shows(&lea, "\"filed_on\":\"2026-03-30\""));
    assert_int_equal(loopback_send(&lea, POST, at(w, "/api/v1/reports/{}/outcome", id),
                                   "{\"outcome\":\"charged\"}"),
                     200);
    assert_true(loopback_shows(&lea, "\"outcome\":\"charged\""));
    assert_int_equal(loopback_send(&lea, POST, at(w, "/api/v1/reports/case/{}/start", the_case(w)),
                                   "{\"kind\":\"work_accident\"}"),
                     200);
    assert_int_equal(loopback_get(&lea, "/api/v1/reports/1"), 404);
}
BOTH(the_same_as_json)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(from_draft_to_receipt),     ON_BOTH(not_to_report),  ON_BOTH(started_by_hand),
        ON_BOTH(started_from_the_incident), ON_BOTH(printed_as_pdf), ON_BOTH(the_copy_names_nobody),
        ON_BOTH(the_same_as_json),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
