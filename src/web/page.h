/* The frame around every page: head, navigation by role, notices, footer. A page is complete before its first byte is sent.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef WEB_PAGE_H
#define WEB_PAGE_H

#include "web/html.h"
#include "web/request.h"

/* Starts a page; write the content with view functions; then page_end. Always gives a valid html. */
struct html *page_begin(struct request *rq, struct response *rs, enum text_key title);
/* The same with a title that is not in the catalogue ("H-1042"). */
struct html *page_begin_titled(struct request *rq, struct response *rs, struct str title);
CHECKED enum status page_end(struct html *page);

/* The page that answers a failed status (also 401 → sign-in with a way back). */
void page_error(struct request *rq, struct response *rs, enum status status);

/* One-time message on the next page: "Gemt." Kept in a short signed cookie, no state on the server. */
void page_notice(struct request *rq, struct response *rs, enum text_key key);

/* Where this server is reached from outside, for addresses that are copied: as set up, else as it was asked; no slash at the end. */
struct str page_address(const struct request *rq);

/* Times as this person reads them. */
struct str local_time(struct request *rq, int64_t at_ms); /* "i dag 14.05", "22. nov. 2026 14.05" */
struct str local_date(struct request *rq, int64_t at_ms); /* "22. november 2026" */
struct str local_month(struct request *rq, int month);    /* "november"; 1-12 */
struct str iso_time(struct request *rq, int64_t at_ms);   /* for <time datetime> */
struct str local_typed(struct request *rq, int64_t at_ms); /* for datetime-local; 0: "" */

/* Where an entry of the navigation stands: in the row itself, or in a group that opens, in this order after the row. */
enum nav_group { NAV_ROW, NAV_CASES, NAV_LEARN, NAV_MORE, NAV_GROUP_N };

/* Entries of the navigation, shown when may() says so; listed in joined.c. The first that a person may see is their front page. */
struct nav_item {
    const char *path;
    enum text_key label;
    enum permission permission;
    int64_t (*count)(struct request *rq); /* shown as a badge unless 0; NULL: none */
    enum nav_group group;
    bool (*fits)(struct request *rq); /* also asked when may() says so; NULL: no further question */
    const char *also[2]; /* pages that belong to it and stand below another's path; NULL: none */
};
extern const struct nav_item all_nav[];
extern const size_t all_nav_n;

/* What features put at the end of every full page (the log dialog); the program's list ends with NULL. */
typedef void page_part_fn(struct request *rq, struct html *h);
extern page_part_fn *const all_page_parts[];

#endif
