/* What stands on the day, in words: whoever shows it, a page, print or a program, shows these. Cases in their authors' words as they stand
 * there now, screened once more, since somebody may have joined the centre since they were written.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/follow_up/follow_up_parts.h"

#include "features/experience/experience_screen.h"
#include "features/practice/practice.h"

static const enum text_key themes[EXPERIENCE_KIND_N] = {
#define X(name, word) T_EXPERIENCE_KIND_##name,
    EXPERIENCE_KINDS(X)
#undef X
};
static const enum text_key blends[EXPERIENCE_KIND_N] = {
#define X(name, word) T_FOLLOW_UP_BLEND_##name,
    EXPERIENCE_KINDS(X)
#undef X
};
static const enum text_key exercises[EXPERIENCE_KIND_N] = {
#define X(name, word) T_FOLLOW_UP_EXERCISE_##name,
    EXPERIENCE_KINDS(X)
#undef X
};
static const enum text_key exercise_hows[EXPERIENCE_KIND_N] = {
#define X(name, word) T_FOLLOW_UP_HOW_##name,
    EXPERIENCE_KINDS(X)
#undef X
};
static const enum text_key helps[EXPERIENCE_HELP_N] = {
#define X(name, word) T_EXPERIENCE_HELP_##name,
    EXPERIENCE_HELPS(X)
#undef X
};

struct words {
    struct arena *a;
    enum lang lang;
    const struct follow_up *f;
    struct experience_names names;
};

static struct str word(const struct words *w, enum text_key key)
{
    return text(w->lang, key);
}

static struct str filled(const struct words *w, enum text_key key, struct str s)
{
    struct text_arg arg = TEXT_STR(s);

    return text_filled(w->a, w->lang, key, &arg, 1);
}

static struct str clean(const struct words *w, struct str s)
{
    struct str out;

    (void)experience_screen(w->a, s, &w->names, &out);
    return out;
}

static struct str scenario_title(const struct words *w, struct str name)
{
    for (size_t i = 0; i < practice_shipped_n; i++)
        if (practice_shipped[i].lang == w->lang && str_eq(name, str_of(practice_shipped[i].name)))
            return practice_shipped[i].title;
    return name;
}

/* ---- cases */

static bool is_of(const struct words *w, size_t telling, const struct follow_up_block *b)
{
    return w->f->tellings.at[telling].block_id == b->id;
}

static struct follow_up_line case_of(const struct words *w, const struct follow_up_block *b)
{
    const struct follow_up_telling_row_list *t = &w->f->tellings;
    struct follow_up_line line = {.title =
                                      filled(w, T_FOLLOW_UP_CASE_TITLE, word(w, themes[b->theme])),
                                  .text = word(w, T_FOLLOW_UP_CASE_GONE),
                                  .is_gone = true};

    for (size_t i = 0; i < t->n; i++)
        if (is_of(w, i, b) && t->at[i].telling.n > 0) {
            line.text = clean(w, t->at[i].telling);
            line.is_gone = false;
        }
    if (w->f->sight == FOLLOW_UP_SIGHT_PART && w->f->row.state < FOLLOW_UP_RUNNING)
        line.text = word(w, T_FOLLOW_UP_CASE_LATER);
    return line;
}

/* What at least as many named as a blend takes: from fewer it would be somebody's own. */
static void add_helps(const struct words *w, const struct follow_up_block *b, struct buf *out)
{
    const struct follow_up_telling_row_list *t = &w->f->tellings;
    bool any = false;

    for (int h = 0; h < EXPERIENCE_HELP_NOTHING; h++) {
        int64_t authors[FOLLOW_UP_BLENDED];
        size_t n = 0;

        for (size_t i = 0; i < t->n && n < FOLLOW_UP_BLENDED; i++) {
            size_t at = 0;

            if (!is_of(w, i, b) || (t->at[i].helps >> h & 1) == 0)
                continue;
            while (at < n && authors[at] != t->at[i].author_id)
                at++;
            if (at == n)
                authors[n++] = t->at[i].author_id;
        }
        if (n < FOLLOW_UP_BLENDED)
            continue;
        buf_add(out, any ? STR(", ") : STR(" "));
        if (!any)
            buf_printf(out, "%.*s ", STR_ARG(word(w, T_FOLLOW_UP_HELPED)));
        buf_add(out, word(w, helps[h]));
        any = true;
    }
    if (any)
        buf_char(out, '.');
}

static struct follow_up_line blend_of(const struct words *w, const struct follow_up_block *b)
{
    struct follow_up_line line = {
        .title = filled(w, T_FOLLOW_UP_BLEND_TITLE, word(w, themes[b->theme]))};
    struct buf out = buf_new(w->a, 300);

    buf_add(&out, word(w, blends[b->theme]));
    add_helps(w, b, &out);
    line.text = buf_str(&out);
    return line;
}

/* ---- what the class has met */

static int64_t count_of(const struct words *w, int64_t theme)
{
    const struct follow_up_agenda *g = &w->f->agenda;
    int64_t n = 0;

    for (size_t i = 0; i < g->n; i++)
        if ((g->at[i].kind == FOLLOW_UP_CASE || g->at[i].kind == FOLLOW_UP_BLEND) &&
            g->at[i].theme == theme)
            n += (int64_t)g->at[i].n_sources;
    return n;
}

static struct str overview_of(const struct words *w)
{
    struct buf b = buf_new(w->a, 200);

    buf_add(&b, word(w, T_FOLLOW_UP_OVERVIEW_TEXT));
    for (int64_t theme = 0; theme < EXPERIENCE_KIND_N; theme++)
        if (count_of(w, theme) > 0)
            buf_printf(&b, "\n%.*s: %lld", STR_ARG(word(w, themes[theme])),
                       (long long)count_of(w, theme));
    return buf_str(&b);
}

/* ---- all of it */

static struct follow_up_line practice_of(const struct words *w, const struct follow_up_block *b)
{
    return (struct follow_up_line){
        .title = filled(w, T_FOLLOW_UP_PRACTICE_TITLE, scenario_title(w, b->scenario)),
        .text = word(w, b->theme >= 0 ? T_FOLLOW_UP_PRACTICE_TEXT : T_FOLLOW_UP_PRACTICE_FILLS)};
}

static struct follow_up_line plain(const struct words *w, enum text_key title, enum text_key text)
{
    return (struct follow_up_line){.title = word(w, title),
                                   .text = text != T_NONE ? word(w, text) : STR("")};
}

static struct follow_up_line line_of(const struct words *w, const struct follow_up_block *b)
{
    switch ((enum follow_up_kind)b->kind) {
    case FOLLOW_UP_OPENING:
        return plain(w, T_FOLLOW_UP_OPENING_TITLE, T_FOLLOW_UP_OPENING_TEXT);
    case FOLLOW_UP_OVERVIEW:
        return (struct follow_up_line){.title = word(w, T_FOLLOW_UP_OVERVIEW_TITLE),
                                       .text = overview_of(w)};
    case FOLLOW_UP_CASE:
        return case_of(w, b);
    case FOLLOW_UP_BLEND:
        return blend_of(w, b);
    case FOLLOW_UP_PRACTICE:
        return practice_of(w, b);
    case FOLLOW_UP_EXERCISE:
        return b->theme >= 0 ? plain(w, exercises[b->theme], exercise_hows[b->theme])
                             : plain(w, T_FOLLOW_UP_EXERCISE_ANY, T_FOLLOW_UP_HOW_ANY);
    case FOLLOW_UP_BREAK:
        return plain(w, T_FOLLOW_UP_BREAK_TITLE, T_NONE);
    case FOLLOW_UP_LUNCH:
        return plain(w, T_FOLLOW_UP_LUNCH_TITLE, T_NONE);
    case FOLLOW_UP_CLOSING:
        return plain(w, T_FOLLOW_UP_CLOSING_TITLE, T_FOLLOW_UP_CLOSING_TEXT);
    case FOLLOW_UP_OWN:
    case FOLLOW_UP_KIND_N:
        break;
    }
    return (struct follow_up_line){.title = clean(w, b->title), .text = clean(w, b->text)};
}

enum status follow_up_words(struct db *db, struct arena *a, enum lang lang,
                            const struct follow_up *f, struct follow_up_line **ret)
{
    struct words w = {.a = a, .lang = lang, .f = f};
    struct follow_up_line *lines = arena_array(a, struct follow_up_line, f->agenda.n + 1);

    TRY(experience_names(db, a, f->row.centre_id, &w.names));
    for (size_t i = 0; i < f->agenda.n; i++)
        lines[i] = line_of(&w, &f->agenda.at[i]);
    *ret = lines;
    return OK;
}
