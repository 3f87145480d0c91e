/* The report on paper. In Danish whoever prints it: the police and EASY are Danish.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/reports/reports_parts.h"

#include "base/clock.h"
#include "core/text.h"
#include "features/incidents/incidents.h"
#include "pdf/pdf.h"

static const enum text_key titles[REPORT_KIND_N] = {T_REPORT_TITLE_POLICE, T_REPORT_TITLE_ACCIDENT};
static const enum text_key leads[REPORT_KIND_N] = {T_REPORT_PRINT_POLICE, T_REPORT_PRINT_ACCIDENT};
static const enum text_key labels[] = {
#define X(name, word, kinds, class) T_REPORT_FIELD_##name,
    REPORT_FIELDS(X)
#undef X
};

static struct str da(struct arena *a, enum text_key key, struct str one, struct str two)
{
    struct text_arg args[] = {TEXT_STR(one), TEXT_STR(two)};

    return text_filled(a, LANG_DA, key, args, 2);
}

static void add_state(struct pdf *d, struct arena *a, const struct report *r,
                      const struct zone *zone)
{
    if (r->row.state == REPORT_FILED)
        pdf_paragraph(
            d, da(a, T_REPORT_PRINT_FILED,
                  report_date(a, zone, zone_day_start(zone, (int32_t)r->row.filed_day), false),
                  r->row.receipt));
    else if (r->row.state == REPORT_NOT_REPORTED)
        pdf_paragraph(d, da(a, T_REPORT_PRINT_NOT, r->row.settler_name, r->row.reason));
    else
        pdf_paragraph(
            d, da(a, T_REPORT_PRINT_DRAFT, report_date(a, zone, clock_now(), true), STR("")));
}

enum status report_print(struct arena *a, const struct report *r, const struct zone *zone,
                         struct str *ret)
{
    struct str number = incident_number_text(a, r->row.number);
    struct pdf_about about = {
        .title = arena_printf(a, "%.*s, %.*s", STR_ARG(text(LANG_DA, titles[r->row.kind])),
                              STR_ARG(number)),
        .lang = lang_code(LANG_DA),
        .author = r->row.centre_name,
        .foot = arena_printf(a, "%.*s · %.*s", STR_ARG(r->row.centre_name), STR_ARG(number)),
        .at = clock_now(),
    };
    struct pdf *d = pdf_new(a, &about);

    pdf_heading(d, 1, text(LANG_DA, titles[r->row.kind]));
    add_state(d, a, r, zone);
    for (int f = 0; f < REPORT_FIELD_N; f++)
        if (report_has_field(r->row.kind, f) && report_shows(r->sight, f))
            pdf_row(d, text(LANG_DA, labels[f]),
                    r->part[f].text.n > 0 ? r->part[f].text : STR("–"));
    pdf_heading(d, 2, text(LANG_DA, T_REPORT_PRINT_NEXT));
    pdf_paragraph(d, text(LANG_DA, leads[r->row.kind]));
    pdf_paragraph(d, text(LANG_DA, T_REPORT_PRINT_NO_CPR));
    return pdf_write(d, ret);
}
