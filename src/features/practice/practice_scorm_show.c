/* A scenario as a SCORM 1.2 package: a page, the story, the player and the walker of ink, and the manifest that names them. The same
 * scenario gives the same bytes.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/practice/practice_show.h"

#include <sodium.h>

#include "core/zip.h"
#include "practice_scorm_html.h"
#include "static_files.h"

/* What is no character in XML becomes a space. */
static void add_xml(struct html *h, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool is_control = c < 0x20 && c != '\t' && c != '\n' && c != '\r';
        bool is_no_character = c == 0xEF && i + 2 < s.n && (unsigned char)s.p[i + 1] == 0xBF &&
                               (unsigned char)s.p[i + 2] >= 0xBE; /* U+FFFE, U+FFFF */

        html_text_str(h, is_control || is_no_character ? STR(" ") : str_sub(s, i, 1));
        if (is_no_character)
            i += 2;
    }
}

static struct str manifest(struct arena *a, const struct practice_whole *w,
                           const struct zip_entry *entries, size_t n)
{
    struct html h = {.out = buf_new(a, 4096), .lang = w->lang};

    buf_printf(&h.out,
               "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
               "<manifest identifier=\"bagvagt-%.*s-%.*s\" version=\"%lld\" "
               "xmlns=\"http://www.imsproject.org/xsd/imscp_rootv1p1p2\" "
               "xmlns:adlcp=\"http://www.adlnet.org/xsd/adlcp_rootv1p2\">\n"
               "<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>\n"
               "<organizations default=\"bagvagt\"><organization identifier=\"bagvagt\"><title>",
               STR_ARG(w->scenario.name), STR_ARG(lang_code(w->lang)), (long long)w->version);
    add_xml(&h, w->scenario.title);
    buf_add(&h.out, STR("</title>\n<item identifier=\"call\" identifierref=\"call-page\"><title>"));
    add_xml(&h, w->scenario.title);
    buf_add(&h.out, STR("</title></item></organization></organizations>\n<resources><resource "
                        "identifier=\"call-page\" type=\"webcontent\" adlcp:scormtype=\"sco\" "
                        "href=\"index.html\">\n"));
    for (size_t i = 0; i < n; i++)
        buf_printf(&h.out, "<file href=\"%s\"/>\n", entries[i].name);
    buf_add(&h.out, STR("</resource></resources>\n</manifest>\n"));
    return buf_str(&h.out);
}

/* What a platform kept belongs to this story alone. */
static struct str print_of(struct arena *a, struct str json)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    char print[2 * 8 + 1];

    crypto_hash_sha256(hash, (const unsigned char *)json.p, json.n);
    sodium_bin2hex(print, sizeof print, hash, 8);
    return arena_copy(a, str_of(print));
}

static struct str page(struct arena *a, const struct practice_whole *w)
{
    struct practice_scorm_step steps[PRACTICE_STEPS];
    struct practice_scorm_ending endings[PRACTICE_ENDING_N];
    struct practice_scorm_view v = {.lang = lang_code(w->lang),
                                    .title = w->scenario.title,
                                    .about = w->scenario.about,
                                    .print = print_of(a, w->json),
                                    .steps = {steps, PRACTICE_STEPS},
                                    .endings = {endings, PRACTICE_ENDING_N}};
    struct html h = {.out = buf_new(a, 16384), .lang = w->lang};

    for (int i = 0; i < PRACTICE_STEPS; i++)
        steps[i] = (struct practice_scorm_step){i, practice_show_step(a, w->lang, i)};
    for (int i = 0; i < PRACTICE_ENDING_N; i++)
        endings[i] = (struct practice_scorm_ending){practice_ending_words[i],
                                                    practice_show_ending((enum practice_ending)i)};
    practice_scorm_html(&h, &v);
    return buf_str(&h.out);
}

/* A script and not JSON to fetch: a page that lies in a folder may not fetch. */
static struct str story(struct arena *a, struct str json)
{
    struct buf b = buf_new(a, json.n + 64);

    buf_add(&b, STR("window.practiceStory = "));
    buf_add(&b, json);
    buf_add(&b, STR(";\n"));
    return buf_str(&b);
}

enum status practice_show_scorm(struct arena *a, const struct practice_whole *w, struct str *ret)
{
    static const char *const packed[] = {"practice_scorm.css", "practice_scorm.js", "ink.js",
                                         "licences.txt"};
    enum { OWN = 2, PACKED = sizeof packed / sizeof *packed };
    struct zip_entry entries[OWN + PACKED + 1] = {{"index.html", page(a, w)},
                                                  {"story.js", story(a, w->json)}};

    for (size_t i = 0; i < PACKED; i++) {
        const struct packed_file *f = packed_find(packed[i], strlen(packed[i]));

        if (f == NULL)
            return fail(BROKEN, "%s is not packed", packed[i]);
        entries[OWN + i] = (struct zip_entry){packed[i], {(const char *)f->data, f->n}};
    }
    entries[OWN + PACKED] =
        (struct zip_entry){"imsmanifest.xml", manifest(a, w, entries, OWN + PACKED)};
    return zip_write(a, entries, OWN + PACKED + 1, ret);
}
