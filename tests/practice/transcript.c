/* Walks a compiled story at random and prints each walk as a line of JSON, for compare.mjs, which walks it with inkjs the same way.
 *     transcript STORY.json FIRST LAST
 * Walk number n has the seed n % 100; its choices come from a generator that both sides share.
 * SPDX-License-Identifier: MPL-2.0 */
#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "features/practice/ink.h"

#define MOST_TURNS 80

static void put_tags(struct json_out *o, const struct ink_texts *tags)
{
    json_open_array(o);
    for (size_t i = 0; i < tags->n; i++)
        json_write_text(o, tags->at[i]);
    json_close_array(o);
}

static enum status lines(struct ink_walk *w, struct json_out *o)
{
    struct ink_line line;

    while (ink_can_continue(w)) {
        TRY(ink_continue(w, &line));
        json_open_array(o);
        json_write_text(o, line.text);
        put_tags(o, &line.tags);
        json_close_array(o);
    }
    return OK;
}

static size_t offered(struct ink_walk *w, struct json_out *o)
{
    struct ink_choice choices[INK_MAX_CHOICES];
    size_t n = ink_choices(w, choices);

    json_open_array(o);
    for (size_t i = 0; i < n; i++) {
        json_write_text(o, choices[i].text);
        put_tags(o, &choices[i].tags);
    }
    json_close_array(o);
    return n;
}

static enum status walk(struct arena *a, const struct ink_story *story, int64_t number,
                        struct json_out *o)
{
    struct ink_walk *w;
    int64_t random = number % 2147483646 + 1;

    TRY(ink_begin(a, story, number % 100, &w));
    for (int turn = 0; turn < MOST_TURNS; turn++) {
        TRY(lines(w, o));
        size_t n = offered(w, o);
        json_write_text(o, ink_variables(w, a));
        if (n == 0)
            break;
        random = random * 48271 % 2147483647;
        TRY(ink_choose(w, (size_t)random / 7 % n));
    }
    return OK;
}

static struct str read_all(struct arena *a, const char *path)
{
    struct buf b = buf_new(a, 65536);
    FILE *f = fopen(path, "rb");
    size_t n;

    must(f != NULL);
    while ((n = fread(buf_room(&b, 65536), 1, 65536, f)) > 0)
        b.n += n;
    fclose(f);
    return buf_str(&b);
}

int main(int argc, char **argv)
{
    struct arena *a = arena_new(), *each = arena_new();
    const struct ink_story *story;

    must(argc == 4);
    if (ink_load(a, read_all(a, argv[1]), &story) != OK) {
        printf("refused: %s\n", failure_last()->why);
        return 0;
    }
    for (int64_t i = strtoll(argv[2], NULL, 10); i < strtoll(argv[3], NULL, 10); i++) {
        arena_reset(each);
        struct buf b = buf_new(each, 4096);
        struct json_out o = json_out_to(&b);

        json_open_array(&o);
        enum status done = walk(each, story, i, &o);
        if (done != OK) { /* lines that came before the failure stay */
            b.n = 0;
            o = json_out_to(&b);
            json_open_array(&o);
            json_write_text(&o, STR("broken"));
        }
        json_close_array(&o);
        if (done != OK && getenv("INK_WHY") != NULL)
            fprintf(stderr, "%s\n", failure_last()->why);
        printf("%.*s\n", STR_ARG(buf_str(&b)));
    }
    arena_free(each);
    arena_free(a);
    return 0;
}
