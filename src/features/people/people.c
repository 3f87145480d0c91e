/* People: creating, changing, finding and listing them.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/people/people.h"

#include "base/clock.h"
#include "base/id.h"
#include "base/utf8.h"
#include "core/live.h"
#include "features/people/people_internal.h"

/* What is written: the input after cleaning. */
struct clean {
    struct str name, fold, sort, login, email, key, lang;
    int64_t centre_id, team_id, started_day, phones_day, left_day;
};

enum status people_may(const struct actor *who)
{
    if (!may(who, PERM_PEOPLE_MANAGE))
        return fail(DENIED, "needs people_manage");
    return OK;
}

enum status people_text(struct str s, size_t max, enum text_key key, struct str *ret)
{
    struct str trimmed = str_trim(s);

    if (trimmed.n == 0 || trimmed.n > max || !utf8_valid(trimmed))
        return refuse(INVALID, key);
    for (size_t i = 0; i < trimmed.n; i++)
        if ((unsigned char)trimmed.p[i] < 0x20 || trimmed.p[i] == 0x7f)
            return refuse(INVALID, key);
    *ret = trimmed;
    return OK;
}

enum status people_known(enum status found, enum text_key key)
{
    return found == MISSING ? refuse(INVALID, key) : found;
}

enum status centre_today(struct db *db, struct arena *a, int64_t centre_id, int64_t *ret_day)
{
    struct people_centre centre;
    const struct zone *zone;

    TRY(q_people_centre_find(db, a, centre_id, &centre));
    TRY(zone_find(centre.zone, &zone));
    *ret_day = zone_day(zone, clock_now());
    return OK;
}

int64_t people_today(void)
{
    const struct zone *zone;

    if (zone_find(STR(PEOPLE_DEFAULT_ZONE), &zone) != OK)
        return clock_now() / DAY_MS;
    return zone_day(zone, clock_now());
}

struct str login_clean(struct arena *a, struct str login)
{
    return utf8_fold(a, login);
}

struct person_input person_input_of(const struct person *p)
{
    enum lang lang = LANG_DA;

    (void)lang_find(p->lang, &lang);
    return (struct person_input){.name = p->name,
                                 .login = p->login,
                                 .email = p->email,
                                 .external_key = p->external_key,
                                 .lang = (int64_t)lang,
                                 .centre_id = p->centre_id,
                                 .team_id = p->team_id,
                                 .started_day = p->started_day,
                                 .phones_day = p->phones_day,
                                 .left_day = p->left_day};
}

static struct str none_if_empty(struct str s)
{
    struct str trimmed = str_trim(s);

    return trimmed.n == 0 ? STR_NONE : trimmed;
}

/* Letters, digits and . _ - @ +: what people can say aloud and type on any keyboard. */
static bool is_login(struct str s)
{
    if (s.n < 2 || s.n > PEOPLE_LOGIN_MAX || !utf8_valid(s))
        return false;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool ok = c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' ||
                  c == '_' || c == '-' || c == '@' || c == '+';
        if (!ok)
            return false;
    }
    return true;
}

static bool is_email(struct str s)
{
    size_t at;

    if (s.n > PEOPLE_EMAIL_MAX || !utf8_valid(s) || !str_find_char(s, '@', &at))
        return false;
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] <= 0x20 || s.p[i] == 0x7f || (s.p[i] == '@' && i != at))
            return false;
    return at > 0 && at + 1 < s.n;
}

static enum status check_days(const struct person_input *in)
{
    const int64_t days[] = {in->started_day, in->phones_day, in->left_day};

    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++)
        if (days[i] < 0 || days[i] > day_number(2200, 1, 1))
            return refuse(INVALID, T_PEOPLE_DAY_BAD);
    if (in->left_day != 0 && in->started_day > in->left_day)
        return refuse(INVALID, T_PEOPLE_LEFT_BEFORE_START);
    if (in->phones_day != 0 && in->started_day > in->phones_day)
        return refuse(INVALID, T_PEOPLE_PHONES_BEFORE_START);
    return OK;
}

static enum status check_team(struct db *db, struct arena *a, int64_t id, int64_t centre_id,
                              int64_t team_id)
{
    struct people_team team;
    struct person before = {.team_id = 0};

    if (team_id == 0)
        return OK;
    TRY(people_known(q_people_team_find(db, a, team_id, people_today(), &team),
                     T_PEOPLE_TEAM_UNKNOWN));
    if (team.centre_id != centre_id)
        return refuse(INVALID, T_PEOPLE_TEAM_OTHER_CENTRE);
    if (id != 0)
        TRY(q_person_by_id(db, a, id, &before));
    /* who is in a closed team may stay there; nobody comes in */
    if (team.closed_at != 0 && before.team_id != team_id)
        return refuse(INVALID, T_PEOPLE_TEAM_CLOSED);
    return OK;
}

static enum status taken(enum status found, const struct people_id *other, int64_t id,
                         enum text_key key)
{
    if (found == MISSING)
        return OK;
    TRY(found);
    return other->id == id ? OK : refuse(CONFLICT, key);
}

static enum status clean(struct db *db, struct arena *a, int64_t id, const struct person_input *in,
                         struct clean *ret)
{
    struct clean c = {.centre_id = in->centre_id,
                      .team_id = in->team_id,
                      .started_day = in->started_day,
                      .phones_day = in->phones_day,
                      .left_day = in->left_day};
    struct people_centre centre;
    struct people_id other;

    TRY(people_text(in->name, PEOPLE_NAME_MAX, T_PEOPLE_NAME_BAD, &c.name));
    c.fold = utf8_fold(a, c.name);
    c.sort = utf8_sort_key(a, c.name);
    c.login = login_clean(a, in->login);
    if (!is_login(c.login))
        return refuse(INVALID, T_PEOPLE_LOGIN_BAD);
    c.email = none_if_empty(in->email);
    if (c.email.p != NULL && !is_email(c.email))
        return refuse(INVALID, T_PEOPLE_EMAIL_BAD);
    c.key = none_if_empty(in->external_key);
    if (c.key.p != NULL)
        TRY(people_text(c.key, PEOPLE_KEY_MAX, T_PEOPLE_KEY_BAD, &c.key));
    if (in->lang < 0 || in->lang >= LANG_N)
        return refuse(INVALID, T_PEOPLE_LANG_BAD);
    c.lang = lang_code((enum lang)in->lang);
    TRY(check_days(in));
    TRY(people_known(q_people_centre_find(db, a, c.centre_id, &centre), T_PEOPLE_CENTRE_UNKNOWN));
    TRY(check_team(db, a, id, c.centre_id, c.team_id));
    TRY(taken(q_person_id_by_login(db, a, c.login, &other), &other, id, T_PEOPLE_LOGIN_TAKEN));
    if (c.key.p != NULL)
        TRY(taken(q_person_id_by_key(db, a, c.key, &other), &other, id, T_PEOPLE_KEY_TAKEN));
    *ret = c;
    return OK;
}

/* Nobody can lock themselves out by a slip of the calendar. */
static enum status check_self(const struct actor *who, int64_t id, const struct clean *c)
{
    if (id != 0 && who->person_id == id && c->left_day != 0)
        return refuse(CONFLICT, T_PEOPLE_NOT_YOURSELF);
    return OK;
}

enum status person_check(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                         const struct person_input *in)
{
    struct clean c;

    TRY(people_may(who));
    TRY(clean(db, a, id, in, &c));
    return check_self(who, id, &c);
}

enum status person_create(struct db *db, struct arena *a, const struct actor *who,
                          const struct person_input *in, int64_t *ret_id)
{
    struct clean c;
    int64_t id = id_new();
    DB_TX(tx, db);

    TRY(people_may(who));
    TRY(clean(db, a, 0, in, &c));
    TRY(q_person_insert(db, id, c.centre_id, c.team_id, c.login, c.name, c.fold, c.sort, c.email,
                        c.lang, c.key, c.started_day, c.phones_day, c.left_day, clock_now()));
    TRY(audit(db, who, AUDIT_PERSON_CREATED, id, c.login));
    TRY(announce(db, EVENT_PEOPLE_CHANGED, id));
    TRY(db_commit(&tx));
    *ret_id = id;
    return OK;
}

static bool same(struct str a, struct str b)
{
    return (a.p == NULL) == (b.p == NULL) && str_eq(a, b);
}

/* Which fields differ, as the audit row names them: never their contents. */
static struct str differences(struct arena *a, const struct person *old, const struct clean *c)
{
    const struct {
        const char *name;
        bool differs;
    } fields[] = {
        {"name", !same(old->name, c->name)},
        {"login", !same(old->login, c->login)},
        {"email", !same(old->email, c->email)},
        {"key", !same(old->external_key, c->key)},
        {"lang", !same(old->lang, c->lang)},
        {"centre", old->centre_id != c->centre_id},
        {"team", old->team_id != c->team_id},
        {"started", old->started_day != c->started_day},
        {"phones", old->phones_day != c->phones_day},
        {"left", old->left_day != c->left_day},
    };
    struct buf b = buf_new(a, 64);

    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        if (fields[i].differs)
            buf_printf(&b, "%s%s", b.n > 0 ? " " : "", fields[i].name);
    return buf_str(&b);
}

/* Who leaves gives the phone back; who has left neither keeps a session nor a token. */
static enum status shut_out(struct db *db, struct arena *a, int64_t id, const struct clean *c)
{
    int64_t today, n;

    if (c->left_day == 0)
        return OK;
    TRY(q_person_lines_end(db, id, c->left_day, &n));
    TRY(centre_today(db, a, c->centre_id, &today));
    if (c->left_day >= today)
        return OK;
    TRY(q_person_sessions_end(db, id, &n));
    return q_token_revoke_all(db, id, clock_now(), &n);
}

enum status person_change(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                          const struct person_input *in, bool *ret_changed)
{
    struct person old;
    struct clean c;
    struct str what;
    int64_t n;
    DB_TX(tx, db);

    TRY(people_may(who));
    TRY(q_person_by_id(db, a, id, &old));
    TRY(clean(db, a, id, in, &c));
    TRY(check_self(who, id, &c));
    what = differences(a, &old, &c);
    if (what.n > 0) {
        TRY(q_person_update(db, id, c.centre_id, c.team_id, c.login, c.name, c.fold, c.sort,
                            c.email, c.lang, c.key, c.started_day, c.phones_day, c.left_day,
                            clock_now(), &n));
        if (old.centre_id != c.centre_id) /* no reach is left behind in the old centre */
            TRY(q_person_roles_elsewhere_delete(db, id, c.centre_id, &n));
        TRY(shut_out(db, a, id, &c));
        TRY(audit(db, who, AUDIT_PERSON_CHANGED, id, what));
        TRY(live_check(db, id));
        TRY(announce(db, EVENT_PEOPLE_CHANGED, id));
    }
    TRY(db_commit(&tx));
    if (ret_changed != NULL)
        *ret_changed = what.n > 0;
    return OK;
}

enum status person_find(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                        struct person *ret)
{
    TRY(people_may(who));
    return q_person_by_id(db, a, id, ret);
}

enum status person_find_by_login(struct db *db, struct arena *a, const struct actor *who,
                                 struct str login, struct person *ret)
{
    struct people_id found;

    TRY(people_may(who));
    TRY(q_person_id_by_login(db, a, login_clean(a, login), &found));
    return q_person_by_id(db, a, found.id, ret);
}

enum status person_lang_change(struct db *db, const struct actor *who, enum lang lang)
{
    int64_t n;
    DB_TX(tx, db);

    if (who->person_id == 0)
        return fail(DENIED, "nobody is signed in");
    TRY(q_person_lang_set(db, who->person_id, lang_code(lang), clock_now(), &n));
    TRY(audit(db, who, AUDIT_PERSON_CHANGED, who->person_id, STR("lang")));
    return db_commit(&tx);
}

/* "%holm%" with what LIKE would read as a sign of its own taken literally. */
static struct str search_pattern(struct arena *a, struct str search)
{
    struct str folded = utf8_fold(a, utf8_clip(search, 200));
    struct buf b = buf_new(a, folded.n + 8);

    buf_char(&b, '%');
    for (size_t i = 0; i < folded.n; i++) {
        if (folded.p[i] == '%' || folded.p[i] == '_' || folded.p[i] == '!')
            buf_char(&b, '!');
        buf_char(&b, folded.p[i]);
    }
    if (folded.n > 0)
        buf_char(&b, '%');
    return buf_str(&b);
}

enum status people_list(struct db *db, struct arena *a, const struct actor *who,
                        const struct people_filter *f, struct people_item_list *ret,
                        int64_t *ret_next)
{
    struct people_item_list list;
    struct str search = f->search.p != NULL && utf8_valid(f->search) ? f->search : STR("");

    TRY(people_may(who));
    TRY(q_people_page(db, a, f->centre_id, f->team_id, search_pattern(a, search), people_today(),
                      f->with_left, f->after, PEOPLE_PAGE_SIZE + 1, &list));
    *ret_next = list.n > PEOPLE_PAGE_SIZE ? list.at[PEOPLE_PAGE_SIZE - 1].id : 0;
    if (list.n > PEOPLE_PAGE_SIZE)
        list.n = PEOPLE_PAGE_SIZE;
    *ret = list;
    return OK;
}
