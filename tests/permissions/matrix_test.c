/* Every route, asked for by everybody: who is not allowed is told so and changes nothing, nobody
 * sees an answer that is our fault, and the canary incident is seen by those alone who may.
 * SPDX-License-Identifier: MPL-2.0 */
#include "roles_world.h"

#include "web/builtin.h"

#include <stdlib.h>

enum variant { FILLED, EMPTY, NONSENSE, GONE, NO_TOKEN, VARIANT_N };
static const char *const variant_names[] = {"filled", "empty", "nonsense", "gone", "no csrf token"};

struct ask {
    struct roles_world *w;
    const struct requester *who;
    struct actor signed_in;
    struct actor actor; /* as whom this route sees them: a token opens the API alone */
    struct loopback lb;
    const struct route *route;
    enum variant variant;
    bool cares; /* has a step of the canary's aftercare */
    int64_t n_audit, n_wrong;
};

static bool is_api(const struct route *route)
{
    return str_starts(str_of(route->path), STR("/api/"));
}

static void wrong(struct ask *ask, const char *what)
{
    static const char *const methods[METHOD_N] = {"GET", "POST", "PUT", "DELETE"};

    ask->n_wrong++;
    print_error("%s: %s %s (%s) gives %d: %s\n", ask->who->name, methods[ask->route->method],
                ask->route->path, variant_names[ask->variant], ask->lb.last.status, what);
}

/* ---- what must come */

static bool may_see_canary(const struct actor *actor)
{
    return may_reach(actor, PERM_INCIDENT_READ, VICTIM, NORTH);
}

/* Her own plan, her mentor's and her leaders' to see. */
static bool may_see_plan(const struct ask *ask)
{
    return may(&ask->actor, PERM_ONBOARDING) &&
           (ask->actor.person_id == VICTIM || ask->actor.person_id == FIRST_ROLE + ROLE_MENTOR ||
            may_reach(&ask->actor, PERM_ONBOARDING_LEAD, -1, NORTH));
}

/* What her mentor noted is for the two of them. */
static bool may_hear(const struct ask *ask)
{
    return may(&ask->actor, PERM_CALL_LISTENING) &&
           (ask->actor.person_id == VICTIM || ask->actor.person_id == FIRST_ROLE + ROLE_MENTOR);
}

/* A safety representative has a part in a newcomer's plan, and sees that part alone. */
static bool may_hold_safety(const struct ask *ask)
{
    return ask->actor.person_id == FIRST_ROLE + ROLE_SAFETY_REP ||
           ask->actor.person_id == SAFETY_ALL;
}

/* Who trains or leads somebody of her class. */
static bool may_see_day(const struct ask *ask)
{
    return may_reach(&ask->actor, PERM_FOLLOW_UP, -1, NORTH);
}

/* Colleagues of the team are offered when one logs for another; who manages people sees people. */
static bool may_see_name(const struct ask *ask)
{
    enum permission p = ask->route->permission;

    if (may_see_canary(&ask->actor))
        return true;
    /* Whoever has a step of her aftercare knows whom they care for, there. */
    if ((p == PERM_CARE_READ || p == PERM_CARE_ACT) && ask->cares)
        return true;
    if (p == PERM_INCIDENT_LOG && may_reach(&ask->actor, PERM_INCIDENT_LOG, VICTIM, NORTH))
        return true;
    /* The same when one tells of harassment, and afterwards for who told of it. */
    if ((p == PERM_HARASSMENT_REPORT || p == PERM_HARASSMENT_READ) &&
        may_reach(&ask->actor, PERM_HARASSMENT_REPORT, VICTIM, NORTH))
        return true;
    /* One chooses supporters and substitutes among the colleagues of one's team. */
    if ((strcmp(ask->route->path, "/aftercare/mine") == 0 ||
         strcmp(ask->route->path, "/absences") == 0) &&
        ask->actor.team_id == NORTH)
        return true;
    /* Who plans the roster of her team chooses newcomers who look on. */
    if (str_starts(str_of(ask->route->path), STR("/duty/")) &&
        may_reach(&ask->actor, PERM_DUTY_PLAN, VICTIM, NORTH))
        return true;
    /* She is new: her mentor is beside her, and who has a part in her plan knows whose it is. */
    if ((p == PERM_ONBOARDING || p == PERM_ONBOARDING_LEAD) && may_see_plan(ask))
        return true;
    if (strcmp(ask->route->path, "/onboarding") == 0 &&
        (may(&ask->actor, PERM_PEOPLE_MANAGE) || may_hold_safety(ask)))
        return true;
    /* Her mentor sees that she wants to talk; who trains or leads her class sees who is in it. */
    if (strcmp(ask->route->path, "/experience/newcomers") == 0 ||
        strcmp(ask->route->path, "/api/v1/experience/newcomers") == 0 ||
        strcmp(ask->route->path, "/api/v1/experience/talks/{id}/held") == 0)
        return ask->actor.person_id == FIRST_ROLE + ROLE_MENTOR;
    if (roles_is_about_day(ask->route) && may_see_day(ask))
        return true;
    /* Call trainers of her team sign for her; who switches the gate sees whom it would shut out. */
    if ((str_starts(str_of(ask->route->path), STR("/gate")) ||
         str_starts(str_of(ask->route->path), STR("/api/v1/gate"))) &&
        (may_reach(&ask->actor, PERM_GATE_ACT, VICTIM, NORTH) ||
         may_reach(&ask->actor, PERM_MODULES_SET, -1, 0)))
        return true;
    /* Her call trainer may listen to her too. */
    if (p == PERM_CALL_LISTENING &&
        (may_hear(ask) || ask->actor.person_id == FIRST_ROLE + ROLE_CALL_TRAINER))
        return true;
    /* Who trains her team may ask her to fill a practice form; who leads her sees that one was held. */
    if (p == PERM_COACHING && (may_reach(&ask->actor, PERM_COACHING, -1, NORTH) ||
                               may_reach(&ask->actor, PERM_COACHING_TRAIN, -1, NORTH)))
        return true;
    /* Who manages people also enters their absences. */
    return (p == PERM_PEOPLE_MANAGE || str_starts(str_of(ask->route->path), STR("/absences"))) &&
           may(&ask->actor, PERM_PEOPLE_MANAGE);
}

static bool may_see_care(const struct ask *ask)
{
    return ask->cares || may_reach(&ask->actor, PERM_CARE_READ, VICTIM, NORTH);
}

/* Grounds of a restriction are for those who decide, and she never decides. */
static bool may_see_grounds(const struct ask *ask)
{
    return ask->actor.person_id != VICTIM &&
           may_reach(&ask->actor, PERM_CONDUCT_DECIDE, VICTIM, NORTH);
}

/* The colleague who told of it would see it too; here she told of it herself. */
static bool may_see_evidence(const struct ask *ask)
{
    return may_reach(&ask->actor, PERM_HARASSMENT_READ, VICTIM, NORTH);
}

/* Her call trainer and her manager; others who lead once they have the watch, which they take when they write. */
static bool may_see_signs(const struct ask *ask)
{
    bool by_watch = ask->actor.person_id == FIRST_ROLE + ROLE_SUPERVISOR ||
                    ask->actor.person_id == MANAGER_SOUTH;

    return ask->actor.person_id == VICTIM || ((!by_watch || ask->route->method != GET) &&
                                              may_reach(&ask->actor, PERM_GATE_ACT, VICTIM, NORTH));
}

/* What she and her trainer wrote, they read; what one trainer answered, nobody else does while the round runs. */
static bool may_see_coaching(const struct ask *ask)
{
    return ask->actor.person_id == VICTIM || ask->actor.person_id == FIRST_ROLE + ROLE_CALL_TRAINER;
}

static void check_canary(struct ask *ask)
{
    struct str to = loopback_header(&ask->lb, "Location");
    size_t at;

    if (!may_see_canary(&ask->actor) && loopback_shows(&ask->lb, CANARY_TEXT))
        wrong(ask, "shows a text that is not for this reader");
    /* Notes: what she was told, she and who wrote it read; what another one told her, she alone. */
    if (ask->actor.person_id != VICTIM && loopback_shows(&ask->lb, CANARY_NOTE "2"))
        wrong(ask, "shows a note that is not for this reader");
    if (ask->actor.person_id != VICTIM && ask->actor.person_id != FIRST_ROLE + ROLE_MANAGER &&
        loopback_shows(&ask->lb, CANARY_NOTE))
        wrong(ask, "shows a note that is not for this reader");
    if (!may_see_grounds(ask) && loopback_shows(&ask->lb, CANARY_GROUND))
        wrong(ask, "shows grounds that are not for this reader");
    if (!may_see_signs(ask) && loopback_shows(&ask->lb, CANARY_SIGN))
        wrong(ask, "shows words of the gate that are not for this reader");
    if (!may_hear(ask) && loopback_shows(&ask->lb, CANARY_LISTEN))
        wrong(ask, "shows what was heard by a listener and is not for this reader");
    if (!may_see_coaching(ask) && loopback_shows(&ask->lb, CANARY_COACHING "1"))
        wrong(ask, "shows what was practised by others");
    if (ask->actor.person_id != FIRST_ROLE + ROLE_MENTOR &&
        loopback_shows(&ask->lb, CANARY_COACHING "2"))
        wrong(ask, "shows what another trainer answered");
    if (!may_see_evidence(ask) && loopback_shows(&ask->lb, CANARY_EVIDENCE))
        wrong(ask, "shows evidence that is not for this reader");
    if (ask->actor.person_id != VICTIM && loopback_shows(&ask->lb, CANARY_OWN))
        wrong(ask, "shows what she wrote for herself");
    if (!may_see_name(ask) && loopback_shows(&ask->lb, CANARY_NAME))
        wrong(ask, "shows a name that is not for this reader");
    if (to.p != NULL &&
        (str_find(to, STR(CANARY_TEXT), &at) || str_find(to, STR(CANARY_NAME), &at) ||
         str_find(to, STR(CANARY_EVIDENCE), &at)))
        wrong(ask, "leads to an address with what was confided in it");
}

static void check_denied(struct ask *ask, int status)
{
    int64_t n_audit = roles_count(ask->w, "SELECT count(*) FROM audit");

    if (status == 303 && !str_starts(loopback_header(&ask->lb, "Location"), STR("/sign-in")))
        wrong(ask, "leads elsewhere than to the sign-in");
    if (n_audit != ask->n_audit)
        wrong(ask, "is refused and yet leaves a trace");
}

static void check_status(struct ask *ask)
{
    const struct route *r = ask->route;
    int status = ask->lb.last.status;
    bool reads = r->method == GET, local = r->permission == PERM_SERVER_LOCAL;

    if (status >= 500 || status < 200)
        wrong(ask, "is our fault");
    if (local || (ask->actor.person_id != 0 && !may(&ask->actor, r->permission))) {
        if (status != 403)
            wrong(ask, "should be 403");
        check_denied(ask, status);
    } else if (!may(&ask->actor, r->permission)) {
        if (status != (reads && !is_api(r) ? 303 : 401))
            wrong(ask, "should ask to sign in");
        check_denied(ask, status);
    } else if (ask->variant == NO_TOKEN && ask->lb.bearer.p == NULL) {
        if (status != 403)
            wrong(ask, "should be 403 without the form's token");
        check_denied(ask, status);
    } else if (roles_is_about_canary(r) && !may_reach(&ask->actor, r->permission, VICTIM, NORTH)) {
        bool unread =
            status == 422 &&
            (ask->variant == EMPTY || ask->variant == NONSENSE); /* says nothing of any incident */

        if (status != 403 && status != 404 && !unread)
            wrong(ask, "should be as if it were not there");
        check_denied(ask, status);
    } else if (roles_is_about_care(r) && !may_see_care(ask)) {
        if (status != 403 && status != 404 && status != 422)
            wrong(ask, "should be as if it were not there");
        check_denied(ask, status);
    } else if (roles_is_hers_alone(r) && ask->actor.person_id != VICTIM) {
        if (status != 404 && status != 422)
            wrong(ask, "should be as if it were not there");
        check_denied(ask, status);
    } else if ((roles_is_about_listening(r) && !may_hear(ask)) ||
               (roles_is_coaching(r) && !may_see_coaching(ask))) {
        if (status != 404 && status != 422)
            wrong(ask, "should be as if it were not there");
        check_denied(ask, status);
    } else if (roles_is_about_plan(r) && !may_see_plan(ask)) {
        if (status != 403 && status != 404 && status != 422)
            wrong(ask, "should be as if it were not there");
        check_denied(ask, status);
    } else if (roles_is_about_day(r) && !may_see_day(ask)) {
        if (status != 403 && status != 404 && status != 422)
            wrong(ask, "should be as if it were not there");
        check_denied(ask, status);
    } else if (ask->variant == GONE &&
               (roles_is_about_plan(r) || roles_is_about_listening(r) || roles_is_about_canary(r) ||
                roles_is_about_care(r)) &&
               status != 404 && status != 422) {
        wrong(ask, "should be 404");
    } else if (ask->variant == FILLED && reads && status == 401) {
        wrong(ask, "is allowed and yet refused");
    }
    if (ask->variant == FILLED && reads && roles_is_about_canary(r) &&
        may_see_canary(&ask->actor) && may(&ask->actor, r->permission) && status != 200 &&
        status != 303)
        wrong(ask, "should be shown");
}

/* ---- sending */

static const char *body_of(struct ask *ask)
{
    if (ask->variant == EMPTY)
        return is_api(ask->route) ? "{}" : "";
    if (ask->variant == NONSENSE)
        return is_api(ask->route)
                   ? "{\"\":[{}],\"class\":7,\"name\":null,\"id\":-1}"
                   : "class=%ff&name=&rating=x&id=-1&%zz&team_id=99999999999999999999&role=%00";
    return roles_body(ask->w, ask->route, is_api(ask->route));
}

static const char *path_of_ask(struct ask *ask)
{
    const char *path = roles_path(ask->w, ask->route, ask->variant == GONE);

    if (ask->route->method != GET || ask->variant == EMPTY)
        return path;
    return str_c(
        ask->w->arena,
        arena_printf(ask->w->arena, "%s?%s", path,
                     ask->variant == NONSENSE
                         ? "q=%ff&from=x&class=z&team=-1&limit=0&cursor=abc&month=99&next=//x"
                         : "q=kanarie&limit=200&all=true&reference=24-1"));
}

/* Passwords are slow on purpose: once is enough. */
static bool is_needless(const struct ask *ask)
{
    bool reads = ask->route->method == GET, slow = (ask->route->flags & ROUTE_SLOW) != 0;

    /* What never looks at a session wants no form's token: its secret address is the key. */
    if ((reads || (ask->route->flags & ROUTE_ANONYMOUS) != 0) && ask->variant == NO_TOKEN)
        return true;
    if (ask->variant == GONE && strchr(ask->route->path, '{') == NULL)
        return true;
    return slow && !reads && ask->variant == FILLED && ask->route->permission == PERM_PUBLIC &&
           ask->who->person_id != 0;
}

static void send_one(struct ask *ask)
{
    ask->actor = ask->who->scopes != 0 && !is_api(ask->route) ? actor_nobody : ask->signed_in;
    ask->lb = roles_browser(ask->w, ask->who);
    if (ask->actor.person_id == 0)
        loopback_get(&ask->lb, "/sign-in"); /* for the token */
    if (ask->variant == NO_TOKEN)
        ask->lb.csrf = STR("not-the-token");
    ask->n_audit = roles_count(ask->w, "SELECT count(*) FROM audit");
    if (ask->route->method == GET)
        loopback_get(&ask->lb, path_of_ask(ask));
    else
        loopback_send(&ask->lb, ask->route->method, path_of_ask(ask), body_of(ask));
    check_status(ask);
    check_canary(ask);
}

/* Reading first: writing may change what there is to see. */
static void ask_everything(struct ask *ask)
{
    for (int writes = 0; writes < 2; writes++)
        for (size_t t = 0; all_routes[t] != NULL; t++)
            for (const struct route *r = all_routes[t]; r->run != NULL; r++)
                for (int v = 0; v < VARIANT_N; v++) {
                    ask->route = r;
                    ask->variant = (enum variant)((v + EMPTY) %
                                                  VARIANT_N); /* filled last: it may change most */
                    if ((r->method != GET) == (writes == 1) && !is_needless(ask))
                        send_one(ask);
                }
}

/* What is written beside the database tells nothing either. */
static void check_log(struct roles_world *w)
{
    FILE *f = fopen(str_c(w->arena, w->log), "rb");
    char *text = calloc(1, 1 << 22);
    size_t n;

    assert_non_null(f);
    assert_non_null(text);
    n = fread(text, 1, (1 << 22) - 1, f);
    fclose(f);
    assert_true(n > 0);
    assert_null(strstr(text, CANARY_TEXT));
    assert_null(strstr(text, CANARY_NAME));
    assert_null(strstr(text, CANARY_GROUND));
    assert_null(strstr(text, CANARY_NOTE));
    assert_null(strstr(text, CANARY_EVIDENCE));
    assert_null(strstr(text, CANARY_SIGN));
    assert_null(strstr(text, CANARY_LISTEN));
    assert_null(strstr(text, CANARY_OWN));
    assert_null(strstr(text, CANARY_COACHING));
    free(text);
    assert_int_equal(
        roles_count(w, "SELECT count(*) FROM audit WHERE detail LIKE '%" CANARY_TEXT "%'"), 0);
    assert_int_equal(
        roles_count(w, "SELECT count(*) FROM event WHERE kind LIKE '%" CANARY_TEXT "%'"), 0);
}

struct test_case {
    const struct requester *who;
    enum db_kind kind;
};

static void asks_for_everything(void **state)
{
    const struct test_case *c = *state;
    struct roles_world *w = roles_world_start(c->kind);
    struct ask *ask = calloc(1, sizeof *ask);
    int64_t n_wrong;

    assert_non_null(ask);
    ask->w = w;
    ask->who = c->who;
    ask->signed_in = roles_actor(w, c->who);
    ask->cares = roles_cares(w, c->who->person_id);
    ask_everything(ask);
    check_log(w);
    n_wrong = ask->n_wrong;
    free(ask);
    roles_world_end(w);
    assert_int_equal(n_wrong, 0);
}

/* A slip of the test itself would make all of the above easy: the reader who may does see every
 * canary. */
static void the_canary_sings(void **state)
{
    struct roles_world *w = roles_world_start(DB_SQLITE);
    const struct requester manager = {"the manager", FIRST_ROLE + ROLE_MANAGER, 0};
    const struct requester victim = {"the person hit", VICTIM, 0},
                           mentor = {"the mentor", FIRST_ROLE + ROLE_MENTOR, 0};
    struct loopback lb = roles_browser(w, &manager), hers = roles_browser(w, &victim),
                    mentors = roles_browser(w, &mentor);
    size_t at;

    (void)state;
    assert_int_equal(
        loopback_get(&hers, str_c(w->arena, path_of(w->arena, "/coaching/{}", w->coaching_id))),
        200);
    assert_true(loopback_shows(&hers, CANARY_COACHING "1"));
    assert_int_equal(loopback_get(&mentors, "/calibration/901"), 200);
    assert_true(loopback_shows(&mentors, CANARY_COACHING "2"));
    assert_int_equal(
        loopback_get(&lb, str_c(w->arena, path_of(w->arena, "/incidents/{}", w->incident_id))),
        200);
    for (int i = 2; i <= 5; i++)
        assert_true(
            loopback_shows(&lb, str_c(w->arena, arena_printf(w->arena, CANARY_TEXT "%d", i))));
    assert_true(loopback_shows(&lb, CANARY_NAME));
    assert_int_equal(
        loopback_get(&lb, str_c(w->arena, path_of(w->arena, "/aftercare/{}", w->case_id))), 200);
    assert_true(loopback_shows(&lb, CANARY_NOTE "1"));
    assert_false(loopback_shows(&lb, CANARY_NOTE "2"));
    assert_int_equal(
        loopback_get(&lb, str_c(w->arena, path_of(w->arena, "/harassment/{}", w->harassment_id))),
        200);
    for (int i = 1; i <= 5; i++)
        if (i != 4) /* in the file itself */
            assert_true(loopback_shows(
                &lb, str_c(w->arena, arena_printf(w->arena, CANARY_EVIDENCE "%d", i))));
    assert_int_equal(
        loopback_get(&lb, str_c(w->arena, path_of(w->arena, "/harassment/files/{}", w->file_id))),
        200);
    assert_true(
        str_find(loopback_header(&lb, "Content-Disposition"), STR(CANARY_EVIDENCE "5"), &at));
    assert_true(loopback_shows(&lb, CANARY_EVIDENCE "4"));
    assert_int_equal(loopback_get(&lb, "/gate/people/100"), 200);
    for (int i = 1; i <= 3; i++)
        assert_true(
            loopback_shows(&lb, str_c(w->arena, arena_printf(w->arena, CANARY_SIGN "%d", i))));
    assert_int_equal(loopback_get(&lb, "/incidents?q=kanarie"), 200);
    assert_true(loopback_shows(&lb, CANARY_NAME));
    lb = roles_browser(w, &mentor);
    assert_int_equal(loopback_get(&lb, "/listening/911"), 200);
    for (int i = 1; i <= 6; i++)
        assert_true(
            loopback_shows(&lb, str_c(w->arena, arena_printf(w->arena, CANARY_LISTEN "%d", i))));
    roles_world_end(w);
}

int main(void)
{
    static struct test_case cases[64];
    static char names[64][100];
    struct CMUnitTest tests[65];
    size_t n = 0;

    tests[n] = (struct CMUnitTest)cmocka_unit_test(the_canary_sings);
    for (size_t i = 0; i < requesters_n; i++)
        for (int kind = DB_SQLITE; kind <= DB_PGSQL; kind++) {
            cases[n] = (struct test_case){&requesters[i], (enum db_kind)kind};
            snprintf(names[n], sizeof names[n], "%s, %s", requesters[i].name,
                     kind == DB_SQLITE ? "SQLite" : "PostgreSQL");
            tests[n + 1] =
                (struct CMUnitTest){names[n], asks_for_everything, NULL, NULL, &cases[n]};
            n++;
        }
    return _cmocka_run_group_tests("permissions", tests, n + 1, NULL, NULL);
}
