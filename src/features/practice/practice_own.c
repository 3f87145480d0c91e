/* A centre's own scenarios: looked at on every way before they are kept, in versions.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/practice/practice_parts.h"

#include "base/clock.h"
#include "base/id.h"
#include "core/audit.h"
#include "core/refuse.h"

static enum status may_write(const struct actor *who)
{
    return who->centre_id != 0 && may_reach(who, PERM_PRACTICE_EDIT, who->person_id, who->team_id)
               ? OK
               : fail(DENIED, "may not write scenarios");
}

enum status practice_own_list(struct db *db, struct arena *a, const struct actor *who,
                              struct practice_own_row_list *ret)
{
    TRY(may_write(who));
    return q_practice_own_list(db, a, who->centre_id, ret);
}

enum status practice_own(struct db *db, struct arena *a, const struct actor *who, int64_t own_id,
                         struct practice_own_text *ret)
{
    struct practice_source_row source;
    struct practice_json_row json;
    struct practice_own_text own;

    TRY(may_write(who));
    TRY(q_practice_own_of(db, a, own_id, who->centre_id, &own.row));
    TRY(q_practice_source_of(db, a, own_id, own.row.version, &source));
    TRY(q_practice_json(db, a, own.row.story_id, &json));
    own.source = source.source;
    own.json = json.json;
    *ret = own;
    return OK;
}

enum status practice_whole(struct db *db, struct arena *a, const struct actor *who, struct str name,
                           enum lang lang, struct practice_whole *ret)
{
    const struct practice_shipped *s = practice_find(name, lang);
    struct practice_whole w = {.lang = lang, .version = 1};
    struct practice_own_row own;
    struct practice_json_row json;

    TRY(may_write(who));
    TRY(practice_scenario(db, a, who, name, lang, &w.scenario));
    if (s != NULL)
        w.json = s->json;
    else {
        TRY(practice_find_own(db, a, who, name, &own));
        TRY(q_practice_json(db, a, own.story_id, &json));
        w.json = json.json;
        w.lang = (enum lang)own.lang;
        w.version = own.version;
    }
    *ret = w;
    return OK;
}

/* ---- the verdict */

/* What the story says of itself in its global tags, which stand with its first line. */
static enum status read_title(struct arena *a, const struct ink_story *story,
                              struct practice_verdict *v)
{
    struct ink_walk *w;
    struct ink_line line;

    TRY(ink_begin(a, story, 1, &w));
    TRY(ink_continue(w, &line));
    v->title = practice_tag(&line.tags, STR("title"));
    v->about = practice_tag(&line.tags, STR("about"));
    v->person = practice_tag(&line.tags, STR("person"));
    if (!str_int64(practice_tag(&line.tags, STR("minutes")), &v->minutes) || v->minutes < 1 ||
        v->minutes > 60)
        v->minutes = 5;
    return OK;
}

static bool is_said(struct str s)
{
    return s.n > 0 && s.n <= PRACTICE_TEXT_MAX;
}

enum status practice_judge(struct arena *a, struct str json, struct practice_verdict *ret)
{
    struct practice_verdict v = {.refused = STR_NONE};
    const struct ink_story *story;
    enum status loaded = ink_load(a, json, &story);

    if (loaded == OK)
        loaded = read_title(a, story, &v);
    if (loaded != OK) {
        v.refused = arena_copy(a, str_of(failure_last()->why));
        *ret = v;
        return OK;
    }
    v.lacks = !is_said(v.title)    ? T_PRACTICE_LACKS_TITLE
              : !is_said(v.about)  ? T_PRACTICE_LACKS_ABOUT
              : !is_said(v.person) ? T_PRACTICE_LACKS_PERSON
                                   : T_NONE;
    TRY(ink_check(a, story, &v.checked));
    v.is_fine = v.lacks == T_NONE && v.checked.n == 0 && v.checked.is_whole;
    *ret = v;
    return OK;
}

/* ---- keeping */

/* The id and version to write: a new one, or the next of one that nobody else has changed. */
static enum status place_of(struct db *db, struct arena *a, const struct actor *who,
                            const struct practice_draft *draft, int64_t *ret_id,
                            int64_t *ret_version)
{
    struct practice_own_row row;

    if (draft->own_id == 0) {
        *ret_id = id_new();
        *ret_version = 1;
        return q_practice_own_insert(db, *ret_id, who->centre_id, draft->lang, clock_now());
    }
    TRY(q_practice_own_of(db, a, draft->own_id, who->centre_id, &row));
    if (row.version != draft->version)
        return refuse(CONFLICT, T_PRACTICE_CHANGED_MEANWHILE);
    *ret_id = row.id;
    *ret_version = row.version + 1;
    return OK;
}

enum status practice_own_save(struct db *db, struct arena *a, const struct actor *who,
                              const struct practice_draft *draft, int64_t *ret_id,
                              struct practice_verdict *ret_verdict)
{
    int64_t id = 0, version = 0, story_id, changed;

    TRY(may_write(who));
    if (draft->source.n > PRACTICE_SOURCE_MAX || draft->json.n > PRACTICE_JSON_MAX ||
        draft->lang < 0 || draft->lang >= LANG_N)
        return fail(INVALID, "no proper draft");
    TRY(practice_judge(a, draft->json, ret_verdict));
    if (!ret_verdict->is_fine)
        return refuse(INVALID, T_PRACTICE_NOT_FINE);
    DB_TX(tx, db);
    TRY(place_of(db, a, who, draft, &id, &version));
    TRY(practice_keep_story(db, a, draft->json, &story_id));
    TRY(q_practice_version_insert(db, id, version, ret_verdict->title, ret_verdict->about,
                                  ret_verdict->person, ret_verdict->minutes,
                                  draft->source.p ? draft->source : STR(""), story_id, clock_now(),
                                  who->person_id, &changed));
    if (changed == 0)
        return refuse(CONFLICT, T_PRACTICE_CHANGED_MEANWHILE);
    TRY(audit(db, who, AUDIT_PRACTICE_WRITTEN, id, STR("version")));
    TRY(db_commit(&tx));
    *ret_id = id;
    return OK;
}

enum status practice_own_offer(struct db *db, struct arena *a, const struct actor *who,
                               int64_t own_id, bool offered)
{
    struct practice_own_row row;
    int64_t changed;
    DB_TX(tx, db);

    TRY(may_write(who));
    TRY(q_practice_own_of(db, a, own_id, who->centre_id, &row));
    TRY(q_practice_own_offer(db, own_id, who->centre_id, offered, &changed));
    TRY(audit(db, who, AUDIT_PRACTICE_WRITTEN, own_id,
              offered ? STR("offered") : STR("taken back")));
    return db_commit(&tx);
}
