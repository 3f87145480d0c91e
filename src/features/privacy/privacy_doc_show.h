/* A document of sections: as a page to keep, as PDF, as JSON.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef PRIVACY_PRIVACY_DOC_SHOW_H
#define PRIVACY_PRIVACY_DOC_SHOW_H

#include "base/zone.h"
#include "core/personal.h"
#include "features/privacy/privacy_view.h"

/* "2026-03-30 12:05" for programs, "30. mar. 2026 12.05" for people; STR_NONE for 0. */
struct str doc_time(struct arena *a, const struct zone *zone, int64_t at_ms);
struct str doc_time_said(struct arena *a, enum lang lang, const struct zone *zone, int64_t at_ms);
/* The rows of a table as it is declared. */
void doc_add_rows(struct arena *a, enum lang lang, const struct zone *zone,
                  const struct personal *part, const struct personal_rows *rows,
                  struct doc_section *ret);

/* The whole document. */
struct str doc_html(struct arena *a, const struct doc *d);
struct str doc_json(struct arena *a, const struct doc *d);
CHECKED enum status doc_pdf(struct arena *a, const struct doc *d, int64_t at, struct str *ret);

#endif
