/* The floor: what a program costs that does nothing but this, written by hand and as fast as is straightforward. An
 * epoll loop, SQLite with the same file, schema, pragmas and rows, statements prepared once, HTML put together by hand
 * and escaped. All requests that are ready in a turn of the loop are logged in one transaction, and answered when it is
 * on the disk. It knows a few requests, one person's rights and no errors: no yardstick for anything but time.
 *
 *   floor --data DIR [--sample FILE] [--loops N]     serves the database in DIR on a free port of the loopback
 *
 * FILE is a list page of the product: what stands around its content is copied, so that the pages are of one size.
 * SPDX-License-Identifier: MPL-2.0 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "floor_parts.h"

#define MAX_LOOPS 8
#define REQUEST_MAX 8192
#define PAGE_MAX (256 * 1024)
#define BATCH_MAX 256

void check(bool good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "floor: %s\n", what);
    exit(1);
}

/* ---- statements */

enum {
    BEGIN_READ,
    BEGIN_WRITE,
    COMMIT,
    SESSION,
    GRANTS,
    LIST,
    ONE,
    TEXTS,
    STEPS,
    LOOK,
    TALLY,
    SEEN,
    UNTALKED,
    BOARD,
    KNOWN,
    NUMBER,
    INSERT,
    TALLY_ADD,
    DAY_ADD,
    AUDIT,
    EVENT,
    JOB,
    STATEMENTS
};

#define ROW                                                                                        \
    "i.id, i.number, p.name, i.occurred_at, i.class, i.hit, i.near_miss, i.acts, i.wants_talk, "   \
    "i.newcomer, i.talked_at"

static const char *const sql[STATEMENTS] = {
    [BEGIN_READ] = "BEGIN",
    [BEGIN_WRITE] = "BEGIN IMMEDIATE",
    [COMMIT] = "COMMIT",
    [SESSION] =
        "SELECT s.csrf, s.seen_at, s.ends_at, p.id, p.centre_id, p.team_id, p.name, p.lang, "
        "p.left_day, p.started_day,"
        " p.phones_day FROM session s JOIN person p ON p.id = s.person_id WHERE s.token_hash = ?1",
    [GRANTS] = "SELECT role, team_id FROM role_grant WHERE person_id = ?1",
    [LIST] =
        "SELECT " ROW " FROM incident i JOIN person p ON p.id = i.person_id WHERE i.team_id = ?1"
        " ORDER BY i.occurred_at DESC, i.id DESC LIMIT 51",
    [ONE] = "SELECT " ROW ", t.name, l.name, c.queue, c.talk_ms, i.logged_at, i.rating, i.raised, "
            "i.was_alone, i.at_home,"
            " i.seniority_days FROM incident i JOIN person p ON p.id = i.person_id JOIN person l "
            "ON l.id = i.logged_by"
            " LEFT JOIN team t ON t.id = i.team_id LEFT JOIN call c ON c.id = i.call_id WHERE i.id "
            "= ?1",
    [TEXTS] = "SELECT x.field, x.text, x.written_at, p.name FROM incident_text x JOIN person p ON "
              "p.id = x.written_by"
              " WHERE x.incident_id = ?1 ORDER BY x.field, x.version DESC",
    [STEPS] = "SELECT s.at, p.name, s.kind, s.detail FROM incident_step s JOIN person p ON p.id = "
              "s.person_id"
              " WHERE s.incident_id = ?1 ORDER BY s.id",
    [LOOK] = "SELECT at FROM audit WHERE object_id = ?1 AND person_id = ?2 AND at >= ?3 AND action "
             "= 'incident_seen' LIMIT 1",
    [TALLY] = "SELECT n_logged, n_untalked, n_wants_talk, n_hard, n_newcomer FROM incident_tally "
              "WHERE team_id = ?1",
    [SEEN] = "SELECT n_logged FROM incident_seen WHERE person_id = ?1 AND team_id = ?2",
    [UNTALKED] = "SELECT " ROW
                 " FROM incident i JOIN person p ON p.id = i.person_id WHERE i.team_id = ?1 AND"
                 " i.talked_at IS NULL ORDER BY i.newcomer DESC, i.wants_talk DESC, i.hit DESC, "
                 "i.occurred_at DESC LIMIT 31",
    [BOARD] =
        "SELECT k.id, i.number, p.name, s.id, s.kind, o.name, s.due_at FROM aftercare_case k JOIN "
        "aftercare_step s ON s.id = k.next_step_id JOIN person p ON p.id = k.person_id JOIN "
        "incident i ON i.id = k.incident_id LEFT JOIN person o ON o.id = s.owner_id WHERE "
        "k.team_id = ?1 AND k.closed_at IS NULL ORDER BY k.next_due_at, k.id LIMIT 61",
    [KNOWN] = "SELECT id, number FROM incident WHERE logged_by = ?1 AND client_key = ?2",
    [NUMBER] = "INSERT INTO incident_number (centre_id, latest) VALUES (?1, 1) ON CONFLICT "
               "(centre_id) DO UPDATE"
               " SET latest = incident_number.latest + 1 RETURNING latest",
    [INSERT] = "INSERT INTO incident (id, centre_id, number, client_key, team_id, person_id, "
               "logged_by, call_id, occurred_at,"
               " logged_at, changed_at, class, rating, raised, hit, near_miss, acts, wants_talk, "
               "was_alone, at_home, newcomer,"
               " seniority_days) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, NULL, ?7, ?7, ?7, ?8, ?9, 0, "
               "?9, 0, 0, 0, 0, 0, ?10, ?11)",
    [TALLY_ADD] = "INSERT INTO incident_tally VALUES (?1, 1, 1, 0, ?2, ?3) ON CONFLICT (team_id) "
                  "DO UPDATE SET"
                  " n_logged = n_logged + 1, n_untalked = n_untalked + 1, n_hard = n_hard + ?2, "
                  "n_newcomer = n_newcomer + ?3",
    [DAY_ADD] = "INSERT INTO incident_day VALUES (?1, ?2, ?3, 1, 1, ?4, 0) ON CONFLICT (team_id, "
                "day, class) DO UPDATE SET"
                " n = n + 1, n_rated = n_rated + 1, sum_rating = sum_rating + ?4",
    [AUDIT] = "INSERT INTO audit VALUES (?1, ?2, ?3, 'incident_logged', ?4, '')",
    [EVENT] = "INSERT INTO event VALUES (?1, ?2, 'incident.logged', ?3)",
    [JOB] = "INSERT INTO job (id, kind, object_id, detail, run_at, held_until, attempts) VALUES "
            "(?1, ?2, ?3, '', ?4, 0, 0)"
            " ON CONFLICT (kind, object_id, detail) DO UPDATE SET run_at = excluded.run_at",
};

struct base {
    sqlite3 *db;
    sqlite3_stmt *s[STATEMENTS], *ready[READY_N];
};

static void base_open(struct base *b, const char *path, bool write)
{
    char settings[300];
    check(sqlite3_open_v2(path, &b->db,
                          SQLITE_OPEN_NOMUTEX |
                              (write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY),
                          NULL) == SQLITE_OK,
          "the database cannot be opened");
    sqlite3_busy_timeout(b->db, 5000);
    snprintf(settings, sizeof settings,
             "%sPRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;PRAGMA temp_store=MEMORY;PRAGMA "
             "cache_size=-2048;"
             "PRAGMA journal_size_limit=67108864",
             write ? "PRAGMA journal_mode=WAL;" : "");
    check(sqlite3_exec(b->db, settings, NULL, NULL, NULL) == SQLITE_OK, "pragma");
    for (int i = 0; i < STATEMENTS; i++)
        check(sqlite3_prepare_v3(b->db, sql[i], -1, SQLITE_PREPARE_PERSISTENT, &b->s[i], NULL) ==
                  SQLITE_OK,
              sql[i]);
    ready_open(b->db, b->ready);
}

static void run(struct base *b, int i)
{
    check(sqlite3_step(b->s[i]) == SQLITE_DONE, sqlite3_errmsg(b->db));
    sqlite3_reset(b->s[i]);
}

/* ---- text */

void put(struct out *o, struct text t)
{
    check(o->n + t.n < PAGE_MAX, "the page is too large");
    memcpy(o->p + o->n, t.p, t.n);
    o->n += t.n;
}

void put_int(struct out *o, int64_t v)
{
    char digits[24];
    size_t at = sizeof digits;
    do
        digits[--at] = (char)('0' + v % 10);
    while ((v /= 10) > 0);
    put(o, (struct text){digits + at, sizeof digits - at});
}

void put_escaped(struct out *o, struct text t)
{
    size_t from = 0;
    for (size_t i = 0; i < t.n; i++) {
        struct text e;
        switch (t.p[i]) {
        case '&':
            e = T("&amp;");
            break;
        case '<':
            e = T("&lt;");
            break;
        case '>':
            e = T("&gt;");
            break;
        case '"':
            e = T("&#34;");
            break;
        case '\'':
            e = T("&#39;");
            break;
        default:
            continue;
        }
        put(o, (struct text){t.p + from, i - from});
        put(o, e);
        from = i + 1;
    }
    put(o, (struct text){t.p + from, t.n - from});
}

struct text column(sqlite3_stmt *s, int i)
{
    const char *p = (const char *)sqlite3_column_text(s, i);
    return (struct text){p != NULL ? p : "", (size_t)sqlite3_column_bytes(s, i)};
}

/* ---- times: one call of localtime_r for each shown, no more */

int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void put_when(struct out *o, int64_t at)
{
    static const char *const months[] = {"jan.", "feb.", "mar.", "apr.", "maj",  "jun.",
                                         "jul.", "aug.", "sep.", "okt.", "nov.", "dec."};
    time_t t = (time_t)(at / 1000);
    struct tm l;
    char text[80];
    localtime_r(&t, &l);
    int n = snprintf(text, sizeof text, "%d. %s %d kl. %02d.%02d", l.tm_mday, months[l.tm_mon],
                     l.tm_year + 1900, l.tm_hour, l.tm_min);
    put(o, (struct text){text, (size_t)n});
}

void put_iso(struct out *o, int64_t at)
{
    time_t t = (time_t)(at / 1000);
    struct tm u;
    char text[80];
    gmtime_r(&t, &u);
    int n = snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02dZ", u.tm_year + 1900,
                     u.tm_mon + 1, u.tm_mday, u.tm_hour, u.tm_min, u.tm_sec);
    put(o, (struct text){text, (size_t)n});
}

static int64_t local_day(int64_t at)
{
    time_t t = (time_t)(at / 1000);
    struct tm l;
    localtime_r(&t, &l);
    return (at / 1000 + l.tm_gmtoff) / 86400;
}

/* ---- the frame of a page, cut from one of the product's at what differs from person to person */

#define MAX_PIECES 64
struct piece {
    struct text text;
    char then; /* what comes after it: 'c' csrf, 'n' name, 'm' the content, '\0' the end */
};
static struct piece frame[MAX_PIECES];
static size_t frame_n;

static struct text between(const char *in, const char *before, const char *after)
{
    const char *from = strstr(in, before), *to;
    if (from == NULL)
        return T("");
    from += strlen(before);
    to = strstr(from, after);
    return (struct text){from, to != NULL ? (size_t)(to - from) : 0};
}

static void cut_frame(const char *page)
{
    struct text csrf = between(page, "<meta name=\"csrf\" content=\"", "\"");
    struct text name = between(page, "<a class=\"bv-person\" href=\"/me\">", "</a>");
    const char *from = page, *content = strstr(page, "<main"), *after = strstr(page, "<dialog");
    after =
        after != NULL ? after : strstr(page, "</main>"); /* the dialogs are part of every page */
    check(content != NULL && after != NULL, "the sample is no page");
    content = strchr(content, '>') + 1;
    for (const char *p = page; *p != '\0'; p++) {
        char then = '\0';
        size_t skip = 0;
        if (p == content)
            then = 'm', skip = (size_t)(after - content);
        else if (csrf.n > 0 && strncmp(p, csrf.p, csrf.n) == 0)
            then = 'c', skip = csrf.n;
        else if (name.n > 0 && strncmp(p, name.p, name.n) == 0)
            then = 'n', skip = name.n;
        if (then == '\0')
            continue;
        check(frame_n < MAX_PIECES - 1, "the sample has too many pieces");
        frame[frame_n++] = (struct piece){{from, (size_t)(p - from)}, then};
        from = p + skip;
        p = from - 1;
    }
    frame[frame_n++] = (struct piece){{from, strlen(from)}, '\0'};
}

static void read_sample(const char *path)
{
    static char page[PAGE_MAX];
    FILE *f = path != NULL ? fopen(path, "re") : NULL;
    if (f != NULL) {
        page[fread(page, 1, sizeof page - 1, f)] = '\0';
        fclose(f);
    } else {
        strcpy(page, "<!DOCTYPE html><html><body><main></main></body></html>");
    }
    cut_frame(page);
}

/* ---- who asks */

void hash_hex(struct text secret, char ret[65])
{
    unsigned char hash[32];

    crypto_generichash(hash, sizeof hash, (const unsigned char *)secret.p, secret.n, NULL, 0);
    sodium_bin2hex(ret, 65, hash, sizeof hash);
}

static bool find_who(struct base *b, struct text token, struct who *w)
{
    char hex[65];
    sqlite3_stmt *s = b->s[SESSION];
    int64_t now = now_ms();
    bool found;
    if (token.n == 0)
        return false;
    hash_hex(token, hex);
    sqlite3_bind_text(s, 1, hex, 64, SQLITE_STATIC);
    *w = (struct who){0};
    found = sqlite3_step(s) == SQLITE_ROW && now < sqlite3_column_int64(s, 2) &&
            sqlite3_column_type(s, 8) == SQLITE_NULL;
    if (found) {
        snprintf(w->csrf, sizeof w->csrf, "%s", (const char *)sqlite3_column_text(s, 0));
        w->person = sqlite3_column_int64(s, 3);
        w->centre = sqlite3_column_int64(s, 4);
        w->team = sqlite3_column_int64(s, 5);
        snprintf(w->name, sizeof w->name, "%s", (const char *)sqlite3_column_text(s, 6));
        w->started_day = sqlite3_column_int64(s, 9);
        w->phones_day = sqlite3_column_int64(s, 10);
    }
    sqlite3_reset(s);
    if (!found)
        return false;
    s = b->s[GRANTS];
    sqlite3_bind_int64(s, 1, w->person);
    while (sqlite3_step(s) == SQLITE_ROW) {
        int64_t role = sqlite3_column_int64(s, 0);
        w->is_agent = w->is_agent || role == 0;
        if (role == 3) {
            w->manages = true;
            w->managed = sqlite3_column_int64(s, 1);
        }
    }
    sqlite3_reset(s);
    return true;
}

/* ---- answers */

static const char security[] = "Content-Security-Policy: default-src 'none'; script-src 'self'; "
                               "style-src 'self'; img-src 'self' data:; "
                               "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri "
                               "'none'; frame-ancestors 'none'; "
                               "manifest-src 'self'; worker-src 'self'\r\nX-Content-Type-Options: "
                               "nosniff\r\nReferrer-Policy: same-origin\r\n"
                               "Cache-Control: no-store\r\n";

#define HEAD_ROOM 1024

struct conn {
    int fd;
    size_t in_n, body_at, body_n;
    char in[REQUEST_MAX];
    /* what a log waits with until its batch is on the disk */
    char answer[HEAD_ROOM];
    size_t answer_n;
};

static void send_all(struct conn *c, const char *p, size_t n)
{
    while (n > 0) {
        ssize_t sent = send(c->fd, p, n, MSG_NOSIGNAL);
        if (sent < 0 && errno != EAGAIN)
            return; /* the next read tells */
        if (sent > 0) {
            p += sent;
            n -= (size_t)sent;
        }
    }
}

static size_t write_head(char *to, const char *status, const char *type, size_t n)
{
    return (size_t)snprintf(to, HEAD_ROOM,
                            "HTTP/1.1 %s\r\n%sContent-Type: %s\r\nContent-Length: %zu\r\n\r\n",
                            status, security, type, n);
}

/* The page stands HEAD_ROOM bytes into the buffer: its head goes right before it, and both leave together. */
static void send_page(struct conn *c, struct out *o, const char *status)
{
    char head[HEAD_ROOM];
    size_t n = write_head(head, status, "text/html; charset=utf-8", o->n);
    memcpy(o->p - n, head, n);
    send_all(c, o->p - n, n + o->n);
}

/* ---- pages */

static const char *const classes[] = {"a", "b", "c", "d", "e"};
static const char *const class_names[] = {"Ubehagelig tone", "Skældsord og grovheder",
                                          "Truende adfærd eller chikane", "Direkte trussel",
                                          "Akut fare"};
static const char *const ratings[] = {"ikke vurderet", "gled af",         "irriterede mig",
                                      "ramte mig",     "ramte mig hårdt", "meget hårdt"};

struct text c_text(const char *s)
{
    return (struct text){s, strlen(s)};
}

static void put_dots(struct out *o, int64_t hit)
{
    put(o, T("<span class=\"rating rating-"));
    put_int(o, hit);
    put(o, T("\"><span class=\"rating-dots\" "
             "aria-hidden=\"true\"><i></i><i></i><i></i><i></i><i></i></span> "
             "<span class=\"rating-words\">"));
    put(o, c_text(ratings[hit]));
    put(o, T("</span></span>"));
}

static void put_badge(struct out *o, int64_t class)
{
    put(o, T("<span class=\"class-badge class-"));
    put(o, c_text(classes[class]));
    put(o, T("\"><b>"));
    put(o, c_text(classes[class]));
    put(o, T("</b> "));
    put(o, c_text(class_names[class]));
    put(o, T("</span>"));
}

/* Columns of ROW. */
static void put_tags(struct out *o, sqlite3_stmt *s)
{
    if (sqlite3_column_int(s, 9))
        put(o, T("<span class=\"tag tag-newcomer\">Ny på telefonerne</span>"));
    if (sqlite3_column_int(s, 8))
        put(o, T("<span class=\"tag tag-talk\">Vil gerne tale</span>"));
    if (sqlite3_column_int(s, 6))
        put(o, T("<span class=\"tag\">Nærved</span>"));
    if (sqlite3_column_int(s, 7) & 12)
        put(o, T("<span class=\"tag tag-right\">Brugte sin ret</span>"));
    if (sqlite3_column_type(s, 10) != SQLITE_NULL)
        put(o, T("<span class=\"tag tag-done\">Talt sammen</span>"));
}

static void put_time(struct out *o, int64_t at)
{
    put(o, T("<time datetime=\""));
    put_iso(o, at);
    put(o, T("\">"));
    put_when(o, at);
    put(o, T("</time>"));
}

static void put_row(struct out *o, sqlite3_stmt *s)
{
    put(o, T("\n    <tr data-incident=\""));
    put_int(o, sqlite3_column_int64(s, 0));
    put(o, T("\"><td data-title=\"Nummer\"><a href=\"/incidents/"));
    put_int(o, sqlite3_column_int64(s, 0));
    put(o, T("\">H-"));
    put_int(o, sqlite3_column_int64(s, 1));
    put(o, T("</a></td>\n      <td data-title=\"Hvornår\">"));
    put_time(o, sqlite3_column_int64(s, 3));
    put(o, T("</td>\n      <td data-title=\"Hvem\">"));
    put_escaped(o, column(s, 2));
    put(o, T("</td>\n      <td data-title=\"Hvad det var\">\n"));
    put_badge(o, sqlite3_column_int64(s, 4));
    put(o, T("\n</td>\n      <td data-title=\"Hvor hårdt\">\n"));
    put_dots(o, sqlite3_column_int64(s, 5));
    put(o, T("\n</td>\n      <td data-title=\"Status\">\n"));
    put_tags(o, s);
    put(o, T("\n</td></tr>"));
}

static const char list_filters[] =
    "<h1>Hændelser</h1>\n<form method=\"get\" action=\"/incidents\" class=\"filters\" "
    "role=\"search\">\n"
    "  <div class=\"form-group filter-q\">\n    <label class=\"form-label\" for=\"q\">Søg efter "
    "ord, navn eller nummer</label>\n"
    "    <input class=\"form-input\" type=\"search\" id=\"q\" name=\"q\" value=\"\" "
    "maxlength=\"200\">\n  </div>\n"
    "  <div class=\"form-group\">\n    <label class=\"form-label\" for=\"class\">Hvad det "
    "var</label>\n"
    "    <select class=\"form-select\" id=\"class\" name=\"class\"><option "
    "value=\"\">Alle</option>\n"
    "      <option value=\"a\">Ubehagelig tone</option>\n      <option value=\"b\">Skældsord og "
    "grovheder</option>\n"
    "      <option value=\"c\">Truende adfærd eller chikane</option>\n      <option "
    "value=\"d\">Direkte trussel</option>\n"
    "      <option value=\"e\">Akut fare</option>\n    </select>\n  </div>\n"
    "  <div class=\"form-group\">\n    <label class=\"form-label\" for=\"hit\">Hvor hårdt "
    "mindst</label>\n"
    "    <select class=\"form-select\" id=\"hit\" name=\"hit\"><option value=\"\">Alle</option>\n"
    "      <option value=\"1\">1 – gled af</option>\n      <option value=\"2\">2 – irriterede "
    "mig</option>\n"
    "      <option value=\"3\">3 – ramte mig</option>\n      <option value=\"4\">4 – ramte mig "
    "hårdt</option>\n"
    "      <option value=\"5\">5 – meget hårdt</option>\n    </select>\n  </div>\n"
    "  <div class=\"form-group\">\n    <label class=\"form-label\" for=\"from\">Fra</label>\n"
    "    <input class=\"form-input\" type=\"date\" id=\"from\" name=\"from\" value=\"\">\n  "
    "</div>\n"
    "  <div class=\"form-group\">\n    <label class=\"form-label\" for=\"to\">Til</label>\n"
    "    <input class=\"form-input\" type=\"date\" id=\"to\" name=\"to\" value=\"\">\n  </div>\n"
    "  <div class=\"form-group filter-checks\">\n    <div class=\"form-group-checkbox\"><input "
    "class=\"form-checkbox\" "
    "type=\"checkbox\" id=\"untalked\" name=\"untalked\" value=\"true\"><label "
    "class=\"form-label\" for=\"untalked\">"
    "Kun dem ingen har talt med</label></div>\n    <div class=\"form-group-checkbox\"><input "
    "class=\"form-checkbox\" "
    "type=\"checkbox\" id=\"talk\" name=\"talk\" value=\"true\"><label class=\"form-label\" "
    "for=\"talk\">"
    "Kun dem der gerne vil tale</label></div>\n  </div>\n  <div class=\"filter-actions\"><button "
    "class=\"button button-primary\" "
    "type=\"submit\">Vis</button></div>\n</form>\n<table class=\"table table--responsive-headers "
    "incident-table\">\n"
    "  <thead><tr><th scope=\"col\">Nummer</th><th scope=\"col\">Hvornår</th><th "
    "scope=\"col\">Hvem</th><th scope=\"col\">"
    "Hvad det var</th><th scope=\"col\">Hvor hårdt</th><th "
    "scope=\"col\">Status</th></tr></thead>\n  <tbody>";

static void list_content(struct base *b, const struct who *w, struct out *o)
{
    sqlite3_stmt *s = b->s[LIST];
    int n = 0;
    put(o, T(list_filters));
    sqlite3_bind_int64(s, 1, w->managed != 0 ? w->managed : w->team);
    while (n < 50 && sqlite3_step(s) == SQLITE_ROW) {
        put_row(o, s);
        n++;
    }
    sqlite3_reset(s);
    put(o,
        T("\n  </tbody>\n</table>\n<p class=\"pager\"><a class=\"button button-secondary\" "
          "href=\"/incidents?after=AAABlQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\">Tidligere</a></p>\n"));
}

/* What the employee said, or that nothing was said. */
static void put_texts(struct base *b, struct out *o, int64_t id)
{
    static const char *const words[] = {"words", "before", "helped", "seen_by"};
    static const char *const titles[] = {"De nøjagtige ord", "Hvad der gik forud", "Hvad der hjalp",
                                         "Hvem der så det"};
    sqlite3_stmt *s = b->s[TEXTS];
    sqlite3_bind_int64(s, 1, id);
    bool row = sqlite3_step(s) == SQLITE_ROW;
    for (int i = 0; i < 4; i++) {
        bool said = false;
        put(o, T("\n<section class=\"incident-text\" id=\"text-"));
        put(o, c_text(words[i]));
        put(o, T("\">\n  <h3>"));
        put(o, c_text(titles[i]));
        put(o, T("</h3>\n  "));
        for (; row && sqlite3_column_int(s, 0) == i; row = sqlite3_step(s) == SQLITE_ROW) {
            if (said)
                continue;
            put(o, T("<p class=\"said\">"));
            put_escaped(o, column(s, 1));
            put(o, T("</p>"));
            said = true;
        }
        if (!said)
            put(o, T("<p class=\"hint\">Ikke fortalt endnu.</p>"));
        put(o, T("\n</section>\n"));
    }
    sqlite3_reset(s);
}

static void put_event(struct out *o, int64_t at, struct text name, struct text what)
{
    put(o, T("\n  <li>"));
    put_time(o, at);
    put(o, T(" <span>"));
    put_escaped(o, name);
    put(o, T(": "));
    put(o, what);
    put(o, T("</span></li>"));
}

static void put_raise(struct out *o, int64_t id, const struct who *w)
{
    put(o, T("<details class=\"edit\"><summary>Vurdér hårdere</summary><p class=\"hint\">En "
             "vurdering kan kun hæves af andre, "
             "aldrig sænkes.</p>\n<form method=\"post\" action=\"/incidents/"));
    put_int(o, id);
    put(o, T("/rating\" id=\"rate-form\"><input type=\"hidden\" name=\"csrf\" value=\""));
    put_escaped(o, c_text(w->csrf));
    put(o, T("\">\n  <fieldset class=\"rating-choice\"><legend>Hvor hårdt ramte det?</legend>\n"));
    for (int64_t i = 1; i <= 5; i++) {
        put(o, T("    <div class=\"form-group-radio\"><input class=\"form-radio\" type=\"radio\" "
                 "name=\"rating\" value=\""));
        put_int(o, i);
        put(o, T("\" id=\"rate-"));
        put_int(o, i);
        put(o, T("\"><label class=\"form-label\" for=\"rate-"));
        put_int(o, i);
        put(o, T("\"><b>"));
        put_int(o, i);
        put(o, T("</b> "));
        put(o, c_text(ratings[i]));
        put(o, T("</label></div>\n"));
    }
    put(o, T("</fieldset>\n  <button class=\"button button-secondary\" "
             "type=\"submit\">Gem</button>\n</form>\n</details>\n"));
}

static void put_facts(struct out *o, sqlite3_stmt *s)
{
    put(o, T("<h1>H-"));
    put_int(o, sqlite3_column_int64(s, 1));
    put(o, T(" <span class=\"with\">"));
    put_escaped(o, column(s, 2));
    put(o, T("</span></h1>\n<p class=\"lead\">"));
    put_time(o, sqlite3_column_int64(s, 3));
    put(o, T(" · "));
    put_escaped(o, column(s, 11));
    if (sqlite3_column_type(s, 13) != SQLITE_NULL) {
        put(o, T(" · opkald i køen "));
        put_escaped(o, column(s, 13));
        put(o, T(", "));
        put_int(o, sqlite3_column_int64(s, 14) / 60000);
        put(o, T(" minutter"));
    }
    put(o, T("</p>\n<p>\n"));
    put_badge(o, sqlite3_column_int64(s, 4));
    put(o, T("\n"));
    put_tags(o, s);
    put(o, T("</p>\n<dl class=\"facts\">\n  <dt>Egen vurdering</dt><dd>\n"));
    put_dots(o, sqlite3_column_int64(s, 16));
    put(o, T("\n</dd>\n"));
    if (sqlite3_column_int64(s, 17) > 0) {
        put(o, T("<dt>Hævet af andre</dt><dd>\n"));
        put_dots(o, sqlite3_column_int64(s, 17));
        put(o, T("\n</dd>\n"));
    }
    if (sqlite3_column_int(s, 18))
        put(o, T("<dt>Situation</dt><dd>Var alene</dd>\n"));
    if (sqlite3_column_int(s, 19))
        put(o, T("<dt>Sted</dt><dd>Arbejdede hjemme</dd>\n"));
    put(o, T("<dt>Anciennitet</dt><dd>"));
    put_int(o, sqlite3_column_int64(s, 20) / 30 + 1);
    put(o, T(". måned</dd>\n</dl>\n"));
}

static void put_steps(struct base *b, struct out *o, int64_t id)
{
    sqlite3_stmt *s = b->s[STEPS];
    sqlite3_bind_int64(s, 1, id);
    while (sqlite3_step(s) == SQLITE_ROW)
        put_event(o, sqlite3_column_int64(s, 0), column(s, 1), T("har talt om det"));
    sqlite3_reset(s);
}

static bool one_content(struct base *b, const struct who *w, struct out *o, int64_t id)
{
    sqlite3_stmt *look = b->s[LOOK], *s = b->s[ONE];
    sqlite3_bind_int64(s, 1, id);
    if (sqlite3_step(s) != SQLITE_ROW) {
        sqlite3_reset(s);
        return false;
    }
    sqlite3_bind_int64(look, 1, id);
    sqlite3_bind_int64(look, 2, w->person);
    sqlite3_bind_int64(look, 3, now_ms() - 15 * 60000);
    sqlite3_step(look);
    sqlite3_reset(look);
    put_facts(o, s);
    if (sqlite3_column_type(s, 10) == SQLITE_NULL) {
        put(o, T("<form method=\"post\" action=\"/incidents/"));
        put_int(o, id);
        put(o, T("/talked\" class=\"main-act\"><input type=\"hidden\" name=\"csrf\" value=\""));
        put_escaped(o, c_text(w->csrf));
        put(o, T("\"><button class=\"button button-primary\" type=\"submit\" data-talked>Jeg har "
                 "talt med "));
        put_escaped(o, column(s, 2));
        put(o, T("</button></form>\n"));
    }
    put(o, T("<h2>Hvad der skete</h2>\n"));
    put_texts(b, o, id);
    put_raise(o, id, w);
    put(o, T("<h2>Forløb</h2>\n<ol class=\"timeline\" data-timeline>\n"));
    put_event(o, sqlite3_column_int64(s, 3), column(s, 2), T("skete"));
    put_event(o, sqlite3_column_int64(s, 15), column(s, 12), T("logget"));
    put_steps(b, o, id);
    put(o, T("\n</ol>\n"));
    sqlite3_reset(s);
    return true;
}

static void put_card(struct out *o, sqlite3_stmt *s, const struct who *w)
{
    put(o, T("\n  <article class=\"person-card\" data-incident=\""));
    put_int(o, sqlite3_column_int64(s, 0));
    put(o, T("\" aria-labelledby=\"who-"));
    put_int(o, sqlite3_column_int64(s, 0));
    put(o, T("\">\n    <h3 id=\"who-"));
    put_int(o, sqlite3_column_int64(s, 0));
    put(o, T("\">"));
    put_escaped(o, column(s, 2));
    put(o, T("</h3>\n    <p>\n"));
    put_dots(o, sqlite3_column_int64(s, 5));
    put(o, T("\n</p>\n    <p>\n"));
    put_badge(o, sqlite3_column_int64(s, 4));
    put(o, T("\n</p>\n    <p class=\"tags\">\n"));
    put_tags(o, s);
    put(o, T("\n</p>\n    <p class=\"when\"><a href=\"/incidents/"));
    put_int(o, sqlite3_column_int64(s, 0));
    put(o, T("\">H-"));
    put_int(o, sqlite3_column_int64(s, 1));
    put(o, T("</a> · "));
    put_time(o, sqlite3_column_int64(s, 3));
    put(o, T("</p>\n    <form method=\"post\" action=\"/incidents/"));
    put_int(o, sqlite3_column_int64(s, 0));
    put(o, T("/talked\"><input type=\"hidden\" name=\"csrf\" value=\""));
    put_escaped(o, c_text(w->csrf));
    put(o, T("\"><input type=\"hidden\" name=\"back\" value=\"/today\"><button class=\"button "
             "button-primary\" "
             "type=\"submit\" data-talked>Jeg har talt med "));
    put_escaped(o, column(s, 2));
    put(o, T("</button></form>\n  </article>\n"));
}

static void today_content(struct base *b, const struct who *w, struct out *o)
{
    static const char *const words[] = {"nye siden sidst", "har ingen talt med", "vil gerne tale",
                                        "blev ramt hårdt", "er nye på telefonerne"};
    int64_t sums[5] = {0}, team = w->managed != 0 ? w->managed : w->team;
    sqlite3_stmt *s = b->s[TALLY];
    sqlite3_bind_int64(s, 1, team);
    if (sqlite3_step(s) == SQLITE_ROW)
        for (int i = 0; i < 5; i++)
            sums[i] = sqlite3_column_int64(s, i);
    sqlite3_reset(s);
    s = b->s[SEEN];
    sqlite3_bind_int64(s, 1, w->person);
    sqlite3_bind_int64(s, 2, team);
    if (sqlite3_step(s) == SQLITE_ROW)
        sums[0] -= sqlite3_column_int64(s, 0);
    sqlite3_reset(s);
    put(o, T("<h1>I dag</h1>\n<ul class=\"tiles\">\n"));
    for (int i = 0; i < 5; i++) {
        put(o, T("  <li class=\"tile\"><b>"));
        put_int(o, sums[i]);
        put(o, T("</b> <span>"));
        put(o, c_text(words[i]));
        put(o, T("</span></li>\n"));
    }
    put(o, T("</ul>\n<h2>Hvem du kan tale med</h2>\n<p>Nye først, så dem der gerne vil tale, så "
             "dem det ramte hårdest.</p>\n"
             "<div class=\"cards\">\n"));
    s = b->s[UNTALKED];
    sqlite3_bind_int64(s, 1, team);
    for (int n = 0; n < 30 && sqlite3_step(s) == SQLITE_ROW; n++)
        put_card(o, s, w);
    sqlite3_reset(s);
    put(o, T("\n</div>\n"));
}

/* A case and its next step, in the words of one kind. */
static void put_case(struct out *o, sqlite3_stmt *s, const struct who *w, int64_t now)
{
    int64_t step = sqlite3_column_int64(s, 3), due = sqlite3_column_int64(s, 6);
    put(o, T("\n<article class=\"person-card\" aria-labelledby=\"care-"));
    put_int(o, step);
    put(o, T("\">\n<h2 id=\"care-"));
    put_int(o, step);
    put(o, T("\">"));
    put_escaped(o, column(s, 2));
    put(o, T("</h2>\n<p>Kollegial førstehjælp</p>\n<p>"));
    if (due < now) {
        put(o, T("<strong>Førstehjælpen skulle være givet "));
        put_when(o, due);
        put(o, T("</strong>"));
    } else {
        put(o, T("<time datetime=\""));
        put_iso(o, due);
        put(o, T("\">Senest "));
        put_when(o, due);
        put(o, T("</time>"));
    }
    put(o, T("\n</p>\n\n\n<p class=\"when\"><a href=\"/aftercare/"));
    put_int(o, sqlite3_column_int64(s, 0));
    put(o, T("\">Se forløbet</a> · H-"));
    put_int(o, sqlite3_column_int64(s, 1));
    put(o, T(" · "));
    put_escaped(o, column(s, 5));
    put(o, T("\n</p>\n<form method=\"post\" action=\"/aftercare/steps/"));
    put_int(o, step);
    put(o, T("/end\"><input type=\"hidden\" name=\"csrf\" value=\""));
    put_escaped(o, c_text(w->csrf));
    put(o,
        T("\"><input type=\"hidden\" name=\"back\" value=\"/aftercare\"><input type=\"hidden\" "
          "name=\"state\" value=\"done\"><button class=\"button button-primary\" type=\"submit\" "
          "data-talked=\"\" aria-keyshortcuts=\"t\">Det er gjort <kbd class=\"key\" "
          "aria-hidden=\"true\">T</kbd></button></form>\n\n</article>"));
}

static void board_content(struct base *b, const struct who *w, struct out *o)
{
    sqlite3_stmt *s = b->s[BOARD];
    int64_t now = now_ms();
    put(o,
        T("<h1>Efter hårde kald</h1>\n<p><a href=\"/absences\">Fravær og stedfortrædere</a></p>\n"
          "<p>Den, der har ventet længst, står først.</p>\n<div class=\"cards\">"));
    sqlite3_bind_int64(s, 1, w->managed != 0 ? w->managed : w->team);
    for (int n = 0; n < 60 && sqlite3_step(s) == SQLITE_ROW; n++)
        put_case(o, s, w, now);
    sqlite3_reset(s);
    put(o, T("\n</div>\n<p>Der er flere. De kommer frem, når de første er taget.</p>\n"));
}

static bool starts(const char *s, const char *with)
{
    return strncmp(s, with, strlen(with)) == 0;
}

static void get(struct base *b, struct conn *c, const char *path, struct text token, char *room)
{
    struct out o = {room + HEAD_ROOM, 0};
    struct who w;
    bool known = true;
    run(b, BEGIN_READ);
    if (!find_who(b, token, &w)) {
        run(b, COMMIT);
        send_page(c, &o, "401 Unauthorized");
        return;
    }
    for (size_t i = 0; i < frame_n; i++) {
        put(&o, frame[i].text);
        if (frame[i].then == 'c')
            put_escaped(&o, c_text(w.csrf));
        else if (frame[i].then == 'n')
            put_escaped(&o, c_text(w.name));
        else if (frame[i].then == '\0')
            break;
        else if (starts(path, "/incidents/"))
            known = w.manages && one_content(b, &w, &o, atoll(path + 11));
        else if (starts(path, "/incidents "))
            list_content(b, &w, &o);
        else if (starts(path, "/today "))
            today_content(b, &w, &o);
        else if (starts(path, "/aftercare "))
            board_content(b, &w, &o);
        else if (starts(path, "/onboarding/mine "))
            ready_mine(b->ready, &w, &o);
        else if (starts(path, "/onboarding "))
            ready_lead(b->ready, &w, &o);
        else
            known = false;
    }
    run(b, COMMIT);
    send_page(c, &o, known ? "200 OK" : "404 Not Found");
}

static void get_eligible(struct base *b, struct conn *c, const char *path, struct text token,
                         char *room)
{
    const char *person = strstr(path, "?person=");
    struct out o = {room + HEAD_ROOM, 0};
    char head[HEAD_ROOM];
    bool known;

    run(b, BEGIN_READ);
    known = ready_eligible(b->ready, token, person != NULL ? atoll(person + 8) : 0, &o);
    run(b, COMMIT);
    size_t n = write_head(head, known ? "200 OK" : "401 Unauthorized", "application/json", o.n);
    memcpy(o.p - n, head, n);
    send_all(c, o.p - n, n + o.n);
}

/* ---- logging */

static int64_t id_new(void)
{
    static int64_t latest;
    int64_t fresh = (now_ms() - INT64_C(1577836800000)) << 22, before = latest, id;
    do
        id = fresh > before ? fresh : before + 1;
    while (!__atomic_compare_exchange_n(&latest, &before, id, true, __ATOMIC_SEQ_CST,
                                        __ATOMIC_SEQ_CST));
    return id;
}

/* Values of ours need no decoding. */
static struct text field(const struct conn *c, const char *name)
{
    const char *p = c->in + c->body_at, *end = p + c->body_n;
    size_t n = strlen(name);
    while (p < end) {
        const char *next = memchr(p, '&', (size_t)(end - p));
        next = next != NULL ? next : end;
        if ((size_t)(next - p) > n && memcmp(p, name, n) == 0 && p[n] == '=')
            return (struct text){p + n + 1, (size_t)(next - p) - n - 1};
        p = next + 1;
    }
    return (struct text){NULL, 0};
}

static void write_answer(struct conn *c, const char *status, int64_t id, int64_t number)
{
    char body[200];
    size_t n =
        (size_t)snprintf(body, sizeof body, "{\"number\":\"H-%lld\",\"url\":\"/incidents/%lld\"}",
                         (long long)number, (long long)id);
    c->answer_n = write_head(c->answer, status, "application/json", n);
    memcpy(c->answer + c->answer_n, body, n);
    c->answer_n += n;
}

/* Who hears of a log puts a job for later into its transaction; the floor never runs them. */
static const char *const listeners[] = {"notify.logged", "aftercare.look"};

static void insert(struct base *b, const struct who *w, struct text key, int64_t class,
                   int64_t rating, struct conn *c)
{
    int64_t id = id_new(), now = now_ms(), number, day = local_day(now);
    int64_t first = w->phones_day != 0 ? w->phones_day : w->started_day,
            days = first != 0 ? day - first : 0;
    bool newcomer = first != 0 && days < 90;
    sqlite3_stmt *s = b->s[NUMBER];
    sqlite3_bind_int64(s, 1, w->centre);
    check(sqlite3_step(s) == SQLITE_ROW, "number");
    number = sqlite3_column_int64(s, 0);
    check(sqlite3_step(s) == SQLITE_DONE, "number");
    sqlite3_reset(s);
    s = b->s[INSERT];
    sqlite3_bind_int64(s, 1, id);
    sqlite3_bind_int64(s, 2, w->centre);
    sqlite3_bind_int64(s, 3, number);
    sqlite3_bind_text(s, 4, key.p, (int)key.n, SQLITE_STATIC);
    sqlite3_bind_int64(s, 5, w->team);
    sqlite3_bind_int64(s, 6, w->person);
    sqlite3_bind_int64(s, 7, now);
    sqlite3_bind_int64(s, 8, class);
    sqlite3_bind_int64(s, 9, rating);
    sqlite3_bind_int(s, 10, newcomer);
    sqlite3_bind_int64(s, 11, days);
    run(b, INSERT);
    s = b->s[TALLY_ADD];
    sqlite3_bind_int64(s, 1, w->team);
    sqlite3_bind_int(s, 2, rating >= 3);
    sqlite3_bind_int(s, 3, newcomer);
    run(b, TALLY_ADD);
    s = b->s[DAY_ADD];
    sqlite3_bind_int64(s, 1, w->team);
    sqlite3_bind_int64(s, 2, day);
    sqlite3_bind_int64(s, 3, class);
    sqlite3_bind_int64(s, 4, rating);
    run(b, DAY_ADD);
    s = b->s[AUDIT];
    sqlite3_bind_int64(s, 1, id_new());
    sqlite3_bind_int64(s, 2, now);
    sqlite3_bind_int64(s, 3, w->person);
    sqlite3_bind_int64(s, 4, id);
    run(b, AUDIT);
    s = b->s[EVENT];
    sqlite3_bind_int64(s, 1, id_new());
    sqlite3_bind_int64(s, 2, now);
    sqlite3_bind_int64(s, 3, id);
    run(b, EVENT);
    s = b->s[JOB];
    for (size_t i = 0; i < sizeof listeners / sizeof *listeners; i++) {
        sqlite3_bind_int64(s, 1, id_new());
        sqlite3_bind_text(s, 2, listeners[i], -1, SQLITE_STATIC);
        sqlite3_bind_int64(s, 3, id);
        sqlite3_bind_int64(s, 4, now);
        run(b, JOB);
    }
    write_answer(c, "201 Created", id, number);
}

static void log_one(struct base *b, struct conn *c, struct text token)
{
    struct text csrf = field(c, "csrf"), key = field(c, "client_key"), class = field(c, "class"),
                rating = field(c, "rating");
    sqlite3_stmt *s = b->s[KNOWN];
    struct who w;
    if (!find_who(b, token, &w)) {
        c->answer_n = write_head(c->answer, "401 Unauthorized", "text/plain", 0);
        return;
    }
    if (csrf.n != strlen(w.csrf) || sodium_memcmp(csrf.p, w.csrf, csrf.n) != 0 || !w.is_agent) {
        c->answer_n = write_head(c->answer, "403 Forbidden", "text/plain", 0);
        return;
    }
    if (key.n < 8 || key.n > 64 || class.n != 1 || class.p[0] < 'a' || class.p[0] > 'e' ||
        rating.n != 1 || rating.p[0] < '1' || rating.p[0] > '5') {
        c->answer_n = write_head(c->answer, "422 Unprocessable Content", "text/plain", 0);
        return;
    }
    sqlite3_bind_int64(s, 1, w.person);
    sqlite3_bind_text(s, 2, key.p, (int)key.n, SQLITE_STATIC);
    if (sqlite3_step(s) == SQLITE_ROW) {
        write_answer(c, "200 OK", sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 1));
        sqlite3_reset(s);
        return;
    }
    sqlite3_reset(s);
    insert(b, &w, key, class.p[0] - 'a', rating.p[0] - '0', c);
}

/* ---- the loop */

static pthread_mutex_t writer_lock = PTHREAD_MUTEX_INITIALIZER;
static struct base writer;
static int loops_n = 1, poll_fds[MAX_LOOPS], listener;

static struct text cookie_of(const char *head)
{
    const char *p = strcasestr(head, "\r\nCookie:");
    p = p != NULL ? strstr(p, "bv_session=") : NULL;
    return p != NULL ? (struct text){p + 11, strcspn(p + 11, "; \r")} : (struct text){NULL, 0};
}

static struct text bearer_of(const char *head)
{
    const char *p = strcasestr(head, "\r\nAuthorization: Bearer ");
    return p != NULL ? (struct text){p + 24, strcspn(p + 24, " \r")} : (struct text){NULL, 0};
}

/* 0: not all here yet; -1: nonsense. */
static int complete(struct conn *c)
{
    char *end, *at;
    c->in[c->in_n] = '\0';
    end = strstr(c->in, "\r\n\r\n");
    if (end == NULL)
        return c->in_n < sizeof c->in - 1 ? 0 : -1;
    c->body_at = (size_t)(end + 4 - c->in);
    c->body_n = 0;
    if (c->in[0] != 'P')
        return 1;
    at = strcasestr(c->in, "\r\nContent-Length:");
    if (at == NULL)
        return -1;
    c->body_n = (size_t)atoll(at + 17);
    if (c->body_n > sizeof c->in - 1 - c->body_at)
        return -1;
    return c->in_n >= c->body_at + c->body_n;
}

static void accept_all(void)
{
    static int next;
    int fd, yes = 1;
    while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
        struct conn *c = malloc(sizeof *c);
        struct epoll_event e = {.events = EPOLLIN, .data.ptr = c};
        check(c != NULL, "memory");
        c->fd = fd;
        c->in_n = 0;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        epoll_ctl(poll_fds[next++ % loops_n], EPOLL_CTL_ADD, fd, &e);
    }
}

/* Answers a page at once; a log is kept for the end of the turn. */
static bool serve(struct base *reader, struct conn *c, char *room)
{
    ssize_t n = recv(c->fd, c->in + c->in_n, sizeof c->in - 1 - c->in_n, 0);
    int state;
    if (n < 0 && errno == EAGAIN)
        return false;
    if (n <= 0) {
        close(c->fd);
        free(c);
        return false;
    }
    c->in_n += (size_t)n;
    state = complete(c);
    if (state < 0) {
        close(c->fd);
        free(c);
        return false;
    }
    if (state == 0)
        return false;
    if (c->in[0] == 'P')
        return true;
    if (starts(c->in + 4, "/api/v1/eligibility"))
        get_eligible(reader, c, c->in + 4, bearer_of(c->in), room);
    else
        get(reader, c, c->in + 4, cookie_of(c->in), room);
    c->in_n = 0;
    return false;
}

static void log_all(struct conn **batch, int n)
{
    pthread_mutex_lock(&writer_lock);
    run(&writer, BEGIN_WRITE);
    for (int i = 0; i < n; i++)
        log_one(&writer, batch[i], cookie_of(batch[i]->in));
    run(&writer, COMMIT);
    pthread_mutex_unlock(&writer_lock);
    for (int i = 0; i < n; i++) {
        send_all(batch[i], batch[i]->answer, batch[i]->answer_n);
        batch[i]->in_n = 0;
    }
}

static char database[4096];

static void *loop(void *arg)
{
    int poll_fd = *(int *)arg;
    struct epoll_event events[BATCH_MAX];
    struct conn *batch[BATCH_MAX];
    struct base reader;
    char *room = malloc(HEAD_ROOM + PAGE_MAX);
    check(room != NULL, "memory");
    base_open(&reader, database, false);
    for (;;) {
        int n = epoll_wait(poll_fd, events, BATCH_MAX, -1), logs = 0;
        for (int i = 0; i < n; i++) {
            if (events[i].data.ptr == NULL)
                accept_all();
            else if (serve(&reader, events[i].data.ptr, room))
                batch[logs++] = events[i].data.ptr;
        }
        if (logs > 0)
            log_all(batch, logs);
    }
    return NULL;
}

static int listen_any(void)
{
    struct sockaddr_in to = {.sin_family = AF_INET};
    socklen_t n = sizeof to;
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    check(bind(listener, (struct sockaddr *)&to, sizeof to) == 0 && listen(listener, 1024) == 0,
          "listen");
    getsockname(listener, (struct sockaddr *)&to, &n);
    return ntohs(to.sin_port);
}

int main(int argc, char **argv)
{
    const char *sample = NULL;
    struct epoll_event e = {.events = EPOLLIN};
    pthread_t thread;
    for (int i = 1; i + 1 < argc; i += 2) {
        if (strcmp(argv[i], "--data") == 0)
            snprintf(database, sizeof database, "%s/bagvagt.db", argv[i + 1]);
        else if (strcmp(argv[i], "--sample") == 0)
            sample = argv[i + 1];
        else if (strcmp(argv[i], "--loops") == 0)
            loops_n = atoi(argv[i + 1]);
    }
    check(database[0] != '\0' && loops_n >= 1 && loops_n <= MAX_LOOPS,
          "floor --data DIR [--sample FILE] [--loops N]");
    setenv("TZ", "Europe/Copenhagen", 1);
    tzset();
    check(sodium_init() >= 0, "sodium");
    signal(SIGPIPE, SIG_IGN);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    read_sample(sample);
    base_open(&writer, database, true);
    int port = listen_any();
    for (int i = 0; i < loops_n; i++)
        poll_fds[i] = epoll_create1(EPOLL_CLOEXEC);
    epoll_ctl(poll_fds[0], EPOLL_CTL_ADD, listener, &e);
    printf("Listening on http://localhost:%d\n", port);
    fflush(stdout);
    for (int i = 1; i < loops_n; i++)
        check(pthread_create(&thread, NULL, loop, &poll_fds[i]) == 0, "thread");
    loop(&poll_fds[0]);
    return 0;
}
