/* One row of an imported file: who it is about, what it would change, and doing so.
 * SPDX-License-Identifier: MPL-2.0 */
#include <string.h>

#include "base/utf8.h"
#include "features/people/people_import_parts.h"

#define MAX_ROLES 32
#define MAX_LINES 8
#define MAX_CHANGES (COLUMN_N + 2)

/* A row on its way. */
struct work {
    struct importer *im;
    struct import_row *row;
    struct str cell[COLUMN_N]; /* trimmed; n 0: empty or no such column */
    int64_t person_id;         /* 0: new */
    struct person old;
    struct person_input in;
    struct str team_name;
    bool makes_team;
    struct grant grants[MAX_ROLES];
    bool grant_in_new_team[MAX_ROLES];
    size_t n_grants;
    bool sets_roles;
    struct str lines[MAX_LINES];
    int64_t line_from[MAX_LINES];
    size_t n_lines;
};

static const struct text_arg none;

void import_reject(struct import_row *row, enum text_key reason, struct text_arg a1,
                   struct text_arg a2, struct text_arg a3)
{
    row->verdict = IMPORT_REJECTED;
    row->reason = reason;
    row->reason_args[0] = a1;
    row->reason_args[1] = a2;
    row->reason_args[2] = a3;
    row->n_changes = 0;
}

static bool is_rejected(const struct work *w)
{
    return w->row->verdict == IMPORT_REJECTED;
}

static struct text_arg kept(struct work *w, struct str s)
{
    return TEXT_STR(arena_copy(w->im->a, utf8_clip(s, 100)));
}

static void reject(struct work *w, enum text_key reason)
{
    import_reject(w->row, reason, none, none, none);
}

static void reject_cell(struct work *w, enum text_key reason, struct str cell)
{
    import_reject(w->row, reason, kept(w, cell), none, none);
}

/* ---- what the row says */

static bool read_cells(struct work *w, const struct str *fields, size_t n)
{
    bool any = false;

    for (size_t i = 0; i < n; i++)
        any = any || str_trim(fields[i]).n > 0;
    if (!any)
        return false;
    if (n != w->im->n_columns) {
        import_reject(w->row, T_IMPORT_CELL_COUNT, TEXT_INT((int64_t)n),
                      TEXT_INT((int64_t)w->im->n_columns), none);
        return true;
    }
    for (int c = 0; c < COLUMN_N; c++) {
        if (w->im->place[c] < 0)
            continue;
        w->cell[c] = str_trim(fields[w->im->place[c]]);
        if (import_is_formula(w->cell[c], (enum import_column)c))
            reject_cell(w, T_IMPORT_FORMULA, w->cell[c]);
    }
    return true;
}

static enum status find_by(enum status found, const struct people_id *id, int64_t *ret)
{
    if (found == MISSING)
        return OK;
    TRY(found);
    *ret = id->id;
    return OK;
}

/* By key, else by login, unless that login is of somebody with another key. */
static enum status find_person(struct work *w)
{
    struct importer *im = w->im;
    struct people_id found;
    int64_t by_login = 0;
    struct person other;

    if (w->cell[COLUMN_KEY].n > 0)
        TRY(find_by(q_person_id_by_key(im->db, im->scratch, w->cell[COLUMN_KEY], &found), &found,
                    &w->person_id));
    if (w->person_id == 0 && w->cell[COLUMN_LOGIN].n > 0) {
        TRY(find_by(q_person_id_by_login(im->db, im->scratch,
                                         login_clean(im->scratch, w->cell[COLUMN_LOGIN]), &found),
                    &found, &by_login));
        if (by_login != 0)
            TRY(q_person_by_id(im->db, im->scratch, by_login, &other));
        if (by_login != 0 && (w->cell[COLUMN_KEY].n == 0 || other.external_key.p == NULL))
            w->person_id = by_login;
    }
    if (w->person_id == 0)
        return OK;
    TRY(q_person_by_id(im->db, im->scratch, w->person_id, &w->old));
    if (w->old.centre_id != im->options->centre_id)
        reject(w, T_IMPORT_OTHER_CENTRE);
    return OK;
}

static void read_day(struct work *w, enum import_column column, int64_t *day)
{
    if (w->cell[column].n > 0 && !import_day(w->cell[column], day))
        reject_cell(w, T_IMPORT_DAY_BAD, w->cell[column]);
}

static void read_texts(struct work *w)
{
    w->in = w->person_id != 0
                ? person_input_of(&w->old)
                : (struct person_input){.lang = LANG_DA, .centre_id = w->im->options->centre_id};
    if (w->cell[COLUMN_NAME].n > 0)
        w->in.name = w->cell[COLUMN_NAME];
    if (w->cell[COLUMN_LOGIN].n > 0)
        w->in.login = w->cell[COLUMN_LOGIN];
    if (w->cell[COLUMN_EMAIL].n > 0)
        w->in.email = w->cell[COLUMN_EMAIL];
    if (w->cell[COLUMN_KEY].n > 0)
        w->in.external_key = w->cell[COLUMN_KEY];
    read_day(w, COLUMN_STARTED, &w->in.started_day);
    read_day(w, COLUMN_PHONES, &w->in.phones_day);
    read_day(w, COLUMN_LEFT, &w->in.left_day);
    if (w->cell[COLUMN_LANG].n > 0 &&
        !import_lang(w->im->scratch, w->cell[COLUMN_LANG], &w->in.lang))
        reject_cell(w, T_IMPORT_LANG_BAD, w->cell[COLUMN_LANG]);
}

static enum status find_team(struct work *w, struct str name, int64_t *ret)
{
    struct importer *im = w->im;
    struct people_team_key team;
    enum status found = q_people_team_by_name(im->db, im->scratch, im->options->centre_id,
                                              utf8_fold(im->scratch, name), &team);

    *ret = 0;
    if (found == MISSING)
        return OK;
    TRY(found);
    *ret = team.id;
    return OK;
}

static enum status read_team(struct work *w)
{
    struct str name;

    if (w->cell[COLUMN_TEAM].n == 0)
        return OK;
    if (people_text(w->cell[COLUMN_TEAM], PEOPLE_NAME_MAX, T_PEOPLE_TEAM_NAME_BAD, &name) != OK) {
        reject(w, T_PEOPLE_TEAM_NAME_BAD);
        return OK;
    }
    TRY(find_team(w, name, &w->in.team_id));
    w->team_name = name;
    if (w->in.team_id != 0)
        return OK;
    w->makes_team = w->im->options->create_teams;
    if (!w->makes_team) {
        w->im->result->lacks_teams = true;
        reject_cell(w, T_IMPORT_TEAM_UNKNOWN, name);
    }
    return OK;
}

/* ---- roles: "leder, mentor:Skat, bagvagt:*" */

static bool is_for_whole_centre(enum role role)
{
    return role == ROLE_SAFETY_REP || role == ROLE_UNION_REP || role == ROLE_ADMIN;
}

static enum status read_role_team(struct work *w, enum role role, struct str team, bool named)
{
    size_t i = w->n_grants;

    w->grants[i] = (struct grant){.role = role, .team_id = 0};
    w->grant_in_new_team[i] = false;
    if (named && str_eq(team, STR("*"))) {
        /* the whole centre, as asked */
    } else if (named) {
        TRY(find_team(w, team, &w->grants[i].team_id));
        w->grant_in_new_team[i] =
            w->grants[i].team_id == 0 && w->makes_team &&
            str_eq(utf8_fold(w->im->scratch, team), utf8_fold(w->im->scratch, w->team_name));
        if (w->grants[i].team_id == 0 && !w->grant_in_new_team[i])
            reject_cell(w, T_IMPORT_TEAM_UNKNOWN, team);
    } else if (!is_for_whole_centre(role)) {
        w->grants[i].team_id = w->in.team_id;
        w->grant_in_new_team[i] = w->makes_team;
        if (w->in.team_id == 0 && !w->makes_team) /* a leader of everybody must be meant so */
            reject_cell(w, T_IMPORT_ROLE_NEEDS_TEAM, role_word(role));
    }
    if (role == ROLE_ADMIN && (w->grants[i].team_id != 0 || w->grant_in_new_team[i]))
        reject(w, T_PEOPLE_ADMIN_WHOLE_CENTRE);
    w->n_grants++;
    return OK;
}

static enum status read_roles(struct work *w)
{
    struct str rest = w->cell[COLUMN_ROLES], item;

    if (rest.n == 0)
        return OK;
    w->sets_roles = true;
    while (str_cut(&rest, ',', &item)) {
        struct str team = str_trim(item), word;
        bool named = str_find_char(team, ':', &(size_t){0});
        enum role role;

        if (team.n == 0)
            continue;
        (void)str_cut(&team, ':', &word);
        if (!import_role(w->im->scratch, word, &role) || w->n_grants == MAX_ROLES) {
            reject_cell(w, T_IMPORT_ROLE_UNKNOWN, item);
            return OK;
        }
        TRY(read_role_team(w, role, str_trim(team), named));
    }
    return OK;
}

static bool has_grant(const struct work *w, int64_t role, int64_t team_id)
{
    for (size_t i = 0; i < w->n_grants; i++)
        if ((int64_t)w->grants[i].role == role && w->grants[i].team_id == team_id)
            return true;
    return false;
}

/* ---- lines */

static enum status read_line(struct work *w, struct str line)
{
    struct importer *im = w->im;
    int64_t from = w->in.phones_day    ? w->in.phones_day
                   : w->in.started_day ? w->in.started_day
                                       : im->today;
    struct line_holder holder;
    struct people_id open;
    enum status found;

    line = line_clean(im->scratch, line);
    if (line.n == 0 || (w->in.left_day != 0 && w->in.left_day < from))
        return OK;
    if (line.n > PEOPLE_LINE_MAX || w->n_lines == MAX_LINES) {
        reject_cell(w, T_IMPORT_LINE_BAD, line);
        return OK;
    }
    found = w->person_id == 0
                ? MISSING
                : q_person_line_open(im->db, im->scratch, w->person_id, line, im->today, &open);
    if (found != MISSING)
        return found; /* theirs already, or a failure */
    found = q_person_line_holder(im->db, im->scratch, im->options->centre_id, line, from, 0, 0,
                                 &holder);
    if (found == OK && holder.person_id == w->person_id) { /* theirs once, and now again */
        from = im->today;
        found = q_person_line_holder(im->db, im->scratch, im->options->centre_id, line, from, 0, 0,
                                     &holder);
    }
    if (found == OK) {
        import_reject(w->row, T_IMPORT_LINE_TAKEN, kept(w, line), kept(w, holder.name), none);
        return OK;
    }
    if (found != MISSING)
        return found;
    for (size_t i = 0; i < w->n_lines; i++)
        if (str_eq(w->lines[i], line))
            return OK;
    w->line_from[w->n_lines] = from;
    w->lines[w->n_lines++] = line;
    return OK;
}

static enum status read_lines(struct work *w)
{
    static const enum import_column columns[] = {COLUMN_EXTENSION, COLUMN_AGENT};

    if (w->in.left_day != 0 && w->in.left_day < w->im->today)
        return OK; /* who has left is given no phone */
    for (size_t i = 0; i < 2; i++) {
        struct str rest = w->cell[columns[i]], item;

        while (rest.n > 0 && str_cut(&rest, ',', &item))
            TRY(read_line(w, item));
    }
    return OK;
}

/* ---- judging */

static bool seen_before(struct importer *im, int64_t person_id)
{
    size_t slots = IMPORT_MAX_ROWS * 2,
           i = (size_t)((uint64_t)person_id * 11400714819323198485u % slots);

    while (im->seen[i] != 0 && im->seen[i] != person_id)
        i = (i + 1) % slots;
    if (im->seen[i] == person_id)
        return true;
    im->seen[i] = person_id;
    return false;
}

/* The rules' own refusals are the reasons of this row; anything else ends the import. */
static enum status ask_rules(struct work *w)
{
    struct person_input in = w->in;
    enum status status;

    status = person_check(w->im->db, w->im->scratch, w->im->who, w->person_id, &in);
    if (status == INVALID || status == CONFLICT)
        reject(w, refuse_key());
    else
        TRY(status);
    if (w->sets_roles && w->person_id != 0 && w->person_id == w->im->who->person_id &&
        !has_grant(w, ROLE_ADMIN, 0))
        reject(w, T_PEOPLE_OWN_LAST_ADMIN);
    return OK;
}

static void note_change(struct work *w, enum text_key what, struct str from, struct str to)
{
    struct import_row *row = w->row;

    if (row->changes == NULL)
        row->changes = arena_array(w->im->a, struct import_change, MAX_CHANGES);
    row->changes[row->n_changes++] = (struct import_change){
        .what = what, .from = arena_copy(w->im->a, from), .to = arena_copy(w->im->a, to)};
}

static void compare_text(struct work *w, enum text_key what, struct str old, struct str now)
{
    if (now.n > 0 && !str_eq(old, now))
        note_change(w, what, old, now);
}

static void compare_day(struct work *w, enum text_key what, int64_t old, int64_t now)
{
    if (old != now)
        note_change(w, what, old ? date_text(w->im->scratch, (int32_t)old) : STR_NONE,
                    date_text(w->im->scratch, (int32_t)now));
}

static void compare_details(struct work *w)
{
    struct arena *s = w->im->scratch;
    enum lang old_lang = LANG_DA;
    struct str name = str_trim(w->in.name);

    (void)lang_find(w->old.lang, &old_lang);
    compare_text(w, T_PEOPLE_F_NAME, w->old.name, name);
    compare_text(w, T_PEOPLE_F_LOGIN, w->old.login, login_clean(s, w->in.login));
    compare_text(w, T_PEOPLE_F_EMAIL, w->old.email, w->in.email);
    compare_text(w, T_PEOPLE_F_KEY, w->old.external_key, w->in.external_key);
    if (w->person_id == 0 ? w->cell[COLUMN_LANG].n > 0 : (int64_t)old_lang != w->in.lang)
        note_change(w, T_PEOPLE_F_LANG, w->person_id ? w->old.lang : STR_NONE,
                    lang_code((enum lang)w->in.lang));
    if (w->makes_team || w->old.team_id != w->in.team_id)
        note_change(w, T_PEOPLE_F_TEAM, w->old.team_name, w->team_name);
    compare_day(w, T_PEOPLE_F_STARTED, w->old.started_day, w->in.started_day);
    compare_day(w, T_PEOPLE_F_PHONES, w->old.phones_day, w->in.phones_day);
    compare_day(w, T_PEOPLE_F_LEFT, w->old.left_day, w->in.left_day);
}

static void add_role_word(struct buf *b, int64_t role, struct str team)
{
    buf_printf(b, "%s%.*s", b->n > 0 ? ", " : "", STR_ARG(role_word((enum role)role)));
    if (team.n > 0)
        buf_printf(b, ":%.*s", STR_ARG(team));
}

static enum status compare_roles(struct work *w)
{
    struct arena *s = w->im->scratch;
    struct people_role_list old = {.n = 0};
    struct buf from = buf_new(s, 80), to = buf_new(s, 80);
    size_t same = 0, wanted = 0;

    if (!w->sets_roles)
        return OK;
    if (w->person_id != 0)
        TRY(q_people_page_roles(w->im->db, s, w->person_id, &old));
    for (size_t i = 0; i < old.n; i++) {
        add_role_word(&from, old.at[i].role, old.at[i].team_name);
        same += has_grant(w, old.at[i].role, old.at[i].team_id);
    }
    for (size_t i = 0; i < w->n_grants; i++) {
        struct people_team team = {.name = STR_NONE};
        bool repeated = false;

        for (size_t k = 0; k < i; k++)
            repeated = repeated || (w->grants[k].role == w->grants[i].role &&
                                    w->grants[k].team_id == w->grants[i].team_id);
        wanted += !repeated;
        if (repeated)
            continue;
        if (w->grants[i].team_id != 0)
            TRY(q_people_team_find(w->im->db, s, w->grants[i].team_id, w->im->today, &team));
        add_role_word(&to, (int64_t)w->grants[i].role,
                      w->grant_in_new_team[i] ? w->team_name : team.name);
    }
    if (same != old.n || wanted != old.n)
        note_change(w, T_PEOPLE_F_ROLES, buf_str(&from), buf_str(&to));
    return OK;
}

static void compare_lines(struct work *w)
{
    struct buf b = buf_new(w->im->scratch, 60);

    for (size_t i = 0; i < w->n_lines; i++)
        buf_printf(&b, "%s%.*s", i > 0 ? ", " : "", STR_ARG(w->lines[i]));
    if (w->n_lines > 0)
        note_change(w, T_PEOPLE_F_LINE, STR_NONE, buf_str(&b));
}

/* ---- doing */

static enum status make_team(struct work *w)
{
    struct importer *im = w->im;

    if (!w->makes_team)
        return OK;
    TRY(team_create(im->db, im->scratch, im->who, im->options->centre_id, w->team_name,
                    &w->in.team_id));
    for (size_t i = 0; i < w->n_grants; i++)
        if (w->grant_in_new_team[i])
            w->grants[i].team_id = w->in.team_id;
    if (im->new_teams.n > 0)
        buf_add(&im->new_teams, STR(", "));
    buf_add(&im->new_teams, w->team_name);
    return OK;
}

static enum status write_row(struct work *w)
{
    struct importer *im = w->im;

    TRY(make_team(w));
    if (w->person_id == 0) {
        TRY(person_create(im->db, im->scratch, im->who, &w->in, &w->person_id));
        (void)seen_before(im, w->person_id);
    } else {
        TRY(person_change(im->db, im->scratch, im->who, w->person_id, &w->in, NULL));
    }
    if (w->sets_roles)
        TRY(person_roles_set(im->db, im->scratch, im->who, w->person_id, w->grants, w->n_grants,
                             NULL));
    for (size_t i = 0; i < w->n_lines; i++)
        TRY(person_line_add(im->db, im->scratch, im->who, w->person_id, w->lines[i],
                            w->line_from[i], w->in.left_day, NULL));
    return OK;
}

static enum status judge(struct work *w)
{
    TRY(find_person(w));
    if (w->person_id != 0 && seen_before(w->im, w->person_id))
        reject(w, T_IMPORT_TWICE);
    if (is_rejected(w))
        return OK;
    read_texts(w);
    TRY(read_team(w));
    if (!is_rejected(w))
        TRY(read_roles(w));
    if (!is_rejected(w))
        TRY(ask_rules(w));
    if (!is_rejected(w))
        TRY(read_lines(w));
    return OK;
}

enum status import_one(struct importer *im, const struct str *fields, size_t n,
                       struct import_row *row)
{
    struct work *w = arena_make(im->scratch, struct work);

    w->im = im;
    w->row = row;
    row->verdict = IMPORT_SAME;
    if (!read_cells(w, fields, n)) {
        row->line = 0; /* an empty line: Excel leaves them */
        return OK;
    }
    row->name = arena_copy(
        im->a, utf8_clip(w->cell[w->cell[COLUMN_NAME].n ? COLUMN_NAME : COLUMN_LOGIN], 120));
    if (is_rejected(w))
        return OK;
    TRY(judge(w));
    if (is_rejected(w))
        return OK;
    compare_details(w);
    TRY(compare_roles(w));
    compare_lines(w);
    row->verdict = w->person_id == 0    ? IMPORT_NEW
                   : row->n_changes > 0 ? IMPORT_CHANGED
                                        : IMPORT_SAME;
    return row->verdict == IMPORT_SAME ? OK : write_row(w);
}
