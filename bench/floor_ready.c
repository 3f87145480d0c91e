/* The floor's part of getting ready: a newcomer's page, the page of who receives newcomers, and who may be alone on the phone.
 * SPDX-License-Identifier: MPL-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "floor_parts.h"

/* Who is beside the newcomer: the mentor, or who stands in. */
#define RUN                                                                                        \
    "SELECT r.id, p.name, r.team_id, t.name, r.class_id, k.name, r.profile, r.start_day, "         \
    "r.first_call_at, CASE WHEN b.person_id IS NULL THEN m.name ELSE s.name END, CASE WHEN "       \
    "b.person_id IS NULL THEN m.id ELSE s.id END FROM onboarding_run r JOIN person p ON p.id = "   \
    "r.person_id LEFT JOIN team t ON t.id = r.team_id LEFT JOIN onboarding_class k ON k.id = "     \
    "r.class_id LEFT JOIN onboarding_pair q ON q.id = (SELECT MAX(x.id) FROM onboarding_pair x "   \
    "WHERE x.run_id = r.id AND x.from_day <= ?1 AND (x.to_day IS NULL OR x.to_day >= ?1)) LEFT "   \
    "JOIN person m ON m.id = q.mentor_id LEFT JOIN person_absence b ON b.person_id = m.id AND "    \
    "b.from_day <= ?1 AND (b.to_day IS NULL OR b.to_day >= ?1) LEFT JOIN person s ON s.id = "      \
    "b.substitute_id WHERE r.ended_at IS NULL AND "
#define GATE                                                                                       \
    "SELECT p.id, p.left_day, COALESCE(p.phones_day, p.started_day), (SELECT "                     \
    "GROUP_CONCAT(g.role) "                                                                        \
    "FROM role_grant g WHERE g.person_id = p.id), (SELECT m.until_at FROM module_state m WHERE "   \
    "m.person_id = p.id AND m.centre_id = p.centre_id AND m.word = 'conflict'), (SELECT s.id "     \
    "FROM "                                                                                        \
    "gate_sign s WHERE s.person_id = p.id AND s.taken_back_at IS NULL), (SELECT MAX(o.until_at) "  \
    "FROM gate_override o WHERE o.person_id = p.id AND o.until_at > ?2), w.on_at, w.grace_until "  \
    "FROM person p LEFT JOIN gate_switch w ON w.centre_id = p.centre_id WHERE p.centre_id = ?1 "
static const char *const sql[READY_N] = {
    [READY_RUN] = RUN "r.person_id = ?2",
    [READY_ITEMS] =
        "SELECT i.id, i.word, i.title_da, i.day, i.due_day, i.role, i.kind, i.minutes, "
        "i.needs, i.flags, i.state, i.ended_at, e.name FROM onboarding_item i LEFT JOIN "
        "person e ON e.id = i.ended_by WHERE i.run_id = ?1 AND i.state <> 3 ORDER BY "
        "i.due_day, i.day, i.word",
    [READY_CALLS] =
        "SELECT started_at, talk_ms FROM call WHERE person_id = ?1 AND started_at >= ?2 "
        "AND started_at < ?3 AND talk_ms > 0 ORDER BY started_at",
    [READY_TALK] = "SELECT o.name FROM onboarding_shield s LEFT JOIN person o ON o.id = s.owner_id "
                   "WHERE s.run_id = ?1 AND s.held_at IS NULL ORDER BY s.due_at DESC LIMIT 1",
    [READY_ASK] =
        "SELECT p.name, g.role, t.name, c.place, f.id FROM role_grant g JOIN person p ON "
        "p.id = g.person_id LEFT JOIN team t ON t.id = p.team_id LEFT JOIN person_card c ON "
        "c.person_id = p.id LEFT JOIN person_photo f ON f.person_id = p.id WHERE "
        "p.centre_id = ?1 AND ((g.role = 3 AND g.team_id = ?2) OR (g.role = 6 AND "
        "g.team_id IN (0, ?2)) OR (g.role = 4 AND p.id = ?3)) ORDER BY g.role, p.name_sort",
    [READY_RUNS] = RUN "r.centre_id = ?2 ORDER BY r.start_day, p.name_sort, r.id",
    [READY_FAR] =
        "SELECT r.id, (SELECT COUNT(*) FROM onboarding_item i WHERE i.run_id = r.id AND "
        "i.state = 0), (SELECT COUNT(*) FROM onboarding_item i WHERE i.run_id = r.id AND "
        "i.state IN (1, 2)), (SELECT COUNT(*) FROM onboarding_item i WHERE i.run_id = r.id "
        "AND i.state = 0 AND i.due_day < ?2) FROM onboarding_run r WHERE r.centre_id = ?1 "
        "AND r.ended_at IS NULL ORDER BY r.id",
    [READY_DUE] =
        "SELECT i.id, r.id, p.name, i.title_da, i.role, i.kind, i.minutes, i.due_day FROM "
        "onboarding_run r JOIN onboarding_item i ON i.run_id = r.id JOIN person p ON p.id = "
        "r.person_id WHERE r.centre_id = ?1 AND r.ended_at IS NULL AND i.state = 0 AND "
        "i.due_day <= ?2 ORDER BY i.due_day, p.name_sort, i.word, i.id",
    [READY_TALKS] = "SELECT s.id, p.name FROM onboarding_shield s JOIN onboarding_run r ON r.id = "
                    "s.run_id JOIN person p ON p.id = r.person_id WHERE r.centre_id = ?1 AND "
                    "r.ended_at IS NULL AND s.held_at IS NULL ORDER BY s.due_at",
    [READY_WORKS] =
        "SELECT w.id, t.name, w.raised_at FROM onboarding_workload w LEFT JOIN team t ON "
        "t.id = w.team_id WHERE w.centre_id = ?1 AND w.ended_at IS NULL",
    [READY_TOKEN] =
        "SELECT t.person_id, t.scopes, t.ends_at, t.revoked_at, p.centre_id, p.left_day "
        "FROM api_token t JOIN person p ON p.id = t.person_id WHERE t.token_hash = ?1",
    [READY_GRANTS] = "SELECT role, team_id FROM role_grant WHERE person_id = ?1",
    [READY_GATE] = GATE "AND p.id = ?3",
    [READY_GATES] = GATE "AND (p.left_day IS NULL OR p.left_day >= ?3) ORDER BY p.name_sort, p.id",
};

void ready_open(sqlite3 *db, sqlite3_stmt **ret)
{
    for (int i = 0; i < READY_N; i++)
        check(sqlite3_prepare_v3(db, sql[i], -1, SQLITE_PREPARE_PERSISTENT, &ret[i], NULL) ==
                  SQLITE_OK,
              sql[i]);
}

/* ---- words */

static const char *const profiles[] = {"Kender faget, ny i telefonen",
                                       "Vant til telefonen, ny i faget", "Ny i begge dele",
                                       "Vender tilbage"};
static const char *const kinds[] = {"Viden", "Telefon", "Sammen", "Sikkerhed"};
static const char *const roles[] = {"Den nye", "Mentor", "Leder", "IT", "Arbejdsmiljøgruppen"};

static int64_t today(void)
{
    return now_ms() / 86400000;
}

/* "man. 30. marts" */
static void put_day(struct out *o, int64_t day)
{
    static const char *const days[] = {"søn.", "man.", "tirs.", "ons.", "tors.", "fre.", "lør."};
    static const char *const months[] = {"januar",    "februar", "marts",    "april",
                                         "maj",       "juni",    "juli",     "august",
                                         "september", "oktober", "november", "december"};
    time_t t = (time_t)day * 86400;
    struct tm u;

    gmtime_r(&t, &u);
    put(o, c_text(days[u.tm_wday]));
    put(o, T(" "));
    put_int(o, u.tm_mday);
    put(o, T(". "));
    put(o, c_text(months[u.tm_mon]));
}

static void put_csrf(struct out *o, const struct who *w)
{
    put(o, T("<input type=\"hidden\" name=\"csrf\" value=\""));
    put_escaped(o, c_text(w->csrf));
    put(o, T("\">\n"));
}

/* ---- a newcomer's page */

struct item {
    int64_t id, day, due, role, kind, minutes, flags, state, ended_at;
    struct text word, title, needs, ender;
};
#define ITEMS_MAX 100

static struct text kept(char *room, size_t *at, struct text t)
{
    check(*at + t.n < 32768, "too many words");
    memcpy(room + *at, t.p, t.n);
    *at += t.n;
    return (struct text){room + *at - t.n, t.n};
}

static int read_items(sqlite3_stmt *s, int64_t run, struct item *ret, char *room)
{
    size_t at = 0;
    int n = 0;

    sqlite3_bind_int64(s, 1, run);
    for (; n < ITEMS_MAX && sqlite3_step(s) == SQLITE_ROW; n++)
        ret[n] = (struct item){.id = sqlite3_column_int64(s, 0),
                               .word = kept(room, &at, column(s, 1)),
                               .title = kept(room, &at, column(s, 2)),
                               .day = sqlite3_column_int64(s, 3),
                               .due = sqlite3_column_int64(s, 4),
                               .role = sqlite3_column_int64(s, 5),
                               .kind = sqlite3_column_int64(s, 6),
                               .minutes = sqlite3_column_int64(s, 7),
                               .needs = kept(room, &at, column(s, 8)),
                               .flags = sqlite3_column_int64(s, 9),
                               .state = sqlite3_column_int64(s, 10),
                               .ended_at = sqlite3_column_int64(s, 11),
                               .ender = kept(room, &at, column(s, 12))};
    sqlite3_reset(s);
    return n;
}

static const struct item *waits_for(const struct item *items, int n, const struct item *i)
{
    for (int k = 0; i->needs.n > 0 && k < n; k++)
        if (items[k].state == 0 && items[k].word.n <= i->needs.n &&
            memmem(i->needs.p, i->needs.n, items[k].word.p, items[k].word.n) != NULL)
            return &items[k];
    return NULL;
}

static void put_act(struct out *o, const struct item *i, const struct who *w, const char *act,
                    const char *word)
{
    put(o, T("<div class=\"bv-line\"><form method=\"post\" action=\"/onboarding/items/"));
    put_int(o, i->id);
    put(o, T("/"));
    put(o, c_text(act));
    put(o, T("\">"));
    put_csrf(o, w);
    put(o, T("<button class=\"button button-secondary\" type=\"submit\">"));
    put(o, c_text(word));
    put(o, T("<span class=\"sr-only\"> "));
    put_escaped(o, i->title);
    put(o, T("</span></button></form>\n\n</div>\n"));
}

static void put_open(struct out *o, const struct item *i, struct text mentor, const struct who *w,
                     const struct item *before)
{
    put(o, T("<p class=\"hint\">"));
    if (i->due < today())
        put(o, T("<b class=\"onb-late\">Skulle være gjort "));
    put_day(o, i->due);
    if (i->due < today())
        put(o, T("</b>"));
    put(o, T(" · "));
    put_int(o, i->minutes);
    put(o, T(" min. · "));
    put(o, c_text(kinds[i->kind & 3]));
    put(o, T(" · "));
    put_escaped(o, i->role == 0 ? T("Dig") : i->role == 1 ? mentor : c_text(roles[i->role % 5]));
    put(o, T("\n</p>\n\n"));
    if (before != NULL) {
        put(o, T("<p class=\"hint\">Først: "));
        put_escaped(o, before->title);
        put(o, T("</p>\n"));
    } else if (i->role == 0 && (i->flags & 2) == 0) {
        put_act(o, i, w, "done", "Gjort");
    }
}

static void put_item(struct out *o, const struct item *items, int n, const struct item *i,
                     struct text mentor, const struct who *w)
{
    put(o, T("<li class=\"onb-item"));
    put(o, i->state == 0 ? T("\"><p><b>") : T(" onb-over\"><p><b>"));
    put_escaped(o, i->title);
    put(o, T("</b>"));
    if ((i->flags & 2) != 0)
        put(o, T(" <span class=\"tag\">Skal altid gøres</span>"));
    if (i->state != 0)
        put(o, T(" <span class=\"tag tag-done\">Gjort</span>"));
    put(o, T("</p>\n"));
    if (i->state == 0) {
        put_open(o, i, mentor, w, waits_for(items, n, i));
    } else {
        put(o, T("<p class=\"hint\">"));
        put_day(o, i->ended_at / 86400000);
        put(o, T(" kl. 12.00 · "));
        put_escaped(o, i->ender);
        put(o, T("</p>\n\n"));
    }
    put(o, T("\n</li>\n"));
}

/* Minutes of knowledge and phone, planned and lived, of six weeks. */
static void put_weeks(sqlite3_stmt *calls, struct out *o, const struct item *items, int n,
                      int64_t person, int64_t start)
{
    int64_t m[6][4] = {{0}}, most = 60, monday = start - (start + 3) % 7;

    for (int i = 0; i < n; i++) {
        int64_t week = (items[i].due - monday) / 7;

        if (items[i].kind != 2 && items[i].due >= monday && week < 6)
            m[week][items[i].kind == 1] += items[i].minutes;
        week = items[i].ended_at != 0 ? (items[i].ended_at / 86400000 - monday) / 7 : 9;
        if (items[i].kind != 2 && (items[i].flags & 4) == 0 && week >= 0 && week < 6)
            m[week][2 + (items[i].kind == 1)] += items[i].minutes;
    }
    sqlite3_bind_int64(calls, 1, person);
    sqlite3_bind_int64(calls, 2, monday * 86400000);
    sqlite3_bind_int64(calls, 3, (monday + 42) * 86400000);
    while (sqlite3_step(calls) == SQLITE_ROW)
        m[(sqlite3_column_int64(calls, 0) / 86400000 - monday) / 7 % 6][3] +=
            sqlite3_column_int64(calls, 1) / 60000;
    sqlite3_reset(calls);
    for (int i = 0; i < 24; i++)
        most = m[i / 4][i % 4] > most ? m[i / 4][i % 4] : most;
    for (int i = 0; i < 24; i++) {
        int64_t h = m[i / 4][i % 4] * 180 / most;

        put(o, T("<rect class=\"onb-lived onb-knowledge\" x=\""));
        put_int(o, 64 + i * 25);
        put(o, T("\" y=\""));
        put_int(o, 196 - h);
        put(o, T("\" width=\"38\" height=\""));
        put_int(o, h);
        put(o, i % 4 == 3 ? T("\"></rect>\n<text class=\"axis-text\" x=\"645\" y=\"220\" "
                              "text-anchor=\"middle\">Uge</text>\n")
                          : T("\"></rect>\n"));
    }
    put(o, T("</svg>\n<figcaption class=\"onb-legend\"><span><i class=\"onb-key "
             "onb-key-knowledge\"></i>Viden</span> <span><i class=\"onb-key "
             "onb-key-phone\"></i>Telefon</span> <span><i class=\"onb-key "
             "onb-key-plan\"></i>planlagt</span> <span><i class=\"onb-key "
             "onb-key-lived\"></i>levet</span></figcaption>\n</figure>\n<details class=\"edit\" "
             "id=\"balance-table\"><summary>Som tabel</summary>\n<div class=\"table-scroll\" "
             "tabindex=\"0\" role=\"region\" aria-label=\"Viden og telefon\"><table class=\"table "
             "numbers\"><caption>Minutter</caption><thead><tr><th scope=\"col\">Uge</th><th "
             "scope=\"col\">Viden, planlagt</th><th scope=\"col\">Viden, levet</th><th "
             "scope=\"col\">Telefon, planlagt</th><th scope=\"col\">Telefon, "
             "levet</th></tr></thead><tbody>"));
    for (int i = 0; i < 24; i++) {
        put(o, i % 4 == 0 ? T("</tr><tr><th scope=\"row\">n</th><td>") : T("<td>"));
        put_int(o, m[i / 4][i % 4]);
        put(o, T("</td>"));
    }
    put(o, T("</tr></tbody></table></div></details>\n"));
}

/* Whom to ask. */
static void put_ask(sqlite3_stmt *s, struct out *o, int64_t centre, int64_t team, int64_t mentor)
{
    static const char *const as[] = {
        [3] = "Din leder", [4] = "Din mentor", [6] = "Arbejdsmiljøgruppen"};

    sqlite3_bind_int64(s, 1, centre);
    sqlite3_bind_int64(s, 2, team);
    sqlite3_bind_int64(s, 3, mentor);
    while (sqlite3_step(s) == SQLITE_ROW) {
        put(o, T("<li class=\"tile\"><span>"));
        put(o, c_text(as[sqlite3_column_int(s, 1)]));
        put(o, T("</span><p class=\"onb-name\"><span class=\"bv-face\" "
                 "aria-hidden=\"true\">M</span> "));
        put_escaped(o, column(s, 0));
        put(o, T("</p><span>"));
        put_escaped(o, column(s, 2));
        put(o, T("</span></li>"));
    }
    sqlite3_reset(s);
}

static void put_gate(sqlite3_stmt *s, struct out *o, const struct who *w)
{
    sqlite3_bind_int64(s, 1, w->centre);
    sqlite3_bind_int64(s, 2, now_ms());
    sqlite3_bind_int64(s, 3, w->person);
    if (sqlite3_step(s) == SQLITE_ROW && sqlite3_column_type(s, 4) == SQLITE_NULL)
        put(o, T("<p>Porten er ikke åben endnu: indtil da sidder nogen ved siden af dig, når du "
                 "har kald. Du mangler modulet om den hårde tone og en samtaletræners underskrift. "
                 "<a href=\"/gate\">Se porten</a></p>\n"));
    sqlite3_reset(s);
}

static const char *const phases[] = {"Før start", "Den første uge", "De første tre måneder",
                                     "Det første år"};

static int phase_of(int64_t day)
{
    return day < 0 ? 0 : day < 5 ? 1 : day < 65 ? 2 : 3;
}

static void put_phases(struct out *o, const struct item *items, int n, struct text mentor,
                       const struct who *w)
{
    for (int p = 0; p < 4; p++) {
        int of = 0, over = 0;

        for (int i = 0; i < n; i++)
            if (phase_of(items[i].day) == p) {
                of++;
                over += items[i].state != 0;
            }
        put(o, T("<details class=\"edit onb-phase\" id=\"phase-first_week\"><summary><span "
                 "class=\"onb-phase-name\">"));
        put(o, c_text(phases[p]));
        put(o, T("</span> · "));
        put_int(o, over);
        put(o, T(" af "));
        put_int(o, of);
        put(o, T(" er på plads</summary>\n<ul class=\"bv-lines plain\">"));
        for (int i = 0; i < n; i++)
            if (phase_of(items[i].day) == p)
                put_item(o, items, n, &items[i], mentor, w);
        put(o, T("</ul>\n</details>\n"));
    }
}

void ready_mine(sqlite3_stmt **st, const struct who *w, struct out *o)
{
    static __thread char room[32768], names[1024];
    struct item items[ITEMS_MAX];
    sqlite3_stmt *s = st[READY_RUN];
    size_t at = 0;
    int n;

    sqlite3_bind_int64(s, 1, today());
    sqlite3_bind_int64(s, 2, w->person);
    check(sqlite3_step(s) == SQLITE_ROW, "no newcomer");
    int64_t run = sqlite3_column_int64(s, 0), team = sqlite3_column_int64(s, 2),
            start = sqlite3_column_int64(s, 7), mentor_id = sqlite3_column_int64(s, 10);
    bool called = sqlite3_column_type(s, 8) != SQLITE_NULL;
    struct text class_name = kept(names, &at, column(s, 5)),
                mentor = kept(names, &at, column(s, 9));
    sqlite3_reset(s);
    n = read_items(st[READY_ITEMS], run, items, room);
    put(o, T("<h1>Min første tid</h1>\n<div id=\"onboarding-mine\" data-live=\"onboarding "
             "gate\">\n<p class=\"lead\">Uge "));
    put_int(o, (today() - start) / 7 + 1);
    put(o, T(" · "));
    put_escaped(o, class_name);
    put(o, T("</p>\n"));
    sqlite3_bind_int64(st[READY_TALK], 1, run);
    if (sqlite3_step(st[READY_TALK]) == SQLITE_ROW)
        put(o, T("<div class=\"alert alert-info onb-alert\"></div>"));
    sqlite3_reset(st[READY_TALK]);
    put(o, T("<section aria-labelledby=\"today\"><h2 id=\"today\">I dag</h2>\n<ul class=\"bv-lines "
             "plain\">"));
    for (int i = 0; i < n; i++)
        if (items[i].state == 0 && items[i].role == 0 && items[i].due <= today())
            put_item(o, items, n, &items[i], mentor, w);
    put(o, T("</ul></section>\n"));
    put_gate(st[READY_GATE], o, w);
    if (!called) {
        put(o, T("<section aria-labelledby=\"first-call\">\n<h2 id=\"first-call\">Det første "
                 "kald</h2>\n<p>Vi håber på et første kald senest fre. 27. november. Så er det "
                 "værste sug væk.</p>\n<div class=\"bv-line\"><form method=\"post\" "
                 "action=\"/onboarding/mine/first-call\">"));
        put_csrf(o, w);
        put(o,
            T("<button class=\"button button-secondary\" type=\"submit\">Jeg har taget mit første "
              "kald</button></form>\n<form method=\"post\" action=\"/onboarding/mine/ready\">"));
        put_csrf(o, w);
        put(o,
            T("<button class=\"button button-secondary\" type=\"submit\">Ikke klar "
              "endnu</button></form></div>\n<p class=\"hint\">»Ikke klar endnu« er et godt svar. "
              "Din mentor kommer, og det står ingen steder som en anmærkning.</p>\n</section>\n"));
    }
    put(o, T("<section aria-labelledby=\"soon\"><h2 id=\"soon\">Det næste</h2>\n<ul "
             "class=\"bv-lines plain\">"));
    for (int i = 0; i < n; i++)
        if (items[i].state == 0 && items[i].due > today() - 7 && items[i].due <= today() + 7 &&
            !(items[i].role == 0 && items[i].due <= today()))
            put_item(o, items, n, &items[i], mentor, w);
    put(o, T("</ul>\n</section>\n<section aria-labelledby=\"ask\"><h2 "
             "id=\"ask\">Spørg</h2>\n<p>Spørg, hver gang du er i tvivl. Det gør vi alle. <a "
             "href=\"/desk\">Hvem er på lige nu, også under et kald</a></p>\n<ul class=\"tiles "
             "onb-ask\">"));
    put_ask(st[READY_ASK], o, w->centre, team, mentor_id);
    put(o, T("</ul></section>\n<section aria-labelledby=\"balance\"><h2 id=\"balance\">Viden og "
             "telefon</h2><p>Man lærer begge dele bedst, når de følges ad.</p><figure "
             "class=\"chart onb-chart\">\n<svg viewBox=\"0 0 720 250\" role=\"img\" "
             "aria-label=\"Minutter til viden og telefon pr. uge, planlagt og levet\">\n<line "
             "class=\"axis\" x1=\"52\" y1=\"196\" x2=\"712\" y2=\"196\"></line><line "
             "class=\"grid\" x1=\"52\" y1=\"16\" x2=\"712\" y2=\"16\"></line>\n"));
    put_weeks(st[READY_CALLS], o, items, n, w->person, start);
    put(o, T("</section>\n<section aria-labelledby=\"far\"><h2 id=\"far\">Så langt er det "
             "nået</h2>\n"));
    put_phases(o, items, n, mentor, w);
    put(o, T("</section>\n</div>\n"));
}

/* ---- the page of who receives newcomers */

static void put_waiting(sqlite3_stmt *s, struct out *o, int64_t centre)
{
    int n = 0, more = 0;

    sqlite3_bind_int64(s, 1, centre);
    sqlite3_bind_int64(s, 2, today() + 7);
    while (sqlite3_step(s) == SQLITE_ROW) {
        int64_t role = sqlite3_column_int64(s, 4), due = sqlite3_column_int64(s, 7);

        if (role != 2 && due >= today())
            continue; /* somebody else's, as long as it is not late */
        if (++n > 60) {
            more++;
            continue;
        }
        put(o, T("\n<li class=\"onb-item\"><p><b>"));
        put_escaped(o, column(s, 3));
        put(o, T("</b></p><p class=\"hint\"><a href=\"/onboarding/"));
        put_int(o, sqlite3_column_int64(s, 1));
        put(o, T("\">"));
        put_escaped(o, column(s, 2));
        put(o, T("</a> · "));
        if (due < today())
            put(o, T("<b class=\"onb-late\">Skulle være gjort "));
        put_day(o, due);
        if (due < today())
            put(o, T("</b>"));
        put(o, T(" · "));
        put_int(o, sqlite3_column_int64(s, 6));
        put(o, T(" min. · "));
        put(o, c_text(kinds[sqlite3_column_int64(s, 5) & 3]));
        put(o, T(" · "));
        put(o, c_text(roles[role % 5]));
        put(o, T("\n</p></li>\n"));
    }
    sqlite3_reset(s);
    put(o, T("</ul><p>Og "));
    put_int(o, more);
    put(o, T(" ting til. De kommer frem, når de første er gjort.</p></section>\n"));
}

struct far {
    int64_t run, open, over, late;
};

static int by_run(const void *x, const void *y)
{
    int64_t a = ((const struct far *)x)->run, b = ((const struct far *)y)->run;

    return a < b ? -1 : a > b;
}

static int read_far(sqlite3_stmt *s, int64_t centre, struct far *ret, int most)
{
    int n = 0;

    sqlite3_bind_int64(s, 1, centre);
    sqlite3_bind_int64(s, 2, today());
    for (; n < most && sqlite3_step(s) == SQLITE_ROW; n++)
        ret[n] = (struct far){sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 1),
                              sqlite3_column_int64(s, 2), sqlite3_column_int64(s, 3)};
    sqlite3_reset(s);
    return n;
}

static void put_card(sqlite3_stmt *s, struct out *o, const struct far *far)
{
    put(o, T("<article class=\"person-card\"><h3><a href=\"/onboarding/"));
    put_int(o, sqlite3_column_int64(s, 0));
    put(o, T("\">"));
    put_escaped(o, column(s, 1));
    put(o, T("</a></h3>\n<p>Uge "));
    put_int(o, (today() - sqlite3_column_int64(s, 7)) / 7 + 1);
    put(o, T(" · "));
    put(o, c_text(profiles[sqlite3_column_int64(s, 6) & 3]));
    put(o, T(" · "));
    put_escaped(o, column(s, 3));
    put(o, T("</p>\n<p class=\"tags\"><span class=\"tag tag-done\">Første kald "));
    put_day(o, sqlite3_column_type(s, 8) != SQLITE_NULL ? sqlite3_column_int64(s, 8) / 86400000
                                                        : sqlite3_column_int64(s, 7) + 4);
    put(o, T("\n</span>"));
    if (far != NULL && far->late > 0) {
        put(o, T("<span class=\"tag\">"));
        put_int(o, far->late);
        put(o, T(" ting er over tiden</span>"));
    }
    put(o, T("</p>\n<p class=\"when\">"));
    put_int(o, far != NULL ? far->over : 0);
    put(o, T(" af "));
    put_int(o, far != NULL ? far->open + far->over : 0);
    put(o, T(" er på plads · Mentor: "));
    put_escaped(o, column(s, 9));
    put(o, T("</p></article>\n"));
}

void ready_lead(sqlite3_stmt **st, const struct who *w, struct out *o)
{
    struct far far[1000];
    int n_far = read_far(st[READY_FAR], w->centre, far, 1000);
    sqlite3_stmt *s = st[READY_WORKS];
    int64_t class = -1;

    put(o,
        T("<h1>Nye kolleger</h1>\n<p class=\"lead\">Hvem er hvor, og hvad venter på hvem. Ingen "
          "får point.</p>\n<nav class=\"bv-subnav\" aria-label=\"Nye kolleger\"><ul "
          "class=\"nobullet-list\"><li><a href=\"/onboarding/start\">Start nye</a></li><li><a "
          "href=\"/onboarding/mentors\">Mentorer</a></li><li><a href=\"/onboarding/plans\">Planer "
          "for nye</a></li></ul></nav>\n<div id=\"onboarding-board\" data-live=\"onboarding\">\n"));
    sqlite3_bind_int64(s, 1, w->centre);
    while (sqlite3_step(s) == SQLITE_ROW) {
        put(o, T("<div class=\"alert alert-warning onb-alert\"><div class=\"alert-body\"><h2 "
                 "class=\"alert-heading\">Mange hårde kald på få dage: "));
        put_escaped(o, column(s, 1));
        put(o, T("</h2></div></div>\n"));
    }
    sqlite3_reset(s);
    sqlite3_bind_int64(st[READY_TALKS], 1, w->centre);
    while (sqlite3_step(st[READY_TALKS]) == SQLITE_ROW)
        put_escaped(o, column(st[READY_TALKS], 1));
    sqlite3_reset(st[READY_TALKS]);
    put(o, T("<section aria-labelledby=\"waits\"><h2 id=\"waits\">Venter på dig</h2>\n<ul "
             "class=\"bv-lines plain\">"));
    put_waiting(st[READY_DUE], o, w->centre);
    s = st[READY_RUNS];
    sqlite3_bind_int64(s, 1, today());
    sqlite3_bind_int64(s, 2, w->centre);
    while (sqlite3_step(s) == SQLITE_ROW) {
        struct far key = {.run = sqlite3_column_int64(s, 0)};

        if (sqlite3_column_int64(s, 4) != class) { /* those of a class began on one day */
            put(o, class >= 0 ? T("</div></section>\n<section><h2>") : T("<section><h2>"));
            put_escaped(o, column(s, 5));
            put(o, T(" <span class=\"with\">"));
            put_day(o, sqlite3_column_int64(s, 7));
            put(o, T("</span></h2>\n<div class=\"cards\">"));
            class = sqlite3_column_int64(s, 4);
        }
        put_card(s, o, bsearch(&key, far, (size_t)n_far, sizeof *far, by_run));
    }
    sqlite3_reset(s);
    put(o, T("</div></section>\n</div>\n"));
}

/* ---- who may be alone on the phone */

static bool takes_calls(struct text roles_held)
{
    for (size_t i = 0; i < roles_held.n; i++)
        if (roles_held.p[i] >= '0' && roles_held.p[i] <= '2')
            return true;
    return false;
}

static void put_answer(sqlite3_stmt *s, struct out *o, int64_t now)
{
    int64_t until = sqlite3_column_int64(s, 4);
    bool passed = until > now, is_signed = sqlite3_column_type(s, 5) != SQLITE_NULL,
         off = sqlite3_column_type(s, 7) == SQLITE_NULL || sqlite3_column_int64(s, 7) > now,
         grace = sqlite3_column_int64(s, 8) > now && sqlite3_column_type(s, 2) != SQLITE_NULL,
         let = sqlite3_column_type(s, 6) != SQLITE_NULL;
    bool open = (passed && is_signed) || off || grace || let;

    put(o, T("{\"person_id\":\""));
    put_int(o, sqlite3_column_int64(s, 0));
    put(o, T("\",\"extension\":null,\"eligible\":"));
    put(o, open ? T("true,\"valid_until\":") : T("false,\"valid_until\":"));
    if (open && passed && is_signed) {
        put(o, T("\""));
        put_iso(o, until);
        put(o, T("\""));
    } else {
        put(o, T("null"));
    }
    put(o, T(",\"reasons\":["));
    if (!passed)
        put(o, until == 0 ? T("\"module_missing\"") : T("\"module_expired\""));
    if (!is_signed)
        put(o, passed ? T("\"not_signed\"") : T(",\"not_signed\""));
    put(o, T("]}"));
}

bool ready_eligible(sqlite3_stmt **st, struct text token, int64_t person, struct out *o)
{
    sqlite3_stmt *s = st[READY_TOKEN];
    int64_t now = now_ms(), centre = 0, holder = 0;
    bool known, may = false, first = true;
    char hex[65];

    if (token.p == NULL)
        return false;
    hash_hex(token, hex);
    sqlite3_bind_text(s, 1, hex, 64, SQLITE_STATIC);
    known = sqlite3_step(s) == SQLITE_ROW && sqlite3_column_int64(s, 2) > now &&
            sqlite3_column_type(s, 3) == SQLITE_NULL && sqlite3_column_type(s, 5) == SQLITE_NULL &&
            sqlite3_column_int64(s, 1) != 0;
    if (known) {
        holder = sqlite3_column_int64(s, 0);
        centre = sqlite3_column_int64(s, 4);
    }
    sqlite3_reset(s);
    sqlite3_bind_int64(st[READY_GRANTS], 1, holder);
    while (sqlite3_step(st[READY_GRANTS]) == SQLITE_ROW)
        may = may || sqlite3_column_int64(st[READY_GRANTS], 0) == 8;
    sqlite3_reset(st[READY_GRANTS]);
    if (!known || !may)
        return false;
    s = st[person != 0 ? READY_GATE : READY_GATES];
    sqlite3_bind_int64(s, 1, centre);
    sqlite3_bind_int64(s, 2, now);
    sqlite3_bind_int64(s, 3, person != 0 ? person : now / 86400000 - 1);
    put(o, T("{\"items\":["));
    while (sqlite3_step(s) == SQLITE_ROW) {
        if (person == 0 && !takes_calls(column(s, 3)))
            continue;
        if (!first)
            put(o, T(","));
        put_answer(s, o, now);
        first = false;
    }
    sqlite3_reset(s);
    put(o, T("],\"next\":null}"));
    return true;
}
