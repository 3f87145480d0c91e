/* The seam to the database: SQLite (embedded) and PostgreSQL behind one face.
 *
 * A `struct store` is the open database of a process. A `struct db` is one request's (or job's) view of it: reads see one
 * consistent snapshot; DB_TX starts a write transaction, in which reads see its own writes. Statements come only from
 * .sql files: tools/sqlc turns them into the q_… functions that features call; all of them are prepared when the store opens.
 *
 * SQLite writes share disk syncs: there is one writing connection in one process. Transactions run one after another as
 * savepoints of a running batch, and db_commit returns when the batch that holds its transaction is on disk. Handlers
 * stay straight-line; the more of them commit at once, the more share a sync. See docs/decisions/0003-group-commit.md.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef DB_DB_H
#define DB_DB_H

#include "base/arena.h"
#include "base/status.h"

struct store;
struct db;

enum db_kind { DB_SQLITE, DB_PGSQL };

/* Where a database is: a path to an SQLite file, or "postgresql://…" / "host=… dbname=…". */
struct store_options {
    struct str where;
    bool write; /* false: reads only (backup, check); SQLite is then opened read-only */
    int n_readers; /* connections for reads (SQLite) or in all (PostgreSQL); 0 gives a default from the cores */
    int64_t cache_bytes; /* page cache per SQLite connection; 0 gives 2 MiB */
};

/* Opens, checks settings (WAL, synchronous=FULL, foreign keys), but does not migrate and prepares nothing yet: call
 * migrate_run (db/migrate.h) and then store_prepare. An SQLite store opened for writing holds an exclusive lock on
 * "<file>.lock" until closed: BUSY when another process has it (its socket then takes commands; see cli/).
 *   BUSY      another process owns the database
 *   DENIED    no permission on the file or its folder
 *   BROKEN    not a database, damaged, disk full
 *   UPSTREAM  PostgreSQL does not answer */
CHECKED enum status store_open(const struct store_options *options, struct store **ret);
/* Tries every statement of the program, so that a bad one stops the boot (SQLite: again only when the program, the schema or
 * the engine has changed; docs/decisions/0014-statements-are-sealed.md). */
CHECKED enum status store_prepare(struct store *s);
/* Instead, where they were tried by others: each is then tried when it is first used. */
void store_prepare_later(struct store *s);
/* NULL is fine; waits for running transactions; the writer closes last. */
void store_close(struct store *s);
enum db_kind store_kind(const struct store *s);
enum db_kind store_kind_at(struct str where); /* what is named so, without opening it */

/* A consistent copy while the store is in use (SQLite: VACUUM INTO a new file; the file must not exist).
 * PostgreSQL: INVALID, use pg_dump (the message says how). */
CHECKED enum status store_backup(struct store *s, struct str to_path);
/* The engine's own integrity check; appends findings to ret (empty: healthy). */
struct buf;
CHECKED enum status store_check(struct store *s, struct buf *ret);
/* "SQLite 3.40.1" / "PostgreSQL 15.8". */
struct str store_version(struct store *s, struct arena *a);
/* Something the administrator should know about the engine although nothing is wrong; STR_NONE: nothing. */
struct str store_note(struct store *s, struct arena *a);

/* A handle for one request or job. Cheap: takes a connection at its first read and gives it back at db_end. */
struct db *db_start(struct store *s, struct arena *a);
void db_end(struct db *db); /* ends the read snapshot; rolls back a transaction left open */
struct store *db_store(struct db *db);
/* Lets go of the read snapshot; the next read starts a new one. For long jobs and streams. */
void db_refresh(struct db *db);

/* ---- writing
 *     DB_TX(tx, db);
 *     TRY(q_incident_insert(db, …));
 *     return db_commit(&tx);
 * Rolled back on every way out but db_commit. A transaction within a transaction joins the outer one: its commit only
 * says "my part is fine"; if it is left without commit, the outer commit fails with CONFLICT and all is rolled back. */
struct db_tx {
    struct db *db;
    bool open;
};
#define DB_TX(name, database)                                                                      \
    struct db_tx name __attribute__((cleanup(db_tx_end), unused)) = db_begin(database)
/* After a failed statement nothing else runs in the transaction and db_commit gives that failure: the engines differ here,
 * so we take the stricter way; where a conflict is expected, write ON CONFLICT. While rows of a statement are handed out
 * (:each) outside of a transaction, none can be started. A thread has one write transaction at a time. */
/* A failure to begin (BUSY, BROKEN) is kept and returned by the first statement and by db_commit. */
struct db_tx db_begin(struct db *db);
/* OK means durable. UNSURE: the connection was lost at COMMIT, the outcome is unknown (PostgreSQL only).
 * BROKEN: disk full or worse; nothing of this transaction is there. CONFLICT: a constraint or serialization failure. */
CHECKED enum status db_commit(struct db_tx *tx);
/* For work that can be done again (a job: its end is part of it). OK means that it will be durable, and seen by readers, with
 * the next db_commit of anybody or with store_flush, which must follow; a crash before takes it back as a whole. */
CHECKED enum status db_commit_soon(struct db_tx *tx);
void store_flush(struct store *s);
void db_tx_end(struct db_tx *tx);
bool db_in_tx(const struct db *db);

/* ---- telling running programs of what was committed (db/tell.c)
 * In a transaction: `word` reaches whoever listens on this database once the transaction is durable, and never when it is
 * rolled back. SQLite has one process, which hears it from db_commit or store_flush; PostgreSQL tells every process by
 * NOTIFY. Nobody keeps it: who does not listen never hears it. Letters, digits, spaces, at most DB_WORD_MAX. */
#define DB_WORD_MAX 200
CHECKED enum status db_tell(struct db *db, struct str word);
/* STR_NONE: the connection was lost for a while, words may have been missed. Called from any thread; must not use the
 * database and must not wait. */
typedef void store_heard_fn(struct str word);
/* One listener per store, until store_unlisten, which waits for a running call; store_close does so too. */
CHECKED enum status store_listen(struct store *s, store_heard_fn *heard);
void store_unlisten(struct store *s);

/* Raw text, for migrations, checks and tests only: runs one or more statements without parameters. */
CHECKED enum status db_run_text(struct db *db, struct str sql);
/* First column of the first row as text; STR_NONE when there is none. For checks and tests only. */
CHECKED enum status db_read_text(struct db *db, struct arena *a, struct str sql, struct str *ret);

/* ---- what sqlc's generated code uses; features never call these. */
enum db_type { DB_INT64, DB_TEXT, DB_BOOL, DB_REAL, DB_BLOB };
struct db_value {
    enum db_type type;
    bool null;
    union {
        int64_t i;
        bool b;
        double r;
        struct str s;
    } as;
};
struct db_statement {
    const char *name;
    const char *sql;       /* for both engines, or SQLite alone when sql_pgsql is set */
    const char *sql_pgsql; /* NULL: the same text */
    int n_in, n_out;
    const enum db_type *in;
    const enum db_type *out;
};
/* All statements of the program, in index order; made by sqlc. */
extern const struct db_statement db_statements[];
extern const size_t db_statements_n;

/* Runs statement `index`. For every row, `row` is called with the columns (text and blobs valid only during the call);
 * it returns OK to go on, anything else ends the run with that status. row may be NULL when n_out is 0.
 * ret_changed may be NULL. A unique or foreign-key violation gives CONFLICT. */
typedef enum status db_row_fn(void *context, const struct db_value *columns);
CHECKED enum status db_run(struct db *db, size_t index, const struct db_value *in, db_row_fn *row,
                           void *context, int64_t *ret_changed);

#endif
