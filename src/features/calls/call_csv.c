/* Any table with named columns, read by a mapping: started=Column,line=Column,…
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/calls/call_parts.h"

#include "base/buf.h"

static const char *const key_words[MAP_N + 1] = {
    [MAP_ID] = "id",
    [MAP_STARTED] = "started",
    [MAP_ANSWERED] = "answered",
    [MAP_ENDED] = "ended",
    [MAP_WAIT] = "wait",
    [MAP_TALK] = "talk",
    [MAP_LINE] = "line",
    [MAP_QUEUE] = "queue",
    [MAP_DIRECTION] = "direction",
    [MAP_OUTCOME] = "outcome",
    [MAP_N] = NULL,
};

static bool key_find(struct str word, enum call_map_key *ret)
{
    for (size_t i = 0; i < MAP_N; i++)
        if (str_eq_nocase(word, str_of(key_words[i]))) {
            *ret = (enum call_map_key)i;
            return true;
        }
    return false;
}

static struct str names_listed(struct arena *a, const struct str *names, size_t n)
{
    struct buf b = buf_new(a, 256);
    for (size_t i = 0; i < n && b.n < 400; i++) {
        if (i > 0)
            buf_add(&b, STR(", "));
        buf_add(&b, str_sub(names[i], 0, 60));
    }
    return buf_str(&b);
}

static enum status trouble_is(struct call_trouble *t, enum call_trouble_kind kind,
                              struct str detail, struct str more)
{
    *t = (struct call_trouble){kind, detail, more};
    return fail(INVALID, "the mapping does not fit: %.*s", STR_ARG(detail));
}

/* "#3" names a column by its place, for files without a line of names. */
static bool place_parse(struct str s, size_t *ret_at, size_t *ret_n)
{
    size_t n = 1, v = 0;
    if (s.n < 2 || s.p[0] != '#')
        return false;
    while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9' && v < 1000)
        v = v * 10 + (size_t)(s.p[n++] - '0');
    if (n == 1 || v == 0 || v > CSV_MAX_FIELDS)
        return false;
    *ret_at = v - 1;
    *ret_n = n;
    return true;
}

/* The column whose name stands at the front of s, followed by '+' or the end; the longest wins,
 * since names may hold a '+'. */
static bool take_column(struct str *s, const struct str *names, size_t n_names, size_t *ret)
{
    size_t best = 0, place;
    bool found = place_parse(*s, ret, &best) && (best == s->n || s->p[best] == '+');
    for (size_t i = 0; i < n_names; i++) {
        struct str name = str_trim(names[i]);
        if (name.n <= best || name.n > s->n || !str_eq_nocase(str_sub(*s, 0, name.n), name))
            continue;
        if (name.n < s->n && s->p[name.n] != '+')
            continue;
        best = name.n;
        *ret = i;
        found = true;
    }
    place = best < s->n ? best + 1 : best;
    if (found)
        *s = str_sub(*s, place, s->n - place);
    return found;
}

static enum status read_part(struct arena *a, struct str part, const struct str *names,
                             size_t n_names, struct call_map *m, bool *named,
                             struct call_trouble *t)
{
    size_t equals;
    enum call_map_key key;
    if (!str_find_char(part, '=', &equals) || equals == 0 || equals + 1 == part.n)
        return trouble_is(t, CALL_TROUBLE_MAP_SYNTAX, part, STR_NONE);
    struct str word = str_trim(str_sub(part, 0, equals));
    struct str columns = str_trim(str_sub(part, equals + 1, part.n));
    if (!key_find(word, &key))
        return trouble_is(t, CALL_TROUBLE_MAP_KEY, word, STR_NONE);
    m->of[key].n = 0;
    while (columns.n > 0) {
        size_t at = 0;
        struct str before = columns;
        if (m->of[key].n == MAP_MAX_COLUMNS || !take_column(&columns, names, n_names, &at))
            return trouble_is(t, CALL_TROUBLE_MAP_COLUMN, before, names_listed(a, names, n_names));
        *named = *named || before.p[0] != '#';
        if (at >= n_names)
            return trouble_is(t, CALL_TROUBLE_MAP_COLUMN, before, names_listed(a, names, n_names));
        m->of[key].at[m->of[key].n++] = at;
    }
    return OK;
}

enum status call_map_read(struct arena *a, struct str map, const struct str *names, size_t n_names,
                          struct call_map *ret, bool *ret_header, struct call_trouble *trouble)
{
    struct call_map m = {.columns = n_names};
    struct str part;
    bool named = false;
    if (map.n == 0) { /* our own words as names need no mapping */
        for (size_t i = 0; i < n_names; i++) {
            enum call_map_key key;
            if (!key_find(str_trim(names[i]), &key) || m.of[key].n > 0)
                continue;
            m.of[key].at[m.of[key].n++] = i;
            named = true;
        }
    }
    while (map.n > 0 && str_cut(&map, ',', &part))
        TRY(read_part(a, str_trim(part), names, n_names, &m, &named, trouble));
    if (m.of[MAP_STARTED].n == 0)
        return trouble_is(trouble, CALL_TROUBLE_MAP_STARTED, STR("started"),
                          names_listed(a, names, n_names));
    *ret = m;
    *ret_header = named;
    return OK;
}

/* Several columns are joined with a blank: a date and a time. */
static struct str value_of(struct arena *a, const struct call_map *m, enum call_map_key key,
                           const struct str *f, size_t n)
{
    if (m->of[key].n == 0)
        return STR_NONE;
    if (m->of[key].n == 1)
        return m->of[key].at[0] < n ? str_trim(f[m->of[key].at[0]]) : STR("");
    struct buf b = buf_new(a, 64);
    for (size_t i = 0; i < m->of[key].n; i++) {
        if (i > 0)
            buf_char(&b, ' ');
        if (m->of[key].at[i] < n)
            buf_add(&b, str_trim(f[m->of[key].at[i]]));
    }
    return str_trim(buf_str(&b));
}

struct word {
    const char *word;
    int meaning;
};

static bool word_find(const struct word *words, struct str s, int *ret)
{
    for (size_t i = 0; words[i].word != NULL; i++)
        if (str_eq_nocase(s, str_of(words[i].word))) {
            *ret = words[i].meaning;
            return true;
        }
    return false;
}

static bool outcome_parse(struct str s, int *ret)
{
    static const struct word words[] = {
        {"answered", CALL_ANSWERED},
        {"answer", CALL_ANSWERED},
        {"agent", CALL_ANSWERED},
        {"completed", CALL_ANSWERED},
        {"handled", CALL_ANSWERED},
        {"besvaret", CALL_ANSWERED},
        {"ja", CALL_ANSWERED},
        {"yes", CALL_ANSWERED},
        {"1", CALL_ANSWERED},
        {"abandoned", CALL_ABANDONED},
        {"abandon", CALL_ABANDONED},
        {"hang", CALL_ABANDONED},
        {"tabt", CALL_ABANDONED},
        {"opgivet", CALL_ABANDONED},
        {"mistet", CALL_ABANDONED},
        {"lagt på", CALL_ABANDONED},
        {"ikke besvaret", CALL_ABANDONED},
        {"ubesvaret", CALL_ABANDONED},
        {"nej", CALL_ABANDONED},
        {"no", CALL_ABANDONED},
        {"0", CALL_ABANDONED},
        {"no_answer", CALL_NO_ANSWER},
        {"no answer", CALL_NO_ANSWER},
        {"timeout", CALL_NO_ANSWER},
        {"busy", CALL_BUSY},
        {"optaget", CALL_BUSY},
        {"failed", CALL_FAILED},
        {"fejl", CALL_FAILED},
        {"transferred", CALL_TRANSFERRED},
        {"transfer", CALL_TRANSFERRED},
        {"viderestillet", CALL_TRANSFERRED},
        {"omstillet", CALL_TRANSFERRED},
        {NULL, 0},
    };
    return word_find(words, s, ret);
}

static bool direction_parse(struct str s, int *ret)
{
    static const struct word words[] = {
        {"in", 1},        {"inbound", 1},  {"incoming", 1}, {"ind", 1},
        {"indgående", 1}, {"i", 1},        {"1", 1},        {"out", 0},
        {"outbound", 0},  {"outgoing", 0}, {"ud", 0},       {"udgående", 0},
        {"u", 0},         {"o", 0},        {"0", 0},        {NULL, 0},
    };
    return word_find(words, s, ret);
}

static bool is_nobody(struct str s)
{
    static const struct word words[] = {{"NONE", 1}, {"NO_SERVER", 1}, {"NULL", 1},
                                        {"-", 1},    {"n/a", 1},       {NULL, 0}};
    int meaning;
    return word_find(words, s, &meaning);
}

static void make_key(struct call_key *k, const struct call_reader *r, const struct call_record *rec,
                     struct str id, struct call_wall started)
{
    call_key_start(k, "csv:");
    if (id.n > 0) {
        call_key_text(k, id);
        return;
    }
    call_key_int(k, started.ms);
    call_key_text(k, STR("|"));
    call_key_text(k, call_text_str(&r->line_text));
    call_key_text(k, STR("|"));
    call_key_text(k, call_text_str(&r->queue_text));
    call_key_text(k, STR("|"));
    call_key_int(k, rec->wait_ms);
    call_key_text(k, STR("|"));
    call_key_int(k, rec->talk_ms);
}

/* A span given as such, or the difference of two times; 0 when neither is there. */
static bool span_of(struct str given, const struct call_wall *from, const struct call_wall *to,
                    int64_t *ret)
{
    *ret = 0;
    if (given.n > 0)
        return call_span_parse(given, ret);
    if (from != NULL && to != NULL)
        *ret = to->ms - from->ms;
    return true;
}

struct row {
    struct str v[MAP_N];
    struct call_wall started, answered, ended;
    bool has_answered, has_ended;
};

static bool row_times(struct row *w)
{
    w->has_answered = w->v[MAP_ANSWERED].n > 0;
    w->has_ended = w->v[MAP_ENDED].n > 0;
    return call_wall_parse(w->v[MAP_STARTED], &w->started) &&
           (!w->has_answered || call_wall_parse(w->v[MAP_ANSWERED], &w->answered)) &&
           (!w->has_ended || call_wall_parse(w->v[MAP_ENDED], &w->ended));
}

static bool row_spans(const struct row *w, struct call_record *rec)
{
    bool answered = rec->outcome == CALL_ANSWERED || rec->outcome == CALL_TRANSFERRED;
    const struct call_wall *a = w->has_answered ? &w->answered : NULL,
                           *e = w->has_ended ? &w->ended : NULL;
    if (!span_of(w->v[MAP_TALK], a, e, &rec->talk_ms) ||
        !span_of(w->v[MAP_WAIT], &w->started, a != NULL || answered ? a : e, &rec->wait_ms))
        return false;
    /* Times that cross the end of summer time seem to run backwards by an hour. */
    if (rec->talk_ms < 0)
        rec->talk_ms += INT64_C(3600000);
    if (rec->wait_ms < 0)
        rec->wait_ms += INT64_C(3600000);
    if (!answered)
        rec->talk_ms = 0;
    return true;
}

static bool row_outcome(const struct row *w, struct call_record *rec)
{
    int meaning;
    if (w->v[MAP_OUTCOME].n > 0) {
        if (!outcome_parse(w->v[MAP_OUTCOME], &meaning))
            return false;
        rec->outcome = (enum call_outcome)meaning;
        return true;
    }
    int64_t talk = 0;
    bool talked = w->v[MAP_TALK].n > 0 && call_span_parse(w->v[MAP_TALK], &talk) && talk > 0;
    bool told = w->v[MAP_TALK].p != NULL || w->v[MAP_ANSWERED].p != NULL;
    rec->outcome = talked || w->has_answered || !told ? CALL_ANSWERED : CALL_ABANDONED;
    return true;
}

void call_csv_row(struct call_reader *r, const struct str *f, size_t n, int64_t offset,
                  struct call_event *ret)
{
    struct row w;
    struct call_record *rec = &ret->record;
    int inbound = 1;
    *rec = (struct call_record){.direction_known = true};
    for (size_t i = 0; i < MAP_N; i++)
        w.v[i] = value_of(r->scratch, &r->map, (enum call_map_key)i, f, n);
    if (n < r->map.columns) {
        call_event_reject(ret, CALL_REJECT_COLUMNS);
    } else if (!row_times(&w)) {
        call_event_reject(ret, CALL_REJECT_TIME);
    } else if (!row_outcome(&w, rec)) {
        call_event_reject(ret, CALL_REJECT_OUTCOME);
    } else if (!row_spans(&w, rec)) {
        call_event_reject(ret, CALL_REJECT_DURATION);
    } else if (w.v[MAP_DIRECTION].n > 0 && !direction_parse(w.v[MAP_DIRECTION], &inbound)) {
        call_event_reject(ret, CALL_REJECT_DIRECTION);
    } else {
        struct str line = is_nobody(w.v[MAP_LINE]) ? STR("") : w.v[MAP_LINE];
        struct call_text id = {.n = 0};
        bool fits = call_text_agent(r->scratch, &r->line_text, line) &&
                    call_text_set(&r->queue_text, w.v[MAP_QUEUE]) &&
                    call_text_set(&id, w.v[MAP_ID]);
        make_key(&r->key, r, rec, call_text_str(&id), w.started);
        if (!fits || r->key.full) {
            call_event_reject(ret, CALL_REJECT_TEXT);
            return;
        }
        rec->key = (struct str){r->key.p, r->key.n};
        rec->line = call_text_str(&r->line_text);
        rec->queue = call_text_str(&r->queue_text);
        rec->src_line = STR("");
        rec->inbound = inbound != 0;
        rec->started_at = call_clock_in_order(&r->clock, w.started, offset);
        ret->kind = CALL_RECORD;
    }
}
