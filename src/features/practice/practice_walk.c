/* From a story and the choices made to what a page shows: who said what, how tense it was, what the other one thought.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/practice/practice_parts.h"

#include "core/refuse.h"

const char *const practice_ending_words[] = {
#define X(name, word) word,
    PRACTICE_ENDINGS(X)
#undef X
        NULL};

struct str practice_tag(const struct ink_texts *tags, struct str name)
{
    for (size_t i = 0; i < tags->n; i++)
        if (str_starts(tags->at[i], name) && tags->at[i].n > name.n && tags->at[i].p[name.n] == ':')
            return str_trim(str_sub(tags->at[i], name.n + 1, tags->at[i].n));
    return STR_NONE;
}

static enum practice_voice voice_of(const struct ink_texts *tags)
{
    struct str who = practice_tag(tags, STR("who"));

    return str_eq(who, STR("scene"))       ? PRACTICE_SCENE
           : str_eq(who, STR("colleague")) ? PRACTICE_COLLEAGUE
                                           : PRACTICE_CITIZEN;
}

static void note_ending(const struct ink_texts *tags, enum practice_ending *ret)
{
    struct str word = practice_tag(tags, STR("end"));

    for (int i = 0; i < PRACTICE_ENDING_N; i++)
        if (str_eq(word, str_of(practice_ending_words[i])))
            *ret = (enum practice_ending)i;
}

#define MAX_LINES 100 /* between two choices */
static enum status lines(struct arena *a, struct ink_walk *w, struct practice_turn *turn,
                         enum practice_ending *ending)
{
    struct practice_line said[MAX_LINES];
    size_t n = 0;

    while (ink_can_continue(w)) {
        struct ink_line line;

        TRY(ink_continue(w, &line));
        note_ending(&line.tags, ending);
        line.text = str_trim(line.text);
        if (line.text.n == 0)
            continue;
        if (n == MAX_LINES)
            return fail(INVALID, "more than %d lines without a choice", MAX_LINES);
        said[n++] = (struct practice_line){
            voice_of(&line.tags), line.text, practice_tag(&line.tags, STR("view")),
            practice_tag(&line.tags, STR("limit")), practice_tag(&line.tags, STR("learn"))};
    }
    turn->lines = (struct practice_line_list){arena_array(a, struct practice_line, n), n};
    if (n > 0)
        memcpy(turn->lines.at, said, n * sizeof *said);
    if (!ink_number(w, STR("tension"), &turn->tension))
        turn->tension = -1;
    else if (turn->tension < 0 || turn->tension >= PRACTICE_STEPS)
        turn->tension = turn->tension < 0 ? 0 : PRACTICE_STEPS - 1;
    return OK;
}

static enum status walk(struct arena *a, const struct ink_story *story, int64_t seed,
                        struct practice_play *p)
{
    struct ink_walk *w;
    struct ink_choice offered[INK_MAX_CHOICES];

    TRY(ink_begin(a, story, seed, &w));
    for (size_t i = 0;; i++) {
        struct practice_turn *turn = &p->turns.at[p->turns.n++];

        TRY(lines(a, w, turn, &p->ending));
        p->n_choices = ink_choices(w, offered);
        if (i == p->n_made)
            break;
        if ((size_t)p->made[i] >= p->n_choices)
            return fail(INVALID, "choice %zu of the try is not offered", i);
        turn->said = offered[p->made[i]].text;
        TRY(ink_choose(w, (size_t)p->made[i]));
    }
    for (size_t i = 0; i < p->n_choices; i++)
        p->choices[i] = offered[i].text;
    return OK;
}

enum status practice_walk(struct arena *a, const struct ink_story *story, int64_t seed,
                          struct practice_play *p)
{
    p->turns = (struct practice_turn_list){arena_array(a, struct practice_turn, p->n_made + 1), 0};
    p->ending = PRACTICE_END_OPEN;
    enum status walked = walk(a, story, seed, p);
    return walked == INVALID ? refuse(CONFLICT, T_PRACTICE_BROKEN) : walked;
}
