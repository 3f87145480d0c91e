/* Any text as the Markdown of a module: nothing that runs comes out, no picture but the known one, no address that a browser
 * would run.
 * SPDX-License-Identifier: MPL-2.0 */
#include "fuzz.h"

#include "web/markdown.h"

static bool shows(struct str html, const char *what)
{
    size_t at;

    return str_find(html, str_of(what), &at);
}

/* Each tag is one that CommonMark writes; each src is the known one; each href begins as ours do. */
static void check(struct str html)
{
    struct str rest = html;
    size_t at;

    must(!shows(html, "<script") && !shows(html, "<iframe") && !shows(html, "<h1"));
    while (str_find(rest, STR("<img src=\""), &at)) {
        rest = str_sub(rest, at + 10, rest.n);
        must(str_starts(rest, STR("/modules/pictures/7\"")));
    }
    rest = html;
    while (str_find(rest, STR("<a href=\""), &at)) {
        rest = str_sub(rest, at + 9, rest.n);
        must(str_starts(rest, STR("/")) || str_starts(rest, STR("http")) ||
             str_starts(rest, STR("mailto:")) || str_starts(rest, STR("tel:")));
        must(!str_starts(rest, STR("//")));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    const struct markdown_picture known = {STR("/modules/pictures/7"), STR("Et hus")};
    struct arena *a = arena_new();
    struct str s = input_of(data, n < 12000 ? n : 12000);

    check(markdown_with_pictures(a, s, 2, &known, 1).s);
    arena_free(a);
    return 0;
}
