/* cairo writes neither the language of a document nor the wish that its title be shown; readers need both. So the file's
 * catalogue is written once more behind its end, as PDF 32000-1:2008, 7.5.6 (incremental updates) has it.
 * SPDX-License-Identifier: MPL-2.0 */
#include "pdf/pdf_parts.h"

/* What stands behind the last such word of the file. */
static bool after_last(struct str file, struct str word, struct str *ret)
{
    bool found = false;
    size_t at;

    for (struct str rest = file; str_find(rest, word, &at); found = true)
        *ret = rest = str_sub(rest, at + word.n, rest.n);
    return found;
}

/* The number that text begins with, behind blanks. */
static bool leading_number(struct str text, int64_t *ret)
{
    struct str rest = str_trim(text);
    size_t n = 0;

    while (n < rest.n && rest.p[n] >= '0' && rest.p[n] <= '9')
        n++;
    return str_int64(str_sub(rest, 0, n), ret);
}

enum status pdf_finish(struct buf *file, struct str lang)
{
    struct str text = arena_copy(file->arena, buf_str(file));
    struct str trailer, catalog, rest;
    int64_t root, size, info, before;
    size_t end;

    if (!after_last(text, STR("\ntrailer\n"), &trailer) ||
        !after_last(trailer, STR("/Root "), &rest) || !leading_number(rest, &root) ||
        !after_last(trailer, STR("/Size "), &rest) || !leading_number(rest, &size) ||
        !after_last(trailer, STR("/Info "), &rest) || !leading_number(rest, &info) ||
        !after_last(trailer, STR("startxref"), &rest) || !leading_number(rest, &before))
        return fail(BROKEN, "cairo's PDF ends in another way than expected");
    struct str head = arena_printf(file->arena, "\n%lld 0 obj\n", (long long)root);
    if (!after_last(text, head, &catalog) || !str_find(catalog, STR("endobj"), &end))
        return fail(BROKEN, "cairo's PDF has no catalogue");
    catalog = str_trim(str_sub(catalog, 0, end));
    if (!str_ends(catalog, STR(">>")))
        return fail(BROKEN, "cairo's PDF has an odd catalogue");

    size_t at = file->n;
    buf_printf(file, "%lld 0 obj\n", (long long)root);
    buf_add(file, str_sub(catalog, 0, catalog.n - 2));
    buf_printf(file,
               "   /Lang (%.*s)\n   /ViewerPreferences << /DisplayDocTitle true >>\n>>\nendobj\n",
               STR_ARG(lang));
    size_t xref = file->n;
    buf_printf(file,
               "xref\n%lld 1\n%010zu 00000 n \ntrailer\n<< /Size %lld\n   /Root %lld 0 R\n   /Info "
               "%lld 0 R\n"
               "   /Prev %lld\n>>\nstartxref\n%zu\n%%%%EOF\n",
               (long long)root, at, (long long)size, (long long)root, (long long)info,
               (long long)before, xref);
    return OK;
}
