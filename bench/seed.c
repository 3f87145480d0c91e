/* Makes a demo database as large as a measurement wants it, by the product's own rules, so that tallies, audit and events
 * are as they would be; and signs people in, so that the load generator need not.
 *
 *   seed --data DIR --incidents N    logs incidents, spread over the past year, until there are N
 *   seed --data DIR --cases N        as --incidents, but N hard ones more, each with its aftercare case
 *   seed --data DIR --sessions       prints "employee COOKIE CSRF" and "manager COOKIE CSRF" lines
 *   seed --data DIR --desks N        adds N employees to the first centre, and prints "desk COOKIE CSRF PERSON" lines
 *   seed --data DIR --newcomers N    adds employees to the first centre until there are 500, lets N of them begin in twelve
 *                                    classes and shuts the gate for them; prints "newcomer" and "leader" lines as --sessions
 *                                    does, "phone TOKEN -" lines, and "path …", what a phone system asks about each
 *   seed --data DIR --centre         makes an empty centre with 60 people and their phones, for bench/calls
 *   seed --data DIR --paths          prints the pages of the newest 50 incidents of that manager's team
 * SPDX-License-Identifier: MPL-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/id.h"
#include "db/migrate.h"
#include "core/jobs.h"
#include "features/incidents/incidents.h"
#include "features/onboarding/onboarding.h"
#include "features/people/people.h"
#include "web/cookie.h"
#include "web_sql.h"

#define PEOPLE_MAX 2000
#define BUNDLE 500 /* logs in a transaction */
#define N_SESSIONS 64
#define UNTALKED_PCT 3 /* nobody has talked about these yet */
#define WORDS_PCT 33

struct seed {
    struct store *store;
    struct arena *arena, *scratch;
    const struct zone *zone;
    struct actor employees[PEOPLE_MAX], managers[PEOPLE_MAX]; /* managers of one team */
    size_t n_employees, n_managers;
};

static const char *const words[] = {
    "Han råbte, at jeg var idiot & uduelig.",
    "\"Nu kommer jeg ned til jer,\" sagde hun <flere gange>.",
    "Truede med at finde ud af, hvor jeg bor. Jeg sagde roligt, at samtalen slutter nu.",
    "Nedladende tone fra første sætning, og det blev ved i ti minutter om et brev, vi aldrig har "
    "sendt.",
};

static void stop(const char *what)
{
    fprintf(stderr, "seed: %s: %s\n", what, failure_last()->why);
    exit(1);
}

static void must_ok(enum status status, const char *what)
{
    if (status != OK)
        stop(what);
}

static int64_t read_number(struct seed *s, const char *sql)
{
    struct db *db = db_start(s->store, s->scratch);
    struct str text;
    int64_t n = 0;
    must_ok(db_read_text(db, s->scratch, str_of(sql), &text), sql);
    db_end(db);
    (void)str_int64(text, &n);
    arena_reset(s->scratch);
    return n;
}

/* The n-th person with this role for one team; false when there are no more. */
static bool load_person(struct seed *s, enum role role, size_t nth, struct actor *ret)
{
    char sql[300];
    snprintf(
        sql, sizeof sql,
        "SELECT CAST(g.person_id AS TEXT) FROM role_grant g JOIN person p ON p.id = g.person_id"
        " WHERE g.role = %d AND g.team_id <> 0 AND p.team_id = g.team_id AND p.left_day IS NULL"
        " ORDER BY g.person_id LIMIT 1 OFFSET %zu",
        (int)role, nth);
    int64_t id = read_number(s, sql);
    struct db *db = db_start(s->store, s->arena);
    if (id != 0)
        must_ok(actor_load(db, s->arena, id, ret), "a person");
    db_end(db);
    return id != 0;
}

static void load_people(struct seed *s)
{
    while (s->n_employees < PEOPLE_MAX &&
           load_person(s, ROLE_AGENT, s->n_employees, &s->employees[s->n_employees]))
        s->n_employees++;
    while (s->n_managers < PEOPLE_MAX &&
           load_person(s, ROLE_MANAGER, s->n_managers, &s->managers[s->n_managers]))
        s->n_managers++;
    if (s->n_employees == 0 || s->n_managers == 0)
        stop("this is no demo database: it lacks employees or managers of a team");
}

/* ---- incidents */

static uint64_t random_state = 1;

static int64_t random_below(int64_t n)
{
    random_state = random_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int64_t)((random_state >> 33) % (uint64_t)n);
}

static enum status talk(struct seed *s, struct db *db, int64_t team_id, int64_t id)
{
    for (size_t i = 0; i < s->n_managers; i++)
        if (s->managers[i].team_id == team_id) {
            clock_advance(MINUTE_MS);
            return incident_talked(db, s->scratch, &s->managers[i], id);
        }
    return OK;
}

static enum status log_one(struct seed *s, struct db *db, int64_t n)
{
    static const int64_t classes[] = {0, 0, 0, 0, 0, 0, 1, 1, 1, 2}, rare[] = {3, 3, 4};
    const struct actor *who = &s->employees[random_below((int64_t)s->n_employees)];
    struct incident_entry e = {
        .client_key = arena_printf(s->scratch, "seed-%010lld", (long long)n),
        .class = random_below(50) == 0 ? rare[random_below(3)] : classes[random_below(10)],
        .rating = 1 + random_below(5),
        .wants_talk = random_below(10) == 0,
        .at_home = random_below(3) == 0,
        .was_alone = random_below(8) == 0,
        .acts = random_below(128),
    };
    struct incident_logged logged;
    if (random_below(100) < WORDS_PCT)
        e.text[INCIDENT_FIELD_WORDS] = str_of(words[random_below(4)]);
    TRY(incident_log(db, s->scratch, who, s->zone, &e, &logged));
    return random_below(100) < UNTALKED_PCT ? OK : talk(s, db, who->team_id, logged.id);
}

static enum status log_bundle(struct seed *s, int64_t have, int64_t from, int64_t to,
                              int64_t first_at, int64_t step_us)
{
    struct db *db = db_start(s->store, s->arena);
    DB_TX(tx, db);
    for (int64_t n = from; n < to; n++) {
        clock_freeze(first_at + n * step_us / 1000);
        TRY(log_one(s, db, have + n));
        arena_reset(s->scratch);
    }
    return db_commit(&tx);
}

/* What others would do about a log is taken as done: a server that starts on this database must not begin with it. */
static enum status forget_jobs(struct seed *s)
{
    struct db *db = db_start(s->store, s->arena);
    DB_TX(tx, db);
    TRY(db_run_text(db, STR("DELETE FROM job")));
    return db_commit(&tx);
}

static void add_incidents(struct seed *s, int64_t wanted)
{
    int64_t have = read_number(s, "SELECT CAST(COUNT(*) AS TEXT) FROM incident"),
            missing = wanted - have;
    int64_t now = clock_now(), year = 364 * DAY_MS;
    for (int64_t n = 0; n < missing; n += BUNDLE) {
        struct arena_mark mark = arena_mark(s->arena);
        int64_t to = n + BUNDLE < missing ? n + BUNDLE : missing;
        must_ok(log_bundle(s, have, n, to, now - year - HOUR_MS, year * 1000 / missing), "logging");
        arena_rewind(s->arena, mark);
    }
    clock_release();
    must_ok(forget_jobs(s), "the jobs");
}

/* ---- cases */

static enum status log_hard(struct seed *s, int64_t from, int64_t to)
{
    struct db *db = db_start(s->store, s->arena);
    DB_TX(tx, db);
    for (int64_t n = from; n < to; n++) {
        struct incident_logged logged;
        struct incident_entry e = {.client_key =
                                       arena_printf(s->scratch, "case-%010lld", (long long)n),
                                   .class = INCIDENT_D,
                                   .rating = 4};
        const struct actor *who = &s->employees[n % (int64_t)s->n_employees];
        TRY(incident_log(db, s->scratch, who, s->zone, &e, &logged));
        arena_reset(s->scratch);
    }
    return db_commit(&tx);
}

/* The program's own jobs open them. */
static void add_cases(struct seed *s, int64_t wanted)
{
    size_t n = 1;
    for (int64_t from = 0; from < wanted; from += BUNDLE) {
        struct arena_mark mark = arena_mark(s->arena);
        must_ok(log_hard(s, from, from + BUNDLE < wanted ? from + BUNDLE : wanted), "logging");
        arena_rewind(s->arena, mark);
    }
    while (n > 0)
        must_ok(jobs_run_due(s->store, BUNDLE, &n), "opening cases");
    must_ok(forget_jobs(s), "the jobs");
}

/* ---- people at their desks */

#define FIRST_DESK INT64_C(7000000000) /* no id that the program makes is as small */

static enum status add_desk(struct seed *s, struct db *db, int64_t centre_id, int64_t n)
{
    int64_t id = FIRST_DESK + n, now = clock_now();
    struct str token = id_secret(s->arena, 32), csrf = id_secret(s->arena, 18);

    TRY(db_run_text(
        db, arena_printf(s->arena,
                         "INSERT INTO person (id, centre_id, team_id, login, name, name_fold, "
                         "name_sort, lang, failed_n, created_at, changed_at) VALUES (%lld, %lld, "
                         "%lld, 'desk%lld', 'Desk %lld', 'desk', 'desk', 'da', 0, 0, 0);"
                         "INSERT INTO role_grant (person_id, role, team_id, granted_at, granted_by)"
                         " VALUES (%lld, 0, %lld, 0, %lld)",
                         (long long)id, (long long)centre_id, (long long)s->employees[0].team_id,
                         (long long)n, (long long)n, (long long)id,
                         (long long)s->employees[0].team_id, (long long)id)));
    TRY(q_web_session_insert(db, id_new(), hash_hex(s->arena, token), id, csrf, now,
                             now + 30 * DAY_MS));
    printf("desk %.*s %.*s %lld\n", STR_ARG(token), STR_ARG(csrf), (long long)id);
    return OK;
}

static enum status add_desks(struct seed *s, int64_t wanted)
{
    struct db *db = db_start(s->store, s->arena);
    DB_TX(tx, db);

    for (int64_t n = 1; n <= wanted; n++)
        TRY(add_desk(s, db, s->employees[0].centre_id, n));
    return db_commit(&tx);
}

/* ---- signing in */

static enum status sign_in(struct seed *s, struct db *db, const char *kind, const struct actor *who)
{
    struct str token = id_secret(s->arena, 32), csrf = id_secret(s->arena, 18);
    int64_t now = clock_now();
    TRY(q_web_session_insert(db, id_new(), hash_hex(s->arena, token), who->person_id, csrf, now,
                             now + 30 * DAY_MS));
    printf("%s %.*s %.*s\n", kind, STR_ARG(token), STR_ARG(csrf));
    return OK;
}

/* ---- newcomers: those of twelve classes that began a week apart; mentors with room for all, one who leads the whole centre */

#define STAFF 500
#define CLASSES 12
#define MENTORS 20
#define FIRST_STAFF INT64_C(7100000000)
#define LEADER (FIRST_STAFF - 1)
#define TOKENS 8
#define TODAY_OPEN_DAYS 2 /* what was due earlier is done */

static enum status add_staff(struct seed *s, struct db *db, int64_t n_more)
{
    int64_t team = s->employees[0].team_id, centre = s->employees[0].centre_id;

    TRY(db_run_text(
        db,
        arena_printf(
            s->arena,
            "INSERT INTO person (id, centre_id, team_id, login, name, name_fold, name_sort, lang, "
            "failed_n, created_at, changed_at) VALUES (%lld, %lld, NULL, 'leader', 'Lis Leder', "
            "'lis leder', 'lis', 'da', 0, 0, 0);"
            "INSERT INTO role_grant (person_id, role, team_id, granted_at, granted_by) VALUES "
            "(%lld, %d, 0, 0, 0)",
            (long long)LEADER, (long long)centre, (long long)LEADER, (int)ROLE_MANAGER)));
    for (int64_t n = 0; n < n_more; n++)
        TRY(db_run_text(
            db,
            arena_printf(
                s->arena,
                "INSERT INTO person (id, centre_id, team_id, login, name, name_fold, name_sort, "
                "lang, started_day, failed_n, created_at, changed_at) VALUES (%lld, %lld, %lld, "
                "'staff%lld', 'Medarbejder %lld', 'medarbejder', 'medarbejder', 'da', 20000, 0, 0, "
                "0);"
                "INSERT INTO role_grant (person_id, role, team_id, granted_at, granted_by) VALUES "
                "(%lld, %d, %lld, 0, 0)",
                (long long)(FIRST_STAFF + n), (long long)centre, (long long)team, (long long)n,
                (long long)n, (long long)(FIRST_STAFF + n), (int)ROLE_AGENT, (long long)team)));
    for (int64_t n = 1; n <= MENTORS; n++)
        TRY(db_run_text(
            db, arena_printf(
                    s->arena,
                    "INSERT INTO role_grant (person_id, role, team_id, granted_at, granted_by) "
                    "VALUES (%lld, %d, 0, 0, 0);"
                    "INSERT INTO onboarding_capacity (person_id, most) VALUES (%lld, %d)",
                    (long long)(FIRST_STAFF + n_more - n), (int)ROLE_MENTOR,
                    (long long)(FIRST_STAFF + n_more - n), ONBOARDING_CAPACITY_MAX)));
    return OK;
}

static enum status start_classes(struct seed *s, struct db *db, const struct actor *leader,
                                 int64_t n_newcomers)
{
    int64_t today = clock_now() / DAY_MS, first, at = 0;

    for (int64_t k = 0; k < CLASSES; k++) {
        int64_t n = n_newcomers * (k + 1) / CLASSES - at;
        struct onboarding_start start = {.start_day = today - 7 * k,
                                         .class_name =
                                             arena_printf(s->arena, "Hold %lld", (long long)k + 1)};

        for (int64_t i = 0; i < n && i < ONBOARDING_CLASS_MOST; i++) {
            start.person_id[i] = FIRST_STAFF + at + i;
            start.profile[i] = (at + i) % ONBOARDING_PROFILE_N;
        }
        TRY(onboarding_start(db, s->scratch, leader, &start, &first));
        arena_reset(s->scratch);
        at += n;
    }
    return OK;
}

/* What was due is done, who is no newcomer has passed and is signed, and the gate has been on for a day. */
static enum status live_on(struct seed *s, struct db *db)
{
    long long now = (long long)clock_now(), centre = s->employees[0].centre_id;

    return db_run_text(
        db,
        arena_printf(
            s->arena,
            "UPDATE onboarding_item SET state = 1, ended_at = %lld, ended_by = %lld WHERE state = "
            "0 "
            "AND due_day < %lld;"
            "UPDATE onboarding_run SET first_call_at = %lld, first_noted_at = %lld WHERE "
            "first_call_at IS NULL AND start_day < %lld;"
            "INSERT INTO gate_switch (centre_id, on_at, grace_until, changed_at, changed_by) "
            "VALUES "
            "(%lld, %lld, %lld, 0, 0) ON CONFLICT (centre_id) DO UPDATE SET on_at = "
            "excluded.on_at, "
            "grace_until = excluded.grace_until;"
            "INSERT INTO module_state (person_id, centre_id, word, version, passed_at, until_at) "
            "SELECT p.id, p.centre_id, 'conflict', 0, %lld, %lld FROM person p WHERE p.centre_id = "
            "%lld AND NOT EXISTS (SELECT 1 FROM onboarding_run r WHERE r.person_id = p.id) ON "
            "CONFLICT DO NOTHING;"
            "INSERT INTO gate_sign (id, centre_id, person_id, trainer_id, words, at) SELECT p.id, "
            "p.centre_id, p.id, %lld, 'Klar', %lld FROM person p WHERE p.centre_id = %lld AND NOT "
            "EXISTS (SELECT 1 FROM onboarding_run r WHERE r.person_id = p.id) AND NOT EXISTS "
            "(SELECT 1 FROM gate_sign g WHERE g.person_id = p.id)",
            now - DAY_MS, (long long)LEADER, now / DAY_MS - TODAY_OPEN_DAYS, now - 9 * DAY_MS,
            now - 9 * DAY_MS, now / DAY_MS - 7, centre, now - DAY_MS, now - DAY_MS, now - DAY_MS,
            now + 300 * DAY_MS, centre, (long long)LEADER, now - DAY_MS, centre));
}

static enum status let_in(struct seed *s, struct db *db, const struct actor *leader,
                          int64_t n_newcomers)
{
    struct actor who = *leader;

    for (int64_t i = 0; i < N_SESSIONS; i++) {
        who.person_id = FIRST_STAFF + i % n_newcomers;
        TRY(sign_in(s, db, "newcomer", &who));
        TRY(sign_in(s, db, "leader", leader));
    }
    return OK;
}

static enum status make_tokens(struct seed *s, struct db *db)
{
    int64_t id, admin = read_number(s, "SELECT CAST(MIN(person_id) AS TEXT) FROM role_grant WHERE "
                                       "role = 8 AND team_id = 0");
    struct actor who;

    TRY(actor_load(db, s->arena, admin, &who));
    for (int i = 0; i < TOKENS; i++) {
        struct str secret;

        TRY(token_create(db, s->arena, &who, STR("Telefonanlæg"),
                         UINT64_C(1) << PERM_ELIGIBILITY_READ, clock_now() + 30 * DAY_MS, &id,
                         &secret));
        printf("phone %.*s -\n", STR_ARG(secret));
    }
    return OK;
}

static enum status add_newcomers(struct seed *s, int64_t n_newcomers)
{
    int64_t n_more =
        STAFF - read_number(s, "SELECT CAST(COUNT(DISTINCT p.id) AS TEXT) FROM person p "
                               "JOIN role_grant g ON g.person_id = p.id AND g.role = 0");
    struct db *db = db_start(s->store, s->arena);
    struct actor leader;
    DB_TX(tx, db);

    if (n_newcomers < 1 || n_newcomers > n_more - MENTORS ||
        n_newcomers > (int64_t)CLASSES * ONBOARDING_CLASS_MOST)
        return fail(INVALID, "not so many newcomers");
    TRY(add_staff(s, db, n_more));
    TRY(actor_load(db, s->arena, LEADER, &leader));
    TRY(start_classes(s, db, &leader, n_newcomers));
    TRY(live_on(s, db));
    TRY(let_in(s, db, &leader, n_newcomers));
    TRY(make_tokens(s, db));
    for (int64_t n = 0; n < n_more; n++)
        printf("path /api/v1/eligibility?person=%lld\n", (long long)(FIRST_STAFF + n));
    return db_commit(&tx);
}

/* ---- sessions and paths */

static enum status print_sessions(struct seed *s)
{
    struct db *db = db_start(s->store, s->arena);
    DB_TX(tx, db);
    for (size_t i = 0; i < N_SESSIONS; i++) {
        TRY(sign_in(s, db, "employee", &s->employees[i % s->n_employees]));
        TRY(sign_in(s, db, "manager", &s->managers[0]));
    }
    return db_commit(&tx);
}

static enum status print_paths(struct seed *s)
{
    struct db *db = db_start(s->store, s->arena);
    struct incident_filter filter = {.class = -1, .limit = 50};
    struct incident_page page;
    TRY(incident_list(db, s->arena, &s->managers[0], &filter, &page));
    for (size_t i = 0; i < page.rows.n; i++)
        printf("/incidents/%lld\n", (long long)page.rows.at[i].id);
    db_end(db);
    return OK;
}

static enum status make_centre(struct seed *s)
{
    struct db *db = db_start(s->store, s->arena);
    DB_TX(tx, db);
    TRY(db_run_text(db, STR("INSERT INTO centre (id, name, zone, invented, created_at)"
                            " VALUES (1, 'Bench', 'Europe/Copenhagen', TRUE, 0);")));
    for (int i = 0; i < 60; i++)
        TRY(db_run_text(
            db, arena_printf(s->arena,
                             "INSERT INTO person (id, centre_id, login, name, name_fold, "
                             "name_sort, lang, failed_n,"
                             " created_at, changed_at) VALUES (%d, 1, 'p%d', 'P %d', 'p %d', 'p "
                             "%d', 'da', 0, 0, 0);"
                             "INSERT INTO person_line (id, centre_id, person_id, line, from_day)"
                             " VALUES (%d, 1, %d, 'pjsip/%d', 0);",
                             100 + i, i, i, i, i, 200 + i, 100 + i, 1100 + i)));
    return db_commit(&tx);
}

int main(int argc, char **argv)
{
    static struct seed s;
    char path[4096];
    int64_t n = 0;
    if (argc < 4 || strcmp(argv[1], "--data") != 0 || strlen(argv[2]) > 4000)
        stop("seed --data DIR --incidents N | --cases N | --desks N | --newcomers N | --sessions | "
             "--paths");
    snprintf(path, sizeof path, "%s/bagvagt.db", argv[2]);
    s.arena = arena_new();
    s.scratch = arena_new();
    must_ok(zone_find(STR("Europe/Copenhagen"), &s.zone), "the zone");
    must_ok(
        store_open(
            &(struct store_options){.where = str_of(path), .write = true, .cache_bytes = 256 << 20},
            &s.store),
        "opening");
    must_ok(migrate_run(s.store, NULL), "migrating");
    must_ok(store_prepare(s.store), "preparing");
    if (strcmp(argv[3], "--centre") == 0) {
        must_ok(make_centre(&s), "the centre");
        store_close(s.store);
        return 0;
    }
    load_people(&s);
    if (strcmp(argv[3], "--incidents") == 0 && argc > 4 && str_int64(str_of(argv[4]), &n))
        add_incidents(&s, n);
    else if (strcmp(argv[3], "--cases") == 0 && argc > 4 && str_int64(str_of(argv[4]), &n))
        add_cases(&s, n);
    else if (strcmp(argv[3], "--desks") == 0 && argc > 4 && str_int64(str_of(argv[4]), &n))
        must_ok(add_desks(&s, n), "desks");
    else if (strcmp(argv[3], "--newcomers") == 0 && argc > 4 && str_int64(str_of(argv[4]), &n)) {
        must_ok(add_newcomers(&s, n), "newcomers");
        must_ok(forget_jobs(&s), "the jobs");
    } else if (strcmp(argv[3], "--sessions") == 0)
        must_ok(print_sessions(&s), "sessions");
    else if (strcmp(argv[3], "--paths") == 0)
        must_ok(print_paths(&s), "paths");
    else
        stop("unknown argument");
    store_close(s.store);
    arena_free(s.scratch);
    arena_free(s.arena);
    return 0;
}
