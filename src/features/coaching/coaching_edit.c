/* The draft of a centre's form, changed piece by piece, and published as a whole.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/clock.h"
#include "base/id.h"
#include "base/utf8.h"
#include "core/audit.h"
#include "core/refuse.h"
#include "features/coaching/coaching_parts.h"

const char *const coaching_move_words[] = {"up", "down", "away", NULL};

bool coaching_may_edit(const struct actor *who)
{
    return who->centre_id != 0 && may(who, PERM_PRACTICE_EDIT) &&
           (may(who, PERM_COACHING_TRAIN) || may_reach(who, PERM_COACHING, -1, 0));
}

static enum status find_draft(struct db *db, struct arena *a, const struct actor *who,
                              struct coaching_form *ret)
{
    struct coaching_form_row row;

    if (!coaching_may_edit(who))
        return fail(DENIED, "may not change the practice form");
    TRY(q_coaching_form_of_version(db, a, who->centre_id, 0, &row));
    return coaching_form_read(db, a, &row, ret);
}

enum status coaching_draft(struct db *db, struct arena *a, const struct actor *who,
                           struct coaching_form *ret)
{
    return find_draft(db, a, who, ret);
}

/* In a transaction: the draft, if it is still the one that was looked at. */
static enum status take(struct db *db, struct arena *a, const struct actor *who, int64_t stamp,
                        struct coaching_form *ret)
{
    int64_t changed;

    TRY(find_draft(db, a, who, ret));
    TRY(q_coaching_form_stamp(db, ret->id, stamp, &changed));
    return changed > 0 ? OK : refuse(CONFLICT, T_COACHING_CHANGED_MEANWHILE);
}

enum status coaching_draft_begin(struct db *db, struct arena *a, const struct actor *who)
{
    struct coaching_form now;
    int64_t id = id_new(), is_new;
    DB_TX(tx, db);

    if (!coaching_may_edit(who))
        return fail(DENIED, "may not change the practice form");
    TRY(coaching_form_now(db, a, who->centre_id, &now));
    TRY(q_coaching_form_insert(db, id, who->centre_id, 0, false, clock_now(), who->person_id,
                               &is_new));
    if (is_new == 0)
        return refuse(CONFLICT, T_COACHING_DRAFT_IS_THERE);
    TRY(coaching_form_write(db, id, &now));
    TRY(audit(db, who, AUDIT_COACHING_FORM_SET, id, STR("begun")));
    return db_commit(&tx);
}

enum status coaching_draft_discard(struct db *db, struct arena *a, const struct actor *who)
{
    struct coaching_form draft;
    DB_TX(tx, db);

    TRY(find_draft(db, a, who, &draft));
    TRY(q_coaching_levels_drop(db, draft.id));
    TRY(q_coaching_questions_drop(db, draft.id));
    TRY(q_coaching_sections_drop(db, draft.id));
    TRY(q_coaching_form_drop(db, draft.id));
    TRY(audit(db, who, AUDIT_COACHING_FORM_SET, draft.id, STR("discarded")));
    return db_commit(&tx);
}

/* ---- sections */

static bool is_used(const struct coaching_form *f, int64_t section)
{
    for (size_t i = 0; i < f->n; i++)
        if (f->at[i].section == section)
            return true;
    return false;
}

static enum status check_sections(const struct coaching_form *f,
                                  const struct coaching_section_entry *e)
{
    for (int64_t s = 0; s < COACHING_SECTIONS; s++) {
        const struct str *title = e->title[s];

        if ((title[LANG_DA].n > 0) != (title[LANG_EN].n > 0))
            return refuse(INVALID, T_COACHING_BOTH_LANGUAGES);
        if (title[LANG_DA].n == 0 && is_used(f, s))
            return refuse(INVALID, T_COACHING_SECTION_USED);
        if (utf8_length(title[LANG_DA]) > COACHING_LINE_MAX ||
            utf8_length(title[LANG_EN]) > COACHING_LINE_MAX)
            return refuse(TOO_LARGE, T_COACHING_TOO_LONG);
    }
    return OK;
}

enum status coaching_draft_sections(struct db *db, struct arena *a, const struct actor *who,
                                    const struct coaching_section_entry *e)
{
    struct coaching_form draft;
    DB_TX(tx, db);

    TRY(take(db, a, who, e->stamp, &draft));
    TRY(check_sections(&draft, e));
    for (int64_t s = 0; s < COACHING_SECTIONS; s++) {
        if (e->title[s][LANG_DA].n > 0)
            TRY(q_coaching_section_put(db, draft.id, s, e->title[s][LANG_DA],
                                       e->title[s][LANG_EN]));
        else
            TRY(q_coaching_section_drop(db, draft.id, s));
    }
    TRY(audit(db, who, AUDIT_COACHING_FORM_SET, draft.id, STR("sections")));
    return db_commit(&tx);
}

/* ---- questions */

static enum status check_text(const struct str text[LANG_N], size_t most, bool required)
{
    if ((text[LANG_DA].n > 0) != (text[LANG_EN].n > 0))
        return refuse(INVALID, T_COACHING_BOTH_LANGUAGES);
    if (required && text[LANG_DA].n == 0)
        return refuse(INVALID, T_COACHING_EMPTY);
    if (text[LANG_DA].n > most || text[LANG_EN].n > most)
        return refuse(TOO_LARGE, T_COACHING_TOO_LONG);
    return OK;
}

/* What the kind says of the levels: yes and no are two, a text has none. */
static int64_t levels_of(const struct coaching_question_entry *e)
{
    if (e->kind == COACHING_YES_NO)
        return 2;
    return e->kind == COACHING_TEXT ? 0 : e->n_levels;
}

static enum status check_question(const struct coaching_form *f,
                                  const struct coaching_question_entry *e)
{
    int64_t n_levels = levels_of(e);

    if (e->kind < 0 || e->kind >= COACHING_KIND_N || e->section < 0 ||
        e->section >= COACHING_SECTIONS || f->section[e->section][LANG_DA].n == 0)
        return refuse(INVALID, T_COACHING_NO_SECTION);
    if (e->weight < 1 || e->weight > COACHING_WEIGHT_MAX)
        return refuse(INVALID, T_COACHING_BAD_WEIGHT);
    if (e->kind != COACHING_TEXT && (n_levels < 2 || n_levels > COACHING_LEVELS))
        return refuse(INVALID, T_COACHING_BAD_LEVELS);
    if (e->critical && e->kind != COACHING_YES_NO && e->kind != COACHING_SCALE)
        return refuse(INVALID, T_COACHING_NOT_CRITICAL);
    TRY(check_text(e->text, COACHING_TEXT_MAX, true));
    for (int64_t k = 0; k < n_levels; k++)
        TRY(check_text(e->level[k], COACHING_LINE_MAX, e->kind == COACHING_CHOICE));
    return OK;
}

/* One of the draft; NULL: not in it. */
static const struct coaching_question *question_of(const struct coaching_form *f, int64_t id)
{
    size_t at = coaching_number(f, id);

    return at < f->n ? &f->at[at] : NULL;
}

enum status coaching_draft_question(struct db *db, struct arena *a, const struct actor *who,
                                    int64_t id, const struct coaching_question_entry *e)
{
    struct coaching_form draft;
    struct coaching_question q = {.section = e->section,
                                  .kind = e->kind,
                                  .weight = e->weight,
                                  .n_levels = levels_of(e),
                                  .critical = e->critical};
    const struct coaching_question *was;
    DB_TX(tx, db);

    TRY(take(db, a, who, e->stamp, &draft));
    was = question_of(&draft, id);
    if (id != 0 && was == NULL)
        return fail(MISSING, "no question of this draft");
    if (id == 0 && draft.n >= COACHING_QUESTIONS)
        return refuse(INVALID, T_COACHING_TOO_MANY);
    TRY(check_question(&draft, e));
    memcpy(q.text, e->text, sizeof q.text);
    memcpy(q.level, e->level, sizeof q.level);
    /* In another section, or new, it comes last. */
    int64_t place =
        was != NULL && was->section == e->section ? was->number : (int64_t)COACHING_QUESTIONS;
    for (size_t i = 0; i < draft.n; i++) /* places are the numbers again */
        TRY(q_coaching_question_place(db, draft.at[i].id, draft.id, (int64_t)i));
    TRY(coaching_question_write(db, draft.id, id != 0 ? id : id_new(), place, &q));
    TRY(audit(db, who, AUDIT_COACHING_FORM_SET, draft.id, STR("question")));
    return db_commit(&tx);
}

static enum status remove_question(struct db *db, const struct coaching_form *f, int64_t id)
{
    int64_t gone;

    TRY(q_coaching_levels_of_drop(db, id));
    return q_coaching_question_drop(db, id, f->id, &gone);
}

enum status coaching_draft_move(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                                enum coaching_move move)
{
    struct coaching_form draft;
    int64_t changed;
    DB_TX(tx, db);

    TRY(find_draft(db, a, who, &draft));
    size_t at = coaching_number(&draft, id);
    if (at == draft.n)
        return fail(MISSING, "no question of this draft");
    TRY(q_coaching_form_stamp(db, draft.id, draft.stamp, &changed));
    if (changed == 0)
        return refuse(CONFLICT, T_COACHING_CHANGED_MEANWHILE);
    size_t to = move == COACHING_UP ? at - 1 : at + 1; /* -1 is none, too */
    if (move == COACHING_AWAY) {
        TRY(remove_question(db, &draft, id));
    } else if (to < draft.n && draft.at[to].section == draft.at[at].section) {
        for (size_t i = 0; i < draft.n; i++)
            TRY(q_coaching_question_place(db, draft.at[i].id, draft.id, (int64_t)i));
        TRY(q_coaching_question_place(db, draft.at[at].id, draft.id, (int64_t)to));
        TRY(q_coaching_question_place(db, draft.at[to].id, draft.id, (int64_t)at));
    }
    TRY(audit(db, who, AUDIT_COACHING_FORM_SET, draft.id, STR("moved")));
    return db_commit(&tx);
}

enum status coaching_publish(struct db *db, struct arena *a, const struct actor *who, int64_t stamp)
{
    struct coaching_form draft;
    struct coaching_form_row now;
    int64_t changed;
    DB_TX(tx, db);

    TRY(find_draft(db, a, who, &draft));
    if (draft.n == 0)
        return refuse(INVALID, T_COACHING_NO_QUESTIONS);
    TRY(q_coaching_form_latest(db, a, who->centre_id, &now));
    TRY(q_coaching_form_publish(db, draft.id, stamp, now.version + 1, clock_now(), who->person_id,
                                &changed));
    if (changed == 0)
        return refuse(CONFLICT, T_COACHING_CHANGED_MEANWHILE);
    TRY(audit(db, who, AUDIT_COACHING_FORM_SET, draft.id, STR("published")));
    return db_commit(&tx);
}
