/* A test on both databases: it gets the `type` that begin() of its file makes for each and end() takes away.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef SUPPORT_BOTH_H
#define SUPPORT_BOTH_H

#define BOTH_OF(type, name)                                                                        \
    static void name##_sqlite(void **state)                                                        \
    {                                                                                              \
        (void)state;                                                                               \
        type made = begin(DB_SQLITE);                                                              \
        name(&made);                                                                               \
        end(&made);                                                                                \
    }                                                                                              \
    static void name##_pgsql(void **state)                                                         \
    {                                                                                              \
        (void)state;                                                                               \
        type made = begin(DB_PGSQL);                                                               \
        name(&made);                                                                               \
        end(&made);                                                                                \
    }

#define ON_BOTH(name) cmocka_unit_test(name##_sqlite), cmocka_unit_test(name##_pgsql)

#endif
