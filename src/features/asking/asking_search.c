/* The index of words, and finding by it. Both engines hold the same words and are asked for ranges of bytes alone, so they
 * answer the same; what is rare counts more (the weights of BM25 without lengths: these texts are all short).
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/asking/asking_parts.h"

#include <math.h>

#include "base/clock.h"

const char *const asking_thing_words[] = {"card", "question", NULL};

#define TITLE_WEIGHT 3
#define WEIGHT_MOST 9
#define POSTINGS_MOST 2000
#define TERMS_MOST 24
#define BEGUN_LEAST 3 /* letters: fewer begin everything */
#define PART_LEAST 5  /* of a compound that was asked for: "dagpengesats" finds "dagpenge" */
#define BEGUN_COUNTS 0.6
#define PART_COUNTS 0.5

/* ---- the index */

static enum status collect(struct arena *a, struct str text, int64_t times,
                           struct asking_words *all)
{
    struct asking_words words;

    TRY(asking_words(a, text, &words));
    for (size_t i = 0; i < words.n; i++) {
        size_t at = 0;

        while (at < all->n && !str_eq(all->at[at].stem, words.at[i].stem))
            at++;
        if (at == all->n) {
            all->at[all->n] = words.at[i];
            all->at[all->n++].n = 0;
        }
        all->at[at].n += words.at[i].n * times;
    }
    return OK;
}

enum status asking_index(struct db *db, struct arena *a, int64_t centre_id, enum asking_thing kind,
                         int64_t id, struct str title, struct str body)
{
    struct asking_words all = {arena_array(a, struct asking_word, 2 * ASKING_WORDS_MAX), 0};

    TRY(q_asking_words_drop(db, kind, id));
    TRY(collect(a, title, TITLE_WEIGHT, &all));
    TRY(collect(a, body, 1, &all));
    for (size_t i = 0; i < all.n; i++)
        TRY(q_asking_word_insert(db, centre_id, all.at[i].stem, kind, id,
                                 all.at[i].n < WEIGHT_MOST ? all.at[i].n : WEIGHT_MOST));
    return OK;
}

/* ---- finding */

struct found {
    int64_t kind, id;
    double score, best; /* best: of the word at hand */
};
struct search {
    struct db *db;
    struct arena *a;
    int64_t centre_id;
    double n_documents;
    struct found *at;
    size_t n, room;
};

static struct found *found_of(struct search *s, int64_t kind, int64_t id)
{
    for (size_t i = 0; i < s->n; i++)
        if (s->at[i].kind == kind && s->at[i].id == id)
            return &s->at[i];
    if (s->n == s->room) {
        struct found *more = arena_array(s->a, struct found, s->room * 2 + 64);

        if (s->n > 0)
            memcpy(more, s->at, s->n * sizeof *more);
        s->at = more;
        s->room = s->room * 2 + 64;
    }
    s->at[s->n] = (struct found){.kind = kind, .id = id};
    return &s->at[s->n++];
}

/* The words from `from` on that begin with it, or are it; each counts `share` in what holds it. */
static enum status look(struct search *s, struct str from, bool begun, double share)
{
    struct asking_posting_row_list rows;
    struct str below = begun ? arena_printf(s->a, "%.*s\xf4\x8f\xbf\xbf", STR_ARG(from))
                             : arena_printf(s->a, "%.*s\x01", STR_ARG(from));

    TRY(q_asking_postings(s->db, s->a, s->centre_id, from, below, POSTINGS_MOST, &rows));
    for (size_t i = 0; i < rows.n; i++) {
        struct found *f = found_of(s, rows.at[i].kind, rows.at[i].object_id);
        double weight = (double)rows.at[i].weight;
        double counts = str_eq(rows.at[i].word, from) || !begun ? share : share * BEGUN_COUNTS;
        double worth = counts * weight * 2.2 / (weight + 1.2);

        if (worth > f->best)
            f->best = worth;
    }
    return OK;
}

/* One word of what was asked: as it is, as a beginning, and its own beginnings, which are parts of a compound. Adds its weight
 * to *all. */
static enum status look_word(struct search *s, const struct asking_word *w, double *all)
{
    size_t n = 0;

    TRY(look(s, w->stem, w->stem.n >= BEGUN_LEAST, 1));
    if (!str_eq(w->plain, w->stem) && w->plain.n >= BEGUN_LEAST)
        TRY(look(s, w->plain, true, 1));
    for (size_t i = PART_LEAST; i + 2 < w->stem.n; i++)
        if (((unsigned char)w->stem.p[i] & 0xc0) != 0x80)
            TRY(look(s, str_sub(w->stem, 0, i), false, PART_COUNTS));
    for (size_t i = 0; i < s->n; i++)
        n += s->at[i].best > 0;
    double rare = log(1 + (s->n_documents - (double)n + 0.5) / ((double)n + 0.5));
    rare = rare > 0.05 ? rare : 0.05;
    for (size_t i = 0; i < s->n; i++) {
        s->at[i].score += rare * s->at[i].best;
        s->at[i].best = 0;
    }
    *all += rare;
    return OK;
}

static int by_score(const void *x, const void *y)
{
    const struct found *a = x, *b = y;

    if (a->score != b->score)
        return a->score < b->score ? 1 : -1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    return (a->id > b->id) - (a->id < b->id);
}

static enum status show(struct search *s, const struct found *f, struct asking_hit *ret)
{
    struct asking_hit hit = {.kind = f->kind, .id = f->id, .score = f->score};

    if (f->kind == ASKING_CARD) {
        struct asking_card_row card;

        TRY(q_asking_card(s->db, s->a, f->id, s->centre_id, &card));
        hit.title = card.title;
        hit.text = card.body;
    } else {
        struct asking_question_row q;
        struct asking_reply_row_list replies;

        TRY(q_asking_question(s->db, s->a, f->id, s->centre_id, &q));
        TRY(q_asking_replies(s->db, s->a, f->id, &replies));
        hit.title = q.text;
        for (size_t i = 0; i < replies.n; i++)
            if (replies.at[i].kind == ASKING_ANSWER)
                hit.text = replies.at[i].text;
    }
    *ret = hit;
    return OK;
}

enum status asking_search(struct db *db, struct arena *a, const struct actor *who, struct str text,
                          double least, size_t most, struct asking_hit_list *ret)
{
    struct search s = {.db = db, .a = a, .centre_id = who->centre_id};
    struct asking_words words;
    struct asking_n_row documents;
    struct asking_hit_list hits = {arena_array(a, struct asking_hit, most), 0};
    double all = 0;

    if (!may(who, PERM_ASK))
        return fail(DENIED, "may not ask");
    TRY(asking_words(a, text, &words));
    TRY(q_asking_documents(db, a, who->centre_id, &documents));
    s.n_documents = (double)documents.n;
    for (size_t i = 0; i < words.n && i < TERMS_MOST; i++)
        TRY(look_word(&s, &words.at[i], &all));
    if (s.n > 0)
        qsort(s.at, s.n, sizeof *s.at, by_score);
    for (size_t i = 0; i < s.n && hits.n < most && s.at[i].score >= least * all; i++)
        if (s.at[i].score > 0)
            TRY(show(&s, &s.at[i], &hits.at[hits.n++]));
    *ret = hits;
    return OK;
}
