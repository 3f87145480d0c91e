/* Reports cases, finds them, and says who may do what with them.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/harassment/harassment_parts.h"

#include "base/clock.h"
#include "base/id.h"
#include "base/utf8.h"
#include "core/audit.h"
#include "core/refuse.h"
#include "core/vault.h"
#include "features/incidents/incidents.h"

#define WORDS(name, list) const char *const name[] = {list(WORD) NULL}
#define WORD(name, word) word,
WORDS(harassment_kind_words, HARASSMENT_KINDS);
WORDS(harassment_platform_words, HARASSMENT_PLATFORMS);
WORDS(harassment_step_words, HARASSMENT_STEPS);
WORDS(harassment_state_words, HARASSMENT_STATES);
WORDS(harassment_name_words, HARASSMENT_NAMES);
WORDS(harassment_media_types, HARASSMENT_MEDIA);
WORDS(harassment_act_words, HARASSMENT_ACTS);

bool harassment_is_picture(int64_t media)
{
    return media >= HARASSMENT_MEDIA_PNG && media <= HARASSMENT_MEDIA_WEBP;
}

/* ---- sealed texts */

enum status harassment_seal(struct db *db, struct arena *a, int64_t person_id, const char *place,
                            int64_t id, struct str plain, struct str *ret)
{
    return vault_seal(db, a, person_id, arena_printf(a, "%s/%lld", place, (long long)id),
                      plain.p != NULL ? plain : STR(""), ret);
}

enum status harassment_unseal(struct db *db, struct arena *a, struct harassment_case *k,
                              const char *place, int64_t id, struct str *text)
{
    struct str sealed = *text;
    enum status status;

    *text = STR_NONE;
    if (sealed.n == 0)
        return OK;
    status = vault_open(db, a, k->row.person_id, arena_printf(a, "%s/%lld", place, (long long)id),
                        sealed, text);
    k->forgotten = k->forgotten || status == MISSING;
    k->unreadable = k->unreadable || status == BROKEN;
    return status == MISSING || status == BROKEN ? OK : status;
}

/* ---- reporting */

static enum status check_place(const struct harassment_place_entry *p)
{
    if (p->platform < 0 || p->platform >= HARASSMENT_PLATFORM_N)
        return refuse(INVALID, T_HARASSMENT_BAD_PLATFORM);
    if (p->address.n == 0 && p->account.n == 0)
        return refuse(INVALID, T_HARASSMENT_NO_PLACE);
    if (p->address.n > HARASSMENT_URL_MAX || utf8_length(p->account) > HARASSMENT_ACCOUNT_MAX)
        return refuse(TOO_LARGE, T_HARASSMENT_TOO_LONG);
    if (p->seen_at > clock_now() + MINUTE_MS)
        return refuse(INVALID, T_HARASSMENT_IN_THE_FUTURE);
    return OK;
}

static enum status check_entry(const struct harassment_entry *e)
{
    if (e->kinds <= 0 || e->kinds >= INT64_C(1) << HARASSMENT_KIND_N)
        return refuse(INVALID, T_HARASSMENT_BAD_KIND);
    if (utf8_length(e->story) > HARASSMENT_TEXT_MAX)
        return refuse(TOO_LARGE, T_HARASSMENT_TOO_LONG);
    if (e->posted_at > clock_now() + MINUTE_MS)
        return refuse(INVALID, T_HARASSMENT_IN_THE_FUTURE);
    return check_place(&e->place);
}

static int64_t occurred_at(const struct harassment_entry *e)
{
    int64_t seen = e->place.seen_at != 0 ? e->place.seen_at : clock_now();

    return e->posted_at != 0 && e->posted_at < seen ? e->posted_at : seen;
}

/* Exposure to everybody is class D, as a direct threat. The words themselves are confided here, not there. */
static struct incident_entry incident_of(const struct harassment_entry *e, const struct actor *who)
{
    struct incident_entry in = {.client_key = e->client_key,
                                .person_id = e->person_id,
                                .occurred_at = occurred_at(e),
                                .class = INCIDENT_D,
                                .rating = e->rating,
                                .wants_talk = e->wants_talk};

    in.text[INCIDENT_FIELD_WORDS] = text(who->lang, T_HARASSMENT_INCIDENT_WORDS);
    return in;
}

static enum status place_insert(struct db *db, struct arena *a, const struct actor *who,
                                const struct harassment_case_row *k,
                                const struct harassment_place_entry *e)
{
    int64_t seen = e->seen_at != 0 ? e->seen_at : clock_now();
    struct harassment_place_row p = {.id = id_new(),
                                     .case_id = k->id,
                                     .platform = e->platform,
                                     .first_seen_at = seen,
                                     .last_seen_at = seen,
                                     .added_by = who->person_id,
                                     .added_at = clock_now()};

    TRY(harassment_seal(db, a, k->person_id, "harassment_place.address", p.id, e->address,
                        &p.address));
    TRY(harassment_seal(db, a, k->person_id, "harassment_place.account", p.id, e->account,
                        &p.account));
    TRY(q_harassment_place_insert(db, p.id, k->id, p.platform, p.address, p.account, seen, seen,
                                  p.added_by, p.added_at));
    TRY(harassment_act(db, a, who, k->id, HARASSMENT_ACT_PLACE_ADDED, p.id,
                       harassment_place_print(a, &p)));
    return harassment_steps_add(db, a, k, p.id, p.platform, seen);
}

static enum status insert(struct db *db, struct arena *a, const struct actor *who,
                          const struct harassment_entry *e, int64_t incident_id, int64_t *ret_id)
{
    struct harassment_incident_row in;
    struct harassment_case_row k;
    struct str story;
    int64_t id = id_new();

    TRY(q_harassment_incident(db, a, incident_id, &in));
    TRY(harassment_seal(db, a, in.person_id, "harassment_case.story", id, e->story, &story));
    TRY(q_harassment_case_insert(db, id, in.centre_id, incident_id, in.person_id, in.team_id,
                                 who->person_id, e->kinds, story, e->posted_at, clock_now(),
                                 clock_now() + HARASSMENT_WATCH_FIRST_MS));
    TRY(q_harassment_case(db, a, id, &k));
    TRY(harassment_act(db, a, who, id, HARASSMENT_ACT_OPENED, 0, harassment_case_print(a, &k)));
    TRY(harassment_steps_add(db, a, &k, 0, -1, occurred_at(e)));
    TRY(place_insert(db, a, who, &k, &e->place));
    TRY(job_put(db, HARASSMENT_LOOK_AGAIN, id, STR(""), clock_now() + HARASSMENT_WATCH_FIRST_MS));
    TRY(job_put(db, HARASSMENT_SWEEP, 0, STR(""), (clock_now() / DAY_MS + 1) * DAY_MS));
    TRY(announce(db, EVENT_HARASSMENT_OPENED, id));
    *ret_id = id;
    return OK;
}

static enum status find_known(struct db *db, struct arena *a, int64_t incident_id, int64_t *ret_id)
{
    struct harassment_known_row known;
    enum status found = q_harassment_by_incident(db, a, incident_id, &known);

    if (found == MISSING)
        return fail(CONFLICT, "this key was used for an incident");
    TRY(found);
    *ret_id = known.id;
    return OK;
}

enum status harassment_report(struct db *db, struct arena *a, const struct actor *who,
                              const struct zone *zone, const struct harassment_entry *entry,
                              int64_t *ret_id)
{
    struct incident_entry incident = incident_of(entry, who);
    struct incident_logged logged = {0};

    if (!may(who, PERM_HARASSMENT_REPORT))
        return fail(DENIED, "may not report");
    TRY(check_entry(entry));
    DB_TX(tx, db);
    TRY(incident_log(db, a, who, zone, &incident, &logged));
    if (logged.was_known)
        return find_known(db, a, logged.id, ret_id);
    TRY(insert(db, a, who, entry, logged.id, ret_id));
    return db_commit(&tx);
}

/* ---- finding */

bool harassment_leads(const struct actor *who)
{
    for (size_t i = 0; i < who->n_grants; i++)
        if (access_reach(who->grants[i].role, PERM_HARASSMENT_ACT) >= REACH_TEAM)
            return may(who, PERM_HARASSMENT_ACT);
    return false;
}

static enum status sight_of(const struct actor *who, const struct harassment_case_row *k,
                            enum harassment_sight *ret)
{
    if (may(who, PERM_HARASSMENT_READ) && k->person_id == who->person_id)
        *ret = HARASSMENT_SIGHT_OWN;
    else if (who->centre_id == k->centre_id &&
             may_reach(who, PERM_HARASSMENT_READ, k->person_id, k->team_id))
        *ret = HARASSMENT_SIGHT_RESPONSIBLE;
    else if (may(who, PERM_HARASSMENT_READ) && k->reported_by == who->person_id)
        *ret = HARASSMENT_SIGHT_REPORTER;
    else
        return fail(MISSING, "outside the actor's reach");
    return OK;
}

static struct harassment_may rights_of(const struct actor *who, const struct harassment_case *k)
{
    const struct harassment_case_row *r = &k->row;
    bool own = k->sight == HARASSMENT_SIGHT_OWN;
    bool responsible = k->sight == HARASSMENT_SIGHT_RESPONSIBLE &&
                       may_reach(who, PERM_HARASSMENT_ACT, r->person_id, r->team_id);

    return (struct harassment_may){
        .act = responsible,
        .add = may(who, PERM_HARASSMENT_REPORT),
        .open = (own || k->sight == HARASSMENT_SIGHT_RESPONSIBLE) &&
                may_reach(who, PERM_EVIDENCE_OPEN, r->person_id, r->team_id),
        .choose = responsible || (own && may(who, PERM_HARASSMENT_ACT)),
    };
}

enum status harassment_find_to_change(struct db *db, struct arena *a, const struct actor *who,
                                      int64_t id, struct harassment_case *ret)
{
    struct harassment_case k = {0};

    TRY(q_harassment_case(db, a, id, &k.row));
    TRY(sight_of(who, &k.row, &k.sight));
    k.may = rights_of(who, &k);
    *ret = k;
    return OK;
}

/* A look is written down before it is answered; the employee's own as well: it is their evidence, and the chain is whole. */
static enum status note_look(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct harassment_look_row look;
    enum status recent = q_harassment_look_since(db, a, id, who->person_id, HARASSMENT_ACT_LOOKED,
                                                 clock_now() - HARASSMENT_LOOK_AGAIN_MS, &look);

    if (recent != MISSING)
        return recent;
    DB_TX(tx, db);
    TRY(harassment_act(db, a, who, id, HARASSMENT_ACT_LOOKED, 0, STR("")));
    return db_commit(&tx);
}

/* A reporter sees what they brought themselves, not what others added or what is being done. */
static void keep_own(struct harassment_case *k, int64_t person_id)
{
    size_t n = 0;

    for (size_t i = 0; i < k->places.n; i++)
        if (k->places.at[i].added_by == person_id)
            k->places.at[n++] = k->places.at[i];
    k->places.n = n;
    n = 0;
    for (size_t i = 0; i < k->files.n; i++)
        if (k->files.at[i].added_by == person_id)
            k->files.at[n++] = k->files.at[i];
    k->files.n = n;
    k->row.name_reason = k->row.closed_word = STR_NONE;
    k->steps.n = 0;
}

static enum status open_texts(struct db *db, struct arena *a, struct harassment_case *k)
{
    TRY(harassment_unseal(db, a, k, "harassment_case.story", k->row.id, &k->row.story));
    TRY(harassment_unseal(db, a, k, "harassment_case.closed_word", k->row.id, &k->row.closed_word));
    TRY(harassment_unseal(db, a, k, "harassment_case.name_reason", k->row.id, &k->row.name_reason));
    for (size_t i = 0; i < k->places.n; i++) {
        struct harassment_place_row *p = &k->places.at[i];
        TRY(harassment_unseal(db, a, k, "harassment_place.address", p->id, &p->address));
        TRY(harassment_unseal(db, a, k, "harassment_place.account", p->id, &p->account));
    }
    for (size_t i = 0; i < k->files.n; i++)
        TRY(harassment_unseal(db, a, k, "harassment_file.name", k->files.at[i].id,
                              &k->files.at[i].name));
    for (size_t i = 0; i < k->steps.n; i++)
        TRY(harassment_unseal(db, a, k, "harassment_step.word", k->steps.at[i].id,
                              &k->steps.at[i].word));
    return OK;
}

enum status harassment_find(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                            struct harassment_case *ret)
{
    struct harassment_case k;

    TRY(harassment_find_to_change(db, a, who, id, &k));
    TRY(note_look(db, a, who, id));
    db_refresh(db); /* the chain is shown with this look in it */
    TRY(q_harassment_places(db, a, id, &k.places));
    TRY(q_harassment_files(db, a, id, &k.files));
    TRY(q_harassment_steps(db, a, id, &k.steps));
    if (k.sight == HARASSMENT_SIGHT_REPORTER)
        keep_own(&k, who->person_id);
    TRY(open_texts(db, a, &k));
    *ret = k;
    return OK;
}

/* ---- evidence: places (files: harassment_file.c) */

enum status harassment_reopen(struct db *db, struct arena *a, const struct actor *who,
                              const struct harassment_case_row *k)
{
    int64_t changed = 0, at = clock_now() + HARASSMENT_WATCH_FIRST_MS;

    TRY(q_harassment_reopen(db, k->id, &changed));
    if (changed == 0)
        return OK;
    TRY(q_harassment_set_watch(db, k->id, at));
    TRY(job_put(db, HARASSMENT_LOOK_AGAIN, k->id, STR(""), at));
    return harassment_act(db, a, who, k->id, HARASSMENT_ACT_REOPENED, 0, STR(""));
}

enum status harassment_place_add(struct db *db, struct arena *a, const struct actor *who,
                                 int64_t case_id, const struct harassment_place_entry *entry)
{
    struct harassment_case k;
    DB_TX(tx, db);

    TRY(harassment_find_to_change(db, a, who, case_id, &k));
    if (!k.may.add)
        return fail(DENIED, "may not add");
    TRY(check_place(entry));
    TRY(place_insert(db, a, who, &k.row, entry));
    TRY(harassment_reopen(db, a, who, &k.row));
    TRY(announce(db, EVENT_HARASSMENT_CHANGED, case_id));
    return db_commit(&tx);
}

enum status harassment_place_seen(struct db *db, struct arena *a, const struct actor *who,
                                  int64_t place_id, bool still_there, int64_t *ret_case_id)
{
    struct harassment_place_row p;
    struct harassment_case k;
    DB_TX(tx, db);

    TRY(q_harassment_place(db, a, place_id, &p));
    TRY(harassment_find_to_change(db, a, who, p.case_id, &k));
    if (!k.may.add || (k.sight == HARASSMENT_SIGHT_REPORTER && p.added_by != who->person_id))
        return fail(MISSING, "not one of theirs");
    *ret_case_id = p.case_id;
    if (still_there)
        TRY(q_harassment_place_seen(db, place_id, clock_now()));
    else
        TRY(q_harassment_place_gone(db, place_id, clock_now()));
    TRY(harassment_act(db, a, who, p.case_id,
                       still_there ? HARASSMENT_ACT_STILL_THERE : HARASSMENT_ACT_GONE, place_id,
                       STR("")));
    if (still_there)
        TRY(harassment_reopen(db, a, who, &k.row));
    TRY(announce(db, EVENT_HARASSMENT_CHANGED, p.case_id));
    return db_commit(&tx);
}
