/* The rules of privacy on both databases: looks, extract, export, periods, forgetting, holds, own notes.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/privacy/privacy_world.h"

#include <minizip/unzip.h>

#include "core/audit.h"
#include "base/json.h"
#include "core/audit_chain.h"

#define YEARS(n) ((n)*366 * DAY_MS)

static int64_t log_text(struct world *w, const struct actor *who, const char *key,
                        const char *words)
{
    struct incident_entry e = {.client_key = str_of(key), .class = INCIDENT_D, .rating = 4};
    struct incident_logged logged = {0};

    e.text[INCIDENT_FIELD_WORDS] = str_of(words);
    assert_ok(incident_log(w->db, w->arena, who, w->zone, &e, &logged));
    run_jobs(w);
    return logged.id;
}

static bool holds(struct str s, const char *part)
{
    return str_find(s, str_of(part), &(size_t){0});
}

/* ---- who looked */

static void who_looked(struct world *w)
{
    int64_t id = log_text(w, &w->bo, "key-0001", "ord");
    struct incident in;
    struct care_case k;
    struct privacy_looks looks;

    assert_ok(incident_find(w->db, w->arena, &w->bo, id, &in));
    assert_ok(incident_find(w->db, w->arena, &w->lea, id, &in));
    clock_advance(HOUR_MS);
    assert_ok(incident_find(w->db, w->arena, &w->carl, id, &in));
    assert_ok(care_find(w->db, w->arena, &w->lea, the_case(w), &k));
    assert_ok(privacy_looks_incident(w->db, w->arena, &w->bo, id, &looks));
    assert_int_equal(looks.rows.n, 2);
    assert_str(looks.rows.at[0].name, "Carl Juhl");
    assert_str(looks.rows.at[1].name, "Lea Krog");
    assert_int_equal(looks.rows.at[1].at, NOON);
    assert_ok(privacy_looks_case(w->db, w->arena, &w->bo, the_case(w), &looks));
    assert_int_equal(looks.rows.n, 1);
    assert_ok(privacy_looks_all(w->db, w->arena, &w->bo, 100, &looks));
    assert_int_equal(looks.rows.n, 3);
    assert_ok(privacy_looks_all(w->db, w->arena, &w->bo, 2, &looks));
    assert_int_equal(looks.rows.n, 2);
    assert_ok(privacy_looks_all(w->db, w->arena, &w->lea, 100, &looks));
    assert_int_equal(looks.rows.n, 0);
    assert_status(privacy_looks_incident(w->db, w->arena, &w->lea, id, &looks), MISSING);
    assert_status(privacy_looks_case(w->db, w->arena, &w->lea, the_case(w), &looks), MISSING);
    assert_status(privacy_looks_all(w->db, w->arena, &actor_nobody, 1, &looks), DENIED);
}
BOTH_WITH_KEYS(who_looked)

/* ---- the extract */

/* A file of an archive in memory, read by minizip's own reader through a file. */
static struct str unzipped(struct world *w, struct str zip, const char *name)
{
    char path[400];
    char *text = arena_alloc(w->arena, 1 << 20);

    snprintf(path, sizeof path, "%s/extract.zip", keys_folder);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(zip.p, 1, zip.n, f), zip.n);
    assert_int_equal(fclose(f), 0);
    unzFile u = unzOpen64(path);
    assert_non_null(u);
    assert_int_equal(unzLocateFile(u, name, 1), UNZ_OK);
    assert_int_equal(unzOpenCurrentFile(u), UNZ_OK);
    int n = unzReadCurrentFile(u, text, 1 << 20);
    assert_true(n > 0);
    assert_int_equal(unzCloseCurrentFile(u), UNZ_OK); /* also checks its sum */
    unzClose(u);
    return (struct str){text, (size_t)n};
}

static void an_extract(struct world *w)
{
    int64_t id = log_text(w, &w->bo, "key-0001", "Du er <b>en idiot</b>");
    struct incident in;
    struct privacy_looks looks;
    struct str zip, html, json;

    log_text(w, &w->anna, "key-0002", "noget om Anna");
    assert_ok(incident_find(w->db, w->arena, &w->lea, id, &in));
    assert_ok(incident_talked(w->db, w->arena, &w->lea, id));
    assert_ok(own_note_write(w->db, w->arena, &w->bo, 0, STR("kun for mig")));
    assert_ok(privacy_extract(w->db, w->arena, &w->bo, BO, &zip));
    html = unzipped(w, zip, "bagvagt.html");
    json = unzipped(w, zip, "bagvagt.json");
    assert_true(holds(html, "Du er &lt;b&gt;en idiot&lt;/b&gt;"));
    assert_true(holds(html, "Lea Krog"));
    assert_true(holds(html, "kun for mig"));
    assert_true(holds(html, "<html lang=\"da\""));
    assert_true(holds(html, "Hændelser, der ramte dig"));
    assert_true(holds(
        html, "H-1<")); /* as people say it, times too, and nothing in the words of programs */
    assert_true(holds(html, "30. mar. 2026 12.00"));
    assert_true(holds(html, "så hændelsen"));
    assert_false(holds(html, "incident_seen"));
    assert_false(holds(html, "noget om Anna"));
    assert_false(holds(html, "Anna Holm"));
    assert_true(holds(json, "\"class\":\"d\""));
    assert_true(holds(json, "\"talked_at\":\"2026-03-30T10:00:00.000Z\""));

    const struct json *read;
    assert_ok(json_read(w->arena, json, &read));
    assert_int_equal(json_count(json_get(read, "incidents")), 1);
    assert_int_equal(json_count(json_get(read, "looks")), 1);

    /* Lea sees what she did, not for whom. */
    assert_ok(privacy_extract(w->db, w->arena, &w->lea, LEA, &zip));
    html = unzipped(w, zip, "bagvagt.html");
    assert_false(holds(html, "Bo Friis"));
    assert_false(holds(html, "idiot"));
    assert_true(holds(unzipped(w, zip, "bagvagt.json"), "\"incident_deeds\":[{"));

    assert_status(privacy_extract(w->db, w->arena, &w->lea, BO, &zip), MISSING);
    assert_status(privacy_extract(w->db, w->arena, &w->amir, BO, &zip), MISSING);
    assert_status(privacy_extract(w->db, w->arena, &actor_system, 4711, &zip), MISSING);
    assert_ok(privacy_extract(w->db, w->arena, &actor_system, AMIR, &zip));
    assert_true(holds(unzipped(w, zip, "bagvagt.html"), "<html lang=\"en\""));
    assert_ok(privacy_extract(w->db, w->arena, &actor_system, BO, &zip));
    assert_ok(privacy_looks_all(w->db, w->arena, &w->bo, 100, &looks));
    assert_str(looks.rows.at[0].action, "person_extracted");
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit WHERE action = 'person_extracted'"), 4);
}
BOTH_WITH_KEYS(an_extract)

static void finds_people(struct world *w)
{
    struct privacy_person_row person;

    assert_ok(privacy_find_person(w->db, w->arena, STR("bo"), &person));
    assert_int_equal(person.id, BO);
    assert_ok(privacy_find_person(w->db, w->arena, STR("102"), &person));
    assert_int_equal(person.id, BO);
    assert_status(privacy_find_person(w->db, w->arena, STR("9"), &person), MISSING);
    assert_status(privacy_find_person(w->db, w->arena, STR("nobody"), &person), MISSING);
}
BOTH_WITH_KEYS(finds_people)

/* ---- exports */

static void an_export(struct world *w)
{
    int64_t id = log_text(w, &w->bo, "key-0001",
                          "Bo bor her, sagde han. Han kender bos chef Lea Krog og SØREN Ærø.");
    struct privacy_looks looks;
    struct str out;
    int64_t all = (1 << PRIVACY_PART_N) - 1;

    assert_ok(incident_talked(w->db, w->arena, &w->lea, id));
    assert_ok(privacy_export(w->db, w->arena, &w->bo, id, all, PRIVACY_HTML, &out));
    assert_true(holds(out, "bor her"));
    assert_true(holds(out, "[Medarbejderen]"));
    assert_true(holds(out, "Leder"));
    assert_false(holds(out, "Bo bor"));
    assert_false(holds(out, "Lea"));
    assert_false(holds(out, "Krog"));
    assert_false(holds(out, "Ærø"));
    assert_false(holds(out, "Nina"));
    assert_ok(
        privacy_export(w->db, w->arena, &w->bo, id, 1 << PRIVACY_PART_EVENT, PRIVACY_JSON, &out));
    assert_true(holds(out, "\"event\":[{"));
    assert_false(holds(out, "texts"));
    assert_ok(privacy_export(w->db, w->arena, &w->bo, id, all, PRIVACY_PDF, &out));
    assert_true(str_starts(out, STR("%PDF-")));
    assert_status(privacy_export(w->db, w->arena, &w->bo, id, 0, PRIVACY_HTML, &out), INVALID);
    assert_status(privacy_export(w->db, w->arena, &w->bo, id, all + 1, PRIVACY_HTML, &out),
                  INVALID);
    assert_status(privacy_export(w->db, w->arena, &w->soren, id, all, PRIVACY_HTML, &out), MISSING);
    assert_status(privacy_export(w->db, w->arena, &w->amir, id, all, PRIVACY_HTML, &out), MISSING);
    assert_ok(privacy_export(w->db, w->arena, &w->lea, id, all, PRIVACY_HTML, &out));
    assert_ok(privacy_looks_incident(w->db, w->arena, &w->bo, id, &looks));
    assert_str(looks.rows.at[0].action, "incident_exported");
    assert_str(looks.rows.at[0].name, "Lea Krog");
}
BOTH_WITH_KEYS(an_export)

/* ---- periods */

static int64_t gone(const struct retention_results *list, const char *rule)
{
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->at[i].rule->name, rule) == 0)
            return list->at[i].n;
    fail_msg("no rule %s", rule);
    return -1;
}

static void close_case(struct world *w)
{
    run_sql(w,
            "UPDATE aftercare_step SET state = 1, note = 'betroet', ended_at = 1, ended_by = 103;"
            "UPDATE aftercare_case SET closed_at = 1774864800000, next_step_id = NULL, "
            "next_due_at = NULL");
}

static struct retention_results run_retention(struct world *w, bool dry)
{
    struct retention_results list;

    db_refresh(w->db);
    assert_ok(retention_run_all(w->store, w->arena, dry, &list));
    return list;
}

static void periods_end(struct world *w)
{
    struct retention_results list;

    log_text(w, &w->bo, "key-0001", "gamle ord");
    run_sql(
        w, "INSERT INTO sign_in_try (id, at, person_id, address) VALUES (1, 1774864800000, 102, "
           "'10.0.0.7');"
           "INSERT INTO call (id, centre_id, source_key, person_id, line, queue, inbound, outcome, "
           "started_at, wait_ms, talk_ms) VALUES (501, 1, 'k1', 102, '1101', 'Ydelse', TRUE, 0, "
           "1774864000000, 1000, 300000);"
           "INSERT INTO call_day (centre_id, person_id, day, n_calls, n_answered, talk_ms) VALUES "
           "(1, 102, 20542, 3, 2, 7), (1, 101, 20542, 1, 1, 1), (1, 0, 20542, 5, 0, 0)");
    list = run_retention(w, false);
    for (size_t i = 0; i < list.n; i++)
        assert_int_equal(list.at[i].n, 0);

    clock_advance(YEARS(6));
    list = run_retention(w, false);
    assert_int_equal(gone(&list, "sign_in_addresses"), 1);
    assert_int_equal(gone(&list, "calls"), 1);
    assert_int_equal(gone(&list, "incident_texts"), 0); /* the case is open */
    assert_int_equal(count(w, "SELECT COUNT(*) FROM call WHERE person_id IS NULL AND line = ''"),
                     1);
    assert_int_equal(count(w, "SELECT n_calls FROM call_day WHERE day = 20542 AND person_id = 0"),
                     9);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM call_day"), 1);

    close_case(w);
    list = run_retention(w, true);
    assert_int_equal(gone(&list, "incident_texts"), 1);
    assert_true(gone(&list, "aftercare_notes") > 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM incident_text"), 1); /* dry */
    assert_int_equal(count(w, "SELECT COUNT(*) FROM retention_run WHERE rule = 'incident_texts'"),
                     0);

    assert_ok(privacy_hold(w->db, w->arena, &actor_system, BO, true, STR("retssag 17")));
    list = run_retention(w, false);
    assert_int_equal(gone(&list, "incident_texts"), 0); /* held */
    assert_ok(privacy_hold(w->db, w->arena, &actor_system, BO, false, STR_NONE));

    list = run_retention(w, false);
    assert_int_equal(gone(&list, "incident_texts"), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM incident_text"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM incident_word"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM aftercare_step WHERE note <> ''"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM incident WHERE class = 3 AND rating = 4"), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM retention_run WHERE rule = 'incident_texts'"),
                     1);
    list = run_retention(w, false);
    for (size_t i = 0; i < list.n; i++)
        assert_int_equal(list.at[i].n, 0);
}
BOTH_WITH_KEYS(periods_end)

static void every_night(struct world *w)
{
    struct retention_report report;

    db_refresh(w->db);
    assert_ok(retention_plan(w->store));
    assert_ok(retention_plan(w->store)); /* twice is once */
    assert_int_equal(count(w, "SELECT COUNT(*) FROM job WHERE kind = 'privacy.retention'"), 1);
    /* 3 o'clock in Copenhagen, summer time */
    assert_int_equal(count(w, "SELECT run_at FROM job WHERE kind = 'privacy.retention'"),
                     INT64_C(1774918800000));
    run_sql(w,
            "INSERT INTO sign_in_try (id, at, person_id, address) VALUES (1, 0, 102, '10.0.0.7')");
    clock_advance(DAY_MS);
    assert_int_equal(run_jobs(w), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM sign_in_try"), 0);
    assert_int_equal(count(w, "SELECT run_at FROM job WHERE kind = 'privacy.retention'"),
                     INT64_C(1774918800000) + DAY_MS);
    assert_ok(retention_report(w->db, w->arena, &w->amir, 10, &report));
    assert_int_equal(report.runs.n, 1);
    assert_str(report.runs.at[0].rule, "sign_in_addresses");
    assert_int_equal(gone(&report.rules, "sign_in_addresses"), 1);
    assert_status(retention_report(w->db, w->arena, &w->lea, 10, &report), DENIED);
}
BOTH_WITH_KEYS(every_night)

static void many_go_in_shares(struct world *w)
{
    struct retention_results list;

    for (int i = 0; i < 11; i++) {
        struct buf b = buf_new(w->arena, 8192);

        buf_add(&b, STR("INSERT INTO sign_in_try (id, at, person_id, address) VALUES "));
        for (int n = 0; n < 100; n++)
            buf_printf(&b, "%s(%d, 0, 102, 'x')", n > 0 ? "," : "", 100 * i + n + 1);
        run_sql(w, str_c(w->arena, buf_str(&b)));
    }
    list = run_retention(w, true);
    assert_int_equal(gone(&list, "sign_in_addresses"), 1100);
    list = run_retention(w, false);
    assert_int_equal(gone(&list, "sign_in_addresses"), 1100);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM retention_run"), 3);
}
BOTH_WITH_KEYS(many_go_in_shares)

static void configured_periods(struct world *w)
{
    struct config config = {.keep = STR("sign_in_addresses 7, notices 10"),
                            .data_folder = STR("/x")};
    struct retention_results list = run_retention(w, true);
    const struct retention_rule *tries = NULL;

    for (size_t i = 0; i < list.n; i++)
        if (strcmp(list.at[i].rule->name, "sign_in_addresses") == 0)
            tries = list.at[i].rule;
    assert_int_equal(retention_days(tries), 90);
    assert_ok(retention_use(&config));
    assert_int_equal(retention_days(tries), 7);
    config.keep = STR("nothing 7");
    assert_status(retention_use(&config), INVALID);
    assert_why("nothing");
    config.keep = STR("notices");
    assert_status(retention_use(&config), INVALID);
    config.keep = STR("notices 0");
    assert_status(retention_use(&config), INVALID);
    config.keep = STR("");
    assert_ok(retention_use(&config));
    assert_int_equal(retention_days(tries), 90);
}
BOTH_WITH_KEYS(configured_periods)

/* ---- forgetting */

static void somebody_is_forgotten(struct world *w)
{
    int64_t id = log_text(w, &w->bo, "key-0001", "fortrolige ord");
    struct own_note_list notes;
    struct incident in;

    assert_ok(own_note_write(w->db, w->arena, &w->bo, 0, STR("kun for mig")));
    assert_status(privacy_forget(w->db, w->arena, &w->lea, BO), DENIED);
    assert_status(privacy_forget(w->db, w->arena, &actor_system, BO), CONFLICT); /* still here */
    run_sql(w, "UPDATE person SET left_day = 20000 WHERE id = 102");
    assert_status(privacy_forget(w->db, w->arena, &actor_system, BO), CONFLICT); /* an open case */
    assert_int_equal(count(w, "SELECT COUNT(*) FROM incident_text"), 1);
    close_case(w);
    assert_ok(privacy_hold(w->db, w->arena, &actor_system, BO, true, STR("krav 3")));
    assert_status(privacy_forget(w->db, w->arena, &actor_system, BO), CONFLICT);
    assert_ok(privacy_hold(w->db, w->arena, &actor_system, BO, false, STR_NONE));
    assert_ok(privacy_forget(w->db, w->arena, &actor_system, BO));
    run_jobs(w);
    assert_int_equal(
        count(w, "SELECT COUNT(*) FROM person WHERE name LIKE '%Bo%' OR login = 'bo' OR name_sort "
                 "LIKE '%bo friis%'"),
        0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM incident_text"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM aftercare_step WHERE note <> ''"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM own_note"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM role_grant WHERE person_id = 102"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice WHERE person_id = 102"), 0);
    assert_ok(incident_find(w->db, w->arena, &w->lea, id, &in));
    assert_str(in.row.person_name, "Tidligere medarbejder");
    assert_ok(own_notes(w->db, w->arena, &w->bo, &notes));
    assert_int_equal(notes.n, 0);
    assert_ok(privacy_forget(w->db, w->arena, &actor_system, BO)); /* twice is once */
}
BOTH_WITH_KEYS(somebody_is_forgotten)

static void the_chain_holds_through_it(struct world *w);

static void those_who_left_go_by_themselves(struct world *w)
{
    struct retention_results list;

    run_sql(w, "UPDATE person SET left_day = 20540 WHERE id IN (104, 105)");
    assert_ok(privacy_hold(w->db, w->arena, &actor_system, SIV, true, STR("krav 3")));
    clock_advance(YEARS(6));
    list = run_retention(w, true);
    assert_int_equal(gone(&list, "people_who_left"), 1);
    list = run_retention(w, false);
    assert_int_equal(gone(&list, "people_who_left"), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM person WHERE login = 'forgotten-104'"), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM person WHERE login = 'siv'"), 1);
    list = run_retention(w, false);
    assert_int_equal(gone(&list, "people_who_left"), 0);
    the_chain_holds_through_it(w);
}
BOTH_WITH_KEYS(those_who_left_go_by_themselves)

static void no_flaw(void *context, const struct audit_flaw *flaw)
{
    (void)context;
    fail_msg("row %lld", (long long)flaw->row_id);
}

/* The audit holds nothing that anybody confided, so nothing of it has to go. */
static void the_chain_holds_through_it(struct world *w)
{
    struct audit_verifying v = {.flaw = no_flaw};
    struct audit_report report;
    size_t n;

    db_refresh(w->db);
    assert_ok(audit_seal(w->store, &n));
    assert_ok(audit_verify(w->db, w->arena, &v, &report));
    assert_true(report.n_rows > 0);
}

/* ---- own notes */

static void own_notes_are_sealed(struct world *w)
{
    struct own_note_list notes;
    struct buf big = buf_new(w->arena, OWN_NOTE_MAX + 1);

    assert_ok(own_note_write(w->db, w->arena, &w->bo, 0, STR("KANARIE er bange")));
    assert_ok(own_notes(w->db, w->arena, &w->bo, &notes));
    assert_int_equal(notes.n, 1);
    assert_str(notes.at[0].text, "KANARIE er bange");
    int64_t id = notes.at[0].id;
    assert_ok(own_notes(w->db, w->arena, &w->lea, &notes));
    assert_int_equal(notes.n, 0);
    assert_status(own_note_write(w->db, w->arena, &w->lea, id, STR("x")), MISSING);
    assert_status(own_note_drop(w->db, &w->lea, id), MISSING);
    assert_status(own_note_write(w->db, w->arena, &w->bo, 0, STR("")), INVALID);
    for (int i = 0; i <= OWN_NOTE_MAX; i++)
        buf_char(&big, 'a');
    assert_status(own_note_write(w->db, w->arena, &w->bo, 0, buf_str(&big)), TOO_LARGE);
    clock_advance(HOUR_MS);
    assert_ok(own_note_write(w->db, w->arena, &w->bo, id, STR("KANARIE er rolig")));
    assert_ok(own_notes(w->db, w->arena, &w->bo, &notes));
    assert_str(notes.at[0].text, "KANARIE er rolig");
    assert_int_equal(notes.at[0].changed_at, NOON + HOUR_MS);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM own_note WHERE sealed LIKE '%KANARIE%'"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit WHERE detail LIKE '%KANARIE%'"), 0);
    assert_ok(own_note_drop(w->db, &w->bo, id));
    assert_status(own_note_drop(w->db, &w->bo, id), MISSING);
}
BOTH_WITH_KEYS(own_notes_are_sealed)

/* Not in the file itself, nor in its log, nor in a backup. */
static bool file_holds(const char *path, const char *text)
{
    FILE *f = fopen(path, "rb");
    bool found = false;
    size_t at = 0;
    int c;

    if (!f)
        return false;
    while (!found && (c = fgetc(f)) != EOF) {
        at = c == text[at] ? at + 1 : c == text[0];
        found = text[at] == '\0';
    }
    fclose(f);
    return found;
}

static void notes_are_in_no_file(struct world *w)
{
    struct str where = store_for_tests_where(w->store);
    char backup[400], file[600];

    if (store_kind(w->store) != DB_SQLITE)
        return; /* a backup is pg_dump's there; the column is looked at above */
    log_text(w, &w->bo, "key-0001", "SIGNALORD");
    assert_ok(own_note_write(w->db, w->arena, &w->bo, 0, STR("KANARIEFUGL i minen")));
    db_refresh(w->db);
    snprintf(backup, sizeof backup, "%s/backup.db", keys_folder);
    assert_ok(store_backup(w->store, str_of(backup)));
    assert_true(file_holds(backup, "SIGNALORD"));
    assert_false(file_holds(backup, "KANARIEFUGL"));
    snprintf(file, sizeof file, "%.*s", STR_ARG(where));
    assert_false(file_holds(file, "KANARIEFUGL"));
    snprintf(file, sizeof file, "%.*s-wal", STR_ARG(where));
    assert_false(file_holds(file, "KANARIEFUGL"));
}
BOTH_WITH_KEYS(notes_are_in_no_file)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(who_looked),
        ON_BOTH(an_extract),
        ON_BOTH(finds_people),
        ON_BOTH(an_export),
        ON_BOTH(periods_end),
        ON_BOTH(every_night),
        ON_BOTH(many_go_in_shares),
        ON_BOTH(configured_periods),
        ON_BOTH(somebody_is_forgotten),
        ON_BOTH(those_who_left_go_by_themselves),
        ON_BOTH(own_notes_are_sealed),
        ON_BOTH(notes_are_in_no_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
