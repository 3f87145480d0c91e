/* The routes of this feature.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef STATEMENTS_STATEMENTS_WEB_H
#define STATEMENTS_STATEMENTS_WEB_H

#include "features/statements/statements.h"
#include "web/route.h"

struct statement_store_input {
    struct str url, login, secret;
    int64_t kinds;
    bool on;
};
extern const struct form statement_store_in;
struct statement_own_input {
    bool practice;
};
extern const struct form statement_own_in;

extern const struct route statement_routes[];
extern const struct route statement_api_routes[];

#endif
