/* PostgreSQL's client library, loaded when such a database is opened: it brings twenty others with it, and who uses the
 * embedded database should neither wait for them at every start nor keep them in memory.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef DB_LIBPQ_H
#define DB_LIBPQ_H

#include <libpq-fe.h>

#include "base/status.h"

#define LIBPQ_FUNCTIONS(X)                                                                         \
    X(clear)                                                                                       \
    X(cmdStatus)                                                                                   \
    X(cmdTuples)                                                                                   \
    X(connectdbParams)                                                                             \
    X(consumeInput)                                                                                \
    X(describePrepared)                                                                            \
    X(errorMessage)                                                                                \
    X(exec)                                                                                        \
    X(execPrepared)                                                                                \
    X(finish)                                                                                      \
    X(freemem)                                                                                     \
    X(getisnull)                                                                                   \
    X(getlength)                                                                                   \
    X(getvalue)                                                                                    \
    X(nfields)                                                                                     \
    X(notifies)                                                                                    \
    X(ntuples)                                                                                     \
    X(prepare)                                                                                     \
    X(resultErrorField)                                                                            \
    X(resultStatus)                                                                                \
    X(serverVersion)                                                                               \
    X(socket)                                                                                      \
    X(setNoticeReceiver)                                                                           \
    X(status)                                                                                      \
    X(transactionStatus)                                                                           \
    X(unescapeBytea)

/* pq.exec(…) is PQexec(…). */
struct libpq {
#define X(name) __typeof__(PQ##name) *name;
    LIBPQ_FUNCTIONS(X)
#undef X
};
extern struct libpq pq;

/* BROKEN, with a word on what to install. */
CHECKED enum status libpq_load(void);

#endif
