/* initdb and postgres in a folder below /tmp, as an unprivileged user, without network and without
 * syncs.
 * SPDX-License-Identifier: MPL-2.0 */
#include "pgsql.h"

#include <fcntl.h>
#include <ftw.h>
#include <glob.h>
#include <grp.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "check.h"

static char folder[64];
static pid_t server, starter;

static int remove_entry(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
    (void)st;
    (void)flag;
    (void)ftw;
    return remove(path);
}

static void stop_server(void)
{
    if (server <= 0 || getpid() != starter) /* a forked child does not own it */
        return;
    kill(server, SIGQUIT); /* at once: nothing in it is needed */
    waitpid(server, NULL, 0);
    server = 0;
    nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

/* Starts a program; as root it runs as the user postgres, since PostgreSQL refuses root. */
static pid_t start(const char *program, const char *const *args, const struct passwd *user)
{
    pid_t pid = fork();
    if (pid != 0)
        return pid;
    int null = open("/dev/null", O_RDWR);
    dup2(null, 0);
    dup2(null, 1);
    dup2(null, 2);
    if (user != NULL &&
        (initgroups(user->pw_name, user->pw_gid) != 0 || setgid(user->pw_gid) != 0 ||
         setuid(user->pw_uid) != 0 || chdir(folder) != 0))
        _exit(126);
    prctl(PR_SET_PDEATHSIG, SIGQUIT); /* it ends even when the test is killed */
    union {
        const char *const *from;
        char *const *to;
    } argv = {.from = args};
    execv(program, argv.to);
    _exit(127);
}

static bool ended_well(pid_t pid)
{
    int status;
    return pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status) &&
           WEXITSTATUS(status) == 0;
}

static bool start_server(char *conninfo, size_t n)
{
    glob_t found;
    char initdb[512], postgres[512], data[128];
    if (glob("/usr/lib/postgresql/*/bin", 0, NULL, &found) != 0 || found.gl_pathc == 0)
        return false;
    const char *bin = found.gl_pathv[found.gl_pathc - 1];
    snprintf(initdb, sizeof initdb, "%s/initdb", bin);
    snprintf(postgres, sizeof postgres, "%s/postgres", bin);
    globfree(&found);
    const struct passwd *user = geteuid() == 0 ? getpwnam("postgres") : NULL;
    if (geteuid() == 0 && user == NULL)
        return false;
    snprintf(folder, sizeof folder, "%s/bagvagt-pg-XXXXXX", test_folder());
    if (mkdtemp(folder) == NULL || (user != NULL && chown(folder, user->pw_uid, user->pw_gid) != 0))
        return false;
    snprintf(data, sizeof data, "%s/data", folder);
    const char *const make[] = {initdb,     "-D", data,   "-A",         "trust",     "-U",
                                "postgres", "-E", "UTF8", "--locale=C", "--no-sync", NULL};
    const char *const serve[] = {postgres,
                                 "-D",
                                 data,
                                 "-k",
                                 folder,
                                 "-c",
                                 "listen_addresses=",
                                 "-c",
                                 "fsync=off",
                                 "-c",
                                 "full_page_writes=off",
                                 "-c",
                                 "shared_buffers=16MB",
                                 "-c",
                                 "max_connections=60",
                                 NULL};
    starter = getpid();
    if (!ended_well(start(initdb, make, user)))
        return false;
    server = start(postgres, serve, user);
    atexit(stop_server);
    snprintf(conninfo, n, "host=%s user=postgres dbname=postgres", folder);
    for (int64_t end = clock_monotonic_us() + 30 * INT64_C(1000000); clock_monotonic_us() < end;
         usleep(20000))
        if (PQping(conninfo) == PQPING_OK)
            return true;
    return false;
}

const char *pgsql_server(void)
{
    static char conninfo[256];
    static int known; /* 0 not tried, 1 there, 2 missing */
    const char *given = getenv("BAGVAGT_TEST_PGSQL");
    if (given != NULL && given[0] != '\0')
        return given;
    if (known == 0)
        known = start_server(conninfo, sizeof conninfo) ? 1 : 2;
    return known == 1 ? conninfo : NULL;
}

static void no_notice(void *context, const PGresult *r)
{
    (void)context;
    (void)r;
}

void pgsql_admin(const char *conninfo, const char *sql, char *ret, size_t n)
{
    PGconn *c = PQconnectdb(conninfo);
    PQsetNoticeReceiver(c, no_notice, NULL);
    PGresult *r = PQexec(c, sql);
    ExecStatusType got = PQresultStatus(r);
    if (got != PGRES_COMMAND_OK && got != PGRES_TUPLES_OK)
        fail_msg("%s: %s", sql, PQerrorMessage(c));
    if (n > 0)
        snprintf(ret, n, "%s", PQntuples(r) > 0 ? PQgetvalue(r, 0, 0) : "");
    PQclear(r);
    PQfinish(c);
}

#define SCHEMA " options='-c search_path="

void pgsql_schema_create(char *ret, size_t n)
{
    uint64_t random;
    char sql[100];
    random_bytes(&random, sizeof random);
    snprintf(sql, sizeof sql, "CREATE SCHEMA t%016llx", (unsigned long long)random);
    pgsql_admin(pgsql_server(), sql, NULL, 0);
    snprintf(ret, n,
             "%s application_name=t%016llx" SCHEMA "t%016llx -c client_min_messages=warning'",
             pgsql_server(), (unsigned long long)random, (unsigned long long)random);
}

void pgsql_schema_drop(const char *conninfo)
{
    char sql[100];
    const char *name = strstr(conninfo, SCHEMA);
    assert_non_null(name);
    snprintf(sql, sizeof sql, "DROP SCHEMA %.17s CASCADE", name + strlen(SCHEMA));
    pgsql_admin(pgsql_server(), sql, NULL, 0);
}

void pgsql_schema_wipe(const char *conninfo, char *ret, size_t n)
{
    pgsql_admin(
        conninfo,
        "SET session_replication_role = replica;" /* no foreign keys, nothing that keeps rows */
        "DO $$ DECLARE t record; BEGIN"
        " FOR t IN SELECT oid::regclass AS name, pg_relation_size(oid) AS size FROM pg_class"
        "  WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
        "  AND relname <> 'schema_migration' LOOP"
        "  IF t.size > 65536 THEN EXECUTE format('TRUNCATE %s CASCADE', t.name);"
        "  ELSIF t.size > 0 THEN EXECUTE format('DELETE FROM %s', t.name); END IF;"
        " END LOOP; END $$;"
        "SELECT md5(string_agg(concat(c.relname, c.relnatts, c.relchecks, (SELECT"
        " coalesce(string_agg(concat(t.tgname, t.tgenabled), ',' ORDER BY t.tgname), '') FROM "
        "pg_trigger "
        "t"
        " WHERE t.tgrelid = c.oid AND NOT t.tgisinternal)), ';' ORDER BY c.relname)) FROM pg_class "
        "c"
        " WHERE c.relnamespace = current_schema()::regnamespace",
        ret, n);
}
