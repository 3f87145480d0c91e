/* The day on paper.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/follow_up/follow_up_parts.h"

#include "pdf/pdf.h"

static struct str about_line(struct arena *a, enum lang lang, const struct follow_up *f)
{
    struct text_arg args[] = {
        TEXT_STR(text_date(a, lang, day_date((int32_t)f->row.day), T_TIME_MONTHS)),
        TEXT_STR(text_clock(a, lang, f->row.from_minute)), TEXT_INT(f->sum.minutes)};

    return text_filled(a, lang, T_FOLLOW_UP_PRINT_ABOUT, args, 3);
}

static struct str traced_line(struct arena *a, enum lang lang, const struct follow_up *f)
{
    struct text_arg args[] = {TEXT_INT(f->sum.percent), TEXT_INT(f->sum.n_sources)};

    return text_filled(a, lang, f->sum.is_short ? T_FOLLOW_UP_SHORT : T_FOLLOW_UP_TRACES, args, 2);
}

enum status follow_up_print(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                            enum lang lang, struct str *ret)
{
    struct follow_up f;
    struct follow_up_line *lines;
    int64_t minute;

    TRY(follow_up_find(db, a, who, id, &f));
    TRY(follow_up_words(db, a, lang, &f, &lines));
    struct str title = arena_printf(a, "%.*s · %.*s", STR_ARG(text(lang, T_FOLLOW_UP_TITLE)),
                                    STR_ARG(follow_up_name(&f.row, lang)));
    const struct pdf_about about = {.title = title,
                                    .lang = lang_code(lang),
                                    .author = STR(""),
                                    .foot = text(lang, T_FOLLOW_UP_PRINT_FOOT),
                                    .at = f.row.made_at};
    struct pdf *d = pdf_new(a, &about);

    pdf_heading(d, 1, title);
    pdf_paragraph(d, about_line(a, lang, &f));
    if (f.row.place.n > 0)
        pdf_paragraph(d, f.row.place);
    pdf_paragraph(d, traced_line(a, lang, &f));
    minute = f.row.from_minute;
    for (size_t i = 0; i < f.agenda.n; i++) {
        pdf_heading(d, 3,
                    arena_printf(a, "%.*s  %.*s (%lld min)", STR_ARG(text_clock(a, lang, minute)),
                                 STR_ARG(lines[i].title), (long long)f.agenda.at[i].minutes));
        pdf_paragraph(d, lines[i].text);
        minute += f.agenda.at[i].minutes;
    }
    return pdf_write(d, ret);
}
