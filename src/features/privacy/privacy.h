/* The rights of those whom the data is about: who looked, everything in one package, what leaves the house without names,
 * how long things are kept, and notes that nobody else can read.
 * Every rule asks core/access.h itself. What is outside an actor's reach is MISSING.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef PRIVACY_PRIVACY_H
#define PRIVACY_PRIVACY_H

#include "base/zone.h"
#include "core/jobs.h"
#include "core/retention.h"
#include "privacy_sql.h"

/* ---- who looked (privacy_looks.c): the employee alone */
struct privacy_looks {
    struct look_row_list rows; /* newest first, others' alone */
    int64_t number;            /* of the incident; 0: of all */
};
CHECKED enum status privacy_looks_incident(struct db *db, struct arena *a, const struct actor *who,
                                           int64_t incident_id, struct privacy_looks *ret);
CHECKED enum status privacy_looks_case(struct db *db, struct arena *a, const struct actor *who,
                                       int64_t case_id, struct privacy_looks *ret);
CHECKED enum status privacy_looks_all(struct db *db, struct arena *a, const struct actor *who,
                                      int64_t limit, struct privacy_looks *ret);

/* ---- everything about one person, as a zip of a page to read and JSON (privacy_extract_show.c). Own, or by the command line;
 * written to the audit. MISSING for anybody else. */
CHECKED enum status privacy_extract(struct db *db, struct arena *a, const struct actor *who,
                                    int64_t person_id, struct str *ret_zip);
/* By login, or by id. */
CHECKED enum status privacy_find_person(struct db *db, struct arena *a, struct str name,
                                        struct privacy_person_row *ret);

/* ---- one case for a third party, names replaced by roles (privacy_export_show.c). For who sees the incident fully: the employee and
 * the managers of the team; written to the audit, where the employee sees it. */
#define PRIVACY_PARTS(X)                                                                           \
    X(EVENT, "event") X(RATING, "rating") X(TEXTS, "texts") X(STEPS, "steps") X(CARE, "aftercare")
enum privacy_part {
#define X(name, word) PRIVACY_PART_##name,
    PRIVACY_PARTS(X)
#undef X
        PRIVACY_PART_N
};
extern const char *const privacy_part_words[];
#define PRIVACY_FORMATS(X) X(HTML, "html") X(PDF, "pdf") X(JSON, "json")
enum privacy_format {
#define X(name, word) PRIVACY_##name,
    PRIVACY_FORMATS(X)
#undef X
        PRIVACY_FORMAT_N
};
extern const char *const privacy_format_words[];
CHECKED enum status privacy_export(struct db *db, struct arena *a, const struct actor *who,
                                   int64_t incident_id, int64_t parts, enum privacy_format format,
                                   struct str *ret);

/* ---- how long things are kept (privacy_retention.c) */
struct retention_result {
    const struct retention_rule *rule;
    int64_t days, before_at, n;
};
struct retention_results {
    struct retention_result *at;
    size_t n;
};
/* Runs every rule to its end, in small transactions; dry: counts what would go and changes nothing. */
CHECKED enum status retention_run_all(struct store *store, struct arena *a, bool dry,
                                      struct retention_results *ret);
/* The nightly job, and putting it when there is none (at start). */
#define RETENTION_JOB "privacy.retention"
CHECKED enum status retention_nightly(struct db *db, struct arena *a, const struct job *job,
                                      int64_t *ret_again_at);
CHECKED enum status retention_plan(struct store *store);
/* What the rules took away, for who may see it (PERM_RETENTION_READ). */
struct retention_report {
    struct retention_results rules; /* n: in all */
    struct retention_run_row_list runs;
};
CHECKED enum status retention_report(struct db *db, struct arena *a, const struct actor *who,
                                     int64_t limit, struct retention_report *ret);

/* Makes a person who has left unknown: their rows tell of nobody, what was sealed for them opens no more. By the system alone.
 * CONFLICT: has not left, an open case or step, a hold. */
CHECKED enum status privacy_forget(struct db *db, struct arena *a, const struct actor *who,
                                   int64_t person_id);
/* Nothing of this person goes until it ends; twice is once. reason: a reference, never confided text. */
CHECKED enum status privacy_hold(struct db *db, struct arena *a, const struct actor *who,
                                 int64_t person_id, bool on, struct str reason);

/* ---- own notes (privacy_notes.c): sealed, for their writer alone, in no list and no search */
#define OWN_NOTE_MAX 8000
struct own_note {
    int64_t id, written_at, changed_at;
    struct str text;
};
struct own_note_list {
    struct own_note *at;
    size_t n;
};
CHECKED enum status own_notes(struct db *db, struct arena *a, const struct actor *who,
                              struct own_note_list *ret);
/* id 0: a new one. MISSING: not the actor's. */
CHECKED enum status own_note_write(struct db *db, struct arena *a, const struct actor *who,
                                   int64_t id, struct str text);
CHECKED enum status own_note_drop(struct db *db, const struct actor *who, int64_t id);

#endif
