/* A small centre and a browser of its own for tests of web/.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef WEB_WEB_TEST_H
#define WEB_WEB_TEST_H

#include "check.h"
#include "store.h"
#include "web/loopback.h"
#include "web/server.h"

/* Made-up people: Anna (agent, team 2, Danish), Mette (manager of team 2, English), Ole (left
 * yesterday). */
#define ANNA 11
#define METTE 12
#define OLE 13
#define TEST_NOW INT64_C(1795341600000) /* a Sunday at eleven in November 2026 */

struct web_test {
    struct store *store;
    struct arena *arena;
    struct server_info info;
    struct loopback lb;
};
struct web_test *web_test_start(enum db_kind kind);
void web_test_end(struct web_test *t);

/* A new browser: no cookies. */
void web_test_fresh(struct web_test *t);
void web_test_sql(struct web_test *t, const char *sql);
struct str web_test_read(struct web_test *t, const char *sql);
/* An API token of this person with these permissions. */
struct str web_test_token(struct web_test *t, int64_t person_id, uint64_t scopes);

#endif
