/* What two people wrote to each other while practising leaves by one way: the extracts of their own data. Every text of a form and of a
 * round holds a word that stands nowhere else; then every export, every number, every page of others, every message that goes
 * out and every other table is looked through. And no other feature's statement reads these tables at all.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/coaching/coaching_world.h"

#include <strings.h>

#include "core/personal.h"
#include "features/statements/statements.h"
#include "web/loopback.h"
#include "web/server.h"

#define TAINT "kvidderord"

static struct server_info info = {.version = "test"};

static struct loopback browser(struct world *w, int64_t person_id)
{
    struct loopback lb = {.store = w->store, .arena = w->arena, .info = &info, .bearer = STR_NONE};

    info.zone = w->zone;
    info.alarm_number = STR("112");
    loopback_sign_in(&lb, person_id);
    return lb;
}

/* ---- everything said, everywhere it can be said */

static void writes_everywhere(struct world *w)
{
    const struct coaching_start start = {.side = COACHING_LEARNER,
                                         .with_id = BO,
                                         .about = STR(TAINT "1"),
                                         .reference = STR(TAINT "2")};
    const struct calibration_start opening = {
        .about = STR(TAINT "3"), .reference = STR(TAINT "4"), .invited = {SOREN, NINA}};
    const struct actor *const trainers[] = {&w->bo, &w->soren, &w->nina};
    struct calibration_agreed agreed = {.value = 1, .words = STR(TAINT "5")};
    int64_t id;

    assert_ok(coaching_begin(w->db, w->arena, &w->anna, &start, &id));
    db_refresh(w->db);
    locks(w, &w->anna, id, TAINT "6");
    locks(w, &w->bo, id, TAINT "7");
    assert_ok(coaching_share(w->db, w->arena, &w->bo, id, STR(TAINT "8")));
    db_refresh(w->db);
    assert_ok(coaching_say(w->db, w->arena, &w->anna, id, says(w, TAINT "9")));
    db_refresh(w->db);
    assert_ok(coaching_say(w->db, w->arena, &w->bo, id, says(w, TAINT "0")));
    assert_ok(calibration_begin(w->db, w->arena, &w->bo, &opening, &id));
    db_refresh(w->db);
    for (size_t i = 0; i < 3; i++)
        answers(w, trainers[i], id, 1, TAINT "a", true);
    agreed.question_id = round_of(w, &w->bo, id).form.at[0].id;
    assert_ok(calibration_agree(w->db, w->arena, &w->bo, id, &agreed));
}

/* A webhook for everything, a statement store for all kinds, everybody's mail: what goes out is written when the jobs run. */
static void opens_every_way_out(struct world *w)
{
    run_sql(w, "INSERT INTO webhook (id, url, events, secret, made_at, made_by, since_id, off_why) "
               "VALUES (1, 'https://hooks.example.dk/x', '', 'whsec_AAAA', 0, 106, 0, '');"
               "UPDATE person SET email = login || '@example.dk' WHERE centre_id = 1;"
               "INSERT INTO statement_store (centre_id, id, url, login, secret, kinds, on_at, "
               "since_at, answer, changed_at, changed_by) VALUES (1, 1, "
               "'https://store.example.dk/x', 'x', 'x', 63, 0, 0, '', 0, 106);"
               "INSERT INTO statement_wish (person_id, practice_at) VALUES (101, 0), (102, 0);"
               "INSERT INTO module_pass (id, person_id, centre_id, word, version, at) VALUES (1, "
               "101, 1, 'conflict', 0, 1774864800000)");
}

/* ---- pages and exports of others */

static bool is_of_coaching(const struct route *r)
{
    struct str path = str_of(r->path);

    return str_starts(path, STR("/coaching")) || str_starts(path, STR("/calibration")) ||
           str_starts(path, STR("/api/v1/coaching")) ||
           str_starts(path, STR("/api/v1/calibration"));
}

/* With a period where one is asked for. */
static const char *asked_as(struct world *w, const struct route *r)
{
    return str_c(w->arena, arena_printf(w->arena, "%s?from=2020-01-01&to=2030-01-01", r->path));
}

static void nowhere_else(struct world *w)
{
    size_t n_read = 0, n_csv = 0;

    opens_every_way_out(w);
    writes_everywhere(w);
    run_jobs(w);
    for (int64_t person = ANNA; person <= UMA; person++) {
        if (person == MARK)
            continue;
        struct loopback lb = browser(w, person);
        bool in_it = person == ANNA || person == BO || person == SOREN || person == NINA;

        for (size_t t = 0; all_routes[t] != NULL; t++)
            for (const struct route *r = all_routes[t]; r->run != NULL; r++) {
                if (r->method != GET || strchr(r->path, '{') != NULL ||
                    (in_it && is_of_coaching(r)))
                    continue;
                int status = loopback_get(&lb, asked_as(w, r));

                n_read += status == 200;
                n_csv += status == 200 && strstr(r->path, ".csv") != NULL;
                if (loopback_shows(&lb, TAINT))
                    print_error("%s is shown to %lld\n", r->path, (long long)person);
                assert_false(loopback_shows(&lb, TAINT));
            }
    }
    assert_true(n_read > 200); /* this walk has seen pages */
    assert_true(n_csv > 3);
    struct loopback anna = browser(w, ANNA); /* and the word is there to be found */
    assert_int_equal(loopback_get(&anna, "/coaching"), 200);
    assert_true(loopback_shows(&anna, TAINT));
}
BOTH(nowhere_else)

/* ---- every other table */

static struct str text_of(struct world *w, struct str sql)
{
    struct str s = STR_NONE;

    db_refresh(w->db);
    assert_ok(db_read_text(w->db, w->arena, sql, &s));
    return s.p ? s : STR("");
}

static struct str tables_of(struct world *w)
{
    if (store_kind(w->store) == DB_SQLITE)
        return text_of(w, STR("SELECT group_concat(name, ' ') FROM sqlite_master WHERE type = "
                              "'table' AND name NOT LIKE 'sqlite_%'"));
    return text_of(w, STR("SELECT string_agg(table_name, ' ') FROM information_schema.tables WHERE "
                          "table_schema = current_schema()"));
}

static struct str columns_of(struct world *w, struct str table)
{
    if (store_kind(w->store) == DB_SQLITE)
        return text_of(w, arena_printf(w->arena,
                                       "SELECT group_concat('COALESCE(CAST(' || name || ' AS "
                                       "TEXT), '''')', ' || ') FROM pragma_table_info('%.*s')",
                                       STR_ARG(table)));
    return text_of(w, arena_printf(w->arena,
                                   "SELECT string_agg('coalesce(' || column_name || '::text, "
                                   "'''')', ' || ') FROM information_schema.columns WHERE "
                                   "table_name = '%.*s' AND table_schema = current_schema()",
                                   STR_ARG(table)));
}

static int64_t tainted_rows(struct world *w, struct str table)
{
    struct str columns = columns_of(w, table);

    return count(w, str_c(w->arena, arena_printf(w->arena,
                                                 "SELECT COUNT(*) FROM %.*s WHERE (%.*s) LIKE "
                                                 "'%%" TAINT "%%'",
                                                 STR_ARG(table), STR_ARG(columns))));
}

/* Messages on their way out, the outbox, the audit, jobs: all of it are tables. */
static void in_no_other_table(struct world *w)
{
    struct str tables, table;
    int64_t n_here = 0, n_tables = 0;

    opens_every_way_out(w);
    writes_everywhere(w);
    run_jobs(w);
    assert_ok(statements_collect(w->store));
    assert_true(count(w, "SELECT COUNT(*) FROM notice") > 5);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM statement"), 1); /* the module, nothing else */
    tables = tables_of(w);
    while (str_cut(&tables, ' ', &table)) {
        int64_t n = tainted_rows(w, table);

        n_tables++;
        if (str_starts(table, STR("coaching")) || str_starts(table, STR("calibration"))) {
            n_here += n;
            continue;
        }
        if (n > 0)
            print_error("%.*s holds it\n", STR_ARG(table));
        assert_int_equal(n, 0);
    }
    assert_true(n_here > 20);
    assert_true(n_tables > 60);
}
BOTH(in_no_other_table)

/* ---- the one way out */

static bool holds(const struct personal *p, const struct personal_rows *rows)
{
    for (size_t i = 0; i < rows->n; i++)
        for (size_t f = 0; f < p->n_fields; f++) {
            const char *row = (const char *)rows->at + i * rows->size;

            if (p->fields[f].kind == PERSONAL_TEXT &&
                str_find(*(const struct str *)(const void *)(row + p->fields[f].offset), STR(TAINT),
                         &(size_t){0}))
                return true;
        }
    return false;
}

static void in_the_extracts_of_those_alone(struct world *w)
{
    writes_everywhere(w);
    for (int64_t person = ANNA; person <= UMA; person++) {
        bool in_it = person == ANNA || person == BO || person == SOREN || person == NINA,
             found = false;

        for (size_t t = 0; all_personal[t] != NULL; t++)
            for (const struct personal *p = all_personal[t]; p->name != NULL; p++) {
                struct personal_rows rows = {0};

                assert_ok(p->read(w->db, w->arena, person, &rows));
                found = found || holds(p, &rows);
            }
        assert_true(found == in_it);
    }
}
BOTH(in_the_extracts_of_those_alone)

/* ---- by construction */

static bool mentions(const char *sql, const char *table)
{
    for (const char *at = sql; (at = strcasestr(at, table)) != NULL; at++) {
        char before = at > sql ? at[-1] : ' ', after = at[strlen(table)];

        if (!(before == '_' || (before >= 'a' && before <= 'z')) &&
            (after == ' ' || after == '_' || after == '\n' || after == '('))
            return true;
    }
    return false;
}

static void no_other_statement_reads_them(void **state)
{
    static const char *const ours[] = {"coaching_",          "calibration_",
                                       "personal_coaching",  "personal_calibration",
                                       "retention_coaching", "retention_calibration"};
    size_t n_ours = 0;

    (void)state;
    for (size_t i = 0; i < db_statements_n; i++) {
        struct str name = str_of(db_statements[i].name);
        bool own = false;

        for (size_t k = 0; k < sizeof ours / sizeof *ours; k++)
            own = own || str_starts(name, str_of(ours[k]));
        if (!mentions(db_statements[i].sql, "coaching") &&
            !mentions(db_statements[i].sql, "calibration"))
            continue;
        if (!own)
            print_error("%s reads what was practised\n", db_statements[i].name);
        assert_true(own);
        n_ours++;
    }
    assert_true(n_ours > 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(nowhere_else),
        ON_BOTH(in_no_other_table),
        ON_BOTH(in_the_extracts_of_those_alone),
        cmocka_unit_test(no_other_statement_reads_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
